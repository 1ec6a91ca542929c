//! Reads documents where their reader can do no harm: in a process of its own with bounds on time and memory, which
//! serves for many documents and is replaced when it dies; or, where a program gives none, in a thread.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use super::wire::{Told, tell};
use super::{Content, Extracted, Hints, Sheet, defect_of, extract};
use crate::corpus::file_kind::FileKind;
use crate::corpus::problem::{Defect, Problem};

/// A document has so many seconds, and so many more for each MiB beyond the first.
const SECONDS: u64 = 8;
const SECONDS_A_MEBIBYTE: u64 = 1;

/// So much text one document may have, in bytes.
const MOST_TEXT: usize = 64 << 20;

/// So many things may be told before they are listened to.
const AHEAD: usize = 256;

/// The kinds that are read so, as they are numbered in requests.
pub(super) const KINDS: [FileKind; 8] = [
    FileKind::Pdf,
    FileKind::Word,
    FileKind::OpenText,
    FileKind::Spreadsheet,
    FileKind::Epub,
    FileKind::Parquet,
    FileKind::Html,
    FileKind::WebArchive,
];

/// How a program is started that reads documents for another, by [`help`](crate::corpus::help).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    /// The program, which may be the one that asks.
    pub program: PathBuf,
    /// What it is told.
    pub arguments: Vec<OsString>,
    /// How much memory it allows itself, in MiB; said where a document takes more.
    pub mebibytes: usize,
}

/// What is asked of a document's bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request {
    pub(super) kind: FileKind,
    pub(super) hints: Hints,
}

/// Where documents are read.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus) struct Isolation {
    helper: Option<Helper>,
    /// The process at work, if one is.
    process: Arc<Mutex<Option<Process>>>,
}

impl Isolation {
    pub(in crate::corpus) fn new(helper: Option<Helper>) -> Self {
        Isolation { helper, process: Arc::default() }
    }

    /// What is in the bytes of a document.
    pub(super) fn read(&self, request: Request, bytes: Vec<u8>) -> Result<Content, Problem> {
        let kind = request.kind;
        let seconds = SECONDS + SECONDS_A_MEBIBYTE * (bytes.len() as u64 >> 20);
        let ask = |told: Receiver<Told>, isolation: Option<Isolation>| Answer {
            told,
            kind,
            seconds,
            waited: Duration::ZERO,
            isolation,
            is_ended: false,
        };
        let answer = match self.ask(request, &bytes) {
            Some(told) => ask(told, Some(self.clone())),
            None => ask(in_thread(request, bytes), None),
        };
        answer.content().map_err(|defect| Problem::Defective { kind, defect })
    }

    /// Hands a document to the process; none where there is none to be had.
    fn ask(&self, request: Request, bytes: &[u8]) -> Option<Receiver<Told>> {
        let helper = self.helper.as_ref()?;
        let mut process = lock(&self.process);
        // What is still told of the document before is not listened to any more.
        if process.as_ref().is_some_and(|process| process.is_busy) {
            *process = None;
        }
        // One that died since is replaced, once.
        for _ in 0..2 {
            if process.is_none() {
                *process = Some(Process::start(helper)?);
            }
            let told = process.as_mut().and_then(|process| process.ask(request, bytes));
            if told.is_some() {
                return told;
            }
            *process = None;
        }
        None
    }

    /// The process is ready for the next document.
    fn done(&self) {
        if let Some(process) = lock(&self.process).as_mut() {
            process.is_busy = false;
        }
    }

    /// Ends the process, and says what the document did to it.
    fn ended(&self) -> Defect {
        let process = lock(&self.process).take();
        let is_out_of_memory = process.and_then(Process::status).is_some_and(is_abort);
        match &self.helper {
            Some(helper) if is_out_of_memory => Defect::TooLarge { mebibytes: helper.mebibytes },
            _ => Defect::Crashed,
        }
    }
}

fn lock(process: &Mutex<Option<Process>>) -> MutexGuard<'_, Option<Process>> {
    process.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Whether a process gave up of itself, as it does where it gets no more memory.
fn is_abort(status: std::process::ExitStatus) -> bool {
    #[cfg(unix)]
    {
        std::os::unix::process::ExitStatusExt::signal(&status) == Some(6)
    }
    #[cfg(not(unix))]
    {
        let _ = status;
        false
    }
}

/// A process that reads documents.
#[derive(Debug)]
struct Process {
    child: Child,
    input: Option<ChildStdin>,
    /// Where its lines go; each document has a channel of its own.
    listeners: SyncSender<SyncSender<Told>>,
    is_busy: bool,
}

impl Process {
    fn start(helper: &Helper) -> Option<Process> {
        let mut child = Command::new(&helper.program)
            .args(&helper.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let (input, output) = (child.stdin.take(), child.stdout.take()?);
        let (listeners, coming) = sync_channel::<SyncSender<Told>>(1);
        thread::Builder::new()
            .spawn(move || {
                let mut lines = BufReader::new(output).lines().map_while(Result::ok);
                for listener in coming {
                    for line in lines.by_ref() {
                        let Some(told) = Told::parse(&line) else { return };
                        let is_end = matches!(told, Told::End);
                        if listener.send(told).is_err() {
                            return;
                        }
                        if is_end {
                            break;
                        }
                    }
                }
            })
            .ok()?;
        Some(Process { child, input, listeners, is_busy: false })
    }

    /// None where it does not listen any more.
    fn ask(&mut self, request: Request, bytes: &[u8]) -> Option<Receiver<Told>> {
        let kind = KINDS.iter().position(|kind| *kind == request.kind)?;
        let label = request.hints.encoding.map_or("", |encoding| encoding.name());
        let (listener, told) = sync_channel(AHEAD);
        self.listeners.send(listener).ok()?;
        let input = self.input.as_mut()?;
        let mut head = vec![u8::try_from(kind).ok()?, u8::try_from(label.len()).ok()?];
        head.extend_from_slice(label.as_bytes());
        head.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        let sent = input.write_all(&head).and_then(|()| input.write_all(bytes)).and_then(|()| input.flush());
        self.is_busy = true;
        // One that dies over the bytes themselves is told by the silence that follows.
        sent.ok().map(|()| told)
    }

    /// How it ended; one that goes on is ended.
    fn status(mut self) -> Option<std::process::ExitStatus> {
        self.input = None;
        for _ in 0..20 {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that has ended cannot be ended, which is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads a document in a thread, which is left to itself if it takes too long.
fn in_thread(request: Request, bytes: Vec<u8>) -> Receiver<Told> {
    let (listener, told) = sync_channel(AHEAD);
    let work = move || {
        let read = AssertUnwindSafe(|| {
            let content = extract(request.kind, &bytes, request.hints).map_err(|problem| defect_of(&problem));
            let gone = |_| std::io::Error::from(std::io::ErrorKind::BrokenPipe);
            // Where nobody listens, nothing is left to do.
            let _ = tell(content, |told| listener.send(told).map_err(gone));
        });
        // A listener that hears no end knows that it crashed.
        let _ = panic::catch_unwind(read);
    };
    // Nested documents take much of a stack.
    let _ = thread::Builder::new().stack_size(16 << 20).spawn(work);
    told
}

/// What is told of a document, as long as one waits for it.
#[derive(Debug)]
struct Answer {
    told: Receiver<Told>,
    kind: FileKind,
    seconds: u64,
    waited: Duration,
    isolation: Option<Isolation>,
    is_ended: bool,
}

impl Answer {
    /// Waits no longer than the document may take in all.
    fn next(&mut self) -> Result<Told, Defect> {
        if self.is_ended {
            return Ok(Told::End);
        }
        let begin = Instant::now();
        let left = Duration::from_secs(self.seconds).saturating_sub(self.waited);
        let told = self.told.recv_timeout(left);
        self.waited += begin.elapsed();
        match told {
            Ok(Told::End) => {
                self.is_ended = true;
                if let Some(isolation) = &self.isolation {
                    isolation.done();
                }
                Ok(Told::End)
            }
            Ok(told) => Ok(told),
            Err(error) => {
                self.is_ended = true;
                let ended = self.isolation.as_ref().map_or(Defect::Crashed, Isolation::ended);
                let seconds = self.seconds;
                Err(if error == RecvTimeoutError::Timeout { Defect::TooSlow { seconds } } else { ended })
            }
        }
    }

    fn content(mut self) -> Result<Content, Defect> {
        let mut extracted = Extracted::default();
        let mut sheets = Vec::new();
        let mut size = 0;
        loop {
            match self.next()? {
                Told::Said(field, value) => extracted.metadata.push((field, value)),
                Told::Part(part) => {
                    size += part.text.len();
                    if size > MOST_TEXT {
                        return Err(Defect::TooLarge { mebibytes: MOST_TEXT >> 20 });
                    }
                    extracted.parts.push(part);
                }
                Told::Gap(missing) => extracted.gaps.push(missing),
                Told::Sheet(name, header) => sheets.push((name, header)),
                Told::Rows => return Ok(Content::Sheets(self.sheets(sheets), extracted.gaps)),
                Told::Failed(defect) => {
                    self.next()?;
                    return Err(defect);
                }
                Told::Row(..) => return Err(Defect::Crashed),
                Told::End => return Ok(Content::Document(extracted)),
            }
        }
    }

    /// The rows of all tables come one after the other, so those of a table that is not read are passed over.
    fn sheets(self, sheets: Vec<(Option<String>, Vec<String>)>) -> Vec<Sheet> {
        let kind = self.kind;
        let rows = Arc::new(Mutex::new((self, None)));
        let sheet = |(at, (name, header))| {
            let rows = Arc::clone(&rows);
            let next = move || {
                let mut rows = rows.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                let (answer, ahead) = &mut *rows;
                loop {
                    let told = ahead.take().map_or_else(|| answer.next(), Ok);
                    match told {
                        Ok(Told::Row(of, row)) if of == at => return Some(Ok(row)),
                        Ok(Told::Row(of, _)) if of < at => {}
                        Ok(Told::End) => return None,
                        Ok(Told::Failed(defect)) | Err(defect) => {
                            return Some(Err(Problem::Defective { kind, defect }));
                        }
                        Ok(told) => {
                            *ahead = Some(told);
                            return None;
                        }
                    }
                }
            };
            Sheet { name, header, rows: Box::new(std::iter::from_fn(next)) }
        };
        sheets.into_iter().enumerate().map(sheet).collect()
    }
}

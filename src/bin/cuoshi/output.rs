//! Where a result goes: standard output, or a file that is complete or not there at all.
//!
//! A file is written beside its place without a name, so that a killed run leaves nothing behind, and gets
//! its name when complete. Where the system has no nameless files, a hidden one stands in.

use std::fs::{self, File};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use cuoshi::{Language, Message};
use tempfile::NamedTempFile;

use crate::{Outcome, say};

/// Where a result goes.
pub(crate) enum Output {
    Stream(BufWriter<Stdout>),
    /// A device or pipe, which is written to as it is.
    Device(BufWriter<File>),
    File(BufWriter<Beside>),
}

impl Output {
    /// Opens standard output or, with a path, the file.
    pub(crate) fn open(path: Option<&Path>) -> io::Result<Output> {
        let Some(path) = path.filter(|path| !is_stdout(path)) else {
            return Ok(Output::Stream(BufWriter::new(io::stdout())));
        };
        match fs::metadata(path) {
            Ok(data) if data.is_dir() => Err(io::Error::from(io::ErrorKind::IsADirectory)),
            Ok(data) if !data.is_file() => {
                Ok(Output::Device(BufWriter::new(fs::OpenOptions::new().write(true).open(path)?)))
            }
            // A link is followed, so that what it leads to is replaced.
            Ok(_) => Ok(Output::File(BufWriter::new(Beside::open(path.canonicalize()?)?))),
            Err(_) => Ok(Output::File(BufWriter::new(Beside::open(path.to_owned())?))),
        }
    }

    /// Writes what is left and puts a file into its place.
    pub(crate) fn complete(self) -> io::Result<()> {
        match self {
            Output::Stream(mut stream) => stream.flush(),
            Output::Device(mut device) => device.flush(),
            Output::File(file) => file.into_inner().map_err(io::IntoInnerError::into_error)?.put_in_place(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stream(stream) => stream.write(bytes),
            Output::Device(device) => device.write(bytes),
            Output::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stream(stream) => stream.flush(),
            Output::Device(device) => device.flush(),
            Output::File(file) => file.flush(),
        }
    }
}

/// Whether a path stands for standard output, which is written to as it is.
pub(crate) fn is_stdout(path: &Path) -> bool {
    let names = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
    names.iter().any(|name| path == Path::new(name))
}

/// Prints a result that is complete.
pub(crate) fn print(bytes: &[u8], language: Language) -> Outcome {
    let mut stdout = io::stdout().lock();
    printed(stdout.write_all(bytes).and_then(|()| stdout.flush()), language)
}

/// How printing ended, with a failure told. Standard output closed early is none.
pub(crate) fn printed(result: io::Result<()>, language: Language) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::OutputClosed,
        Err(error) => {
            say(&unwritable(&error), language);
            Outcome::OutputFailed
        }
    }
}

/// Puts a text into the place of a file that is there: all of it, or none. A link is followed, and the
/// permissions stay.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let data = fs::metadata(path)?;
    if !data.is_file() {
        return Err(io::Error::from(io::ErrorKind::InvalidInput));
    }
    if data.permissions().readonly() {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied));
    }
    let mut file = Beside::open(path.canonicalize()?)?;
    file.write_all(text.as_bytes())?;
    file.put_in_place()
}

/// Says that a result cannot be written.
pub(crate) fn unwritable(error: &io::Error) -> Message {
    Message::new("program.result_unwritable").with_message("reason", error.into())
}

/// Whether nobody reads standard output any more, as far as the system tells before something is written.
#[cfg(target_os = "linux")]
pub(crate) fn is_closed() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdout = io::stdout();
    let mut ends = [PollFd::new(&stdout, PollFlags::empty())];
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut ends, Some(&at_once)).is_ok_and(|_| ends[0].revents().contains(PollFlags::ERR))
}

/// Elsewhere it shows when something is written.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_closed() -> bool {
    false
}

/// A file that has not got its name yet.
pub(crate) struct Beside {
    place: PathBuf,
    content: Content,
}

enum Content {
    #[cfg(target_os = "linux")]
    Nameless(File),
    Hidden(NamedTempFile),
}

impl Beside {
    fn open(place: PathBuf) -> io::Result<Beside> {
        let folder = match place.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        #[cfg(target_os = "linux")]
        if let Ok(file) = nameless(folder) {
            return Ok(Beside { content: Content::Nameless(file), place });
        }
        let hidden = tempfile::Builder::new().prefix(".cuoshi-").tempfile_in(folder)?;
        Ok(Beside { content: Content::Hidden(hidden), place })
    }

    fn put_in_place(self) -> io::Result<()> {
        let permissions = fs::metadata(&self.place).ok().map(|old| old.permissions());
        match self.content {
            #[cfg(target_os = "linux")]
            Content::Nameless(file) => {
                if let Some(permissions) = permissions {
                    file.set_permissions(permissions)?;
                }
                give_name(&file, &self.place)
            }
            Content::Hidden(file) => {
                if let Some(permissions) = permissions {
                    file.as_file().set_permissions(permissions)?;
                }
                file.persist(&self.place).map(|_| ()).map_err(|error| error.error)
            }
        }
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.content {
            #[cfg(target_os = "linux")]
            Content::Nameless(file) => file.write(bytes),
            Content::Hidden(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> io::Result<File> {
    use rustix::fs::{CWD, Mode, OFlags};
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let mode = Mode::RUSR | Mode::WUSR | Mode::RGRP | Mode::WGRP | Mode::ROTH | Mode::WOTH;
    Ok(File::from(rustix::fs::openat(CWD, folder, flags, mode)?))
}

/// Names a nameless file. A name that is taken can only be taken over by a rename.
#[cfg(target_os = "linux")]
fn give_name(file: &File, place: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD};
    use std::os::fd::AsRawFd as _;
    let source = format!("/proc/self/fd/{}", file.as_raw_fd());
    let link = |name: &Path| rustix::fs::linkat(CWD, &source, CWD, name, AtFlags::SYMLINK_FOLLOW);
    if link(place).is_ok() {
        return Ok(());
    }
    let hidden = place.with_file_name(format!(".cuoshi-{}", std::process::id()));
    link(&hidden)?;
    fs::rename(&hidden, place).inspect_err(|_| _ = fs::remove_file(&hidden))
}

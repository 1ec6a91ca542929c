//! Thousands of damaged files, with good ones between them: nothing crashes, hangs or eats up the memory, every
//! failure is named, and every good file is tagged. `DAMAGED=10000` makes so many; a seed with `DAMAGED_SEED`; a folder
//! of documents to damage as well with `DAMAGED_SAMPLES`.

#![cfg(all(target_os = "linux", feature = "program"))] // memory is read from /proc
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The paragraph that every good file holds, as `tests/documents/damage.py` has it.
const SENTENCE: &str = "对吸纳就业困难人员的企业给予一次性吸纳就业补贴。";

/// In MiB; of the program and the process that reads documents for it, together.
const MOST_MEMORY: usize = 500;

/// For one file. The program gives up after ten seconds at most; a busy machine may add to that.
const MOST_TIME: Duration = Duration::from_secs(30);

#[test]
fn damage_stays_with_the_file_that_has_it() {
    let asked = |name: &str, usual: u64| {
        std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
    };
    let (count, seed) = (asked("DAMAGED", 400), asked("DAMAGED_SEED", 20_260_101));
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/damage.py");
    let numbers = [count, seed].map(|number| number.to_string());
    let made = Command::new("python3")
        .arg(script)
        .arg(folder.path())
        .args(numbers)
        .args(std::env::var_os("DAMAGED_SAMPLES"))
        .status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no python3 to make the files");
        return;
    }
    let run = run(folder.path());
    assert!(run.code.is_some_and(|code| code == 0 || code == 2), "the program ended with {:?}", run.code);
    assert!(run.memory < MOST_MEMORY, "{} MiB of memory", run.memory);
    assert!(run.silence < MOST_TIME, "nothing came for {:?}", run.silence);
    let faults = faults(folder.path(), &run);
    assert!(faults.is_empty(), "{} of {count} files: {faults:#?}", faults.len());
    eprintln!("{count} files: {} MiB, at most {:?} between two of them", run.memory, run.silence);
}

/// What came of a run.
struct Run {
    code: Option<i32>,
    results: String,
    messages: String,
    /// The most that it took, in MiB.
    memory: usize,
    /// The longest time in which nothing came.
    silence: Duration,
}

fn run(folder: &Path) -> Run {
    let (results, messages) = (folder.with_extension("jsonl"), folder.with_extension("txt"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_cuoshi"))
        .args(["tag", "--all", "--format", "jsonl"])
        .arg(folder)
        .env("CUOSHI_LANG", "en")
        .stdin(Stdio::null())
        .stdout(fs::File::create(&results).unwrap())
        .stderr(fs::File::create(&messages).unwrap())
        .spawn()
        .unwrap();
    let (mut memory, mut silence, mut last) = (0, Duration::ZERO, Instant::now());
    let mut size = 0;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        memory = memory.max(memory_of(&child));
        let now = fs::metadata(&results).unwrap().len() + fs::metadata(&messages).unwrap().len();
        // The files of one batch are told at once, so what is read is looked at as well.
        let read = now + files_read(&child);
        if read != size {
            (size, last) = (read, Instant::now());
        }
        silence = silence.max(last.elapsed());
        thread::sleep(Duration::from_millis(20));
    };
    let read = |path: &Path| {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        fs::remove_file(path).unwrap();
        text
    };
    Run { code: status.code(), results: read(&results), messages: read(&messages), memory, silence }
}

/// What the process and those it has started hold, in MiB.
fn memory_of(child: &Child) -> usize {
    let id = child.id();
    let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    let all = children.split_whitespace().map(str::to_owned).chain([id.to_string()]);
    let held = all.map(|id| {
        let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kibibytes| kibibytes.parse::<usize>().ok()).unwrap_or(0)
    });
    held.sum::<usize>() / 1024
}

/// How many bytes the process has read so far.
fn files_read(child: &Child) -> u64 {
    let counts = fs::read_to_string(format!("/proc/{}/io", child.id())).unwrap_or_default();
    let line = counts.lines().find(|line| line.starts_with("rchar:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|bytes| bytes.parse().ok()).unwrap_or(0)
}

/// The files of which neither a paragraph nor a message came, and the good ones that are not tagged.
fn faults(folder: &Path, run: &Run) -> Vec<String> {
    // Members of archives, rows and lines belong to the file whose name theirs begin with.
    let file_of = |name: &str| {
        let rest = name.strip_prefix(folder.to_str()?)?.strip_prefix('/')?;
        let (place, rest) = rest.split_once('/')?;
        Some(format!("{place}/{}", rest.split(['/', ':']).next()?))
    };
    let mut tagged: BTreeMap<String, bool> = BTreeMap::new();
    for line in run.results.lines() {
        let result: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(file) = file_of(result["document"].as_str().unwrap()) else { continue };
        let is_tagged = result["text"] == SENTENCE && !result["tags"].as_array().unwrap().is_empty();
        *tagged.entry(file).or_default() |= is_tagged;
    }
    let lines = run.messages.lines().filter_map(|line| file_of(line.strip_prefix("cuoshi: ")?));
    let named: BTreeSet<String> = lines.collect();
    let mut faults = Vec::new();
    for place in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        for file in fs::read_dir(place.path()).unwrap().map(Result::unwrap) {
            let name =
                format!("{}/{}", place.file_name().to_string_lossy(), file.file_name().to_string_lossy());
            if name.contains("-good-") {
                if tagged.get(&name) != Some(&true) || named.contains(&name) {
                    faults.push(format!("{name} is whole, and not tagged"));
                }
            } else if !tagged.contains_key(&name) && !named.contains(&name) {
                faults.push(format!("{name}: nothing came of it, and nothing is said"));
            }
        }
    }
    faults
}

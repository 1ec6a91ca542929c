//! Searches for the same strings by programs in other languages. They read the same files, keep them in memory,
//! and make a pass whenever a line arrives, which they time themselves.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Pass, Peer};

/// Hyperscan (or Vectorscan, which answers to the same name), where Debian's `libhyperscan-dev` and a C compiler
/// are installed.
pub(crate) fn hyperscan<'t>(literals: &Path, text: &Path) -> Result<Peer<'t>, String> {
    let program = scratch("hyperscan");
    let built = Command::new("cc")
        .args(["-O2", "-o"])
        .args([&program, &beside("hyperscan.c")])
        .args(["-I/usr/include/hs", "-lhs"])
        .stderr(Stdio::null())
        .status();
    if !built.is_ok_and(|status| status.success()) {
        return Err("Hyperscan: not here (on Debian: apt-get install gcc libhyperscan-dev)".to_owned());
    }
    asked("Hyperscan", Command::new(program).args([literals, text]))
}

/// pyahocorasick, where Python has it.
pub(crate) fn pyahocorasick<'t>(literals: &Path, text: &Path) -> Result<Peer<'t>, String> {
    let script = beside("pyahocorasick.py");
    asked("pyahocorasick", Command::new("python3").args([&script, literals, text]))
        .map_err(|_| "pyahocorasick: not here (pip install pyahocorasick)".to_owned())
}

/// A file of this name for what is needed only now.
pub(crate) fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/race").join(name)
}

/// A program that answers a line with the seconds of a pass and what it found.
fn asked<'t>(name: &str, command: &mut Command) -> Result<Peer<'t>, String> {
    let running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut running = running.map_err(|error| format!("{name}: {error}"))?;
    let (mut question, answer) = (running.stdin.take().unwrap(), running.stdout.take().unwrap());
    let mut answers = BufReader::new(answer).lines();
    if answers.next().and_then(Result::ok).as_deref() != Some("ready") {
        return Err(format!("{name}: does not start"));
    }
    Ok(Peer::measured(name, move || {
        writeln!(question, "again").unwrap();
        let answer = answers.next().unwrap().unwrap();
        let (seconds, count) = answer.split_once(' ').unwrap();
        Pass { seconds: seconds.parse().unwrap(), count: count.parse().unwrap() }
    }))
}

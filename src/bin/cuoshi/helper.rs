//! This program once more, as the process that reads documents: those who make them bring damage and bombs along, and
//! what reads them is the work of many hands. It may run out of memory or time, and nothing is lost but the document.

use std::io;
use std::process::ExitCode;

use cuoshi::corpus::{self, Helper};

/// What the process is told; no user is to type it, so it is no command.
pub(crate) const ARGUMENT: &str = "--read-documents-for-another-process";

/// So much memory it allows itself, in MiB.
const MEBIBYTES: usize = 256;

/// How it is started.
pub(crate) fn described() -> Option<Helper> {
    let program = std::env::current_exe().ok()?;
    Some(Helper { program, arguments: vec![ARGUMENT.into()], mebibytes: MEBIBYTES })
}

/// Is that process.
pub(crate) fn run() -> ExitCode {
    limit_memory();
    std::panic::set_hook(Box::new(|_| {}));
    match corpus::help(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Asks the system to give no more memory than that. Where it cannot be asked, there is the time that each document
/// has, and the bounds of each format.
fn limit_memory() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let bytes = Some((MEBIBYTES as u64) << 20);
        // A system that refuses has stricter limits already.
        let _ = setrlimit(Resource::Data, Rlimit { current: bytes, maximum: bytes });
    }
}

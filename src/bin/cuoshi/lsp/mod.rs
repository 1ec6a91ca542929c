//! `cuoshi lsp`: the language server. What an editor asks is answered by `cuoshi::editor`; here are the protocol
//! and the threads.
//!
//! ```text
//! standard input ─ wire ─▶ server (one loop) ─▶ checks: diagnostics, when the typing pauses
//!                            │                   counts: terms in the user's texts
//!                            └─ jobs ─▶ answers ─▶ standard output
//! ```
//!
//! The loop alone changes the [`World`](world::World); everybody else works on the one he was given.

mod abilities;
mod answers;
mod changes;
mod checks;
mod counts;
mod jobs;
mod page;
mod position;
mod server;
mod settings;
mod uri;
mod wire;
mod world;

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use cuoshi::{Language, Message};

/// Room for deeply nested files, which are read by recursion.
const STACK: usize = 64 << 20;

/// Runs the command. `asked` is the language the user asked for, `fallback` that of the surroundings, for a
/// client that names none.
pub(crate) fn run(asked: Option<Language>, fallback: Language) -> ExitCode {
    if io::stdin().is_terminal() {
        crate::say(&Message::new("editor.by_hand"), asked.unwrap_or(fallback));
    }
    server::serve(asked, fallback)
}

/// Starts a thread. Where the system has none left, its work is not done, and the rest goes on.
fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(work);
    if let Err(error) = thread {
        crate::tell(format_args!("cuoshi: {name}: {error}"));
    }
}

/// What a lock guards, even if a thread that held it came to grief.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

//! The command line: a thin caller of the library.

mod agreement;
mod args;
mod categories;
mod check;
mod coded;
mod evaluate;
mod language;
mod manual;
mod output;
mod progress;
mod rules;
mod sources;
mod tag;
mod test;
mod watch;
mod window;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let language = arguments.lang.unwrap_or_else(language::of_environment);
    match arguments.command {
        Command::Categories(arguments) => categories::run(&arguments, language),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { folder } => manual::pages(folder.as_deref()),
        Command::Tag(arguments) => tag::run(&arguments, language),
        Command::Test(arguments) => test::run(&arguments, language),
        Command::Check(arguments) => check::run(&arguments, language),
        Command::Evaluate(arguments) => evaluate::run(&arguments, language),
        Command::Agreement(arguments) => agreement::run(&arguments, language),
    }
}

/// How the program ends, as scripts see it.
pub(crate) enum Outcome {
    /// All was done.
    Done,
    /// The rules have errors.
    RulesHaveErrors,
    /// A text is not tagged as it should be.
    TestFailed,
    /// A check found what must not be.
    CheckFailed,
    /// The call makes no sense, or some input could not be read.
    InputFailed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::RulesHaveErrors | Outcome::CheckFailed | Outcome::TestFailed => 1,
            Outcome::InputFailed => 2,
        })
    }
}

/// Says something to the user beside the result.
pub(crate) fn say(message: impl std::fmt::Display) {
    tell(format_args!("cuoshi: {message}"));
}

/// Writes a line to standard error. Where nobody reads it, the work goes on all the same.
pub(crate) fn tell(message: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "{message}");
}

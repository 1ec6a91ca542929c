//! The command line: a thin caller of the library.
#![allow(clippy::print_stderr, reason = "a program speaks to its user")]

mod args;
mod check;
mod output;
mod progress;
mod rules;
mod tag;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Tag(arguments) => tag::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
    }
}

/// How the program ends, as scripts see it.
pub(crate) enum Outcome {
    /// All was done.
    Done,
    /// The rules have errors.
    RulesHaveErrors,
    /// A check found what must not be.
    CheckFailed,
    /// The call makes no sense, or some input could not be read.
    InputFailed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::RulesHaveErrors | Outcome::CheckFailed => 1,
            Outcome::InputFailed => 2,
        })
    }
}

/// Says something to the user beside the result.
pub(crate) fn say(message: impl std::fmt::Display) {
    eprintln!("cuoshi: {message}");
}

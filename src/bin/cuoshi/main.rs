//! The command line: a thin caller of the library.

mod agreement;
mod args;
mod categories;
mod check;
mod coded;
mod crew;
mod diff;
mod evaluate;
mod explain;
mod fix;
mod fmt;
mod help;
mod helper;
mod init;
mod job;
mod kinds;
mod language;
mod lsp;
mod manual;
mod meant;
mod output;
mod place;
mod progress;
mod reading;
mod refusal;
mod rules;
mod schema;
mod sources;
mod tag;
mod test;
mod voice;
mod wanted;
mod watch;
mod window;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use cuoshi::Language;

use args::{Arguments, Command};
pub(crate) use voice::{say, tell};

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == helper::ARGUMENT) {
        return helper::run();
    }
    let language = match language::of_user() {
        Ok(language) => language,
        Err((unknown, language)) => {
            say(&unknown, language);
            return Outcome::InputFailed.into();
        }
    };
    // Help and refusals come from the commands as described in the user's language; what is left is a call.
    let mut described = help::described(Arguments::command(), language);
    let arguments =
        described.try_get_matches_from_mut(std::env::args_os()).and_then(|_| Arguments::try_parse());
    match arguments {
        Ok(arguments) => run(arguments, language),
        Err(answer) => answered(&answer, &described, language).into(),
    }
}

fn run(arguments: Arguments, language: Language) -> ExitCode {
    match arguments.command {
        Command::Agreement(arguments) => agreement::run(&arguments, language),
        Command::Categories(arguments) => categories::run(&arguments, language),
        Command::Check(arguments) => check::run(&arguments, language),
        Command::Completions { shell } => manual::completions(shell, language),
        Command::Evaluate(arguments) => evaluate::run(&arguments, language),
        Command::Explain(arguments) => explain::run(&arguments, language),
        Command::Fmt(arguments) => fmt::run(&arguments, language),
        Command::Man { folder } => manual::pages(folder.as_deref(), language),
        Command::Init(arguments) => init::run(&arguments, language),
        Command::Lsp => lsp::run(arguments.lang, language),
        Command::Schema(asked) => schema::run(&asked, arguments.lang, language),
        Command::Tag(arguments) => tag::run(&arguments, language),
        Command::Test(arguments) => test::run(&arguments, language),
    }
}

/// Gives the help that was asked for, or tells what is wrong with the call.
fn answered(answer: &clap::Error, described: &clap::Command, language: Language) -> Outcome {
    if let Some(message) = refusal::message(answer, described) {
        say(&message, language);
        return Outcome::InputFailed;
    }
    let printed = answer.print();
    if answer.use_stderr() { Outcome::InputFailed } else { output::printed(printed, language) }
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
    /// What follows on standard output is not wanted any more.
    OutputClosed,
    /// The result cannot be written.
    OutputFailed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Done | Outcome::OutputClosed => 0,
            Outcome::RulesHaveErrors | Outcome::CheckFailed | Outcome::TestFailed => 1,
            Outcome::InputFailed | Outcome::OutputFailed => 2,
        })
    }
}

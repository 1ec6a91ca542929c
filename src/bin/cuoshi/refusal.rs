//! What is wrong with a call, in the user's language.

use std::fmt;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};
use cuoshi::{Argument, Language, Message};

/// Why a value does not fit its argument.
#[derive(Clone, Debug)]
pub(crate) struct Unfit(pub(crate) Message);

impl fmt::Display for Unfit {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.0.text(Language::English))
    }
}

impl std::error::Error for Unfit {}

/// What to say to a call that makes no sense, and where to read on; nothing to one that asks for help, or that
/// is wrong in a way of which only `clap` has words.
pub(crate) fn message(error: &Error, command: &Command) -> Option<Message> {
    let named = std::env::args_os().skip(1).find_map(|word| command.find_subcommand(word));
    let named = named.map(Command::get_name).filter(|name| *name != "help");
    let what = what(error, command, named)?;
    let help = named.map_or_else(String::new, |name| format!(" {name}"));
    let help = format!("{}{help} --help", command.get_name());
    Some(Message::new("call.refused").with_message("what", what).with("help", help))
}

fn what(error: &Error, command: &Command, named: Option<&str>) -> Option<Message> {
    let one = |kind| one(error, kind);
    let argument = || one(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let message =
                match one(ContextKind::SuggestedArg).or_else(|| one(ContextKind::SuggestedSubcommand)) {
                    Some(near) => Message::new("call.misspelt_argument").with("near", near),
                    None if named == Some("explain") && !argument()?.starts_with('-') => {
                        Message::new("call.bare_text")
                    }
                    None => Message::new("call.unknown_argument"),
                };
            Some(message.with("argument", argument()?))
        }
        ErrorKind::InvalidSubcommand => {
            let word = one(ContextKind::InvalidSubcommand)?;
            let message = match cuoshi::nearest(&word, command.get_subcommands().map(Command::get_name)) {
                Some(near) => Message::new("call.misspelt_command").with("near", near),
                None => Message::new("call.unknown_command").with_argument("known", commands(command)),
            };
            Some(message.with("command", word))
        }
        ErrorKind::MissingSubcommand => {
            Some(Message::new("call.no_command").with_argument("known", commands(command)))
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = quoted(all(error, ContextKind::InvalidArg));
            Some(Message::new("call.missing").with_argument("arguments", missing))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::TooManyValues => {
            Some(of_value(error, &argument()?, &one(ContextKind::InvalidValue)?))
        }
        ErrorKind::ArgumentConflict => {
            let (argument, others) = (argument()?, all(error, ContextKind::PriorArg));
            let message = if others == [&*argument] {
                Message::new("call.twice")
            } else {
                Message::new("call.conflict").with_argument("others", quoted(others))
            };
            Some(message.with("argument", argument))
        }
        ErrorKind::InvalidUtf8 => Some(Message::new("call.not_utf8")),
        _ => None,
    }
}

/// What is wrong with the value of an argument.
fn of_value(error: &Error, argument: &str, value: &str) -> Message {
    let unfit = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Unfit>());
    let message = match (error.kind(), unfit, one(error, ContextKind::SuggestedValue)) {
        _ if value.is_empty() => return Message::new("call.no_value").with("argument", argument),
        (ErrorKind::TooManyValues, ..) => Message::new("call.too_many_values"),
        (_, Some(Unfit(reason)), _) => {
            Message::new("call.unfit_value").with_message("reason", reason.clone())
        }
        (_, _, Some(near)) => Message::new("call.misspelt_value").with("near", near),
        _ => {
            let known = quoted(all(error, ContextKind::ValidValue));
            Message::new("call.unknown_value").with_argument("known", known)
        }
    };
    message.with("argument", argument).with("value", value)
}

/// What the error says of this kind, if it is one thing.
fn one(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.first().cloned(),
        _ => None,
    }
}

/// All that the error says of this kind.
fn all(error: &Error, kind: ContextKind) -> Vec<&str> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text],
        Some(ContextValue::Strings(texts)) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The commands there are.
fn commands(command: &Command) -> Argument {
    quoted(command.get_subcommands().map(Command::get_name).collect())
}

fn quoted(words: Vec<&str>) -> Argument {
    Argument::List(words.into_iter().map(|word| format!("`{word}`").into()).collect())
}

//! The commands as `--help`, the manual and the completions describe them. In English that is what stands in
//! `args.rs`; in Chinese, every text of theirs is replaced by that of `help.zh.md`.

use std::collections::BTreeMap;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command};
use cuoshi::Language;

const CHINESE: &str = include_str!("help.zh.md");

/// The headings of a manual page.
const MANUAL_HEADINGS: [&str; 5] = ["NAME", "SYNOPSIS", "DESCRIPTION", "EXTRA", "VERSION"];

/// The commands, described in a language. What they are to be without must be left out before.
pub(crate) fn described(mut command: Command, language: Language) -> Command {
    command.build();
    match language {
        Language::English => command,
        Language::Chinese => Words::of(CHINESE).command(command),
    }
}

/// A manual page with its headings in a language.
pub(crate) fn headed(page: &str, language: Language) -> String {
    let words = match language {
        Language::English => return page.to_owned(),
        Language::Chinese => Words::of(CHINESE),
    };
    MANUAL_HEADINGS.iter().fold(page.to_owned(), |page, heading| {
        page.replace(
            &format!(".SH {heading}\n"),
            &format!(".SH {}\n", words.piece(&format!("manual.{heading}"))),
        )
    })
}

/// The texts of a language by their keys.
struct Words(BTreeMap<&'static str, &'static str>);

impl Words {
    /// Reads entries: a line `## key`, and the text below it.
    fn of(table: &'static str) -> Words {
        let entries = table.split("\n## ").skip(1).filter_map(|entry| entry.split_once('\n'));
        Words(entries.map(|(key, text)| (key, text.trim_end())).collect())
    }

    fn text(&self, key: &str) -> Option<&'static str> {
        self.0.get(key).copied()
    }

    /// The first text that stands under one of the keys.
    fn first(&self, keys: &[String]) -> Option<&'static str> {
        keys.iter().find_map(|key| self.text(key))
    }

    /// A text that is always there.
    fn piece(&self, key: &str) -> &'static str {
        self.text(key).unwrap_or_default()
    }

    /// A text with what belongs into it; nothing where that is nothing.
    fn filled(&self, key: &str, filling: &str) -> String {
        if filling.is_empty() { String::new() } else { self.piece(key).replace("{}", filling) }
    }

    fn command(&self, command: Command) -> Command {
        let name = command.get_name().to_owned();
        let header = command.get_styles().get_header();
        let usage = format!("{header}{}{header:#} {{usage}}", self.piece("usage"));
        let mut described = command
            .help_template(format!("{{about-with-newline}}\n{usage}\n\n{{all-args}}{{after-help}}"))
            .subcommand_help_heading(self.piece("heading.Commands"))
            .subcommand_value_name(self.piece("value.COMMAND"))
            .mut_args(|arg| self.arg(&arg, &name))
            .mut_subcommands(|command| self.command(command));
        if let Some(about) = self.text(&name) {
            described = described.about(about);
        }
        if let Some(text) = self.text(&format!("{name}.after_help")) {
            described = described.after_help(text);
        }
        let usage = described.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", self.piece("options"));
        described.override_usage(usage)
    }

    fn arg(&self, arg: &Arg, command: &str) -> Arg {
        let keys = keys(arg, command);
        let mut described = arg.clone().help_heading(self.text(&heading(arg)));
        if let Some(help) = self.first(&keys) {
            let (short, long) = self.help(arg, help, &keys);
            described = described.hide_default_value(true).hide_possible_values(true).hide_env(true);
            let long = long.or_else(|| arg.get_long_help().map(|_| short.clone()));
            described = long.into_iter().fold(described.help(short), Arg::long_help);
        }
        if !arg.get_action().takes_values() {
            return described;
        }
        let names = arg.get_value_names().unwrap_or_default().iter();
        let names: Vec<_> = names.filter_map(|name| self.text(&format!("value.{name}"))).collect();
        if !names.is_empty() {
            described = described.value_names(names);
        }
        let values = self.values(arg, &keys);
        if values.is_empty() { described } else { described.value_parser(PossibleValuesParser::new(values)) }
    }

    /// The possible values of an argument.
    fn values(&self, arg: &Arg, keys: &[String]) -> Vec<PossibleValue> {
        let described = |value: PossibleValue| {
            let keys: Vec<String> = keys.iter().map(|key| format!("{key}.{}", value.get_name())).collect();
            match self.first(&keys) {
                Some(help) => value.help(help),
                None => value,
            }
        };
        arg.get_possible_values().into_iter().map(described).collect()
    }

    /// What an argument is for, in short and, where its values need words, at length.
    fn help(&self, arg: &Arg, help: &str, keys: &[String]) -> (String, Option<String>) {
        let values = self.values(arg, keys);
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        let defaults = if arg.get_action().takes_values() { arg.get_default_values() } else { &[] };
        let defaults: Vec<_> = defaults.iter().map(|value| value.to_string_lossy()).collect();
        let environment = arg.get_env().map(|name| name.to_string_lossy()).unwrap_or_default();
        let rest = self.filled("default", &defaults.join("、")) + &self.filled("environment", &environment);
        let short = format!("{help}{}{rest}", self.filled("values", &names.join("、")));
        let said = |value: &PossibleValue| Some(format!("\n  {}：{}", value.get_name(), value.get_help()?));
        let lines: Option<Vec<String>> = values.iter().map(said).collect();
        let long = lines.filter(|lines| !lines.is_empty());
        (short, long.map(|lines| format!("{help}{rest}\n{}", lines.concat())))
    }
}

/// The keys under which the text of an argument may stand: that of its command alone, and of all.
fn keys(arg: &Arg, command: &str) -> [String; 2] {
    let name = arg.get_long().map_or_else(|| arg.get_id().to_string(), |long| format!("--{long}"));
    [format!("{command}.{name}"), name]
}

/// The key of the heading that an argument stands under.
fn heading(arg: &Arg) -> String {
    let unsaid = if arg.is_positional() { "Arguments" } else { "Options" };
    format!("heading.{}", arg.get_help_heading().unwrap_or(unsaid))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;

    use super::*;
    use crate::args::Arguments;

    fn commands(language: Language) -> Vec<Command> {
        let root = described(Arguments::command(), language);
        root.get_subcommands().cloned().chain([root.clone()]).collect()
    }

    fn is_chinese(text: &str) -> bool {
        text.chars().any(|c| ('一'..='鿿').contains(&c))
    }

    /// What is described, and how.
    fn texts(command: &Command) -> Vec<(String, String)> {
        let name = command.get_name();
        let mut texts = vec![(name.to_owned(), command.get_about().map(ToString::to_string))];
        if let Some(text) = command.get_after_help() {
            texts.push((format!("{name}.after_help"), Some(text.to_string())));
        }
        for arg in command.get_arguments() {
            let key = |arg: &Arg| keys(arg, name)[0].clone();
            texts.push((key(arg), arg.get_help().map(ToString::to_string)));
            texts.extend(arg.get_long_help().map(|text| (key(arg), Some(text.to_string()))));
            texts.push((format!("heading of {}", key(arg)), arg.get_help_heading().map(str::to_owned)));
            if arg.get_action().takes_values() {
                let names = arg.get_value_names().unwrap_or_default().iter();
                texts.extend(names.map(|name| (format!("value of {}", key(arg)), Some(name.to_string()))));
            }
            let values = arg.get_possible_values();
            for value in values.iter().filter(|value| value.get_help().is_some()) {
                let key = format!("{}.{}", key(arg), value.get_name());
                texts.push((key, value.get_help().map(ToString::to_string)));
            }
        }
        texts.into_iter().map(|(key, text)| (key, text.unwrap_or_default())).collect()
    }

    #[test]
    fn every_help_is_in_chinese() {
        let names_alone = ["Markdown", "SHELL"];
        let texts = commands(Language::Chinese).iter().flat_map(texts).collect::<Vec<_>>();
        let foreign =
            texts.iter().filter(|(_, text)| !is_chinese(text) && !names_alone.contains(&text.as_str()));
        let foreign: Vec<_> = foreign.collect();
        assert!(foreign.is_empty(), "not in help.zh.md: {foreign:#?}");
    }

    #[test]
    fn no_entry_is_left_over() {
        let mut known: BTreeSet<String> =
            ["usage", "options", "default", "values", "environment", "heading.Commands", "value.COMMAND"]
                .map(str::to_owned)
                .into();
        known.extend(MANUAL_HEADINGS.map(|heading| format!("manual.{heading}")));
        for command in commands(Language::English) {
            let name = command.get_name();
            known.extend([name.to_owned(), format!("{name}.after_help")]);
            for arg in command.get_arguments() {
                known.insert(heading(arg));
                known.extend(
                    arg.get_value_names().unwrap_or_default().iter().map(|name| format!("value.{name}")),
                );
                for key in keys(arg, name) {
                    let values = arg.get_possible_values();
                    known.extend(values.iter().map(|value| format!("{key}.{}", value.get_name())));
                    known.insert(key);
                }
            }
        }
        let words = Words::of(CHINESE);
        let unused: Vec<_> = words.0.keys().filter(|key| !known.contains(**key)).collect();
        assert!(unused.is_empty(), "help.zh.md has what no command needs: {unused:?}");
    }

    #[test]
    fn lines_fit_beside_their_options() {
        let words = Words::of(CHINESE);
        let is_for_an_argument = |key: &&&str| !key.ends_with("after_help");
        for key in words.0.keys().filter(is_for_an_argument) {
            let long = words.0[key]
                .lines()
                .find(|line| line.chars().map(|c| 1 + usize::from(!c.is_ascii())).sum::<usize>() > 54);
            assert_eq!(long, None, "{key}");
        }
    }
}

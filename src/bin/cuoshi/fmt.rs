//! `cuoshi fmt`: rule files, and files of cases, in their one form.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cuoshi::{Dictionary, Language, Message};

use crate::args::FmtArguments;
use crate::{Outcome, diff, output, rules, say};

/// Runs the command.
pub(crate) fn run(arguments: &FmtArguments, language: Language) -> ExitCode {
    let mut run = Run { arguments, language, count: Count::default(), out: String::new() };
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    let outcome = match &arguments.paths[..] {
        [path] if is_stdin(path) => run.stdin(),
        paths if paths.iter().any(is_stdin) => {
            run.say(&Message::new("fmt.stdin_alone"));
            Outcome::InputFailed
        }
        [] => match std::env::var_os("CUOSHI_RULES").filter(|path| !path.is_empty()) {
            Some(path) => run.paths(&[PathBuf::from(path)]),
            None => run.built_in(),
        },
        paths => run.paths(paths),
    };
    outcome.into()
}

/// How many files there are of each kind.
#[derive(Default)]
struct Count {
    changed: usize,
    same: usize,
    /// Those that cannot be formatted for what is wrong in them.
    faulty: usize,
    /// Those that could not be read or written.
    failed: usize,
}

struct Run<'r> {
    arguments: &'r FmtArguments,
    language: Language,
    count: Count,
    /// What goes to standard output.
    out: String,
}

impl Run<'_> {
    /// Adds a line to what goes to standard output.
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn say(&self, message: &Message) {
        say(message, self.language);
    }

    /// Whether files are only looked at.
    fn is_look(&self) -> bool {
        self.arguments.check || self.arguments.diff
    }

    fn paths(&mut self, paths: &[PathBuf]) -> Outcome {
        for path in paths {
            match cuoshi::rule_files(path) {
                Ok(files) => files.iter().for_each(|(path, text)| self.file(path, text)),
                Err(faults) => {
                    rules::show(&faults, self.language);
                    match rules::outcome(&faults) {
                        Outcome::InputFailed => self.count.failed += 1,
                        _ => self.count.faulty += 1,
                    }
                }
            }
        }
        let changed = self.count.changed;
        let all = changed + self.count.same;
        let summary = match (changed, self.is_look()) {
            _ if all == 0 => None,
            (0, _) => Some(Message::new("fmt.all_in_form")),
            (_, true) => Some(Message::new("fmt.not_in_form")),
            (_, false) => Some(Message::new("fmt.formatted")),
        };
        let summary = summary.map(|message| message.with("changed", changed).with("all", all));
        // What a script reads is not mixed with words.
        match summary {
            Some(summary) if self.is_look() => self.say(&summary),
            Some(summary) => self.line(&summary.text(self.language)),
            None => {}
        }
        self.finish()
    }

    fn file(&mut self, path: &Path, text: &str) {
        let name = path.display().to_string();
        let formatted = match cuoshi::format(&name, text) {
            Ok(formatted) => formatted,
            Err(faults) => {
                rules::show(&faults, self.language);
                self.say(&Message::new("fmt.left").with("file", &name));
                self.count.faulty += 1;
                return;
            }
        };
        if formatted == text {
            self.count.same += 1;
        } else if self.arguments.diff {
            self.out += &diff::unified(&name, text, &formatted);
            self.count.changed += 1;
        } else if self.arguments.check {
            self.line(&name);
            self.count.changed += 1;
        } else if let Err(error) = output::replace(path, &formatted) {
            self.say(
                &Message::new("fmt.unwritable").with("file", &name).with_message("reason", (&error).into()),
            );
            self.count.failed += 1;
        } else {
            self.line(&name);
            self.count.changed += 1;
        }
    }

    /// From standard input to standard output.
    fn stdin(&mut self) -> Outcome {
        let name = Message::new("fmt.stdin").text(self.language);
        let mut text = String::new();
        if let Err(error) = io::stdin().read_to_string(&mut text) {
            self.say(
                &Message::new("fmt.unreadable").with("file", name).with_message("reason", (&error).into()),
            );
            return Outcome::InputFailed;
        }
        match cuoshi::format(&name, &text) {
            Ok(formatted) => {
                self.count.changed = usize::from(formatted != text);
                if self.arguments.diff {
                    self.out = diff::unified(&name, &text, &formatted);
                } else if !self.arguments.check {
                    self.out = formatted;
                } else if formatted != text {
                    self.say(&Message::new("fmt.not_in_form").with("changed", 1_usize).with("all", 1_usize));
                }
            }
            Err(faults) => {
                rules::show(&faults, self.language);
                self.count.faulty = 1;
            }
        }
        self.finish()
    }

    /// The shipped dictionary, which cannot be written.
    fn built_in(&mut self) -> Outcome {
        let files = Dictionary::built_in_files();
        for (name, text) in files {
            match cuoshi::format(name, text) {
                Ok(formatted) if formatted == *text => self.count.same += 1,
                Ok(formatted) => {
                    self.out += &diff::unified(name, text, &formatted);
                    self.count.changed += 1;
                }
                Err(_) => self.count.faulty += 1,
            }
        }
        if self.count.same == files.len() {
            let message = Message::new("fmt.built_in").with("count", files.len());
            self.out = format!("{}\n", message.text(self.language));
        }
        self.finish()
    }

    fn finish(&self) -> Outcome {
        match output::print(self.out.as_bytes(), self.language) {
            Outcome::Done if self.count.failed > 0 => Outcome::InputFailed,
            Outcome::Done if self.count.faulty > 0 => Outcome::RulesHaveErrors,
            Outcome::Done if self.is_look() && self.count.changed > 0 => Outcome::CheckFailed,
            outcome => outcome,
        }
    }
}

//! `cuoshi init`: the start of an analyst's own dictionary.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cuoshi::{Dictionary, Language, Message};

use crate::args::InitArguments;
use crate::place::{self, Hindrance};
use crate::{Outcome, output, say};

/// Rules lie in a folder of their own, so that it can be named as a whole; cases among them would be read as rules.
const RULES: &str = "rules";
const CASES: &str = "cases.yml";
/// The built-in files name it for editors.
const SCHEMA: &str = include_str!("../../../rules/schema.json");

/// The files of a start: where each goes in the folder, and its text.
type Files = Vec<(String, &'static str)>;

/// Runs the command.
pub(crate) fn run(arguments: &InitArguments, language: Language) -> ExitCode {
    let folder = &arguments.folder;
    let files = files(arguments, language);
    if let Err(hindrance) = place::write(folder, &files) {
        say(&told(&hindrance, folder), language);
        return Outcome::InputFailed.into();
    }
    output::print(page(folder, &files, language).as_bytes(), language).into()
}

/// What was written, and what comes next.
fn page(folder: &Path, files: &Files, language: Language) -> String {
    let mut lines: Vec<String> =
        files.iter().map(|(name, _)| folder.join(name).display().to_string()).collect();
    lines.extend([String::new(), Message::new("init.next").text(language)]);
    let has_cases = files.iter().any(|(name, _)| name == CASES);
    for (command, purpose) in next(folder, has_cases, language) {
        lines.extend([format!("  {command}"), format!("      {}", Message::new(purpose).text(language))]);
    }
    lines.join("\n") + "\n"
}

fn files(arguments: &InitArguments, language: Language) -> Files {
    macro_rules! in_language {
        ($name:literal) => {
            match language {
                Language::English => include_str!(concat!("init/en/", $name)),
                Language::Chinese => include_str!(concat!("init/zh/", $name)),
            }
        };
    }
    let rules = |name: &str| format!("{RULES}/{name}");
    if arguments.from.is_some() {
        let files = Dictionary::built_in_files().iter().map(|(name, text)| (rules(name), *text));
        return files.chain([(rules("schema.json"), SCHEMA)]).collect();
    }
    if arguments.extends.is_some() {
        let cases = in_language!("changes_cases.yml");
        return vec![(rules("changes.yml"), in_language!("changes.yml")), (CASES.to_owned(), cases)];
    }
    let cases = in_language!("cases.yml");
    vec![(rules("measures.yml"), in_language!("measures.yml")), (CASES.to_owned(), cases)]
}

/// What can be done with the files: each command and what it is for.
fn next(folder: &Path, has_cases: bool, language: Language) -> Vec<(String, &'static str)> {
    let rules = quoted(&folder.join(RULES));
    let documents = Message::new("init.documents").text(language);
    let test = if has_cases {
        (format!("cuoshi test {rules} {}", quoted(&folder.join(CASES))), "init.test_with_cases")
    } else {
        (format!("cuoshi test {rules}"), "init.test")
    };
    let tag = (format!("cuoshi tag --rules {rules} {documents}"), "init.tag");
    vec![(format!("cuoshi check {rules}"), "init.check"), test, tag]
}

/// A path as a shell takes it for one word.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/\\.-_:+,@%=".contains(c);
    if path.chars().all(is_plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

fn told(hindrance: &Hindrance, folder: &Path) -> Message {
    match hindrance {
        Hindrance::Taken(paths) => {
            let paths = paths.iter().map(|path| path.display().to_string());
            Message::new("init.taken").with_list("paths", paths).with("other", quoted(&other(folder)))
        }
        Hindrance::NotAFolder(path) => Message::new("init.no_folder").with("path", path.display()),
        Hindrance::Failed(error) => {
            Message::new("init.cannot").with("path", folder.display()).with_message("reason", error.into())
        }
    }
}

/// A folder that is not there yet, beside the one that was meant.
fn other(folder: &Path) -> PathBuf {
    let stem = folder.file_name().map_or("my-dictionary".into(), |name| name.to_string_lossy());
    let beside = |number: usize| folder.with_file_name(format!("{stem}-{number}"));
    (2..=usize::MAX).map(beside).find(|path| !path.exists()).unwrap_or_else(|| folder.to_owned())
}

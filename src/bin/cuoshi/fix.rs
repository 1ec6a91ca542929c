//! `cuoshi check --fix` and `--diff`: what is safe to mend in rule files, written or shown.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cuoshi::{Code, Dictionary, Fixed, Language, Message};
use serde_json::{Value, json};

use crate::{Outcome, diff, output, rules, say};

/// What was mended.
pub(crate) struct Mended {
    /// Each file with its slips, as many as were mended.
    pub(crate) files: Vec<(String, Vec<Code>)>,
}

impl Mended {
    /// What was mended, for reading: a line a file.
    pub(crate) fn text(&self, language: Language) -> String {
        let line = |(name, codes): &(String, Vec<Code>)| {
            let message = Message::new("fix.mended").with("file", name).with("count", codes.len());
            message.with_list("codes", counted(codes)).text(language) + "\n"
        };
        self.files.iter().map(line).collect()
    }

    /// The same for programs: an object a file.
    pub(crate) fn to_json(&self) -> Value {
        let file = |(name, codes): &(String, Vec<Code>)| {
            let codes: Vec<&str> = codes.iter().map(|code| code.word()).collect();
            json!({ "file": name, "codes": codes })
        };
        self.files.iter().map(file).collect()
    }
}

/// Each code once, and how often it stands there.
fn counted(codes: &[Code]) -> Vec<String> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for code in codes {
        *counts.entry(*code).or_default() += 1;
    }
    let shown = |(code, count): (Code, usize)| {
        if count == 1 { code.to_string() } else { format!("{code} × {count}") }
    };
    counts.into_iter().map(shown).collect()
}

/// Mends the rule files of `path`, or those of the built-in dictionary, in which there is nothing to mend.
///
/// # Errors
///
/// With what the program ends where a file cannot be written; what cannot be read, checking tells.
pub(crate) fn write(path: Option<&Path>, language: Language) -> Result<Mended, Outcome> {
    let Some(path) = path else {
        say(&Message::new("fix.built_in"), language);
        return Ok(Mended { files: Vec::new() });
    };
    let mut mended = Mended { files: Vec::new() };
    let files = cuoshi::rule_files(path).unwrap_or_default();
    for (path, fixed) in paths(&files).zip(fixed(&files)) {
        if fixed.after() == fixed.before() {
            continue;
        }
        if let Err(error) = output::replace(path, fixed.after()) {
            say(
                &Message::new("fmt.unwritable")
                    .with("file", fixed.name())
                    .with_message("reason", (&error).into()),
                language,
            );
            return Err(Outcome::InputFailed);
        }
        mended.files.push((fixed.name().to_owned(), fixed.codes().to_vec()));
    }
    if mended.files.is_empty() {
        say(&Message::new("fix.nothing"), language);
    }
    Ok(mended)
}

/// Shows what would be mended and writes nothing.
pub(crate) fn show(path: Option<&Path>, language: Language) -> Outcome {
    let files = match path.map(cuoshi::rule_files) {
        Some(Ok(files)) => files,
        Some(Err(faults)) => {
            rules::show(&faults, language);
            return Outcome::InputFailed;
        }
        None => {
            let files = Dictionary::built_in_files().iter();
            files.map(|(name, text)| (PathBuf::from(name), (*text).to_owned())).collect()
        }
    };
    let fixed = fixed(&files);
    let changed = fixed.iter().filter(|file| file.after() != file.before());
    let text: String =
        changed.clone().map(|file| diff::unified(file.name(), file.before(), file.after())).collect();
    let count: usize = changed.map(|file| file.codes().len()).sum();
    let outcome = output::print(text.as_bytes(), language);
    if count == 0 {
        say(&Message::new("fix.nothing"), language);
        return outcome;
    }
    say(&Message::new("fix.would").with("count", count), language);
    match outcome {
        Outcome::Done => Outcome::CheckFailed,
        outcome => outcome,
    }
}

fn paths(files: &[(PathBuf, String)]) -> impl Iterator<Item = &Path> {
    files.iter().map(|(path, _)| path.as_path())
}

fn fixed(files: &[(PathBuf, String)]) -> Vec<Fixed> {
    cuoshi::fix(files.iter().map(|(path, text)| (path.display().to_string(), text.clone())))
}

//! `cuoshi check`: everything wrong or doubtful in rule files.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cuoshi::analysis::Survey;
use cuoshi::corpus::{self, Corpus};
use cuoshi::{Code, Diagnostics, Language, Message, Severity, Tagger};
use serde_json::json;

use crate::args::{CheckArguments, Reading};
use crate::fix::Mended;
use crate::{Outcome, fix, output, rules, say};

/// Runs the command.
pub(crate) fn run(arguments: &CheckArguments, language: Language) -> ExitCode {
    if let Some(word) = &arguments.explain {
        return explain(word, arguments.format, language).into();
    }
    // The environment comes last, so that it never contradicts what is named.
    let named = arguments.path.clone().or_else(|| arguments.rules.clone());
    let path = named
        .or_else(|| Some(PathBuf::from(std::env::var_os("CUOSHI_RULES").filter(|path| !path.is_empty())?)));
    let path = path.as_deref();
    if arguments.diff {
        return fix::show(path, language).into();
    }
    let mended = if arguments.fix { Some(fix::write(path, language)) } else { None };
    match mended.transpose() {
        Ok(mended) => check(path, mended.as_ref(), arguments, language),
        Err(outcome) => outcome,
    }
    .into()
}

/// Checks rules, and tells before what was mended in them.
fn check(
    path: Option<&Path>,
    mended: Option<&Mended>,
    arguments: &CheckArguments,
    language: Language,
) -> Outcome {
    let dictionary = rules::read(path);
    let mut failures = 0;
    let diagnostics = match dictionary.and_then(|dictionary| {
        let (rules, warnings) = dictionary.inspect()?;
        Ok((dictionary, rules, warnings))
    }) {
        Ok((_, _, warnings)) if arguments.corpus.is_empty() => warnings,
        Ok((dictionary, rules, warnings)) => {
            let tagger = Tagger::new(rules);
            let mut survey = Survey::new(&dictionary, &tagger);
            failures = read(&arguments.corpus, &mut survey, language);
            survey.finish(warnings, arguments.broad)
        }
        Err(all) => all,
    };
    let count = Count::of(&diagnostics);
    let shown = shown(&diagnostics, &count, mended, arguments.format, language);
    match output::print(shown.as_bytes(), language) {
        Outcome::Done | Outcome::OutputClosed if count.errors > 0 => rules::outcome(&diagnostics),
        Outcome::Done | Outcome::OutputClosed if arguments.strict && count.warnings > 0 => {
            Outcome::CheckFailed
        }
        Outcome::Done if failures > 0 => Outcome::InputFailed,
        outcome => outcome,
    }
}

/// Counts the paragraphs of texts; how many inputs, or lines of them, could not be read.
fn read(paths: &[PathBuf], survey: &mut Survey, language: Language) -> usize {
    let corpus = match Corpus::new(paths.to_vec(), io::stdin(), corpus::Options::default()) {
        Ok(corpus) => corpus,
        Err(trouble) => {
            say(&trouble.message(), language);
            return 1;
        }
    };
    let mut failures = 0;
    for paragraph in corpus {
        match paragraph {
            Ok(paragraph) if paragraph.kind.is_furniture() => {}
            Ok(paragraph) => survey.add(&paragraph.text),
            Err(trouble) => {
                failures += trouble.losses();
                say(&trouble.message(), language);
            }
        }
    }
    failures
}

/// How many there are of each weight.
struct Count {
    errors: usize,
    warnings: usize,
}

impl Count {
    fn of(diagnostics: &Diagnostics) -> Count {
        let of = |severity| diagnostics.iter().filter(|one| one.severity() == severity).count();
        Count { errors: of(Severity::Error), warnings: of(Severity::Warning) }
    }

    /// What there is, the heavier first; nothing where there is nothing.
    fn message(&self) -> Option<Message> {
        let counts = [("check.errors", self.errors), ("check.warnings", self.warnings)];
        let found = counts.into_iter().filter(|(_, count)| *count > 0);
        let found: Vec<Message> = found.map(|(key, count)| Message::new(key).with("count", count)).collect();
        (!found.is_empty()).then(|| Message::new("list").with_list("items", found))
    }
}

fn shown(
    diagnostics: &Diagnostics,
    count: &Count,
    mended: Option<&Mended>,
    format: Reading,
    language: Language,
) -> String {
    if format == Reading::Json {
        let mut all = rules::json(diagnostics, language);
        if let Some(mended) = mended {
            all["mended"] = mended.to_json();
        }
        return format!("{all:#}\n");
    }
    let mended = mended.map_or_else(String::new, |mended| mended.text(language));
    let stdout = io::stdout();
    let colour =
        stdout.is_terminal() && anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    match count.message().zip(diagnostics.iter().next()) {
        None => mended + &Message::new("check.clean").text(language) + "\n",
        Some((found, first)) => {
            let more = Message::new("check.more").with_message("found", found).with("code", first.code());
            let between = if mended.is_empty() { "" } else { "\n" };
            let told = diagnostics.render(colour, language);
            format!("{mended}{between}{told}\n\n{}\n", more.text(language))
        }
    }
}

fn explain(word: &str, format: Reading, language: Language) -> Outcome {
    let Some(code) = Code::ALL.iter().find(|code| code.word() == word) else {
        say(&unknown(word), language);
        return Outcome::InputFailed;
    };
    let page = code.page(language);
    let shown = match format {
        Reading::Text => page.to_owned(),
        Reading::Json => {
            let all =
                json!({"code": code.word(), "severity": code.severity().word(), "page": page.trim_end()});
            format!("{all:#}\n")
        }
    };
    output::print(shown.as_bytes(), language)
}

/// What to say to a word that is no code: the codes it may be meant for, else all.
fn unknown(word: &str) -> Message {
    let codes = || Code::ALL.iter().map(|code| code.word());
    let with_it: Vec<&str> = codes().filter(|code| !word.is_empty() && code.contains(word)).collect();
    let near = if with_it.len() == 1 { Some(with_it[0]) } else { cuoshi::nearest(word, codes()) };
    let message = match near {
        Some(near) => Message::new("check.misspelt_code").with("near", near),
        None if with_it.is_empty() => Message::new("check.unknown_code").with_list("known", codes()),
        None => Message::new("check.code_in").with_list("known", with_it),
    };
    message.with("word", word)
}

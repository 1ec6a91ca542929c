//! `cuoshi check`: everything wrong or doubtful in rule files.

use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cuoshi::analysis::Survey;
use cuoshi::corpus::{self, Corpus};
use cuoshi::{CaseFiles, Code, Diagnostics, Dictionary, Language, Message, Severity, Tagger};
use serde_json::json;

use crate::args::{CheckArguments, Reading};
use crate::fix::Mended;
use crate::{Outcome, fix, say};

/// Runs the command.
pub(crate) fn run(arguments: &CheckArguments, language: Language) -> ExitCode {
    if let Some(word) = &arguments.explain {
        return explain(word, language);
    }
    // The environment comes last, so that it never contradicts what is named.
    let named = arguments.path.clone().or_else(|| arguments.rules.clone());
    let path = named
        .or_else(|| Some(PathBuf::from(std::env::var_os("CUOSHI_RULES").filter(|path| !path.is_empty())?)));
    let path = path.as_deref();
    if let Some(cases) = path.filter(|path| CaseFiles::are_at(path)) {
        say(Message::new("fix.cases").with("path", cases.display()).text(language));
        return Outcome::InputFailed.into();
    }
    if arguments.diff {
        return fix::show(path, language).into();
    }
    let mended = if arguments.fix { Some(fix::write(path, language)) } else { None };
    match mended.transpose() {
        Ok(mended) => check(path, mended.as_ref(), arguments, language),
        Err(outcome) => outcome.into(),
    }
}

/// Checks rules, and tells before what was mended in them.
fn check(
    path: Option<&Path>,
    mended: Option<&Mended>,
    arguments: &CheckArguments,
    language: Language,
) -> ExitCode {
    let dictionary = match path {
        Some(path) => Dictionary::load(path),
        None => Ok(Dictionary::built_in()),
    };
    let mut failures = 0;
    let diagnostics = match dictionary.and_then(|dictionary| {
        let (rules, warnings) = dictionary.inspect()?;
        Ok((dictionary, rules, warnings))
    }) {
        Ok((_, _, warnings)) if arguments.corpus.is_empty() => warnings,
        Ok((dictionary, rules, warnings)) => {
            let tagger = Tagger::new(rules);
            let mut survey = Survey::new(&dictionary, &tagger);
            failures = read(&arguments.corpus, &mut survey);
            survey.finish(warnings, arguments.broad)
        }
        Err(all) => all,
    };
    let count = Count::of(&diagnostics);
    let told = shown(&diagnostics, &count, mended, arguments.format, language);
    if let Some(outcome) = print(&told) {
        return outcome.into();
    }
    if count.errors > 0 || (arguments.strict && count.warnings > 0) {
        return Outcome::CheckFailed.into();
    }
    if failures > 0 { Outcome::InputFailed.into() } else { Outcome::Done.into() }
}

/// Counts the paragraphs of texts; how many inputs, or lines of them, could not be read.
fn read(paths: &[PathBuf], survey: &mut Survey) -> usize {
    let corpus = match Corpus::new(paths.to_vec(), io::stdin(), corpus::Options::default()) {
        Ok(corpus) => corpus,
        Err(trouble) => {
            say(trouble);
            return 1;
        }
    };
    let mut failures = 0;
    for paragraph in corpus {
        match paragraph {
            Ok(paragraph) => survey.add(&paragraph.text),
            Err(trouble) => {
                failures += usize::from(trouble.severity() == corpus::Severity::Failure);
                say(trouble);
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

    fn sentence(&self) -> String {
        let named = |count: usize, thing: &str| match count {
            1 => format!("1 {thing}"),
            _ => format!("{count} {thing}s"),
        };
        match (self.errors, self.warnings) {
            (0, 0) => "nothing is wrong or doubtful".to_owned(),
            (0, warnings) => named(warnings, "warning"),
            (errors, 0) => named(errors, "error"),
            (errors, warnings) => format!("{}, {}", named(errors, "error"), named(warnings, "warning")),
        }
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
        let mut all = json!({
            "diagnostics": diagnostics.to_json(language),
            "errors": count.errors,
            "warnings": count.warnings,
        });
        if let Some(mended) = mended {
            all["mended"] = mended.to_json();
        }
        return format!("{all:#}\n");
    }
    let mended = mended.map_or_else(String::new, |mended| mended.text(language));
    let stdout = io::stdout();
    let colour =
        stdout.is_terminal() && anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    let sentence = count.sentence();
    match diagnostics.iter().next() {
        None => format!("{mended}{sentence}\n"),
        Some(first) => {
            let more = format!("`cuoshi check --explain {}` tells more about a code", first.code());
            let between = if mended.is_empty() { "" } else { "\n" };
            format!("{mended}{between}{}\n\n{sentence}; {more}\n", diagnostics.render(colour, language))
        }
    }
}

fn explain(word: &str, language: Language) -> ExitCode {
    let codes = || Code::ALL.iter().copied();
    let Some(code) = codes().find(|code| code.word() == word) else {
        let way_out = match cuoshi::nearest(word, codes().map(Code::word)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: {}", codes().map(Code::word).collect::<Vec<_>>().join(", ")),
        };
        say(format_args!("there is no code `{word}`; {way_out}"));
        return Outcome::InputFailed.into();
    };
    print(code.page(language)).unwrap_or(Outcome::Done).into()
}

/// Writes to standard output; what to end with where that is not possible.
fn print(text: &str) -> Option<Outcome> {
    let error = io::stdout().write_all(text.as_bytes()).err()?;
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Some(Outcome::Done);
    }
    say(format_args!("the result cannot be written: {error}"));
    Some(Outcome::InputFailed)
}

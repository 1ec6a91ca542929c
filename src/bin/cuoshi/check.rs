//! `cuoshi check`: everything wrong or doubtful in rule files.

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use cuoshi::analysis::Survey;
use cuoshi::corpus::{self, Corpus};
use cuoshi::{Code, Diagnostics, Language, Severity, Tagger};

use crate::args::{CheckArguments, Reading};
use crate::{Outcome, rules, say};

/// Runs the command.
pub(crate) fn run(arguments: &CheckArguments, language: Language) -> ExitCode {
    match &arguments.explain {
        Some(word) => explain(word, language),
        None => check(arguments, language),
    }
}

fn check(arguments: &CheckArguments, language: Language) -> ExitCode {
    let dictionary = rules::read(arguments.path.as_deref().or(arguments.rules.as_deref()));
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
    if let Some(outcome) = print(&shown(&diagnostics, &count, arguments.format, language)) {
        return outcome.into();
    }
    if count.errors > 0 {
        return rules::outcome(&diagnostics).into();
    }
    if arguments.strict && count.warnings > 0 {
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

fn shown(diagnostics: &Diagnostics, count: &Count, format: Reading, language: Language) -> String {
    if format == Reading::Json {
        return rules::json(diagnostics, language);
    }
    let stdout = io::stdout();
    let colour =
        stdout.is_terminal() && anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    let sentence = count.sentence();
    match diagnostics.iter().next() {
        None => format!("{sentence}\n"),
        Some(first) => {
            let more = format!("`cuoshi check --explain {}` tells more about a code", first.code());
            format!("{}\n\n{sentence}; {more}\n", diagnostics.render(colour, language))
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

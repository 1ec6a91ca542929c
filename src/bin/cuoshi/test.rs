//! `cuoshi test`: the rules' own examples and counterexamples, and case files.

use std::path::PathBuf;
use std::process::ExitCode;

use cuoshi::analysis::Trials;
use cuoshi::{CaseFiles, Diagnostics, Dictionary, Language, Message, Tagger, report};

use crate::args::{Reading, TestArguments};
use crate::watch::Changes;
use crate::{Outcome, output, rules, say, tell, window};

/// Runs the command.
pub(crate) fn run(arguments: &TestArguments, language: Language) -> ExitCode {
    let outcome = if arguments.watch { watched(arguments, language) } else { tested(arguments, language) };
    outcome.into()
}

/// Tests after each change; ends by Ctrl-C, or when nobody reads the results any more, where it can begin at all.
fn watched(arguments: &TestArguments, language: Language) -> Outcome {
    let (rules, _) = rules_and_cases(arguments);
    let paths = rules.iter().chain(&arguments.paths).map(PathBuf::as_path);
    if paths.clone().next().is_none() {
        say(&Message::new("test.nothing_to_watch"), language);
        return Outcome::InputFailed;
    }
    let changes = Changes::of(paths);
    let mut outcome = tested(arguments, language);
    let changes = match changes {
        Ok(changes) => changes,
        // A path that is not there is told already.
        Err(_) if matches!(outcome, Outcome::InputFailed) => return outcome,
        Err(error) => {
            say(&error, language);
            return Outcome::InputFailed;
        }
    };
    while !matches!(outcome, Outcome::OutputClosed | Outcome::OutputFailed)
        && let Some(changed) = changes.next(output::is_closed)
    {
        let name = changed.file_name().unwrap_or(changed.as_os_str()).to_string_lossy();
        tell(format_args!("\n{}", Message::new("test.changed").with("name", name).text(language)));
        outcome = tested(arguments, language);
    }
    outcome
}

fn tested(arguments: &TestArguments, language: Language) -> Outcome {
    try_tested(arguments, language).unwrap_or_else(|outcome| outcome)
}

/// What a test gave, or what it ends with where rules or cases have errors.
fn try_tested(arguments: &TestArguments, language: Language) -> Result<Outcome, Outcome> {
    let (named, cases) = rules_and_cases(arguments);
    // Who watches is writing rules, and wants to hear what is doubtful in them.
    let check = |rules: Dictionary| if arguments.watch { rules.inspect() } else { rules.check() };
    let checked = rules::read(named.as_deref()).and_then(check);
    let rules = told(checked, "program.rules_have_errors", arguments, language)?;
    let checked = CaseFiles::load(cases).and_then(|files| files.check(&rules));
    let cases = told(checked, "program.cases_have_errors", arguments, language)?;
    let tagger = Tagger::new(rules);
    let trials = Trials::run(&tagger, &cases);
    if trials.all().is_empty() {
        say(&Message::new("test.nothing"), language);
    }
    let mut out = Vec::new();
    match arguments.format {
        Reading::Text => {
            report::trials::text(&trials, tagger.rules(), window::style(true, language), &mut out);
        }
        Reading::Json => report::trials::json(&trials, tagger.rules(), language, &mut out),
    }
    Ok(match output::print(&out, language) {
        Outcome::Done if trials.failed().next().is_some() => Outcome::TestFailed,
        outcome => outcome,
    })
}

/// What a check gave; where there are errors, they are told, to programs too.
fn told<T>(
    checked: Result<(T, Diagnostics), Diagnostics>,
    wrong: &'static str,
    arguments: &TestArguments,
    language: Language,
) -> Result<T, Outcome> {
    if let (Err(diagnostics), Reading::Json) = (&checked, arguments.format) {
        let told = format!("{:#}\n", rules::json(diagnostics, language));
        match output::print(told.as_bytes(), language) {
            Outcome::Done => {}
            failure => return Err(failure),
        }
    }
    rules::told(checked, wrong, Message::new("test.undone"), language)
}

/// Which rules are meant, and the case files: the first path may name rules, which are told from cases by what
/// stands in them. The environment comes last, so that it never changes what a path means.
fn rules_and_cases(arguments: &TestArguments) -> (Option<PathBuf>, &[PathBuf]) {
    match (&arguments.rules, arguments.paths.split_first()) {
        (Some(rules), _) => (Some(rules.clone()), &arguments.paths),
        (None, Some((first, others))) if !CaseFiles::are_at(first) => (Some(first.clone()), others),
        (None, _) => (std::env::var_os("CUOSHI_RULES").map(PathBuf::from), &arguments.paths),
    }
}

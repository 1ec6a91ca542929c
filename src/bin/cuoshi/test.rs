//! `cuoshi test`: the rules' own examples and counterexamples, and case files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cuoshi::analysis::Trials;
use cuoshi::{Case, CaseFiles, Language, RuleSet, Tagger, report};

use crate::args::{Reading, TestArguments};
use crate::watch::Changes;
use crate::{Outcome, output, rules, say, tell, window};

/// Runs the command.
pub(crate) fn run(arguments: &TestArguments, language: Language) -> ExitCode {
    let missing = arguments.paths.iter().filter_map(|path| Some((path, path.metadata().err()?)));
    let missing: Vec<_> = missing.collect();
    for (path, error) in &missing {
        say(format_args!("{}: cannot be read: {error}", path.display()));
    }
    let outcome = if !missing.is_empty() {
        Outcome::InputFailed
    } else if arguments.watch {
        watched(arguments, language)
    } else {
        tested(arguments, language)
    };
    outcome.into()
}

/// Tests after each change; ends by Ctrl-C alone where it can begin at all.
fn watched(arguments: &TestArguments, language: Language) -> Outcome {
    let (rules, _) = rules_and_cases(arguments);
    let paths = rules.iter().chain(&arguments.paths).map(PathBuf::as_path);
    if paths.clone().next().is_none() {
        say("there is nothing to watch: name rules or a file of cases");
        return Outcome::InputFailed;
    }
    let changes = match Changes::of(paths) {
        Ok(changes) => changes,
        Err(error) => {
            say(format_args!("changes cannot be watched: {error}"));
            return Outcome::InputFailed;
        }
    };
    let mut outcome = tested(arguments, language);
    while let Some(changed) = changes.next() {
        let name = changed.file_name().unwrap_or(changed.as_os_str()).to_string_lossy();
        tell(format_args!("\n──── {name} changed ────"));
        outcome = tested(arguments, language);
    }
    outcome
}

fn tested(arguments: &TestArguments, language: Language) -> Outcome {
    let (named, cases) = rules_and_cases(arguments);
    let Some(rules) = rules::load(named.as_deref(), "tested", language) else {
        return Outcome::RulesHaveErrors;
    };
    let Some(cases) = load_cases(cases, &rules, language) else { return Outcome::RulesHaveErrors };
    let tagger = Tagger::new(rules);
    let trials = Trials::run(&tagger, &cases);
    if trials.all().is_empty() {
        say("there is nothing to test: the rules have no examples, and no case file is named");
    }
    let mut out = Vec::new();
    match arguments.format {
        Reading::Text => {
            report::trials::text(&trials, tagger.rules(), window::style(true), language, &mut out);
        }
        Reading::Json => report::trials::json(&trials, tagger.rules(), language, &mut out),
    }
    match output::print(&out) {
        Outcome::Done if trials.failed().next().is_some() => Outcome::TestFailed,
        outcome => outcome,
    }
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

/// The cases of the files; nothing where these have errors, which are told.
fn load_cases<P: AsRef<Path>>(paths: &[P], rules: &RuleSet, language: Language) -> Option<Vec<Case>> {
    let checked = CaseFiles::load(paths).and_then(|files| files.check(rules));
    rules::told(checked, "case files", "tested", language)
}

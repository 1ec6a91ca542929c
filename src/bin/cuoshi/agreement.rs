//! `cuoshi agreement`: how far coders agree, a rule set perhaps among them.

use std::path::Path;
use std::process::ExitCode;

use cuoshi::analysis::{Agreement, Coder, Codings};
use cuoshi::report::AgreementReport;
use cuoshi::{Language, Message, Tagger};

use crate::args::{AgreementArguments, TableFormat};
use crate::coded::{self, BUILT_IN};
use crate::{Outcome, output, say, window};

/// Runs the command.
pub(crate) fn run(arguments: &AgreementArguments, language: Language) -> ExitCode {
    let outcome = match compared(arguments, language) {
        Ok(outcome) => outcome,
        Err(message) => {
            say(&message, language);
            Outcome::InputFailed
        }
    };
    outcome.into()
}

fn compared(arguments: &AgreementArguments, language: Language) -> Result<Outcome, Message> {
    let (rules, files): (Vec<&Path>, Vec<&Path>) =
        arguments.coders.iter().map(AsRef::as_ref).partition(|path| are_rules(path));
    if files.is_empty() {
        return Err(Message::new("agreement.only_rules"));
    }
    let mut taggers = Vec::new();
    for path in &rules {
        let rules = match coded::rules(Some(path), Message::new("agreement.undone"), language) {
            Ok(rules) => rules,
            Err(outcome) => return Ok(outcome),
        };
        taggers.push((path.to_string_lossy(), Tagger::new(rules)));
    }
    let (mut coders, mut failures) = (Vec::new(), 0);
    for path in &files {
        let (paragraphs, failed) = coded::read(path, &arguments.coded, language);
        failures += failed;
        if !paragraphs.is_empty() {
            coders.extend(Coder::of_file(&path.to_string_lossy(), paragraphs));
        }
    }
    // What is missing because it could not be read has been told.
    let refusal = |key| Message::new(if failures > 0 { "agreement.undone" } else { key });
    if coders.len() + taggers.len() < 2 {
        return Err(refusal("agreement.too_few"));
    }
    let named: Vec<(&str, &Tagger)> = taggers.iter().map(|(name, tagger)| (name.as_ref(), tagger)).collect();
    let (codings, problems) = Codings::of(coders, &named, arguments.coded.level);
    for problem in &problems {
        say(&problem.message(), language);
    }
    if codings.units().is_empty() {
        return Err(refusal("agreement.nothing_shared"));
    }
    let printed = report(&codings, arguments, language)?;
    Ok(coded::ended(printed, failures, language))
}

fn report(codings: &Codings, arguments: &AgreementArguments, language: Language) -> Result<Outcome, Message> {
    if codings.categories().is_empty() {
        return Err(Message::new("agreement.no_category"));
    }
    let known = codings.categories().iter().map(|category| category.id.as_str());
    let only = coded::categories(&arguments.category, known)?;
    let agreement = Agreement::of(codings);
    let report = AgreementReport { agreement: &agreement, show: arguments.show, only: &only };
    let mut out = Vec::new();
    match arguments.format {
        TableFormat::Text => report.text(window::style(true, language), &mut out),
        TableFormat::Json => report.json(&mut out),
        TableFormat::Csv => report.csv(arguments.bom, &mut out),
    }
    Ok(output::print(&out, language))
}

/// Whether a coder is a rule set: `built-in`, a YAML file, or a folder.
fn are_rules(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    path == Path::new(BUILT_IN) || matches!(&*ending, "yml" | "yaml") || path.is_dir()
}

//! `cuoshi agreement`: how far coders agree, a rule set perhaps among them.

use std::path::Path;
use std::process::ExitCode;

use cuoshi::analysis::{Agreement, Coder, Codings};
use cuoshi::report::AgreementReport;
use cuoshi::{Dictionary, Language, Message, Names, RuleSet, Tagger};

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
    let naming = match naming(arguments, taggers.is_empty(), language) {
        Ok(naming) => naming,
        Err(outcome) => return Ok(outcome),
    };
    let own = taggers.iter().map(|(_, tagger)| tagger.rules());
    let names = Names::of(own.chain(&naming));
    let (mut coders, mut failures) = (Vec::new(), 0);
    for path in &files {
        let (paragraphs, failed) = coded::read(path, &arguments.coded, &names, language);
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
    let coding: Vec<(&str, &Tagger)> = taggers.iter().map(|(name, tagger)| (name.as_ref(), tagger)).collect();
    let naming: Vec<&RuleSet> = naming.iter().collect();
    let (codings, problems) = Codings::of(coders, &coding, &naming, arguments.coded.level);
    for problem in &problems {
        say(&problem.message(), language);
    }
    if codings.units().is_empty() {
        return Err(refusal("agreement.nothing_shared"));
    }
    let printed = report(&codings, &names, arguments, language)?;
    Ok(coded::ended(printed, failures, language))
}

/// The rules by which ids and labels are known, besides those that code: those asked for, else the built-in ones where no
/// others are there. What to end with where they have errors.
fn naming(
    arguments: &AgreementArguments,
    are_alone: bool,
    language: Language,
) -> Result<Option<RuleSet>, Outcome> {
    let path = arguments.rules.as_deref();
    let rules = || coded::rules(path, Message::new("agreement.undone"), language);
    (path.is_some() || are_alone).then(rules).transpose()
}

fn report(
    codings: &Codings,
    names: &Names,
    arguments: &AgreementArguments,
    language: Language,
) -> Result<Outcome, Message> {
    let known: Vec<&str> = codings.categories().iter().map(|category| category.id.as_str()).collect();
    let (words, level) = (&arguments.category[..], arguments.coded.level);
    let only = coded::Asked { words, known: &known, names, level }.ids()?;
    let agreement = Agreement::of(codings, &only);
    let report = AgreementReport { agreement: &agreement, show: arguments.show };
    let mut out = Vec::new();
    match arguments.format {
        TableFormat::Text => report.text(window::style(true, language), &mut out),
        TableFormat::Json => report.json(&mut out),
        TableFormat::Csv => report.csv(arguments.bom, &mut out),
    }
    Ok(output::print(&out, language))
}

/// Whether a coder is a rule set: `built-in`, a YAML file, or a folder with such files below it.
fn are_rules(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let is_folder_of_rules = || path.is_dir() && Dictionary::files(path).is_ok();
    path == Path::new(BUILT_IN) || matches!(&*ending, "yml" | "yaml") || is_folder_of_rules()
}

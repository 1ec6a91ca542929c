//! `cuoshi evaluate`: rules measured against coded paragraphs.

use std::process::ExitCode;

use cuoshi::analysis::{Comparison, Evaluation, Gold, Scheme};
use cuoshi::report::{By, EvaluationReport, Show};
use cuoshi::{Language, Message, Names, Tagger};
use rayon::prelude::*;

use crate::args::{self, EvaluateArguments, EvaluationFormat};
use crate::{Outcome, coded, output, say, window};

/// Runs the command.
pub(crate) fn run(arguments: &EvaluateArguments, language: Language) -> ExitCode {
    measured(arguments, language)
        .unwrap_or_else(|stop| {
            stop.tell(language);
            stop.outcome
        })
        .into()
}

/// Why nothing is measured.
struct Stop {
    /// What to say; nothing where it has been said.
    message: Option<Message>,
    outcome: Outcome,
}

impl Stop {
    fn wrong_call(message: Message) -> Stop {
        Stop { message: Some(message), outcome: Outcome::InputFailed }
    }

    fn tell(&self, language: Language) {
        self.message.iter().for_each(|message| say(message, language));
    }
}

fn measured(arguments: &EvaluateArguments, language: Language) -> Result<Outcome, Stop> {
    let taggers = taggers(arguments, language)?;
    let rule_sets: Vec<_> = taggers.iter().map(Tagger::rules).collect();
    let names = Names::of(rule_sets.iter().copied());
    let scheme = Scheme::of(&rule_sets, arguments.coded.level);
    let known: Vec<&str> = scheme.judged().iter().map(|judged| judged.id.as_str()).collect();
    let (words, level) = (&arguments.category[..], arguments.coded.level);
    let asked = coded::Asked { words, known: &known, names: &names, level };
    let only = asked.ids().map_err(Stop::wrong_call)?;
    let (paragraphs, failures) = coded::read(&arguments.gold, &arguments.coded, &names, language);
    let (gold, problems) = Gold::new(paragraphs, scheme.only(&only));
    for problem in &problems {
        say(&problem.message(), language);
    }
    if gold.paragraphs().is_empty() {
        let what = if failures > 0 { "evaluate.undone" } else { "evaluate.nothing" };
        return Err(Stop::wrong_call(Message::new(what)));
    }
    let evaluations: Vec<Evaluation> = taggers.iter().map(|tagger| evaluation(tagger, &gold)).collect();
    let evaluation = &evaluations[0];
    let comparison = evaluations.get(1).map(|against| Comparison::of(evaluation, against));
    let report = EvaluationReport {
        evaluation,
        comparison: comparison.as_ref(),
        gold: &arguments.gold.to_string_lossy(),
        by: by(arguments.by),
        show: &arguments.show.iter().copied().map(show).collect::<Vec<_>>(),
    };
    let printed = match print(&report, arguments, language) {
        Outcome::Done if is_below(evaluation, arguments.fail_under, language) => Outcome::CheckFailed,
        outcome => outcome,
    };
    Ok(coded::ended(printed, failures, language))
}

/// The rules measured, on all processors.
fn evaluation<'g>(tagger: &'g Tagger, gold: &'g Gold) -> Evaluation<'g> {
    let tags = gold.paragraphs().par_iter().map(|paragraph| tagger.tag(&paragraph.text)).collect();
    Evaluation::with_tags(tagger, gold, tags)
}

/// The rules, and those they are compared with.
fn taggers(arguments: &EvaluateArguments, language: Language) -> Result<Vec<Tagger>, Stop> {
    let mut taggers = Vec::new();
    for path in std::iter::once(arguments.rules.as_deref()).chain(arguments.against.as_deref().map(Some)) {
        let rules = coded::rules(path, Message::new("evaluate.undone"), language);
        taggers.push(Tagger::new(rules.map_err(|outcome| Stop { message: None, outcome })?));
    }
    Ok(taggers)
}

fn print(report: &EvaluationReport, arguments: &EvaluateArguments, language: Language) -> Outcome {
    let mut out = Vec::new();
    match arguments.format {
        EvaluationFormat::Text => report.text(window::style(true, language), &mut out),
        EvaluationFormat::Json => report.json(language, &mut out),
        EvaluationFormat::Csv => report.csv(arguments.bom, &mut out),
        EvaluationFormat::Html => report.html(language, &mut out),
    }
    output::print(&out, language)
}

/// Whether F1 of all tags, or of those asked for, is below a threshold, which is told then.
fn is_below(evaluation: &Evaluation, threshold: Option<f64>, language: Language) -> bool {
    let Some(threshold) = threshold else { return false };
    let message = match evaluation.counts().f1() {
        Some(f1) if f1 >= threshold => return false,
        Some(f1) => Message::new("evaluate.below").with("f1", format_args!("{f1:.4}")),
        None => Message::new("evaluate.below_undefined"),
    };
    let tags = match evaluation.gold.scheme().selected() {
        [] => Message::new("evaluate.all_tags"),
        ids => Message::new("evaluate.selected_tags").with_list("ids", ids.iter().cloned()),
    };
    say(&message.with("threshold", threshold).with_message("tags", tags), language);
    true
}

fn by(by: args::By) -> By {
    match by {
        args::By::Category => By::Category,
        args::By::Term => By::Term,
        args::By::Document => By::Document,
    }
}

fn show(show: args::Show) -> Show {
    match show {
        args::Show::Wrong => Show::Wrong,
        args::Show::Missed => Show::Missed,
    }
}

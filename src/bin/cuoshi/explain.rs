//! `cuoshi explain`: why a text has a category, or why not.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use cuoshi::analysis::{Effects, Explainer, Explanation};
use cuoshi::corpus::{self, Corpus, Paragraph};
use cuoshi::report::explain::Told;
use cuoshi::{Category, Language, Message, RuleSet, Tagger};
use rayon::prelude::*;

use crate::args::{ExplainArguments, Reading};
use crate::progress::Progress;
use crate::{Outcome, meant, output, rules, say, wanted, window};

/// So many categories are told of to whoever asked for none and has none.
const NEAREST: usize = 3;

/// So many paragraphs of a corpus are looked at together.
const BATCH: usize = 4096;

/// Runs the command.
pub(crate) fn run(arguments: &ExplainArguments, language: Language) -> ExitCode {
    let rules = match rules::load(arguments.rules.as_deref(), Message::new("explain.undone"), language) {
        Ok(rules) => rules,
        Err(outcome) => return outcome.into(),
    };
    let outcome = asked(&rules, &arguments.category)
        .map_err(Some)
        .and_then(|asked| Ok((asked, meant::text(arguments, language)?)))
        .map(|(asked, text)| explain(arguments, &Tagger::new(rules), &asked, &text, language));
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(message) => {
            if let Some(message) = message {
                say(&message, language);
            }
            Outcome::InputFailed.into()
        }
    }
}

fn explain(
    arguments: &ExplainArguments,
    tagger: &Tagger,
    asked: &[usize],
    text: &str,
    language: Language,
) -> Outcome {
    let explainer = Explainer::new(tagger);
    let explainer = if arguments.unwanted { explainer.against() } else { explainer };
    let (explanations, is_nearest) = explanations(explainer, tagger, asked, text);
    let mut effects = None;
    let mut failures = 0;
    if !arguments.corpus.is_empty() {
        let mut counted = Effects::new(tagger, &explanations);
        failures = count(&arguments.corpus, &mut counted, language);
        // Why there is nothing to count in has been said.
        effects = (counted.paragraphs() > 0).then_some(counted);
    }
    let told = Told {
        text,
        rules: tagger.rules(),
        explanations: &explanations,
        effects: effects.as_ref(),
        is_nearest,
        is_unwanted: arguments.unwanted,
        language,
    };
    let mut out = Vec::new();
    match arguments.format {
        Reading::Text => told.text(window::style(true, language), &mut out),
        Reading::Json => told.json(&mut out),
    }
    match output::print(&out, language) {
        Outcome::Done if failures > 0 => {
            if effects.is_some() {
                say(&Message::new("explain.program.lost"), language);
            }
            Outcome::InputFailed
        }
        outcome => outcome,
    }
}

/// What is told of: the categories asked for; else those the text has; else the nearest.
fn explanations<'t>(
    explainer: Explainer<'t>,
    tagger: &'t Tagger,
    asked: &[usize],
    text: &str,
) -> (Vec<Explanation<'t>>, bool) {
    let categories = tagger.rules().categories();
    if !asked.is_empty() {
        // Of many categories, the one clause that came nearest says enough of each.
        let explainer = if asked.len() > 1 { explainer.at_most(1) } else { explainer };
        let all = asked.iter().filter_map(|at| explainer.explain(text, &categories[*at]));
        return (all.collect(), false);
    }
    let tags = tagger.tag(text);
    if tags.is_empty() {
        return (explainer.at_most(1).nearest(text, NEAREST), true);
    }
    (tags.iter().filter_map(|tag| explainer.explain(text, tag.category)).collect(), false)
}

/// The positions of the categories that are asked for, in the order of the rules. A group stands for those below it,
/// where there are some.
fn asked(rules: &RuleSet, words: &[String]) -> Result<Vec<usize>, Message> {
    let categories = rules.categories();
    let ids = wanted::ids(rules, words)?;
    let has_below = |id: &str| categories.iter().any(|other| other.id() != id && other.is_within(id));
    let is_asked = |category: &Category| {
        let stands_for_others = category.is_group() && has_below(category.id());
        ids.iter().any(|id| category.is_within(id)) && !stands_for_others
    };
    Ok((0..categories.len()).filter(|at| is_asked(&categories[*at])).collect())
}

/// Counts in a corpus what the changes would do; how many inputs, or lines of them, could not be read.
fn count(paths: &[PathBuf], effects: &mut Effects, language: Language) -> usize {
    let mut corpus = match Corpus::new(paths.to_vec(), io::stdin(), corpus::Options::default()) {
        Ok(corpus) => corpus,
        Err(trouble) => {
            say(&trouble.message(), language);
            return 1;
        }
    };
    let progress = Progress::new(true, language);
    let mut failures = 0;
    loop {
        let batch: Vec<_> = corpus.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let mut paragraphs = Vec::new();
        for paragraph in batch {
            match paragraph {
                Ok(paragraph) if paragraph.kind.is_furniture() => {}
                Ok(paragraph) => paragraphs.push(paragraph),
                Err(trouble) => {
                    failures += trouble.losses();
                    progress.pause(|| say(&trouble.message(), language));
                }
            }
        }
        let outcomes: Vec<_> = paragraphs.par_iter().map(|paragraph| effects.look(&paragraph.text)).collect();
        for (paragraph, outcome) in paragraphs.iter().zip(outcomes) {
            effects.add(outcome, &paragraph.text, || whence(paragraph));
        }
        progress.add(paragraphs.len());
    }
    progress.end();
    failures
}

/// Where a paragraph stands, as editors take it.
fn whence(paragraph: &Paragraph) -> String {
    match paragraph.line {
        Some(line) => format!("{}:{line}", paragraph.document),
        None => paragraph.document.clone(),
    }
}

//! Rules put to the test: do the texts that their authors wrote get what they must, and nothing they must
//! not? The question that is asked after every change of a rule.

use super::explain::{Explainer, Miss};
use crate::engine::{Tag, Tagger};
use crate::ruleset::{Case, Category, Example};

/// One text put to the rules: what was expected of it and what came.
#[derive(Clone, Debug)]
pub struct Trial<'t> {
    /// Where the expectation comes from.
    pub source: Source,
    /// The text and where it is written.
    pub text: &'t Example,
    /// Whether the rules are known not to be that far yet.
    pub todo: bool,
    /// All that the text was tagged with.
    pub tags: Vec<Tag<'t>>,
    /// In what way it is not as expected; empty where it is.
    pub failures: Vec<Failure<'t>>,
}

/// Where an expectation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The `examples` of a category.
    Example,
    /// The `counterexamples` of a category.
    Counterexample,
    /// A case file.
    Case,
}

impl Source {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Source::Example => "example",
            Source::Counterexample => "counterexample",
            Source::Case => "case",
        }
    }
}

/// One expectation that a text did not meet.
#[derive(Clone, Debug)]
pub struct Failure<'t> {
    /// What is wrong.
    pub verdict: Verdict,
    /// The id that was expected, or of the category that was not.
    pub id: &'t str,
    /// Of what is missing, the clause that came nearest.
    #[cfg_attr(not(feature = "report"), expect(dead_code, reason = "it is for reports"))]
    pub(crate) nearest: Option<Box<Miss<'t>>>,
}

/// In what way a text is not tagged as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It should have been tagged and was not.
    Missing,
    /// It should not have been tagged and was.
    Noisy,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Missing => "missing",
            Verdict::Noisy => "noisy",
        }
    }
}

impl<'t> Trial<'t> {
    /// The tag of a category, by its id.
    pub fn tag(&self, id: &str) -> Option<&Tag<'t>> {
        self.tags.iter().find(|tag| tag.category.id() == id)
    }

    /// Whether it fails the run: what is marked as still to be done does not.
    pub fn is_failed(&self) -> bool {
        !self.todo && !self.failures.is_empty()
    }

    /// Whether it is marked as still to be done and is done.
    pub fn is_done(&self) -> bool {
        self.todo && self.failures.is_empty()
    }

    /// It lacks a category, or whatever the id stands for.
    fn miss(&mut self, tagger: &'t Tagger, id: &'t str) {
        let nearest = Explainer::new(tagger).nearest_miss(self.text.text(), id).map(Box::new);
        self.failures.push(Failure { verdict: Verdict::Missing, id, nearest });
    }

    /// It has a category that it must not have.
    fn fail(&mut self, id: &'t str) {
        self.failures.push(Failure { verdict: Verdict::Noisy, id, nearest: None });
    }
}

/// All texts put to the rules: the examples and counterexamples in the order of the rules, then the cases.
///
/// ```
/// use cuoshi::analysis::{Trials, Verdict};
/// use cuoshi::{RuleSet, Tagger};
///
/// let tagger = Tagger::new(RuleSet::from_yaml("mine.yml", "
/// version: 1
/// categories:
///   - id: fiscal.subsidies
///     any: [补贴]
///     examples: [发放补贴。, 给予补助。]
/// ")?);
/// let trials = Trials::run(&tagger, &[]);
/// assert_eq!((trials.expected(), trials.count(Verdict::Missing)), (1, 1));
/// assert_eq!(trials.failed().next().unwrap().text.place().to_string(), "mine.yml:6:23");
/// # Ok::<(), cuoshi::Diagnostics>(())
/// ```
#[derive(Clone, Debug)]
pub struct Trials<'t> {
    all: Vec<Trial<'t>>,
}

impl<'t> Trials<'t> {
    /// Tags all the texts.
    pub fn run(tagger: &'t Tagger, cases: &'t [Case]) -> Trials<'t> {
        let mut all = Vec::new();
        for category in tagger.rules().categories() {
            all.extend(category.examples().iter().map(|text| example(tagger, category, text)));
            all.extend(category.counterexamples().iter().map(|text| counterexample(tagger, category, text)));
        }
        all.extend(cases.iter().map(|case| trial_of_case(tagger, case)));
        Trials { all }
    }

    /// All of them.
    pub fn all(&self) -> &[Trial<'t>] {
        &self.all
    }

    /// Those that fail the run.
    pub fn failed(&self) -> impl Iterator<Item = &Trial<'t>> {
        self.all.iter().filter(|trial| trial.is_failed())
    }

    /// How many texts are examples or counterexamples of a category.
    pub fn examples(&self) -> usize {
        self.all.len() - self.cases()
    }

    /// How many texts are cases.
    pub fn cases(&self) -> usize {
        self.all.iter().filter(|trial| trial.source == Source::Case).count()
    }

    /// How many texts are as expected; those marked as still to be done are not among them.
    pub fn expected(&self) -> usize {
        self.all.iter().filter(|trial| !trial.todo && trial.failures.is_empty()).count()
    }

    /// How many expectations were not met in this way, those of texts that are marked as still to be done aside. A
    /// text may fail in several.
    pub fn count(&self, verdict: Verdict) -> usize {
        let failures = self.failed().flat_map(|trial| &trial.failures);
        failures.filter(|failure| failure.verdict == verdict).count()
    }

    /// How many texts are marked as still to be done.
    pub fn todo(&self) -> usize {
        self.all.iter().filter(|trial| trial.todo).count()
    }
}

fn trial<'t>(tagger: &'t Tagger, source: Source, text: &'t Example) -> Trial<'t> {
    Trial { source, text, todo: false, tags: tagger.tag(text.text()), failures: Vec::new() }
}

/// An example must get its category; where that only names a group, one of those below it.
fn example<'t>(tagger: &'t Tagger, category: &'t Category, text: &'t Example) -> Trial<'t> {
    let mut trial = trial(tagger, Source::Example, text);
    if !trial.tags.iter().any(|tag| is_of(tag, category)) {
        trial.miss(tagger, category.id());
    }
    trial
}

fn counterexample<'t>(tagger: &'t Tagger, category: &'t Category, text: &'t Example) -> Trial<'t> {
    let mut trial = trial(tagger, Source::Counterexample, text);
    let noise = trial.tags.iter().filter(|tag| is_of(tag, category)).map(|tag| tag.category.id());
    for id in noise.collect::<Vec<_>>() {
        trial.fail(id);
    }
    trial
}

fn is_of(tag: &Tag, category: &Category) -> bool {
    tag.category.id() == category.id() || category.is_group() && tag.category.is_within(category.id())
}

fn trial_of_case<'t>(tagger: &'t Tagger, case: &'t Case) -> Trial<'t> {
    let mut trial = Trial { todo: case.is_todo(), ..trial(tagger, Source::Case, case.text()) };
    for id in case.tags().unwrap_or_default() {
        if !trial.tags.iter().any(|tag| tag.category.is_within(id)) {
            trial.miss(tagger, id);
        }
    }
    let none_at_all = case.tags().is_some_and(<[String]>::is_empty);
    let is_noise = |tag: &&Tag| none_at_all || case.not().iter().any(|id| tag.category.is_within(id));
    for id in trial.tags.iter().filter(is_noise).map(|tag| tag.category.id()).collect::<Vec<_>>() {
        trial.fail(id);
    }
    trial
}

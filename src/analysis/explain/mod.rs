//! Why a paragraph has a category, or why not: what its matches rest on; where there are none, which clauses came
//! nearest and what stopped each; and which change of the rules would change the result.
//!
//! Verdicts are the engine's: a category is explained as tagged exactly where tagging gives it, and a change is
//! named only after the engine, given the changed rules, has tagged the paragraph otherwise.

mod attempt;
mod effect;
mod fix;
mod held;
mod miss;
mod obstacle;
mod remedy;
mod scene;
mod unwanted;
mod wording;

use crate::engine::{Tagger, Trace};
use crate::ruleset::Category;
use crate::text::Folded;

pub use effect::{Effect, Effects, Outcome, Sample};
pub(crate) use held::{Held, Passed};
pub(crate) use miss::Miss;
pub(crate) use obstacle::Obstacle;
use remedy::Judge;
pub use remedy::Remedy;
use scene::Scene;
pub(crate) use scene::{Finding, Nearby, Side, Standing, Words};

/// Matches that are told of; a paragraph that is a whole book has more.
const MOST_MATCHES: usize = 50;

/// Clauses that are told of where none holds.
const MOST_MISSES: usize = 3;

/// Why a paragraph has a category, or why not.
#[derive(Clone, Debug)]
pub struct Explanation<'t> {
    /// The category.
    pub category: &'t Category,
    /// Its position among those of the rules.
    pub(crate) position: usize,
    pub(crate) reasons: Reasons<'t>,
    /// Changes that would change the result and belong to no single clause.
    pub(crate) remedies: Vec<Remedy>,
}

/// What there is to say.
#[derive(Clone, Debug)]
pub(crate) enum Reasons<'t> {
    /// It has it, on these matches; `more` are not told of.
    Tagged { matches: Vec<Held<'t>>, more: usize },
    /// It has not; the clauses that came nearest, the nearest first. None where nothing there speaks for it.
    Missed(Vec<Miss<'t>>),
    /// The category only names a group.
    Group,
    /// The paragraph holds nothing that could be found.
    Nothing,
}

impl Explanation<'_> {
    /// Whether the paragraph has the category.
    pub fn is_tagged(&self) -> bool {
        matches!(self.reasons, Reasons::Tagged { .. })
    }

    /// The changes of the rules that would change the result, each by itself. Where the category is missing there
    /// is at least one, unless it only names a group or the paragraph holds nothing but blanks and quotation
    /// marks.
    pub fn remedies(&self) -> impl Iterator<Item = &Remedy> {
        let of_misses = match &self.reasons {
            Reasons::Missed(misses) => &misses[..],
            _ => &[],
        };
        of_misses.iter().flat_map(|miss| &miss.remedies).chain(&self.remedies)
    }
}

/// Explains paragraphs by the rules of a tagger.
///
/// ```
/// use cuoshi::analysis::Explainer;
/// use cuoshi::{RuleSet, Tagger};
///
/// let tagger = Tagger::new(RuleSet::from_yaml("mine.yml", "
/// version: 1
/// categories:
///   - id: fiscal.rent_relief
///     any: [减免…4…租金]
/// ")?);
/// let text = "减免小微企业三个月租金。";
/// let explanation = Explainer::new(&tagger).explain(text, &tagger.rules().categories()[0]).unwrap();
/// assert!(!explanation.is_tagged());
/// let changed = explanation.remedies().next().unwrap().apply(tagger.rules());
/// assert_eq!(changed.categories()[0].patterns().next(), Some("减免…7…租金"));
/// assert_eq!(Tagger::new(changed).tag(text).len(), 1);
/// # Ok::<(), cuoshi::Diagnostics>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Explainer<'t> {
    tagger: &'t Tagger,
    is_unwanted: bool,
    /// How many clauses are told of where none holds.
    most: usize,
}

impl<'t> Explainer<'t> {
    /// Explains by these rules.
    pub fn new(tagger: &'t Tagger) -> Explainer<'t> {
        Explainer { tagger, is_unwanted: false, most: MOST_MISSES }
    }

    /// Of a category that a paragraph has, says also what would take it away.
    #[must_use]
    pub fn against(self) -> Explainer<'t> {
        Explainer { is_unwanted: true, ..self }
    }

    /// Where a paragraph has not a category, tells of at most so many clauses.
    #[must_use]
    pub fn at_most(self, clauses: usize) -> Explainer<'t> {
        Explainer { most: clauses, ..self }
    }

    /// Why a paragraph has a category of the rules, or why not; nothing for a category of other rules.
    pub fn explain(&self, text: &str, category: &Category) -> Option<Explanation<'t>> {
        let categories = self.tagger.rules().categories();
        let at = categories.iter().position(|known| std::ptr::eq(known, category))?;
        let folded = Folded::new(text);
        let trace = self.tagger.trace(&folded);
        let mut explanation = Explanation {
            category: &categories[at],
            position: at,
            reasons: Reasons::Group,
            remedies: Vec::new(),
        };
        if categories[at].is_group() {
            return Some(explanation);
        }
        if folded.text().is_empty() {
            explanation.reasons = Reasons::Nothing;
            return Some(explanation);
        }
        let scene = Scene::new(&trace, self.tagger.rules(), at);
        let tags = self.tagger.tag(text);
        match tags.iter().find(|tag| std::ptr::eq(tag.category, &raw const categories[at])) {
            Some(tag) => {
                let told = tag.evidence.iter().take(MOST_MATCHES);
                let matches: Vec<Held> = told.filter_map(|found| scene.held(found)).collect();
                if self.is_unwanted {
                    let judge = Judge::new(self.tagger, &trace, text, at, false);
                    explanation.remedies = judge.remedies_against(&scene, &matches);
                }
                let more = tag.evidence.len().saturating_sub(MOST_MATCHES);
                explanation.reasons = Reasons::Tagged { matches, more };
            }
            None => self.explain_missing(&scene, &trace, text, &mut explanation),
        }
        Some(explanation)
    }

    /// Of the categories that a paragraph has not, those that come nearest, at most so many, the nearest first.
    pub fn nearest(&self, text: &str, most: usize) -> Vec<Explanation<'t>> {
        let folded = Folded::new(text);
        let trace = self.tagger.trace(&folded);
        let tags = self.tagger.tag(text);
        let categories = self.tagger.rules().categories();
        let is_missing =
            |category: &Category| !tags.iter().any(|tag| std::ptr::eq(tag.category, &raw const *category));
        let missing = (0..categories.len()).filter(|at| is_missing(&categories[*at]));
        let cost = |at| {
            let misses = Scene::new(&trace, self.tagger.rules(), at).telling_misses();
            misses.first().map(|miss| (miss.lacks(), miss.cost))
        };
        let mut near: Vec<((usize, usize), usize)> = missing.filter_map(|at| Some((cost(at)?, at))).collect();
        near.sort_unstable();
        near.truncate(most);
        near.into_iter().filter_map(|(_, at)| self.explain(text, &categories[at])).collect()
    }

    /// What came nearest to giving a paragraph a category or, for a group, one below it; nothing where nothing of
    /// any pattern stands there.
    pub(crate) fn nearest_miss(&self, text: &str, id: &str) -> Option<Miss<'t>> {
        let folded = Folded::new(text);
        let trace = self.tagger.trace(&folded);
        let rules = self.tagger.rules();
        let asked = (0..rules.categories.len()).filter(|at| rules.categories[*at].is_within(id));
        let misses = asked.flat_map(|at| Scene::new(&trace, rules, at).misses());
        misses.min_by_key(|miss| (miss.lacks(), miss.cost))
    }

    fn explain_missing(
        &self,
        scene: &Scene<'_, 't>,
        trace: &Trace,
        text: &str,
        explanation: &mut Explanation<'t>,
    ) {
        let judge = Judge::new(self.tagger, trace, text, scene.category, true);
        let mut misses = scene.telling_misses();
        // A clause of which more is missing says nothing about one of which less is.
        let least = misses.first().map_or(0, Miss::lacks);
        misses.retain(|miss| miss.lacks() <= least);
        misses.truncate(self.most);
        for miss in &mut misses {
            miss.remedies = judge.remedies(scene, miss);
        }
        // Far from everything, the nearest alone says something.
        let mut number = 0;
        misses.retain(|miss| {
            number += 1;
            number == 1 || !miss.remedies.is_empty()
        });
        if misses.iter().all(|miss| miss.remedies.is_empty()) {
            explanation.remedies = judge.last_resort(scene).into_iter().collect();
        }
        explanation.reasons = Reasons::Missed(misses);
    }
}

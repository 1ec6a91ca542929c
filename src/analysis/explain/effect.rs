//! What changes of rules would do to a corpus: how many paragraphs would get a category, and how many would lose
//! it. A change that helps one text and spoils a thousand should say so.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::engine::{Tag, Tagger};
use crate::ruleset::RuleSet;

use super::{Explanation, Remedy};

/// So many paragraphs of each kind are shown.
const MOST_SAMPLES: usize = 3;

/// What changes would do, counted over the paragraphs of a corpus.
#[derive(Debug)]
pub struct Effects {
    trials: Vec<Trial>,
    paragraphs: usize,
}

/// One category by the rules as they are and after each of the changes.
#[derive(Debug)]
struct Trial {
    before: Tagger,
    after: Vec<Tagger>,
    /// The other categories on which a change acts too, by the rules as they are and after it.
    others: Vec<Option<(Tagger, Tagger)>>,
    effects: Vec<Effect>,
}

/// What one change would do.
#[derive(Clone, Debug, Default)]
pub struct Effect {
    /// The paragraphs whose other tags would change; none where the change concerns the category alone.
    pub others: Option<usize>,
    /// The paragraphs that would get the category.
    pub gained: usize,
    /// The paragraphs that would lose it.
    pub lost: usize,
    /// A few of those that would get it.
    pub gained_samples: Vec<Sample>,
    /// A few of those that would lose it.
    pub lost_samples: Vec<Sample>,
}

/// A paragraph that a change concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Where it stands.
    pub whence: String,
    /// The paragraph.
    pub text: String,
    /// The first words on which the category rests, with the change or without it, in bytes.
    pub words: Range<usize>,
}

/// What becomes of one paragraph, to be counted.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// For each explanation and each of its remedies.
    changes: Vec<Vec<Changes>>,
}

/// How the result of one paragraph changes, as far as it does.
#[derive(Clone, Debug)]
struct Changes {
    /// For the category.
    own: Option<Change>,
    /// Whether it does for other categories.
    others: bool,
}

/// How the result for one category changes.
#[derive(Clone, Debug)]
struct Change {
    is_gained: bool,
    /// The first words on which the category rests, with the change or without it.
    words: Range<usize>,
}

impl Effects {
    /// For the remedies of some explanations by the same rules.
    pub fn new(tagger: &Tagger, explanations: &[Explanation]) -> Effects {
        let trials = explanations.iter().map(|explanation| Trial::new(tagger, explanation)).collect();
        Effects { trials, paragraphs: 0 }
    }

    /// What becomes of a paragraph. Serves any number of threads.
    pub fn look(&self, text: &str) -> Outcome {
        Outcome { changes: self.trials.iter().map(|trial| trial.look(text)).collect() }
    }

    /// Counts a paragraph that was looked at; `whence` says where it stands.
    pub fn add(&mut self, outcome: Outcome, text: &str, whence: impl Fn() -> String) {
        self.paragraphs += 1;
        for (trial, changes) in self.trials.iter_mut().zip(outcome.changes) {
            for (effect, changes) in trial.effects.iter_mut().zip(changes) {
                effect.others.iter_mut().for_each(|count| *count += usize::from(changes.others));
                let Some(Change { is_gained, words }) = changes.own else { continue };
                let (count, samples) = if is_gained {
                    (&mut effect.gained, &mut effect.gained_samples)
                } else {
                    (&mut effect.lost, &mut effect.lost_samples)
                };
                *count += 1;
                if samples.len() < MOST_SAMPLES {
                    samples.push(Sample { whence: whence(), text: text.to_owned(), words });
                }
            }
        }
    }

    /// How many paragraphs were counted.
    pub fn paragraphs(&self) -> usize {
        self.paragraphs
    }

    /// What each remedy of the explanation of this number would do, in the order of
    /// [`Explanation::remedies`].
    pub fn of(&self, explanation: usize) -> &[Effect] {
        self.trials.get(explanation).map_or(&[], |trial| &trial.effects)
    }
}

impl Trial {
    fn new(tagger: &Tagger, explanation: &Explanation) -> Trial {
        let remedies: Vec<&Remedy> = explanation.remedies().collect();
        let rules = tagger.rules().only(&[explanation.position]);
        let after = |remedy: &&Remedy| tagger.with_lexicon(rules.compacted(&remedy.edits));
        let others: Vec<_> =
            remedies.iter().map(|remedy| others(tagger, explanation.position, remedy)).collect();
        let effect =
            |others: &Option<_>| Effect { others: others.is_some().then_some(0), ..Effect::default() };
        Trial {
            after: remedies.iter().map(after).collect(),
            effects: others.iter().map(effect).collect(),
            others,
            before: tagger.with_lexicon(rules),
        }
    }

    fn look(&self, text: &str) -> Vec<Changes> {
        let before = first_words(&self.before.tag(text));
        let change = |after: &Tagger| match (&before, first_words(&after.tag(text))) {
            (None, Some(words)) => Some(Change { is_gained: true, words }),
            (Some(words), None) => Some(Change { is_gained: false, words: words.clone() }),
            _ => None,
        };
        let differ = |(before, after): &(Tagger, Tagger)| ids(&before.tag(text)) != ids(&after.tag(text));
        let changes = self.after.iter().zip(&self.others).map(|(after, others)| Changes {
            own: change(after),
            others: others.as_ref().is_some_and(differ),
        });
        changes.collect()
    }
}

/// The other categories on which a change acts, before it and after it; nothing where there are none.
fn others(tagger: &Tagger, category: usize, remedy: &Remedy) -> Option<(Tagger, Tagger)> {
    let rules = tagger.rules();
    let concerned: BTreeSet<usize> =
        remedy.edits.iter().flat_map(|edit| rules.below(edit.level())).filter(|at| *at != category).collect();
    let concerned: Vec<usize> =
        concerned.into_iter().filter(|at| !rules.categories[*at].is_group()).collect();
    if concerned.is_empty() {
        return None;
    }
    // What changes for the category itself is counted apart.
    let without = |mut rules: RuleSet| {
        rules.categories[category].clauses.clear();
        tagger.with_lexicon(rules)
    };
    let now = rules.only(&[&concerned[..], &[category]].concat());
    let then = now.compacted(&remedy.edits);
    Some((without(now), without(then)))
}

fn ids<'t>(tags: &[Tag<'t>]) -> Vec<&'t str> {
    tags.iter().map(|tag| tag.category.id()).collect()
}

/// The first words of the one category that there is.
fn first_words(tags: &[Tag]) -> Option<Range<usize>> {
    Some(tags.first()?.evidence.first()?.bytes.clone())
}

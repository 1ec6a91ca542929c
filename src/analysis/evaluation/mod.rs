//! Rules measured against coded paragraphs: how many of their tags are right, and how many are missed.
//!
//! ```text
//! CodedParagraph ─ Gold (with a Scheme) ─┬─ Evaluation ─┬─ scores, by category and by document
//!                         Tagger ────────┘              ├─ Ledger, by pattern
//!                                                       └─ Comparison, with other rules
//! ```

mod comparison;
mod draws;
mod gold;
mod gold_problem;
mod ledger;
mod scheme;
mod scores;

use std::sync::OnceLock;

use crate::engine::{Tag, Tagger};

pub use comparison::{Change, Comparison, Difference};
pub use gold::{Gold, GoldParagraph};
pub use gold_problem::GoldProblem;
pub(super) use gold_problem::with_kinds;
pub use ledger::{Ledger, LedgerEntry, Worth};
pub use scheme::{Judged, Scheme};
pub(super) use scheme::{is_within_any, rolled_up};
pub use scores::{DocumentScores, Macro, Mean, Scores};

use super::statistics::{Bootstrap, Counts, Estimate, wilson};
use draws::{Draws, Sheets};

/// Rules measured against gold.
///
/// ```
/// use cuoshi::analysis::{Evaluation, Gold, Scheme};
/// use cuoshi::corpus::{Coded, CodedOptions};
/// use cuoshi::{RuleSet, Tagger};
///
/// let tagger = Tagger::new(RuleSet::from_yaml("mine.yml", "
/// version: 1
/// categories:
///   - id: fiscal.subsidies
///     any: [补贴]
/// ")?);
/// let file = "{\"text\": \"发放补贴。\", \"tags\": [\"fiscal.subsidies\"]}\n{\"text\": \"补贴骗局\", \"tags\": []}\n";
/// let coded = Coded::read("-".as_ref(), file.as_bytes(), &CodedOptions::default());
/// let (gold, problems) = Gold::new(coded.paragraphs, Scheme::of(&[tagger.rules()], None));
/// assert!(problems.is_empty());
/// let evaluation = Evaluation::of(&tagger, &gold);
/// assert_eq!(evaluation.micro().precision.value, Some(0.5));
/// assert_eq!(evaluation.micro().recall.value, Some(1.0));
/// # Ok::<(), cuoshi::Diagnostics>(())
/// ```
#[derive(Debug)]
pub struct Evaluation<'g> {
    /// The rules.
    pub tagger: &'g Tagger,
    /// The paragraphs they are measured against.
    pub gold: &'g Gold,
    /// What became of each paragraph, in the order of the gold.
    pub paragraphs: Vec<JudgedParagraph<'g>>,
    /// How intervals of F1 are drawn.
    pub bootstrap: Bootstrap,
    sheets: OnceLock<Sheets>,
    draws: OnceLock<Draws>,
}

/// A paragraph, what its coder says and what the rules say.
#[derive(Debug)]
pub struct JudgedParagraph<'g> {
    /// The paragraph.
    pub paragraph: &'g GoldParagraph,
    /// The tags of the rules, with their evidence.
    pub tags: Vec<Tag<'g>>,
    /// What each of these is judged as, as positions in the scheme.
    judged_as: Vec<Option<usize>>,
    /// The same, sorted, each once.
    found: Vec<usize>,
}

impl<'g> Evaluation<'g> {
    /// Tags all paragraphs.
    pub fn of(tagger: &'g Tagger, gold: &'g Gold) -> Evaluation<'g> {
        let tags = gold.paragraphs.iter().map(|paragraph| tagger.tag(&paragraph.text)).collect();
        Evaluation::with_tags(tagger, gold, tags)
    }

    /// Takes the tags that the tagger gave each paragraph of the gold, in its order: for whoever has them already, or
    /// several processors to make them.
    pub fn with_tags(tagger: &'g Tagger, gold: &'g Gold, tags: Vec<Vec<Tag<'g>>>) -> Evaluation<'g> {
        let judged = |(paragraph, tags): (&'g GoldParagraph, Vec<Tag<'g>>)| {
            let judged_as: Vec<Option<usize>> =
                tags.iter().map(|tag| gold.scheme.position(tag.category.id())).collect();
            let mut found: Vec<usize> = judged_as.iter().copied().flatten().collect();
            found.sort_unstable();
            found.dedup();
            JudgedParagraph { paragraph, tags, judged_as, found }
        };
        Evaluation {
            tagger,
            gold,
            paragraphs: gold.paragraphs.iter().zip(tags).map(judged).collect(),
            bootstrap: Bootstrap::default(),
            sheets: OnceLock::new(),
            draws: OnceLock::new(),
        }
    }

    /// The paragraphs to which their coder gave no category at all, or none of those selected.
    pub fn without_category(&self) -> WithoutCategory {
        let without = || self.paragraphs.iter().filter(|judged| judged.paragraph.is_empty);
        let tagged = without().filter(|judged| !judged.found.is_empty()).count();
        WithoutCategory { paragraphs: without().count(), tagged }
    }

    /// The categories that no coder gave.
    pub fn never_coded(&self) -> impl Iterator<Item = &'g Judged> {
        let gold = self.gold;
        let totals = self.totals();
        gold.scheme.judged().iter().filter(move |category| totals[category.at].support() == 0)
    }

    /// The paragraphs that wrongly have a category, each with it.
    pub fn wrong(&self) -> impl Iterator<Item = (&JudgedParagraph<'g>, &'g Judged)> {
        self.pairs(|judged, at| judged.is_tagged(at) && !judged.is_coded(at))
    }

    /// The paragraphs that lack a category, each with it.
    pub fn missed(&self) -> impl Iterator<Item = (&JudgedParagraph<'g>, &'g Judged)> {
        self.pairs(|judged, at| !judged.is_tagged(at) && judged.is_coded(at))
    }

    /// Paragraphs and categories, by category.
    fn pairs(
        &self,
        is_wanted: impl Fn(&JudgedParagraph, usize) -> bool + Copy,
    ) -> impl Iterator<Item = (&JudgedParagraph<'g>, &'g Judged)> {
        let categories = self.gold.scheme.judged().iter().enumerate();
        categories.flat_map(move |(at, category)| {
            let wanted = self.paragraphs.iter().filter(move |judged| is_wanted(judged, at));
            wanted.map(move |judged| (judged, category))
        })
    }
}

/// Paragraphs without any category, and how many of them get a tag all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithoutCategory {
    /// How many there are.
    pub paragraphs: usize,
    /// How many of them get a tag.
    pub tagged: usize,
}

impl WithoutCategory {
    /// The share that gets a tag.
    pub fn share(self) -> Estimate {
        wilson(self.tagged, self.paragraphs)
    }
}

impl<'g> JudgedParagraph<'g> {
    /// The tags that stand for a judged category: one, or several of a group.
    pub fn tags_of<'t>(&'t self, category: &'t Judged) -> impl Iterator<Item = &'t Tag<'g>> {
        let tags = self.tags.iter().zip(&self.judged_as);
        tags.filter(|(_, at)| **at == Some(category.at)).map(|(tag, _)| tag)
    }

    fn is_tagged(&self, category: usize) -> bool {
        self.found.binary_search(&category).is_ok()
    }

    fn is_coded(&self, category: usize) -> bool {
        self.paragraph.categories.binary_search(&category).is_ok()
    }

    /// What became of each category that it has by either, with its position.
    fn counts(&self) -> impl Iterator<Item = (usize, Counts)> + '_ {
        let found = self.found.iter().map(|at| {
            let is_right = self.is_coded(*at);
            (*at, Counts { right: usize::from(is_right), wrong: usize::from(!is_right), missed: 0 })
        });
        let missed = self.paragraph.categories.iter().filter(|at| !self.is_tagged(**at));
        found.chain(missed.map(|at| (*at, Counts { missed: 1, ..Counts::default() })))
    }
}

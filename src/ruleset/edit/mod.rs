//! Changes that an analyst could make to rules, as data: so that a change can be tried before it is proposed.
//!
//! ```text
//! Edit ─┬─ apply ─▶ RuleSet
//!       └─ typed, sheet ─▶ text of a rule file ─ rewrite, read again ─▶ the same RuleSet
//! ```

mod apply;
mod hunk;
mod rewrite;
mod sheet;
pub(crate) mod source;
mod typed;

use crate::text::{Unit, fold};

pub use hunk::Hunk;
pub use rewrite::Rewriting;
#[cfg(feature = "report")]
pub(crate) use sheet::scalar;
#[cfg(feature = "report")]
pub(crate) use typed::clause_text;

use super::rules::{Boundary, Clause, Condition, Conditions, Pattern, Relation, RuleSet, Segment};

/// One change of a rule set. What it is about is named by its position among what stands beside it, which
/// no change moves until all are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// The gap of this number reaches so far.
    Gap { pattern: PatternAt, gap: usize, most: usize },
    /// The two segments may stand in either order.
    Either { pattern: PatternAt },
    /// A segment has one more alternative.
    Alternative { pattern: PatternAt, segment: usize, word: String },
    /// A segment has an alternative less, named as it is folded.
    WithoutAlternative { pattern: PatternAt, segment: usize, word: String },
    /// The pattern is gone; and what is nothing without it.
    WithoutPattern { pattern: PatternAt },
    /// The word boundaries are not asked in a clause.
    AnyBoundary { clause: ClauseAt },
    /// The conditions above a clause are not asked for it.
    Unconditional { clause: ClauseAt },
    /// So many patterns of a clause are enough.
    AtLeast { clause: ClauseAt, number: usize },
    /// A condition looks elsewhere, or otherwise.
    Shape { condition: ConditionAt, shape: Shape },
    /// A condition is gone; and the list that is empty without it.
    WithoutCondition { condition: ConditionAt },
    /// Beside a condition of an `if` stands one more: the same words, looked for otherwise.
    NewCondition { beside: ConditionAt, shape: Shape },
    /// The `if` of a level is gone.
    WithoutIf { level: Level },
    /// A category has one more clause.
    NewClause(NewClause),
    /// A category has one more mask.
    NewMask { category: usize, phrase: String },
}

/// A clause, by the positions of its category and of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClauseAt {
    pub(crate) category: usize,
    pub(crate) clause: usize,
}

/// Where an `if` and an `unless` stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// At the top of the file of this number.
    RuleSet(usize),
    Category(usize),
    Clause(ClauseAt),
}

/// A condition, by the way to it: its number in the list, then those in each `all` on the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ConditionAt {
    pub(crate) level: Level,
    pub(crate) list: List,
    pub(crate) path: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    If,
    Unless,
}

/// A pattern, by what it belongs to and its number there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PatternAt {
    Match(ClauseAt, usize),
    /// Of the rule set.
    RuleSetMask(usize),
    /// Of a category, by its position.
    Mask(usize, usize),
    Condition(ConditionAt, usize),
}

/// How a condition looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) relation: Relation,
    pub(crate) boundary: Boundary,
    pub(crate) within: Unit,
    pub(crate) distance: Option<usize>,
}

/// A clause that could be added to a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewClause {
    pub(crate) category: usize,
    pub(crate) segments: Vec<Written>,
    /// The most characters between a segment and the next.
    pub(crate) gaps: Vec<usize>,
    /// What must stand behind it, anywhere in the paragraph.
    pub(crate) after: Vec<Written>,
    /// Whether it asks no condition of the levels above.
    pub(crate) unconditional: bool,
    pub(crate) boundary: Boundary,
}

/// A segment and how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) source: String,
    pub(crate) segment: Segment,
}

impl Written {
    /// A segment of one literal.
    pub(crate) fn literal(word: &str) -> Written {
        Written { source: source::literal(word), segment: Segment(vec![fold(word)]) }
    }
}

impl Edit {
    /// The level at which something becomes otherwise.
    pub(crate) fn level(&self) -> Level {
        match self {
            Edit::Gap { pattern, .. }
            | Edit::Either { pattern }
            | Edit::Alternative { pattern, .. }
            | Edit::WithoutAlternative { pattern, .. }
            | Edit::WithoutPattern { pattern } => match pattern {
                PatternAt::Match(clause, _) => Level::Clause(*clause),
                PatternAt::RuleSetMask(_) => Level::RuleSet(0),
                PatternAt::Mask(category, _) => Level::Category(*category),
                PatternAt::Condition(condition, _) => condition.level,
            },
            Edit::AnyBoundary { clause } | Edit::Unconditional { clause } | Edit::AtLeast { clause, .. } => {
                Level::Clause(*clause)
            }
            Edit::Shape { condition, .. }
            | Edit::WithoutCondition { condition }
            | Edit::NewCondition { beside: condition, .. } => condition.level,
            Edit::WithoutIf { level } => *level,
            Edit::NewClause(NewClause { category, .. }) | Edit::NewMask { category, .. } => {
                Level::Category(*category)
            }
        }
    }
}

impl RuleSet {
    /// The categories on which a level acts.
    pub(crate) fn below(&self, level: Level) -> Vec<usize> {
        let is_below = |at: &usize| match level {
            Level::RuleSet(_) => true,
            Level::Category(above) => *at == above || self.categories[*at].parents.contains(&above),
            Level::Clause(clause) => *at == clause.category,
        };
        (0..self.categories.len()).filter(is_below).collect()
    }

    /// The pattern at a position.
    pub(crate) fn pattern(&self, at: &PatternAt) -> Option<&Pattern> {
        match at {
            PatternAt::Match(clause, number) => self.clause(*clause)?.patterns.get(*number),
            PatternAt::RuleSetMask(number) => self.masks.get(*number),
            PatternAt::Mask(category, number) => self.categories.get(*category)?.masks.get(*number),
            PatternAt::Condition(condition, number) => match self.condition(condition)? {
                Condition::Around { patterns, .. } => patterns.get(*number),
                Condition::All(_) => None,
            },
        }
    }

    /// The clause at a position.
    pub(crate) fn clause(&self, at: ClauseAt) -> Option<&Clause> {
        self.categories.get(at.category)?.clauses.get(at.clause)
    }

    /// The condition at a position.
    pub(crate) fn condition(&self, at: &ConditionAt) -> Option<&Condition> {
        let conditions = self.conditions(at.level)?;
        let list = match at.list {
            List::If => conditions.must.as_ref()?,
            List::Unless => &conditions.must_not,
        };
        let (first, rest) = at.path.split_first()?;
        rest.iter().try_fold(list.get(*first)?, |condition, number| match condition {
            Condition::All(all) => all.get(*number),
            Condition::Around { .. } => None,
        })
    }

    /// The conditions of a level.
    pub(crate) fn conditions(&self, level: Level) -> Option<&Conditions> {
        match level {
            Level::RuleSet(file) => self.conditions.get(file),
            Level::Category(category) => Some(&self.categories.get(category)?.conditions),
            Level::Clause(clause) => Some(&self.clause(clause)?.conditions),
        }
    }
}

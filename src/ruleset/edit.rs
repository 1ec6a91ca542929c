//! Changes that an analyst could make to rules, as changes of a checked rule set: so that a change can be tried
//! before it is proposed.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::text::{Unit, fold};

use super::canonical;
use super::diagnostic::Place;
use super::rules::{Boundary, Category, Clause, Condition, Conditions, Pattern, Relation, RuleSet, Segment};
use super::source;

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

impl RuleSet {
    /// The rules after some changes.
    pub(crate) fn edited(&self, edits: &[Edit]) -> RuleSet {
        let mut rules = self.compacted(edits);
        rules.digest = canonical::digest(&rules);
        rules
    }

    /// The same with the digest of before, for a trial.
    pub(crate) fn compacted(&self, edits: &[Edit]) -> RuleSet {
        let mut rules = self.tried(edits);
        rules.compact();
        rules
    }

    /// The rules after some changes, in a form in which everything keeps its number, so that further changes
    /// can be named: what is gone stays as something that never matches. Its digest is that of before.
    pub(crate) fn tried(&self, edits: &[Edit]) -> RuleSet {
        let mut rules = self.clone();
        edits.iter().for_each(|edit| rules.apply(edit));
        rules
    }

    /// The rules that can give one category, all others empty but in their places: quick to make ready, and
    /// the same result for this category.
    pub(crate) fn only(&self, category: usize) -> RuleSet {
        let lineage: BTreeSet<usize> = self.categories[category].parents.iter().copied().collect();
        let mut rules = self.clone();
        for (at, other) in rules.categories.iter_mut().enumerate() {
            other.examples.clear();
            other.counterexamples.clear();
            if at != category {
                other.clauses.clear();
            }
            if at != category && !lineage.contains(&at) {
                other.masks.clear();
                other.conditions = Conditions::default();
            }
        }
        rules
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

    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Gap { pattern, gap, most } => {
                if let Some(pattern) = self.pattern_mut(pattern)
                    && let Some(found) = pattern.gaps.get_mut(*gap)
                {
                    *found = *most;
                    pattern.source = source::with_gap(&pattern.source, *gap, *most);
                }
            }
            Edit::Either { pattern } => {
                if let Some(pattern) = self.pattern_mut(pattern) {
                    pattern.either = true;
                    pattern.source = source::either(&pattern.source);
                }
            }
            Edit::Alternative { pattern, segment, word } => {
                if let Some(pattern) = self.pattern_mut(pattern) {
                    add(&mut pattern.segments[*segment], &fold(word));
                    pattern.source = source::with_alternative(&pattern.source, *segment, word);
                }
            }
            Edit::WithoutAlternative { pattern, segment, word } => {
                if let Some(pattern) = self.pattern_mut(pattern) {
                    pattern.segments[*segment].0.retain(|literal| literal != word);
                    pattern.source = source::without_alternative(&pattern.source, *segment, word);
                }
            }
            Edit::WithoutPattern { pattern } => {
                if let Some(pattern) = self.pattern_mut(pattern) {
                    pattern.segments = vec![Segment(Vec::new())];
                    pattern.gaps.clear();
                    pattern.either = false;
                }
            }
            Edit::AnyBoundary { clause } => {
                if let Some(clause) = self.clause_mut(*clause) {
                    clause.boundary = Boundary::None;
                }
            }
            Edit::Unconditional { clause } => {
                if let Some(clause) = self.clause_mut(*clause) {
                    clause.unconditional = true;
                }
            }
            Edit::AtLeast { clause, number } => {
                if let Some(clause) = self.clause_mut(*clause) {
                    clause.at_least = *number;
                }
            }
            Edit::Shape { condition, shape } => {
                if let Some(Condition::Around { relation, boundary, within, distance, .. }) =
                    self.condition_mut(condition)
                {
                    (*relation, *boundary) = (shape.relation, shape.boundary);
                    (*within, *distance) = (shape.within, shape.distance);
                }
            }
            Edit::WithoutCondition { condition } => {
                if let Some(condition) = self.condition_mut(condition) {
                    *condition = Condition::All(Vec::new());
                }
            }
            Edit::NewCondition { beside, shape } => {
                let new = self
                    .condition(beside)
                    .and_then(|condition| condition.looking(*shape, self.id_of(beside.level)?));
                if let (Some(new), Some(conditions)) = (new, self.conditions_mut(beside.level)) {
                    conditions.must.get_or_insert_default().push(new);
                }
            }
            Edit::WithoutIf { level } => {
                if let Some(conditions) = self.conditions_mut(*level) {
                    conditions.must = None;
                }
            }
            Edit::NewClause(new) => {
                if let Some(category) = self.categories.get_mut(new.category) {
                    let clause = new.clause(category);
                    category.clauses.push(clause);
                }
            }
            Edit::NewMask { category, phrase } => {
                if let Some(category) = self.categories.get_mut(*category) {
                    let mask = Written::literal(phrase).pattern(category);
                    category.masks.push(mask);
                }
            }
        }
    }

    /// Where what is new at a level is said to stand: at the id of its category, or at the top of its file.
    fn id_of(&self, level: Level) -> Option<Place> {
        match level {
            Level::RuleSet(file) => Some(Place { file: self.files.get(file)?.clone(), span: 0..0 }),
            Level::Category(category) | Level::Clause(ClauseAt { category, .. }) => {
                Some(self.categories.get(category)?.place.clone())
            }
        }
    }

    fn pattern_mut(&mut self, at: &PatternAt) -> Option<&mut Pattern> {
        match at {
            PatternAt::Match(clause, number) => self.clause_mut(*clause)?.patterns.get_mut(*number),
            PatternAt::RuleSetMask(number) => self.masks.get_mut(*number),
            PatternAt::Mask(category, number) => self.categories.get_mut(*category)?.masks.get_mut(*number),
            PatternAt::Condition(condition, number) => match self.condition_mut(condition)? {
                Condition::Around { patterns, .. } => patterns.get_mut(*number),
                Condition::All(_) => None,
            },
        }
    }

    fn clause_mut(&mut self, at: ClauseAt) -> Option<&mut Clause> {
        self.categories.get_mut(at.category)?.clauses.get_mut(at.clause)
    }

    fn condition_mut(&mut self, at: &ConditionAt) -> Option<&mut Condition> {
        let conditions = self.conditions_mut(at.level)?;
        let list = match at.list {
            List::If => conditions.must.as_mut()?,
            List::Unless => &mut conditions.must_not,
        };
        let (first, rest) = at.path.split_first()?;
        rest.iter().try_fold(list.get_mut(*first)?, |condition, number| match condition {
            Condition::All(all) => all.get_mut(*number),
            Condition::Around { .. } => None,
        })
    }

    fn conditions_mut(&mut self, level: Level) -> Option<&mut Conditions> {
        match level {
            Level::RuleSet(file) => self.conditions.get_mut(file),
            Level::Category(category) => Some(&mut self.categories.get_mut(category)?.conditions),
            Level::Clause(clause) => Some(&mut self.clause_mut(clause)?.conditions),
        }
    }

    /// Takes out what is gone.
    fn compact(&mut self) {
        self.masks.retain(may_match);
        for (conditions, file) in self.conditions.iter_mut().zip(&self.files) {
            conditions.compact(&Place { file: file.clone(), span: 0..0 });
        }
        for category in &mut self.categories {
            let id = &category.place;
            category.masks.retain(may_match);
            category.conditions.compact(id);
            for clause in &mut category.clauses {
                clause.patterns.retain(may_match);
                clause.conditions.compact(id);
            }
            category.clauses.retain(|clause| !clause.patterns.is_empty());
            // What is new is written first, where it is easily seen.
            category.clauses.sort_by_key(|clause| !is_at(&clause.place, id));
            category.masks.sort_by_key(|mask| !is_at(&mask.place, id));
        }
    }
}

impl NewClause {
    fn clause(&self, category: &Category) -> Clause {
        let pattern = Pattern {
            source: source::joined(&self.segments, &self.gaps),
            place: category.place.clone(),
            segments: self.segments.iter().map(|written| written.segment.clone()).collect(),
            gaps: self.gaps.clone(),
            either: false,
        };
        let after = self.after.iter().map(|written| Condition::Around {
            place: category.place.clone(),
            relation: Relation::After,
            patterns: vec![written.pattern(category)],
            boundary: self.boundary,
            within: Unit::Paragraph,
            distance: None,
        });
        let mut after: Vec<Condition> = after.collect();
        let must = match after.len() {
            0 => None,
            1 => Some(after),
            _ => Some(vec![Condition::All(std::mem::take(&mut after))]),
        };
        Clause {
            place: category.place.clone(),
            patterns: vec![pattern],
            conditions: Conditions { must, must_not: Vec::new() },
            boundary: self.boundary,
            unconditional: self.unconditional,
            at_least: 1,
        }
    }
}

impl Written {
    /// It as a pattern of its own, in a category.
    fn pattern(&self, category: &Category) -> Pattern {
        Pattern {
            source: self.source.clone(),
            place: category.place.clone(),
            segments: vec![self.segment.clone()],
            gaps: Vec::new(),
            either: false,
        }
    }
}

impl Condition {
    /// Whether a change took it out.
    pub(crate) fn is_gone(&self) -> bool {
        match self {
            Condition::All(all) => all.iter().all(Condition::is_gone),
            Condition::Around { patterns, .. } => !patterns.iter().any(may_match),
        }
    }

    /// It looking otherwise, as a condition of its own.
    fn looking(&self, shape: Shape, place: Place) -> Option<Condition> {
        let Condition::Around { patterns, .. } = self else { return None };
        let Shape { relation, boundary, within, distance } = shape;
        Some(Condition::Around { place, relation, patterns: patterns.clone(), boundary, within, distance })
    }

    /// Where it begins; of several that must hold together, where the first does.
    pub(crate) fn place(&self) -> Option<&Place> {
        match self {
            Condition::All(all) => all.first()?.place(),
            Condition::Around { place, .. } => Some(place),
        }
    }
}

impl Conditions {
    /// Takes out what is gone; what is new, and so stands at `id`, comes first.
    fn compact(&mut self, id: &Place) {
        self.must = self.must.take().map(compacted).filter(|must| !must.is_empty());
        if let Some(must) = &mut self.must {
            must.sort_by_key(|condition| !condition.place().is_some_and(|place| is_at(place, id)));
        }
        self.must_not = compacted(std::mem::take(&mut self.must_not));
    }
}

/// Conditions without those that are gone.
fn compacted(conditions: Vec<Condition>) -> Vec<Condition> {
    let mut left: Vec<Condition> = conditions.into_iter().filter(|condition| !condition.is_gone()).collect();
    for condition in &mut left {
        match condition {
            Condition::All(all) => *all = compacted(std::mem::take(all)),
            Condition::Around { patterns, .. } => patterns.retain(may_match),
        }
    }
    left
}

/// Whether both are the same place: what is new stands where the id of its category does.
fn is_at(place: &Place, other: &Place) -> bool {
    place.span == other.span && Arc::ptr_eq(&place.file, &other.file)
}

/// Whether a pattern can match at all: what is gone cannot.
fn may_match(pattern: &Pattern) -> bool {
    pattern.segments.iter().all(|segment| !segment.0.is_empty())
}

fn add(segment: &mut Segment, word: &str) {
    if let Err(at) = segment.0.binary_search_by(|literal| literal.as_str().cmp(word)) {
        segment.0.insert(at, word.to_owned());
    }
}

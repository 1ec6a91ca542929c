//! Rules after changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::text::{Unit, fold};

use super::source;
use super::{ClauseAt, ConditionAt, Edit, Level, List, NewClause, PatternAt, Shape, Written};
use crate::ruleset::canonical;
use crate::ruleset::diagnostic::Place;
use crate::ruleset::rules::{
    Boundary, Category, Clause, Condition, Conditions, Pattern, Relation, RuleSet, Segment,
};

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
        for edit in edits {
            rules.apply(edit);
        }
        rules
    }

    /// The rules that can give some categories, all others empty but in their places: quick to make ready, and
    /// the same result for these.
    pub(crate) fn only(&self, wanted: &[usize]) -> RuleSet {
        let parents = wanted.iter().flat_map(|at| &self.categories[*at].parents);
        let lineage: BTreeSet<usize> = parents.copied().collect();
        let mut rules = self.clone();
        for (at, other) in rules.categories.iter_mut().enumerate() {
            other.examples.clear();
            other.counterexamples.clear();
            let is_wanted = wanted.contains(&at);
            if !is_wanted {
                other.clauses.clear();
            }
            if !is_wanted && !lineage.contains(&at) {
                other.masks.clear();
                other.conditions = Conditions::default();
            }
        }
        rules
    }

    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Gap { pattern, .. }
            | Edit::Either { pattern }
            | Edit::Alternative { pattern, .. }
            | Edit::WithoutAlternative { pattern, .. }
            | Edit::WithoutPattern { pattern } => {
                if let Some(pattern) = self.pattern_mut(pattern) {
                    pattern.apply(edit);
                }
            }
            Edit::AnyBoundary { clause } | Edit::Unconditional { clause } | Edit::AtLeast { clause, .. } => {
                if let Some(clause) = self.clause_mut(*clause) {
                    clause.apply(edit);
                }
            }
            Edit::Shape { condition, .. } | Edit::WithoutCondition { condition } => {
                if let Some(condition) = self.condition_mut(condition) {
                    condition.apply(edit);
                }
            }
            Edit::NewCondition { beside, shape } => {
                let id = self.id_of(beside.level);
                let new = id.and_then(|id| self.condition(beside)?.looking(*shape, id));
                if let (Some(new), Some(conditions)) = (new, self.conditions_mut(beside.level)) {
                    conditions.must.get_or_insert_default().push(new);
                }
            }
            Edit::WithoutIf { level } => {
                if let Some(conditions) = self.conditions_mut(*level) {
                    conditions.must = None;
                }
            }
            Edit::NewClause(NewClause { category, .. }) | Edit::NewMask { category, .. } => {
                if let Some(category) = self.categories.get_mut(*category) {
                    category.apply(edit);
                }
            }
        }
    }

    /// Where what is new at a level is said to stand: at the id of its category, or at the top of its file.
    fn id_of(&self, level: Level) -> Option<Place> {
        match level {
            Level::RuleSet(file) => Some(Place::new(self.files.get(file)?.clone(), 0..0)),
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
            conditions.compact(&Place::new(file.clone(), 0..0));
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

impl Pattern {
    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Gap { gap, most, .. } => {
                if let Some(found) = self.gaps.get_mut(*gap) {
                    *found = *most;
                }
                self.source = source::with_gap(&self.source, *gap, *most);
            }
            Edit::Either { .. } => {
                self.either = true;
                self.source = source::either(&self.source);
            }
            Edit::Alternative { segment, word, .. } => {
                add(&mut self.segments[*segment], &fold(word));
                self.source = source::with_alternative(&self.source, *segment, word);
            }
            Edit::WithoutAlternative { segment, word, .. } => {
                self.segments[*segment].0.retain(|literal| literal != word);
                self.source = source::without_alternative(&self.source, *segment, word);
            }
            _ => {
                self.segments = vec![Segment(Vec::new())];
                self.gaps.clear();
                self.either = false;
            }
        }
    }
}

impl Clause {
    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::AnyBoundary { .. } => self.boundary = Boundary::None,
            Edit::Unconditional { .. } => self.unconditional = true,
            Edit::AtLeast { number, .. } => self.at_least = *number,
            _ => {}
        }
    }
}

impl Category {
    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::NewClause(new) => {
                let clause = new.clause(self);
                self.clauses.push(clause);
            }
            Edit::NewMask { phrase, .. } => {
                let mask = Written::literal(phrase).pattern(self);
                self.masks.push(mask);
            }
            _ => {}
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
    fn apply(&mut self, edit: &Edit) {
        match (edit, &mut *self) {
            (Edit::Shape { shape, .. }, Condition::Around { relation, boundary, within, distance, .. }) => {
                (*relation, *boundary) = (shape.relation, shape.boundary);
                (*within, *distance) = (shape.within, shape.distance);
            }
            (Edit::WithoutCondition { .. }, _) => *self = Condition::All(Vec::new()),
            _ => {}
        }
    }

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

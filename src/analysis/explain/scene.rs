//! One paragraph before the rules of one category: which levels act, where masks lie, and what each condition
//! finds around a place.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::engine::{Interval, Phrases, Trace, View};
use crate::ruleset::{
    Boundary, Condition, ConditionAt, Level, List, Pattern, PatternAt, Relation, RuleSet, Shape,
};
use crate::text::Unit;

use super::attempt;
use super::obstacle::{self, Obstacle};

/// Of the intervals of a condition, so many are looked at on either side of a match.
const MOST_AROUND: usize = 400;

/// A paragraph and the rules of a category, as they are or as they could be.
pub(super) struct Scene<'s, 'r> {
    pub(super) trace: &'s Trace<'s>,
    pub(super) rules: &'r RuleSet,
    pub(super) category: usize,
    /// In the order in which their phrases are numbered.
    masks: Vec<PatternAt>,
    phrases: Phrases,
    /// The phrases of the rule set's masks, which alone act on flags.
    shared: Phrases,
    known: RefCell<FxHashMap<Look, Rc<Vec<Interval>>>>,
}

/// A pattern, by where it is kept, since the rules do not change while they are looked at; and what may drop its
/// hits.
type Look = (*const Pattern, Boundary, Acting);

/// Which masks act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Acting {
    /// Those of the rule set.
    Shared,
    /// Those of the parents and the category too.
    All,
}

/// Words of the paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// In bytes.
    pub(crate) bytes: Range<usize>,
    /// In code points.
    pub(crate) span: Range<usize>,
    /// In folded characters.
    pub(super) place: Interval,
}

/// What a condition finds around a place.
#[derive(Clone, Debug)]
pub(crate) struct Finding<'r> {
    pub(crate) at: ConditionAt,
    pub(crate) condition: &'r Condition,
    pub(crate) holds: bool,
    /// What it rests on where it holds; else what comes nearest to making it hold. None where nothing of it
    /// stands in the paragraph, and for `all`.
    pub(crate) nearest: Option<Nearby<'r>>,
    /// What each condition of an `all` finds.
    pub(crate) parts: Vec<Finding<'r>>,
}

/// Words that a condition asks for, and how they stand to the match.
#[derive(Clone, Debug)]
pub(crate) struct Nearby<'r> {
    pub(crate) pattern: &'r Pattern,
    pub(crate) words: Words,
    pub(crate) standing: Standing,
    /// What keeps the words from counting at all.
    pub(crate) blocks: Vec<Obstacle<'r>>,
}

/// How words stand to a match, by the measures of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Characters between the two.
    pub(crate) distance: usize,
    /// Where they stand, seen from the match.
    pub(crate) side: Side,
    /// Whether they stand on the side, or inside, as asked.
    pub(crate) is_placed: bool,
    /// Whether both lie in one unit, as asked.
    pub(crate) is_within: bool,
    /// Whether they are near enough.
    pub(crate) is_close: bool,
    /// The narrowest unit that both lie in.
    pub(crate) shared: Unit,
}

/// Where words stand, seen from a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
    /// Wholly within it.
    Inside,
    /// Partly within it.
    Across,
}

impl Side {
    fn of(words: Interval, place: Interval) -> Side {
        if words.lies_within(place) {
            Side::Inside
        } else if words.end <= place.start {
            Side::Before
        } else if words.start >= place.end {
            Side::After
        } else {
            Side::Across
        }
    }
}

impl<'r> Finding<'r> {
    /// The single conditions that it is made of.
    pub(crate) fn leaves(&self) -> Vec<&Finding<'r>> {
        if self.parts.is_empty() { vec![self] } else { self.parts.iter().flat_map(Finding::leaves).collect() }
    }
}

impl Standing {
    pub(super) fn holds(self) -> bool {
        self.is_placed && self.is_within && self.is_close
    }

    /// How many of the demands fail.
    fn failures(self) -> usize {
        [self.is_placed, self.is_within, self.is_close].iter().filter(|met| !**met).count()
    }
}

impl<'s, 'r> Scene<'s, 'r> {
    pub(super) fn new(trace: &'s Trace<'s>, rules: &'r RuleSet, category: usize) -> Scene<'s, 'r> {
        let masks = masks(rules, category);
        let patterns = masks.iter().filter_map(|at| rules.pattern(at));
        let (phrases, shared) = (trace.phrases(patterns), trace.phrases(rules.masks.iter()));
        Scene { trace, rules, category, masks, phrases, shared, known: RefCell::default() }
    }

    /// The levels above the clauses, the outermost first.
    pub(super) fn levels(&self) -> impl Iterator<Item = Level> + use<'r> {
        let parents = self.rules.categories[self.category].parents.iter().copied();
        let categories = parents.chain([self.category]).map(Level::Category);
        (0..self.rules.conditions.len()).map(Level::RuleSet).chain(categories)
    }

    pub(super) fn view(&self, boundary: Boundary) -> View<'_> {
        View { boundary, phrases: &self.phrases }
    }

    /// The intervals of a pattern of the rules, sorted.
    pub(super) fn intervals(&self, pattern: &'r Pattern, boundary: Boundary) -> Rc<Vec<Interval>> {
        self.intervals_under(pattern, boundary, Acting::All)
    }

    fn intervals_under(&self, pattern: &'r Pattern, boundary: Boundary, acting: Acting) -> Rc<Vec<Interval>> {
        let key = (&raw const *pattern, boundary, acting);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let phrases = match acting {
            Acting::Shared => &self.shared,
            Acting::All => &self.phrases,
        };
        let intervals = Rc::new(self.trace.intervals(pattern, View { boundary, phrases }));
        self.known.borrow_mut().insert(key, intervals.clone());
        intervals
    }

    /// The masks that act.
    pub(super) fn masks(&self) -> &[PatternAt] {
        &self.masks
    }

    /// The masks that hide what stands at a place, each with its phrase.
    pub(super) fn masks_over(&self, place: Interval) -> Vec<(PatternAt, Interval)> {
        self.phrases.all_over(place).map(|(number, phrase)| (self.masks[number].clone(), phrase)).collect()
    }

    pub(super) fn words(&self, place: Interval) -> Words {
        Words { bytes: self.trace.bytes(place), span: self.trace.span(place), place }
    }

    /// What each condition of a list finds around `place`.
    pub(super) fn findings(&self, level: Level, list: List, place: Interval) -> Vec<Finding<'r>> {
        let conditions = self.rules.conditions(level);
        let all: &'r [Condition] = match list {
            List::If => conditions.and_then(|conditions| conditions.must.as_deref()).unwrap_or_default(),
            List::Unless => conditions.map_or(&[], |conditions| &conditions.must_not),
        };
        let at = |number| ConditionAt { level, list, path: vec![number] };
        let live = all.iter().enumerate().filter(|(_, condition)| !condition.is_gone());
        live.map(|(number, condition)| self.finding(at(number), condition, place, Acting::All)).collect()
    }

    /// What the conditions of a flag find; where one holds, that one.
    pub(super) fn flag(&self, conditions: &'r [Condition], place: Interval) -> Option<Finding<'r>> {
        // Flags are never changed, so that where they stand does not matter.
        let at = ConditionAt { level: Level::RuleSet(0), list: List::If, path: Vec::new() };
        let mut findings = conditions.iter().map(|one| self.finding(at.clone(), one, place, Acting::Shared));
        findings.find(|finding| finding.holds)
    }

    fn finding(
        &self,
        at: ConditionAt,
        condition: &'r Condition,
        place: Interval,
        acting: Acting,
    ) -> Finding<'r> {
        let Some((shape, patterns)) = condition.around() else {
            let Condition::All(all) = condition else {
                return Finding { at, condition, holds: false, nearest: None, parts: Vec::new() };
            };
            let live = all.iter().enumerate().filter(|(_, part)| !part.is_gone());
            let parts: Vec<Finding> = live
                .map(|(number, part)| {
                    let mut at = at.clone();
                    at.path.push(number);
                    self.finding(at, part, place, acting)
                })
                .collect();
            let holds = parts.iter().all(|part| part.holds);
            return Finding { at, condition, holds, nearest: None, parts };
        };
        let nearest = self.nearest(&at, shape, patterns, place, acting);
        let holds =
            nearest.as_ref().is_some_and(|nearby| nearby.blocks.is_empty() && nearby.standing.holds());
        Finding { at, condition, holds, nearest, parts: Vec::new() }
    }

    /// The words that make a condition hold or come nearest to it.
    fn nearest(
        &self,
        at: &ConditionAt,
        shape: Shape,
        patterns: &'r [Pattern],
        place: Interval,
        acting: Acting,
    ) -> Option<Nearby<'r>> {
        let stand = |other| self.standing(shape, place, other);
        let mut each = Vec::new();
        for pattern in patterns {
            let all = self.intervals_under(pattern, shape.boundary, acting);
            each.extend(around(&all, place).iter().map(|other| (pattern, *other, stand(*other))));
        }
        let best = each.into_iter().min_by_key(|(_, _, standing)| (standing.failures(), standing.distance));
        if let Some((pattern, other, standing)) = best {
            return Some(Nearby { pattern, words: self.words(other), standing, blocks: Vec::new() });
        }
        let blocked = patterns.iter().enumerate().filter_map(|(number, pattern)| {
            let attempt = attempt::whole(self.trace, pattern, self.view(shape.boundary))?;
            let other = attempt.place()?;
            let pattern_at = PatternAt::Condition(at.clone(), number);
            let blocks = obstacle::of_attempt(self, &pattern_at, pattern, &attempt, shape.boundary);
            Some((attempt.cost, Nearby { pattern, words: self.words(other), standing: stand(other), blocks }))
        });
        blocked.min_by_key(|(cost, nearby)| (*cost, nearby.standing.distance)).map(|(_, nearby)| nearby)
    }

    fn standing(&self, shape: Shape, place: Interval, other: Interval) -> Standing {
        let side = Side::of(other, place);
        let distance = place.distance(other);
        let shared =
            [Unit::Clause, Unit::Sentence].into_iter().find(|unit| self.trace.share(*unit, place, other));
        let within = if shape.relation == Relation::Inside { Unit::Paragraph } else { shape.within };
        Standing {
            distance,
            side,
            is_placed: match shape.relation {
                Relation::Near => side != Side::Inside,
                Relation::Before => side == Side::Before,
                Relation::After => side == Side::After,
                Relation::Inside => side == Side::Inside,
            },
            is_within: self.trace.share(within, place, other),
            is_close: shape.distance.is_none_or(|most| distance <= most),
            shared: shared.unwrap_or(Unit::Paragraph),
        }
    }

    /// Every place at which a condition holds, and how its words stand there.
    pub(super) fn all_standing(&self, at: &ConditionAt, place: Interval) -> Vec<(usize, Interval, Standing)> {
        let Some((shape, patterns)) = self.rules.condition(at).and_then(Condition::around) else {
            return Vec::new();
        };
        let mut each = Vec::new();
        for (number, pattern) in patterns.iter().enumerate() {
            let all = self.intervals(pattern, shape.boundary);
            let standing = |other: &Interval| (number, *other, self.standing(shape, place, *other));
            each.extend(around(&all, place).iter().map(standing));
        }
        each.retain(|(_, _, standing)| standing.holds());
        each
    }
}

/// Of very many intervals, those nearest to a place.
fn around(all: &[Interval], place: Interval) -> &[Interval] {
    let at = all.partition_point(|other| other.start < place.start);
    &all[at.saturating_sub(MOST_AROUND)..all.len().min(at + MOST_AROUND)]
}

/// The masks that act on a category, the rule set's first.
fn masks(rules: &RuleSet, category: usize) -> Vec<PatternAt> {
    let shared = (0..rules.masks.len()).map(PatternAt::RuleSetMask);
    let lineage = rules.categories[category].parents.iter().copied().chain([category]);
    let own = lineage.flat_map(|level| {
        (0..rules.categories[level].masks.len()).map(move |number| PatternAt::Mask(level, number))
    });
    shared.chain(own).collect()
}

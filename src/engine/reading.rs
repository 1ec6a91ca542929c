//! One paragraph under one rule set: its hits, and what is worked out from them when first asked for.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::ruleset::Boundary;
use crate::text::{Folded, Lexicon, Unit, Units, Words};

use super::intervals::{Interval, in_order, in_reach};
use super::program::{DemandList, LiteralId, PatternId, Program, ScopeId, SegmentId, Sequence};
use super::scan::Hit;
use super::surroundings::Surroundings;

/// A view of the hits: those that these masks and this boundary leave.
type View = (Boundary, Option<ScopeId>);

pub(super) struct Reading<'p> {
    pub(super) program: &'p Program,
    folded: &'p Folded<'p>,
    units: OnceCell<Units>,
    words: Words<'p>,
    pub(super) notes: &'p mut Notes,
}

/// What is known of the paragraph so far. Kept from one to the next for its memory alone.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Sorted by literal, then start.
    pub(super) hits: Vec<Hit>,
    /// Where the hits of each literal stand that has any; sorted.
    groups: Vec<(LiteralId, Range<usize>)>,
    /// Whether the word boundaries lose a hit; `None` where nobody asked yet.
    lost: Vec<Option<bool>>,
    /// Which segments have a hit, masks and boundaries aside: one bit each.
    present: Vec<u64>,
    /// Which lists of conditions may hold.
    may_hold: Vec<bool>,
    covers: FxHashMap<ScopeId, Arc<Cover>>,
    segments: FxHashMap<SegmentId, Arc<Vec<usize>>>,
    patterns: FxHashMap<(PatternId, View), Arc<Vec<Interval>>>,
    surroundings: FxHashMap<(PatternId, View, Unit), Arc<Surroundings>>,
}

impl<'p> Reading<'p> {
    /// Reads a paragraph of which the notes hold the hits, and nothing else that counts.
    pub(super) fn of(
        program: &'p Program,
        lexicon: &'p Lexicon,
        folded: &'p Folded<'p>,
        notes: &'p mut Notes,
    ) -> Reading<'p> {
        notes.begin(program);
        let words = Words::new(folded.text(), lexicon);
        Reading { program, folded, units: OnceCell::new(), words, notes }
    }

    /// The segments that have a hit, masks and boundaries aside.
    pub(super) fn present_segments(&self) -> impl Iterator<Item = SegmentId> + '_ {
        let bits = |(word, bits): (usize, &u64)| {
            let mut bits = *bits;
            std::iter::from_fn(move || {
                let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                Some(word * 64 + bit)
            })
        };
        self.notes.present.iter().enumerate().flat_map(bits)
    }

    /// Whether each segment of a pattern has a hit, masks and boundaries aside.
    pub(super) fn may_match(&self, pattern: PatternId) -> bool {
        let segments = &self.program.patterns[pattern].segments;
        segments.iter().all(|segment| self.notes.present[segment / 64] & (1 << (segment % 64)) != 0)
    }

    /// Whether one of these conditions may hold anywhere.
    pub(super) fn may_hold(&self, demands: &DemandList) -> bool {
        self.notes.may_hold[demands.number]
    }

    pub(super) fn units(&self) -> &Units {
        self.units.get_or_init(|| Units::of(self.folded))
    }

    /// The intervals of a pattern, sorted, as the masks of a scope and a boundary leave them.
    pub(super) fn intervals(
        &mut self,
        pattern: PatternId,
        boundary: Boundary,
        scope: ScopeId,
    ) -> Arc<Vec<Interval>> {
        let view = (boundary, self.cover(scope).map(|_| scope));
        self.intervals_in(pattern, view)
    }

    /// The intervals of a pattern arranged for conditions; `None` where there are none.
    pub(super) fn surroundings(
        &mut self,
        pattern: PatternId,
        boundary: Boundary,
        scope: ScopeId,
        unit: Unit,
    ) -> Option<Arc<Surroundings>> {
        if !self.may_match(pattern) {
            return None;
        }
        let view = (boundary, self.cover(scope).map(|_| scope));
        if let Some(known) = self.notes.surroundings.get(&(pattern, view, unit)) {
            return Some(known.clone());
        }
        let intervals = self.intervals_in(pattern, view);
        let surroundings = Arc::new(Surroundings::of(&intervals, unit, self.units()));
        self.notes.surroundings.insert((pattern, view, unit), surroundings.clone());
        Some(surroundings)
    }

    fn intervals_in(&mut self, pattern: PatternId, view: View) -> Arc<Vec<Interval>> {
        if let Some(known) = self.notes.patterns.get(&(pattern, view)) {
            return known.clone();
        }
        let sequence = &self.program.patterns[pattern];
        let intervals =
            if self.may_match(pattern) { self.match_sequence(sequence, view) } else { Arc::default() };
        self.notes.patterns.insert((pattern, view), intervals.clone());
        intervals
    }

    fn match_sequence(&mut self, sequence: &Sequence, view: View) -> Arc<Vec<Interval>> {
        let hits: Vec<Arc<Vec<usize>>> =
            sequence.segments.iter().map(|segment| self.segment(*segment)).collect();
        let mut segments: Vec<Vec<Interval>> =
            hits.iter().map(|hits| hits.iter().map(|at| self.place(*at)).collect()).collect();
        if view != (Boundary::None, None) {
            let counted = in_reach(&segments, &sequence.gaps, sequence.either);
            for ((hits, places), counted) in hits.iter().zip(&mut segments).zip(counted) {
                let mut hits = hits.iter().zip(counted);
                places
                    .retain(|_| hits.next().is_some_and(|(at, counted)| counted && self.is_left(*at, view)));
            }
        }
        if let [only] = &mut segments[..] {
            return Arc::new(std::mem::take(only));
        }
        let mut segments: Vec<&[Interval]> = segments.iter().map(|places| &places[..]).collect();
        if segments.iter().any(|places| places.is_empty()) {
            return Arc::default();
        }
        let last_sentence_end = |position| self.units().last_sentence_end(position);
        let mut intervals = in_order(&segments, &sequence.gaps, last_sentence_end);
        if sequence.either {
            segments.reverse();
            intervals.extend(in_order(&segments, &sequence.gaps, last_sentence_end));
            intervals.sort_unstable();
            intervals.dedup();
        }
        Arc::new(intervals)
    }

    fn place(&self, at: usize) -> Interval {
        let Hit { start, end, .. } = self.notes.hits[at];
        Interval { start, end }
    }

    /// Whether a hit, given by its position, is left in a view.
    fn is_left(&mut self, at: usize, (boundary, scope): View) -> bool {
        let place = self.place(at);
        let is_masked = scope.is_some_and(|scope| self.is_masked(place, scope));
        !is_masked && (boundary == Boundary::None || !self.is_lost(at))
    }

    /// The hits of a segment as positions, sorted by where they stand.
    fn segment(&mut self, segment: SegmentId) -> Arc<Vec<usize>> {
        if let Some(known) = self.notes.segments.get(&segment) {
            return known.clone();
        }
        let mut hits: Vec<usize> = self.present_literals(segment).into_iter().flatten().collect();
        hits.sort_unstable_by_key(|at| self.place(*at));
        let hits = Arc::new(hits);
        self.notes.segments.insert(segment, hits.clone());
        hits
    }

    /// The hits of each literal of a segment that has any, found from whichever side is shorter.
    fn present_literals(&self, segment: SegmentId) -> Vec<Range<usize>> {
        let literals = &self.program.segments[segment];
        let group =
            |literal: &LiteralId| self.notes.groups.binary_search_by_key(literal, |group| group.0).ok();
        if literals.len() < self.notes.groups.len() {
            literals.iter().filter_map(group).map(|at| self.notes.groups[at].1.clone()).collect()
        } else {
            let of_segment = |group: &&(LiteralId, _)| literals.binary_search(&group.0).is_ok();
            self.notes.groups.iter().filter(of_segment).map(|group| group.1.clone()).collect()
        }
    }

    /// Whether a mask of a scope hides what stands at `place`.
    pub(super) fn is_masked(&mut self, place: Interval, scope: ScopeId) -> bool {
        self.cover(scope).is_some_and(|cover| cover.covers(place))
    }

    /// Whether the word boundaries drop a hit, given by its position.
    pub(super) fn is_lost(&mut self, at: usize) -> bool {
        let hit = self.notes.hits[at];
        let literal = &self.program.literals[hit.literal];
        literal.is_han
            && *self.notes.lost[at]
                .get_or_insert_with(|| self.words.lose(hit.start_byte, hit.end_byte, literal.characters))
    }

    /// Where the masks of a scope lie; `None` where none of them matches here.
    fn cover(&mut self, scope: ScopeId) -> Option<Arc<Cover>> {
        if !self.notes.covers.contains_key(&scope) {
            let mut phrases = Vec::new();
            for mask in &self.program.scopes[scope] {
                if self.may_match(*mask) {
                    phrases.extend(self.intervals_in(*mask, (Boundary::None, None)).iter().copied());
                }
            }
            self.notes.covers.insert(scope, Arc::new(Cover::of(phrases)));
        }
        let cover = self.notes.covers.get(&scope)?;
        (!cover.phrases.is_empty()).then(|| cover.clone())
    }
}

impl Notes {
    /// Forgets the paragraph before, and sorts the hits of the new one.
    fn begin(&mut self, program: &Program) {
        self.groups.clear();
        self.lost.clear();
        self.lost.resize(self.hits.len(), None);
        self.present.clear();
        self.present.resize(program.segments.len().div_ceil(64), 0);
        self.may_hold.clear();
        self.may_hold.resize(program.demand_lists, false);
        self.covers.clear();
        self.segments.clear();
        self.patterns.clear();
        self.surroundings.clear();
        self.hits.sort_unstable_by_key(|hit| (hit.literal, hit.start));
        for group in self.hits.chunk_by(|a, b| a.literal == b.literal) {
            let start = self.groups.last().map_or(0, |(_, before)| before.end);
            self.groups.push((group[0].literal, start..start + group.len()));
            for segment in &program.literals[group[0].literal].segments {
                self.present[segment / 64] |= 1 << (segment % 64);
                for list in &program.asked_by[*segment] {
                    self.may_hold[*list] = true;
                }
            }
        }
    }
}

/// The phrases in which hits do not exist.
#[derive(Debug)]
struct Cover {
    /// By start, none inside another: so sorted by end too.
    phrases: Vec<Interval>,
}

impl Cover {
    fn of(mut phrases: Vec<Interval>) -> Cover {
        super::intervals::outermost(&mut phrases, |phrase| *phrase);
        Cover { phrases }
    }

    /// Of the phrases that begin at or before the place, the last reaches furthest.
    fn covers(&self, place: Interval) -> bool {
        let after = self.phrases.partition_point(|phrase| phrase.start <= place.start);
        after > 0 && place.lies_within(self.phrases[after - 1])
    }
}

//! One paragraph under one rule set: its hits, and what is worked out from them when first asked for.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::ruleset::Boundary;
use crate::text::{Folded, Lexicon, Unit, Units, Words};

use super::intervals::{Interval, in_order};
use super::program::{LiteralId, PatternId, Program, ScopeId, SegmentId, Sequence};
use super::scan::Hit;
use super::surroundings::Surroundings;

/// A view of the hits: those that these masks and this boundary leave.
type View = (Boundary, Option<ScopeId>);

pub(super) struct Reading<'p> {
    program: &'p Program,
    folded: &'p Folded<'p>,
    units: OnceCell<Units>,
    words: Words<'p>,
    /// Sorted by literal, then start.
    pub(super) hits: Vec<Hit>,
    /// Where the hits of each literal stand that has any; sorted.
    groups: Vec<(LiteralId, Range<usize>)>,
    /// Whether the word boundaries lose a hit; `None` where nobody asked yet.
    lost: Vec<Option<bool>>,
    /// Which segments have a hit, masks and boundaries aside: one bit each.
    present: Vec<u64>,
    covers: FxHashMap<ScopeId, Rc<Cover>>,
    segments: FxHashMap<(SegmentId, View), Rc<Vec<Interval>>>,
    patterns: FxHashMap<(PatternId, View), Rc<Vec<Interval>>>,
    surroundings: FxHashMap<(PatternId, View, Unit), Rc<Surroundings>>,
}

impl<'p> Reading<'p> {
    pub(super) fn of(
        program: &'p Program,
        lexicon: &'p Lexicon,
        folded: &'p Folded<'p>,
        mut hits: Vec<Hit>,
    ) -> Reading<'p> {
        hits.sort_unstable_by_key(|hit| (hit.literal, hit.start));
        let mut present = vec![0; program.segments.len().div_ceil(64)];
        let mut groups: Vec<(LiteralId, Range<usize>)> = Vec::new();
        for group in hits.chunk_by(|a, b| a.literal == b.literal) {
            let start = groups.last().map_or(0, |(_, before)| before.end);
            groups.push((group[0].literal, start..start + group.len()));
            for segment in &program.literals[group[0].literal].segments {
                present[segment / 64] |= 1 << (segment % 64);
            }
        }
        Reading {
            program,
            folded,
            units: OnceCell::new(),
            words: Words::new(folded.text(), lexicon),
            lost: vec![None; hits.len()],
            hits,
            groups,
            present,
            covers: FxHashMap::default(),
            segments: FxHashMap::default(),
            patterns: FxHashMap::default(),
            surroundings: FxHashMap::default(),
        }
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
        self.present.iter().enumerate().flat_map(bits)
    }

    /// Whether each segment of a pattern has a hit, masks and boundaries aside.
    pub(super) fn may_match(&self, pattern: PatternId) -> bool {
        let segments = &self.program.patterns[pattern].segments;
        segments.iter().all(|segment| self.present[segment / 64] & (1 << (segment % 64)) != 0)
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
    ) -> Rc<Vec<Interval>> {
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
    ) -> Option<Rc<Surroundings>> {
        if !self.may_match(pattern) {
            return None;
        }
        let view = (boundary, self.cover(scope).map(|_| scope));
        if let Some(known) = self.surroundings.get(&(pattern, view, unit)) {
            return Some(known.clone());
        }
        let intervals = self.intervals_in(pattern, view);
        let surroundings = Rc::new(Surroundings::of(&intervals, unit, self.units()));
        self.surroundings.insert((pattern, view, unit), surroundings.clone());
        Some(surroundings)
    }

    fn intervals_in(&mut self, pattern: PatternId, view: View) -> Rc<Vec<Interval>> {
        if let Some(known) = self.patterns.get(&(pattern, view)) {
            return known.clone();
        }
        let sequence = &self.program.patterns[pattern];
        let intervals =
            if self.may_match(pattern) { self.match_sequence(sequence, view) } else { Rc::default() };
        self.patterns.insert((pattern, view), intervals.clone());
        intervals
    }

    fn match_sequence(&mut self, sequence: &Sequence, view: View) -> Rc<Vec<Interval>> {
        if let [segment] = sequence.segments[..] {
            return self.segment(segment, view);
        }
        let segments: Vec<Rc<Vec<Interval>>> =
            sequence.segments.iter().map(|segment| self.segment(*segment, view)).collect();
        let mut segments: Vec<&[Interval]> = segments.iter().map(|hits| &hits[..]).collect();
        if segments.iter().any(|hits| hits.is_empty()) {
            return Rc::default();
        }
        let last_sentence_end = |position| self.units().last_sentence_end(position);
        let mut intervals = in_order(&segments, &sequence.gaps, last_sentence_end);
        if sequence.either {
            segments.reverse();
            intervals.extend(in_order(&segments, &sequence.gaps, last_sentence_end));
            intervals.sort_unstable();
            intervals.dedup();
        }
        Rc::new(intervals)
    }

    /// The hits of a segment that are left in a view, sorted, each place once.
    fn segment(&mut self, segment: SegmentId, view: View) -> Rc<Vec<Interval>> {
        if let Some(known) = self.segments.get(&(segment, view)) {
            return known.clone();
        }
        let (boundary, scope) = view;
        let cover = scope.and_then(|scope| self.cover(scope));
        let mut places = Vec::new();
        for hits in self.present_literals(segment) {
            for at in hits {
                let place = Interval { start: self.hits[at].start, end: self.hits[at].end };
                let is_masked = cover.as_ref().is_some_and(|cover| cover.covers(place));
                let is_gone = is_masked || (boundary == Boundary::Word && self.is_lost(at));
                if !is_gone {
                    places.push(place);
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        let places = Rc::new(places);
        self.segments.insert((segment, view), places.clone());
        places
    }

    /// The hits of each literal of a segment that has any, found from whichever side is shorter.
    fn present_literals(&self, segment: SegmentId) -> Vec<Range<usize>> {
        let literals = &self.program.segments[segment];
        let group = |literal: &LiteralId| self.groups.binary_search_by_key(literal, |group| group.0).ok();
        if literals.len() < self.groups.len() {
            literals.iter().filter_map(group).map(|at| self.groups[at].1.clone()).collect()
        } else {
            let of_segment = |group: &&(LiteralId, _)| literals.binary_search(&group.0).is_ok();
            self.groups.iter().filter(of_segment).map(|group| group.1.clone()).collect()
        }
    }

    /// Whether a mask of a scope hides what stands at `place`.
    pub(super) fn is_masked(&mut self, place: Interval, scope: ScopeId) -> bool {
        self.cover(scope).is_some_and(|cover| cover.covers(place))
    }

    /// Whether the word boundaries drop a hit, given by its position.
    pub(super) fn is_lost(&mut self, at: usize) -> bool {
        let hit = self.hits[at];
        let literal = &self.program.literals[hit.literal];
        literal.is_han
            && *self.lost[at]
                .get_or_insert_with(|| self.words.lose(hit.start_byte, hit.end_byte, literal.characters))
    }

    /// Where the masks of a scope lie; `None` where none of them matches here.
    fn cover(&mut self, scope: ScopeId) -> Option<Rc<Cover>> {
        if !self.covers.contains_key(&scope) {
            let mut phrases = Vec::new();
            for mask in &self.program.scopes[scope] {
                if self.may_match(*mask) {
                    phrases.extend(self.intervals_in(*mask, (Boundary::None, None)).iter().copied());
                }
            }
            self.covers.insert(scope, Rc::new(Cover::of(phrases)));
        }
        let cover = self.covers.get(&scope)?;
        (!cover.phrases.is_empty()).then(|| cover.clone())
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

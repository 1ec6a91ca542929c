//! One paragraph under one rule set: its hits, and what is worked out from them when first asked for.

use std::mem;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::ruleset::Boundary;
use crate::text::{Folded, Lexicon, Unit, Units, Words};

use super::hits::{Hit, HitId, Hits};
use super::intervals::{Interval, Workbench, outermost};
use super::program::{DemandList, PatternId, Program, ScopeId, SegmentId, Sequence};
use super::sparse::Sparse;
use super::surroundings::Surroundings;

/// A view of the hits: those that these masks and this boundary leave.
pub(super) type View = (Boundary, Option<ScopeId>);

pub(super) struct Reading<'p> {
    pub(super) program: &'p Program,
    words: Words<'p>,
    pub(super) notes: &'p mut Notes,
}

/// What is known of the paragraph so far. Kept from one to the next for its memory alone.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) hits: Hits,
    units: Units,
    /// Whether the word boundaries lose a hit; `None` where nobody asked yet.
    lost: Vec<Option<bool>>,
    /// Which lists of conditions may hold.
    may_hold: Sparse<bool>,
    /// Where in `phrases` the masks of a scope have what they hide: by start, none inside another, and so
    /// sorted by end too.
    covers: Sparse<(usize, usize)>,
    phrases: Vec<Interval>,
    surroundings: FxHashMap<(PatternId, View, Unit), Arc<Surroundings>>,
    /// Where patterns of several segments are put together.
    segments: Vec<Vec<Interval>>,
    bench: Workbench,
}

impl<'p> Reading<'p> {
    /// Reads a paragraph of which `find` adds the hits and the signs that end clauses.
    pub(super) fn of(
        program: &'p Program,
        lexicon: &'p Lexicon,
        folded: &'p Folded<'p>,
        notes: &'p mut Notes,
        find: impl FnOnce((&mut Vec<Hit>, &mut Units)),
    ) -> Reading<'p> {
        notes.units.clear();
        notes.hits.begin(program, |hits| find((hits, &mut notes.units)));
        notes.lost.clear();
        notes.lost.resize(notes.hits.all().len(), None);
        notes.may_hold.clear(program.demand_lists);
        notes.covers.clear(program.scopes.len());
        notes.phrases.clear();
        notes.surroundings.clear();
        let words = Words::new(folded.text(), lexicon);
        Reading { program, words, notes }
    }

    /// Whether each segment of a pattern has a hit, masks and boundaries aside.
    pub(super) fn may_match(&self, pattern: PatternId) -> bool {
        self.program.patterns[pattern].segments.iter().all(|segment| self.notes.hits.has(*segment))
    }

    /// Whether one of these conditions may hold anywhere.
    pub(super) fn may_hold(&mut self, demands: &DemandList) -> bool {
        if let Some(known) = self.notes.may_hold.get(demands.number) {
            return *known;
        }
        let may_hold = demands.leads.iter().any(|segment| self.notes.hits.has(*segment));
        self.notes.may_hold.insert(demands.number, may_hold);
        may_hold
    }

    pub(super) fn units(&self) -> &Units {
        &self.notes.units
    }

    /// The view of what is written in a scope.
    pub(super) fn view(&mut self, boundary: Boundary, scope: ScopeId) -> View {
        (boundary, (!self.cover(scope).is_empty()).then_some(scope))
    }

    /// Adds the intervals of a pattern to `found`, sorted, as a view leaves them.
    pub(super) fn intervals(&mut self, pattern: PatternId, view: View, found: &mut Vec<Interval>) {
        if !self.may_match(pattern) {
            return;
        }
        let program = self.program;
        let sequence = &program.patterns[pattern];
        if let [segment] = sequence.segments[..] {
            for at in self.hits_of(segment) {
                let hit = self.hit(at);
                if self.is_left(hit, view) {
                    found.push(self.place(hit));
                }
            }
            return;
        }
        let mut segments = mem::take(&mut self.notes.segments);
        let mut bench = mem::take(&mut self.notes.bench);
        let count = sequence.segments.len();
        if segments.len() < count {
            segments.resize_with(count, Vec::new);
        }
        if self.fill(sequence, view, &mut segments[..count], &mut bench) {
            let last_sentence_end = |position| self.units().last_sentence_end(position);
            bench.put_in_order(sequence.row(&segments[..count]), last_sentence_end, found);
        }
        self.notes.segments = segments;
        self.notes.bench = bench;
    }

    /// Puts the hits of each segment of a pattern in `segments`, as a view leaves them; whether there are any of
    /// each. Word boundaries are asked only of hits that may be part of a match.
    fn fill(
        &mut self,
        sequence: &Sequence,
        view: View,
        segments: &mut [Vec<Interval>],
        bench: &mut Workbench,
    ) -> bool {
        for (segment, places) in sequence.segments.iter().zip(&mut *segments) {
            let range = self.hits_of(*segment);
            places.clear();
            places.extend(self.notes.hits.gathered(range).iter().map(|hit| self.place(*hit)));
        }
        if view == (Boundary::None, None) {
            return true;
        }
        let reached = bench.reach(sequence.row(segments));
        for ((segment, places), reached) in sequence.segments.iter().zip(&mut *segments).zip(reached) {
            let mut hits = self.hits_of(*segment).zip(reached);
            places.retain(|_| {
                hits.next().is_some_and(|(at, reached)| {
                    let hit = self.hit(at);
                    *reached && self.is_left(hit, view)
                })
            });
            if places.is_empty() {
                return false;
            }
        }
        true
    }

    /// The hits of a segment, sorted, as positions for [`hit`](Reading::hit).
    pub(super) fn hits_of(&mut self, segment: SegmentId) -> Range<usize> {
        self.notes.hits.gather(segment, self.program)
    }

    pub(super) fn hit(&self, gathered: usize) -> HitId {
        self.notes.hits.gathered(gathered..gathered + 1)[0]
    }

    pub(super) fn place(&self, hit: HitId) -> Interval {
        self.notes.hits.get(hit).place
    }

    /// The intervals of a pattern that may match, arranged for conditions.
    pub(super) fn surroundings(&mut self, pattern: PatternId, view: View, unit: Unit) -> Arc<Surroundings> {
        if let Some(known) = self.notes.surroundings.get(&(pattern, view, unit)) {
            return known.clone();
        }
        let mut intervals = Vec::new();
        self.intervals(pattern, view, &mut intervals);
        let surroundings = Arc::new(Surroundings::of(&intervals, unit, self.units()));
        self.notes.surroundings.insert((pattern, view, unit), surroundings.clone());
        surroundings
    }

    /// Whether a hit is left in a view.
    pub(super) fn is_left(&mut self, hit: HitId, (boundary, scope): View) -> bool {
        let place = self.place(hit);
        let is_masked = scope.is_some_and(|scope| self.is_masked(place, scope));
        !is_masked && (boundary == Boundary::None || !self.is_lost(hit))
    }

    /// Whether a mask of a scope hides what stands at `place`.
    pub(super) fn is_masked(&mut self, place: Interval, scope: ScopeId) -> bool {
        let cover = self.cover(scope);
        // Of the phrases that begin at or before the place, the last reaches furthest.
        let after = cover.partition_point(|phrase| phrase.start <= place.start);
        after > 0 && place.lies_within(cover[after - 1])
    }

    /// Whether the word boundaries drop a hit.
    pub(super) fn is_lost(&mut self, hit: HitId) -> bool {
        let Hit { literal, start_byte, .. } = *self.notes.hits.get(hit);
        let literal = &self.program.literals[literal];
        let end_byte = start_byte + literal.text.len();
        literal.is_han
            && *self.notes.lost[hit as usize]
                .get_or_insert_with(|| self.words.lose(start_byte, end_byte, literal.characters))
    }

    /// Where the masks of a scope lie.
    fn cover(&mut self, scope: ScopeId) -> &[Interval] {
        let (start, end) = match self.notes.covers.get(scope) {
            Some(known) => *known,
            None => self.work_out_cover(scope),
        };
        &self.notes.phrases[start..end]
    }

    fn work_out_cover(&mut self, scope: ScopeId) -> (usize, usize) {
        let mut found = Vec::new();
        for mask in &self.program.scopes[scope] {
            self.intervals(*mask, (Boundary::None, None), &mut found);
        }
        outermost(&mut found, |phrase| *phrase);
        let start = self.notes.phrases.len();
        self.notes.phrases.append(&mut found);
        let cover = (start, self.notes.phrases.len());
        self.notes.covers.insert(scope, cover);
        cover
    }
}

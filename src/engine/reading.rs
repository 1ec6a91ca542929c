//! One paragraph under one rule set: its hits, and what is worked out from them when first asked for.

use std::mem;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::ruleset::Boundary;
use crate::text::{Lexicon, Line, Unit, Units, Words};

use super::hits::{HitId, Hits};
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
    pub(super) units: Units,
    /// Whether the word boundaries lose a hit; `None` where nobody asked yet.
    lost: Vec<Option<bool>>,
    /// Which lists of conditions may hold.
    may_hold: Sparse<bool>,
    /// Where in `phrases` the masks of a scope have what they hide: by start, none inside another, and so
    /// sorted by end too.
    covers: Sparse<(usize, usize)>,
    phrases: Vec<Interval>,
    surroundings: FxHashMap<(PatternId, View, Unit), Arc<Surroundings>>,
    /// Where patterns of several segments are put together: where the hits of each segment stand, in the hits as they are
    /// gathered; those that a view leaves, and where among these.
    segments: Vec<Range<usize>>,
    left: Vec<Interval>,
    left_segments: Vec<Range<usize>>,
    bench: Workbench,
}

impl<'p> Reading<'p> {
    /// Reads a paragraph of which the hits and the units are noted.
    pub(super) fn of(
        program: &'p Program,
        lexicon: &'p Lexicon,
        line: Line<'p>,
        notes: &'p mut Notes,
    ) -> Reading<'p> {
        notes.lost.clear();
        notes.lost.resize(notes.hits.len(), None);
        notes.may_hold.clear(program.leads.len());
        notes.covers.clear(program.scopes.len());
        notes.phrases.clear();
        notes.surroundings.clear();
        Reading { program, words: Words::new(line, lexicon), notes }
    }

    /// Whether each segment of a pattern has a hit, masks and boundaries aside.
    pub(super) fn may_match(&self, pattern: PatternId) -> bool {
        self.program.patterns[pattern]
            .segments
            .iter()
            .all(|segment| self.notes.hits.has(*segment, self.program))
    }

    /// Whether one of these conditions may hold anywhere.
    pub(super) fn may_hold(&mut self, demands: &DemandList) -> bool {
        if let Some(known) = self.notes.may_hold.get(demands.number) {
            return *known;
        }
        let may_hold = self.notes.hits.has_of(&self.program.leads, demands.number);
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
        let program = self.program;
        let sequence = &program.patterns[pattern];
        if let [segment] = sequence.segments[..] {
            for at in self.hits_of(segment) {
                if self.is_left(at, view) {
                    found.push(self.place(at));
                }
            }
            return;
        }
        let mut segments = mem::take(&mut self.notes.segments);
        segments.clear();
        for segment in &sequence.segments {
            let hits = self.hits_of(*segment);
            if hits.is_empty() {
                break;
            }
            segments.push(hits);
        }
        if segments.len() == sequence.segments.len() {
            self.put_in_order(sequence, &segments, view, found);
        }
        self.notes.segments = segments;
    }

    /// Adds the intervals of segments in order, of which the hits are gathered.
    fn put_in_order(
        &mut self,
        sequence: &Sequence,
        segments: &[Range<usize>],
        view: View,
        found: &mut Vec<Interval>,
    ) {
        let mut bench = mem::take(&mut self.notes.bench);
        let mut left = mem::take(&mut self.notes.left);
        let mut left_segments = mem::take(&mut self.notes.left_segments);
        let gathered = sequence.row(self.notes.hits.places(), segments);
        let row = if view == (Boundary::None, None) {
            Some(gathered)
        } else {
            let reached = bench.reach(gathered);
            self.leave(segments, reached, view, &mut left, &mut left_segments)
                .then(|| sequence.row(&left, &left_segments))
        };
        if let Some(row) = row {
            let last_sentence_end = |position| self.notes.units.last_sentence_end(position);
            bench.put_in_order(row, last_sentence_end, found);
        }
        self.notes.bench = bench;
        self.notes.left = left;
        self.notes.left_segments = left_segments;
    }

    /// Puts where those hits stand that are reached and that a view leaves in `left`; whether there are any of each
    /// segment. Word boundaries are asked only of hits that may be part of a match.
    fn leave(
        &mut self,
        segments: &[Range<usize>],
        mut reached: &[bool],
        view: View,
        left: &mut Vec<Interval>,
        left_segments: &mut Vec<Range<usize>>,
    ) -> bool {
        left.clear();
        left_segments.clear();
        for segment in segments {
            let of_segment;
            (of_segment, reached) = reached.split_at(segment.len());
            let start = left.len();
            for (at, reached) in segment.clone().zip(of_segment) {
                if *reached && self.is_left(at, view) {
                    left.push(self.place(at));
                }
            }
            if left.len() == start {
                return false;
            }
            left_segments.push(start..left.len());
        }
        true
    }

    /// The hits of a segment, sorted, each known by its position.
    #[inline]
    pub(super) fn hits_of(&mut self, segment: SegmentId) -> Range<usize> {
        self.notes.hits.gather(segment, self.program)
    }

    /// Where a hit stands.
    #[inline]
    pub(super) fn place(&self, at: usize) -> Interval {
        self.notes.hits.places()[at]
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
    pub(super) fn is_left(&mut self, at: usize, (boundary, scope): View) -> bool {
        let place = self.place(at);
        let is_masked = scope.is_some_and(|scope| self.is_masked(place, scope));
        !is_masked && (boundary == Boundary::None || !self.is_lost(self.notes.hits.gathered(at)))
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
        if !self.program.terms[self.notes.hits.literal(hit)].is_han {
            return false;
        }
        let place = self.notes.hits.place(hit, self.program);
        *self.notes.lost[hit as usize].get_or_insert_with(|| self.words.lose(place.start, place.end))
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
        if self.notes.hits.has_of(&self.program.cover_leads, scope) {
            for mask in &self.program.scopes[scope] {
                if self.may_match(*mask) {
                    self.intervals(*mask, (Boundary::None, None), &mut found);
                }
            }
            outermost(&mut found, |phrase| *phrase);
        }
        let start = self.notes.phrases.len();
        self.notes.phrases.append(&mut found);
        let cover = (start, self.notes.phrases.len());
        self.notes.covers.insert(scope, cover);
        cover
    }
}

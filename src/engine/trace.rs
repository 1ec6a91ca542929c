//! One paragraph read slowly, so that what tagging passes over can be told: where words of the rules stand
//! that do not count, and why not; which words fill the segments of a match.
//!
//! Reads rules as they are written, not the program made of them, so that any change of a rule can be tried.
//! Its judgements are the engine's own: the same edges, word boundaries, units and intervals.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::ruleset::{Boundary, Pattern, Segment};
use crate::text::{Edges, Folded, Lexicon, Positions, Stretches, Unit, Units, Words, is_han};

use super::intervals::{Interval, Row, Workbench};
use super::tagger::Tagger;

/// A paragraph in which words of rules are looked up.
pub(crate) struct Trace<'t> {
    folded: &'t Folded<'t>,
    units: Units,
    positions: Positions,
    lexicon: &'t Lexicon,
    /// Where words begin, as far as it was asked.
    stretches: RefCell<Stretches>,
    /// By literal.
    known: RefCell<FxHashMap<String, Rc<Vec<Sighting>>>>,
}

/// A place where a literal stands, counted or not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sighting {
    pub(crate) place: Interval,
    /// Whether it is cut out of a longer run of letters or digits.
    pub(crate) is_cut: bool,
    /// Whether the word boundaries drop it, where they are asked.
    pub(crate) is_lost: bool,
}

/// Where masks lie, each with its number among those asked about.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    /// Sorted.
    all: Vec<(Interval, usize)>,
    /// The length of the longest.
    longest: usize,
}

/// The way in which hits are looked at: what masks and boundaries leave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'p> {
    pub(crate) boundary: Boundary,
    pub(crate) phrases: &'p Phrases,
}

/// The hits that fill the segments of a match, in the order of the text.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    /// Each with the number of its segment in the pattern.
    pub(crate) hits: Vec<(usize, Interval)>,
}

impl Tagger {
    /// A paragraph to be looked into, with the words of these rules' lexicon.
    pub(crate) fn trace<'t>(&'t self, folded: &'t Folded<'t>) -> Trace<'t> {
        Trace {
            folded,
            units: Units::of(folded.line()),
            positions: Positions::of(folded.original()),
            lexicon: &self.lexicon,
            stretches: RefCell::default(),
            known: RefCell::default(),
        }
    }
}

impl Trace<'_> {
    /// All of the paragraph.
    pub(crate) fn everything(&self) -> Interval {
        Interval { start: 0, end: self.folded.line().len() }
    }

    /// Every place where an alternative of a segment stands, sorted.
    pub(crate) fn sightings(&self, segment: &Segment) -> Vec<Sighting> {
        let mut all: Vec<Sighting> =
            segment.0.iter().flat_map(|literal| self.literal(literal).to_vec()).collect();
        all.sort_unstable_by_key(|sighting| sighting.place);
        all
    }

    /// Those of them that lie within a place.
    pub(crate) fn sightings_in(&self, segment: &Segment, place: Interval) -> Vec<Sighting> {
        let mut all: Vec<Sighting> = Vec::new();
        for literal in &segment.0 {
            let known = self.literal(literal);
            let from = known.partition_point(|one| one.place.start < place.start);
            all.extend(known[from..].iter().take_while(|one| one.place.end <= place.end));
        }
        all.sort_unstable_by_key(|sighting| sighting.place);
        all
    }

    fn literal(&self, literal: &str) -> Rc<Vec<Sighting>> {
        if let Some(known) = self.known.borrow().get(literal) {
            return known.clone();
        }
        let found = Rc::new(self.look_up(literal));
        self.known.borrow_mut().insert(literal.to_owned(), found.clone());
        found
    }

    fn look_up(&self, literal: &str) -> Vec<Sighting> {
        let Some(first) = literal.chars().next() else { return Vec::new() };
        let (text, line) = (self.folded.text(), self.folded.line());
        let edges = Edges::of(literal);
        let characters = literal.chars().count();
        let asks_words = literal.chars().all(is_han);
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(offset) = text[from..].find(literal) {
            let start = from + offset;
            let character = self.folded.character_at(start);
            let place = Interval { start: character, end: character + characters };
            found.push(Sighting {
                place,
                is_cut: !edges.are_free() && !edges.allow(line.original(), &self.bytes(place)),
                is_lost: asks_words && self.ask_words(|words| words.lose(place.start, place.end)),
            });
            from = start + first.len_utf8();
        }
        found
    }

    fn ask_words<A>(&self, ask: impl FnOnce(&mut Words) -> A) -> A {
        let mut words = Words::resume(self.folded.line(), self.lexicon, self.stretches.take());
        let answer = ask(&mut words);
        self.stretches.replace(words.into_stretches());
        answer
    }

    /// Where the masks lie; none of them acts on another.
    pub(crate) fn phrases<'r>(&self, masks: impl Iterator<Item = &'r Pattern>) -> Phrases {
        let unmasked = Phrases::default();
        let view = View { boundary: Boundary::None, phrases: &unmasked };
        let each = masks.enumerate().flat_map(|(number, mask)| {
            let places = self.intervals(mask, view).into_iter();
            places.map(move |place| (place, number))
        });
        let mut all: Vec<(Interval, usize)> = each.collect();
        all.sort_unstable();
        let longest = all.iter().map(|(phrase, _)| phrase.end - phrase.start).max().unwrap_or_default();
        Phrases { all, longest }
    }

    /// The intervals of a pattern, sorted.
    pub(crate) fn intervals(&self, pattern: &Pattern, view: View) -> Vec<Interval> {
        let (mut places, mut segments) = (Vec::new(), Vec::new());
        for segment in &pattern.segments {
            let start = places.len();
            places.append(&mut self.hits(segment, view));
            segments.push(start..places.len());
        }
        if segments.len() == 1 {
            return places;
        }
        let mut intervals = Vec::new();
        let row = Row { places: &places, segments: &segments, gaps: &pattern.gaps, either: pattern.either };
        let last_sentence_end = |position| self.units.last_sentence_end(position);
        Workbench::default().put_in_order(row, last_sentence_end, &mut intervals);
        intervals
    }

    /// The places of a segment that count.
    fn hits(&self, segment: &Segment, view: View) -> Vec<Interval> {
        let sightings = self.sightings(segment).into_iter();
        sightings.filter(|one| view.counts(one)).map(|one| one.place).collect()
    }

    /// The hits that fill the segments of the match of a pattern at `place`.
    pub(crate) fn chain(&self, pattern: &Pattern, place: Interval, view: View) -> Option<Chain> {
        let mut order: Vec<usize> = (0..pattern.segments.len()).collect();
        let forward = self.chain_in_order(pattern, &order, place, view);
        if forward.is_none() && pattern.either {
            order.reverse();
            return self.chain_in_order(pattern, &order, place, view);
        }
        forward
    }

    fn chain_in_order(
        &self,
        pattern: &Pattern,
        order: &[usize],
        place: Interval,
        view: View,
    ) -> Option<Chain> {
        let hits = order.iter().map(|segment| {
            let sightings = self.sightings_in(&pattern.segments[*segment], place).into_iter();
            sightings.filter(|one| view.counts(one)).map(|one| one.place).collect()
        });
        let hits: Vec<Vec<Interval>> = hits.collect();
        // For each hit, one of the segment before from which it can be reached from the start of the place.
        let mut ways: Vec<Vec<Option<usize>>> = Vec::new();
        for (step, here) in hits.iter().enumerate() {
            let way = here.iter().map(|hit| {
                if step == 0 {
                    return (hit.start == place.start).then_some(0);
                }
                ways[step - 1].iter().zip(&hits[step - 1]).rposition(|(way, before)| {
                    way.is_some() && self.follows(*before, *hit, pattern.gaps[step - 1])
                })
            });
            let way = way.collect();
            ways.push(way);
        }
        let last = hits.last()?;
        let mut at =
            (0..last.len()).find(|at| last[*at].end == place.end && ways[hits.len() - 1][*at].is_some())?;
        let mut chain = Vec::new();
        for step in (0..hits.len()).rev() {
            chain.push((order[step], hits[step][at]));
            at = ways[step][at]?;
        }
        chain.reverse();
        Some(Chain { hits: chain })
    }

    /// Whether `next` may follow `before` as the next segment of a pattern with this gap between them.
    fn follows(&self, before: Interval, next: Interval, gap: usize) -> bool {
        next.start >= before.end && next.start - before.end <= gap && !self.has_sentence_end(before, next)
    }

    /// Whether a sentence ends between the one and the next.
    pub(crate) fn has_sentence_end(&self, before: Interval, next: Interval) -> bool {
        self.units.last_sentence_end(next.start) > before.end
    }

    /// Whether both lie whole in the same unit.
    pub(crate) fn share(&self, unit: Unit, one: Interval, other: Interval) -> bool {
        let around = |place: Interval| self.units.around(unit, place.start, place.end);
        around(one).is_some() && around(one) == around(other)
    }

    /// The words of the segmentation that a place touches, as places.
    pub(crate) fn words(&self, place: Interval) -> Vec<Interval> {
        let words = self.ask_words(|words| words.touched(place.start, place.end));
        words.into_iter().map(|word| Interval { start: word.start, end: word.end }).collect()
    }

    /// The run of letters and digits, numbers whole, that a place is part of.
    pub(crate) fn run(&self, place: Interval) -> Interval {
        let characters: Vec<char> = self.folded.text().chars().collect();
        let at = |at: Option<usize>| at.and_then(|at| characters.get(at));
        let is_run = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        let joins = |sign: Option<usize>| {
            let neighbours = (sign.and_then(|sign| sign.checked_sub(1)), sign.map(|sign| sign + 1));
            matches!(at(sign), Some('.' | ',')) && is_digit(at(neighbours.0)) && is_digit(at(neighbours.1))
        };
        let Interval { mut start, mut end } = place;
        while is_run(at(Some(start))) && (is_run(at(start.checked_sub(1))) || joins(start.checked_sub(1))) {
            start -= 1;
        }
        while is_run(at(end.checked_sub(1))) && (is_run(at(Some(end))) || joins(Some(end))) {
            end += 1;
        }
        Interval { start, end }
    }

    /// The folded text of a place.
    pub(crate) fn folded(&self, place: Interval) -> &str {
        &self.folded.text()[self.folded.byte_of(place.start)..self.folded.byte_of(place.end)]
    }

    /// The text of a place in the form in which a rule would have it: folded, but with capitals as they are.
    pub(crate) fn written(&self, place: Interval) -> &str {
        let (folded, original) = (self.folded(place), &self.folded.line().original()[self.bytes(place)]);
        if folded.eq_ignore_ascii_case(original) { original } else { folded }
    }

    /// The bytes of the original from which a place (not empty) comes.
    pub(crate) fn bytes(&self, place: Interval) -> Range<usize> {
        self.folded.line().origin(place.start, place.end)
    }

    /// The same in code points.
    pub(crate) fn span(&self, place: Interval) -> Range<usize> {
        let bytes = self.bytes(place);
        let character = |byte| self.positions.character_at(self.folded.line().original(), byte);
        character(bytes.start)..character(bytes.end)
    }

    /// The place whose words come from these bytes of the original, which a tag gave.
    pub(crate) fn place_of(&self, bytes: &Range<usize>) -> Option<Interval> {
        let character_at = |wanted: usize| {
            let Interval { start: mut low, end: mut high } = self.everything();
            while low < high {
                let middle = usize::midpoint(low, high);
                if self.folded.line().origin_of(middle) < wanted {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        let place = Interval { start: character_at(bytes.start), end: character_at(bytes.end) };
        (place.start < place.end).then_some(place)
    }
}

impl Phrases {
    /// The number of the mask and the phrase that hide what stands at `place`.
    pub(crate) fn over(&self, place: Interval) -> Option<(usize, Interval)> {
        self.all_over(place).next()
    }

    /// All of them.
    pub(crate) fn all_over(&self, place: Interval) -> impl Iterator<Item = (usize, Interval)> + '_ {
        let from = self.all.partition_point(|(phrase, _)| phrase.start + self.longest < place.end);
        let begun = self.all[from..].iter().take_while(move |(phrase, _)| phrase.start <= place.start);
        let covering = begun.filter(move |(phrase, _)| place.lies_within(*phrase));
        covering.map(|(phrase, number)| (*number, *phrase))
    }
}

impl View<'_> {
    /// Whether what stands there is a hit.
    pub(crate) fn counts(&self, sighting: &Sighting) -> bool {
        let is_dropped = sighting.is_cut || (sighting.is_lost && self.boundary == Boundary::Word);
        !is_dropped && self.phrases.over(sighting.place).is_none()
    }
}

impl Interval {
    /// How many characters lie between this and the other; 0 where they touch or overlap.
    pub(crate) fn distance(self, other: Interval) -> usize {
        self.start.saturating_sub(other.end) + other.start.saturating_sub(self.end)
    }
}

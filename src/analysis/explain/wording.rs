//! Words of the paragraph that a rule could be made of.

use std::cmp::Reverse;

use crate::engine::{Interval, View};
use crate::ruleset::{Boundary, Segment};
use crate::text::{Unit, is_han};

use super::miss::Miss;
use super::scene::{Scene, Words};

/// No word is looked for that is longer.
const LONGEST_WORD: usize = 12;

/// Of a long paragraph, words of the beginning say enough.
const FAR_ENOUGH: usize = 2000;

/// A word of the paragraph that could be one more alternative of a segment that is missing: in reach of those
/// that are there, and like what the segment accepts already.
pub(super) fn filling(scene: &Scene, miss: &Miss, segment: usize) -> Option<String> {
    let step = miss.segments.iter().position(|(number, _)| *number == segment)?;
    let place = |step: Option<usize>| Some(miss.segments.get(step?)?.1.as_ref()?.place);
    let (before, after) = (place(step.checked_sub(1)), place(Some(step + 1)));
    let gap = |number: Option<usize>| number.and_then(|number| miss.pattern.gaps.get(number)).copied();
    let is_in_reach = |word: &Interval| {
        let behind = before.is_none_or(|before| {
            word.start >= before.end
                && word.start - before.end <= gap(step.checked_sub(1)).unwrap_or_default()
                && !scene.trace.has_sentence_end(before, *word)
        });
        let ahead = after.is_none_or(|after| {
            word.end <= after.start
                && after.start - word.end <= gap(Some(step)).unwrap_or_default()
                && !scene.trace.has_sentence_end(*word, after)
        });
        behind && ahead
    };
    if before.is_none() && after.is_none() {
        return None;
    }
    let reach = Interval {
        start: before.map_or_else(|| reach_before(after, gap(Some(step))), |before| before.end),
        end: after.map_or_else(|| reach_behind(before, gap(step.checked_sub(1))), |after| after.start),
    };
    let view = scene.view(miss.clause.boundary);
    let words = words(scene, view, reach).into_iter().filter(is_in_reach);
    let accepted = &miss.pattern.segments[segment];
    let best = words.max_by_key(|word| {
        let text = scene.trace.folded(*word);
        // What is done stands before what it is done to, and that at the end of a clause.
        let shares_clause = before.is_some_and(|before| scene.trace.share(Unit::Clause, before, *word));
        let order = if shares_clause { word.end } else { 0 };
        (likeness(text, accepted), shares_clause, order, text.chars().count().min(4), Reverse(word.start))
    })?;
    Some(scene.trace.written(best).to_owned())
}

/// Where what a gap reaches begins, before `after`; and where it ends, behind `before`.
fn reach_before(after: Option<Interval>, gap: Option<usize>) -> usize {
    let most = gap.unwrap_or_default().saturating_add(LONGEST_WORD);
    after.map_or(0, |after| after.start.saturating_sub(most))
}

fn reach_behind(before: Option<Interval>, gap: Option<usize>) -> usize {
    let most = gap.unwrap_or_default().saturating_add(LONGEST_WORD);
    before.map_or(0, |before| before.end.saturating_add(most))
}

/// The characters that a word shares with the most similar alternative; its last counts twice, since it is
/// the last character that says what kind of thing a Chinese word means.
fn likeness(word: &str, accepted: &Segment) -> usize {
    let shared = |literal: &String| {
        let common = word.chars().filter(|c| literal.contains(*c)).count();
        common + usize::from(word.chars().next_back() == literal.chars().next_back())
    };
    accepted.0.iter().map(shared).max().unwrap_or_default()
}

/// Words of the paragraph of which a pattern could be made, those that say most first; all of it last.
pub(super) fn telling(scene: &Scene) -> Vec<String> {
    let everything = scene.trace.everything();
    let beginning = Interval { end: everything.end.min(FAR_ENOUGH), ..everything };
    let mut all = words(scene, scene.view(Boundary::None), beginning);
    all.sort_by_key(|word| {
        let is_chinese = scene.trace.folded(*word).chars().all(is_han);
        Reverse((is_chinese, (word.end - word.start).min(4)))
    });
    all.extend(scene.trace.words(beginning));
    all.push(everything);
    let mut words: Vec<String> = Vec::new();
    for word in all {
        let text = scene.trace.written(word);
        if !words.iter().any(|known| known == text) {
            words.push(text.to_owned());
        }
    }
    words
}

/// The words of two characters or more within a place that a pattern of this view would find there, in order.
fn words(scene: &Scene, view: View, within: Interval) -> Vec<Interval> {
    let trace = scene.trace;
    let is_word = |word: &Interval| {
        let text = trace.folded(*word);
        let segment = Segment(vec![text.to_owned()]);
        let is_long =
            text.chars().nth(1).is_some() && text.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric());
        is_long && trace.sightings_in(&segment, *word).iter().any(|one| view.counts(one))
    };
    let within = Interval { end: within.end.min(trace.everything().end), ..within };
    trace.words(within).into_iter().filter(is_word).collect()
}

/// The words around some words: these with what stands directly before or behind them in the segmentation, which
/// makes a phrase in which they mean something of their own. The nearest first.
pub(super) fn phrases(scene: &Scene, words: &Words) -> Vec<Interval> {
    let place = words.place;
    let end = scene.trace.everything().end.min(place.end + 1);
    let all = scene.trace.words(Interval { start: place.start.saturating_sub(1), end });
    let is_word = |side: &Interval| {
        let text = scene.trace.folded(*side);
        text.chars().nth(1).is_some() && text.chars().all(is_han)
    };
    let whole = |side: Option<&Interval>| side.copied().filter(is_word);
    let behind = whole(all.iter().find(|word| word.end > place.end && word.start <= place.end));
    let before = whole(all.iter().rev().find(|word| word.start < place.start && word.end >= place.start));
    let mut phrases = Vec::new();
    phrases.extend(behind.map(|word| Interval { start: place.start, end: word.end }));
    phrases.extend(before.map(|word| Interval { start: word.start, end: place.end }));
    phrases
}

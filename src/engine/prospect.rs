//! What may be found in a paragraph, from the hits that a first look finds: most paragraphs hold no terms in an order
//! in which a pattern has them, whatever masks, boundaries and conditions would say, and so have no tags.

use std::ops::Range;

use crate::text::{Page, Unit, Units};

use super::hits::Hits;
use super::intervals::Workbench;
use super::program::{Program, Sequence};

/// The patterns that may match, and where what decides about them stands.
#[derive(Debug, Default)]
pub(super) struct Prospect {
    /// Each once: a few too many, never one too few.
    patterns: Vec<u32>,
    /// The parts of the paragraph that decide, in order: whole sentences.
    parts: Vec<Range<usize>>,
    /// Where what may be part of a match begins.
    points: Vec<usize>,
    segments: Vec<Range<usize>>,
    bench: Workbench,
}

impl Prospect {
    /// The prospect of a paragraph, of which these are the hits of the first look.
    pub(super) fn work_out(&mut self, program: &Program, page: Page, hits: &mut Hits, units: &mut Units) {
        self.patterns.clear();
        self.parts.clear();
        self.points.clear();
        for literal in hits.seen() {
            if (*literal as usize) < program.led.len() {
                self.patterns.extend_from_slice(program.led.get(*literal as usize));
            }
        }
        if self.patterns.is_empty() {
            return;
        }
        let followers = |id: u32| program.followers.get(id as usize);
        self.patterns.retain(|id| followers(*id).iter().all(|segment| hits.has(*segment as usize, program)));
        if self.patterns.is_empty() {
            return;
        }
        self.patterns.sort_unstable();
        self.patterns.dedup();
        let Prospect { patterns, points, segments, bench, .. } = self;
        patterns.retain(|id| finds(program, &program.patterns[*id as usize], hits, points, segments, bench));
        if self.patterns.is_empty() {
            return;
        }
        units.note(page);
        self.part(program, hits, units, page.len());
    }

    /// The patterns that may match.
    pub(super) fn patterns(&self) -> &[u32] {
        &self.patterns
    }

    /// The parts of the paragraph that decide about them, in characters, in order.
    pub(super) fn parts(&self) -> &[Range<usize>] {
        &self.parts
    }

    /// The sentences around what was found, and around the terms that matter from afar.
    fn part(&mut self, program: &Program, hits: &mut Hits, units: &Units, end: usize) {
        if !program.is_local {
            self.parts.push(0..end);
            return;
        }
        let far = hits.gather(program.far, program);
        self.points.extend(hits.places()[far].iter().map(|place| place.start));
        self.points.sort_unstable();
        for point in &self.points {
            if self.parts.last().is_some_and(|part| *point < part.end) {
                continue;
            }
            let (sentence_start, sentence_end) =
                units.around(Unit::Sentence, *point, *point).unwrap_or((0, end));
            self.parts.push(sentence_start..sentence_end.min(end));
        }
    }
}

/// Whether hits of the segments of a pattern stand in its order, near enough to each other; and notes where.
fn finds(
    program: &Program,
    pattern: &Sequence,
    hits: &mut Hits,
    points: &mut Vec<usize>,
    segments: &mut Vec<Range<usize>>,
    bench: &mut Workbench,
) -> bool {
    segments.clear();
    segments.extend(pattern.segments.iter().map(|segment| hits.gather(*segment, program)));
    let first = &hits.places()[segments[0].clone()];
    if segments.len() == 1 {
        points.extend(first.iter().map(|place| place.start));
        return true;
    }
    let reached = bench.reach(pattern.row(hits.places(), segments));
    let before = points.len();
    points.extend(first.iter().zip(reached).filter(|(_, reached)| **reached).map(|(place, _)| place.start));
    points.len() > before
}

//! What may be found in a paragraph, from the hits that a first look finds: most paragraphs hold no terms in an order
//! in which a pattern has them, whatever masks, boundaries and conditions would say, and so have no tags.

use std::mem;
use std::ops::Range;

use crate::text::{Page, Unit, Units};

use super::hits::Hits;
use super::index::Index;
use super::intervals::Workbench;
use super::program::{Program, Sequence};
use super::reading::Notes;
use super::scan::Scan;

/// The patterns that may match, and where what decides about them stands.
#[derive(Debug, Default)]
pub(super) struct Prospect {
    /// A few too many, never one too few.
    patterns: Vec<u32>,
    /// Those of the stretch at hand.
    fresh: Vec<u32>,
    /// The parts of the paragraph that decide, in order: whole sentences.
    parts: Vec<Range<usize>>,
    /// Where what may be part of a match begins.
    points: Vec<usize>,
    segments: Vec<Range<usize>>,
    bench: Workbench,
    /// The hits of the stretch at hand, where there are several.
    scout: Hits,
}

/// Longer paragraphs are looked at in stretches of whole sentences, of so many characters: the more terms stand in one, the
/// more patterns have all of theirs somewhere in it.
const STRETCH: usize = 256;

impl Prospect {
    /// The prospect of a paragraph; what says so is among the hits of the notes then, and where anything may be found, its
    /// units too.
    pub(super) fn work_out(
        &mut self,
        program: &Program,
        scan: &Scan,
        page: Page,
        index: &mut Index,
        Notes { hits, units, .. }: &mut Notes,
    ) {
        self.patterns.clear();
        self.parts.clear();
        hits.clear(program);
        let characters = page.len();
        if characters <= STRETCH || !program.is_local || !scan.is_by_parts() {
            scan.look(page, 0..characters, index, hits);
            if self.look_at(program, hits) {
                units.note(page);
                self.part(program, hits, units, characters);
            }
            return;
        }
        units.note(page);
        let mut scout = mem::take(&mut self.scout);
        for stretch in units.stretches(characters, STRETCH) {
            scout.clear(program);
            scan.look(page, stretch, index, &mut scout);
            if self.look_at(program, &mut scout) || scout.has(program.far, program) {
                hits.add_all(&scout);
                self.part(program, &mut scout, units, characters);
            }
        }
        self.scout = scout;
        self.patterns.sort_unstable();
        self.patterns.dedup();
        if self.patterns.is_empty() {
            self.parts.clear();
        }
    }

    /// The patterns that may match.
    pub(super) fn patterns(&self) -> &[u32] {
        &self.patterns
    }

    /// The parts of the paragraph that decide about them, in characters, in order.
    pub(super) fn parts(&self) -> &[Range<usize>] {
        &self.parts
    }

    /// Adds the patterns that may match in a stretch, of which these are the hits of the first look; whether there are any.
    fn look_at(&mut self, program: &Program, hits: &mut Hits) -> bool {
        let Prospect { patterns, fresh, points, segments, bench, .. } = self;
        points.clear();
        fresh.clear();
        for literal in hits.seen() {
            if (*literal as usize) < program.led.len() {
                fresh.extend_from_slice(program.led.get(*literal as usize));
            }
        }
        let followers = |id: u32| program.followers.get(id as usize);
        fresh.retain(|id| followers(*id).iter().all(|segment| hits.has(*segment as usize, program)));
        fresh.sort_unstable();
        fresh.dedup();
        fresh.retain(|id| finds(program, &program.patterns[*id as usize], hits, points, segments, bench));
        patterns.extend_from_slice(fresh);
        !fresh.is_empty()
    }

    /// Adds the sentences of the stretch that decide: around what was found, and around the terms that matter from afar.
    /// The paragraph has so many characters.
    fn part(&mut self, program: &Program, hits: &mut Hits, units: &Units, characters: usize) {
        if !program.is_local {
            self.parts.push(0..characters);
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
                units.around(Unit::Sentence, *point, *point).unwrap_or((0, characters));
            self.parts.push(sentence_start..sentence_end.min(characters));
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
    hits.make_room(program);
    if points.len() > 2 * hits.len() {
        points.sort_unstable();
        points.dedup();
    }
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

//! Where the two lines meet: a rule set made ready, and a paragraph, give tags.

use std::cell::RefCell;
use std::mem;
use std::ops::Range;
use std::slice;
use std::sync::Arc;

use crate::ruleset::{Pattern, RuleSet};
use crate::text::{Alphabet, Lexicon, Line, Page, Positions, Tape};

use super::audience::Audience;
use super::index::Index;
use super::intervals::{Interval, outermost};
use super::program::{ClauseProgram, Entry, Program, RULE_SET_SCOPE};
use super::prospect::Prospect;
use super::reading::{Notes, Reading};
use super::scan::Scan;
use super::tag::{Match, Tag};

/// A rule set made ready to tag paragraphs. Tagging is pure and cannot fail; one tagger serves any number
/// of threads.
///
/// ```
/// let rules = cuoshi::RuleSet::from_yaml("mine.yml", "
/// version: 1
/// categories:
///   - id: fiscal.rent_relief
///     any: [减免~租金|房租]
/// ")?;
/// let tagger = cuoshi::Tagger::new(rules);
/// let tags = tagger.tag("對“小微企業”减免三个月房租。");
/// assert_eq!(tags[0].category.id(), "fiscal.rent_relief");
/// assert_eq!(tags[0].evidence[0].span, 7..14);
/// assert_eq!(tags[0].evidence[0].pattern, "减免~租金|房租");
/// # Ok::<(), cuoshi::Diagnostics>(())
/// ```
#[derive(Debug)]
pub struct Tagger {
    rules: RuleSet,
    pub(super) program: Program,
    alphabet: Alphabet,
    scan: Scan,
    pub(super) lexicon: Arc<Lexicon>,
}

/// What paragraphs of more bytes take up is given back at once.
const LONG: usize = 1 << 20;

thread_local! {
    /// Where each thread works, for whichever tagger. Nothing is handed from one paragraph to the next but memory.
    static DESK: RefCell<Desk> = RefCell::default();
}

/// What one paragraph at a time is worked out on.
#[derive(Debug, Default)]
pub(super) struct Desk {
    tape: Tape,
    index: Index,
    prospect: Prospect,
    notes: Notes,
    findings: Findings,
}

/// What a tag is made of, kept from one to the next for its memory alone.
#[derive(Debug, Default)]
struct Findings {
    entries: Vec<Entry>,
    /// Where one pattern matches.
    places: Vec<Interval>,
    candidates: Vec<Candidate>,
    /// The flags, by number, whose conditions may hold in the paragraph.
    flags: Vec<usize>,
    /// Of the paragraph as it was given.
    positions: Positions,
}

/// An interval at which a clause held, and where its pattern is written.
#[derive(Debug)]
struct Candidate {
    place: Interval,
    entry: Entry,
}

impl Tagger {
    /// Makes a rule set ready.
    pub fn new(rules: RuleSet) -> Tagger {
        let lexicon = Arc::new(Lexicon::new(rules.lexicon.clone()));
        Tagger::of(rules, lexicon)
    }

    /// Makes rules ready that have the same lexicon.
    pub(crate) fn with_lexicon(&self, rules: RuleSet) -> Tagger {
        Tagger::of(rules, self.lexicon.clone())
    }

    fn of(rules: RuleSet, lexicon: Arc<Lexicon>) -> Tagger {
        let program = Program::of(&rules);
        let alphabet = Alphabet::of(program.literals.iter().map(|literal| literal.text.as_str()));
        let scan = Scan::of(&program, &alphabet);
        Tagger { rules, program, alphabet, scan, lexicon }
    }

    /// Reads all of a paragraph at a desk.
    pub(super) fn read<'t>(&'t self, paragraph: &'t str, desk: &'t mut Desk) -> Reading<'t> {
        let Desk { tape, index, notes, .. } = desk;
        let page = tape.read(paragraph, &self.alphabet);
        notes.hits.clear(&self.program);
        let everything = 0..page.len();
        self.scan.look(page, everything.clone(), index, &mut notes.hits);
        let parts = slice::from_ref(&everything);
        self.scan.look_closely(page, parts, Audience::ALL, index, &mut notes.hits);
        notes.units.note(page);
        Reading::of(&self.program, &self.lexicon, page.line(), notes)
    }

    /// The rules it tags by.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Every string it searches for, folded: what a bare search for the same terms would be given.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        self.program.literals.iter().map(|literal| literal.text.as_str())
    }

    /// The tags of a paragraph, in the order of the categories in the rule set. Of a paragraph of more than 4 GiB, the rest
    /// is left out.
    pub fn tag(&self, paragraph: &str) -> Vec<Tag<'_>> {
        DESK.with_borrow_mut(|desk| {
            let tags = self.tag_at(desk, paragraph);
            if paragraph.len() > LONG {
                *desk = Desk::default();
            }
            tags
        })
    }

    /// How many bytes of a paragraph are read closely: those of the sentences that decide, none where a first look says
    /// that nothing can be found. For measurements.
    pub fn closely_read(&self, paragraph: &str) -> usize {
        DESK.with_borrow_mut(|Desk { tape, index, prospect, notes, .. }| {
            let line = self.look(paragraph, tape, index, prospect, notes).line();
            prospect.parts().iter().map(|part| line.origin(part.start, part.end).len()).sum()
        })
    }

    /// How many occurrences of terms tagging works on: in all of a paragraph those that say whether anything can be found,
    /// in what is read closely all that matter to it. For measurements.
    pub fn hits(&self, paragraph: &str) -> usize {
        DESK.with_borrow_mut(|Desk { tape, index, prospect, notes, findings }| {
            let page = self.look(paragraph, tape, index, prospect, notes);
            if !prospect.patterns().is_empty() {
                self.look_closely(page, index, prospect, notes, &mut findings.entries);
            }
            notes.hits.len()
        })
    }

    fn tag_at(&self, desk: &mut Desk, paragraph: &str) -> Vec<Tag<'_>> {
        let Desk { tape, index, prospect, notes, findings } = desk;
        let page = self.look(paragraph, tape, index, prospect, notes);
        if prospect.patterns().is_empty() {
            return Vec::new();
        }
        self.look_closely(page, index, prospect, notes, &mut findings.entries);
        let reading = Reading::of(&self.program, &self.lexicon, page.line(), notes);
        self.tag_by(reading, page.line(), findings)
    }

    /// Finds what says whether anything can be found in a paragraph, and works out its prospect.
    fn look<'t>(
        &self,
        paragraph: &'t str,
        tape: &'t mut Tape,
        index: &mut Index,
        prospect: &mut Prospect,
        notes: &mut Notes,
    ) -> Page<'t> {
        let page = tape.read(paragraph, &self.alphabet);
        prospect.work_out(&self.program, &self.scan, page, index, notes);
        page
    }

    /// Finds what else matters to the entries that may match, which it puts into `entries`.
    fn look_closely(
        &self,
        page: Page,
        index: &mut Index,
        prospect: &Prospect,
        notes: &mut Notes,
        entries: &mut Vec<Entry>,
    ) {
        self.entries_of(prospect.patterns(), entries);
        let (parts, audience) = (prospect.parts(), audience(entries));
        self.scan.look_closely(page, parts, audience, index, &mut notes.hits);
    }

    /// The tags of a paragraph in which no more entries can match than those.
    fn tag_by(
        &self,
        mut reading: Reading,
        line: Line,
        Findings { entries, places, candidates, flags, positions }: &mut Findings,
    ) -> Vec<Tag<'_>> {
        let mut way_back = WayBack { line, positions, is_counted: false };
        let mut tags: Vec<Tag> = Vec::new();
        for entries in entries.chunk_by(|a, b| a.category == b.category) {
            let category = entries[0].category;
            self.candidates(&mut reading, entries, places, candidates);
            if candidates.is_empty() {
                continue;
            }
            if tags.is_empty() {
                flags.clear();
                flags.extend(
                    (0..self.program.flags.len()).filter(|flag| reading.may_hold(&self.program.flags[*flag])),
                );
            }
            let evidence = candidates
                .iter()
                .map(|candidate| self.evidence(&mut reading, &mut way_back, flags, candidate))
                .collect();
            tags.push(Tag { category: &self.rules.categories()[category], evidence });
        }
        tags
    }

    /// Puts the entries that these patterns are written in into `entries`, in the order of the rules.
    fn entries_of(&self, patterns: &[u32], entries: &mut Vec<Entry>) {
        entries.clear();
        for pattern in patterns {
            entries.extend_from_slice(&self.program.entries_of[*pattern as usize]);
        }
        entries.sort_unstable();
    }

    /// The entries whose patterns may match, in the order of the rules.
    pub(super) fn entries(&self, reading: &Reading) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (pattern, entries_of) in self.program.entries_of.iter().enumerate() {
            if !entries_of.is_empty() && reading.may_match(pattern) {
                entries.extend_from_slice(entries_of);
            }
        }
        entries.sort_unstable();
        entries
    }

    /// Puts the matches of a category, of which `entries` may match, into `candidates`: all that its clauses let hold, none
    /// inside another.
    fn candidates(
        &self,
        reading: &mut Reading,
        entries: &[Entry],
        places: &mut Vec<Interval>,
        candidates: &mut Vec<Candidate>,
    ) {
        candidates.clear();
        for entries in entries.chunk_by(|a, b| a.clause == b.clause) {
            let category = &self.program.categories[entries[0].category];
            let clause = &category.clauses[entries[0].clause];
            let before = candidates.len();
            let view = reading.view(clause.boundary, category.scope);
            let mut patterns_with_match = 0;
            for entry in entries {
                let count = candidates.len();
                reading.notes.hits.make_room(&self.program);
                places.clear();
                reading.intervals(clause.patterns[entry.position], view, places);
                for place in places.iter().copied() {
                    if self.holds(reading, entry.category, clause, place) {
                        candidates.push(Candidate { place, entry: *entry });
                    }
                }
                patterns_with_match += usize::from(candidates.len() > count);
            }
            if patterns_with_match < clause.at_least {
                candidates.truncate(before);
            }
        }
        // Of equal ones, the first in the rules comes first here and remains.
        outermost(candidates, |candidate| candidate.place);
    }

    /// Whether the conditions of all levels let a clause hold at `place`.
    pub(super) fn holds(
        &self,
        reading: &mut Reading,
        category: usize,
        clause: &ClauseProgram,
        place: Interval,
    ) -> bool {
        let category = &self.program.categories[category];
        reading.pass(&clause.demands, place, category.scope)
            && (clause.unconditional
                || category
                    .levels
                    .iter()
                    .all(|level| reading.pass(&self.program.levels[*level], place, category.scope)))
    }

    fn evidence<'t>(
        &'t self,
        reading: &mut Reading,
        way_back: &mut WayBack,
        flags: &[usize],
        candidate: &Candidate,
    ) -> Match<'t> {
        let (bytes, span) = way_back.origin(candidate.place);
        let flags = flags
            .iter()
            .filter(|flag| reading.one_holds(&self.program.flags[**flag], candidate.place, RULE_SET_SCOPE));
        let flags = flags.map(|flag| &self.rules.flags()[*flag]).collect();
        Match { span, bytes, pattern: &self.pattern(candidate.entry).source, flags }
    }

    /// The pattern that is written there.
    pub(super) fn pattern(&self, Entry { category, clause, position }: Entry) -> &Pattern {
        &self.rules.categories()[category].clauses[clause].patterns[position]
    }
}

/// The categories that entries belong to.
fn audience(entries: &[Entry]) -> Audience {
    let mut audience = Audience::default();
    for entry in entries {
        audience.add(entry.category);
    }
    audience
}

/// From folded characters to bytes and code points of the original.
struct WayBack<'f> {
    line: Line<'f>,
    /// Of the original.
    positions: &'f mut Positions,
    /// Whether its characters are counted: when the first tag needs it.
    is_counted: bool,
}

impl WayBack<'_> {
    fn origin(&mut self, place: Interval) -> (Range<usize>, Range<usize>) {
        let original = self.line.original();
        let bytes = self.line.origin(place.start, place.end);
        if !mem::replace(&mut self.is_counted, true) {
            self.positions.count(original);
        }
        let span = self.positions.character_at(original, bytes.start)
            ..self.positions.character_at(original, bytes.end);
        (bytes, span)
    }
}

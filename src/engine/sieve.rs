//! A look at a paragraph as it is, before anything is made of it: most paragraphs hold no words in an order
//! in which a pattern has them, whatever masks, boundaries and conditions would say, and so have no tags.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::{Alphabet, BLANK, Letter, sentence_around};

use super::hints::{Hints, Memberships};
use super::intervals::{Interval, Workbench};
use super::lists::Lists;
use super::program::{LiteralId, Program, SegmentId, Sequence};
use super::tape::{Counted, Tape};
use super::trie::{Trie, number};

/// Of longer literals, only so much is looked for.
const ENOUGH: usize = 16;

/// The literals of all patterns of categories, without their blanks; and of what conditions look for in the
/// whole paragraph.
#[derive(Debug)]
pub(super) struct Sieve {
    trie: Trie,
    words: Vec<Word>,
    /// The words of each segment, sorted.
    fillings: Lists,
    segments_of: Memberships,
    /// The patterns that each of the first words leads: those of which it may fill the segment least to be
    /// expected. The other words lead none.
    led: Lists,
}

/// A string that is looked for.
#[derive(Clone, Copy, Debug)]
struct Word {
    letters: u16,
    /// Whether it stands for longer literals too.
    is_cut: bool,
    /// Whether its sentence may matter to a match in any other.
    is_far: bool,
    /// The literal that it is, letter by letter, if there is one.
    literal: Option<u32>,
}

/// What may be found in a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prospect<'s> {
    /// The patterns that may match, each once: a few too many, never one too few.
    pub(super) patterns: &'s [u32],
    /// The parts of the paragraph that decide, in bytes, in order: whole sentences.
    pub(super) parts: &'s [Range<usize>],
    /// Where words stand in the paragraph, by start.
    pub(super) sightings: &'s [Sighting],
}

/// What a sieve writes on, so that a look at a paragraph asks for no memory.
#[derive(Debug, Default)]
pub(super) struct Slate {
    sightings: Vec<Sighting>,
    /// How often each word was sighted.
    counts: Vec<u32>,
    /// Where the sightings of each word that was sighted end, in the list by word.
    ends: Vec<u32>,
    by_word: Vec<u32>,
    /// The words that were sighted.
    seen: Vec<u32>,
    patterns: Vec<u32>,
    parts: Vec<Range<usize>>,
    /// Where what may be part of a match begins, in bytes.
    points: Vec<usize>,
    segments: Vec<Vec<Interval>>,
    bench: Workbench,
}

/// A place where a word stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sighting {
    pub(super) word: u32,
    /// In letters.
    pub(super) start: u32,
    /// In bytes.
    pub(super) start_byte: usize,
}

impl Sieve {
    pub(super) fn of(program: &Program, alphabet: &Alphabet) -> Sieve {
        let mut is_needed = vec![false; program.segments.len()];
        let mut is_far = vec![false; program.segments.len()];
        for (pattern, entries) in program.patterns.iter().zip(&program.entries_of) {
            for segment in pattern.segments.iter().filter(|_| !entries.is_empty()) {
                is_needed[*segment] = true;
            }
        }
        for pattern in &program.far {
            is_far[program.patterns[*pattern].segments[0]] = true;
        }
        let mut strings: Vec<(Vec<Letter>, bool, SegmentId)> = Vec::new();
        let mut whole: BTreeMap<Vec<Letter>, u32> = BTreeMap::new();
        for (id, literal) in program.literals.iter().enumerate() {
            let segments = program.segments_of.get(id).iter().map(|segment| *segment as usize);
            let segments = segments.filter(|segment| is_needed[*segment] || is_far[*segment]);
            let mut letters = alphabet.spell(&literal.text);
            let is_cut = letters.len() > ENOUGH;
            if !is_cut && Alphabet::is_exact(&letters) && !letters.contains(&BLANK) {
                whole.insert(letters.clone(), number(id));
            }
            letters.retain(|letter| *letter < BLANK);
            letters.truncate(ENOUGH);
            strings.extend(segments.map(|segment| (letters.clone(), is_cut, segment)));
        }
        strings.sort_unstable();
        let leads = |(_, _, segment): &(Vec<Letter>, bool, SegmentId)| !program.led_by[*segment].is_empty();
        let mut same: Vec<&[(Vec<Letter>, bool, SegmentId)]> = strings.chunk_by(|a, b| a.0 == b.0).collect();
        same.sort_by_key(|same| !same.iter().any(leads));
        let mut words = Vec::new();
        let mut spelt = Vec::new();
        let mut fillings = vec![Vec::new(); program.segments.len()];
        let mut led = Vec::new();
        let mut segments_of = Vec::new();
        for same in same {
            let word = words.len();
            let mut led_by_word = Vec::new();
            let mut segments: Vec<SegmentId> = same.iter().map(|(_, _, segment)| *segment).collect();
            segments.sort_unstable();
            segments.dedup();
            segments_of.push(segments);
            for (_, _, segment) in same {
                fillings[*segment].push(word);
                led_by_word.extend(&program.led_by[*segment]);
            }
            words.push(Word {
                letters: u16::try_from(same[0].0.len()).unwrap_or(u16::MAX),
                is_cut: same.iter().any(|(_, is_cut, _)| *is_cut),
                is_far: same.iter().any(|(_, _, segment)| is_far[*segment]),
                literal: whole.get(&same[0].0).copied(),
            });
            if !led_by_word.is_empty() {
                led.push(led_by_word);
            }
            spelt.push((same[0].0.clone(), number(word)));
        }
        let trie = Trie::of(&spelt, alphabet.len());
        Sieve {
            trie,
            words,
            fillings: Lists::of(fillings),
            segments_of: Memberships::of(&segments_of),
            led: Lists::of(led),
        }
    }

    /// What may be found in a paragraph; `None` if nothing.
    pub(super) fn prospect<'s>(
        &self,
        paragraph: &str,
        alphabet: &Alphabet,
        program: &Program,
        tape: &mut Tape,
        slate: &'s mut Slate,
    ) -> Option<Prospect<'s>> {
        slate.clear(self.words.len());
        self.look(paragraph, alphabet, tape, slate);
        let leaders = slate.seen.iter().filter(|word| (**word as usize) < self.led.len());
        slate.patterns.extend(leaders.flat_map(|word| self.led.get(*word as usize)));
        if slate.patterns.is_empty() {
            return None;
        }
        let mut patterns = std::mem::take(&mut slate.patterns);
        let hints = slate
            .seen
            .iter()
            .fold(Hints::default(), |all, word| all.join(self.segments_of.hints(*word as usize)));
        patterns.retain(|id| {
            let segments = &program.patterns[*id as usize].segments;
            segments.iter().all(|segment| hints.may_have(*segment))
                && segments.iter().all(|segment| self.words_there(*segment, slate).next().is_some())
        });
        slate.patterns = patterns;
        if slate.patterns.is_empty() {
            return None;
        }
        slate.patterns.sort_unstable();
        slate.patterns.dedup();
        slate.sort();
        let mut patterns = std::mem::take(&mut slate.patterns);
        patterns.retain(|id| self.finds(&program.patterns[*id as usize], slate));
        slate.patterns = patterns;
        if slate.patterns.is_empty() {
            return None;
        }
        self.part(paragraph, program, slate);
        Some(Prospect { patterns: &slate.patterns, parts: &slate.parts, sightings: &slate.sightings })
    }

    /// The tree of the words.
    pub(super) fn words(&self) -> &Trie {
        &self.trie
    }

    /// The literal that a word is, letter by letter.
    #[inline]
    pub(super) fn literal_of(&self, word: u32) -> Option<LiteralId> {
        self.words[word as usize].literal.map(|literal| literal as usize)
    }

    /// The literals that are words.
    pub(super) fn literals(&self) -> impl Iterator<Item = LiteralId> + '_ {
        self.words.iter().filter_map(|word| word.literal).map(|literal| literal as usize)
    }

    fn look(&self, paragraph: &str, alphabet: &Alphabet, tape: &mut Tape, slate: &mut Slate) {
        tape.run(paragraph, Counted::Visible, alphabet, &self.trie, |word, found| {
            slate.add(Sighting { word, start: number(found.start), start_byte: found.start_byte });
        });
    }

    /// Whether words of the segments of a pattern stand in its order, near enough to each other; and notes
    /// where. What folding keeps of white space can only widen the gaps.
    fn finds(&self, pattern: &Sequence, slate: &mut Slate) -> bool {
        let count = pattern.segments.len();
        if slate.segments.len() < count {
            slate.segments.resize_with(count, Vec::new);
        }
        let mut segments = std::mem::take(&mut slate.segments);
        let mut is_cut = false;
        for (segment, places) in pattern.segments.iter().zip(&mut segments) {
            places.clear();
            for word in self.words_there(*segment, slate) {
                let Word { letters, is_cut: is_this_cut, .. } = self.words[word as usize];
                for sighting in slate.of_word(word) {
                    is_cut |= is_this_cut;
                    let start = slate.sightings[*sighting as usize].start as usize;
                    places.push(Interval { start, end: start + usize::from(letters) });
                }
            }
            if !places.is_sorted() {
                places.sort_unstable();
            }
        }
        // A longer literal ends nobody knows where, so that nothing can be said of its neighbours.
        let before = slate.points.len();
        if is_cut || count == 1 {
            slate.points.extend(segments[0].iter().map(|place| place.start));
        } else {
            let reached = slate.bench.reach(pattern.row(&segments[..count]));
            let places = segments[0].iter().zip(&reached[0]);
            slate.points.extend(places.filter(|(_, reached)| **reached).map(|(place, _)| place.start));
        }
        slate.segments = segments;
        slate.points.len() > before
    }

    /// The words of a segment that were sighted, found from whichever side is shorter.
    fn words_there<'s>(&'s self, segment: SegmentId, slate: &'s Slate) -> impl Iterator<Item = u32> + 's {
        let words = self.fillings.get(segment);
        let from_seen = slate.seen.len() < words.len();
        let candidates = if from_seen { &slate.seen[..] } else { words };
        candidates.iter().copied().filter(move |word| {
            if from_seen {
                self.segments_of.contain(*word as usize, segment)
            } else {
                slate.counts[*word as usize] > 0
            }
        })
    }

    /// The sentences around what was found, and around the words that matter from afar.
    fn part(&self, paragraph: &str, program: &Program, slate: &mut Slate) {
        if !program.is_local {
            slate.parts.push(0..paragraph.len());
            return;
        }
        for word in &slate.seen {
            if self.words[*word as usize].is_far {
                let sightings = slate.of_word(*word).iter();
                let starts: Vec<usize> =
                    sightings.map(|sighting| slate.sightings[*sighting as usize].start as usize).collect();
                slate.points.extend(starts);
            }
        }
        slate.points.sort_unstable();
        slate.points.dedup();
        let mut sightings = slate.sightings.iter();
        for point in &slate.points {
            let Some(sighting) = sightings.find(|sighting| sighting.start as usize == *point) else {
                continue;
            };
            let at = sighting.start_byte;
            if slate.parts.last().is_some_and(|part| at < part.end) {
                continue;
            }
            slate.parts.push(sentence_around(paragraph, at));
        }
    }
}

impl Slate {
    fn clear(&mut self, words: usize) {
        for word in &self.seen {
            self.counts[*word as usize] = 0;
        }
        self.seen.clear();
        self.counts.resize(words, 0);
        self.ends.resize(words, 0);
        self.sightings.clear();
        self.patterns.clear();
        self.parts.clear();
        self.points.clear();
    }

    #[inline]
    fn add(&mut self, sighting: Sighting) {
        self.sightings.push(sighting);
        let count = &mut self.counts[sighting.word as usize];
        *count += 1;
        if *count == 1 {
            self.seen.push(sighting.word);
        }
    }

    /// Sorts the sightings by word.
    fn sort(&mut self) {
        let mut begin = 0;
        for word in &self.seen {
            self.ends[*word as usize] = begin;
            begin += self.counts[*word as usize];
        }
        self.by_word.resize(self.sightings.len(), 0);
        for (at, sighting) in self.sightings.iter().enumerate() {
            let end = &mut self.ends[sighting.word as usize];
            self.by_word[*end as usize] = number(at);
            *end += 1;
        }
    }

    /// The sightings of a word, in order.
    fn of_word(&self, word: u32) -> &[u32] {
        let (end, count) = (self.ends[word as usize], self.counts[word as usize]);
        if count == 0 { &[] } else { &self.by_word[(end - count) as usize..end as usize] }
    }
}

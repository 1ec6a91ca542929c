//! A look at a paragraph as it is, before anything is made of it: most paragraphs hold no words in an order
//! in which a pattern has them, whatever masks, boundaries and conditions would say, and so have no tags.

use crate::text::{Alphabet, BLANK, Letter};

use super::intervals::{Interval, in_order};
use super::program::{Program, SegmentId, Sequence};
use super::trie::{Trie, number};

/// Of longer literals, only so much is looked for.
const ENOUGH: usize = 16;

/// With more sightings than this, whether words stand in order is left to the reading of the paragraph.
const FEW: usize = 256;

/// The literals of all patterns of categories, without their blanks.
#[derive(Debug)]
pub(super) struct Sieve {
    trie: Trie,
    words: Vec<Word>,
    /// The words of each segment, sorted.
    fillings: Lists,
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
}

/// What a sieve writes on, so that a look at a paragraph asks for no memory.
#[derive(Debug, Default)]
pub(super) struct Slate {
    sightings: Vec<Sighting>,
    /// Which words are among the sightings.
    is_seen: Vec<bool>,
    /// Those of them that lead a pattern, each once.
    leaders: Vec<u32>,
    candidates: Vec<u32>,
    places: Vec<Vec<Interval>>,
}

/// A place where a word stands, in letters.
#[derive(Clone, Copy, Debug)]
struct Sighting {
    word: u32,
    start: usize,
}

impl Sieve {
    pub(super) fn of(program: &Program, alphabet: &Alphabet) -> Sieve {
        let mut is_needed = vec![false; program.segments.len()];
        for (pattern, entries) in program.patterns.iter().zip(&program.entries_of) {
            for segment in pattern.segments.iter().filter(|_| !entries.is_empty()) {
                is_needed[*segment] = true;
            }
        }
        let mut strings: Vec<(Vec<Letter>, bool, SegmentId)> = Vec::new();
        for literal in &program.literals {
            let mut segments = literal.segments.iter().filter(|segment| is_needed[**segment]).peekable();
            if segments.peek().is_none() {
                continue;
            }
            let mut letters = alphabet.spell(&literal.text);
            letters.retain(|letter| *letter < BLANK);
            let is_cut = letters.len() > ENOUGH;
            letters.truncate(ENOUGH);
            strings.extend(segments.map(|segment| (letters.clone(), is_cut, *segment)));
        }
        strings.sort_unstable();
        let mut same: Vec<&[(Vec<Letter>, bool, SegmentId)]> = strings.chunk_by(|a, b| a.0 == b.0).collect();
        same.sort_by_key(|same| same.iter().all(|(_, _, segment)| program.led_by[*segment].is_empty()));
        let mut words = Vec::new();
        let mut spelt = Vec::new();
        let mut fillings = vec![Vec::new(); program.segments.len()];
        let mut led = Vec::new();
        for same in same {
            let word = number(words.len());
            let mut led_by_word = Vec::new();
            for (_, _, segment) in same {
                fillings[*segment].push(word);
                led_by_word.extend(program.led_by[*segment].iter().map(|pattern| number(*pattern)));
            }
            let letters = u16::try_from(same[0].0.len()).unwrap_or(u16::MAX);
            let is_cut = same.iter().any(|(_, is_cut, _)| *is_cut);
            words.push(Word { letters, is_cut });
            if !led_by_word.is_empty() {
                led.push(led_by_word);
            }
            spelt.push((same[0].0.clone(), word));
        }
        let trie = Trie::of(&spelt, alphabet.len());
        Sieve { trie, words, fillings: Lists::of(fillings), led: Lists::of(led) }
    }

    /// The patterns that may match in a paragraph, each once: a few too many, never one too few.
    pub(super) fn candidates<'s>(
        &self,
        paragraph: &str,
        alphabet: &Alphabet,
        program: &Program,
        slate: &'s mut Slate,
    ) -> &'s [u32] {
        slate.clear(self.words.len());
        self.look(paragraph, alphabet, slate);
        let Slate { sightings, is_seen, leaders, candidates, places } = slate;
        let is_there = |segment: &SegmentId| {
            self.fillings.of_number(*segment).iter().any(|word| is_seen[*word as usize])
        };
        candidates.extend(leaders.iter().flat_map(|word| self.led.of_number(*word as usize)));
        candidates.retain(|id| program.patterns[*id as usize].segments.iter().all(is_there));
        candidates.sort_unstable();
        candidates.dedup();
        if sightings.len() <= FEW {
            candidates.retain(|id| self.stands_in_order(&program.patterns[*id as usize], sightings, places));
        }
        candidates
    }

    fn look(&self, paragraph: &str, alphabet: &Alphabet, slate: &mut Slate) {
        let leaders = number(self.led.len());
        let mut rest = paragraph.chars();
        let mut position = 0;
        let mut first = next_letter(&mut rest, alphabet);
        while let Some(letter) = first {
            if let Some(word) = self.trie.single(letter) {
                slate.add(word, position, word < leaders);
            }
            first = next_letter(&mut rest, alphabet);
            let mut node = first.and_then(|second| self.trie.begin(letter, second));
            if node.is_some() {
                let mut ahead = rest.clone();
                while let Some(here) = node {
                    if let Some(word) = self.trie.entry(here) {
                        slate.add(word, position, word < leaders);
                    }
                    node = next_letter(&mut ahead, alphabet).and_then(|letter| self.trie.step(here, letter));
                }
            }
            position += 1;
        }
    }

    /// Whether words of the segments of a pattern stand in its order, near enough to each other. What folding
    /// keeps of white space can only widen the gaps.
    fn stands_in_order(
        &self,
        pattern: &Sequence,
        sightings: &[Sighting],
        places: &mut Vec<Vec<Interval>>,
    ) -> bool {
        let count = pattern.segments.len();
        if count == 1 {
            return true;
        }
        if places.len() < count {
            places.resize_with(count, Vec::new);
        }
        for (segment, places) in pattern.segments.iter().zip(&mut *places) {
            places.clear();
            let fillings = self.fillings.of_number(*segment);
            for sighting in sightings {
                if fillings.binary_search(&sighting.word).is_ok() {
                    let word = self.words[sighting.word as usize];
                    if word.is_cut {
                        return true;
                    }
                    places.push(Interval {
                        start: sighting.start,
                        end: sighting.start + usize::from(word.letters),
                    });
                }
            }
        }
        let mut places: Vec<&[Interval]> = places[..count].iter().map(|places| &places[..]).collect();
        let stand = |places: &[&[Interval]]| !in_order(places, &pattern.gaps, |_| 0).is_empty();
        stand(&places)
            || pattern.either && {
                places.reverse();
                stand(&places)
            }
    }
}

/// The letter of the next character that is not white space nor deleted by folding.
#[inline]
fn next_letter(text: &mut std::str::Chars, alphabet: &Alphabet) -> Option<Letter> {
    loop {
        let letter = alphabet.letter(text.next()?);
        if letter < BLANK {
            return Some(letter);
        }
    }
}

impl Slate {
    fn clear(&mut self, words: usize) {
        for sighting in self.sightings.drain(..) {
            self.is_seen[sighting.word as usize] = false;
        }
        self.is_seen.resize(words, false);
        self.leaders.clear();
        self.candidates.clear();
    }

    #[inline]
    fn add(&mut self, word: u32, start: usize, leads: bool) {
        self.sightings.push(Sighting { word, start });
        let was_seen = std::mem::replace(&mut self.is_seen[word as usize], true);
        if leads && !was_seen {
            self.leaders.push(word);
        }
    }
}

/// Lists of numbers, each with a number, in one piece of memory.
#[derive(Debug)]
struct Lists {
    /// Where each list begins; one more for the end of the last.
    begins: Vec<u32>,
    all: Vec<u32>,
}

impl Lists {
    fn of(lists: Vec<Vec<u32>>) -> Lists {
        let mut begins = vec![0];
        let mut all = Vec::new();
        for list in lists {
            all.extend(list);
            begins.push(number(all.len()));
        }
        Lists { begins, all }
    }

    fn len(&self) -> usize {
        self.begins.len() - 1
    }

    fn of_number(&self, at: usize) -> &[u32] {
        &self.all[self.begins[at] as usize..self.begins[at + 1] as usize]
    }
}

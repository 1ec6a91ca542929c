//! Word boundaries: what neighbouring words share by accident is no occurrence of a term.
//!
//! The one door to the segmenter. Its dictionary is jieba's own (`data/jieba-dict.txt`, MIT), read
//! when the first hit asks for it; a paragraph is segmented only around the hits that ask.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use jieba_rs::Jieba;
use rustc_hash::{FxHashMap, FxHashSet};

use super::characters::is_han;
use super::line::Line;

// A static stands in the program once; a constant, wherever it is used.
static DICTIONARY: &str = include_str!("../../data/jieba-dict.txt");

/// The least frequency of a word of the lexicon.
const LEXICON_FREQUENCY: usize = 100;

/// jieba with its own dictionary: constant data, read when first needed. The dictionary is part of the
/// program and well-formed: reading it cannot fail, and if it did, a segmenter without words would split
/// everything, which drops no hit.
static SEGMENTER: LazyLock<Jieba> =
    LazyLock::new(|| Jieba::with_dict(&mut DICTIONARY.as_bytes()).unwrap_or_else(|_| Jieba::empty()));

/// The words of the dictionary with their frequencies, in its order.
pub(crate) fn dictionary_words() -> impl Iterator<Item = (&'static str, usize)> {
    entries().filter_map(|(word, rest)| Some((word, frequency(rest)?)))
}

/// The words of the dictionary, each with the rest of its line. Most runs wait for it, so that it is gone through byte by
/// byte: its fields are shorter than it takes to set about a search.
fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = DICTIONARY;
    let mut up_to = move |sign: u8| {
        let end = rest.bytes().position(|byte| byte == sign)?;
        let field = &rest[..end];
        rest = &rest[end + 1..];
        Some(field)
    };
    std::iter::from_fn(move || Some((up_to(b' ')?, up_to(b'\n')?)))
}

fn frequency(rest: &str) -> Option<usize> {
    rest.split(' ').next()?.parse().ok()
}

/// Those of two Han characters of the basic plane.
#[cfg(feature = "corpus")]
pub(crate) fn dictionary_pairs() -> impl Iterator<Item = ([char; 2], usize)> {
    entries().filter(|(word, _)| word.len() == 6).filter_map(|(word, rest)| {
        let mut characters = word.chars();
        let pair = [characters.next()?, characters.next()?];
        characters.next().is_none().then_some((pair, frequency(rest)?))
    })
}

/// What words of the dictionary hold side by side.
static JOINTS: LazyLock<Joints> = LazyLock::new(|| {
    let mut joints = Joints { bits: vec![0; Joints::BITS / 64] };
    entries().for_each(|(word, _)| joints.add(word));
    joints
});

/// A rule set's own words beside those of jieba's dictionary.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// Folded.
    words: Vec<String>,
    segmenter: OnceLock<Jieba>,
    joints: OnceLock<Joints>,
}

impl Lexicon {
    /// `words` are folded already.
    pub(crate) fn new(words: Vec<String>) -> Lexicon {
        Lexicon { words, segmenter: OnceLock::new(), joints: OnceLock::new() }
    }

    fn segmenter(&self) -> &Jieba {
        if self.words.is_empty() {
            return &SEGMENTER;
        }
        self.segmenter.get_or_init(|| {
            let mut segmenter = SEGMENTER.clone();
            let known = self.known_frequencies();
            for word in &self.words {
                let frequency = known.get(word.as_str()).copied().unwrap_or(0).max(LEXICON_FREQUENCY);
                segmenter.add_word(word, Some(frequency), None);
            }
            segmenter
        })
    }

    /// Whether no word reaches across the place before the character `at` of a text, and the segmenter finds the same words
    /// on each side without the other: wrongly no for a few, never wrongly yes.
    fn parts(&self, text: Line, at: usize) -> bool {
        let before = |count: usize| at.checked_sub(count).and_then(|at| text.character(at));
        let (Some(left), Some(right)) = (before(1), text.character(at)) else { return true };
        if parts_words(left) || parts_words(right) {
            return true;
        }
        if !is_han(left) && !is_han(right) {
            return false;
        }
        let joints = self.joints.get_or_init(|| {
            let mut joints = JOINTS.clone();
            self.words.iter().for_each(|word| joints.add(word));
            joints
        });
        let may_hold = |word: [Option<char>; 3]| word.iter().all(Option::is_some) && joints.may_hold(word);
        !(joints.may_hold([Some(left), Some(right), None])
            || may_hold([before(2), Some(left), Some(right)])
            || may_hold([Some(left), Some(right), text.character(at + 1)]))
    }

    /// The frequencies that the dictionary itself gives to words of the lexicon.
    fn known_frequencies(&self) -> FxHashMap<&str, usize> {
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        let wanted: FxHashSet<&str> = self.words.iter().map(String::as_str).collect();
        let entries = entries().filter(|(word, _)| wanted.contains(word));
        known.extend(entries.map(|(word, rest)| (word, frequency(rest).unwrap_or(0))));
        known
    }
}

/// The words of one folded paragraph, found stretch by stretch as hits ask for them.
pub(crate) struct Words<'t> {
    text: Line<'t>,
    lexicon: &'t Lexicon,
    stretches: Stretches,
}

/// By where a stretch begins: where its words begin and, last, where it ends, in characters.
pub(crate) type Stretches = BTreeMap<usize, Vec<usize>>;

impl<'t> Words<'t> {
    pub(crate) fn new(text: Line<'t>, lexicon: &'t Lexicon) -> Words<'t> {
        Words { text, lexicon, stretches: Stretches::new() }
    }

    /// Goes on with the stretches that were found before in the same text by the same lexicon.
    pub(crate) fn resume(text: Line<'t>, lexicon: &'t Lexicon, stretches: Stretches) -> Words<'t> {
        Words { text, lexicon, stretches }
    }

    /// The stretches found so far.
    pub(crate) fn into_stretches(self) -> Stretches {
        self.stretches
    }

    /// Whether the hit at `start..end`, all Han characters, is lost to the word boundaries: one of two or three
    /// characters whose ends fall inside two different words, one of a single character that is part of a longer word.
    pub(crate) fn lose(&mut self, start: usize, end: usize) -> bool {
        match end - start {
            1 => self.word_across(start).is_some() || self.word_across(end).is_some(),
            2 | 3 => {
                !self.parts_at(start)
                    && !self.parts_at(end)
                    && self
                        .word_around(start)
                        .is_some_and(|first| self.word_around(end).is_some_and(|last| first != last))
            }
            _ => false,
        }
    }

    /// The words that `start..end` touches; what parts words is none.
    pub(crate) fn touched(&mut self, start: usize, end: usize) -> Vec<Range<usize>> {
        let mut words = Vec::new();
        let mut at = start;
        while let Some(c) = self.text.character(at).filter(|_| at < end) {
            if parts_words(c) {
                at += 1;
                continue;
            }
            let borders = self.borders_around(at);
            let stretch = borders.windows(2).map(|pair| pair[0]..pair[1]);
            words.extend(stretch.filter(|word| word.start < end && word.end > at));
            at = borders.last().copied().unwrap_or(end);
        }
        words
    }

    /// Where the word begins that reaches across the place before the character `at`, if one does.
    fn word_across(&mut self, at: usize) -> Option<usize> {
        if self.parts_at(at) { None } else { self.word_around(at) }
    }

    /// The same where it is known that one may.
    fn word_around(&mut self, at: usize) -> Option<usize> {
        let borders = self.borders_around(at);
        match borders.binary_search(&at) {
            Ok(_) => None,
            Err(next) => Some(borders[next - 1]),
        }
    }

    /// Whether no word can reach across the place before the character `at`.
    fn parts_at(&self, at: usize) -> bool {
        self.lexicon.parts(self.text, at)
    }

    /// The borders of the words of a stretch in which the character `at` lies. It ends where all segmenting does, since
    /// the segmenter weighs words from the end on, but begins behind the last place before `at` that no word reaches
    /// across.
    fn borders_around(&mut self, at: usize) -> &[usize] {
        let (text, lexicon) = (self.text, self.lexicon);
        let known = self.stretches.range(..=at).next_back();
        let start = match known {
            Some((start, borders)) if borders.last().is_some_and(|end| at < *end) => *start,
            _ => self.start_before(at),
        };
        self.stretches.entry(start).or_insert_with(|| {
            let end = at + in_one(text, at..text.len()).count();
            let stretch = text.folded(start..end);
            let tokens = lexicon.segmenter().cut(&stretch, false);
            tokens.iter().map(|token| start + token.start).chain([end]).collect()
        })
    }

    /// Where a stretch shall begin in which the character `at` lies.
    fn start_before(&self, at: usize) -> usize {
        // Where a later part is known already, the whole: so no text is segmented more than twice.
        let next = self.stretches.range(at..).next();
        let is_begun = next.is_some_and(|(next, _)| in_one(self.text, at..*next).count() == next - at);
        let mut start = at;
        while let Some(before) = start.checked_sub(1).and_then(|before| self.text.character(before)) {
            if parts_words(before) || !is_begun && self.parts_at(start) {
                break;
            }
            start -= 1;
        }
        start
    }
}

/// The characters from the first of a place on, up to one that parts words.
fn in_one(text: Line<'_>, place: Range<usize>) -> impl Iterator<Item = char> {
    place.map_while(move |at| text.character(at).filter(|c| !parts_words(*c)))
}

/// Whether no word reaches across `c`: the segmenter treats the text on both sides on its own.
fn parts_words(c: char) -> bool {
    c < '\u{3400}' && !c.is_ascii_alphanumeric() && !matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-')
}

/// The words of two characters, and every three that stand side by side in longer words, as bits at their hashes.
#[derive(Clone, Debug)]
struct Joints {
    bits: Vec<u64>,
}

impl Joints {
    /// Some twenty for each of those of the dictionary.
    const BITS: usize = 1 << 23;

    fn add(&mut self, word: &str) {
        let mut characters = word.chars();
        let (Some(mut first), Some(mut second)) = (characters.next(), characters.next()) else { return };
        if characters.as_str().is_empty() {
            self.set([Some(first), Some(second), None]);
        }
        for third in characters {
            self.set([Some(first), Some(second), Some(third)]);
            (first, second) = (second, third);
        }
    }

    fn set(&mut self, joint: [Option<char>; 3]) {
        let at = Self::place(joint);
        self.bits[at / 64] |= 1 << (at % 64);
    }

    fn may_hold(&self, joint: [Option<char>; 3]) -> bool {
        let at = Self::place(joint);
        self.bits[at / 64] & (1 << (at % 64)) != 0
    }

    /// The upper bits of products by large odd numbers are well mixed.
    fn place(joint: [Option<char>; 3]) -> usize {
        let mix = |hash: u32, c: Option<char>| {
            (hash.rotate_left(15) ^ c.map_or(0, u32::from)).wrapping_mul(0x9E37_79B1)
        };
        let mixed = joint.into_iter().fold(0, mix);
        (mixed.wrapping_mul(0x85EB_CA6B) >> (u32::BITS - Self::BITS.trailing_zeros())) as usize
    }
}

//! The characters that literals are made of, numbered: one look at a table folds a character and says
//! whether it matters at all.

use rustc_hash::FxHashMap;

use super::characters::{Fate, fate, four_of_three, of_three};
use super::flat::flat_table;
use super::units::SIGNS;

/// The characters of the basic plane, which the flat table holds.
const BASIC_PLANE: usize = 0x1_0000;

/// A character in the form in which it is compared, as a number.
pub(crate) type Letter = u16;

/// The letter of what stands in no literal.
pub(crate) const FOREIGN: Letter = 0;

/// The letter of white space. This one and those above it may be nothing in folded text.
pub(crate) const BLANK: Letter = Letter::MAX - 1;

/// The letter of what folding deletes; no literal has it.
pub(crate) const NOTHING: Letter = Letter::MAX;

/// The letter that all characters share for which no other is left.
const CROWDED: Letter = BLANK - 1;

/// The letters of a list of literals.
#[derive(Debug)]
pub(crate) struct Alphabet {
    basic: Box<[Letter; BASIC_PLANE]>,
    beyond: FxHashMap<char, Letter>,
    letters: Letter,
}

impl Alphabet {
    /// The alphabet of folded literals, and of the signs that end clauses.
    pub(crate) fn of<'l>(literals: impl Iterator<Item = &'l str>) -> Alphabet {
        let mut alphabet = Alphabet { basic: flat_table(FOREIGN), beyond: FxHashMap::default(), letters: 0 };
        // Signs first, so that they have letters of their own for certain.
        for c in SIGNS.into_iter().chain(literals.flat_map(str::chars)) {
            alphabet.add(c);
        }
        for c in '\0'..='\u{FFFF}' {
            alphabet.basic[c as usize] = match fate(c) {
                Fate::Stay => alphabet.basic[c as usize],
                Fate::Become(other) => alphabet.letter(other),
                Fate::Vanish => NOTHING,
                Fate::Blank => BLANK,
            };
        }
        alphabet
    }

    fn add(&mut self, c: char) {
        if self.letter(c) != FOREIGN {
            return;
        }
        self.letters = (self.letters + 1).min(CROWDED);
        match self.basic.get_mut(c as usize) {
            Some(letter) => *letter = self.letters,
            None => drop(self.beyond.insert(c, self.letters)),
        }
    }

    /// How many letters there are.
    pub(crate) fn len(&self) -> usize {
        usize::from(self.letters)
    }

    /// The letter of a character of any text, folded or not.
    #[inline]
    pub(crate) fn letter(&self, c: char) -> Letter {
        match self.basic.get(c as usize) {
            Some(letter) => *letter,
            None => self.letter_beyond(c),
        }
    }

    /// The letter of a character of three bytes, as nearly all are.
    #[inline]
    pub(crate) fn letter_of_three(&self, first: u8, second: u8, third: u8) -> Letter {
        self.basic[usize::from(of_three(first, second, third))]
    }

    /// The letters of four characters of three bytes each; `None` where there are others among them.
    #[inline]
    pub(crate) fn letters_of_four(&self, bytes: &[u8; 12]) -> Option<[Letter; 4]> {
        four_of_three(bytes).map(|four| four.map(|c| self.basic[usize::from(c)]))
    }

    /// The letter of an ASCII character.
    #[inline]
    pub(crate) fn letter_of_ascii(&self, ascii: u8) -> Letter {
        self.basic[usize::from(ascii)]
    }

    /// The letter of the character at the byte `at` of a text, and its bytes.
    #[cold]
    pub(crate) fn letter_at(&self, text: &str, at: usize) -> (Letter, usize) {
        text[at..].chars().next().map_or((FOREIGN, 0), |c| (self.letter(c), c.len_utf8()))
    }

    #[cold]
    fn letter_beyond(&self, c: char) -> Letter {
        let folded = if let Fate::Become(other) = fate(c) { other } else { c };
        match self.basic.get(folded as usize) {
            Some(letter) => *letter,
            None => self.beyond.get(&folded).copied().unwrap_or(FOREIGN),
        }
    }

    /// A folded literal in letters.
    pub(crate) fn spell(&self, literal: &str) -> Vec<Letter> {
        literal.chars().map(|c| self.letter(c)).collect()
    }

    /// Whether letters stand for these characters alone.
    pub(crate) fn is_exact(letters: &[Letter]) -> bool {
        !letters.contains(&CROWDED)
    }
}

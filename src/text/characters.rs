//! What folding does to a single character, and the few classes of characters the language names.
//!
//! The table of simplified characters is the first candidate of each entry of `TSCharacters` of
//! OpenCC 1.1.9 (Apache-2.0), followed to its end; ambiguous characters are left out and so stay.

use std::sync::LazyLock;

use super::flat::flat_table;

const TRADITIONAL: &str = include_str!("../../data/traditional-to-simplified.tsv");

/// The size of the flat table: every character of the basic plane. The few beyond it that have a
/// simplified form are looked up in a sorted list.
const BASIC_PLANE: usize = 0x1_0000;

/// What becomes of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays as it is.
    Stay,
    /// It becomes another character.
    Become(char),
    /// It is deleted: quotation marks and characters that show nothing.
    Vanish,
    /// It is white space, whose fate its neighbours decide.
    Blank,
}

/// The fate of each character, computed once; constant data, not state.
pub(super) struct Fates {
    basic: Box<[Fate; BASIC_PLANE]>,
    /// Which characters of the basic plane stay, a bit each: little enough to stay near the processor.
    staying: Box<[u64; BASIC_PLANE / 64]>,
    beyond: Vec<(char, char)>,
}

static FATES: LazyLock<Fates> = LazyLock::new(|| {
    let mut fates = Fates { basic: flat_table(Fate::Stay), staying: flat_table(0), beyond: Vec::new() };
    for c in (0..BASIC_PLANE).filter_map(|c| char::from_u32(u32::try_from(c).ok()?)) {
        fates.basic[c as usize] = fate_without_table(c);
    }
    for line in TRADITIONAL.lines().filter(|line| !line.starts_with('#')) {
        let mut characters = line.chars();
        let (Some(from), Some('\t'), Some(to)) = (characters.next(), characters.next(), characters.next())
        else {
            continue;
        };
        match fates.basic.get_mut(from as usize) {
            Some(fate) => *fate = Fate::Become(to),
            None => fates.beyond.push((from, to)),
        }
    }
    fates.beyond.sort_unstable();
    for (staying, fates) in fates.staying.iter_mut().zip(fates.basic.chunks(64)) {
        *staying = (0..).zip(fates).map(|(bit, fate)| u64::from(*fate == Fate::Stay) << bit).sum();
    }
    fates
});

/// What becomes of `c` in folded text.
pub(super) fn fate(c: char) -> Fate {
    Fates::all().of(c)
}

impl Fates {
    pub(super) fn all() -> &'static Fates {
        &FATES
    }

    #[inline]
    pub(super) fn of(&self, c: char) -> Fate {
        self.basic.get(c as usize).copied().unwrap_or_else(|| self.of_beyond(c))
    }

    /// Where in a text the first character from the byte `at` on stands that does not stay; its end if there is none.
    #[cfg(feature = "corpus")]
    fn stay_up_to(&self, text: &str, mut at: usize) -> usize {
        loop {
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            if let Some(four) = rest.first_chunk().and_then(four_of_three) {
                match four.iter().position(|c| self.stays(*c) == 0) {
                    Some(first) => return at + 3 * first,
                    None => at += 12,
                }
                continue;
            }
            let (stays, width) = match rest {
                [first @ 0xE0..0xF0, second, third, ..] => {
                    (self.stays(of_three(*first, *second, *third)) == 1, 3)
                }
                [ascii @ ..0x80, ..] => (self.stays(u16::from(*ascii)) == 1, 1),
                _ => match text[at..].chars().next() {
                    Some(c) => (self.of(c) == Fate::Stay, c.len_utf8()),
                    None => return at,
                },
            };
            if !stays {
                return at;
            }
            at += width;
        }
    }

    /// 1 if a character stays, 0 if not.
    #[inline]
    fn stays(&self, c: u16) -> u64 {
        self.staying[usize::from(c / 64)] >> (c % 64) & 1
    }

    /// A character that folding leaves, as it leaves it.
    #[inline]
    pub(super) fn folded(&self, c: char) -> char {
        let stays = u16::try_from(u32::from(c)).is_ok_and(|c| self.stays(c) == 1);
        if stays { c } else { self.folded_otherwise(c) }
    }

    fn folded_otherwise(&self, c: char) -> char {
        match self.of(c) {
            Fate::Become(other) => other,
            Fate::Blank => ' ',
            Fate::Stay | Fate::Vanish => c,
        }
    }

    #[cold]
    fn of_beyond(&self, c: char) -> Fate {
        let found = self.beyond.binary_search_by_key(&c, |(from, _)| *from);
        found.map_or(Fate::Stay, |at| Fate::Become(self.beyond[at].1))
    }
}

/// The character of three bytes in UTF-8, as nearly all are: each brings some bits of it and a mark of its own.
#[inline]
pub(super) fn of_three(first: u8, second: u8, third: u8) -> u16 {
    u16::from(first) << 12 ^ u16::from(second) << 6 ^ u16::from(third) ^ 0x2080
}

/// A text in simplified characters, lower case and half width, with the same number of characters.
#[cfg(feature = "corpus")]
pub(crate) fn plain(text: &str) -> String {
    let fates = Fates::all();
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (staying, behind) = rest.split_at(fates.stay_up_to(rest, 0));
        plain.push_str(staying);
        let Some(c) = behind.chars().next() else { return plain };
        plain.push(plain_character(c));
        rest = &behind[c.len_utf8()..];
    }
}

/// A character as it is in such a text.
#[cfg(feature = "corpus")]
pub(crate) fn plain_character(c: char) -> char {
    match fate(c) {
        Fate::Become(other) => other,
        Fate::Stay | Fate::Vanish | Fate::Blank => c,
    }
}

/// Four characters of three bytes each; `None` where there are others among them.
#[inline]
pub(super) fn four_of_three(bytes: &[u8; 12]) -> Option<[u16; 4]> {
    let begins = |at: usize| bytes[at] & 0xF0 == 0xE0;
    let character = |at: usize| of_three(bytes[at], bytes[at + 1], bytes[at + 2]);
    (begins(0) & begins(3) & begins(6) & begins(9))
        .then(|| [character(0), character(3), character(6), character(9)])
}

fn fate_without_table(c: char) -> Fate {
    match c {
        'A'..='Z' => Fate::Become(c.to_ascii_lowercase()),
        '\u{FF01}'..='\u{FF5E}' => match half_width(c) {
            '"' | '\'' => Fate::Vanish,
            half => Fate::Become(half.to_ascii_lowercase()),
        },
        '“' | '”' | '„' | '‟' | '"' | '〝' | '〞' | '「' | '」' | '『' | '』' | '‘' | '’' | '\'' => {
            Fate::Vanish
        }
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => Fate::Vanish,
        ' ' | '\t' | '\r' | '\n' | '\u{A0}' | '\u{2002}' | '\u{2003}' | '\u{2009}' | '\u{3000}' => {
            Fate::Blank
        }
        _ => Fate::Stay,
    }
}

/// The ASCII character that a full-width one stands for; others stay.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Whether `c` is a Han character as the language defines it.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

/// Whether `c` is an ASCII letter or digit, or the full-width form of one.
pub(crate) fn is_ascii_like_alphanumeric(c: char) -> bool {
    half_width(c).is_ascii_alphanumeric()
}

/// Whether `c` is an ASCII digit, or the full-width form of one.
pub(crate) fn is_digit(c: char) -> bool {
    half_width(c).is_ascii_digit()
}

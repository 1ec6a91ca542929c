//! Looks at every byte or character of a text that cost next to nothing: what is asked of every paragraph.

use memchr::memmem::Finder;

use super::characters::{four_of_three, of_three};
use super::flat::flat_table;

/// Whether some byte is so. All are looked at, many at a time.
#[inline]
pub(crate) fn any_byte(text: &str, is_so: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |any, byte| any | is_so(byte))
}

/// How many bytes are so.
#[inline]
pub(crate) fn count_bytes(text: &str, is_so: impl Fn(u8) -> bool) -> usize {
    // A sum of bytes is made of many at a time.
    let count = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(is_so(*byte))).sum::<u8>();
    text.as_bytes().chunks(255).map(|bytes| usize::from(count(bytes))).sum()
}

/// Where the first of two bytes is.
#[inline]
pub(crate) fn first_of_two(bytes: &[u8], [one, other]: [u8; 2]) -> Option<usize> {
    memchr::memchr2(one, other, bytes)
}

/// A string that many texts are searched for.
#[derive(Debug)]
pub(crate) struct Sought(Finder<'static>);

impl Sought {
    pub(crate) fn new(string: &'static str) -> Sought {
        Sought(Finder::new(string))
    }

    /// Whether a text holds it.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.0.find(text.as_bytes()).is_some()
    }
}

/// Characters of the basic plane, a bit each.
#[derive(Debug)]
pub(crate) struct CharacterSet(Box<[u64; 1 << 10]>);

impl CharacterSet {
    /// The set of some characters; those beyond the basic plane are left out.
    pub(crate) fn of(characters: impl Iterator<Item = char>) -> CharacterSet {
        let mut bits = flat_table(0);
        for c in characters.filter_map(|c| u16::try_from(u32::from(c)).ok()) {
            bits[usize::from(c / 64)] |= 1 << (c % 64);
        }
        CharacterSet(bits)
    }

    /// How many of the first characters of a text of three bytes each, at most so many, are in the set.
    pub(crate) fn count_wide(&self, text: &str, most: usize) -> u64 {
        let (mut rest, mut left) = (text.as_bytes(), most);
        let mut count = 0;
        while left > 0 {
            if let Some((twelve, behind)) = rest.split_first_chunk()
                && let Some(four) = four_of_three(twelve).filter(|_| left >= 4)
            {
                count += four.iter().map(|c| self.has(*c)).sum::<u64>();
                (rest, left) = (behind, left - 4);
                continue;
            }
            rest = match rest {
                [first @ 0xE0..0xF0, second, third, rest @ ..] => {
                    count += self.has(of_three(*first, *second, *third));
                    rest
                }
                [..0x80, rest @ ..] | [0x80..0xE0, _, rest @ ..] | [_, _, _, _, rest @ ..] => rest,
                _ => return count,
            };
            left -= 1;
        }
        count
    }

    /// 1 if a character is in the set, 0 if not.
    #[inline]
    fn has(&self, c: u16) -> u64 {
        self.0[usize::from(c / 64)] >> (c % 64) & 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_characters_are_counted() {
        let text = "2020年，é𠀀ab鏀c".repeat(60);
        assert_eq!(count_bytes(&text, |byte| byte.is_ascii_digit()), 240);
        assert!(any_byte(&text, |byte| byte == 0xC3) && !any_byte(&text, |byte| byte == b'z'));
        let set = CharacterSet::of("鏀年a𠀀".chars());
        assert_eq!(set.count_wide(&text, usize::MAX), 120);
        assert_eq!(set.count_wide(&text, 11), 2);
        assert_eq!(set.count_wide(&text, 5), 1);
        assert_eq!(set.count_wide("", 5), 0);
    }
}

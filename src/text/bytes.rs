//! Looks at every byte or character of a text that cost next to nothing: what is asked of every paragraph.

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

    /// Whether two characters of three bytes each are in the set that stand 3, 6 or 9 characters apart, among the first
    /// `most` of a text.
    pub(crate) fn recurs_by_threes(&self, text: &str, most: usize) -> bool {
        let (mut rest, mut left) = (text.as_bytes(), most);
        // A bit for each character, the last one lowest.
        let mut seen = 0_u64;
        while left > 0 {
            let taken;
            if let Some((twelve, behind)) = rest.split_first_chunk()
                && let Some([first, second, third, fourth]) = four_of_three(twelve)
            {
                let (left, right) = (self.has(first) << 3 | self.has(second) << 2, self.has(third) << 1);
                (seen, rest, taken) = (seen << 4 | left | right | self.has(fourth), behind, 4);
            } else {
                let (c, width) = match rest {
                    [first @ 0xE0..0xF0, second, third, ..] => (of_three(*first, *second, *third), 3),
                    [..0x80, ..] => (0, 1),
                    [0x80..0xE0, _, ..] => (0, 2),
                    [_, _, _, _, ..] => (0, 4),
                    _ => return false,
                };
                (seen, rest, taken) = (seen << 1 | self.has(c), &rest[width..], 1);
            }
            let new = seen & ((1 << taken) - 1);
            if new != 0 && new & (seen >> 3 | seen >> 6 | seen >> 9) != 0 {
                return true;
            }
            left = left.saturating_sub(taken);
        }
        false
    }

    /// Whether a character is in the set.
    pub(crate) fn contains(&self, c: char) -> bool {
        u16::try_from(u32::from(c)).is_ok_and(|c| self.has(c) == 1)
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
    fn bytes_are_counted() {
        let text = "2020年，é𠀀ab鏀c".repeat(60);
        assert_eq!(count_bytes(&text, |byte| byte.is_ascii_digit()), 240);
        assert!(any_byte(&text, |byte| byte == 0xC3) && !any_byte(&text, |byte| byte == b'z'));
    }

    #[test]
    fn characters_recur_by_threes() {
        let set = CharacterSet::of("鏀年a𠀀".chars());
        let recurs = |text: &str| set.recurs_by_threes(text, 24);
        for (far, expected) in
            [(1, false), (2, false), (3, true), (4, false), (6, true), (9, true), (12, false)]
        {
            for between in ["天", "a", "é", "𠀀"] {
                for before in 0..5 {
                    let text = format!("{}鏀{}年", between.repeat(before), between.repeat(far - 1));
                    assert_eq!(recurs(&text), expected, "{text}");
                }
            }
        }
        assert!(!recurs("") && !recurs("年") && !recurs(&format!("{}年一二年", "天".repeat(24))));
    }
}

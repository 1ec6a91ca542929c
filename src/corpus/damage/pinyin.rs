//! Pinyin in brackets behind the characters it is for: 垃(lā)圾(jī). It cuts words in two.

use crate::text::{any_byte, is_han};

/// Letters with a sign for the tone, and without: a word without a tone may be English.
const TONES: [(&str, char); 8] = [
    ("āáǎàăɑ", 'a'),
    ("ēéěèĕ", 'e'),
    ("īíǐìĭ", 'i'),
    ("ōóǒòŏ", 'o'),
    ("ūúǔùŭ", 'u'),
    ("ǖǘǚǜü", 'v'),
    ("ńňǹ", 'n'),
    ("ɡ", 'g'),
];

/// With what each syllable begins, and how it can go on.
const SYLLABLES: [(&str, &str); 24] = [
    ("b", "a o ai ei ao an en ang eng i ie iao ian in ing u"),
    ("p", "a o ai ei ao ou an en ang eng i ie iao ian in ing u"),
    ("m", "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u"),
    ("f", "a o ei ou an en ang eng u"),
    ("d", "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un"),
    ("t", "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un"),
    ("n", "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan v ve ue"),
    ("l", "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve ue"),
    ("g", "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("k", "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("h", "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("j", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("q", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("x", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("zh", "a e ai ei ao ou an en ang eng ong i u ua uo uai ui uan un uang"),
    ("ch", "a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang"),
    ("sh", "a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang"),
    ("r", "e ao ou an en ang eng ong i u uo ui uan un"),
    ("z", "a e ai ei ao ou an en ang eng ong i u uo ui uan un"),
    ("c", "a e ai ao ou an en ang eng ong i u uo ui uan un"),
    ("s", "a e ai ao ou an en ang eng ong i u uo ui uan un"),
    ("y", "a o e ao ou an ang i in ing ong u ue uan un"),
    ("w", "a o ai ei an en ang eng u"),
    ("", "a o e ai ei ao ou an en ang er"),
];

/// So many characters of pinyin at most stand in one pair of brackets.
const LONGEST: usize = 40;

/// The text without pinyin in brackets, and how often it stood there; none where it did not.
pub(super) fn removed(text: &str) -> Option<(String, usize)> {
    // All of the vowels begin with one of these bytes.
    if !any_byte(text, |byte| matches!(byte, 0xC3..=0xC7)) || !text.contains(['(', '（']) {
        return None;
    }
    let mut kept = String::new();
    let (mut count, mut done) = (0, 0);
    for (at, open) in text.match_indices(['(', '（']) {
        if at < done || !text[..at].chars().next_back().is_some_and(is_han) {
            continue;
        }
        let rest = &text[at + open.len()..];
        let Some(end) = rest.find([')', '）']).filter(|end| is_pinyin(&rest[..*end])) else { continue };
        let close = rest[end..].chars().next().map_or(0, char::len_utf8);
        kept.push_str(&text[done..at]);
        done = at + open.len() + end + close;
        count += 1;
    }
    if count == 0 {
        return None;
    }
    kept.push_str(&text[done..]);
    Some((kept, count))
}

/// Whether each word is made of syllables of Chinese, and one has a tone at least.
fn is_pinyin(text: &str) -> bool {
    if text.chars().nth(LONGEST).is_some() {
        return false;
    }
    let mut words = text.split([' ', '\u{A0}', '\'', '’', '-']).filter(|word| !word.is_empty());
    text.contains(is_toned)
        && words.all(|word| {
            let letters: Option<String> = word.chars().flat_map(char::to_lowercase).map(letter).collect();
            letters.is_some_and(|letters| is_syllables(&letters))
        })
}

fn is_toned(c: char) -> bool {
    c.to_lowercase().any(|c| TONES.iter().any(|(toned, _)| toned.contains(c)))
}

/// A letter without its tone; `v` for ü.
fn letter(c: char) -> Option<char> {
    let toned = TONES.iter().find(|(toned, _)| toned.contains(c));
    match c {
        'a'..='z' => Some(c),
        _ => toned.map(|(_, letter)| *letter),
    }
}

/// Whether letters are syllables, one after the other.
fn is_syllables(letters: &str) -> bool {
    letters.is_empty()
        || SYLLABLES.iter().any(|(initial, finals)| {
            let rest = letters.strip_prefix(initial);
            let mut after = finals.split(' ').filter_map(|end| rest?.strip_prefix(end));
            after.any(is_syllables)
        })
}

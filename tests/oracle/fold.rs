//! Folding, sentences and words by the letter of the language page, one character at a time.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::LazyLock;

use jieba_rs::Jieba;

/// A paragraph in folded form: each character with the place in the original where it stood.
pub struct Folded {
    pub original: Vec<char>,
    pub characters: Vec<char>,
    pub origins: Vec<usize>,
}

pub fn fold(text: &str) -> Folded {
    let original: Vec<char> = text.chars().collect();
    let kept: Vec<(usize, char)> = original
        .iter()
        .map(|c| simplified(lower(narrow(*c))))
        .enumerate()
        .filter(|(_, c)| !is_deleted(*c))
        .collect();
    let mut folded = Folded { original, characters: Vec::new(), origins: Vec::new() };
    let mut i = 0;
    while i < kept.len() {
        let (origin, mut c) = kept[i];
        let before = folded.characters.last().copied();
        let mut end = i + 1;
        if is_white(c) {
            while end < kept.len() && is_white(kept[end].1) {
                end += 1;
            }
            let stays = before.is_some_and(|c| !is_han(c)) && kept.get(end).is_some_and(|(_, c)| !is_han(*c));
            i = end;
            if !stays {
                continue;
            }
            c = ' ';
        }
        folded.characters.push(c);
        folded.origins.push(origin);
        i = end;
    }
    folded
}

/// The folded form as text.
pub fn folded_text(text: &str) -> String {
    fold(text).characters.into_iter().collect()
}

pub fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF)
        || c == '〇'
}

/// Whether a character of the original is a letter or digit, full-width ones among them.
pub fn is_alphanumeric(c: char) -> bool {
    narrow(c).is_ascii_alphanumeric()
}

pub fn is_digit(c: char) -> bool {
    narrow(c).is_ascii_digit()
}

fn narrow(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFF01 + 0x21).unwrap(),
        _ => c,
    }
}

fn lower(c: char) -> char {
    if c.is_ascii_uppercase() { c.to_ascii_lowercase() } else { c }
}

fn is_deleted(c: char) -> bool {
    "“”„‟\"〝〞「」『』‘’'\u{AD}\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}".contains(c)
}

fn is_white(c: char) -> bool {
    " \t\r\n\u{A0}\u{2002}\u{2003}\u{2009}\u{3000}".contains(c)
}

fn data(name: &str) -> String {
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data").join(name)).unwrap()
}

static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pair = |line: &str| {
        let (traditional, simplified) = line.split_once('\t')?;
        Some((traditional.chars().next()?, simplified.trim().chars().next()?))
    };
    data("traditional-to-simplified.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(pair)
        .collect()
});

fn simplified(c: char) -> char {
    TABLE.get(&c).copied().unwrap_or(c)
}

/// A traditional form of each simplified character that has one, for disguising terms.
pub static TRADITIONAL: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    TABLE.iter().map(|(a, b)| (*a, *b)).collect::<BTreeMap<_, _>>().into_iter().map(|(a, b)| (b, a)).collect()
});

impl Folded {
    /// For each character, how many units ended before it; `is_end` says what ends one.
    fn units(&self, ends: &str) -> Vec<usize> {
        let mut unit = 0;
        let mut units = Vec::new();
        for i in 0..self.characters.len() {
            units.push(unit);
            if self.ends(i, ends) {
                unit += 1;
            }
        }
        units
    }

    fn ends(&self, i: usize, signs: &str) -> bool {
        let origin = self.origins[i];
        let within_latin = "!?;,:".contains(self.original[origin])
            && origin > 0
            && is_alphanumeric(self.original[origin - 1])
            && self.original.get(origin + 1).is_some_and(|c| is_alphanumeric(*c));
        signs.contains(self.characters[i]) && !within_latin
    }

    pub fn ends_sentence(&self, i: usize) -> bool {
        self.ends(i, "。!?;｡")
    }

    pub fn sentences(&self) -> Vec<usize> {
        self.units("。!?;｡")
    }

    pub fn clauses(&self) -> Vec<usize> {
        self.units("。!?;｡,:")
    }
}

static FREQUENCIES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let entry = |line: &str| {
        let mut parts = line.split(' ');
        Some((parts.next()?.to_owned(), parts.next()?.parse().ok()?))
    };
    data("jieba-dict.txt").lines().filter_map(entry).collect()
});

static PLAIN: LazyLock<Jieba> =
    LazyLock::new(|| Jieba::with_dict(&mut data("jieba-dict.txt").as_bytes()).unwrap());

thread_local! {
    static WITH_LEXICON: RefCell<Vec<(Vec<String>, Rc<Jieba>)>> = const { RefCell::new(Vec::new()) };
}

/// Jieba with the words of a lexicon; the last few are kept.
fn jieba(lexicon: &[String]) -> Rc<Jieba> {
    WITH_LEXICON.with_borrow_mut(|kept| {
        if let Some((_, jieba)) = kept.iter().find(|(words, _)| words == lexicon) {
            return Rc::clone(jieba);
        }
        let mut jieba = PLAIN.clone();
        for word in lexicon {
            let word = folded_text(word);
            jieba.add_word(&word, Some(FREQUENCIES.get(&word).copied().unwrap_or(0).max(100)), None);
        }
        let jieba = Rc::new(jieba);
        kept.truncate(3);
        kept.insert(0, (lexicon.to_vec(), Rc::clone(&jieba)));
        jieba
    })
}

/// The tokens of the whole folded text, as intervals of its characters.
pub fn tokens(folded: &Folded, lexicon: &[String]) -> Vec<(usize, usize)> {
    let text: String = folded.characters.iter().collect();
    let mut tokens = Vec::new();
    let mut start = 0;
    let cut = |jieba: &Jieba| {
        jieba.cut(&text, false).iter().map(|token| token.word.chars().count()).collect::<Vec<_>>()
    };
    let lengths = if lexicon.is_empty() { cut(&PLAIN) } else { cut(&jieba(lexicon)) };
    for length in lengths {
        tokens.push((start, start + length));
        start += length;
    }
    assert_eq!(start, folded.characters.len(), "jieba left characters out");
    tokens
}

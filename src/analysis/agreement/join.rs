//! Which paragraphs of several coders are the same.

use std::collections::BTreeMap;

use crate::corpus::CodedParagraph;
use crate::text::fold;

/// By what paragraphs are taken for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The same id.
    Id,
    /// The same number in the same document.
    Place,
    /// The same text, the first with the first where it stands several times.
    Text,
}

/// Why paragraphs that have ids are not joined by them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// The same id belongs to different texts.
    Texts {
        /// The first such id.
        id: String,
        /// How many there are.
        ids: usize,
    },
    /// A coder has an id more than once.
    Repeated {
        /// The coder.
        coder: String,
        /// The id.
        id: String,
    },
}

/// The paragraphs of several coders put side by side.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) key: Key,
    pub(super) clash: Option<Clash>,
    /// Of each paragraph and each coder, the position among the coder's paragraphs.
    pub(super) rows: Vec<Vec<Option<usize>>>,
}

/// The paragraphs of a coder, with a name.
pub(super) type Named<'c> = (&'c str, &'c [CodedParagraph]);

impl Joined {
    /// Joins by the key that brings most paragraphs together, of equally good ones by the first. A key does not do
    /// that a paragraph lacks, that a coder has twice, or that brings different texts together.
    pub(super) fn of(coders: &[Named]) -> Joined {
        let mut clash = None;
        let mut candidates = Vec::new();
        for key in [Key::Id, Key::Place] {
            let keys: Option<Vec<_>> = coders.iter().map(|(_, all)| keys(all, key)).collect();
            let Some(keys) = keys else { continue };
            let rows = rows(&keys);
            match repeated(coders, &keys).or_else(|| unlike_texts(coders, &keys, &rows)) {
                None => candidates.push((key, rows)),
                Some(found) if key == Key::Id => clash = Some(found),
                Some(_) => {}
            }
        }
        let texts: Vec<_> = coders.iter().map(|(_, all)| texts(all)).collect();
        candidates.push((Key::Text, rows(&texts)));
        // Of equal ones the last wins, so the first must come last.
        candidates.reverse();
        let best = candidates.into_iter().max_by_key(|(_, rows)| shared(rows));
        let (key, rows) = best.unwrap_or((Key::Text, Vec::new()));
        Joined { key, clash, rows }
    }
}

/// How many codings stand beside another of the same paragraph.
fn shared(rows: &[Vec<Option<usize>>]) -> usize {
    rows.iter().filter(|row| is_shared(row)).map(|row| row.iter().flatten().count()).sum()
}

/// Whether at least two coders have a paragraph.
pub(super) fn is_shared(row: &[Option<usize>]) -> bool {
    row.iter().flatten().count() > 1
}

/// A text by which it is known again: folded, and without blanks, which tools add and take away.
pub(super) fn bare(text: &str) -> String {
    fold(text).split_whitespace().collect()
}

/// What names each paragraph by a key; nothing where one lacks it.
fn keys(paragraphs: &[CodedParagraph], key: Key) -> Option<Vec<(String, usize)>> {
    let name = |paragraph: &CodedParagraph| match key {
        Key::Id => paragraph.id.clone(),
        _ => Some(format!("{}\n{}", paragraph.document.as_ref()?, paragraph.number.as_ref()?)),
    };
    paragraphs.iter().map(|paragraph| Some((name(paragraph)?, 0))).collect()
}

/// The text of each paragraph, numbered where it stands several times.
fn texts(paragraphs: &[CodedParagraph]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let number = |paragraph: &CodedParagraph| {
        let text = bare(&paragraph.text);
        let count = counts.entry(text.clone()).or_default();
        *count += 1;
        (text, *count)
    };
    paragraphs.iter().map(number).collect()
}

/// Rows in the order in which their first paragraphs stand.
fn rows(keys: &[Vec<(String, usize)>]) -> Vec<Vec<Option<usize>>> {
    let mut rows: Vec<Vec<Option<usize>>> = Vec::new();
    let mut known: BTreeMap<&(String, usize), usize> = BTreeMap::new();
    for (coder, keys_of_coder) in keys.iter().enumerate() {
        for (at, key) in keys_of_coder.iter().enumerate() {
            let row = *known.entry(key).or_insert(rows.len());
            if row == rows.len() {
                rows.push(vec![None; keys.len()]);
            }
            rows[row][coder].get_or_insert(at);
        }
    }
    rows
}

fn repeated(coders: &[Named], keys: &[Vec<(String, usize)>]) -> Option<Clash> {
    coders.iter().zip(keys).find_map(|((coder, _), keys)| {
        let mut sorted: Vec<&String> = keys.iter().map(|(key, _)| key).collect();
        sorted.sort_unstable();
        let twice = sorted.windows(2).find(|pair| pair[0] == pair[1])?;
        Some(Clash::Repeated { coder: (*coder).to_owned(), id: twice[0].clone() })
    })
}

fn unlike_texts(
    coders: &[Named],
    keys: &[Vec<(String, usize)>],
    rows: &[Vec<Option<usize>>],
) -> Option<Clash> {
    let key_of_unlike = |row: &Vec<Option<usize>>| {
        let mut places = row.iter().enumerate().filter_map(|(coder, at)| Some((coder, (*at)?)));
        let text = |(coder, at): (usize, usize)| bare(&coders[coder].1[at].text);
        let first = places.next()?;
        let expected = text(first);
        places.any(|place| text(place) != expected).then(|| keys[first.0][first.1].0.clone())
    };
    let mut unlike = rows.iter().filter_map(key_of_unlike);
    Some(Clash::Texts { id: unlike.next()?, ids: 1 + unlike.count() })
}

//! Paragraphs that stand twice.

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::{FxHashSet, FxHasher};

use crate::corpus::document::Paragraph;
use crate::corpus::kind::Kind;

/// Shorter paragraphs may well stand twice, in characters.
const SHORTEST: usize = 20;

/// Shorter ones may stand again later in a document, in characters.
const SHORTEST_LATER: usize = 40;

/// So many paragraphs of a document are remembered.
const MOST: usize = 100_000;

/// By what a text is known again, which nothing but its letters decide.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Print {
    /// None where it is too short to matter.
    hash: Option<u64>,
    may_matter_later: bool,
}

impl Print {
    pub(super) fn of(text: &str) -> Print {
        let hash = is_long(text, SHORTEST).then(|| hash(text));
        Print { hash, may_matter_later: hash.is_some() && is_long(text, SHORTEST_LATER) }
    }
}

/// What stood in the document at hand before.
#[derive(Debug, Default)]
pub(super) struct Doubled {
    document: String,
    record: Option<usize>,
    last: Option<u64>,
    seen: FxHashSet<u64>,
}

impl Doubled {
    /// Whether it is the paragraph before it once more.
    pub(super) fn is_doubled(&mut self, paragraph: &Paragraph, print: Print) -> bool {
        if self.document != paragraph.document || self.record != paragraph.record {
            *self = Doubled {
                document: paragraph.document.clone(),
                record: paragraph.record,
                ..Doubled::default()
            };
        }
        let is_text = matches!(paragraph.kind, Kind::Body | Kind::ListItem);
        let hash = print.hash.filter(|_| is_text);
        let is_doubled = hash.is_some() && hash == self.last;
        self.last = hash;
        is_doubled
    }

    /// Whether the same stood before, though not directly; from now on it did.
    pub(super) fn stood_before(&mut self, print: Print) -> bool {
        let Some(hash) = self.last.filter(|_| print.may_matter_later) else { return false };
        self.seen.len() < MOST && !self.seen.insert(hash)
    }
}

/// One half of a text that is twice the same, each time to the end of a sentence. What stands there more often was not
/// doubled on its way, but written so.
pub(super) fn halved(text: &str) -> Option<String> {
    let middle = text.len() / 2;
    // With one character between the halves, or none.
    let halves = [(middle, middle), (middle, middle + 1), (middle - middle.min(1), middle + 2)];
    halves.into_iter().find_map(|(end, start)| {
        let (first, second) = (text.get(..end)?, text.get(start..)?);
        let between = text.get(end..start)?;
        let is_half = first == second
            && between.chars().all(char::is_whitespace)
            && first.ends_with(['。', '！', '？', '；', '”'])
            && is_long(first, SHORTEST)
            && !is_repetition(first.as_bytes());
        is_half.then(|| first.to_owned())
    })
}

/// Whether a text is the same part several times over.
fn is_repetition(text: &[u8]) -> bool {
    // How much of the text's begin each begin of it ends in.
    let mut borders = vec![0_usize; text.len()];
    for at in 1..text.len() {
        let mut border = borders[at - 1];
        while border > 0 && text[border] != text[at] {
            border = borders[border - 1];
        }
        borders[at] = border + usize::from(text[border] == text[at]);
    }
    let period = text.len() - borders.last().copied().unwrap_or_default();
    period < text.len() && text.len().is_multiple_of(period)
}

fn is_long(text: &str, least: usize) -> bool {
    text.chars().nth(least - 1).is_some()
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

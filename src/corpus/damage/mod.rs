//! Damage that scraping and conversion do to texts: found in every paragraph, mended where there is no doubt what stood
//! there, and told once for each file.

mod doubled;
mod entities;
mod mojibake;
mod pinyin;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::document::Paragraph;
use super::problem::Problem;
use super::split::trim;
use doubled::{Doubled, Print};

/// A kind of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Damage {
    /// `&nbsp;` and the like stand in the text.
    Entity,
    /// A character is followed by its pinyin in brackets.
    Pinyin,
    /// A word is cut in two by the end of a line.
    BrokenWord,
    /// A paragraph stands twice, one after the other or in one.
    Doubled,
    /// A long paragraph stood before already, elsewhere in the document.
    Repeated,
    /// Text of one encoding was read as another.
    Mojibake {
        /// The encoding it is likely in.
        encoding: &'static str,
        /// The one it was read as.
        read_as: &'static str,
    },
    /// Characters are lost: U+FFFD, or what became of it.
    Lost,
    /// NUL bytes stand in the text.
    Nul,
}

/// How often some damage was found in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub damage: Damage,
    /// In how many places.
    pub count: usize,
    /// Whether it is mended.
    pub is_mended: bool,
}

/// What a look at a text alone says of its damage.
#[derive(Debug)]
pub(super) struct Mended {
    /// The text without it, if it had any that is mended.
    text: Option<String>,
    found: Vec<Found>,
    print: Print,
}

impl Mended {
    /// `is_kept`: the text stays as it is, its damage is only counted.
    pub(super) fn of(text: &str, is_kept: bool) -> Mended {
        let (mut mended, mut found) = (Cow::Borrowed(text), Vec::new());
        let mut take = |damage: Damage, repair: Option<(String, usize)>, text: &mut Cow<'_, str>| {
            let Some((new, count)) = repair else { return };
            found.push(Found { damage, count, is_mended: !is_kept });
            if !is_kept {
                *text = Cow::Owned(new);
            }
        };
        let mut left = None;
        if let Some(found) = mojibake::find(&mended) {
            let damage = Damage::Mojibake { encoding: found.encoding, read_as: found.read_as };
            left = (found.left > 0).then_some(Found { damage, count: found.left, is_mended: false });
            take(damage, Some((found.text, found.count)).filter(|(_, count)| *count > 0), &mut mended);
        }
        take(Damage::Entity, entities::decoded(&mended), &mut mended);
        take(Damage::Pinyin, pinyin::removed(&mended), &mut mended);
        take(Damage::Doubled, doubled::halved(&mended).map(|half| (half, 1)), &mut mended);
        found.extend(left);
        let count = mojibake::lost(&mended);
        if count > 0 {
            found.push(Found { damage: Damage::Lost, count, is_mended: false });
        }
        let mended = match mended {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(trim(&text).to_owned()),
        };
        let print = Print::of(mended.as_deref().unwrap_or(text));
        Mended { text: mended, found, print }
    }
}

/// Mends the paragraphs of one file, and counts.
#[derive(Debug, Default)]
pub(super) struct Mending {
    counts: BTreeMap<(Damage, bool), usize>,
    doubled: Doubled,
    /// Whether what could not be decoded has been told already.
    lost_is_told: bool,
}

impl Mending {
    /// The paragraph without its damage; none where it is one too many. `is_kept`: it stays as it is, only counted.
    pub(super) fn mend(
        &mut self,
        mut paragraph: Paragraph,
        mended: Mended,
        is_kept: bool,
    ) -> Option<Paragraph> {
        for Found { damage, count, is_mended } in mended.found {
            self.found(damage, count, is_mended);
        }
        if let Some(text) = mended.text {
            paragraph.text = text;
            if paragraph.text.is_empty() {
                return None;
            }
        }
        if self.doubled.is_doubled(&paragraph, mended.print) {
            self.found(Damage::Doubled, 1, !is_kept);
            return is_kept.then_some(paragraph);
        }
        if self.doubled.stood_before(mended.print) {
            self.found(Damage::Repeated, 1, false);
        }
        Some(paragraph)
    }

    /// Counts what was found and mended elsewhere.
    pub(super) fn found(&mut self, damage: Damage, count: usize, is_mended: bool) {
        if count > 0 {
            *self.counts.entry((damage, is_mended)).or_default() += count;
        }
    }

    /// What could not be decoded has been told: the U+FFFD of that are no news.
    pub(super) fn tell_lost(&mut self) {
        self.lost_is_told = true;
    }

    /// What there is to say of the file.
    pub(super) fn problem(&self) -> Option<Problem> {
        let told = |(damage, _): &(Damage, bool)| *damage != Damage::Lost || !self.lost_is_told;
        let found: Vec<Found> = self
            .counts
            .iter()
            .filter(|(key, _)| told(key))
            .map(|((damage, is_mended), count)| Found {
                damage: *damage,
                count: *count,
                is_mended: *is_mended,
            })
            .collect();
        (!found.is_empty()).then_some(Problem::Damaged { found })
    }
}

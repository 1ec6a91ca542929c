//! Damage that scraping and conversion do to texts: found in every paragraph, mended where there is no doubt what stood
//! there, and told once for each file.

mod doubled;
mod entities;
mod mojibake;
mod pinyin;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::document::Paragraph;
use super::split::trim;
use super::trouble::Problem;
use doubled::Doubled;

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
    pub(super) fn mend(&mut self, mut paragraph: Paragraph, is_kept: bool) -> Option<Paragraph> {
        if let Cow::Owned(text) = self.mended(&paragraph.text, is_kept) {
            trim(&text).clone_into(&mut paragraph.text);
            if paragraph.text.is_empty() {
                return None;
            }
        }
        if self.doubled.is_doubled(&paragraph) {
            self.found(Damage::Doubled, 1, !is_kept);
            return is_kept.then_some(paragraph);
        }
        if self.doubled.stood_before(&paragraph) {
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

    fn mended<'t>(&mut self, text: &'t str, is_kept: bool) -> Cow<'t, str> {
        let mut mended = Cow::Borrowed(text);
        let mut take =
            |damage: Damage, is_mended: bool, found: Option<(String, usize)>, text: &mut Cow<'t, str>| {
                let Some((new, count)) = found else { return };
                *self.counts.entry((damage, is_mended && !is_kept)).or_default() += count;
                if is_mended && !is_kept {
                    *text = Cow::Owned(new);
                }
            };
        if let Some(found) = mojibake::find(&mended) {
            let damage = Damage::Mojibake { encoding: found.encoding, read_as: found.read_as };

            take(damage, true, Some((found.text, found.count)), &mut mended);
        }
        take(Damage::Entity, true, entities::decoded(&mended), &mut mended);
        take(Damage::Pinyin, true, pinyin::removed(&mended), &mut mended);
        take(Damage::Doubled, true, doubled::halved(&mended).map(|half| (half, 1)), &mut mended);
        let lost = mojibake::lost(&mended);
        if lost > 0 {
            self.found(Damage::Lost, lost, false);
        }
        mended
    }
}

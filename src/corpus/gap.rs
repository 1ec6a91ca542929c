//! What of an input is missing from what was read of it, while the rest is there.

#[cfg(feature = "documents")]
use std::collections::HashSet;

#[cfg(feature = "documents")]
use super::problem::Problem;
use super::trouble::Severity;

/// What could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Gap {
    /// Pages that are images without text.
    ImagePages,
    /// Pages of which bytes are wrong.
    DamagedPages,
    /// Pages with text that runs up, down or aslant, whose order may be wrong.
    TurnedPages,
    /// Pages that a document counts and that are not in it.
    Pages,
    /// Characters in fonts that cannot be read, or do not say which characters they show; told with their pages.
    UnknownCharacters,
    /// Chapters that a book lists and does not hold.
    Chapters,
    /// Footnotes or endnotes that the text refers to and that are not there.
    Notes,
    /// Files put into a document as they are, of a kind that is not read.
    Inserted,
    /// The end, which was cut off.
    End,
    /// Sheets that are hidden.
    HiddenSheets,
    /// Repetitions of rows or cells, beyond what is written out.
    Repetitions,
    /// Cells that hold a formula, and not what it comes to.
    Formulas,
    /// Names of characters that are not known; they stand in the text as written.
    Entities,
}

impl Gap {
    /// All of them.
    #[cfg(feature = "documents")]
    pub(super) const ALL: [Gap; 13] = [
        Gap::ImagePages,
        Gap::DamagedPages,
        Gap::TurnedPages,
        Gap::Pages,
        Gap::UnknownCharacters,
        Gap::Chapters,
        Gap::Notes,
        Gap::Inserted,
        Gap::End,
        Gap::HiddenSheets,
        Gap::Repetitions,
        Gap::Formulas,
        Gap::Entities,
    ];

    /// The key of its message.
    pub(super) fn key(self) -> &'static str {
        match self {
            Gap::ImagePages => "documents.image_pages",
            Gap::DamagedPages => "documents.damaged_pages",
            Gap::TurnedPages => "documents.turned_pages",
            Gap::Pages => "documents.pages",
            Gap::UnknownCharacters => "documents.unknown_characters",
            Gap::Chapters => "documents.chapters",
            Gap::Notes => "documents.notes",
            Gap::Inserted => "documents.inserted",
            Gap::End => "documents.cut_off",
            Gap::HiddenSheets => "documents.hidden_sheets",
            Gap::Repetitions => "documents.repetitions",
            Gap::Formulas => "documents.formulas",
            Gap::Entities => "documents.entities",
        }
    }

    /// Whether the document itself is not whole, or only has what nobody can read as text, or nobody sees.
    pub(super) fn severity(self) -> Severity {
        match self {
            Gap::DamagedPages
            | Gap::Pages
            | Gap::UnknownCharacters
            | Gap::Chapters
            | Gap::Notes
            | Gap::Inserted
            | Gap::End
            | Gap::Formulas
            | Gap::Entities => Severity::Failure,
            Gap::ImagePages | Gap::TurnedPages | Gap::HiddenSheets | Gap::Repetitions => Severity::Note,
        }
    }
}

/// A gap of a document, with what there is to say about it.
#[cfg(feature = "documents")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) gap: Gap,
    /// How many.
    pub(super) count: usize,
    /// Where, as its readers call the place; nothing where that is not known.
    pub(super) places: Vec<String>,
}

#[cfg(feature = "documents")]
impl Missing {
    /// Nothing where there are none.
    pub(super) fn some(gap: Gap, count: usize) -> Option<Missing> {
        (count > 0).then(|| Missing { gap, count, places: Vec::new() })
    }

    /// One at each place; a place that stands there several times is told once.
    pub(super) fn at(gap: Gap, mut places: Vec<String>) -> Option<Missing> {
        let count = places.len();
        let mut told = HashSet::new();
        places.retain(|place| told.insert(place.clone()));
        (count > 0).then_some(Missing { gap, count, places })
    }

    pub(super) fn problem(&self) -> Problem {
        Problem::Gap { gap: self.gap, count: self.count, places: self.places.clone() }
    }
}

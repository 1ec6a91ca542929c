//! What of an input is missing from what was read of it, while the rest is there.

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
    /// Pages with text in a font that does not say which characters it shows.
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
}

impl Gap {
    /// All of them.
    #[cfg(feature = "documents")]
    pub(super) const ALL: [Gap; 10] = [
        Gap::ImagePages,
        Gap::DamagedPages,
        Gap::TurnedPages,
        Gap::UnknownCharacters,
        Gap::Chapters,
        Gap::Notes,
        Gap::Inserted,
        Gap::End,
        Gap::HiddenSheets,
        Gap::Repetitions,
    ];

    /// The key of its message.
    pub(super) fn key(self) -> &'static str {
        match self {
            Gap::ImagePages => "documents.image_pages",
            Gap::DamagedPages => "documents.damaged_pages",
            Gap::TurnedPages => "documents.turned_pages",
            Gap::UnknownCharacters => "documents.unknown_characters",
            Gap::Chapters => "documents.chapters",
            Gap::Notes => "documents.notes",
            Gap::Inserted => "documents.inserted",
            Gap::End => "documents.cut_off",
            Gap::HiddenSheets => "documents.hidden_sheets",
            Gap::Repetitions => "documents.repetitions",
        }
    }

    /// Whether the document itself is not whole, or only has what nobody can read as text, or nobody sees.
    pub(super) fn severity(self) -> Severity {
        match self {
            Gap::DamagedPages
            | Gap::UnknownCharacters
            | Gap::Chapters
            | Gap::Notes
            | Gap::Inserted
            | Gap::End => Severity::Failure,
            Gap::ImagePages | Gap::TurnedPages | Gap::HiddenSheets | Gap::Repetitions => Severity::Note,
        }
    }
}

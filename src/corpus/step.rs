//! What reading gives, step by step, before it is settled. Most of what takes time is found out by a look at a step
//! alone, on any thread; only then do the steps around it have their say.

use super::damage::Mended;
use super::document::Paragraph;
use super::inferred::Line;
use super::problem::Problem;
use super::trouble::Trouble;

/// A paragraph as it was read, a trouble, or the end of an input.
#[derive(Debug)]
pub struct Step(pub(super) Content);

#[derive(Debug)]
pub(super) enum Content {
    Paragraph(Raw),
    Trouble(Trouble),
    End(End),
}

/// A paragraph as it was read.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) paragraph: Paragraph,
    /// Whether its kind is told by something better than its words.
    pub(super) is_known: bool,
    /// Whether it stays as it is, its damage only counted.
    pub(super) as_is: bool,
    look: Option<Look>,
}

/// What a look at a paragraph alone says.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) line: Line,
    pub(super) mended: Mended,
}

/// The end of an input, and what there is to say of the whole of it.
#[derive(Debug, Default)]
pub(super) struct End {
    pub(super) name: String,
    /// Whether nothing came of it.
    pub(super) is_silent: bool,
    pub(super) has_troubles: bool,
    /// What stopped the reading.
    pub(super) stop: Option<Problem>,
    /// What is doubtful about what was read.
    pub(super) doubts: Vec<Problem>,
    /// How many words that the end of a line had cut were put together.
    pub(super) rejoined: usize,
    /// How often NULs stood in it.
    pub(super) nuls: usize,
}

impl Step {
    /// Finds out what the step says by itself; settling does where nobody has.
    #[must_use]
    pub fn looked_at(mut self) -> Step {
        if let Content::Paragraph(raw) = &mut self.0 {
            raw.look = raw.look.take().or_else(|| Some(raw.look()));
        }
        self
    }

    /// How long the text of the paragraph is, in bytes; 0 where it is none.
    pub fn length(&self) -> usize {
        match &self.0 {
            Content::Paragraph(raw) => raw.paragraph.text.len(),
            Content::Trouble(_) | Content::End(_) => 0,
        }
    }
}

impl Raw {
    /// A paragraph whose kind is known, or only what it is taken for as long as its words were not asked.
    pub(super) fn new(paragraph: Paragraph, is_known: bool) -> Raw {
        Raw { paragraph, is_known, as_is: false, look: None }
    }

    /// The paragraph, and what a look at it says.
    pub(super) fn seen(mut self) -> (Paragraph, Look) {
        let look = self.look.take().unwrap_or_else(|| self.look());
        (self.paragraph, look)
    }

    fn look(&self) -> Look {
        let Raw { paragraph, is_known, as_is, .. } = self;
        let line = if *is_known { Line::known(paragraph.kind) } else { Line::of(&paragraph.text) };
        Look { line, mended: Mended::of(&paragraph.text, *as_is) }
    }
}

impl End {
    /// What is said first of what stopped the reading, then of what is doubtful about what was read, then of its damage.
    /// `has_text`: a paragraph came of it that is no furniture.
    pub(super) fn notes(self, has_text: bool, damage: Option<Problem>) -> impl Iterator<Item = Trouble> {
        let silence = match self.is_silent {
            _ if self.stop.is_some() => None,
            true => Some(Problem::NoText),
            false => (!has_text && !self.has_troubles).then_some(Problem::OnlyFurniture),
        };
        let notes = self.stop.into_iter().chain(silence).chain(self.doubts).chain(damage);
        notes.map(move |problem| Trouble::new(&self.name, None, problem))
    }
}

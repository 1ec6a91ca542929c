//! What the paragraphs of an input are, seen together: each gets its kind by what stands around it, and loses the damage
//! that was found in it. In the order of reading.

use std::collections::VecDeque;

use super::damage::{Damage, Mended, Mending};
use super::document::Paragraph;
use super::ids::Ids;
use super::inferred::Inferred;
use super::problem::Problem;
use super::step::{Content, End, Look, Step};
use super::trouble::Trouble;

/// Settles the steps of reading, in their order. Little is held back: only what must wait for those behind it.
#[derive(Debug, Default)]
pub struct Settling {
    inferred: Inferred<Waiting>,
    mending: Mending,
    /// Whether a paragraph has come of the input that is no furniture.
    has_text: bool,
    ids: Ids,
    ready: VecDeque<Result<Paragraph, Trouble>>,
}

/// A paragraph whose kind the next ones may decide.
#[derive(Debug)]
struct Waiting {
    paragraph: Paragraph,
    mended: Mended,
    as_is: bool,
}

impl Settling {
    /// Takes the next step.
    pub fn push(&mut self, step: Step) {
        match step.0 {
            Content::Paragraph(raw) => {
                let as_is = raw.as_is;
                let (paragraph, Look { line, mended }) = raw.seen();
                self.inferred.push(Waiting { paragraph, mended, as_is }, line);
                self.settle(false);
            }
            Content::Trouble(trouble) => {
                if matches!(trouble.problem(), Problem::Undecodable { .. }) {
                    self.mending.tell_lost();
                }
                self.ready.push_back(Err(trouble));
            }
            Content::End(end) => self.end(end),
        }
    }

    /// The next paragraph that is settled, or what went wrong; none where another step must be taken.
    pub fn pop(&mut self) -> Option<Result<Paragraph, Trouble>> {
        self.ready.pop_front()
    }

    /// `is_end`: nothing comes after what was taken.
    fn settle(&mut self, is_end: bool) {
        while let Some((Waiting { mut paragraph, mended, as_is }, kind)) = self.inferred.pop(is_end) {
            self.has_text |= !kind.is_furniture();
            self.ids.see(&paragraph);
            paragraph.kind = kind;
            self.ready.extend(self.mending.mend(paragraph, mended, as_is).map(Ok));
        }
    }

    fn end(&mut self, end: End) {
        self.settle(true);
        let Settling { mut mending, has_text, mut ids, ready, .. } = std::mem::take(self);
        let repeated = ids.end().map(|problem| Err(Trouble::new(&end.name, None, problem)));
        mending.found(Damage::BrokenWord, end.rejoined, true);
        mending.found(Damage::Nul, end.nuls, true);
        (self.ready, self.ids) = (ready, ids);
        self.ready.extend(end.notes(has_text, mending.problem()).map(Err).chain(repeated));
    }
}

//! What is doubtful about codings, and what to tell of it.

use std::collections::BTreeMap;

use crate::analysis::evaluation::with_kinds;
use crate::corpus::Uncoded;
use crate::language::Message;

use super::coder::Coder;
use super::join::Clash;

/// Something doubtful about codings. They are compared all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodingProblem {
    /// Paragraphs are not joined by the ids that they have.
    Clash(Clash),
    /// Paragraphs of a coder have no coding.
    Uncoded {
        /// Who.
        coder: String,
        /// Why.
        why: Uncoded,
        /// How many.
        paragraphs: usize,
    },
    /// Paragraphs that a coder coded several times, and differently; the first coding of each counts.
    Contradiction {
        /// Who.
        coder: String,
        /// The first of them.
        first: String,
        /// How many.
        paragraphs: usize,
    },
    /// What stands for one category, though it has several in it.
    Unseparated {
        /// As it is written.
        text: String,
    },
    /// A category that only one coder uses is nearly one of the others.
    Misspelt {
        /// Who.
        coder: String,
        /// As it is written.
        id: String,
        /// What may be meant.
        near: String,
    },
}

/// The paragraphs of a coder that have no coding.
pub(super) fn uncoded(coder: &Coder) -> Vec<CodingProblem> {
    let mut counts: BTreeMap<Uncoded, usize> = BTreeMap::new();
    for why in coder.paragraphs.iter().filter_map(|paragraph| paragraph.tags.as_ref().err()) {
        *counts.entry(why.clone()).or_default() += 1;
    }
    let problem = |(why, paragraphs)| CodingProblem::Uncoded { coder: coder.name.clone(), why, paragraphs };
    counts.into_iter().map(problem).collect()
}

impl CodingProblem {
    /// What to tell.
    pub fn message(&self) -> Message {
        match self {
            CodingProblem::Clash(Clash::Texts { id, ids }) => {
                Message::new("agreement.unlike_texts").with("id", id).with("count", ids)
            }
            CodingProblem::Clash(Clash::Repeated { coder, id }) => {
                Message::new("agreement.repeated_id").with("coder", coder).with("id", id)
            }
            CodingProblem::Uncoded { coder, why, paragraphs } => {
                let message = Message::new(match why {
                    Uncoded::NoField => "agreement.no_field",
                    Uncoded::Unreadable => "agreement.unreadable",
                    Uncoded::Unread { .. } => "agreement.unread",
                    Uncoded::Skipped => "agreement.skipped",
                });
                let message = with_kinds(message, why);
                message.with("coder", coder).with("count", paragraphs)
            }
            CodingProblem::Contradiction { coder, first, paragraphs } => {
                let message = Message::new("agreement.contradiction").with("coder", coder);
                message.with("first", first).with("count", paragraphs)
            }
            CodingProblem::Unseparated { text } => Message::new("agreement.unseparated").with("text", text),
            CodingProblem::Misspelt { coder, id, near } => {
                Message::new("agreement.misspelt").with("coder", coder).with("id", id).with("near", near)
            }
        }
    }
}

//! What is doubtful about the coded paragraphs that rules are measured against, and what to tell of it.

use crate::corpus::Uncoded;
use crate::language::Message;

/// Something doubtful about coded paragraphs. The measures are taken all the same, of the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoldProblem {
    /// A category that the rules do not have, but one of nearly that name; it does not count.
    MisspeltCategory {
        /// As it is written.
        id: String,
        /// The id that may be meant.
        near: String,
        /// In how many paragraphs.
        paragraphs: usize,
    },
    /// Categories that the rules do not have; they do not count.
    UnknownCategories {
        /// As they are written.
        ids: Vec<String>,
        /// How often they stand.
        tags: usize,
    },
    /// A group, which no rule gives; it does not count.
    Group {
        /// Its id.
        id: String,
        /// In how many paragraphs.
        paragraphs: usize,
    },
    /// Paragraphs without a coding; they are left out.
    Uncoded {
        /// Why.
        why: Uncoded,
        /// The first of them.
        first: String,
        /// How many.
        paragraphs: usize,
    },
    /// Paragraphs that several people coded, none of them marked as the one to go by; they are left out.
    SeveralCoders {
        /// The first of them.
        first: String,
        /// Who coded it.
        coders: Vec<String>,
        /// How many.
        paragraphs: usize,
    },
    /// Paragraphs with several codings that are marked as the one to go by and differ; they are left out.
    SeveralTruths {
        /// The first of them.
        first: String,
        /// Who coded it.
        coders: Vec<String>,
        /// How many.
        paragraphs: usize,
    },
    /// Ids that stand more than once; each paragraph counts.
    DuplicateId {
        /// The first of them.
        first: String,
        /// How many ids.
        ids: usize,
    },
    /// Ids that stand more than once with the same text and different categories; each paragraph counts.
    Contradiction {
        /// The first of them.
        first: String,
        /// How many ids.
        ids: usize,
    },
    /// What is no category, though parts of it are; it does not count.
    Unseparated {
        /// The first such text.
        first: String,
        /// How often one stands.
        tags: usize,
    },
    /// Paragraphs with categories but without text, in which nothing can be found; they count as missed.
    NoText {
        /// The first of them.
        first: String,
        /// How many.
        paragraphs: usize,
    },
}

impl GoldProblem {
    /// What to tell.
    pub fn message(&self) -> Message {
        match self {
            GoldProblem::MisspeltCategory { id, near, paragraphs } => Message::new("gold.misspelt_category")
                .with("id", id)
                .with("near", near)
                .with("count", paragraphs),
            GoldProblem::UnknownCategories { ids, tags } => Message::new("gold.unknown_categories")
                .with_list("ids", ids.iter().map(|id| format!("`{id}`")))
                .with("categories", ids.len())
                .with("count", tags),
            GoldProblem::Group { id, paragraphs } => {
                Message::new("gold.group").with("id", id).with("count", paragraphs)
            }
            GoldProblem::Uncoded { why, first, paragraphs } => {
                let message = Message::new(match why {
                    Uncoded::NoField => "gold.no_field",
                    Uncoded::Unreadable => "gold.unreadable",
                    Uncoded::Unread { .. } => "gold.unread",
                    Uncoded::Skipped => "gold.skipped",
                });
                let message = with_kinds(message, why);
                message.with("first", first).with("count", paragraphs)
            }
            GoldProblem::SeveralCoders { first, coders, paragraphs } => Message::new("gold.several_coders")
                .with("first", first)
                .with_list("coders", coders.iter().cloned())
                .with("count", paragraphs),
            GoldProblem::SeveralTruths { first, coders, paragraphs } => Message::new("gold.several_truths")
                .with("first", first)
                .with_list("coders", coders.iter().cloned())
                .with("count", paragraphs),
            GoldProblem::DuplicateId { first, ids } => {
                Message::new("gold.duplicate_id").with("first", first).with("count", ids)
            }
            GoldProblem::Contradiction { first, ids } => {
                Message::new("gold.contradiction").with("first", first).with("count", ids)
            }
            GoldProblem::Unseparated { first, tags } => {
                Message::new("gold.unseparated").with("first", first).with("count", tags)
            }
            GoldProblem::NoText { first, paragraphs } => {
                Message::new("gold.no_text").with("first", first).with("count", paragraphs)
            }
        }
    }
}

/// With the types of what is marked and not read, where it is that.
pub(in crate::analysis) fn with_kinds(message: Message, why: &Uncoded) -> Message {
    match why {
        Uncoded::Unread { kinds } => message.with_list("kinds", kinds.iter().map(|kind| format!("`{kind}`"))),
        _ => message,
    }
}

//! Rules measured against coded paragraphs, for reading, for programs, for spreadsheets, and as a page to pass on.

mod comparison;
mod csv;
mod html;
mod json;
mod ledger;
mod nearest;
mod page;
mod shown;
mod text;

pub(super) use text::View;

use crate::analysis::{Comparison, Evaluation};
use crate::language::Language;
use crate::ruleset::Label;

/// What of an evaluation is reported.
#[derive(Debug)]
pub struct EvaluationReport<'e, 'g> {
    /// The rules measured.
    pub evaluation: &'e Evaluation<'g>,
    /// The rules compared with others, if they are.
    pub comparison: Option<&'e Comparison<'e, 'g>>,
    /// What the coded paragraphs are called: the path of their file.
    pub gold: &'e str,
    /// What the scores are told of.
    pub by: By,
    /// Which paragraphs are shown.
    pub show: &'e [Show],
}

/// What scores are told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Each category.
    #[default]
    Category,
    /// Each pattern.
    Term,
    /// Each document.
    Document,
}

/// Which paragraphs are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Those that have a tag that the coder did not give.
    Wrong,
    /// Those that lack a tag that the coder gave.
    Missed,
}

impl Show {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Show::Wrong => "wrong",
            Show::Missed => "missed",
        }
    }
}

/// What a category is called in a language, where the rules say so.
pub(super) fn label(label: Option<&Label>, language: Language) -> &str {
    label.map_or("", |label| label.in_language(language))
}

//! How far coders agree, for reading, for programs and for spreadsheets.

mod csv;
mod json;
mod text;

use crate::analysis::Agreement;

/// What of an agreement is reported.
#[derive(Debug)]
pub struct AgreementReport<'a, 'c> {
    /// The figures.
    pub agreement: &'a Agreement<'c>,
    /// Whether the paragraphs on which coders differ are shown.
    pub show: bool,
}

/// The short name of a coder in a table: a letter, or a number where letters run out.
fn letter(coder: usize) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    letters.get(coder..=coder).map_or_else(|| (coder + 1).to_string(), str::to_owned)
}

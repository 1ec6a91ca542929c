//! How far coders agree, for reading, for programs and for spreadsheets.

mod csv;
mod json;
mod text;

use crate::analysis::{Agreement, Disagreement, Reliability};

/// What of an agreement is reported.
#[derive(Debug)]
pub struct AgreementReport<'a, 'c> {
    /// The figures.
    pub agreement: &'a Agreement<'c>,
    /// Whether the paragraphs on which coders differ are shown.
    pub show: bool,
    /// Only these categories, by id, a parent's id including its children; all where there is none.
    pub only: &'a [String],
}

impl<'a, 'c> AgreementReport<'a, 'c> {
    fn is_wanted(&self, category: &str) -> bool {
        let is_within = |id: &String| {
            category.strip_prefix(id.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.only.is_empty() || self.only.iter().any(is_within)
    }

    fn categories(&self) -> impl Iterator<Item = &'a Reliability<'c>> {
        self.agreement.categories.iter().filter(|one| one.category.is_some_and(|id| self.is_wanted(id)))
    }

    /// The disagreements on the categories asked for.
    fn disagreements(&self) -> Vec<Disagreement<'c>> {
        let wanted = |one: &Disagreement<'c>| Disagreement {
            unit: one.unit,
            categories: one.categories.iter().filter(|(id, _)| self.is_wanted(id)).cloned().collect(),
        };
        let all = self.agreement.disagreements.iter().map(wanted);
        all.filter(|one| !one.categories.is_empty()).collect()
    }
}

/// The short name of a coder in a table: a letter, or a number where letters run out.
fn letter(coder: usize) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    letters.get(coder..=coder).map_or_else(|| (coder + 1).to_string(), str::to_owned)
}

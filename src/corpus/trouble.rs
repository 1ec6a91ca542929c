//! What an input has that its user has to know: where it is, and whether something is lost by it.

use std::fmt;

use crate::language::{Language, Message};

use super::problem::Problem;

/// Something about an input that its user has to know.
///
/// Displayed, it is in English; [`message`](Trouble::message) can be put into any language. It begins with the
/// place: `reports/a.csv:12: the row has 3 fields, …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    name: String,
    line: Option<usize>,
    problem: Problem,
}

/// Whether something is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Some input could not be read.
    Failure,
    /// Everything that can be read was; the user should have a look.
    Note,
}

impl Trouble {
    pub(super) fn new(name: &str, line: Option<usize>, problem: Problem) -> Self {
        Trouble { name: name.to_owned(), line, problem }
    }

    /// The input it is about: a path as walked, `-`, or `--encoding`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The line it is about, from 1, if it is about one.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// What is wrong.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The place, what is wrong there, and what to do.
    pub fn message(&self) -> Message {
        let message = match self.line {
            Some(line) => Message::new("corpus.at_line").with("line", line),
            None => Message::new("corpus.at"),
        };
        message.with("name", on_a_line(&self.name)).with_message("problem", self.problem.message())
    }

    /// How many inputs, or parts of one, are lost.
    pub fn losses(&self) -> usize {
        match (self.severity(), &self.problem) {
            (Severity::Note, _) => 0,
            (Severity::Failure, Problem::NoFieldEither { count, .. }) => *count,
            (Severity::Failure, _) => 1,
        }
    }

    /// Whether something is lost.
    pub fn severity(&self) -> Severity {
        match self.problem {
            Problem::Undecodable { .. }
            | Problem::Damaged { .. }
            | Problem::NoRow { .. }
            | Problem::NoDocument { .. }
            | Problem::RepeatedRow { .. }
            | Problem::RepeatedIds { .. }
            | Problem::NoId { .. }
            | Problem::Empty
            | Problem::NoText
            | Problem::OnlyFurniture
            | Problem::Misnamed { .. }
            | Problem::SheetWithoutText { .. }
            | Problem::RepeatedTextColumn { .. }
            | Problem::ArchivedLink { is_read: true, .. }
            | Problem::NeverKept { .. }
            | Problem::EmptyFolder
            | Problem::LinkLoop { .. }
            | Problem::EnormousLine { .. }
            | Problem::YamlInFolder
            | Problem::IdNotText { .. }
            | Problem::OwnResult
            | Problem::EarlierResult
            | Problem::NothingToKeep { .. }
            | Problem::NoCategories { .. }
            | Problem::PartsPassedOver { .. }
            | Problem::OnlyRemarks { .. } => Severity::Note,
            Problem::Gap { gap, .. } => gap.severity(),
            _ => Severity::Failure,
        }
    }
}

/// A name without what breaks lines and commands terminals.
fn on_a_line(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

impl std::error::Error for Trouble {}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().text(Language::English))
    }
}

//! Warnings that are not wanted: `allow` on a category or at the top of a file.

use std::ops::Range;
use std::sync::Arc;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place, Severity};
use super::dictionary::{Allowance, Dictionary};
use super::node::Node;
use super::reader::Reader;
use crate::text::nearest;

impl Reader<'_> {
    /// The codes of an `allow` that holds for a part of the file; a word that is no code of a warning is told.
    pub(super) fn allowance(&mut self, node: &Node, extent: Range<usize>) -> Allowance {
        let items = self.items(node, "allow").unwrap_or_default();
        Allowance { codes: items.iter().filter_map(|item| self.allowed_code(item)).collect(), extent }
    }

    fn allowed_code(&mut self, node: &Node) -> Option<Code> {
        let word = self.located_text(node, "allow")?;
        let warnings = || Code::ALL.iter().copied().filter(|code| code.severity() == Severity::Warning);
        let known = warnings().find(|code| code.word() == word.value);
        if known.is_none() {
            let fault = Diagnostic::new(Code::UnknownCode, word.place.clone()).with("found", &word.value);
            self.fault(match nearest(&word.value, warnings().map(Code::word)) {
                Some(near) => fault.mend(word.place.bytes(), near),
                None => fault,
            });
        }
        known
    }
}

/// Whether a warning is not wanted where it stands.
pub(super) fn covers(dictionary: &Dictionary, fault: &Diagnostic) -> bool {
    let is_covered = |place| is_allowed(dictionary, fault.code, place);
    fault.severity() == Severity::Warning && fault.place.as_ref().is_some_and(is_covered)
}

/// What the base allows itself, nobody else is allowed.
fn is_allowed(dictionary: &Dictionary, code: Code, place: &Place) -> bool {
    let file = dictionary.own_files().iter().find(|file| Arc::ptr_eq(&file.place.file, &place.file));
    let around = file
        .into_iter()
        .flat_map(|file| &file.allowances)
        .filter(|allowance| (allowance.extent.start..=allowance.extent.end).contains(&place.span.start));
    around.into_iter().any(|allowance| allowance.codes.contains(&code))
}

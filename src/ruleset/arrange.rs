//! Which diagnostics are told, where, and in which order.

use std::sync::Arc;

use super::allow;
use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use super::dictionary::Dictionary;

/// Diagnostics in the order of the files and lines, without the warnings that the rules allow and those that
/// concern only what the rules build on.
pub(super) fn arranged(dictionary: &Dictionary, mut faults: Vec<Diagnostic>) -> Diagnostics {
    faults.iter_mut().for_each(tell_apart);
    faults.sort_by_key(|fault| order(dictionary, fault));
    // What a mended line told already, its terms may tell again.
    faults.dedup_by_key(|fault| (fault.code, order(dictionary, fault)));
    let own = |fault| told_of_own(dictionary, fault);
    let mut items: Vec<Diagnostic> = faults.into_iter().filter_map(own).collect();
    items.retain(|fault| !allow::covers(dictionary, fault));
    items.sort_by_key(|fault| order(dictionary, fault));
    Diagnostics { items }
}

/// Of two places that are the same text, one under a name, shows where the name stands.
fn tell_apart(fault: &mut Diagnostic) {
    if let (Some(place), Some(other)) = (&mut fault.place, &mut fault.other)
        && place.is_same_text(other)
    {
        (*place, *other) = (place.of_use(), other.of_use());
    }
}

/// Warnings about a pair, of which either may be the own one.
const OF_PAIRS: [Code; 5] =
    [Code::SharedTerm, Code::ShadowedTerm, Code::MaskEqualsTerm, Code::MaskHidesTerm, Code::Contradiction];

/// A diagnostic at a place where the analyst can act on it; nothing where there is none.
fn told_of_own(dictionary: &Dictionary, mut fault: Diagnostic) -> Option<Diagnostic> {
    let is_own = |place: &Option<Place>| !place.as_ref().is_some_and(|place| dictionary.is_of_base(place));
    if fault.severity() == Severity::Error || is_own(&fault.place) {
        return Some(fault);
    }
    std::mem::swap(&mut fault.place, &mut fault.other);
    (OF_PAIRS.contains(&fault.code) && fault.place.is_some() && is_own(&fault.place)).then_some(fault)
}

/// Where a diagnostic comes among the others: by file, then place.
fn order(dictionary: &Dictionary, fault: &Diagnostic) -> (usize, usize) {
    fault.place.as_ref().map_or((0, 0), |place| {
        let file = dictionary.files.iter().position(|file| Arc::ptr_eq(&file.place.file, &place.file));
        (file.unwrap_or(0), place.span.start)
    })
}

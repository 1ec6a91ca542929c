//! Word lists and what they come to: references resolved, circles and unknown names told.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
use super::dictionary::{Dictionary, MemberText, SetEntry};
use crate::text::nearest;

/// Every set with all its literals, folded and sorted.
pub(super) struct Sets<'d> {
    literals: BTreeMap<&'d str, BTreeSet<&'d str>>,
    /// Whether a name that is not here may stand in a file that could not be read.
    some_are_missing: bool,
}

impl<'d> Sets<'d> {
    /// Resolves the sets of all files.
    pub(super) fn of(dictionary: &'d Dictionary, faults: &mut Vec<Diagnostic>) -> Sets<'d> {
        let mut entries: BTreeMap<&str, &SetEntry> = BTreeMap::new();
        for set in dictionary.files.iter().flat_map(|file| &file.sets) {
            let name = set.name.value.as_str();
            if let Some(first) = entries.get(name) {
                let fault = Diagnostic::new(Code::DuplicateSet, set.name.place.clone()).with("name", name);
                faults.push(fault.and_at(first.name.place.clone()));
            } else {
                entries.insert(name, set);
            }
        }
        let some_are_missing = dictionary.files.iter().any(|file| !file.is_whole);
        let mut sets = Sets { literals: BTreeMap::new(), some_are_missing };
        let mut circles = BTreeSet::new();
        for name in entries.keys() {
            let mut walk = Walk { entries: &entries, path: Vec::new(), circles: &mut circles, faults };
            sets.resolve(name, &mut walk);
        }
        sets.report_unknown(&entries, faults);
        sets
    }

    /// The literals of the set `name`, referred to at `place`.
    pub(super) fn literals(
        &self,
        name: &str,
        place: &Place,
        faults: &mut Vec<Diagnostic>,
    ) -> impl Iterator<Item = &'d str> + use<'_, 'd> {
        if !self.literals.contains_key(name) {
            self.unknown(name, place, faults);
        }
        self.literals.get(name).into_iter().flatten().copied()
    }

    fn resolve(&mut self, name: &'d str, walk: &mut Walk<'_, 'd>) -> BTreeSet<&'d str> {
        if let Some(known) = self.literals.get(name) {
            return known.clone();
        }
        let Some(entry) = walk.entries.get(name) else { return BTreeSet::new() };
        walk.path.push(name);
        let mut literals = BTreeSet::new();
        for member in &entry.members {
            match &member.value {
                MemberText::Literal(literal) => {
                    literals.insert(literal.as_str());
                }
                MemberText::Reference(other) if walk.path.contains(&other.as_str()) => {
                    walk.report_circle(other, &member.place);
                }
                MemberText::Reference(other) => literals.extend(self.resolve(other, walk)),
            }
        }
        walk.path.pop();
        self.literals.insert(name, literals.clone());
        literals
    }

    fn report_unknown(&self, entries: &BTreeMap<&'d str, &'d SetEntry>, faults: &mut Vec<Diagnostic>) {
        for member in entries.values().flat_map(|entry| &entry.members) {
            if let MemberText::Reference(name) = &member.value
                && !entries.contains_key(name.as_str())
            {
                self.unknown(name, &member.place, faults);
            }
        }
    }

    fn unknown(&self, name: &str, place: &Place, faults: &mut Vec<Diagnostic>) {
        if self.some_are_missing {
            return;
        }
        let fault = Diagnostic::new(Code::UnknownSet, place.clone()).with("name", name);
        faults.push(match nearest(name, self.literals.keys().copied()) {
            Some(near) => {
                let fault = Diagnostic { code: Code::MisspeltSet, ..fault.with("near", near) };
                fault.mend(place.bytes(), format!("<{near}>"))
            }
            None => fault,
        });
    }
}

/// One walk through sets that refer to each other.
struct Walk<'w, 'd> {
    entries: &'w BTreeMap<&'d str, &'d SetEntry>,
    path: Vec<&'d str>,
    circles: &'w mut BTreeSet<Vec<String>>,
    faults: &'w mut Vec<Diagnostic>,
}

impl Walk<'_, '_> {
    /// Tells a circle once, at whichever of its members the walk met it first.
    fn report_circle(&mut self, back_to: &str, place: &Place) {
        let start = self.path.iter().position(|name| *name == back_to).unwrap_or(0);
        let round: Vec<&str> = self.path[start..].iter().copied().chain([back_to]).collect();
        let mut members: Vec<String> = self.path[start..].iter().map(|name| (*name).to_owned()).collect();
        members.sort();
        if self.circles.insert(members) {
            let fault = Diagnostic::new(Code::CircularSet, place.clone());
            self.faults.push(fault.with("name", back_to).with("round", round.join(" → ")));
        }
    }
}

//! Word lists and what they come to: references resolved, circles and unknown names told.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
use super::dictionary::{Dictionary, Located, MemberText, SetEntry};
use super::neighbours::Neighbour;
use crate::language::Message;
use crate::text::nearest;

/// Every set with all its literals, folded and sorted.
pub(super) struct Sets<'d> {
    literals: BTreeMap<&'d str, BTreeSet<&'d str>>,
    /// Whether a name that is not here may stand in a file that could not be read.
    some_are_missing: bool,
    beside: &'d BTreeMap<String, Neighbour>,
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
        let mut sets = Sets { literals: BTreeMap::new(), some_are_missing, beside: &dictionary.beside };
        let mut circles = BTreeSet::new();
        for name in entries.keys() {
            sets.resolve(name, &entries, |round, place| {
                let mut members: Vec<String> = round.iter().map(|name| (*name).to_owned()).collect();
                members.sort();
                if circles.insert(members) {
                    let place = own_place(round, &entries, dictionary).unwrap_or(place);
                    let round = round.iter().chain(&round[..1]).copied().collect::<Vec<_>>().join(" → ");
                    let fault = Diagnostic::new(Code::CircularSet, place.clone());
                    faults.push(
                        fault
                            .with("name", round.split(" → ").next().unwrap_or_default())
                            .with("round", round),
                    );
                }
            });
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

    /// Works out the literals of a set and of all it refers to, depth first, without recursion, since a
    /// chain may be long. A circle is told as its members in order, with the reference that closes it.
    fn resolve(
        &mut self,
        name: &'d str,
        entries: &BTreeMap<&'d str, &'d SetEntry>,
        mut on_circle: impl FnMut(&[&'d str], &Place),
    ) {
        // The sets on the way here, each with how many of its members are done.
        let mut path: Vec<(&'d str, usize)> = vec![(name, 0)];
        let mut on_path = BTreeSet::from([name]);
        while let Some((name, done)) = path.last_mut() {
            let name: &'d str = name;
            let members = entries.get(name).map_or(&[][..], |entry| &entry.members);
            let Some(member) = members.get(*done).filter(|_| !self.literals.contains_key(name)) else {
                self.finish(name, members);
                on_path.remove(name);
                path.pop();
                continue;
            };
            *done += 1;
            let MemberText::Reference(other) = &member.value else { continue };
            if on_path.contains(other.as_str()) {
                let start = path.iter().position(|(name, _)| name == other).unwrap_or(0);
                let round: Vec<&str> = path[start..].iter().map(|(name, _)| *name).collect();
                on_circle(&round, &member.place);
            } else if entries.contains_key(other.as_str()) && !self.literals.contains_key(other.as_str()) {
                path.push((other, 0));
                on_path.insert(other);
            }
        }
    }

    /// Joins the literals of a set's members, of which all that can be are resolved.
    fn finish(&mut self, name: &'d str, members: &'d [Located<MemberText>]) {
        if self.literals.contains_key(name) {
            return;
        }
        let mut literals = BTreeSet::new();
        for member in members {
            match &member.value {
                MemberText::Literal(literal) => _ = literals.insert(literal.as_str()),
                MemberText::Reference(other) => {
                    literals.extend(self.literals.get(other.as_str()).into_iter().flatten());
                }
            }
        }
        self.literals.insert(name, literals);
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
        if let Some(Neighbour { file, folder }) = self.beside.get(name) {
            let help = Message::new("unknown_set.beside").with("file", file).with("folder", folder);
            faults.push(fault.with_message("help", help));
            return;
        }
        let help = Message::new("unknown_set.write").with("name", name);
        let fault = fault.with_message("help", help);
        faults.push(match nearest(name, self.literals.keys().copied()) {
            Some(near) => {
                let fault = Diagnostic { code: Code::MisspeltSet, ..fault.with("near", near) };
                fault.mend(place.bytes(), format!("<{near}>"))
            }
            None => fault,
        });
    }
}

/// Where a round of sets goes through a reference that is not of the base; one does, where the base is sound.
fn own_place<'d>(
    round: &[&str],
    entries: &BTreeMap<&str, &'d SetEntry>,
    dictionary: &Dictionary,
) -> Option<&'d Place> {
    let members = round.iter().rev().filter_map(|name| entries.get(name)).flat_map(|set| &set.members);
    let is_step = |member: &MemberText| matches!(member, MemberText::Reference(other) if round.contains(&other.as_str()));
    let steps = members.filter(|member| is_step(&member.value)).map(|member| &member.place);
    steps.filter(|_| dictionary.base > 0).find(|place| !dictionary.is_of_base(place))
}

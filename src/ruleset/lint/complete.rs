//! What is missing or left over: labels, examples and counterexamples, word lists that nothing uses.

use std::collections::BTreeSet;

use super::Subject;
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::Diagnostic;
use crate::ruleset::dictionary::{ConditionEntry, ConditionsEntry, Dictionary, MemberText, PatternEntry};
use crate::ruleset::pattern::Alternative;

pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    for (entry, category) in &subject.categories {
        let fault = |code| Diagnostic::new(code, entry.id.place.clone()).with("id", &category.id);
        if entry.label.is_none() {
            faults.push(fault(Code::MissingLabel));
        }
        if !category.is_group() && entry.examples.is_empty() {
            faults.push(fault(Code::MissingExample).with("example", "…"));
        }
        if !category.is_group() && entry.counterexamples.is_empty() {
            faults.push(fault(Code::MissingCounterexample));
        }
    }
    unused_sets(subject.dictionary, faults);
}

fn unused_sets(dictionary: &Dictionary, faults: &mut Vec<Diagnostic>) {
    let mut used = Used { names: BTreeSet::new() };
    for file in &dictionary.files {
        used.patterns(&file.masks);
        used.conditions(&file.conditions);
        file.flags.iter().for_each(|flag| used.condition_list(&flag.conditions));
        for category in &file.categories {
            used.patterns(&category.masks);
            used.conditions(&category.conditions);
            for clause in &category.clauses {
                used.patterns(&clause.patterns);
                used.conditions(&clause.conditions);
            }
        }
    }
    let sets = || dictionary.files.iter().flat_map(|file| &file.sets);
    // A set that only an unused one refers to is unused too; each round follows one more reference.
    loop {
        let before = used.names.len();
        for set in sets().filter(|set| used.names.contains(set.name.value.as_str())).collect::<Vec<_>>() {
            for member in &set.members {
                if let MemberText::Reference(name) = &member.value {
                    used.names.insert(name);
                }
            }
        }
        if used.names.len() == before {
            break;
        }
    }
    for set in sets().filter(|set| !used.names.contains(set.name.value.as_str())) {
        let fault = Diagnostic::new(Code::UnusedSet, set.name.place.clone());
        faults.push(fault.with("name", &set.name.value));
    }
}

/// The sets that patterns refer to.
struct Used<'d> {
    names: BTreeSet<&'d str>,
}

impl<'d> Used<'d> {
    fn patterns(&mut self, entries: &'d [PatternEntry]) {
        for alternative in entries.iter().flat_map(|entry| &entry.text.segments).flatten() {
            if let Alternative::Reference(name, _) = alternative {
                self.names.insert(name);
            }
        }
    }

    fn conditions(&mut self, entry: &'d ConditionsEntry) {
        entry.must.iter().for_each(|list| self.condition_list(list));
        self.condition_list(&entry.must_not);
    }

    fn condition_list(&mut self, list: &'d [ConditionEntry]) {
        for condition in list {
            match condition {
                ConditionEntry::All(all) => self.condition_list(all),
                ConditionEntry::Around { patterns, .. } => self.patterns(patterns),
            }
        }
    }
}

//! What is missing or left over: labels, examples and counterexamples, word lists that nothing uses.

use std::collections::BTreeSet;

use super::Subject;
use super::walk::all_patterns;
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::Diagnostic;
use crate::ruleset::dictionary::MemberText;
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
    unused_sets(subject, faults);
}

fn unused_sets(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let dictionary = subject.dictionary;
    let patterns = all_patterns(subject);
    let alternatives = patterns.iter().flat_map(|(entry, _)| entry.text.segments.iter().flatten());
    let mut used: BTreeSet<&str> = alternatives
        .filter_map(|alternative| match alternative {
            Alternative::Reference(name, _) => Some(name.as_str()),
            Alternative::Literal(..) => None,
        })
        .collect();
    let sets = || dictionary.files.iter().flat_map(|file| &file.sets);
    // A set that only an unused one refers to is unused too; each round follows one more reference.
    loop {
        let before = used.len();
        for set in sets().filter(|set| used.contains(set.name.value.as_str())).collect::<Vec<_>>() {
            for member in &set.members {
                if let MemberText::Reference(name) = &member.value {
                    used.insert(name);
                }
            }
        }
        if used.len() == before {
            break;
        }
    }
    for set in sets().filter(|set| !used.contains(set.name.value.as_str())) {
        let fault = Diagnostic::new(Code::UnusedSet, set.name.place.clone());
        faults.push(fault.with("name", &set.name.value));
    }
}

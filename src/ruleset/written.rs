//! For tests alone: every name of a dictionary as the reader found it, with its place.

use std::ops::Range;

use super::dictionary::{ConditionEntry, Dictionary, FileRules, MemberText, PatternEntry};
use super::pattern::Alternative;

/// What a name is of, the name, and its bytes.
pub(crate) type Written = (&'static str, String, Range<usize>);

impl Dictionary {
    /// The sets, flags, ids, references and terms of all files, without order.
    pub(crate) fn written(&self) -> Vec<Written> {
        let mut all = Vec::new();
        for file in &self.files {
            file.names(&mut all);
            let patterns =
                file.masks.iter().chain(file.categories.iter().flat_map(|category| &category.masks));
            let clauses = || file.categories.iter().flat_map(|category| &category.clauses);
            let patterns = patterns.chain(clauses().flat_map(|clause| &clause.patterns));
            patterns.for_each(|pattern| alternatives(pattern, &mut all));
            let levels = std::iter::once(&file.conditions)
                .chain(file.categories.iter().map(|category| &category.conditions))
                .chain(clauses().map(|clause| &clause.conditions));
            let of_levels = levels.flat_map(|level| level.must.iter().flatten().chain(&level.must_not));
            let of_flags = file.flags.iter().flat_map(|flag| &flag.conditions);
            of_levels.chain(of_flags).for_each(|one| condition(one, &mut all));
        }
        all
    }
}

impl FileRules {
    fn names(&self, all: &mut Vec<Written>) {
        for set in &self.sets {
            all.push(("Set", set.name.value.clone(), set.name.place.bytes()));
            for member in &set.members {
                let bytes = member.place.bytes();
                all.push(match &member.value {
                    MemberText::Literal(literal) => ("Term", literal.clone(), bytes),
                    MemberText::Reference(name) => ("Set", name.clone(), bytes),
                });
            }
        }
        all.extend(self.flags.iter().map(|flag| ("Flag", flag.name.value.clone(), flag.name.place.bytes())));
        let ids = self.categories.iter().map(|category| &category.id);
        all.extend(ids.map(|id| ("Id", id.value.clone(), id.place.bytes())));
    }
}

fn condition(one: &ConditionEntry, all: &mut Vec<Written>) {
    match one {
        ConditionEntry::All(list) => list.iter().for_each(|one| condition(one, all)),
        ConditionEntry::Around { patterns, .. } => patterns.iter().for_each(|one| alternatives(one, all)),
    }
}

fn alternatives(pattern: &PatternEntry, all: &mut Vec<Written>) {
    for alternative in pattern.text.segments.iter().flatten() {
        all.push(match alternative {
            Alternative::Literal(literal, span) => ("Term", literal.clone(), pattern.place_of(span).bytes()),
            Alternative::Reference(name, span) => ("Set", name.clone(), pattern.place_of(span).bytes()),
        });
    }
}

//! All patterns of the rules, wherever they stand: of `any`, of masks, conditions and flags.

use super::Subject;
use crate::ruleset::dictionary::{ConditionEntry, ConditionsEntry, PatternEntry};
use crate::ruleset::rules::{Condition, Conditions, Pattern};

/// Every pattern as written and as understood; those of `any` come last.
pub(super) fn all_patterns<'d>(subject: &Subject<'d>) -> Vec<(&'d PatternEntry, &'d Pattern)> {
    let mut walk = Walk { patterns: Vec::new() };
    let files = &subject.dictionary.files;
    walk.patterns(files.iter().flat_map(|file| &file.masks), &subject.rules.masks);
    for (file, conditions) in files.iter().zip(&subject.rules.conditions) {
        walk.conditions(&file.conditions, conditions);
    }
    for (entry, flag) in files.iter().flat_map(|file| &file.flags).zip(&subject.rules.flags) {
        walk.list(&entry.conditions, &flag.conditions);
    }
    for (entry, category) in &subject.categories {
        walk.patterns(&entry.masks, &category.masks);
        walk.conditions(&entry.conditions, &category.conditions);
        for (entry, clause) in entry.clauses.iter().zip(&category.clauses) {
            walk.conditions(&entry.conditions, &clause.conditions);
            walk.patterns(&entry.patterns, &clause.patterns);
        }
    }
    walk.patterns
}

struct Walk<'d> {
    patterns: Vec<(&'d PatternEntry, &'d Pattern)>,
}

impl<'d> Walk<'d> {
    fn patterns(
        &mut self,
        entries: impl IntoIterator<Item = &'d PatternEntry>,
        patterns: impl IntoIterator<Item = &'d Pattern>,
    ) {
        self.patterns.extend(entries.into_iter().zip(patterns));
    }

    fn conditions(&mut self, entry: &'d ConditionsEntry, conditions: &'d Conditions) {
        let must = entry.must.iter().flatten().zip(conditions.must.iter().flatten());
        must.for_each(|(entry, condition)| self.condition(entry, condition));
        self.list(&entry.must_not, &conditions.must_not);
    }

    fn list(&mut self, entries: &'d [ConditionEntry], conditions: &'d [Condition]) {
        entries.iter().zip(conditions).for_each(|(entry, condition)| self.condition(entry, condition));
    }

    fn condition(&mut self, entry: &'d ConditionEntry, condition: &'d Condition) {
        match (entry, condition) {
            (ConditionEntry::All(entries), Condition::All(all)) => self.list(entries, all),
            (ConditionEntry::Around { patterns: entries, .. }, Condition::Around { patterns, .. }) => {
                self.patterns(entries, patterns);
            }
            _ => {}
        }
    }
}

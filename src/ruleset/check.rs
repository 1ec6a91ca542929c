//! From a dictionary to a rule set: what one entry alone cannot show. All faults at once, in the
//! order of the files and lines.

use std::collections::BTreeMap;

use super::arrange::arranged;
use super::canonical;
use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Severity};
use super::dictionary::{
    CategoryEntry, ClauseEntry, ConditionEntry, ConditionsEntry, Defaults, Dictionary, FileRules, Located,
    PatternEntry,
};
use super::doubts;
use super::lint;
use super::pattern::Alternative;
use super::rules::{Category, Clause, Condition, Conditions, Example, Flag, Pattern, RuleSet, Segment};
use super::sets::Sets;

/// What a look at rules without errors may add.
type Look = fn(&Dictionary, &RuleSet, &mut Vec<Diagnostic>);

/// Checks a dictionary; the rule set comes with the warnings, the errors with all there is to say.
pub(super) fn check(dictionary: &Dictionary) -> Result<(RuleSet, Diagnostics), Diagnostics> {
    look(dictionary, &[doubts::find])
}

/// Checks a dictionary as [`check`] does, and looks closer where it has no errors.
pub(super) fn inspect(dictionary: &Dictionary) -> Result<(RuleSet, Diagnostics), Diagnostics> {
    look(dictionary, &[doubts::find, lint::find])
}

fn look(dictionary: &Dictionary, looks: &[Look]) -> Result<(RuleSet, Diagnostics), Diagnostics> {
    let mut faults = dictionary.faults.clone();
    let sets = Sets::of(dictionary, &mut faults);
    let defaults = Layers::of(dictionary, &mut faults);
    report_duplicates(dictionary, &mut faults);
    let mut checker = Checker { sets, defaults, faults };
    let mut rules = checker.rules(dictionary);
    let mut faults = checker.faults;
    if faults.iter().all(|fault| fault.severity() == Severity::Warning) {
        for look in looks {
            look(dictionary, &rules, &mut faults);
        }
    }
    let diagnostics = arranged(dictionary, faults);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    rules.digest = canonical::digest(&rules);
    Ok((rules, diagnostics))
}

fn example(entry: &Located<String>) -> Example {
    Example { text: entry.value.clone(), place: entry.place.clone() }
}

/// What holds where a pattern does not say: for those of the base what holds there, so that they mean what they
/// meant.
struct Layers<'d> {
    dictionary: &'d Dictionary,
    base: Defaults,
    own: Defaults,
}

impl<'d> Layers<'d> {
    fn of(dictionary: &'d Dictionary, faults: &mut Vec<Diagnostic>) -> Layers<'d> {
        let (base, own) = dictionary.files.split_at(dictionary.base);
        Layers { dictionary, base: defaults(base, faults), own: defaults(own, faults) }
    }

    /// The defaults for patterns that stand together.
    fn around(&self, patterns: &[PatternEntry]) -> Defaults {
        match patterns.first() {
            Some(first) if self.dictionary.is_of_base(&first.place) => self.base,
            _ => self.own,
        }
    }
}

fn defaults(files: &[FileRules], faults: &mut Vec<Diagnostic>) -> Defaults {
    let mut all = files.iter().filter_map(|file| file.defaults.as_ref());
    let Some(first) = all.next() else { return Defaults::default() };
    for other in all {
        let fault = Diagnostic::new(Code::DuplicateDefaults, other.place.clone());
        faults.push(fault.and_at(first.place.clone()));
    }
    first.value
}

fn report_duplicates(dictionary: &Dictionary, faults: &mut Vec<Diagnostic>) {
    let ids = dictionary.files.iter().flat_map(|file| &file.categories).map(|category| &category.id);
    let flags = dictionary.files.iter().flat_map(|file| &file.flags).map(|flag| &flag.name);
    let named = ids.map(|id| (Code::DuplicateId, id)).chain(flags.map(|name| (Code::DuplicateFlag, name)));
    let mut seen = BTreeMap::new();
    for (code, name) in named.filter(|(_, name)| !name.value.is_empty()) {
        if let Some(first) = seen.get(&(code, &name.value)) {
            let fault = Diagnostic::new(code, name.place.clone()).with("name", &name.value);
            faults.push(fault.and_at(std::clone::Clone::clone(*first)));
        } else {
            seen.insert((code, &name.value), &name.place);
        }
    }
}

/// What the rules call themselves, else what those call themselves that they build on.
fn name(dictionary: &Dictionary) -> Option<String> {
    let (base, own) = dictionary.files.split_at(dictionary.base);
    own.iter().chain(base).find_map(|file| Some(file.name.as_ref()?.value.clone()))
}

/// Resolves entries into rules.
struct Checker<'d> {
    sets: Sets<'d>,
    defaults: Layers<'d>,
    faults: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn rules(&mut self, dictionary: &Dictionary) -> RuleSet {
        let files = &dictionary.files;
        let mut rules = RuleSet {
            name: name(dictionary),
            files: files.iter().map(|file| file.place.file.clone()).collect(),
            masks: files.iter().flat_map(|file| self.patterns(&file.masks)).collect(),
            conditions: files.iter().map(|file| self.conditions(&file.conditions)).collect(),
            flags: Vec::new(),
            lexicon: files.iter().flat_map(|file| &file.lexicon).map(|word| word.value.clone()).collect(),
            categories: Vec::new(),
            digest: String::new(),
        };
        for flag in files.iter().flat_map(|file| &file.flags) {
            let conditions = flag.conditions.iter().map(|condition| self.condition(condition)).collect();
            rules.flags.push(Flag { name: flag.name.value.clone(), label: flag.label.clone(), conditions });
        }
        let entries: Vec<&CategoryEntry> = files.iter().flat_map(|file| &file.categories).collect();
        rules.categories = entries.iter().map(|entry| self.category(entry, &entries)).collect();
        if rules.categories.is_empty() && files.iter().all(|file| file.is_whole) {
            let fault = dictionary.own_files().first().map_or_else(
                || Diagnostic::without_place(Code::NoCategories),
                |file| Diagnostic::new(Code::NoCategories, file.place.clone()),
            );
            self.faults.push(fault);
        }
        rules
    }

    fn category(&mut self, entry: &CategoryEntry, all: &[&CategoryEntry]) -> Category {
        let id = &entry.id.value;
        let is_parent = |other: &CategoryEntry| {
            let rest = id.strip_prefix(other.id.value.as_str());
            !other.id.value.is_empty() && rest.is_some_and(|rest| rest.starts_with('.'))
        };
        Category {
            id: id.clone(),
            place: entry.id.place.clone(),
            label: entry.label.clone(),
            about: entry.about.clone(),
            masks: self.patterns(&entry.masks),
            conditions: self.conditions(&entry.conditions),
            clauses: entry.clauses.iter().map(|clause| self.clause(clause)).collect(),
            parents: (0..all.len()).filter(|at| is_parent(all[*at])).collect(),
            examples: entry.examples.iter().map(example).collect(),
            counterexamples: entry.counterexamples.iter().map(example).collect(),
            meta: entry.meta.clone(),
        }
    }

    fn clause(&mut self, entry: &ClauseEntry) -> Clause {
        Clause {
            place: entry.place.clone(),
            patterns: self.patterns(&entry.patterns),
            conditions: self.conditions(&entry.conditions),
            boundary: entry.boundary.unwrap_or(self.defaults.around(&entry.patterns).boundary),
            unconditional: entry.unconditional,
            at_least: entry.at_least.as_ref().map_or(1, |number| number.value),
        }
    }

    fn conditions(&mut self, entry: &ConditionsEntry) -> Conditions {
        let must = entry.must.as_ref();
        Conditions {
            must: must.map(|list| list.iter().map(|condition| self.condition(condition)).collect()),
            must_not: entry.must_not.iter().map(|condition| self.condition(condition)).collect(),
        }
    }

    fn condition(&mut self, entry: &ConditionEntry) -> Condition {
        match entry {
            ConditionEntry::All(list) => {
                Condition::All(list.iter().map(|condition| self.condition(condition)).collect())
            }
            ConditionEntry::Around { place, relation, patterns, boundary, within, distance } => {
                Condition::Around {
                    place: place.clone(),
                    relation: *relation,
                    patterns: self.patterns(patterns),
                    boundary: boundary.unwrap_or(self.defaults.around(patterns).boundary),
                    within: *within,
                    distance: *distance,
                }
            }
        }
    }

    fn patterns(&mut self, entries: &[PatternEntry]) -> Vec<Pattern> {
        entries.iter().map(|entry| self.pattern(entry)).collect()
    }

    fn pattern(&mut self, entry: &PatternEntry) -> Pattern {
        let text = &entry.text;
        let segments = text.segments.iter().map(|alternatives| self.segment(entry, alternatives)).collect();
        let default = self.defaults.around(std::slice::from_ref(entry)).gap;
        let gap = |gap: &Option<usize>| gap.unwrap_or(default);
        Pattern {
            source: entry.source.clone(),
            place: entry.place.clone(),
            segments,
            gaps: text.gaps.iter().map(gap).collect(),
            either: text.either,
        }
    }

    fn segment(&mut self, entry: &PatternEntry, alternatives: &[Alternative]) -> Segment {
        let mut literals: Vec<String> = Vec::new();
        for alternative in alternatives {
            match alternative {
                Alternative::Literal(literal, _) => literals.push(literal.clone()),
                Alternative::Reference(name, span) => {
                    let place = entry.place_of(span);
                    literals.extend(self.sets.literals(name, &place, &mut self.faults).map(str::to_owned));
                }
            }
        }
        literals.sort_unstable();
        literals.dedup();
        Segment(literals)
    }
}

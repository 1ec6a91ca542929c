//! The categories that are judged: those of the rules or, rolled up, their parents.

use crate::ruleset::{Category, Label, RuleSet};

/// The categories that are judged, in the order of the rules.
#[derive(Clone, Debug)]
pub struct Scheme {
    judged: Vec<Judged>,
    level: Option<usize>,
    /// Ids that only name a group and so are never given as such.
    groups: Vec<String>,
    /// The labels of the categories of the rules, with the category they are judged as.
    labels: Vec<(String, usize)>,
}

/// A category that is judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its id.
    pub id: String,
    /// What it is called, where the rules say so.
    pub label: Option<Label>,
    /// Its position in the scheme.
    pub(super) at: usize,
}

/// What an id or a label in a file of coded paragraphs means to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The category with this position.
    Category(usize),
    /// A group, which is judged only when its children are rolled up.
    Group,
    Unknown,
}

impl Scheme {
    /// The categories of some rule sets; with a `level` of 1, only the first part of each id counts, with 2 the
    /// first two.
    pub fn of(rule_sets: &[&RuleSet], level: Option<usize>) -> Scheme {
        let mut scheme = Scheme { judged: Vec::new(), level, groups: Vec::new(), labels: Vec::new() };
        for rules in rule_sets {
            for category in rules.categories().iter().filter(|category| !category.is_group()) {
                scheme.add(category, rules);
            }
        }
        for category in rule_sets.iter().flat_map(|rules| rules.categories()) {
            scheme.groups.extend(ancestors(category.id()).map(str::to_owned));
        }
        scheme
    }

    fn add(&mut self, category: &Category, rules: &RuleSet) {
        let id = rolled_up(category.id(), self.level);
        let at = self.position(id).unwrap_or_else(|| {
            let declared = rules.categories().iter().find(|category| category.id() == id);
            let label = declared.and_then(Category::label).cloned();
            let at = self.judged.len();
            self.judged.push(Judged { id: id.to_owned(), label, at });
            at
        });
        let labels = category.label().into_iter().flat_map(|label| [&label.zh, &label.en]);
        self.labels.extend(labels.flatten().map(|label| (label.clone(), at)));
    }

    /// The categories.
    pub fn judged(&self) -> &[Judged] {
        &self.judged
    }

    /// How many parts of an id count; nothing where all do.
    pub fn level(&self) -> Option<usize> {
        self.level
    }

    /// The position of the category that a category of the rules is judged as.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        let id = rolled_up(id, self.level);
        self.judged.iter().position(|judged| judged.id == id)
    }

    /// What coders mean by an id, or by a label of exactly one category.
    pub(super) fn meaning(&self, tag: &str) -> Meaning {
        let mut with_label = self.labels.iter().filter(|(label, _)| label == tag).map(|(_, at)| *at);
        let by_label = || with_label.next().filter(|first| with_label.all(|at| at == *first));
        match self.position(tag).or_else(by_label) {
            Some(at) => Meaning::Category(at),
            None if self.groups.iter().any(|group| group == tag) => Meaning::Group,
            None => Meaning::Unknown,
        }
    }
}

/// As many parts of an id as the level says.
pub(in crate::analysis) fn rolled_up(id: &str, level: Option<usize>) -> &str {
    let end = level.and_then(|level| id.match_indices('.').nth(level.max(1) - 1));
    end.map_or(id, |(at, _)| &id[..at])
}

/// The ids above an id.
fn ancestors(id: &str) -> impl Iterator<Item = &str> {
    id.match_indices('.').map(|(at, _)| &id[..at])
}

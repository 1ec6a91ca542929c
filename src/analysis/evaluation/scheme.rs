//! The categories that are judged: those of the rules or, rolled up, their parents; all of them or a selection.

use crate::ruleset::{Category, Label, Names, RuleSet};

/// The categories that are judged, in the order of the rules.
#[derive(Clone, Debug)]
pub struct Scheme {
    judged: Vec<Judged>,
    level: Option<usize>,
    names: Names,
    /// The ids that were selected; none where all categories are judged.
    only: Vec<String>,
    /// The categories that were not selected.
    outside: Vec<String>,
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
    /// A category that is not judged, because others were selected.
    Outside,
    /// A group, which is judged only when its children are rolled up.
    Group,
    Unknown,
}

impl Scheme {
    /// The categories of some rule sets; with a `level` of 1, only the first part of each id counts, with 2 the
    /// first two.
    pub fn of(rule_sets: &[&RuleSet], level: Option<usize>) -> Scheme {
        let names = Names::of(rule_sets.iter().copied());
        let mut scheme = Scheme { judged: Vec::new(), level, names, only: Vec::new(), outside: Vec::new() };
        for rules in rule_sets {
            for category in rules.categories().iter().filter(|category| !category.is_group()) {
                scheme.add(category, rules);
            }
        }
        scheme
    }

    /// The same, but only with the categories of these ids, a parent's id including its children. Every figure is then
    /// one of these alone.
    #[must_use]
    pub fn only(mut self, ids: &[String]) -> Scheme {
        if !ids.is_empty() {
            let (kept, outside): (Vec<Judged>, Vec<Judged>) =
                self.judged.into_iter().partition(|judged| is_within_any(&judged.id, ids));
            let numbered = kept.into_iter().enumerate().map(|(at, judged)| Judged { at, ..judged });
            self.judged = numbered.collect();
            self.outside.extend(outside.into_iter().map(|judged| judged.id));
            self.only = ids.to_vec();
        }
        self
    }

    fn add(&mut self, category: &Category, rules: &RuleSet) {
        let id = rolled_up(category.id(), self.level);
        if self.position(id).is_none() {
            let declared = rules.categories().iter().find(|category| category.id() == id);
            let label = declared.and_then(Category::label).cloned();
            self.judged.push(Judged { id: id.to_owned(), label, at: self.judged.len() });
        }
    }

    /// The categories.
    pub fn judged(&self) -> &[Judged] {
        &self.judged
    }

    /// How many parts of an id count; nothing where all do.
    pub fn level(&self) -> Option<usize> {
        self.level
    }

    /// The ids that were selected; none where all categories are judged.
    pub fn selected(&self) -> &[String] {
        &self.only
    }

    /// By what names its categories are known.
    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// The position of the category that a category of the rules is judged as.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        let id = rolled_up(id, self.level);
        self.judged.iter().position(|judged| judged.id == id)
    }

    /// What coders mean by an id, or by a label of exactly one category.
    pub(super) fn meaning(&self, tag: &str) -> Meaning {
        if let Some(at) = self.position(tag) {
            return Meaning::Category(at);
        }
        let ids: Vec<&str> = self.names.ids(tag).iter().map(|id| rolled_up(id, self.level)).collect();
        let own = rolled_up(tag, self.level);
        let [first, rest @ ..] = &ids[..] else {
            return if self.is_outside(own) { Meaning::Outside } else { Meaning::Unknown };
        };
        if rest.iter().any(|id| id != first) {
            return Meaning::Unknown;
        }
        match self.position(first) {
            Some(at) => Meaning::Category(at),
            None if self.is_outside(first) => Meaning::Outside,
            None => Meaning::Group,
        }
    }

    fn is_outside(&self, id: &str) -> bool {
        self.outside.iter().any(|outside| outside == id)
    }
}

/// Whether an id is one of these, or below one.
pub(in crate::analysis) fn is_within_any(id: &str, ids: &[String]) -> bool {
    let is_within = |above: &String| {
        id.strip_prefix(&**above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    ids.iter().any(is_within)
}

/// As many parts of an id as the level says.
pub(in crate::analysis) fn rolled_up(id: &str, level: Option<usize>) -> &str {
    let end = level.and_then(|level| id.match_indices('.').nth(level.max(1) - 1));
    end.map_or(id, |(at, _)| &id[..at])
}

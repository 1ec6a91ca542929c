//! The order of keys, which is that of the language. What is named must stand before what refers to it, and an
//! unknown key stays behind the one that it follows.

use std::collections::BTreeSet;

use super::place::Place;
use super::tree::{Entries, Entry, Node, Shape};

/// Puts the keys of every mapping into their order.
pub(super) fn sort(node: &mut Node, place: Place) {
    match &mut node.shape {
        Shape::List(entries) => entries.items.iter_mut().for_each(|entry| sort(&mut entry.value, place)),
        Shape::Mapping(entries) => {
            for entry in &mut entries.items {
                let inner = place.of(entry.name());
                sort(&mut entry.value, inner);
            }
            sort_keys(entries, place.keys());
        }
        _ => {}
    }
}

impl Entry<'_> {
    /// The key as text; empty where it has none.
    pub(super) fn name(&self) -> &str {
        match self.key.as_ref().map(|key| &key.shape) {
            Some(Shape::Text(text)) => &text.value,
            _ => "",
        }
    }
}

fn sort_keys(entries: &mut Entries, keys: &[&str]) {
    let rank = |entry: &Entry| keys.iter().position(|key| *key == entry.name());
    let ranks: Vec<usize> = entries.items.iter().filter_map(rank).collect();
    if ranks.is_sorted() {
        return;
    }
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries.items.drain(..) {
        match (rank(&entry), groups.last_mut()) {
            (None, Some(group)) => group.add(entry),
            (rank, _) => groups.push(Group::of(rank.unwrap_or(0), entry)),
        }
    }
    if groups.iter().all(|group| group.given.is_empty()) {
        groups.sort_by_key(|group| group.rank);
    } else {
        groups = bound_order(groups);
    }
    entries.items = groups.into_iter().flat_map(|group| group.entries).collect();
}

/// The order by rank in which nothing passes what it is bound to by a name.
fn bound_order(mut left: Vec<Group<'_>>) -> Vec<Group<'_>> {
    let mut order = Vec::new();
    while !left.is_empty() {
        let is_free = |at: &usize| left[..*at].iter().all(|earlier| !earlier.binds(&left[*at]));
        let next = (0..left.len()).filter(is_free).min_by_key(|at| left[*at].rank);
        order.push(left.remove(next.unwrap_or(0)));
    }
    order
}

/// An entry with the unknown keys that follow it.
struct Group<'t> {
    rank: usize,
    entries: Vec<Entry<'t>>,
    /// The names that they give to values.
    given: BTreeSet<String>,
    /// All names that stand in them.
    names: BTreeSet<String>,
}

impl<'t> Group<'t> {
    fn of(rank: usize, entry: Entry<'t>) -> Group<'t> {
        let mut group = Group { rank, entries: Vec::new(), given: BTreeSet::new(), names: BTreeSet::new() };
        group.add(entry);
        group
    }

    fn add(&mut self, entry: Entry<'t>) {
        self.note_entry(&entry);
        self.entries.push(entry);
    }

    /// Whether a name that one of the two gives stands in the other.
    fn binds(&self, other: &Group) -> bool {
        !self.given.is_disjoint(&other.names) || !self.names.is_disjoint(&other.given)
    }

    fn note_entry(&mut self, entry: &Entry) {
        entry.key.iter().chain([&entry.value]).for_each(|node| self.note(node));
    }

    fn note(&mut self, node: &Node) {
        for name in node.properties.split(' ').filter_map(|property| property.strip_prefix('&')) {
            self.given.insert(name.to_owned());
            self.names.insert(name.to_owned());
        }
        match &node.shape {
            Shape::Alias(alias) => _ = self.names.insert(alias.trim_start_matches('*').to_owned()),
            Shape::List(entries) | Shape::Mapping(entries) => {
                entries.items.iter().for_each(|entry| self.note_entry(entry));
            }
            _ => {}
        }
    }
}

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
    let mut rank = 0;
    let ranks = entries.items.iter().map(|entry| {
        rank = keys.iter().position(|key| *key == entry.name()).unwrap_or(rank);
        rank
    });
    let ranks: Vec<usize> = ranks.collect();
    if keys.is_empty() || ranks.is_sorted() {
        return;
    }
    let names: Vec<Names> = entries.items.iter().map(Names::of).collect();
    let mut left: Vec<usize> = (0..ranks.len()).collect();
    if names.iter().all(|names| names.given.is_empty()) {
        left.sort_by_key(|one| ranks[*one]);
    } else {
        left = bound_order(left, &names, &ranks);
    }
    let mut items: Vec<Option<Entry>> = entries.items.drain(..).map(Some).collect();
    entries.items = left.into_iter().filter_map(|at| items[at].take()).collect();
}

/// The order by rank in which no entry passes one that is bound to it by a name.
fn bound_order(mut left: Vec<usize>, names: &[Names], ranks: &[usize]) -> Vec<usize> {
    let mut order = Vec::new();
    while !left.is_empty() {
        let is_free = |at: usize| left[..at].iter().all(|earlier| !names[*earlier].bind(&names[left[at]]));
        let next = (0..left.len()).filter(|at| is_free(*at)).min_by_key(|at| ranks[left[*at]]);
        order.push(left.remove(next.unwrap_or(0)));
    }
    order
}

/// The names that an entry gives to values, and all that stand in it.
#[derive(Default)]
struct Names {
    given: BTreeSet<String>,
    all: BTreeSet<String>,
}

impl Names {
    fn of(entry: &Entry) -> Names {
        let mut names = Names::default();
        names.add_entry(entry);
        names
    }

    /// Whether what one gives stands in the other.
    fn bind(&self, other: &Names) -> bool {
        !self.given.is_disjoint(&other.all) || !self.all.is_disjoint(&other.given)
    }

    fn add_entry(&mut self, entry: &Entry) {
        entry.key.iter().chain([&entry.value]).for_each(|node| self.add(node));
    }

    fn add(&mut self, node: &Node) {
        for name in node.properties.split(' ').filter_map(|property| property.strip_prefix('&')) {
            self.given.insert(name.to_owned());
            self.all.insert(name.to_owned());
        }
        match &node.shape {
            Shape::Alias(alias) => _ = self.all.insert(alias.trim_start_matches('*').to_owned()),
            Shape::List(entries) | Shape::Mapping(entries) => {
                entries.items.iter().for_each(|entry| self.add_entry(entry));
            }
            _ => {}
        }
    }
}

//! The categories that coders gave, gathered from what they wrote.

use crate::analysis::evaluation::rolled_up;
use crate::engine::Tagger;
use crate::ruleset::{Category, Label, Names};

use super::codings::Unit;

/// A category that somebody gave.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its id, or what stands for it in the files.
    pub id: String,
    /// What it is called, where rules say so.
    pub label: Option<Label>,
    /// Whether each coder could give it: rules can give only what they have.
    pub(super) known_to: Vec<bool>,
}

/// The categories known so far, and how they are found.
pub(super) struct Categories<'r> {
    pub(super) all: Vec<Given>,
    pub(super) level: Option<usize>,
    /// The rules by which ids and labels are known.
    pub(super) rules: Vec<&'r Category>,
    pub(super) names: Names,
    pub(super) coders: usize,
}

impl Categories<'_> {
    /// The position of what a coder wrote: an id, or a label of the rules.
    pub(super) fn position(&mut self, tag: &str) -> usize {
        let id = match self.names.ids(tag) {
            [id] => id,
            _ => tag,
        };
        let id = rolled_up(id, self.level);
        if let Some(at) = self.all.iter().position(|known| known.id == id) {
            return at;
        }
        let label =
            self.rules.iter().find(|category| category.id() == id).and_then(|category| category.label());
        self.all.push(Given { id: id.to_owned(), label: label.cloned(), known_to: vec![true; self.coders] });
        self.all.len() - 1
    }

    pub(super) fn positions<'t>(&mut self, tags: impl Iterator<Item = &'t str>) -> Vec<usize> {
        let mut positions: Vec<usize> = tags.map(|tag| self.position(tag)).collect();
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// Notes which categories each rule set has. Rules are the coders from `first` on.
    pub(super) fn limit_to_rules(&mut self, first: usize, rules: &[(&str, &Tagger)]) {
        for (coder, (_, tagger)) in (first..).zip(rules) {
            let own = || tagger.rules().categories().iter().filter(|category| !category.is_group());
            for category in &mut self.all {
                category.known_to[coder] = own().any(|own| rolled_up(own.id(), self.level) == category.id);
            }
        }
    }

    /// The categories in the order of the rules, others behind by their ids; what the units say follows.
    pub(super) fn sorted(self, units: &mut [Unit]) -> Vec<Given> {
        let place = |given: &Given| {
            let own = self.rules.iter().position(|category| rolled_up(category.id(), self.level) == given.id);
            own.unwrap_or(usize::MAX)
        };
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by_key(|at| (place(&self.all[*at]), &self.all[*at].id));
        let mut moved = vec![0; order.len()];
        for (to, from) in order.iter().enumerate() {
            moved[*from] = to;
        }
        for given in units.iter_mut().flat_map(|unit| unit.given.iter_mut().flatten()) {
            for at in given.iter_mut() {
                *at = moved[*at];
            }
            given.sort_unstable();
        }
        order.into_iter().map(|at| self.all[at].clone()).collect()
    }
}

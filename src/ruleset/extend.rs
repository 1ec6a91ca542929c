//! Rules that build on others: the entries of both joined to one dictionary, so that nothing after this knows
//! of two. What the base has under the same name gains the new entries, behind its own; what is new comes after
//! all that the base has.

use std::collections::BTreeMap;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
use super::dictionary::{
    CategoryEntry, ConditionsEntry, Dictionary, FileRules, FlagEntry, Located, SetEntry,
};
use super::keys::BASES_WORDS;
use super::node::{Node, Value};
use super::reader::{Reader, of_key};
use super::remove;
use super::rules::is_id_within;
use crate::language::Message;
use crate::text::nearest;

impl Reader<'_> {
    /// Where the file says that it builds on the shipped dictionary. So it is read where it names another, which
    /// is told: what it takes out is looked for there.
    pub(super) fn extends(&mut self, node: &Node) -> Option<Place> {
        let name = self.located_text(node, "extends")?;
        if !BASES_WORDS.contains(&name.value.as_str()) {
            let fault = Diagnostic::new(Code::UnknownBase, name.place.clone()).with("found", &name.value);
            self.fault(match nearest(&name.value, BASES_WORDS.iter().copied()) {
                Some(near) => fault.mend(name.place.span.clone(), near),
                None => fault,
            });
        }
        Some(name.place)
    }

    /// What a `remove` names.
    pub(super) fn removed(&mut self, node: &Node) -> Vec<Located<String>> {
        let items = self.items(node, "remove").unwrap_or_default();
        items.iter().filter_map(|item| self.removed_one(item)).collect()
    }

    fn removed_one(&mut self, node: &Node) -> Option<Located<String>> {
        if !matches!(node.value, Value::Mapping(_)) {
            return self.term(node, "remove");
        }
        if !self.is_term_with_colon(node) {
            self.wrong_kind(node, of_key("remove"), Message::new("kind.pattern"));
        }
        None
    }
}

/// Joins rules with the shipped dictionary where they say so.
pub(super) fn as_asked(mut own: Dictionary) -> Dictionary {
    let asking: Vec<Place> = own.files.iter().filter_map(|file| file.extends.clone()).collect();
    let Some((first, others)) = asking.split_first() else {
        // A file with faults may say `extends` in a way that could not be read.
        if own.files.iter().all(|file| file.is_whole) {
            let in_vain = |place| Diagnostic::new(Code::RemoveWithoutExtends, place);
            own.faults.extend(own.files.iter().flat_map(removals).map(in_vain));
        }
        return own;
    };
    let again = |place: &Place| Diagnostic::new(Code::DuplicateExtends, place.clone()).and_at(first.clone());
    own.faults.extend(others.iter().map(again));
    joined(Dictionary::built_in(), own)
}

/// Where what each `remove` of a file names begins.
fn removals(file: &FileRules) -> impl Iterator<Item = Place> {
    let lists = file.categories.iter().map(|category| &category.removed).chain([&file.removed]);
    lists.filter_map(|list| Some(list.first()?.place.clone()))
}

/// Joins rules with those that they build on.
pub(super) fn joined(mut base: Dictionary, mut own: Dictionary) -> Dictionary {
    base.base = base.files.len();
    base.faults.append(&mut own.faults);
    remove::drop_categories(&mut base.files, &own.files, &mut base.faults);
    base.faults.extend(remove::missing(&base.files, &own.files));
    let ids = ids(&base.files);
    let mut joint = Joint::of(&mut base.files, &mut base.faults);
    for file in &mut own.files {
        joint.join(file);
    }
    let emptied = joint.emptied;
    let new = own.files.iter().flat_map(|file| &file.categories);
    base.faults.extend(new.filter_map(|category| from_new(category, &ids)));
    base.files.append(&mut own.files);
    let nothing_left = emptied.iter().filter_map(|id| nothing_left(id, &base.files));
    base.faults.extend(nothing_left.collect::<Vec<_>>());
    base
}

fn ids(files: &[FileRules]) -> Vec<String> {
    let categories = files.iter().flat_map(|file| &file.categories);
    categories.map(|category| category.id.value.clone()).collect()
}

/// The entries of the base that have found none of their name yet.
struct Joint<'b> {
    sets: BTreeMap<String, &'b mut SetEntry>,
    flags: BTreeMap<String, &'b mut FlagEntry>,
    categories: BTreeMap<String, &'b mut CategoryEntry>,
    /// The categories that all patterns were taken out of.
    emptied: Vec<Located<String>>,
    faults: &'b mut Vec<Diagnostic>,
}

impl<'b> Joint<'b> {
    fn of(files: &'b mut [FileRules], faults: &'b mut Vec<Diagnostic>) -> Joint<'b> {
        let (sets, flags, categories) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut joint = Joint { sets, flags, categories, emptied: Vec::new(), faults };
        for file in files {
            joint.sets.extend(file.sets.iter_mut().map(|set| (set.name.value.clone(), set)));
            joint.flags.extend(file.flags.iter_mut().map(|flag| (flag.name.value.clone(), flag)));
            let categories = file.categories.iter_mut();
            joint.categories.extend(categories.map(|category| (category.id.value.clone(), category)));
        }
        joint
    }

    /// Moves the entries of a file to those of their name. What is left there is new, or stands twice.
    fn join(&mut self, file: &mut FileRules) {
        file.sets = left(&mut self.sets, &mut file.sets, |set| &set.name.value, gain_members);
        file.flags = left(&mut self.flags, &mut file.flags, |flag| &flag.name.value, gain_conditions);
        let (faults, emptied) = (&mut *self.faults, &mut self.emptied);
        let gain = |base: &mut CategoryEntry, own: CategoryEntry| {
            let was_empty = base.clauses.is_empty();
            remove::take_out(base, &own.removed, faults);
            gain_entries(base, own);
            if base.clauses.is_empty() && !was_empty {
                emptied.push(base.id.clone());
            }
        };
        file.categories =
            left(&mut self.categories, &mut file.categories, |category| &category.id.value, gain);
    }
}

/// Joins each entry with that of its name in the base; gives those that have none, or come second.
fn left<T>(
    base: &mut BTreeMap<String, &mut T>,
    own: &mut Vec<T>,
    name: impl Fn(&T) -> &String,
    mut gain: impl FnMut(&mut T, T),
) -> Vec<T> {
    let mut left = Vec::new();
    for entry in own.drain(..) {
        match base.remove(name(&entry)) {
            Some(base) => gain(base, entry),
            None => left.push(entry),
        }
    }
    left
}

fn gain_members(base: &mut SetEntry, own: SetEntry) {
    base.name = own.name;
    base.members.extend(own.members);
}

fn gain_conditions(base: &mut FlagEntry, own: FlagEntry) {
    base.name = own.name;
    base.label = own.label.or(base.label.take());
    base.conditions.extend(own.conditions);
}

/// What is said once is replaced, what is a list grows. What is told of the category is told where the analyst
/// can act on it.
fn gain_entries(base: &mut CategoryEntry, own: CategoryEntry) {
    base.id = own.id;
    base.label = own.label.or(base.label.take());
    base.about = own.about.or(base.about.take());
    base.masks.extend(own.masks);
    gain_levels(&mut base.conditions, own.conditions);
    base.clauses.extend(own.clauses);
    base.examples.extend(own.examples);
    base.counterexamples.extend(own.counterexamples);
    base.meta.extend(own.meta);
}

fn gain_levels(base: &mut ConditionsEntry, own: ConditionsEntry) {
    if let Some(must) = own.must {
        base.must.get_or_insert_default().extend(must);
    }
    base.must_not.extend(own.must_not);
}

/// Tells a `remove` in a category that the base has not.
fn from_new(category: &CategoryEntry, ids: &[String]) -> Option<Diagnostic> {
    let first = category.removed.first()?;
    let id = &category.id.value;
    if id.is_empty() || ids.contains(id) {
        return None;
    }
    let fault = Diagnostic::new(Code::RemoveFromNew, first.place.clone()).with("id", id);
    Some(match nearest(id, ids.iter().map(String::as_str)) {
        Some(near) => fault.with_message("way_out", Message::new("extends.did_you_mean").with("near", near)),
        None => fault.with_message("way_out", Message::new("extends.delete_it")),
    })
}

/// Tells a category that is left without a pattern, unless it names a group.
fn nothing_left(id: &Located<String>, files: &[FileRules]) -> Option<Diagnostic> {
    let is_below = |other: &String| other != &id.value && is_id_within(other, &id.value);
    let is_group = ids(files).iter().any(is_below);
    (!is_group).then(|| Diagnostic::new(Code::NothingLeft, id.place.clone()).with("id", &id.value))
}

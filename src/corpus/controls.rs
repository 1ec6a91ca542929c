//! Which of the fields or controls of a file hold the categories: only all of the file shows it.
//!
//! Where the names of categories are known, a control none of whose values is one («How sure are you?») holds
//! something else. Of the rest, those that code paragraphs as a whole count where there are any; else those that code
//! parts.

use std::collections::{BTreeMap, BTreeSet};

use crate::ruleset::Names;

use super::coded::{Entry, Uncoded};
use super::marks::{Control, Marks};
use super::problem::Problem;

/// The controls that count, and what there is to say of the others.
pub(super) struct Controls {
    counting: BTreeSet<Control>,
    /// Whether any control is known to be one.
    are_certain: bool,
    pub(super) notes: Vec<Problem>,
}

/// What is known of a control.
#[derive(Default)]
struct Use {
    has_categories: bool,
    is_certain: bool,
    paragraphs: usize,
}

impl Controls {
    pub(super) fn of(entries: &[Entry], names: &Names) -> Controls {
        let mut uses: BTreeMap<&Control, Use> = BTreeMap::new();
        for marks in entries.iter().filter_map(|entry| entry.marks.as_ref().ok()) {
            let controls: BTreeSet<&Control> = marks.all.iter().map(|mark| &mark.by).collect();
            for by in controls {
                uses.entry(by).or_default().paragraphs += 1;
            }
            for mark in &marks.all {
                let one = uses.entry(&mark.by).or_default();
                one.has_categories |= names.is_known(&mark.name);
                one.is_certain |= !mark.is_guess;
            }
        }
        let have_categories = uses.values().any(|one| one.has_categories);
        let holds = |one: &Use| one.has_categories || (!have_categories && one.is_certain);
        let of_whole = uses.iter().any(|(by, one)| holds(one) && !by.is_of_parts);
        let counting = uses.iter().filter(|(by, one)| holds(one) && by.is_of_parts != of_whole);
        let counting: BTreeSet<Control> = counting.map(|(by, _)| (*by).clone()).collect();
        let strange = uses.iter().filter(|(_, one)| !holds(one) && one.is_certain);
        let strange = strange
            .map(|(by, one)| Problem::NoCategories { control: by.name.clone(), paragraphs: one.paragraphs });
        let mut notes: Vec<Problem> = strange.collect();
        let parts: BTreeSet<&Control> =
            uses.iter().filter(|(by, one)| holds(one) && by.is_of_parts).map(|(by, _)| *by).collect();
        let are_certain = !counting.is_empty();
        let controls = Controls { counting, are_certain, notes: Vec::new() };
        if of_whole {
            notes.extend(controls.lost(entries, &parts));
        }
        notes.extend(controls.remarks(entries));
        Controls { notes, ..controls }
    }

    /// What to say of paragraphs whose parts have categories that they do not have as a whole.
    fn lost(&self, entries: &[Entry], parts: &BTreeSet<&Control>) -> Option<Problem> {
        let loses = |entry: &&Entry| {
            let Ok(marks) = &entry.marks else { return false };
            let tags = self.names(marks);
            marks.all.iter().any(|mark| parts.contains(&mark.by) && !tags.contains(&mark.name))
        };
        let mut losing = entries.iter().filter(loses);
        let first = losing.next()?.paragraph.name.clone();
        let controls: BTreeSet<&str> = parts.iter().map(|by| by.name.as_str()).collect();
        let controls = controls.into_iter().map(str::to_owned).collect();
        Some(Problem::PartsPassedOver { first, controls, paragraphs: 1 + losing.count() })
    }

    /// What to say of paragraphs without a category of which something is marked that is not read: where the controls
    /// that hold categories are known, it is a mere remark.
    fn remarks(&self, entries: &[Entry]) -> Option<Problem> {
        let mut kinds = BTreeSet::new();
        let mut paragraphs = 0;
        for marks in entries.iter().filter_map(|entry| entry.marks.as_ref().ok()) {
            if self.are_certain && marks.all.is_empty() && !marks.unread.is_empty() {
                kinds.extend(marks.unread.iter().cloned());
                paragraphs += 1;
            }
        }
        let kinds: Vec<String> = kinds.into_iter().collect();
        (paragraphs > 0).then_some(Problem::OnlyRemarks { kinds, paragraphs })
    }

    /// The categories of a paragraph.
    pub(super) fn tags(&self, marks: &Marks) -> Result<Vec<String>, Uncoded> {
        if !self.are_certain && marks.all.is_empty() && !marks.unread.is_empty() {
            return Err(Uncoded::Unread { kinds: marks.unread.clone() });
        }
        if !self.are_certain && marks.are_anywhere {
            return Err(Uncoded::NoField);
        }
        Ok(self.names(marks))
    }

    fn names(&self, marks: &Marks) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for mark in marks.all.iter().filter(|mark| self.counting.contains(&mark.by)) {
            if !names.contains(&mark.name) {
                names.push(mark.name.clone());
            }
        }
        names
    }
}

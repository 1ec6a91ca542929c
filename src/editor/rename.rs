//! A set gets another name: where it is given and wherever it is used, in all files of the rule set, or not at
//! all.

use std::ops::Range;
use std::sync::Arc;

use crate::language::Message;
use crate::ruleset::may_name_a_set;

use super::draft::Draft;
use super::drafts::{Drafts, Target, target};
use super::mention::What;

/// What YAML makes something of where a name stands as a key or in a list.
const MARKS: &[char] = &[
    ',', '[', ']', '{', '}', '"', '\'', '#', ':', '&', '*', '!', '%', '@', '`', '\\', '，', '：', '“', '”',
    '\n', '\r', '\t',
];

impl Drafts {
    /// The set whose name stands at a byte of `draft`, given or used: its name, and where it stands there.
    pub fn set_at(&self, draft: &Draft, byte: usize) -> Option<(String, Range<usize>)> {
        let mention = draft.mention_at(byte).filter(|mention| mention.what == What::Set)?;
        Some((mention.name.clone(), mention.span.clone()))
    }

    /// The same, but no set of the base, which keeps its name.
    pub fn own_set_at(&self, draft: &Draft, byte: usize) -> Option<(String, Range<usize>)> {
        self.set_at(draft, byte).filter(|(name, _)| !self.is_of_base(name))
    }

    /// All places that must change for a set to be called `new`.
    ///
    /// # Errors
    ///
    /// Why it cannot be called so: the name is none for a set or taken, or the rules have errors, so that a
    /// place might be missed.
    pub fn rename(&self, old: &str, new: &str) -> Result<Vec<Target>, Message> {
        let is_plain = !new.is_empty()
            && new.trim() == new
            && !new.contains(MARKS)
            && !new.starts_with(['-', '?', '=', '~']);
        if !is_plain || !may_name_a_set(new) {
            return Err(Message::new("editor.strange_name").with("name", new));
        }
        if new != old && self.given_as_set(new).next().is_some() {
            return Err(Message::new("editor.name_taken").with("name", new));
        }
        if self.given_as_set(old).next().is_none() {
            return Err(Message::new("editor.no_set").with("name", old));
        }
        if self.is_of_base(old) {
            return Err(Message::new("editor.set_of_base").with("name", old));
        }
        if self.diagnostics().has_errors() {
            return Err(Message::new("editor.rename_with_errors"));
        }
        let mut targets: Vec<Target> = Vec::new();
        for (draft, mention) in self.mentions(What::Set, old) {
            if !mention.is_placed {
                return Err(
                    Message::new("editor.written_otherwise").with("place", place(draft, &mention.span))
                );
            }
            targets.push(target(draft, mention));
        }
        if self.with(&targets, new).rules().is_none() {
            return Err(Message::new("editor.strange_name").with("name", new));
        }
        Ok(targets)
    }

    /// These files with `text` in all these places.
    fn with(&self, targets: &[Target], text: &str) -> Drafts {
        let changed = self.all().iter().map(|draft| {
            let mut places: Vec<_> = targets.iter().filter(|target| target.file == draft.name()).collect();
            places.sort_by_key(|target| std::cmp::Reverse(target.span.start));
            let mut changed = draft.text().to_string();
            for place in places {
                changed.replace_range(place.span.clone(), text);
            }
            Arc::new(Draft::new(draft.name(), changed))
        });
        Drafts::new(changed.collect())
    }
}

fn place(draft: &Draft, span: &Range<usize>) -> String {
    let line = draft.text()[..span.start].matches('\n').count() + 1;
    format!("{}:{line}", draft.name())
}

//! What every reader of rule files needs: mappings with known keys, lists, terms, numbers, words; and what
//! is told where something else stands.

use std::ops::Range;
use std::sync::Arc;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place, SourceFile};
use super::dictionary::Located;
use super::keys::BOUNDARY_WORDS;
use super::node::{Node, Value};
use super::rules::Boundary;
use super::traps;
use crate::language::Message;
use crate::text::nearest;

/// Keys whose values are read by people, not searched for.
pub(super) const FREE_TEXTS: &[&str] = &["examples", "counterexamples"];

/// Reads the entries of one file and notes what is wrong with them.
pub(super) struct Reader<'f> {
    pub(super) file: Arc<SourceFile>,
    pub(super) faults: &'f mut Vec<Diagnostic>,
}

/// The entries of a mapping whose keys are known and stand once.
pub(super) struct Fields<'n> {
    entries: Vec<(&'n str, &'n Node)>,
    /// Whether something was wrong with the keys themselves, so that one that seems to be missing may only
    /// be misspelt or empty.
    pub(super) has_faults: bool,
}

impl<'n> Fields<'n> {
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|(name, _)| *name == key).map(|(_, node)| *node)
    }
}

impl Reader<'_> {
    /// A mapping of freely named entries, such as sets; a name that stands twice is told with both places.
    pub(super) fn named_entries<'n>(
        &mut self,
        node: &'n Node,
        key: &'static str,
        duplicate: Code,
    ) -> Vec<(Located<String>, &'n Node)> {
        let Value::Mapping(entries) = &node.value else {
            self.wrong_kind(node, of_key(key), Message::new("kind.names"));
            return Vec::new();
        };
        let mut named: Vec<(Located<String>, &Node)> = Vec::new();
        for (name, value) in entries {
            let Some(name) = self.key(name) else { continue };
            if let Some((first, _)) = named.iter().find(|(known, _)| known.value == name.value) {
                let fault = Diagnostic::new(duplicate, name.place).with("name", &name.value);
                self.fault(fault.with("key", &name.value).and_at(first.place.clone()));
            } else {
                named.push((name, value));
            }
        }
        named
    }

    /// A mapping with known keys: unknown, repeated and merge keys are told.
    pub(super) fn mapping<'n>(
        &mut self,
        node: &'n Node,
        what: Message,
        keys: &[&'static str],
    ) -> Option<Fields<'n>> {
        let Value::Mapping(entries) = &node.value else {
            self.wrong_kind(node, what, Message::new("kind.keys"));
            return None;
        };
        let mut fields = Fields { entries: Vec::new(), has_faults: false };
        let faults_before = self.faults.len();
        let mut places: Vec<(&str, Place)> = Vec::new();
        for (name, value) in entries {
            let Some(key) = self.key(name) else { continue };
            let Some(known) = keys.iter().find(|known| **known == key.value) else {
                self.unknown_key(&key, keys, &what);
                continue;
            };
            if let Some((_, first)) = places.iter().find(|(earlier, _)| earlier == known) {
                let fault = Diagnostic::new(Code::DuplicateKey, key.place).with("key", known);
                self.fault(fault.and_at(first.clone()));
                continue;
            }
            places.push((known, key.place));
            if matches!(value.value, Value::Empty) {
                self.empty(value, name, known);
            } else if !self.swallowed_key(value, keys) {
                fields.entries.push((known, value));
            }
        }
        fields.has_faults = self.faults.len() > faults_before;
        Some(fields)
    }

    fn key(&mut self, node: &Node) -> Option<Located<String>> {
        match &node.value {
            Value::Text(text) if text == "<<" => {
                self.fault(Diagnostic::new(Code::MergeKey, self.place(&node.span)));
                None
            }
            Value::Text(text) => Some(Located { value: text.clone(), place: self.place(&node.span) }),
            _ => {
                self.wrong_kind(node, Message::new("part.any_key"), Message::new("kind.word"));
                None
            }
        }
    }

    fn unknown_key(&mut self, key: &Located<String>, keys: &[&str], what: &Message) {
        if self.key_trap(key, keys) {
            return;
        }
        let near = nearest(&key.value, keys.iter().copied());
        let fault = Diagnostic::new(Code::UnknownKey, key.place.clone()).with("key", &key.value);
        let fault = fault.with_message("where", what.clone());
        self.fault(if let Some(near) = near {
            let fault = Diagnostic { code: Code::MisspeltKey, ..fault.with("near", near) };
            fault.mend(key.place.span.clone(), near)
        } else {
            fault.with_list("keys", keys.iter().copied())
        });
    }

    /// The entries of a list; a single value stands for a list of one.
    pub(super) fn items<'n>(&mut self, node: &'n Node, key: &'static str) -> Option<Vec<&'n Node>> {
        match &node.value {
            Value::List(items) if items.is_empty() => {
                self.fault(Diagnostic::new(Code::EmptyList, self.place(&node.span)).with("key", key));
                None
            }
            Value::List(items) => {
                let mut flat = Vec::new();
                for item in items {
                    match item.value {
                        Value::List(_) => {
                            self.fault(
                                Diagnostic::new(Code::NestedList, self.place(&item.span)).with("key", key),
                            );
                        }
                        Value::Empty if self.is_marked(item) => {}
                        Value::Empty => {
                            self.fault(
                                Diagnostic::new(Code::EmptyEntry, self.place(&item.span)).with("key", key),
                            );
                        }
                        _ => flat.push(item),
                    }
                }
                Some(self.separated(node, flat, key))
            }
            Value::Empty => {
                self.fault(Diagnostic::new(Code::EmptyValue, self.place(&node.span)).with("key", key));
                None
            }
            Value::Text(_) if self.list_trap(node, key) => None,
            _ => Some(vec![node]),
        }
    }

    pub(super) fn located_text(&mut self, node: &Node, key: &'static str) -> Option<Located<String>> {
        match &node.value {
            Value::Text(text) if text.trim().is_empty() => {
                self.fault(Diagnostic::new(Code::EmptyValue, self.place(&node.span)).with("key", key));
                None
            }
            Value::Text(text) => Some(Located { value: text.clone(), place: self.place_of(node) }),
            _ => {
                self.wrong_kind(node, of_key(key), Message::new("kind.text"));
                None
            }
        }
    }

    /// A whole number of at least `least`.
    pub(super) fn number(&mut self, node: &Node, key: &'static str, least: usize) -> Option<Located<usize>> {
        let text = self.located_text(node, key)?;
        match text.value.parse::<usize>() {
            Ok(number) if number >= least => Some(Located { value: number, place: text.place }),
            _ => {
                let fault = Diagnostic::new(Code::StrangeNumber, text.place).with("key", key);
                self.fault(fault.with("found", text.value).with("least", least));
                None
            }
        }
    }

    pub(super) fn boundary(&mut self, node: &Node) -> Option<Boundary> {
        match self.one_word(node, "boundary", BOUNDARY_WORDS)? {
            "word" => Some(Boundary::Word),
            _ => Some(Boundary::None),
        }
    }

    /// One of a few words.
    pub(super) fn one_word(
        &mut self,
        node: &Node,
        key: &'static str,
        words: &[&'static str],
    ) -> Option<&'static str> {
        let text = self.located_text(node, key)?;
        let known = words.iter().find(|word| **word == text.value).copied();
        if known.is_none() {
            let fault = Diagnostic::new(Code::UnknownWord, text.place.clone()).with("key", key);
            let fault = fault.with("found", &text.value).with_list("words", words.iter().copied());
            self.fault(match nearest(&text.value, words.iter().copied()) {
                Some(near) => fault.mend(text.place.span, near),
                None => fault,
            });
        }
        known
    }

    pub(super) fn wrong_kind(&mut self, node: &Node, what: Message, expected: Message) {
        let file = self.file.clone();
        let written = file.text.get(node.span.clone()).unwrap_or_default();
        let found = if node.is_plain { traps::in_term(written, self.surrounding(node)) } else { Vec::new() };
        if !found.is_empty() {
            self.traps(found, node);
            return;
        }
        let found = match &node.value {
            Value::Empty => "kind.nothing",
            Value::Text(_) => "kind.text",
            Value::List(_) => "kind.list",
            Value::Mapping(_) => "kind.keys",
        };
        let fault = Diagnostic::new(Code::WrongKind, self.place(&node.span)).with_message("what", what);
        let fault = fault.with_message("expected", expected);
        self.fault(fault.with_message("found", Message::new(found)));
    }

    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        Place::new(self.file.clone(), span.clone())
    }

    fn place_of(&self, node: &Node) -> Place {
        Place { alias: node.alias.clone(), ..self.place(&node.span) }
    }
}

/// What is written under a key, as a message calls it.
pub(super) fn of_key(key: &str) -> Message {
    Message::new("part.key").with("key", key)
}

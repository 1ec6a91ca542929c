//! What every reader of rule files needs: mappings with known keys, lists, terms, numbers, words; and what
//! is told where something else stands.

use std::ops::Range;
use std::sync::Arc;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place, SourceFile};
use super::dictionary::{Located, place_within};
use super::node::{Node, Value};
use super::rules::Boundary;
use super::traps::{self, Surrounding, Trap};
use crate::text::nearest;

/// Keys whose values are read by people, not searched for.
const FREE_TEXTS: &[&str] = &["examples", "counterexamples"];

/// Keys of the language that this version does not act on; to ignore them would change results.
const LATER_KEYS: &[&str] = &["extends", "remove"];

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
    /// Tells a trap found in the text that begins at byte `start` of the file.
    pub(super) fn trap(&mut self, trap: Trap, start: usize) {
        let place = self.place(&(start + trap.span.start..start + trap.span.end));
        let mut fault = Diagnostic::new(trap.code, place).with("found", trap.found);
        for (span, replacement) in trap.edits {
            fault = fault.mend(start + span.start..start + span.end, replacement);
        }
        self.fault(fault);
    }

    fn traps(&mut self, traps: Vec<Trap>, node: &Node) {
        for trap in traps {
            self.trap(trap, node.span.start);
        }
    }

    /// Text where a term or pattern belongs, with the traps of plain terms told. An error there gives
    /// nothing, so that it is not told twice.
    pub(super) fn term(&mut self, node: &Node, key: &'static str) -> Option<Located<String>> {
        let term = self.located_text(node, key)?;
        let file = self.file.clone();
        let written = file.text.get(node.span.clone()).unwrap_or_default();
        if !node.is_plain {
            return Some(term);
        }
        let found = traps::in_term(written, self.surrounding(node));
        if !found.is_empty() {
            self.traps(found, node);
            return None;
        }
        if let Some(trap) = traps::curly_quotes(written) {
            self.trap(trap, node.span.start);
        }
        let rest = traps::comment_behind(file.text.get(node.span.end..).unwrap_or_default());
        if traps::swallowed_tail(rest) {
            let fault =
                Diagnostic::new(Code::HashInTerm, self.place(&(node.span.end..node.span.end + rest.len())));
            let quoted = format!("'{written}{}'", rest.trim_end());
            self.fault(
                fault.with("found", rest.trim()).mend(node.span.start..node.span.end + rest.len(), quoted),
            );
        }
        Some(term)
    }

    /// What stands around a plain term on its line.
    fn surrounding(&self, node: &Node) -> Surrounding {
        let before = &self.file.text[..node.span.start];
        let line = before.rsplit('\n').next().unwrap_or_default();
        let is_in_flow = line.matches(['[', '{']).count() > line.matches([']', '}']).count()
            || before.trim_end().ends_with([',', '[', '{']);
        Surrounding { begins_line: line.trim_matches(' ').is_empty(), is_in_flow }
    }

    /// A mapping of freely named entries, such as sets; a name that stands twice is told with both places.
    pub(super) fn named_entries<'n>(
        &mut self,
        node: &'n Node,
        key: &'static str,
        duplicate: Code,
    ) -> Vec<(Located<String>, &'n Node)> {
        let Value::Mapping(entries) = &node.value else {
            self.wrong_kind(node, key, "names, each followed by a colon");
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
        what: &'static str,
        keys: &[&'static str],
    ) -> Option<Fields<'n>> {
        let Value::Mapping(entries) = &node.value else {
            self.wrong_kind(node, what, "keys with values");
            return None;
        };
        let mut fields = Fields { entries: Vec::new(), has_faults: false };
        let faults_before = self.faults.len();
        let mut places: Vec<(&str, Place)> = Vec::new();
        for (name, value) in entries {
            let Some(key) = self.key(name) else { continue };
            let Some(known) = keys.iter().find(|known| **known == key.value) else {
                self.unknown_key(&key, keys, what);
                continue;
            };
            if let Some((_, first)) = places.iter().find(|(earlier, _)| earlier == known) {
                let fault = Diagnostic::new(Code::DuplicateKey, key.place).with("key", known);
                self.fault(fault.and_at(first.clone()));
                continue;
            }
            if LATER_KEYS.contains(known) {
                self.fault(Diagnostic::new(Code::LaterKey, key.place).with("key", known));
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

    /// Tells a value in braces that goes on with another key behind a full-width comma.
    fn swallowed_key(&mut self, value: &Node, keys: &[&str]) -> bool {
        if !value.is_plain || !self.surrounding(value).is_in_flow {
            return false;
        }
        let found = traps::key_behind_comma(&self.file.text[value.span.clone()], keys);
        let is_one = found.is_some();
        self.traps(found.into_iter().collect(), value);
        is_one
    }

    /// Tells a key without a value, or with one that begins with a sign that YAML keeps for itself.
    fn empty(&mut self, value: &Node, name: &Node, key: &str) {
        let file = self.file.clone();
        let line = file.text[name.span.end..].lines().next().unwrap_or_default();
        let written = line.trim_start_matches([':', ' ']);
        let at = name.span.end + line.len() - written.len();
        if at >= value.span.end.max(at) && written.starts_with(['&', '!']) {
            self.unquoted_mark(at, written);
        } else {
            self.fault(Diagnostic::new(Code::EmptyValue, self.place(&name.span)).with("key", key));
        }
    }

    /// Tells a term that begins at byte `at` with a sign that YAML keeps for itself.
    fn unquoted_mark(&mut self, at: usize, term: &str) {
        let term = term.trim_end_matches([' ', ',', ']', '}']);
        let fault = Diagnostic::new(Code::UnquotedMark, self.place(&(at..at + 1))).with("found", &term[..1]);
        self.fault(fault.mend(at..at + term.len(), format!("'{term}'")));
    }

    fn key(&mut self, node: &Node) -> Option<Located<String>> {
        match &node.value {
            Value::Text(text) if text == "<<" => {
                self.fault(Diagnostic::new(Code::MergeKey, self.place(&node.span)));
                None
            }
            Value::Text(text) => Some(Located { value: text.clone(), place: self.place(&node.span) }),
            _ => {
                self.wrong_kind(node, "a key", "a word");
                None
            }
        }
    }

    /// Tells what keeps a known key from being seen: its colon, or a wide blank before it.
    fn key_trap(&mut self, key: &Located<String>, keys: &[&str]) -> bool {
        let trimmed = key.value.trim_start();
        let blanks = key.value.chars().count() - trimmed.chars().count();
        let (name, colon) = match trimmed.split_once([':', '：']) {
            Some((name, _)) => (name, trimmed[name.len()..].chars().next()),
            None => (trimmed, None),
        };
        if !keys.contains(&name) || (colon.is_none() && blanks == 0) {
            return false;
        }
        let at = blanks + name.chars().count();
        let (code, span, mended) = match colon {
            Some('：') => (Code::FullWidthColon, at..at + 1, ": "),
            Some(_) => (Code::MissingBlankAfterColon, at..at + 1, ": "),
            None => (Code::WideBlank, 0..blanks, ""),
        };
        let place = place_within(&key.place, &key.value, &span);
        let fault = Diagnostic::new(code, place.clone()).with("found", trimmed);
        let is_written = place.bytes() != key.place.bytes();
        self.fault(if is_written { fault.mend(place.bytes(), mended) } else { fault });
        true
    }

    fn unknown_key(&mut self, key: &Located<String>, keys: &[&str], what: &'static str) {
        if self.key_trap(key, keys) {
            return;
        }
        let near = nearest(&key.value, keys.iter().copied());
        let fault =
            Diagnostic::new(Code::UnknownKey, key.place.clone()).with("key", &key.value).with("where", what);
        self.fault(if let Some(near) = near {
            let fault = Diagnostic { code: Code::MisspeltKey, ..fault.with("near", near) };
            fault.mend(key.place.span.clone(), near)
        } else {
            let keys: Vec<&str> = keys.iter().copied().filter(|key| !LATER_KEYS.contains(key)).collect();
            fault.with("keys", keys.join(", "))
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

    /// Tells an entry that is nothing because it begins with `&` or `!`.
    fn is_marked(&mut self, item: &Node) -> bool {
        let before = &self.file.text[..item.span.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let file = self.file.clone();
        let line = file.text[line_start..].lines().next().unwrap_or_default();
        let mark = line.find(['&', '!']).filter(|at| line[..*at].ends_with([' ', '[']));
        if let Some(at) = mark {
            self.unquoted_mark(line_start + at, line[at..].split(',').next().unwrap_or_default());
        }
        mark.is_some()
    }

    /// Tells a list in brackets of the wrong kind.
    fn list_trap(&mut self, node: &Node, key: &str) -> bool {
        let file = self.file.clone();
        let written = file.text.get(node.span.clone()).unwrap_or_default();
        let may_be = node.is_plain && !FREE_TEXTS.contains(&key);
        let trap = if may_be { traps::in_list_value(written) } else { None };
        let is_one = trap.is_some();
        if let Some(trap) = trap {
            self.trap(trap, node.span.start);
        }
        is_one
    }

    /// Tells terms of a list in brackets that Chinese separators keep together, and leaves them out.
    fn separated<'n>(&mut self, list: &Node, items: Vec<&'n Node>, key: &str) -> Vec<&'n Node> {
        let file = self.file.clone();
        let written = |node: &Node| file.text.get(node.span.clone()).unwrap_or_default();
        if FREE_TEXTS.contains(&key) || !written(list).starts_with('[') {
            return items;
        }
        let (good, bad): (Vec<_>, Vec<_>) = items
            .into_iter()
            .partition(|item| !item.is_plain || traps::in_list_item(written(item)).is_none());
        for item in bad {
            if let Some(trap) = traps::in_list_item(written(item)) {
                self.trap(trap, item.span.start);
            }
        }
        good
    }

    pub(super) fn located_text(&mut self, node: &Node, key: &'static str) -> Option<Located<String>> {
        match &node.value {
            Value::Text(text) if text.trim().is_empty() => {
                self.fault(Diagnostic::new(Code::EmptyValue, self.place(&node.span)).with("key", key));
                None
            }
            Value::Text(text) => Some(Located { value: text.clone(), place: self.place(&node.span) }),
            _ => {
                self.wrong_kind(node, key, "text");
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
        match self.one_word(node, "boundary", &["word", "none"])? {
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
            let fault = fault.with("found", &text.value).with("words", words.join(", "));
            self.fault(match nearest(&text.value, words.iter().copied()) {
                Some(near) => fault.mend(text.place.span, near),
                None => fault,
            });
        }
        known
    }

    /// Tells a term such as `通知: 补贴`, in which the colon makes a key.
    pub(super) fn is_term_with_colon(&mut self, node: &Node) -> bool {
        let Value::Mapping(entries) = &node.value else { return false };
        let [(key, value)] = &entries[..] else { return false };
        let (Value::Text(name), Value::Text(_)) = (&key.value, &value.value) else { return false };
        let is_flow = self.file.text[..key.span.start].trim_end().ends_with('{');
        if is_flow || name.is_ascii() {
            return false;
        }
        let span = key.span.start..value.span.end.max(key.span.end);
        let written = self.file.text[span.clone()].replace('\'', "''");
        let fault = Diagnostic::new(Code::ColonInTerm, self.place(&(key.span.end..key.span.end + 1)));
        self.fault(fault.mend(span, format!("'{written}'")));
        true
    }

    pub(super) fn wrong_kind(&mut self, node: &Node, what: &'static str, expected: &'static str) {
        let file = self.file.clone();
        let written = file.text.get(node.span.clone()).unwrap_or_default();
        let found = if node.is_plain { traps::in_term(written, self.surrounding(node)) } else { Vec::new() };
        if !found.is_empty() {
            self.traps(found, node);
            return;
        }
        let found = match &node.value {
            Value::Empty => "nothing",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Mapping(_) => "keys with values",
        };
        let fault = Diagnostic::new(Code::WrongKind, self.place(&node.span)).with("what", what);
        self.fault(fault.with("expected", expected).with("found", found));
    }

    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        Place { file: self.file.clone(), span: span.clone() }
    }
}

//! From a YAML tree to the entries of a dictionary: what each key may hold, and what is wrong where
//! it holds something else. Reading goes on after each fault, so that all are told at once.

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::code::Code;
use super::diagnostic::{Diagnostic, Place, SourceFile};
use super::dictionary::{
    CategoryEntry, ConditionsEntry, Defaults, FileRules, FlagEntry, Located, MemberText, SetEntry, place_within,
};
use super::mend;
use super::messages;
use super::node::{Node, Value};
use super::pattern;
use super::rules::{Boundary, Label};
use super::traps::{self, Trap};

pub(super) const FILE_KEYS: &[&str] = &[
    "version", "name", "defaults", "sets", "mask", "flags", "lexicon", "if", "unless", "categories", "allow",
    "extends",
];
pub(super) const CATEGORY_KEYS: &[&str] = &[
    "id", "label", "about", "if", "unless", "any", "mask", "examples", "counterexamples", "meta", "allow",
    "remove",
];

/// Keys whose values are read by people, not searched for.
const FREE_TEXTS: &[&str] = &["examples", "counterexamples"];

/// Keys of the language that this version does not act on; to ignore them would change results.
const LATER_KEYS: &[&str] = &["extends", "remove"];

/// Reads one rule file.
pub(super) fn file(file: &Arc<SourceFile>, faults: &mut Vec<Diagnostic>) -> FileRules {
    let mut reader = Reader { file: file.clone(), faults };
    let mut rules = FileRules {
        name: None,
        defaults: None,
        sets: Vec::new(),
        masks: Vec::new(),
        flags: Vec::new(),
        lexicon: Vec::new(),
        conditions: ConditionsEntry::default(),
        categories: Vec::new(),
        place: reader.place(&(0..0)),
        is_whole: false,
    };
    if let Some(root) = reader.root() {
        rules.is_whole = true;
        reader.rules(&root, &mut rules);
    }
    rules
}

/// Reads the entries of one file and notes what is wrong with them.
pub(super) struct Reader<'f> {
    pub(super) file: Arc<SourceFile>,
    pub(super) faults: &'f mut Vec<Diagnostic>,
}

/// The entries of a mapping whose keys are known and stand once.
pub(super) struct Fields<'n> {
    entries: Vec<(&'n str, &'n Node)>,
}

impl<'n> Fields<'n> {
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|(name, _)| *name == key).map(|(_, node)| *node)
    }
}

impl Reader<'_> {
    fn root(&mut self) -> Option<Node> {
        let mended = mend::read(&self.file.text);
        for trap in mended.traps {
            self.trap(trap, 0);
        }
        if let Some((fault, at)) = mended.fault {
            let width = self.file.text[at..].chars().next().map_or(0, char::len_utf8);
            let diagnostic = Diagnostic::new(Code::YamlSyntax, self.place(&(at..at + width)));
            self.fault(diagnostic.with("reason", messages::yaml_reason(&fault.message)));
        }
        mended.root
    }

    /// Tells a trap found in the text that begins at byte `start` of the file.
    pub(super) fn trap(&mut self, trap: Trap, start: usize) {
        let place = self.place(&(start + trap.span.start..start + trap.span.end));
        let mut fault = Diagnostic::new(trap.code, place).with("found", trap.found);
        for (span, replacement) in trap.edits {
            fault = fault.mend(start + span.start..start + span.end, replacement);
        }
        self.fault(fault);
    }

    /// Text where a term or pattern belongs, with the traps of plain terms told. An error there gives
    /// nothing, so that it is not told twice.
    pub(super) fn term(&mut self, node: &Node, key: &'static str) -> Option<Located<String>> {
        let term = self.located_text(node, key)?;
        let file = self.file.clone();
        let written = file.text.get(node.span.clone()).unwrap_or_default();
        if written.starts_with(['"', '\'']) {
            return Some(term);
        }
        if let Some(trap) = traps::in_term(written) {
            self.trap(trap, node.span.start);
            return None;
        }
        if let Some(trap) = traps::curly_quotes(written) {
            self.trap(trap, node.span.start);
        }
        let rest = file.text.get(node.span.end..).unwrap_or_default().lines().next().unwrap_or_default();
        if traps::swallowed_tail(rest) {
            let fault = Diagnostic::new(Code::HashInTerm, self.place(&(node.span.end..node.span.end + rest.len())));
            let quoted = format!("'{written}{}'", rest.trim_end());
            self.fault(fault.with("found", rest.trim()).mend(node.span.start..node.span.end + rest.len(), quoted));
        }
        Some(term)
    }

    fn rules(&mut self, root: &Node, rules: &mut FileRules) {
        let Some(fields) = self.mapping(root, "the file", FILE_KEYS) else { return };
        self.version(fields.get("version"), root);
        rules.name = fields.get("name").and_then(|node| self.located_text(node, "name"));
        rules.defaults = fields.get("defaults").and_then(|node| self.defaults(node));
        rules.sets = fields.get("sets").map_or_else(Vec::new, |node| self.sets(node));
        rules.masks = fields.get("mask").map_or_else(Vec::new, |node| self.patterns(node, "mask"));
        rules.flags = fields.get("flags").map_or_else(Vec::new, |node| self.flags(node));
        rules.lexicon = fields.get("lexicon").map_or_else(Vec::new, |node| self.lexicon(node));
        rules.conditions = self.conditions(&fields);
        let categories = fields.get("categories").and_then(|node| self.items(node, "categories"));
        rules.categories =
            categories.unwrap_or_default().iter().filter_map(|node| self.category(node)).collect();
    }

    fn version(&mut self, version: Option<&Node>, root: &Node) {
        match version.map(|node| (&node.value, node)) {
            Some((Value::Text(text), _)) if text == "1" => {}
            Some((Value::Text(text), node)) => {
                let fault = Diagnostic::new(Code::WrongVersion, self.place(&node.span));
                self.fault(fault.with("found", text).mend(node.span.clone(), "1"));
            }
            Some((_, node)) => self.wrong_kind(node, "version", "the number 1"),
            None => {
                let start = root.span.start;
                self.fault(Diagnostic::new(Code::MissingVersion, self.place(&(start..start))));
            }
        }
    }

    fn defaults(&mut self, node: &Node) -> Option<Located<Defaults>> {
        let fields = self.mapping(node, "defaults", &["gap", "boundary"])?;
        let mut defaults = Defaults::default();
        if let Some(gap) = fields.get("gap").and_then(|node| self.number(node, "gap", 0)) {
            defaults.gap = gap.value;
        }
        if let Some(boundary) = fields.get("boundary").and_then(|node| self.boundary(node)) {
            defaults.boundary = boundary;
        }
        Some(Located { value: defaults, place: self.place(&node.span) })
    }

    fn sets(&mut self, node: &Node) -> Vec<SetEntry> {
        let mut sets = Vec::new();
        for (name, members) in self.named_entries(node, "sets", Code::DuplicateSet) {
            if !pattern::may_name_a_set(&name.value) {
                self.fault(Diagnostic::new(Code::StrangeSetName, name.place.clone()).with("name", &name.value));
            }
            let items = self.items(members, "sets").unwrap_or_default();
            let members = items.iter().filter_map(|item| self.member(item)).collect();
            sets.push(SetEntry { name, members });
        }
        sets
    }

    fn member(&mut self, node: &Node) -> Option<Located<MemberText>> {
        let text = self.term(node, "sets")?;
        match pattern::parse_member(&text.value) {
            Ok(pattern::Alternative::Literal(folded)) => {
                Some(Located { value: MemberText::Literal(folded), place: text.place })
            }
            Ok(pattern::Alternative::Reference(name, _)) => {
                Some(Located { value: MemberText::Reference(name), place: text.place })
            }
            Err(fault) => {
                let place = place_within(&text.place, &text.value, &fault.span);
                self.fault(Diagnostic::new(fault.code, place).with("found", fault.found));
                None
            }
        }
    }

    fn flags(&mut self, node: &Node) -> Vec<FlagEntry> {
        let mut flags = Vec::new();
        for (name, body) in self.named_entries(node, "flags", Code::DuplicateFlag) {
            let Some(fields) = self.mapping(body, "a flag", &["label", "if"]) else { continue };
            let label = fields.get("label").and_then(|node| self.label(node, "label"));
            let Some(demands) = fields.get("if") else {
                self.fault(Diagnostic::new(Code::FlagWithoutIf, name.place.clone()).with("name", &name.value));
                continue;
            };
            let conditions = self.condition_list(demands, "if");
            flags.push(FlagEntry { name, label, conditions });
        }
        flags
    }

    fn lexicon(&mut self, node: &Node) -> Vec<Located<String>> {
        let mut words = Vec::new();
        for item in self.items(node, "lexicon").unwrap_or_default() {
            let Some(word) = self.term(item, "lexicon") else { continue };
            let folded = crate::text::fold(&word.value);
            if folded.is_empty() {
                self.fault(Diagnostic::new(Code::FoldsToNothing, word.place).with("found", word.value));
            } else {
                words.push(Located { value: folded, place: word.place });
            }
        }
        words
    }

    fn category(&mut self, node: &Node) -> Option<CategoryEntry> {
        let fields = self.mapping(node, "a category", CATEGORY_KEYS)?;
        let id = match fields.get("id") {
            Some(id) => self.located_text(id, "id"),
            None => {
                self.fault(Diagnostic::new(Code::MissingId, self.place(&node.span)));
                None
            }
        };
        let entry = CategoryEntry {
            id: id.unwrap_or_else(|| Located { value: String::new(), place: self.place(&node.span) }),
            label: fields.get("label").and_then(|node| self.label(node, "label")),
            about: fields.get("about").and_then(|node| self.label(node, "about")),
            masks: fields.get("mask").map_or_else(Vec::new, |node| self.patterns(node, "mask")),
            conditions: self.conditions(&fields),
            clauses: fields.get("any").map_or_else(Vec::new, |node| self.clauses(node)),
            examples: fields.get("examples").map_or_else(Vec::new, |node| self.texts(node, "examples")),
            counterexamples: fields
                .get("counterexamples")
                .map_or_else(Vec::new, |node| self.texts(node, "counterexamples")),
            meta: fields.get("meta").map_or_else(Map::new, |node| self.meta(node)),
        };
        Some(entry)
    }

    fn meta(&mut self, node: &Node) -> Map<String, Json> {
        match json(&self.file, node) {
            Json::Object(map) => map,
            _ => {
                self.wrong_kind(node, "meta", "keys with values");
                Map::new()
            }
        }
    }

    pub(super) fn label(&mut self, node: &Node, key: &'static str) -> Option<Label> {
        match &node.value {
            Value::Mapping(_) => {
                let fields = self.mapping(node, key, &["zh", "en"])?;
                let mut text = |name| Some(self.located_text(fields.get(name)?, name)?.value);
                Some(Label { zh: text("zh"), en: text("en") })
            }
            _ => Some(Label { zh: Some(self.located_text(node, key)?.value), en: None }),
        }
    }

    fn texts(&mut self, node: &Node, key: &'static str) -> Vec<String> {
        let items = self.items(node, key).unwrap_or_default();
        items.iter().filter_map(|item| Some(self.located_text(item, key)?.value)).collect()
    }

    /// A mapping of freely named entries, such as sets; a name that stands twice is told with both places.
    fn named_entries<'n>(
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
                self.fault(fault.and_at(first.place.clone()));
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
        let mut fields = Fields { entries: Vec::new() };
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
                self.fault(Diagnostic::new(Code::EmptyValue, self.place(&name.span)).with("key", known));
            } else {
                fields.entries.push((known, value));
            }
        }
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
                self.wrong_kind(node, "a key", "a word");
                None
            }
        }
    }

    fn unknown_key(&mut self, key: &Located<String>, keys: &[&str], what: &'static str) {
        let near = nearest(&key.value, keys);
        let fault = Diagnostic::new(Code::UnknownKey, key.place.clone()).with("key", &key.value).with("where", what);
        self.fault(match near {
            Some(near) => Diagnostic { code: Code::MisspeltKey, ..fault.with("near", near) }
                .mend(key.place.span.clone(), near),
            None => fault.with("keys", keys.join(", ")),
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
                            self.fault(Diagnostic::new(Code::NestedList, self.place(&item.span)).with("key", key));
                        }
                        Value::Empty => {
                            self.fault(Diagnostic::new(Code::EmptyEntry, self.place(&item.span)).with("key", key));
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

    /// Tells a list in brackets of the wrong kind.
    fn list_trap(&mut self, node: &Node, key: &str) -> bool {
        let file = self.file.clone();
        let written = file.text.get(node.span.clone()).unwrap_or_default();
        let trap = if FREE_TEXTS.contains(&key) { None } else { traps::in_list_value(written) };
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
        let (good, bad): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| {
            let is_plain = matches!(item.value, Value::Text(_)) && !written(item).starts_with(['"', '\'']);
            !is_plain || traps::in_list_item(written(item)).is_none()
        });
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
            self.fault(match nearest(&text.value, words) {
                Some(near) => fault.mend(text.place.span, near),
                None => fault,
            });
        }
        known
    }

    pub(super) fn wrong_kind(&mut self, node: &Node, what: &'static str, expected: &'static str) {
        let file = self.file.clone();
        let written = file.text.get(node.span.clone()).unwrap_or_default();
        if let (Value::Text(_), Some(trap)) = (&node.value, traps::in_term(written)) {
            self.trap(trap, node.span.start);
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

/// The known word nearest in spelling, if one is near enough to be meant.
pub(super) fn nearest<'w>(word: &str, known: &[&'w str]) -> Option<&'w str> {
    let distances = known.iter().map(|candidate| (strsim::damerau_levenshtein(word, candidate), *candidate));
    let (distance, candidate) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= 1 + candidate.chars().count() / 4).then_some(candidate)
}

/// Free-form values as JSON; a plain scalar that JSON reads as a number or truth value becomes one.
fn json(file: &SourceFile, node: &Node) -> Json {
    match &node.value {
        Value::Empty => Json::Null,
        Value::Text(text) => {
            let is_plain = file.text.get(node.span.clone()) == Some(text);
            let typed = is_plain.then(|| serde_json::from_str(text).ok()).flatten();
            typed.unwrap_or_else(|| Json::String(text.clone()))
        }
        Value::List(items) => items.iter().map(|item| json(file, item)).collect(),
        Value::Mapping(entries) => entries
            .iter()
            .map(|(key, value)| {
                let key = match &key.value {
                    Value::Text(text) => text.clone(),
                    _ => String::new(),
                };
                (key, json(file, value))
            })
            .collect::<Map<_, _>>()
            .into(),
    }
}

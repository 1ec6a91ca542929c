//! From a YAML tree to the entries of a dictionary: what each key may hold, and what is wrong where
//! it holds something else. Reading goes on after each fault, so that all are told at once.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::cases;
use super::code::Code;
use super::diagnostic::{Diagnostic, SourceFile};
use super::dictionary::{
    Allowance, CategoryEntry, ConditionsEntry, Defaults, FileRules, FlagEntry, Located, MemberText, SetEntry,
    place_within,
};
use super::keys::{CATEGORY_KEYS, DEFAULTS_KEYS, FILE_KEYS, FLAG_KEYS, LABEL_KEYS, may_hold_keys};
use super::mend;
use super::node::{Node, Value};
use super::pattern;
use super::reader::{Reader, of_key};
use super::rules::Label;
use super::yaml_reasons;
use crate::language::Message;

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
        allowances: Vec::new(),
        extends: None,
        removed: Vec::new(),
        place: reader.place(&(0..0)),
        is_whole: false,
    };
    if !may_hold_keys(&file.text) {
        let fault = Diagnostic::new(Code::NotRules, reader.place(&(0..0)));
        reader.fault(fault.with("file", &file.name));
    } else if let Some(root) = reader.root() {
        reader.rules(&root, &mut rules);
    }
    rules
}

impl Reader<'_> {
    /// The file as YAML; nothing where it cannot be read, which is told.
    pub(super) fn root(&mut self) -> Option<Node> {
        let mended = mend::read(&self.file.text);
        for trap in mended.traps {
            self.trap(trap, 0);
        }
        if let Some((fault, at)) = mended.fault {
            let width = self.file.text[at..].chars().next().map_or(0, char::len_utf8);
            let diagnostic = Diagnostic::new(Code::YamlSyntax, self.place(&(at..at + width)));
            self.fault(diagnostic.with_message("reason", yaml_reasons::reason(&fault.message)));
        }
        mended.root
    }

    fn rules(&mut self, root: &Node, rules: &mut FileRules) {
        if matches!(root.value, Value::Empty) {
            self.fault(Diagnostic::new(Code::EmptyFile, self.place(&root.span)));
            return;
        }
        if cases::are_in(root) {
            self.fault(Diagnostic::new(Code::CasesInstead, self.place(&root.span)));
            return;
        }
        let Some(fields) = self.mapping(root, Message::new("part.file"), FILE_KEYS) else { return };
        rules.is_whole = !fields.has_faults;
        self.version(fields.get("version"), fields.has_faults, root);
        rules.name = fields.get("name").and_then(|node| self.located_text(node, "name"));
        rules.defaults = fields.get("defaults").and_then(|node| self.defaults(node));
        rules.sets = fields.get("sets").map_or_else(Vec::new, |node| self.sets(node));
        rules.is_whole &= fields.get("sets").is_none_or(|node| matches!(node.value, Value::Mapping(_)));
        rules.masks = fields.get("mask").map_or_else(Vec::new, |node| self.patterns(node, "mask"));
        rules.flags = fields.get("flags").map_or_else(Vec::new, |node| self.flags(node));
        rules.lexicon = fields.get("lexicon").map_or_else(Vec::new, |node| self.lexicon(node));
        rules.conditions = self.conditions(&fields);
        rules.extends = fields.get("extends").and_then(|node| self.extends(node));
        rules.removed = fields.get("remove").map_or_else(Vec::new, |node| self.removed(node));
        let whole = 0..self.file.text.len();
        rules.allowances.extend(fields.get("allow").map(|node| self.allowance(node, whole)));
        let categories = fields.get("categories").and_then(|node| self.items(node, "categories"));
        for node in categories.unwrap_or_default() {
            rules.categories.extend(self.category(node, &mut rules.allowances));
        }
    }

    fn version(&mut self, version: Option<&Node>, has_faults: bool, root: &Node) {
        match version.map(|node| (&node.value, node)) {
            Some((Value::Text(text), _)) if text == "1" => {}
            Some((Value::Text(text), node)) => {
                let fault = Diagnostic::new(Code::WrongVersion, self.place(&node.span));
                self.fault(fault.with("found", text).mend(node.span.clone(), "1"));
            }
            Some((_, node)) => self.wrong_kind(node, of_key("version"), Message::new("kind.version")),
            None if has_faults => {}
            None => {
                let start = root.span.start;
                self.fault(Diagnostic::new(Code::MissingVersion, self.place(&(start..start))));
            }
        }
    }

    fn defaults(&mut self, node: &Node) -> Option<Located<Defaults>> {
        let fields = self.mapping(node, of_key("defaults"), DEFAULTS_KEYS)?;
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
                self.fault(
                    Diagnostic::new(Code::StrangeSetName, name.place.clone()).with("name", &name.value),
                );
            }
            let items = self.items(members, "sets").unwrap_or_default();
            let members = items.iter().filter_map(|item| self.member(item)).collect();
            sets.push(SetEntry { name, members });
        }
        sets
    }

    fn member(&mut self, node: &Node) -> Option<Located<MemberText>> {
        if self.is_term_with_colon(node) {
            return None;
        }
        let text = self.term(node, "sets")?;
        match pattern::parse_member(&text.value) {
            Ok(pattern::Alternative::Literal(folded, _)) => {
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
            let flag = Message::new("part.flag");
            let Some(fields) = self.mapping(body, flag, FLAG_KEYS) else { continue };
            let label = fields.get("label").and_then(|node| self.label(node, "label"));
            let Some(demands) = fields.get("if") else {
                self.fault(
                    Diagnostic::new(Code::FlagWithoutIf, name.place.clone()).with("name", &name.value),
                );
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

    fn category(&mut self, node: &Node, allowances: &mut Vec<Allowance>) -> Option<CategoryEntry> {
        let fields = self.mapping(node, Message::new("part.category"), CATEGORY_KEYS)?;
        let extent = node.span.start..node.last_byte();
        allowances.extend(fields.get("allow").map(|node| self.allowance(node, extent)));
        let id = match fields.get("id") {
            Some(id) => self.term(id, "id"),
            None if fields.has_faults => None,
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
            removed: fields.get("remove").map_or_else(Vec::new, |node| self.removed(node)),
        };
        Some(entry)
    }

    fn meta(&mut self, node: &Node) -> Map<String, Json> {
        if let Json::Object(map) = self.json(node) {
            return map;
        }
        self.wrong_kind(node, of_key("meta"), Message::new("kind.keys"));
        Map::new()
    }

    /// Free-form values as JSON; a plain scalar that JSON reads as a number or truth value becomes one.
    fn json(&mut self, node: &Node) -> Json {
        match &node.value {
            Value::Empty => Json::Null,
            Value::Text(text) => {
                let typed = node.is_plain.then(|| serde_json::from_str(text).ok()).flatten();
                typed.unwrap_or_else(|| Json::String(text.clone()))
            }
            Value::List(items) => items.iter().map(|item| self.json(item)).collect(),
            Value::Mapping(_) => {
                let entries = self.named_entries(node, "meta", Code::DuplicateKey);
                let entries = entries.into_iter().map(|(key, value)| (key.value, self.json(value)));
                entries.collect::<Map<_, _>>().into()
            }
        }
    }

    pub(super) fn label(&mut self, node: &Node, key: &'static str) -> Option<Label> {
        match &node.value {
            Value::Mapping(_) => {
                let fields = self.mapping(node, of_key(key), LABEL_KEYS)?;
                let mut text = |name| Some(self.located_text(fields.get(name)?, name)?.value);
                Some(Label { zh: text("zh"), en: text("en") })
            }
            _ => Some(Label { zh: Some(self.located_text(node, key)?.value), en: None }),
        }
    }

    fn texts(&mut self, node: &Node, key: &'static str) -> Vec<Located<String>> {
        let items = self.items(node, key).unwrap_or_default();
        items.iter().filter_map(|item| self.located_text(item, key)).collect()
    }
}

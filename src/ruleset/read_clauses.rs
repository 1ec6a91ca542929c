//! Reading patterns, clauses and conditions: the part of a rule file that says what an analyst means.

use crate::language::Message;
use crate::text::Unit;

use super::code::Code;
use super::diagnostic::Diagnostic;
use super::dictionary::{ClauseEntry, ConditionEntry, ConditionsEntry, PatternEntry, place_within};
use super::keys::{CLAUSE_KEYS, CONDITION_KEYS, RELATIONS, WITHIN_WORDS};
use super::node::{Node, Value};
use super::pattern;
use super::reader::{Fields, Reader, of_key};
use super::rules::Relation;

const NAMED: &[(&str, Relation)] = &[
    ("near", Relation::Near),
    ("before", Relation::Before),
    ("after", Relation::After),
    ("inside", Relation::Inside),
];

impl Reader<'_> {
    pub(super) fn clauses(&mut self, node: &Node) -> Vec<ClauseEntry> {
        let items = self.items(node, "any").unwrap_or_default();
        items.iter().filter_map(|item| self.clause(item)).collect()
    }

    fn clause(&mut self, node: &Node) -> Option<ClauseEntry> {
        if !matches!(node.value, Value::Mapping(_)) {
            return Some(ClauseEntry {
                place: self.place(&node.span),
                patterns: vec![self.pattern(node, "any")?],
                conditions: ConditionsEntry::default(),
                boundary: None,
                unconditional: false,
                at_least: None,
            });
        }
        if self.is_term_with_colon(node) {
            return None;
        }
        let fields = self.mapping(node, Message::new("part.clause"), CLAUSE_KEYS)?;
        let conditions = self.conditions(&fields);
        let boundary = fields.get("boundary").and_then(|node| self.boundary(node));
        let unconditional = fields.get("unconditional").is_some_and(|node| self.truth(node, "unconditional"));
        let at_least = fields.get("at_least").and_then(|node| self.number(node, "at_least", 1));
        let Some(patterns) = fields.get("match") else {
            if !fields.has_faults {
                self.fault(Diagnostic::new(Code::ClauseWithoutMatch, self.place(&node.span)));
            }
            return None;
        };
        let written = match &patterns.value {
            Value::List(items) => items.len(),
            _ => 1,
        };
        let patterns = self.patterns(patterns, "match");
        if let Some(number) = at_least.as_ref().filter(|number| number.value > written) {
            let fault = Diagnostic::new(Code::AtLeastTooLarge, number.place.clone());
            self.fault(fault.with("found", number.value).with("patterns", written));
        }
        let place = self.place(&node.span);
        Some(ClauseEntry { place, patterns, conditions, boundary, unconditional, at_least })
    }

    pub(super) fn truth(&mut self, node: &Node, key: &'static str) -> bool {
        match &node.value {
            Value::Text(text) if text == "true" => true,
            Value::Text(text) if text == "false" => false,
            Value::Text(text) => {
                let fault = Diagnostic::new(Code::NotTrueOrFalse, self.place(&node.span));
                self.fault(fault.with("key", key).with("found", text).mend(node.span.clone(), "true"));
                false
            }
            _ => {
                self.wrong_kind(node, of_key(key), Message::new("kind.truth"));
                false
            }
        }
    }

    /// The `if` and `unless` of a level.
    pub(super) fn conditions(&mut self, fields: &Fields) -> ConditionsEntry {
        ConditionsEntry {
            must: fields.get("if").map(|node| self.condition_list(node, "if")),
            must_not: fields.get("unless").map_or_else(Vec::new, |node| self.condition_list(node, "unless")),
        }
    }

    pub(super) fn condition_list(&mut self, node: &Node, key: &'static str) -> Vec<ConditionEntry> {
        let items = self.items(node, key).unwrap_or_default();
        items.iter().filter_map(|item| self.condition(item, key)).collect()
    }

    fn condition(&mut self, node: &Node, key: &'static str) -> Option<ConditionEntry> {
        if !matches!(node.value, Value::Mapping(_)) {
            return Some(ConditionEntry::Around {
                place: self.place(&node.span),
                relation: Relation::Near,
                patterns: vec![self.pattern(node, key)?],
                boundary: None,
                within: Unit::Sentence,
                distance: None,
            });
        }
        if self.is_term_with_colon(node) {
            return None;
        }
        let fields = self.mapping(node, Message::new("part.condition"), CONDITION_KEYS)?;
        let relations: Vec<&str> =
            CONDITION_KEYS[..RELATIONS].iter().copied().filter(|key| fields.get(key).is_some()).collect();
        match relations[..] {
            ["all"] => self.all(node, &fields),
            [relation] => self.around(node, &fields, relation),
            [] if fields.has_faults => None,
            [] => {
                self.fault(Diagnostic::new(Code::NoRelation, self.place(&node.span)));
                None
            }
            _ => {
                let fault = Diagnostic::new(Code::SeveralRelations, self.place(&node.span));
                self.fault(fault.with_list("relations", relations));
                None
            }
        }
    }

    fn all(&mut self, node: &Node, fields: &Fields) -> Option<ConditionEntry> {
        if let Some(key) = CONDITION_KEYS[RELATIONS..].iter().find(|key| fields.get(key).is_some()) {
            self.fault(Diagnostic::new(Code::BesideAll, self.place(&node.span)).with("key", key));
        }
        Some(ConditionEntry::All(self.condition_list(fields.get("all")?, "all")))
    }

    fn around(&mut self, node: &Node, fields: &Fields, name: &str) -> Option<ConditionEntry> {
        let &(name, relation) = NAMED.iter().find(|(known, _)| *known == name)?;
        let patterns = self.patterns(fields.get(name)?, name);
        let boundary = fields.get("boundary").and_then(|node| self.boundary(node));
        let distance = fields.get("distance").and_then(|node| self.number(node, "distance", 0));
        let mut within = Unit::Sentence;
        if let Some(node) = fields.get("within") {
            if relation == Relation::Inside {
                self.fault(Diagnostic::new(Code::WithinBesideInside, self.place(&node.span)));
            }
            within = match self.one_word(node, "within", WITHIN_WORDS) {
                Some("clause") => Unit::Clause,
                Some("paragraph") => Unit::Paragraph,
                _ => Unit::Sentence,
            };
        }
        Some(ConditionEntry::Around {
            place: self.place(&node.span),
            relation,
            patterns,
            boundary,
            within,
            distance: distance.map(|number| number.value),
        })
    }

    pub(super) fn patterns(&mut self, node: &Node, key: &'static str) -> Vec<PatternEntry> {
        let items = self.items(node, key).unwrap_or_default();
        items.iter().filter_map(|item| self.pattern(item, key)).collect()
    }

    fn pattern(&mut self, node: &Node, key: &'static str) -> Option<PatternEntry> {
        if let Value::Mapping(_) = node.value {
            if !self.is_term_with_colon(node) {
                self.wrong_kind(node, of_key(key), Message::new("kind.pattern"));
            }
            return None;
        }
        let source = self.term(node, key)?;
        match pattern::parse(&source.value) {
            Ok(text) => Some(PatternEntry { source: source.value, text, place: source.place }),
            Err(fault) => {
                let place = place_within(&source.place, &source.value, &fault.span);
                self.fault(Diagnostic::new(fault.code, place).with("found", fault.found));
                None
            }
        }
    }
}

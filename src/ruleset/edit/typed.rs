//! Each kind of change of rules as a change of the text of a rule file.

use std::sync::Arc;

use super::sheet::{Change, Sheet, items, key_node, scalar, value};
use super::source;
use super::{ClauseAt, ConditionAt, Edit, Level, List, NewClause, PatternAt, Shape, Written};
use crate::ruleset::diagnostic::Place;
use crate::ruleset::node::{Node, Value};
use crate::ruleset::rules::{Boundary, Condition, Pattern, Relation, RuleSet};
use crate::ruleset::word;
use crate::text::Unit;

impl RuleSet {
    /// The file of an edit, and what to replace by what in it.
    pub(super) fn changes(&self, edit: &Edit) -> Option<(usize, Vec<Change>)> {
        let file = self.file_of(edit)?;
        let sheet = Sheet::read(&self.files[file].text)?;
        let changes = match edit {
            Edit::Gap { pattern, gap, most } => {
                self.pattern_changes(&sheet, pattern, |source| source::with_gap(source, *gap, *most))
            }
            Edit::Either { pattern } => self.pattern_changes(&sheet, pattern, source::either),
            Edit::Alternative { pattern, segment, word } => self
                .pattern_changes(&sheet, pattern, |source| source::with_alternative(source, *segment, word)),
            Edit::WithoutAlternative { pattern, segment, word } => {
                self.pattern_changes(&sheet, pattern, |source| {
                    source::without_alternative(source, *segment, word)
                })
            }
            Edit::WithoutPattern { pattern } => self.without_pattern(&sheet, pattern),
            Edit::AnyBoundary { clause } => self.clause_changes(&sheet, *clause, "boundary", "none"),
            Edit::Unconditional { clause } => self.clause_changes(&sheet, *clause, "unconditional", "true"),
            Edit::AtLeast { clause, number } => {
                self.clause_changes(&sheet, *clause, "at_least", &number.to_string())
            }
            Edit::Shape { condition, shape } => self.shape_changes(&sheet, condition, *shape),
            Edit::WithoutCondition { condition } => self.without_condition(&sheet, condition),
            Edit::NewCondition { beside, shape } => {
                let list = value(self.holder(&sheet, beside.level)?, "if")?;
                Some(vec![sheet.insert_item(list, &self.new_condition(beside, *shape)?)?])
            }
            Edit::WithoutIf { level } => {
                let holder = self.holder(&sheet, *level)?;
                Some(vec![sheet.remove_key(holder, "if")?])
            }
            Edit::NewClause(new) => {
                let category = self.category_node(&sheet, new.category)?;
                Some(vec![sheet.insert_item(value(category, "any")?, &clause_text(new))?])
            }
            Edit::NewMask { category, phrase } => {
                let category = self.category_node(&sheet, *category)?;
                let mask = scalar(&source::literal(phrase));
                Some(vec![match (value(category, "mask"), key_node(category, "any")) {
                    (Some(masks), _) => sheet.insert_item(masks, &mask)?,
                    (None, Some(any)) => sheet.insert_key(category, any, &format!("mask: [{mask}]")),
                    (None, None) => return None,
                }])
            }
        };
        Some((file, changes?))
    }

    /// The number of the file in which an edit is to be made.
    fn file_of(&self, edit: &Edit) -> Option<usize> {
        let place = self.place_of(edit)?;
        self.files.iter().position(|file| Arc::ptr_eq(file, &place.file))
    }

    /// Where an edit is to be made.
    pub(crate) fn place_of(&self, edit: &Edit) -> Option<Place> {
        let level = match edit {
            Edit::Gap { pattern, .. }
            | Edit::Either { pattern }
            | Edit::Alternative { pattern, .. }
            | Edit::WithoutAlternative { pattern, .. }
            | Edit::WithoutPattern { pattern } => return Some(self.pattern(pattern)?.place.clone()),
            Edit::Shape { condition, .. }
            | Edit::WithoutCondition { condition }
            | Edit::NewCondition { beside: condition, .. } => {
                return self.condition(condition)?.place().cloned();
            }
            Edit::AnyBoundary { clause } | Edit::Unconditional { clause } | Edit::AtLeast { clause, .. } => {
                Level::Clause(*clause)
            }
            Edit::WithoutIf { level } => *level,
            Edit::NewClause(NewClause { category, .. }) | Edit::NewMask { category, .. } => {
                Level::Category(*category)
            }
        };
        match level {
            Level::RuleSet(file) => Some(Place::new(self.files.get(file)?.clone(), 0..0)),
            Level::Category(category) => Some(self.categories.get(category)?.place.clone()),
            Level::Clause(clause) => Some(self.clause(clause)?.place.clone()),
        }
    }

    fn pattern_changes(
        &self,
        sheet: &Sheet,
        at: &PatternAt,
        change: impl FnOnce(&str) -> String,
    ) -> Option<Vec<Change>> {
        let pattern = self.pattern(at)?;
        let way = sheet.way_to(pattern.place.span.start)?;
        Some(vec![sheet.replace(way.last()?, &change(&pattern.source))?])
    }

    fn without_pattern(&self, sheet: &Sheet, at: &PatternAt) -> Option<Vec<Change>> {
        let pattern: &Pattern = self.pattern(at)?;
        let way = sheet.way_to(pattern.place.span.start)?;
        let (item, above) = way.split_last()?;
        let (parent, above) = above.split_last()?;
        let is_list_of_several = matches!(&parent.value, Value::List(items) if items.len() > 1);
        let change = match at {
            _ if is_list_of_several => sheet.remove_item(parent, item)?,
            // The only mask goes with its key, the only pattern with its clause.
            PatternAt::RuleSetMask(_) | PatternAt::Mask(..) => {
                let mapping = if matches!(parent.value, Value::List(_)) { above.last()? } else { parent };
                sheet.remove_key(mapping, "mask")?
            }
            PatternAt::Match(clause, _) => {
                let category = self.category_node(sheet, clause.category)?;
                let any = value(category, "any")?;
                sheet.remove_item(any, items(any).get(clause.clause)?)?
            }
            PatternAt::Condition(..) => return None,
        };
        Some(vec![change])
    }

    fn clause_changes(&self, sheet: &Sheet, at: ClauseAt, key: &str, text: &str) -> Option<Vec<Change>> {
        let clause = self.holder(sheet, Level::Clause(at))?;
        Some(vec![match &clause.value {
            Value::Mapping(_) => sheet.set(clause, key, text)?,
            Value::Text(_) => widened(sheet, clause, "match", &[(key, text.to_owned())])?,
            Value::Empty | Value::List(_) => return None,
        }])
    }

    fn shape_changes(&self, sheet: &Sheet, at: &ConditionAt, wanted: Shape) -> Option<Vec<Change>> {
        let node = self.condition_node(sheet, at)?;
        let Condition::Around { relation, boundary, within, distance, .. } = self.condition(at)? else {
            return None;
        };
        let is_inside = wanted.relation == Relation::Inside;
        let mut keys: Vec<(&str, String)> = Vec::new();
        if wanted.within != *within && !is_inside {
            keys.push(("within", word::unit(wanted.within).to_owned()));
        }
        if wanted.distance != *distance {
            keys.push(("distance", wanted.distance?.to_string()));
        }
        if wanted.boundary != *boundary {
            keys.push(("boundary", word::boundary(wanted.boundary).to_owned()));
        }
        if let Value::Text(_) = node.value {
            return Some(vec![widened(sheet, node, word::relation(wanted.relation), &keys)?]);
        }
        let mut changes = Vec::new();
        if wanted.relation != *relation {
            let key = key_node(node, word::relation(*relation))?;
            changes.push((key.span.clone(), word::relation(wanted.relation).to_owned()));
            if is_inside && value(node, "within").is_some() {
                changes.push(sheet.remove_key(node, "within")?);
            }
        }
        for (key, text) in &keys {
            changes.push(sheet.set(node, key, text)?);
        }
        Some(changes)
    }

    fn without_condition(&self, sheet: &Sheet, at: &ConditionAt) -> Option<Vec<Change>> {
        let node = self.condition_node(sheet, at)?;
        let holder = self.holder(sheet, at.level)?;
        let key = match at.list {
            List::If => "if",
            List::Unless => "unless",
        };
        let mut list = value(holder, key)?;
        for number in at.path.split_last()?.1 {
            list = value(items(list).get(*number)?, "all")?;
        }
        Some(vec![if items(list).len() > 1 {
            sheet.remove_item(list, node)?
        } else if at.path.len() == 1 {
            sheet.remove_key(holder, key)?
        } else {
            return None;
        }])
    }

    /// A condition in another shape, as an entry of an `if`.
    pub(crate) fn new_condition(&self, beside: &ConditionAt, shape: Shape) -> Option<String> {
        let (_, patterns) = self.condition(beside)?.around()?;
        let sources: Vec<String> = patterns.iter().map(|pattern| scalar(&pattern.source)).collect();
        let within = (shape.relation != Relation::Inside && shape.within != Unit::Sentence)
            .then(|| format!(", within: {}", word::unit(shape.within)));
        let boundary = (shape.boundary == Boundary::None).then_some(", boundary: none");
        let relation = word::relation(shape.relation);
        let (sources, within) = (sources.join(", "), within.unwrap_or_default());
        Some(format!("{{ {relation}: [{sources}]{within}{} }}", boundary.unwrap_or_default()))
    }

    fn condition_node<'s>(&self, sheet: &'s Sheet, at: &ConditionAt) -> Option<&'s Node> {
        let holder = self.holder(sheet, at.level)?;
        let list = match at.list {
            List::If => value(holder, "if")?,
            List::Unless => value(holder, "unless")?,
        };
        let (first, rest) = at.path.split_first()?;
        let step = |node: &'s Node, number: &usize| items(value(node, "all")?).get(*number).copied();
        rest.iter().try_fold(*items(list).get(*first)?, step)
    }

    /// What an `if` and `unless` are keys of.
    fn holder<'s>(&self, sheet: &'s Sheet, level: Level) -> Option<&'s Node> {
        match level {
            Level::RuleSet(_) => Some(sheet.root()),
            Level::Category(category) => self.category_node(sheet, category),
            Level::Clause(at) => {
                let any = value(self.category_node(sheet, at.category)?, "any")?;
                items(any).get(at.clause).copied()
            }
        }
    }

    fn category_node<'s>(&self, sheet: &'s Sheet, category: usize) -> Option<&'s Node> {
        let way = sheet.way_to(self.categories.get(category)?.place.span.start)?;
        // The way leads to the category where its id comes first in it, else to the id.
        way.into_iter().rev().find(|node| value(node, "id").is_some())
    }
}

/// A text as the first key of a mapping of its own, with further keys.
fn widened(sheet: &Sheet, node: &Node, key: &str, more: &[(&str, String)]) -> Option<Change> {
    let written = sheet.written(&node.span);
    if written.starts_with(['|', '>']) {
        return None;
    }
    let first = format!("{key}: {written}");
    let more = more.iter().map(|(key, text)| format!("{key}: {text}"));
    let keys: Vec<String> = std::iter::once(first).chain(more).collect();
    Some((node.span.clone(), format!("{{ {} }}", keys.join(", "))))
}

/// A new clause as an entry of `any`.
pub(crate) fn clause_text(new: &NewClause) -> String {
    let pattern = scalar(&source::joined(&new.segments, &new.gaps));
    let after = |written: &Written| format!("{{ after: {}, within: paragraph }}", scalar(&written.source));
    let after: Vec<String> = new.after.iter().map(after).collect();
    let condition = match &after[..] {
        [] => None,
        [one] => Some(format!("if: {one}")),
        several => Some(format!("if: {{ all: [{}] }}", several.join(", "))),
    };
    let unconditional = new.unconditional.then(|| "unconditional: true".to_owned());
    let boundary = (new.boundary == Boundary::None).then(|| "boundary: none".to_owned());
    let keys: Vec<String> = [condition, unconditional, boundary].into_iter().flatten().collect();
    if keys.is_empty() { pattern } else { format!("{{ match: {pattern}, {} }}", keys.join(", ")) }
}

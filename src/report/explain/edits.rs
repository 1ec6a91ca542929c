//! Changes of rules, put into words.

use crate::language::Message;
use crate::ruleset::{Condition, ConditionAt, Edit, List, PatternAt, Shape, clause_text, source};

use super::teller::Teller;

impl Teller<'_> {
    /// A change, in one sentence.
    pub(super) fn edit(&self, edit: &Edit) -> Message {
        let new = Message::new;
        match edit {
            Edit::Gap { pattern, gap, most } => self.gap(pattern, *gap, *most),
            Edit::Either { .. } => new("explain.edit.either"),
            Edit::Alternative { pattern, segment, word } => {
                let segment = source::segment(self.source(pattern), *segment);
                new("explain.edit.alternative").with("word", word).with("segment", self.pattern(&segment))
            }
            Edit::WithoutAlternative { pattern, word, .. } => {
                let keys = ("explain.edit.without_alternative", "explain.edit.narrower_mask");
                self.of_pattern(keys, pattern).with("word", word)
            }
            Edit::WithoutPattern { pattern } => {
                let keys = ("explain.edit.without_pattern", "explain.edit.without_mask");
                self.of_pattern(keys, pattern).with("pattern", self.pattern(self.source(pattern)))
            }
            Edit::AnyBoundary { .. } => new("explain.edit.any_boundary"),
            Edit::Unconditional { .. } => new("explain.edit.unconditional"),
            Edit::AtLeast { clause, number } => {
                let now = self.rules.clause(*clause).map_or(0, |clause| clause.at_least);
                let is_more = *number > now;
                new(if is_more { "explain.edit.at_least_more" } else { "explain.edit.at_least" })
                    .with("number", number)
            }
            Edit::Shape { condition, shape } => self
                .of_condition("explain.edit.shape", condition)
                .with("condition", self.reshaped(condition, *shape)),
            Edit::NewCondition { beside, shape } => {
                let condition = self.rules.new_condition(beside, *shape).unwrap_or_default();
                self.of_condition("explain.edit.new_condition", beside).with("condition", condition)
            }
            Edit::WithoutCondition { condition } => {
                let gone = self.rules.condition(condition).map(|condition| self.condition(condition));
                self.of_condition("explain.edit.without_condition", condition)
                    .with("condition", gone.unwrap_or_default())
                    .with("list", list_word(condition.list))
            }
            Edit::WithoutIf { level } => {
                new("explain.edit.without_if").with_message("level", self.level(*level))
            }
            Edit::NewClause(clause) => new("explain.edit.new_clause").with("clause", clause_text(clause)),
            Edit::NewMask { phrase, .. } => new("explain.edit.new_mask").with("phrase", phrase),
        }
    }

    fn gap(&self, at: &PatternAt, gap: usize, most: usize) -> Message {
        let now = self.rules.pattern(at).and_then(|pattern| pattern.gaps.get(gap).copied());
        let is_narrower = now.is_some_and(|now| now > most);
        let key = if is_narrower { "explain.edit.narrower_gap" } else { "explain.edit.gap" };
        self.of_pattern((key, "explain.edit.narrower_mask_gap"), at).with("most", most)
    }

    /// What concerns a pattern, or with a key of its own a mask.
    fn of_pattern(&self, (key, of_mask): (&'static str, &'static str), at: &PatternAt) -> Message {
        let is_mask = matches!(at, PatternAt::Mask(..) | PatternAt::RuleSetMask(_));
        Message::new(if is_mask { of_mask } else { key }).with_message("level", self.level_of_pattern(at))
    }

    fn of_condition(&self, key: &'static str, at: &ConditionAt) -> Message {
        Message::new(key).with_message("level", self.level(at.level))
    }

    fn source(&self, at: &PatternAt) -> &str {
        self.rules.pattern(at).map_or("", |pattern| &pattern.source)
    }

    /// A condition as it would look.
    fn reshaped(&self, at: &ConditionAt, shape: Shape) -> String {
        let now = self.rules.condition(at).and_then(Condition::around);
        let patterns: Vec<_> = now.map_or(&[][..], |(_, patterns)| patterns).iter().collect();
        let asks_less = now.is_some_and(|(now, _)| now.boundary != shape.boundary);
        let boundary = if asks_less { ", boundary: none" } else { "" };
        self.briefly(|brevity| shape.shown(&patterns, boundary, brevity))
    }
}

/// The key of a list of conditions.
pub(super) fn list_word(list: List) -> &'static str {
    match list {
        List::If => "if",
        List::Unless => "unless",
    }
}

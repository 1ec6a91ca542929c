//! What explanations say, put into words: of what stands in the way, of what a condition finds, of what a change
//! would be.

use std::ops::Range;

use crate::analysis::{Finding, Nearby, Obstacle, Words};
use crate::language::{Argument, Language, Message};
use crate::ruleset::{
    ConditionAt, Edit, Level, List, PatternAt, Place, Relation, RuleSet, Segment, Shape, clause_text, source,
};
use crate::text::Unit;

use super::super::width::shortened;
use super::marks::Marks;

/// Words, patterns and conditions take at most so many columns within a sentence.
const WORDS_WIDTH: usize = 28;
const PATTERN_WIDTH: usize = 60;

/// So many alternatives of a segment are named.
const MOST_ALTERNATIVES: usize = 6;

/// Puts into words what is said of one category and one paragraph.
pub(super) struct Teller<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) text: &'a str,
    /// The numbers by which words are named; none where nothing is drawn.
    pub(super) marks: Option<&'a Marks>,
    pub(super) language: Language,
}

impl Teller<'_> {
    pub(super) fn say(&self, message: Message) -> String {
        message.text(self.language)
    }

    /// Words of the paragraph, with their number.
    pub(super) fn words(&self, words: &Words) -> String {
        let text = shortened(self.text.get(words.bytes.clone()).unwrap_or_default(), WORDS_WIDTH);
        match self.marks.and_then(|marks| marks.number(words)) {
            Some(number) => format!("{text} ({number})"),
            None => text.into_owned(),
        }
    }

    /// What stands in the way, in one sentence.
    pub(super) fn obstacle(&self, obstacle: &Obstacle, place: &Range<usize>) -> String {
        let new = Message::new;
        self.say(match obstacle {
            Obstacle::Missing { pattern, number, segment } => self.missing(pattern, *number, segment),
            Obstacle::Cut { words, run, .. } => {
                new("explain.cut").with("words", self.words(words)).with("run", self.words(run))
            }
            Obstacle::Masked { words, mask, at, phrase } => new("explain.masked")
                .with("words", self.words(words))
                .with("mask", shortened(&mask.source, PATTERN_WIDTH))
                .with_message("level", self.level_of_pattern(at))
                .with("place", line_of(&mask.place))
                .with("phrase", self.words(phrase)),
            Obstacle::Lost { words, segmentation, .. } => {
                let text = |words: &Words| self.text.get(words.bytes.clone()).unwrap_or_default();
                let segmentation: Vec<&str> = segmentation.iter().map(text).collect();
                new("explain.lost")
                    .with("words", self.words(words))
                    .with("segmentation", segmentation.join("/"))
            }
            Obstacle::Gap { measured, most, between, .. } => {
                self.between("explain.gap", between).with("measured", measured).with("most", most)
            }
            Obstacle::SentenceEnd { between, .. } => self.between("explain.sentence_end", between),
            Obstacle::Order { between, .. } => self.between("explain.order", between),
            Obstacle::Overlap { between, .. } => self.between("explain.overlap", between),
            Obstacle::If { level, findings } => {
                let conditions: Vec<String> =
                    findings.iter().map(|finding| finding.condition.shown()).collect();
                let first = findings.first().and_then(|finding| finding.condition.place());
                let key = match &findings[..] {
                    all if all.iter().all(Finding::is_absent) => "explain.if_absent",
                    // What it asks is said with what is nearest to it.
                    [_] => "explain.if_one_unmet",
                    _ => "explain.if_unmet",
                };
                new(key)
                    .with_message("level", self.level(*level))
                    .with("place", first.map(line_of).unwrap_or_default())
                    .with("condition", shortened(&conditions.join(", "), PATTERN_WIDTH))
            }
            Obstacle::Unless { level, finding } => self.unless(*level, finding, place),
            Obstacle::AtLeast { found, needed, others, .. } => {
                let shown = others.iter().take(MOST_ALTERNATIVES).map(|pattern| pattern.source.as_str());
                new("explain.too_few").with("found", found).with("needed", needed).with_list("others", shown)
            }
        })
    }

    fn between(&self, key: &'static str, (one, other): &(Words, Words)) -> Message {
        Message::new(key).with("one", self.words(one)).with("other", self.words(other))
    }

    fn missing(&self, at: &PatternAt, number: usize, segment: &Segment) -> Message {
        let accepts = segment.0.iter().take(MOST_ALTERNATIVES).cloned();
        let more = segment.0.len().saturating_sub(MOST_ALTERNATIVES);
        let source = self.rules.pattern(at).map_or("", |pattern| &pattern.source);
        let key = if source::written_out(source, number).len() == segment.0.len() {
            "explain.missing"
        } else if more > 0 {
            "explain.missing_of_more"
        } else {
            "explain.missing_of"
        };
        Message::new(key)
            .with("segment", shortened(&source::segment(source, number), PATTERN_WIDTH))
            .with_list("accepts", accepts)
            .with("more", more)
    }

    fn unless(&self, level: Level, finding: &Finding, place: &Range<usize>) -> Message {
        let met = |key| {
            Message::new(key)
                .with_message("level", self.level(level))
                .with("place", finding.condition.place().map(line_of).unwrap_or_default())
                .with("condition", self.found_condition(finding))
        };
        match &finding.nearest {
            Some(nearby) => met("explain.unless_met")
                .with("words", self.words(&nearby.words))
                .with_message("where", self.standing(nearby, place)),
            None => met("explain.unless_all_met"),
        }
    }

    /// A condition with the one pattern of it that matters; as it is where that is not known.
    pub(super) fn found_condition(&self, finding: &Finding) -> String {
        let shown = match (finding.condition.around(), &finding.nearest) {
            (Some((shape, _)), Some(nearby)) => shape.shown(&[nearby.pattern]),
            _ => finding.condition.shown(),
        };
        shortened(&shown, PATTERN_WIDTH).into_owned()
    }

    /// Where words stand, seen from a match.
    pub(super) fn standing(&self, nearby: &Nearby, place: &Range<usize>) -> Message {
        let words = &nearby.words.bytes;
        let apart = |key: (&'static str, &'static str)| {
            let unit = match nearby.standing.shared {
                Unit::Clause => "explain.unit.clause",
                Unit::Sentence => "explain.unit.sentence",
                Unit::Paragraph => "explain.unit.paragraph",
            };
            let (near, directly) = key;
            let message = match nearby.standing.distance {
                0 => Message::new(directly),
                distance => Message::new(near).with("distance", distance),
            };
            message.with_message("unit", Message::new(unit))
        };
        if nearby.standing.is_inside {
            Message::new("explain.where.inside")
        } else if words.end <= place.start {
            apart(("explain.where.before", "explain.where.directly_before"))
        } else if words.start >= place.end {
            apart(("explain.where.after", "explain.where.directly_after"))
        } else {
            Message::new("explain.where.across")
        }
    }

    /// What keeps a condition from holding, a line for each of its parts; nothing where nothing of it stands in the
    /// paragraph, unless something else of the same `all` does.
    pub(super) fn near(&self, finding: &Finding, place: &Range<usize>) -> Vec<String> {
        if !finding.parts.is_empty() && !finding.is_absent() {
            let absent = |part: &Finding| {
                Message::new("explain.near.absent").with("condition", part.condition.shown())
            };
            let line = |part: &Finding| match part.is_absent() {
                true => vec![self.say(absent(part))],
                false => self.near(part, place),
            };
            return finding.parts.iter().filter(|part| !part.holds).flat_map(line).collect();
        }
        let Some(nearby) = &finding.nearest else { return Vec::new() };
        let message = |key| Message::new(key).with("condition", self.found_condition(finding));
        vec![self.say(if nearby.blocks.is_empty() {
            message("explain.near.misses")
                .with("words", self.words(&nearby.words))
                .with_message("where", self.standing(nearby, place))
                .with_list("faults", self.faults(finding, nearby))
        } else {
            let blocks = nearby.blocks.iter().map(|block| self.obstacle(block, place));
            message("explain.near.blocked").with_list("block", blocks)
        })]
    }

    /// The demands of a condition that words do not fulfil.
    fn faults(&self, finding: &Finding, nearby: &Nearby) -> Vec<Argument> {
        let Some((shape, _)) = finding.condition.around() else { return Vec::new() };
        let standing = nearby.standing;
        let mut faults = Vec::new();
        if !standing.is_placed {
            faults.push(Message::new(match shape.relation {
                Relation::Near => "explain.fault.inside",
                Relation::Before => "explain.fault.not_before",
                Relation::After => "explain.fault.not_after",
                Relation::Inside => "explain.fault.not_inside",
            }));
        }
        if !standing.is_within {
            faults.push(Message::new(match shape.within {
                Unit::Clause => "explain.fault.other_clause",
                Unit::Sentence | Unit::Paragraph => "explain.fault.other_sentence",
            }));
        }
        if let Some(most) = shape.distance.filter(|_| !standing.is_close) {
            let message = Message::new("explain.fault.too_far");
            faults.push(message.with("distance", standing.distance).with("most", most));
        }
        faults.into_iter().map(Argument::from).collect()
    }

    /// On what a level acts.
    pub(super) fn level(&self, level: Level) -> Message {
        match level {
            Level::RuleSet(_) => Message::new("explain.level.rule_set"),
            Level::Category(category) => self.level_of_category(category),
            Level::Clause(_) => Message::new("explain.level.clause"),
        }
    }

    fn level_of_category(&self, category: usize) -> Message {
        let categories = self.rules.categories();
        let has_children = categories.iter().any(|other| other.parents.contains(&category));
        let key = if has_children { "explain.level.below" } else { "explain.level.category" };
        let id = categories.get(category).map_or("", |category| category.id());
        Message::new(key).with("id", id)
    }

    fn level_of_pattern(&self, at: &PatternAt) -> Message {
        match at {
            PatternAt::Match(..) => Message::new("explain.level.clause"),
            PatternAt::RuleSetMask(_) => Message::new("explain.level.rule_set"),
            PatternAt::Mask(category, _) => self.level_of_category(*category),
            PatternAt::Condition(condition, _) => self.level(condition.level),
        }
    }

    /// A change, in one sentence.
    pub(super) fn edit(&self, edit: &Edit) -> String {
        let new = Message::new;
        let is_mask = |at: &PatternAt| matches!(at, PatternAt::Mask(..) | PatternAt::RuleSetMask(_));
        self.say(match edit {
            Edit::Gap { pattern, gap, most } => {
                let now = self.rules.pattern(pattern).and_then(|pattern| pattern.gaps.get(*gap));
                let key = match now {
                    _ if is_mask(pattern) => "explain.edit.narrower_mask_gap",
                    Some(now) if now > most => "explain.edit.narrower_gap",
                    _ => "explain.edit.gap",
                };
                new(key).with("most", most).with_message("level", self.level_of_pattern(pattern))
            }
            Edit::Either { .. } => new("explain.edit.either"),
            Edit::Alternative { pattern, segment, word } => {
                let source =
                    self.rules.pattern(pattern).map(|pattern| source::segment(&pattern.source, *segment));
                let source = source.unwrap_or_default();
                new("explain.edit.alternative")
                    .with("word", word)
                    .with("segment", shortened(&source, PATTERN_WIDTH))
            }
            Edit::WithoutAlternative { pattern, word, .. } if is_mask(pattern) => {
                new("explain.edit.narrower_mask")
                    .with("word", word)
                    .with_message("level", self.level_of_pattern(pattern))
            }
            Edit::WithoutAlternative { word, .. } => {
                new("explain.edit.without_alternative").with("word", word)
            }
            Edit::WithoutPattern { pattern } => {
                let key = if is_mask(pattern) {
                    "explain.edit.without_mask"
                } else {
                    "explain.edit.without_pattern"
                };
                let source = self.rules.pattern(pattern).map_or("", |pattern| &pattern.source);
                new(key)
                    .with("pattern", shortened(source, PATTERN_WIDTH))
                    .with_message("level", self.level_of_pattern(pattern))
            }
            Edit::AnyBoundary { .. } => new("explain.edit.any_boundary"),
            Edit::Unconditional { .. } => new("explain.edit.unconditional"),
            Edit::AtLeast { number, .. } => new("explain.edit.at_least").with("number", number),
            Edit::Shape { condition, shape } => self.shape(condition, *shape),
            Edit::NewCondition { beside, shape } => new("explain.edit.new_condition")
                .with("condition", self.rules.new_condition(beside, *shape).unwrap_or_default())
                .with_message("level", self.level(beside.level)),
            Edit::WithoutCondition { condition } => new("explain.edit.without_condition")
                .with("condition", self.condition(condition))
                .with("list", list_word(condition.list))
                .with_message("level", self.level(condition.level)),
            Edit::WithoutIf { level } => {
                new("explain.edit.without_if").with_message("level", self.level(*level))
            }
            Edit::NewClause(clause) => new("explain.edit.new_clause").with("clause", clause_text(clause)),
            Edit::NewMask { phrase, .. } => new("explain.edit.new_mask").with("phrase", phrase),
        })
    }

    fn shape(&self, at: &ConditionAt, shape: Shape) -> Message {
        let now = self.rules.condition(at).and_then(|condition| condition.around());
        let patterns: Vec<_> = now.map_or(&[][..], |(_, patterns)| patterns).iter().collect();
        let asked = now.is_some_and(|(now, _)| now.boundary != shape.boundary);
        let shown = shape.shown_with(&patterns, if asked { ", boundary: none" } else { "" });
        Message::new("explain.edit.shape")
            .with("condition", shortened(&shown, PATTERN_WIDTH))
            .with_message("level", self.level(at.level))
    }

    fn condition(&self, at: &ConditionAt) -> String {
        let shown = self.rules.condition(at).map(|condition| condition.shown()).unwrap_or_default();
        shortened(&shown, PATTERN_WIDTH).into_owned()
    }
}

/// A place as editors take it.
pub(super) fn line_of(place: &Place) -> String {
    format!("{}:{}", place.file(), place.line())
}

/// The key of a list of conditions.
pub(super) fn list_word(list: List) -> &'static str {
    match list {
        List::If => "if",
        List::Unless => "unless",
    }
}

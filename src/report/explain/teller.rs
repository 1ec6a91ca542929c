//! What stands in the way of a match, put into words.

use crate::analysis::{Finding, Obstacle, Words};
use crate::language::{Argument, Language, Message};
use crate::ruleset::{Brevity, Condition, Level, PatternAt, Place, RuleSet, Segment, source};

use super::marks::Marks;
use crate::report::width::shortened;

/// Words take at most so many columns within a sentence.
const WORDS_WIDTH: usize = 28;

/// So many alternatives of a segment, patterns of a clause or condition, and conditions of a list are named.
pub(super) const MOST_NAMED: usize = 6;

/// Puts into words what is said of a paragraph and rules.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) text: &'a str,
    /// The numbers by which words are named; none where nothing is drawn.
    pub(super) marks: Option<&'a Marks>,
    pub(super) language: Language,
}

impl Teller<'_> {
    /// Words of the paragraph, with their number.
    pub(super) fn words(&self, words: &Words) -> String {
        let text = shortened(self.text_of(words), WORDS_WIDTH);
        match self.marks.and_then(|marks| marks.number(words)) {
            Some(number) => format!("{text} ({number})"),
            None => text.into_owned(),
        }
    }

    /// A pattern, or a segment of one, as it is written; of many alternatives the first.
    pub(super) fn pattern(&self, source: &str) -> String {
        self.briefly(|brevity| brevity.pattern(source))
    }

    /// A condition on one line; of long lists the beginning.
    pub(super) fn condition(&self, condition: &Condition) -> String {
        self.briefly(|brevity| condition.shown_briefly(brevity))
    }

    /// The first conditions of a list.
    pub(super) fn conditions<'c>(
        &self,
        conditions: impl ExactSizeIterator<Item = &'c Condition>,
    ) -> Argument {
        Argument::first_of(conditions.map(|condition| self.condition(condition)), MOST_NAMED)
    }

    pub(super) fn briefly<T>(&self, show: impl FnOnce(Brevity) -> T) -> T {
        let more = |count| Message::new("explain.more_items").with("count", count).text(self.language);
        show(Brevity { most: MOST_NAMED, more: &more })
    }

    pub(super) fn text_of(&self, words: &Words) -> &str {
        self.text.get(words.bytes.clone()).unwrap_or_default()
    }

    /// What stands in the way, in one sentence.
    pub(super) fn obstacle(&self, obstacle: &Obstacle) -> Message {
        match obstacle {
            Obstacle::Missing { pattern, number, segment } => self.missing(pattern, *number, segment),
            Obstacle::Cut { words, run, .. } => self.about("explain.cut", words).with("run", self.words(run)),
            Obstacle::Masked { words, mask, at, phrase } => self
                .about(
                    if mask.source == self.text_of(phrase) {
                        "explain.masked_itself"
                    } else {
                        "explain.masked"
                    },
                    words,
                )
                .with("mask", self.pattern(&mask.source))
                .with_message("level", self.level_of_pattern(at))
                .with("place", line_of(&mask.place))
                .with("phrase", self.words(phrase)),
            Obstacle::Lost { words, segmentation, .. } => {
                let parts: Vec<&str> = segmentation.iter().map(|words| self.text_of(words)).collect();
                let key = if parts.len() > 1 { "explain.lost" } else { "explain.lost_inside" };
                self.about(key, words).with("segmentation", parts.join("/"))
            }
            Obstacle::Gap { measured, most, between, .. } => {
                self.between("explain.gap", between).with("measured", measured).with("most", most)
            }
            Obstacle::SentenceEnd { between, .. } => self.between("explain.sentence_end", between),
            Obstacle::Order { between, .. } => self.between("explain.order", between),
            Obstacle::Overlap { between, .. } => self.between("explain.overlap", between),
            Obstacle::If { level, findings } => self.unmet(*level, findings),
            Obstacle::Unless { level, finding } => self
                .at_level("explain.unless_met", *level, Some(finding))
                .with_list("findings", finding.leaves().into_iter().map(|leaf| self.held(leaf))),
            Obstacle::AtLeast { found, needed, others, .. } => {
                let others = others.iter().map(|pattern| pattern.source.as_str());
                let message = Message::new("explain.too_few").with("found", found).with("needed", needed);
                message.with_argument("others", Argument::first_of(others, MOST_NAMED))
            }
        }
    }

    fn about(&self, key: &'static str, words: &Words) -> Message {
        Message::new(key).with("words", self.words(words))
    }

    fn between(&self, key: &'static str, (one, other): &(Words, Words)) -> Message {
        Message::new(key).with("one", self.words(one)).with("other", self.words(other))
    }

    fn missing(&self, at: &PatternAt, number: usize, segment: &Segment) -> Message {
        let source = self.rules.pattern(at).map_or("", |pattern| &pattern.source);
        let more = segment.0.len().saturating_sub(MOST_NAMED);
        let key = if !source::names_sets(source, number) {
            "explain.missing"
        } else if more > 0 {
            "explain.missing_of_more"
        } else {
            "explain.missing_of"
        };
        Message::new(key)
            .with("segment", self.pattern(&source::segment(source, number)))
            .with_list("accepts", segment.0.iter().take(MOST_NAMED).cloned())
            .with("more", more)
    }

    fn unmet(&self, level: Level, findings: &[Finding]) -> Message {
        let key = match findings {
            all if all.iter().all(Finding::is_absent) => "explain.if_absent",
            // What it asks is said with what is nearest to it.
            [_] => "explain.if_one_unmet",
            _ => "explain.if_unmet",
        };
        let conditions = self.conditions(findings.iter().map(|finding| finding.condition));
        self.at_level(key, level, findings.first()).with_argument("condition", conditions)
    }

    fn at_level(&self, key: &'static str, level: Level, finding: Option<&Finding>) -> Message {
        let place = finding.and_then(|finding| finding.condition.place());
        let message = Message::new(key).with_message("level", self.level(level));
        message.with("place", place.map(line_of).unwrap_or_default())
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

    pub(super) fn level_of_pattern(&self, at: &PatternAt) -> Message {
        match at {
            PatternAt::Match(..) => Message::new("explain.level.clause"),
            PatternAt::RuleSetMask(_) => Message::new("explain.level.rule_set"),
            PatternAt::Mask(category, _) => self.level_of_category(*category),
            PatternAt::Condition(condition, _) => self.level(condition.level),
        }
    }
}

/// A place as editors take it.
pub(in crate::report) fn line_of(place: &Place) -> String {
    format!("{}:{}", place.file(), place.line())
}

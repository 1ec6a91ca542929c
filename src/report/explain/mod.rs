//! Why a paragraph has a category, or why not, for reading: the text once for each category, with numbers under the
//! words that are spoken of, then what they do there; and the same as JSON for programs.

mod edits;
mod findings;
mod json;
mod marks;
mod page;
mod section;
mod teller;

use serde_json::{Value, json};

use crate::analysis::{Effect, Effects, Explanation, Miss, Reasons};
use crate::language::{Language, Message};
use crate::ruleset::{Category, RuleSet};

use super::passage;
use super::style::{Look, Row, Style, of_label};
use super::terminal::Terminal;
use marks::Marks;
use page::{INDENT, Page};
use section::Section;
use teller::Teller;
pub(super) use teller::line_of;

/// Of a paragraph of more characters, only the surroundings of the words spoken of are drawn.
const WHOLE: usize = 300;

/// Of the conditions of an `if` that is not met, so many are told of, the nearest.
const MOST_FINDINGS: usize = 3;

/// Of the matches of a category, so many are shown.
const MOST_MATCHES: usize = 8;

/// What was asked, and what is to be told.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The paragraph.
    pub text: &'a str,
    /// The rules that it was explained by.
    pub rules: &'a RuleSet,
    /// One for each category that is told of.
    pub explanations: &'a [Explanation<'a>],
    /// What the remedies would do to a corpus, where one was looked at.
    pub effects: Option<&'a Effects>,
    /// Whether the categories were not asked for, but are those nearest to a paragraph that has none.
    pub is_nearest: bool,
    /// Whether a tag is told to be unwanted.
    pub is_unwanted: bool,
    /// The language in which it is told.
    pub language: Language,
}

impl Told<'_> {
    /// Writes it for reading.
    pub fn text(&self, style: Style, out: &mut Vec<u8>) {
        let view = Terminal::new(self.rules, style);
        let mut page = Page { style: view.style, language: self.language, out };
        if self.is_nearest {
            let key = if self.explanations.is_empty() { "explain.no_tags_at_all" } else { "explain.no_tags" };
            page.sentence(0, Look::STRONG, &Message::new(key));
        }
        for (number, explanation) in self.explanations.iter().enumerate() {
            if number > 0 || self.is_nearest {
                page.blank();
            }
            let effects = self.effects.map_or(&[][..], |effects| effects.of(number));
            self.explanation(explanation, effects, view.group(explanation.category), &mut page);
        }
    }

    fn explanation(&self, explanation: &Explanation, effects: &[Effect], group: usize, page: &mut Page) {
        let marks = Marks::of(explanation);
        let key = match explanation.reasons {
            Reasons::Tagged { .. } => "explain.tagged",
            Reasons::Missed(_) => "explain.not_tagged",
            Reasons::Group => "explain.group",
            Reasons::Nothing => "explain.nothing",
        };
        let title = title(explanation.category, self.language);
        page.sentence(0, of_label(group), &Message::new(key).with("category", title));
        self.drawing(&marks, group, page);
        let mut section =
            Section { told: self, teller: self.teller(Some(&marks)), page, effects: effects.iter() };
        match &explanation.reasons {
            Reasons::Tagged { matches, more } => section.matches(matches, *more),
            Reasons::Missed(misses) => section.misses(misses, &explanation.remedies),
            Reasons::Group | Reasons::Nothing => {}
        }
        if self.is_unwanted && explanation.is_tagged() {
            section.against(&explanation.remedies);
        }
    }

    /// The text with numbers under the words that are spoken of; nothing where none is.
    fn drawing(&self, marks: &Marks, group: usize, page: &mut Page) {
        let spans = marks.spans(group);
        if spans.is_empty() {
            return;
        }
        page.blank();
        for text in passage::numbered(self.text, &spans, page.style.width - INDENT, WHOLE, page.style) {
            let mut row = Row::indented(INDENT);
            row.push(&text.text, text.columns);
            page.row(&row);
        }
    }

    fn teller<'b>(&'b self, marks: Option<&'b Marks>) -> Teller<'b> {
        Teller { rules: self.rules, text: self.text, marks, language: self.language }
    }
}

/// The nearest miss in one sentence: the pattern, its place, and what stopped it.
pub(super) fn nearest_miss(miss: &Miss, text: &str, rules: &RuleSet, language: Language) -> Message {
    Message::new("explain.nearest_miss")
        .with("pattern", &miss.pattern.source)
        .with("place", line_of(&miss.pattern.place))
        .with("reason", first_obstacle(miss, text, rules, language))
}

/// The first thing that stopped the nearest miss.
pub(super) fn first_obstacle(miss: &Miss, text: &str, rules: &RuleSet, language: Language) -> String {
    let teller = Teller { rules, text, marks: None, language };
    miss.obstacles.first().map_or_else(String::new, |obstacle| teller.obstacle(obstacle).text(language))
}

/// The same for programs: `pattern`, `file`, `line`, and what stopped it as `message`.
pub(super) fn nearest_miss_fields(miss: &Miss, text: &str, rules: &RuleSet, language: Language) -> Value {
    let place = &miss.pattern.place;
    json!({
        "pattern": miss.pattern.source,
        "file": place.file(),
        "line": place.line(),
        "message": first_obstacle(miss, text, rules, language),
    })
}

/// The id of a category and what it is called.
fn title(category: &Category, language: Language) -> String {
    match category.label() {
        Some(label) => format!("{} {}", category.id(), label.in_language(language)),
        None => category.id().to_owned(),
    }
}

//! Why a paragraph has a category, or why not, for reading: the text once for each category, with numbers under the
//! words that are spoken of, then what they do there; and the same as JSON for programs.

mod json;
mod marks;
mod page;
mod teller;

use std::ops::Range;

use crate::analysis::{
    Effect, Effects, Explanation, Finding, Held, Miss, Obstacle, Passed, Reasons, Remedy, Sample, Words,
};
use crate::language::{Language, Message};
use crate::ruleset::{Category, Hunk, Label, Level, RuleSet, source};

use super::passage;
use super::style::{Look, Row, Style, of_label};
use super::terminal::Terminal;
use super::width::shortened;
use marks::Marks;
use page::{INDENT, LABEL, Page};
use teller::{Teller, line_of};

/// Of a paragraph of more characters, only the surroundings of the words spoken of are drawn.
const WHOLE: usize = 300;

/// Of the conditions of an `if` that is not met, so many are told of, the nearest.
const MOST_FINDINGS: usize = 3;

/// The conditions of an `unless` that is passed take at most so many columns.
const PASSED_WIDTH: usize = 60;

/// Around the words of a sample, so many characters are shown.
const AROUND_SAMPLE: usize = 16;

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
        let mut page = Page { style: view.style, out };
        if self.is_nearest {
            let key = if self.explanations.is_empty() { "explain.no_tags_at_all" } else { "explain.no_tags" };
            page.line(0, &Message::new(key).text(self.language), Look::STRONG);
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
        let teller = self.teller(Some(&marks));
        let key = match explanation.reasons {
            Reasons::Tagged(_) => "explain.tagged",
            Reasons::Missed(_) => "explain.not_tagged",
            Reasons::Group => "explain.group",
            Reasons::Nothing => "explain.nothing",
        };
        let heading = Message::new(key).with("category", title(explanation.category, self.language));
        page.line(0, &teller.say(heading), of_label(group));
        let spans = marks.spans(group);
        if !spans.is_empty() {
            page.blank();
            for text in passage::numbered(self.text, &spans, page.style.width - INDENT, WHOLE, page.style) {
                let mut row = Row::indented(INDENT);
                row.push(&text.text, text.columns);
                page.row(&row);
            }
        }
        let mut section = Section { told: self, teller, page, effects: effects.iter() };
        match &explanation.reasons {
            Reasons::Tagged(matches) => matches.iter().for_each(|held| section.held(held)),
            Reasons::Missed(misses) => {
                let says_more = !explanation.remedies.is_empty();
                misses.iter().for_each(|miss| section.miss(miss, says_more));
                if misses.is_empty() {
                    section.sentence("explain.no_segment");
                }
            }
            Reasons::Group | Reasons::Nothing => {}
        }
        if self.is_unwanted && explanation.is_tagged() {
            let key =
                if explanation.remedies.is_empty() { "explain.unwanted_none" } else { "explain.unwanted" };
            section.sentence(key);
        }
        section.remedies(&explanation.remedies);
    }

    fn teller<'b>(&'b self, marks: Option<&'b Marks>) -> Teller<'b> {
        let (text, rules, language) = (self.text, self.rules, self.language);
        Teller { rules, text, marks, language }
    }
}

/// What is told of one category.
struct Section<'s, 'o> {
    told: &'s Told<'s>,
    teller: Teller<'s>,
    page: &'s mut Page<'o>,
    /// Those of the remedies not yet told of.
    effects: std::slice::Iter<'s, Effect>,
}

impl Section<'_, '_> {
    /// A match, its segments, and the conditions it passed.
    fn held(&mut self, held: &Held) {
        self.page.blank();
        self.clause(&held.pattern.source, &line_of(&held.pattern.place));
        let mut gaps = held.gaps.iter();
        for (step, (segment, words)) in held.segments.iter().enumerate() {
            let gap = if step > 0 { gaps.next() } else { None };
            let source = source::segment(&held.pattern.source, *segment);
            let message = match gap {
                Some((measured, most)) => {
                    Message::new("explain.segment_after").with("measured", measured).with("most", most)
                }
                None => Message::new("explain.segment"),
            };
            self.segment(words, message.with("segment", source));
        }
        if let Some(found) = held.at_least {
            let message = Message::new("explain.at_least").with("found", found);
            self.entry("at_least", &message.with("needed", held.clause.at_least));
        }
        if held.clause.unconditional {
            self.entry("if", &Message::new("explain.unconditional"));
        }
        held.levels.iter().for_each(|passed| self.passed(passed, &held.words.bytes));
        for (flag, finding) in &held.flags {
            let label = flag.label().map(|label| in_language(label, self.told.language));
            let label = label.filter(|label| *label != flag.name());
            let flag =
                label.map_or_else(|| flag.name().to_owned(), |label| format!("{} {label}", flag.name()));
            let label = self.label("explain.label.flag");
            let leaves = finding.as_ref().map_or_else(Vec::new, Finding::leaves);
            for leaf in leaves {
                let message = Message::new("explain.flag_held").with("flag", &flag);
                let message = self.held_by(message, leaf, &held.words.bytes);
                self.entry(&label, &message);
            }
        }
    }

    /// With the words that a condition rests on, and where they stand.
    fn held_by(&self, message: Message, finding: &Finding, place: &Range<usize>) -> Message {
        let message = message.with("condition", self.teller.found_condition(finding));
        let Some(nearby) = &finding.nearest else { return message };
        let message = message.with("words", self.teller.words(&nearby.words));
        message.with_message("where", self.teller.standing(nearby, place))
    }

    fn passed(&mut self, passed: &Passed, place: &Range<usize>) {
        let level = self.teller.level(passed.level);
        for leaf in passed.must.as_ref().map_or_else(Vec::new, Finding::leaves) {
            let message = Message::new("explain.if_held").with_message("level", level.clone());
            let message = self.held_by(message, leaf, place);
            self.entry("if", &message);
        }
        if !passed.must_not.is_empty() {
            let message = match passed.level {
                Level::Clause(_) => {
                    let conditions: Vec<String> = passed.must_not.iter().map(|one| one.shown()).collect();
                    let conditions = shortened(&conditions.join(", "), PASSED_WIDTH).into_owned();
                    Message::new("explain.unless_passed").with("conditions", conditions)
                }
                Level::RuleSet(_) | Level::Category(_) => {
                    Message::new("explain.unless_passed_count").with("count", passed.must_not.len())
                }
            };
            self.entry("unless", &message.with_message("level", level));
        }
    }

    /// A clause that came near, what of it stands here, what stopped it, and what would help; where nothing does and
    /// nothing more `follows`, that is said.
    fn miss(&mut self, miss: &Miss, follows: bool) {
        self.page.blank();
        self.clause(&miss.pattern.source, &line_of(&miss.pattern.place));
        for (segment, words) in &miss.segments {
            if let Some(words) = words {
                let source = source::segment(&miss.pattern.source, *segment);
                self.segment(words, Message::new("explain.segment").with("segment", source));
            }
        }
        let place = place_of(miss);
        for obstacle in &miss.obstacles {
            let label = self.label("explain.label.but");
            let sentence = self.teller.obstacle(obstacle, &place);
            self.page.entry(2 * INDENT, &label, Look::WARNING, &sentence);
            if let Obstacle::If { findings, .. } = obstacle {
                let lines =
                    findings.iter().take(MOST_FINDINGS).flat_map(|finding| self.teller.near(finding, &place));
                let lines: Vec<String> = lines.collect();
                lines.iter().for_each(|line| self.page.entry(2 * INDENT, "", Look::FAINT, line));
            }
        }
        if miss.remedies.is_empty() && !follows {
            let label = self.label("explain.label.edit");
            self.entry(&label, &Message::new("explain.no_edit"));
        }
        self.remedies(&miss.remedies);
    }

    fn remedies(&mut self, remedies: &[Remedy]) {
        for (number, remedy) in remedies.iter().enumerate() {
            let label = self.label(if number == 0 { "explain.label.edit" } else { "explain.label.or" });
            let effect = self.effects.next();
            self.remedy(remedy, &label, effect);
        }
    }

    /// A change: in words, as lines of the file, and what it does to the corpus.
    fn remedy(&mut self, remedy: &Remedy, label: &str, effect: Option<&Effect>) {
        let rewriting = remedy.rewrite(self.told.rules);
        for (number, edit) in remedy.edits.iter().enumerate() {
            let label = if number == 0 { label } else { "" };
            let mut sentence = self.teller.edit(edit);
            if rewriting.is_none()
                && let Some(place) = self.told.rules.place_of(edit)
            {
                sentence.push_str(&format!(" ({})", line_of(&place)));
            }
            self.page.entry(2 * INDENT, label, Look::STRONG, &sentence);
        }
        for hunk in rewriting.iter().flat_map(|rewriting| &rewriting.hunks) {
            self.hunk(hunk);
        }
        if let (Some(effect), Some(effects)) = (effect, self.told.effects) {
            self.effect(effect, effects.paragraphs());
        }
    }

    /// Lines of a file as they are and as they would be, without the blanks that all of them begin with.
    fn hunk(&mut self, hunk: &Hunk) {
        let both = || hunk.now.iter().chain(&hunk.then);
        let margin = both().map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
        let (now, then) = match (&hunk.now[..], &hunk.then[..]) {
            ([], _) => ("", "explain.label.new"),
            (_, []) => ("explain.label.gone", ""),
            _ => ("explain.label.now", "explain.label.then"),
        };
        self.page.line(2 * INDENT + LABEL, &format!("{}:{}", hunk.file, hunk.line), Look::FAINT);
        for (lines, key, look) in [(&hunk.now, now, Look::REMOVED), (&hunk.then, then, Look::ADDED)] {
            for (number, line) in lines.iter().enumerate() {
                let label = if number == 0 { self.label(key) } else { String::new() };
                self.page.entry(2 * INDENT, &label, look, line.get(margin..).unwrap_or(line));
            }
        }
    }

    fn effect(&mut self, effect: &Effect, paragraphs: usize) {
        let changes = effect.gained + effect.lost > 0;
        let message = Message::new(if changes { "explain.effect" } else { "explain.effect_none" });
        let message = message.with("paragraphs", super::grouped(paragraphs));
        let message =
            message.with("gained", super::grouped(effect.gained)).with("lost", super::grouped(effect.lost));
        let label = self.label("explain.label.corpus");
        self.entry(&label, &message);
        let gained = effect.gained_samples.iter().map(|sample| ("+", sample));
        for (sign, sample) in gained.chain(effect.lost_samples.iter().map(|sample| ("-", sample))) {
            let look = if sign == "+" { Look::ADDED } else { Look::REMOVED };
            self.page.code(
                2 * INDENT + LABEL,
                sign,
                look,
                &format!("{}  {}", sample.whence, excerpt(sample)),
            );
        }
    }

    /// The line that names a clause.
    fn clause(&mut self, pattern: &str, place: &str) {
        self.page.line(INDENT, &format!("{pattern}  {place}"), Look::STRONG);
    }

    fn segment(&mut self, words: &Words, message: Message) {
        let number = self.teller.marks.and_then(|marks| marks.number(words)).unwrap_or(" ");
        let text = shortened(self.told.text.get(words.bytes.clone()).unwrap_or_default(), 24).into_owned();
        let sentence = format!("{text}  {}", self.teller.say(message));
        self.page.entry(2 * INDENT, number, Look::STRONG, &sentence);
    }

    fn entry(&mut self, label: &str, message: &Message) {
        let sentence = message.text(self.told.language);
        self.page.entry(2 * INDENT, label, Look::FAINT, &sentence);
    }

    fn sentence(&mut self, key: &'static str) {
        self.page.blank();
        self.page.line(INDENT, &Message::new(key).text(self.told.language), Look::STRONG);
    }

    fn label(&self, key: &'static str) -> String {
        Message::new(key).text(self.told.language)
    }
}

/// The nearest miss in one line: the pattern, its place, and the first thing that stopped it.
pub(super) fn nearest_miss(miss: &Miss, text: &str, rules: &RuleSet, language: Language) -> Message {
    let teller = Teller { rules, text, marks: None, language };
    let reason = miss.obstacles.first().map(|obstacle| teller.obstacle(obstacle, &place_of(miss)));
    Message::new("explain.nearest_miss")
        .with("pattern", &miss.pattern.source)
        .with("place", line_of(&miss.pattern.place))
        .with("reason", reason.unwrap_or_default())
}

/// From the first to the last byte of what stands there of a clause.
fn place_of(miss: &Miss) -> Range<usize> {
    let words = || miss.segments.iter().filter_map(|(_, words)| words.as_ref());
    let start = words().map(|words| words.bytes.start).min().unwrap_or_default();
    start..words().map(|words| words.bytes.end).max().unwrap_or_default()
}

/// The words of a sample with some of what stands around them.
fn excerpt(sample: &Sample) -> String {
    let Range { start, end } = sample.words;
    let before: String = {
        let mut before: Vec<char> = sample.text[..start].chars().rev().take(AROUND_SAMPLE).collect();
        before.reverse();
        before.into_iter().collect()
    };
    let after: String = sample.text[end..].chars().take(AROUND_SAMPLE).collect();
    format!("{before}{}{after}", &sample.text[start..end])
}

/// The id of a category and what it is called.
fn title(category: &Category, language: Language) -> String {
    match category.label() {
        Some(label) => format!("{} {}", category.id(), in_language(label, language)),
        None => category.id().to_owned(),
    }
}

fn in_language(label: &Label, language: Language) -> &str {
    match language {
        Language::English => label.in_english(),
        Language::Chinese => label.in_chinese(),
    }
}

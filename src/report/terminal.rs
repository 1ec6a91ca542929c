//! The view for reading: the text of each paragraph with its evidence marked, and what it was tagged with
//! beside it, or below it in a narrow window.

use crate::corpus::{Kind, Paragraph};
use crate::engine::Tag;
use crate::language::Message;
use crate::ruleset::{Category, RuleSet};

use super::passage::Span;
use super::style::{Look, NARROWEST, Row, Style};
use super::summary::Summary;
use super::width::{columns, shortened, visible};
use super::{labels, passage};

/// From this width on, labels stand beside the text.
const WIDE: usize = 80;
/// Lines of more than about forty characters are hard to read, however wide the window.
const WIDEST_TEXT: usize = 84;
const INDENT: usize = 2;
const BETWEEN: usize = 3;

/// Writes paragraphs for readers. Evidence has one colour for each top-level group of categories, given in
/// the order of the rule set.
#[derive(Clone, Debug)]
pub struct Terminal {
    pub(super) style: Style,
    /// The first parts of the ids, in the order of the rule set.
    groups: Vec<String>,
}

impl Terminal {
    /// For results by these rules.
    pub fn new(rules: &RuleSet, style: Style) -> Terminal {
        let mut groups: Vec<String> = Vec::new();
        for category in rules.categories() {
            if !groups.iter().any(|group| group == group_of(category)) {
                groups.push(group_of(category).to_owned());
            }
        }
        let style = Style { width: style.width.max(NARROWEST), ..style };
        Terminal { style, groups }
    }

    /// Writes a paragraph: a line that says where it stands, then text and labels, then an empty line.
    pub(super) fn paragraph(&self, paragraph: &Paragraph, tags: &[Tag], out: &mut Vec<u8>) {
        self.head_line(paragraph).print(out);
        let tags = &in_reading_order(tags);
        let (text_width, label_width) = self.widths();
        let text = passage::rows(&paragraph.text, &self.spans(tags), text_width, self.style);
        let group = |category: &Category| self.group(category);
        let labels = labels::rows(paragraph, tags, group, label_width, self.style);
        if self.is_wide() {
            beside(&text, &labels, INDENT + text_width + BETWEEN, out);
        } else {
            beside(&text, &[], 0, out);
            beside(&labels, &[], 0, out);
        }
        out.push(b'\n');
    }

    /// Writes the table of what was found.
    pub(super) fn tail(
        &self,
        summary: &Summary,
        rules: &RuleSet,
        looked_for: &[&Category],
        out: &mut Vec<u8>,
    ) {
        summary.table(rules, looked_for, self.style, out);
    }

    fn is_wide(&self) -> bool {
        self.style.width >= WIDE
    }

    /// The columns of the text and of the labels.
    fn widths(&self) -> (usize, usize) {
        let room = self.style.width - INDENT;
        if self.is_wide() {
            let labels = (self.style.width * 36 / 100).clamp(30, 48);
            ((room - BETWEEN - labels).min(WIDEST_TEXT), labels)
        } else {
            (room, room)
        }
    }

    pub(super) fn group(&self, category: &Category) -> usize {
        self.groups.iter().position(|group| group == group_of(category)).unwrap_or_default()
    }

    /// All evidence of all tags, sorted by start.
    pub(super) fn spans(&self, tags: &[&Tag]) -> Vec<Span> {
        let mut spans = Vec::new();
        for (position, tag) in tags.iter().enumerate() {
            let group = self.group(tag.category);
            let evidence = tag.evidence.iter();
            spans.extend(evidence.map(|evidence| Span {
                bytes: evidence.bytes.clone(),
                tag: position,
                group,
            }));
        }
        spans.sort_by_key(|span| (span.bytes.start, span.bytes.end, span.tag));
        spans
    }

    /// Document and line as editors take them, the number of the paragraph, what it is unless body, and as many of the kept fields
    /// as fit.
    fn head_line(&self, paragraph: &Paragraph) -> Row {
        let place = match paragraph.line {
            Some(line) => format!("{}:{line}", paragraph.document),
            None => paragraph.document.clone(),
        };
        let mut row = Row::default();
        row.say(&shortened(&place, self.style.width), Look::STRONG, self.style);
        let number = Message::new("report.paragraph").with("number", super::grouped(paragraph.number));
        let number = format!("  {}", self.style.text(&number));
        let sentence = paragraph.sentence.map(|sentence| {
            let number = Message::new("report.sentence").with("number", super::grouped(sentence.number));
            format!("  {}", self.style.text(&number))
        });
        let kind = (paragraph.kind != Kind::Body).then(|| self.style.text(&super::kind(paragraph.kind)));
        let kind = kind.map(|kind| format!("  {kind}"));
        let kept = paragraph.kept.iter().map(|(name, value)| match value.as_str() {
            Some(text) => format!("  {name}={text}"),
            None => format!("  {name}={value}"),
        });
        for field in std::iter::once(number).chain(sentence).chain(kind).chain(kept) {
            let field = shortened(&field, self.style.width / 2);
            if row.columns + columns(&visible(&field)) <= self.style.width {
                row.say(&field, Look::FAINT, self.style);
            }
        }
        row
    }
}

/// The tags by where their evidence begins, so that the labels follow the text; of equal ones, the first in
/// the rules comes first.
fn in_reading_order<'t, 'r>(tags: &'t [Tag<'r>]) -> Vec<&'t Tag<'r>> {
    let mut tags: Vec<&Tag> = tags.iter().collect();
    tags.sort_by_key(|tag| tag.evidence.first().map(|evidence| evidence.span.start));
    tags
}

/// The part of the id before the first dot.
fn group_of(category: &Category) -> &str {
    category.id().split('.').next().unwrap_or_default()
}

/// Prints `left` indented, with `right` beginning at column `at`.
fn beside(left: &[Row], right: &[Row], at: usize, out: &mut Vec<u8>) {
    let empty = Row::default();
    for number in 0..left.len().max(right.len()) {
        let mut row = Row::indented(INDENT);
        let (left, right) = (left.get(number).unwrap_or(&empty), right.get(number).unwrap_or(&empty));
        row.push(&left.text, left.columns);
        if right.columns > 0 {
            row.pad_to(at);
            row.push(&right.text, right.columns);
        }
        row.print(out);
    }
}

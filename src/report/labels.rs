//! The column beside the text: what each tag is called, and the words it rests on.

use crate::corpus::Paragraph;
use crate::engine::{Match, Tag};
use crate::language::Language;
use crate::ruleset::{Category, Flag};

use super::passage::number;
use super::style::{Look, Row, Style, of_label};
use super::width::shortened;

/// So many different pieces of evidence are named per tag; the rest is counted.
const MOST: usize = 6;

/// Evidence stands so far behind its label.
const INDENT: usize = 2;

/// Between two pieces of evidence on a line.
const BETWEEN: &str = " / ";

/// What a category is called for readers: its label, else its id.
pub(super) fn name(category: &Category, language: Language) -> &str {
    category.label().map_or(category.id(), |label| label.in_language(language))
}

/// The rows of the tags, each of at most `width` columns. `group` tells the group of a category.
pub(super) fn rows(
    paragraph: &Paragraph,
    tags: &[&Tag],
    group: impl Fn(&Category) -> usize,
    width: usize,
    style: Style,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for (position, tag) in tags.iter().enumerate() {
        let mut row = Row::default();
        if !style.colour {
            row.push(number(position), 1);
            row.push(" ", 1);
        }
        let room = width - row.columns;
        row.say(&shortened(name(tag.category, style.language), room), of_label(group(tag.category)), style);
        rows.push(row);
        evidence_rows(paragraph, tag, width, style, &mut rows);
    }
    rows
}

/// Several pieces of evidence with the same words and flags.
struct Item<'a> {
    words: &'a str,
    flags: &'a [&'a Flag],
    count: usize,
}

fn evidence_rows(paragraph: &Paragraph, tag: &Tag, width: usize, style: Style, rows: &mut Vec<Row>) {
    let (items, others) = items(paragraph, &tag.evidence);
    let mut row = Row::indented(INDENT);
    for (number, item) in items.iter().enumerate() {
        let lead = if number > 0 { BETWEEN } else { "" };
        for (lead, piece) in pieces(item, lead, width - INDENT, style) {
            if row.columns > INDENT && row.columns + lead.len() + piece.columns > width {
                rows.push(std::mem::replace(&mut row, Row::indented(INDENT)));
            } else {
                row.push(lead, lead.len());
            }
            row.push(&piece.text, piece.columns);
        }
    }
    rows.push(row);
    if others > 0 {
        let mut row = Row::indented(INDENT);
        row.say(&style.text(&super::counted("report.more", others)), Look::FAINT, style);
        rows.push(row);
    }
}

/// The different pieces of evidence, and how many pieces are among none of them.
fn items<'a>(paragraph: &'a Paragraph, evidence: &'a [Match<'a>]) -> (Vec<Item<'a>>, usize) {
    let mut items: Vec<Item> = Vec::new();
    let mut others = 0;
    for evidence in evidence {
        let words = super::words(paragraph, evidence);
        let flags = &evidence.flags;
        if let Some(known) = items.iter_mut().find(|item| item.words == words && same(item.flags, flags)) {
            known.count += 1;
        } else if items.len() < MOST {
            items.push(Item { words, flags, count: 1 });
        } else {
            others += 1;
        }
    }
    (items, others)
}

fn same(one: &[&Flag], other: &[&Flag]) -> bool {
    one.iter().map(|flag| flag.name()).eq(other.iter().map(|flag| flag.name()))
}

/// What must stay together on a row of `width` columns, each with what separates it from what stands before
/// it: the words with their flags or, where these take too much, each by itself.
fn pieces(item: &Item, lead: &'static str, width: usize, style: Style) -> Vec<(&'static str, Row)> {
    let mut behind: Vec<Row> = item.flags.iter().map(|flag| flag_row(flag, width, style)).collect();
    if item.count > 1 {
        let mut times = Row::default();
        times.write(&format!(" ×{}", super::grouped(item.count)));
        behind.insert(0, times);
    }
    let taken: usize = behind.iter().map(|row| row.columns).sum();
    let mut words = Row::default();
    if taken > width / 2 {
        words.write(&shortened(item.words, width));
        let behind = behind.into_iter().map(|row| ("", row));
        return std::iter::once((lead, words)).chain(behind).collect();
    }
    words.write(&shortened(item.words, width - taken));
    for row in behind {
        words.push(&row.text, row.columns);
    }
    vec![(lead, words)]
}

fn flag_row(flag: &Flag, width: usize, style: Style) -> Row {
    let label = flag.label().map_or(flag.name(), |label| label.in_language(style.language));
    let mut row = Row::default();
    row.write(" · ");
    row.say(&shortened(label, width - row.columns), Look::WARNING, style);
    row
}

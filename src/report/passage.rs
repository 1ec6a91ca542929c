//! The text of a paragraph as lines of a given width, its evidence made visible.
//!
//! With colours, evidence is underlined in the colour of its group; where pieces overlap, the shortest is
//! seen. Without colours, or where the marks are referred to, a line of marks below the text gives each piece its own stroke that begins with
//! the number of its tag: overlapping ones stand below each other, the text itself stays as it is, and the
//! marks are ASCII, the same width everywhere.

use std::ops::Range;

use super::counted;
use super::excerpt::{MOST, Part, parts};
use super::style::{Look, Row, Style, of_evidence};
use super::width::{Cluster, clusters, shortened};
use super::wrap::wrap;

/// A piece of evidence to be shown.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) bytes: Range<usize>,
    /// The position of its tag among those of the paragraph.
    pub(super) tag: usize,
    /// The group of the tag's category.
    pub(super) group: usize,
}

/// The rows of `text`, each of at most `width` columns. `spans` are sorted by start.
pub(super) fn rows(text: &str, spans: &[Span], width: usize, style: Style) -> Vec<Row> {
    drawn(text, spans, width, MOST, !style.colour, style)
}

/// The same where something refers to the numbers of the marks: these stand below the text even where there are
/// colours. A text of more than `whole` characters is shown around its spans alone.
pub(super) fn numbered(text: &str, spans: &[Span], width: usize, whole: usize, style: Style) -> Vec<Row> {
    drawn(text, spans, width, whole, true, style)
}

fn drawn(text: &str, spans: &[Span], width: usize, whole: usize, has_marks: bool, style: Style) -> Vec<Row> {
    let mut rows = Vec::new();
    for part in parts(text, spans.iter().map(|span| span.bytes.clone()), whole) {
        match part {
            Part::LeftOut(bytes) => rows.push(left_out(text, &bytes, spans, width, style)),
            Part::Shown(bytes) => {
                let spans: Vec<Span> = spans.iter().filter_map(|span| within(span, &bytes)).collect();
                shown(&text[bytes], &spans, width, has_marks, style, &mut rows);
            }
        }
    }
    rows
}

/// Says how much is not shown, in a narrow window perhaps only in part.
fn left_out(text: &str, bytes: &Range<usize>, spans: &[Span], width: usize, style: Style) -> Row {
    let characters = text[bytes.clone()].chars().count();
    let begins_before = |at: usize| spans.partition_point(|span| span.bytes.start < at);
    let notice = match begins_before(bytes.end) - begins_before(bytes.start) {
        0 => counted("report.left_out", characters),
        matches => counted("report.left_out_with", characters)
            .with_message("matches", counted("report.matches", matches)),
    };
    let mut row = Row::default();
    row.say(&shortened(&style.text(&notice), width), Look::FAINT, style);
    row
}

/// The share of a span in a part of the text, counted from the part's start.
fn within(span: &Span, part: &Range<usize>) -> Option<Span> {
    let (start, end) = (span.bytes.start.max(part.start), span.bytes.end.min(part.end));
    (start < end).then(|| Span { bytes: start - part.start..end - part.start, ..span.clone() })
}

fn shown(text: &str, spans: &[Span], width: usize, has_marks: bool, style: Style, rows: &mut Vec<Row>) {
    let looks = if style.colour { looks(text, spans) } else { vec![None; text.len()] };
    for line in wrap(text, width) {
        let clusters: Vec<Cluster> = clusters(&text[line.clone()])
            .map(|cluster| Cluster { at: cluster.at + line.start, ..cluster })
            .collect();
        rows.push(painted(&clusters, &looks));
        if has_marks {
            rows.extend(marks(&clusters, spans));
        }
    }
}

/// The look of each byte: that of the shortest evidence over it.
fn looks(text: &str, spans: &[Span]) -> Vec<Option<Look>> {
    let mut longest_first: Vec<&Span> = spans.iter().collect();
    longest_first.sort_by_key(|span| std::cmp::Reverse((span.bytes.len(), span.tag)));
    let mut looks = vec![None; text.len()];
    for span in longest_first {
        looks[span.bytes.clone()].fill(Some(of_evidence(span.group)));
    }
    looks
}

fn painted(line: &[Cluster], looks: &[Option<Look>]) -> Row {
    let mut row = Row::default();
    for run in line.chunk_by(|a, b| looks[a.at] == looks[b.at]) {
        let look = looks[run[0].at];
        if let Some(look) = look {
            row.begin(look);
        }
        for cluster in run {
            row.push(cluster.shown(), cluster.columns);
        }
        if look.is_some() {
            row.end();
        }
    }
    row
}

/// The lines of marks below a line of text: as many as evidence overlaps.
fn marks(line: &[Cluster], spans: &[Span]) -> Vec<Row> {
    let mut strokes: Vec<(Range<usize>, usize)> =
        spans.iter().filter_map(|span| Some((columns_of(line, &span.bytes)?, span.tag))).collect();
    strokes.sort_by_key(|(columns, tag)| (columns.start, *tag));
    let mut rows: Vec<Row> = Vec::new();
    for (columns, tag) in strokes {
        let free = rows.iter().position(|row| row.columns <= columns.start).unwrap_or(rows.len());
        if free == rows.len() {
            rows.push(Row::default());
        }
        rows[free].pad_to(columns.start);
        rows[free].push(number(tag), 1);
        for _ in columns.start + 1..columns.end {
            rows[free].push("^", 1);
        }
    }
    rows
}

/// The columns of a line that the bytes take; none where they lie on other lines.
fn columns_of(line: &[Cluster], bytes: &Range<usize>) -> Option<Range<usize>> {
    if line.last()?.end() <= bytes.start || bytes.end <= line.first()?.at {
        return None;
    }
    let mut columns = 0..0;
    for cluster in line.iter().take_while(|cluster| cluster.at < bytes.end) {
        if cluster.end() <= bytes.start {
            columns.start += cluster.columns;
        }
        columns.end += cluster.columns;
    }
    (!columns.is_empty()).then_some(columns)
}

/// The number of a tag, in one column: digits, then letters.
pub(super) fn number(tag: usize) -> &'static str {
    const NUMBERS: &str = "123456789abcdefghijklmnopqrstuvwxyz";
    NUMBERS.get(tag..=tag).unwrap_or("*")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn span(text: &str, words: &str, tag: usize) -> Span {
        let start = text.find(words).unwrap();
        Span { bytes: start..start + words.len(), tag, group: tag }
    }

    fn lines(text: &str, spans: &[Span], width: usize, colour: bool) -> Vec<String> {
        let style = Style { width, colour, language: Language::English };
        rows(text, spans, width, style).into_iter().map(|row| row.text).collect()
    }

    #[test]
    fn overlapping_evidence_stands_below_each_other() {
        let text = "拟A停止发放補助。";
        let spans = [span(text, "停止发放補助", 0), span(text, "发放補助", 1), span(text, "補", 2)];
        assert_eq!(
            lines(text, &spans, 40, false),
            ["拟A停止发放補助。", "   1^^^^^^^^^^^", "       2^^^^^^^", "           3^"]
        );
    }

    #[test]
    fn evidence_goes_on_on_the_next_line() {
        let text = "给予一次性补贴";
        let spans = [span(text, text, 0)];
        assert_eq!(lines(text, &spans, 8, false), ["给予一次", "1^^^^^^^", "性补贴", "1^^^^^"]);
    }

    #[test]
    fn the_shortest_evidence_is_seen() {
        let text = "给予补贴";
        let spans = [span(text, text, 0), span(text, "补贴", 1)];
        assert_eq!(lines(text, &spans, 40, true), ["\x1b[4;38;5;33m给予\x1b[0m\x1b[4;38;5;166m补贴\x1b[0m"]);
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let text = "发放补贴。".repeat(2000);
        let spans: Vec<Span> = text
            .match_indices("补贴")
            .map(|(at, words)| Span { bytes: at..at + words.len(), tag: 0, group: 0 })
            .collect();
        let shown = lines(&text, &spans, 60, false);
        assert!(shown.len() < 120, "{}", shown.len());
        assert_eq!(shown.last().unwrap(), "… 8,800 characters with 1,760 matches left out …");
    }
}

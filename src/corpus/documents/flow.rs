//! From running text with soft line breaks to paragraphs, the same for every format in which people write.

use super::Part;
use crate::corpus::kind::Kind;

/// Puts a text in which `\n` stands for soft line breaks at the end of `parts`.
///
/// A soft line break stays within its paragraph. But two in a row, or one before an indent, are how people make a new
/// paragraph who do not know better.
pub(super) fn push(parts: &mut Vec<Part>, kind: Kind, text: &str) {
    let mut joined = String::new();
    let mut is_blank = false;
    for line in text.split('\n') {
        if is_blank || is_indented(line) {
            push_line(parts, kind, &joined);
            joined.clear();
        }
        let line = trim(line);
        is_blank = line.is_empty() && !joined.is_empty();
        join(&mut joined, line);
    }
    push_line(parts, kind, &joined);
}

/// Puts a text without line breaks at the end of `parts`, unless it is blank.
pub(super) fn push_line(parts: &mut Vec<Part>, kind: Kind, text: &str) {
    let text = trim(text);
    if !text.is_empty() {
        parts.push(Part { kind, text: text.to_owned() });
    }
}

/// One row of a table from its cells. What stands in a cell one below the other stands one after the other; a row in
/// which nothing is written is none.
pub(super) fn push_row(parts: &mut Vec<Part>, cells: &[Vec<Part>]) {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| {
            let texts: Vec<String> = cell.iter().map(|part| part.text.replace('\t', " ")).collect();
            texts.join(" ")
        })
        .collect();
    push_line(parts, Kind::TableRow, &cells.join("\t"));
}

/// Text without blanks at its ends, and without characters that take no room there.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}'))
}

/// Joins what a line break separated. Chinese is written without blanks, other scripts with them.
fn join(joined: &mut String, line: &str) {
    let is_wide = |c: char| c >= '\u{2E80}' || matches!(c, '\u{2018}'..='\u{201D}' | '…' | '—');
    let needs_blank = match (joined.chars().next_back(), line.chars().next()) {
        (Some(left), Some(right)) => !is_wide(left) && !is_wide(right),
        _ => false,
    };
    if needs_blank {
        joined.push(' ');
    }
    joined.push_str(line);
}

/// Whether a line begins with the indent of a Chinese paragraph.
fn is_indented(line: &str) -> bool {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks.map(|c| if c == '\u{3000}' || c == '\t' { 2 } else { 1 }).sum::<usize>() >= 4
}

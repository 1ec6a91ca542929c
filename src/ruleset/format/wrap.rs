//! Texts over several lines: broken at blanks, or as blocks of lines.

use crate::text::width;

/// A text broken at blanks, so that the first line takes at most `first` columns and the others `most`, where
/// blanks allow it. The text is between quotation marks or needs none; what a line begins with means nothing
/// to YAML nor to the eye that looks for entries.
pub(super) fn rows(text: &str, first: usize, most: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut row = String::new();
    let mut room = first;
    for piece in pieces(text) {
        if !row.is_empty() && width(&row) + 1 + width(piece) > room {
            rows.push(std::mem::take(&mut row));
            room = most;
        }
        if !row.is_empty() {
            row.push(' ');
        }
        row.push_str(piece);
    }
    rows.push(row);
    rows
}

/// The parts of a text between the blanks at which it may be broken.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(' ') {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let may_begin = after.is_some_and(|c| c.is_alphanumeric() || "(（《“‘".contains(c));
        let may_end = before.is_some_and(|c| !c.is_whitespace() && !":：\\".contains(c));
        if may_begin && may_end {
            pieces.push(&text[start..at]);
            start = at + 1;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// A text with line ends as a block: its header and its rows. None where a block cannot show it.
pub(super) fn block(text: &str, is_folded: bool, most: usize) -> Option<(String, Vec<String>)> {
    let is_odd = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
    };
    let (body, chomping) = match text.strip_suffix('\n') {
        Some(body) => (body, ""),
        None => (text, "-"),
    };
    if text.contains(is_odd) || body.ends_with('\n') || body.trim().is_empty() {
        return None;
    }
    let lines: Vec<&str> = body.split('\n').collect();
    if lines.iter().any(|line| line.ends_with([' ', '\t'])) {
        return None;
    }
    let is_even = |line: &&str| !line.starts_with([' ', '\t']);
    if is_folded && lines.iter().all(is_even) {
        let mut rows: Vec<String> = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            // A line end in the text is a blank line between its lines.
            if number > 0 {
                rows.push(String::new());
            }
            if !line.is_empty() {
                rows.extend(self::rows(line, most, most));
            }
        }
        return Some((format!(">{chomping}"), rows));
    }
    let first = lines.iter().find(|line| !line.is_empty())?;
    let indication = if first.starts_with(' ') { "2" } else { "" };
    Some((format!("|{indication}{chomping}"), lines.into_iter().map(str::to_owned).collect()))
}

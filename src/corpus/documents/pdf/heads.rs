//! Headings as large as the text and without a number: lines of their own in another typeface, with text below them.

use super::page::Line;
use super::paragraphs::{RIGHT, indent, is_middle};
use crate::corpus::documents::Part;
use crate::corpus::documents::look::{self, Side, may_head};
use crate::corpus::kind::Kind;

/// Whether a paragraph may be a heading by how it is set: in another typeface than most of the text.
pub(super) fn is_set_off(part: &Part, lines: &[Line], usual: Option<usize>) -> bool {
    const LINES: usize = 2;
    let is_numbered = look::is_numbered(&part.text);
    let is_text = part.kind == Kind::Body || part.kind == Kind::ListItem && is_numbered;
    let is_other = |line: &Line| line.piece.face.zip(usual).is_some_and(|(face, usual)| face != usual);
    let side = match lines {
        [line] if is_middle(line) && indent(line) > 0.5 => Side::Middle,
        [line] if indent(line) > RIGHT => Side::End,
        _ => Side::Start,
    };
    let is_remark = part.text.starts_with('（') && part.text.ends_with('）');
    let is_short = lines.len() < LINES || is_numbered;
    let is_question = part.text.starts_with(|c: char| c.is_ascii_digit()) && part.text.ends_with('？');
    is_text
        && is_short
        && !is_remark
        && !is_question
        && lines.iter().all(is_other)
        && may_head(&part.text, Some(side))
}

/// Makes those of some paragraphs headings that head something: emphasis goes on over several lines, or ends the text.
pub(super) fn settle(parts: &mut [Part], set_off: &[usize]) {
    const MOST: usize = 2;
    for run in set_off.chunk_by(|a, b| a + 1 == *b) {
        let next = run.last().and_then(|last| parts.get(last + 1)).map(|part| part.kind);
        let heads = matches!(next, Some(Kind::Body | Kind::ListItem | Kind::TableRow | Kind::Caption));
        if heads && run.len() <= MOST {
            for at in run {
                parts[*at].kind = Kind::Heading;
            }
        }
    }
}

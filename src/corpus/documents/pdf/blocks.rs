//! Lines that go on in the next before they reach the end of their column: what is quoted and indented on both sides, a
//! column beside an empty one below a title over both. They are columns of their own.

use super::page::{Item, Line};
use super::paragraphs::{ends, is_alike, pitch_of};

/// Gives lines that are parted before the end of their column a column of their own.
pub(super) fn narrow(items: &mut [Item]) {
    let mut at = 0;
    while at < items.len() {
        let together = items[at..].windows(2).take_while(|pair| are_together(pair)).count() + 1;
        narrow_lines(&mut items[at..at + together]);
        at += together;
    }
}

fn are_together(pair: &[Item]) -> bool {
    let [Item::Line(above), Item::Line(below)] = pair else { return false };
    above.column == below.column && is_alike(above, below) && (0.5..4.0).contains(&pitch_of(above, below))
}

/// The same of lines of one column, one below the other.
fn narrow_lines(items: &mut [Item]) {
    let lines: Vec<Line> = items
        .iter()
        .filter_map(|item| if let Item::Line(line) = item { Some(line.clone()) } else { None })
        .collect();
    let mut from = 0;
    while let Some(at) = (from..lines.len()).find(|at| is_parted(&lines, *at)) {
        from = at + 1;
        let Some((begin, end, bounds)) = block(&lines, at) else { continue };
        for item in &mut items[begin..end] {
            if let Item::Line(line) = item {
                line.column = bounds;
            }
        }
        from = end;
    }
}

/// A line that goes on has so many characters.
const FEWEST: usize = 14;

/// Whether a line seems to go on in the next though there is room behind it.
fn is_parted(lines: &[Line], at: usize) -> bool {
    let (line, Some(next)) = (&lines[at], lines.get(at + 1)) else { return false };
    let (text, size) = (&line.piece.text, line.piece.size);
    let outdent = (line.piece.left - next.piece.left) / size;
    let is_below = outdent.abs() < 0.3 || (1.2..2.6).contains(&outdent);
    line.column.1 - line.piece.right > size * 2.0
        && is_below
        && !ends(text)
        && !text.ends_with(['）', '_', ')'])
        && text.chars().count() >= FEWEST
}

/// The lines that stand with one that is parted within its bounds, and these bounds; none where it may end there by chance.
fn block(lines: &[Line], at: usize) -> Option<(usize, usize, (f32, f32))> {
    let size = lines[at].piece.size;
    let left = lines[at].piece.left.min(lines[at + 1].piece.left);
    let mut right = lines[at].piece.right;
    // Lines are as wide as their last characters let them.
    let ragged = size * 1.3;
    let is_in =
        |line: &Line, right: f32| line.piece.left > left - size * 0.5 && line.piece.right < right + ragged;
    let is_at_end =
        |at: usize, right: f32| is_parted(lines, at) && (lines[at].piece.right - right).abs() < ragged;
    let (mut begin, mut end) = (at, at + 1);
    while end < lines.len() && is_in(&lines[end], right) {
        right = if is_at_end(end, right) { right.max(lines[end].piece.right) } else { right };
        end += 1;
    }
    while begin > 0 && is_in(&lines[begin - 1], right) {
        begin -= 1;
    }
    let block = &lines[begin..end];
    let right = block.iter().map(|line| line.piece.right).fold(right, f32::max);
    let parted = (begin..end).filter(|at| is_at_end(*at, right)).count();
    let column = lines[at].column;
    let (before, behind) = (left - column.0, column.1 - right);
    let is_even = before > size * 1.5 && (before - behind).abs() < ragged;
    let is_prose = block.iter().any(|line| line.piece.text.contains(['，', '。', '、']));
    let are_many = parted > 1 && parted * 4 >= block.len();
    let left = if before > size * 1.2 { left } else { column.0 };
    (is_prose && (are_many || is_even)).then_some((begin, end, (left, right)))
}

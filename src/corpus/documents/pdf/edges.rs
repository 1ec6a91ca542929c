//! How far the lines of a column could reach. Where none of them goes on in the next, the widest says nothing: other pages
//! tell, or the page itself, whose margins are alike as a rule.

use super::page::{Item, Line};
use super::paragraphs::{ends, indent, is_numbered};

/// A column, and what its lines tell of it.
struct Column {
    page: usize,
    bounds: (f32, f32),
    /// Whether its widest lines go on in the next.
    is_wrapped: bool,
    /// Whether nothing stands at its right.
    is_last: bool,
}

/// Widens the columns in which no line goes on in the next to where it would; the pages are so wide.
pub(super) fn widen(pages: &mut [(Vec<Item>, Vec<Line>)], widths: &[f32]) {
    let of_page = |(page, (items, _)): (usize, &(Vec<Item>, Vec<Line>))| {
        columns(page, items, widths.get(page).copied().unwrap_or_default())
    };
    let columns: Vec<Column> = pages.iter().enumerate().flat_map(of_page).collect();
    for column in columns.iter().filter(|column| !column.is_wrapped && column.is_last) {
        let (left, right) = column.bounds;
        let is_like = |other: &&Column| other.is_wrapped && (other.bounds.0 - left).abs() < ALIKE;
        let known = columns.iter().filter(is_like).map(|other| other.bounds.1).reduce(f32::max);
        // What is set at the right, such as who signs and when, may stand on a page alone.
        let is_around = |other: &&Column| {
            other.is_wrapped && other.bounds.0 < left + 1.0 && other.bounds.1 > right - ALIKE
        };
        let around = columns.iter().rfind(is_around).filter(|_| known.is_none()).map(|other| other.bounds);
        let width = widths[column.page];
        // Lines that are all in the middle could reach further on both sides.
        let edge = known
            .or(around.map(|around| around.1))
            .unwrap_or(width - left.min(width * WIDEST_MARGIN))
            .max(right);
        for item in &mut pages[column.page].0 {
            if let Item::Line(line) = item
                && line.column == column.bounds
            {
                line.column = (around.map_or(left, |around| around.0), edge);
            }
        }
    }
}

/// More lines than these are no text of a page.
const MOST: usize = 2_000;

/// The margins of a page are no wider as a rule, of its width.
const WIDEST_MARGIN: f32 = 0.22;

/// Columns that begin so near each other on two pages are the same, in points: all lines of one page may be indented.
const ALIKE: f32 = 36.0;

fn columns(page: usize, items: &[Item], width: f32) -> Vec<Column> {
    let lines: Vec<&Line> =
        items.iter().filter_map(|item| if let Item::Line(line) = item { Some(line) } else { None }).collect();
    if lines.len() > MOST {
        return Vec::new();
    }
    let has_aside = items.iter().any(|item| matches!(item, Item::Aside(_)));
    let furthest = lines.iter().map(|line| line.column.0).fold(f32::MIN, f32::max);
    let mut columns: Vec<Column> = Vec::new();
    for line in &lines {
        let bounds = line.column;
        if columns.iter().all(|column| column.bounds != bounds) {
            // One line that goes on is no proof in a narrow column: a short line may be the widest by chance.
            let least = if bounds.1 - bounds.0 > width * 0.6 { 1 } else { 2 };
            let count = lines.windows(2).filter(|pair| pair[0].column == bounds && is_wrapped(pair)).count();
            let is_last = !has_aside && furthest < bounds.1;
            columns.push(Column { page, bounds, is_wrapped: count >= least, is_last });
        }
    }
    columns
}

/// Whether the first of two lines is as wide as its column, and seems to go on in the second.
fn is_wrapped(pair: &[&Line]) -> bool {
    const FEWEST: usize = 14;
    let [line, next] = pair else { return false };
    let (text, size) = (&line.piece.text, line.piece.size);
    let is_widest = line.column.1 - line.piece.right < size * 1.2 && indent(line) < 3.0;
    let is_alike = (size - next.piece.size).abs() < size * 0.05 && next.column == line.column;
    let is_below = (0.5..4.0).contains(&((line.piece.y - next.piece.y) / size));
    let is_sentence = !ends(text) && !text.ends_with(['_', '）', ')']) && text.chars().count() >= FEWEST;
    let is_labelled = |text: &str| text.chars().take(8).any(|c| matches!(c, '：' | ':' | '_'));
    is_widest
        && is_alike
        && is_below
        && is_sentence
        && indent(next) < 0.5
        && ![text, &next.piece.text].into_iter().any(|text| is_labelled(text) || is_numbered(text))
}

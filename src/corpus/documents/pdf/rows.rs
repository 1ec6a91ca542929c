//! The lines of a column: which of them are rows of a table without lines.

use super::contents;
use super::lines::{Gap, Piece, is_label};
use super::open_tables::open_tables;
use super::page::{Item, Line};
use crate::corpus::documents::look::is_caption;
use crate::corpus::inferred::kind_by_itself;
use crate::corpus::kind::Kind;

/// The lines of a column, and the tables among them.
pub(super) fn lines(page: usize, column: (f32, f32), pieces: Vec<Piece>) -> Vec<Item> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if (row[0].y - piece.y).abs() < piece.size * 0.45 => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    let mut items = Vec::new();
    let mut number = 0;
    for table in open_tables(&rows) {
        let before = rows.drain(..table.lines.start - number).collect();
        items.extend(line_by_line(page, column, before));
        rows.drain(..table.lines.len());
        number = table.lines.end;
        items.extend(table.rows.into_iter().map(Item::Row));
    }
    items.extend(line_by_line(page, column, rows));
    items
}

/// Some lines. Pieces side by side are cells where they stand so several times, one below the other.
fn line_by_line(page: usize, column: (f32, f32), rows: Vec<Vec<Piece>>) -> Vec<Item> {
    let begins: Vec<Vec<f32>> = rows.iter().map(|row| begins(row)).collect();
    let cells: Vec<Vec<f32>> = (0..rows.len())
        .map(|at| {
            let before =
                at.checked_sub(1).map(|before| shared(&begins[at], &begins[before])).unwrap_or_default();
            let after = begins.get(at + 1).map(|next| shared(&begins[at], next)).unwrap_or_default();
            if before.len() >= after.len() { before } else { after }
        })
        .collect();
    let is_list = |row: &[Piece]| {
        let end = row[0].gaps.first().map_or(row[0].text.len(), |gap| gap.at);
        row[0].text.get(..end).and_then(|first| first.split_whitespace().next()).is_some_and(is_label)
    };
    // The names of columns may be set otherwise than what is below them.
    let heads = |at: usize| {
        let below = cells.get(at + 1).map_or(0, Vec::len);
        below > 1 && cells[at].len() < 2 && rows[at].len() == below && !is_list(&rows[at + 1])
    };
    let is_aligned = |at: usize| {
        let before = at.checked_sub(1).is_some_and(|before| are_aligned(&rows[at], &rows[before]));
        before || rows.get(at + 1).is_some_and(|next| are_aligned(&rows[at], next))
    };
    let is_head: Vec<bool> = (0..rows.len())
        .map(|at| heads(at) || cells[at].len() < rows[at].len() && is_aligned(at) && !is_list(&rows[at]))
        .collect();
    let mut items = Vec::new();
    for ((row, cells), is_head) in rows.into_iter().zip(cells).zip(is_head) {
        let begins = || row.iter().map(|piece| piece.left).collect::<Vec<f32>>();
        let cells = if is_head { begins() } else { cells };
        let cells =
            if cells.len() > 1 && (is_head || !is_list(&row)) { cut(&row, &cells) } else { String::new() };
        // The names of the parts of a site stand side by side too.
        let is_row = !cells.is_empty()
            && kind_by_itself(&cells) != Some(Kind::Furniture)
            && contents::entry(&cells).is_none();
        if is_row {
            items.push(Item::Row(cells));
        } else if row.iter().all(|piece| is_caption(&piece.text)) {
            // Pictures side by side.
            items.extend(row.into_iter().map(|piece| Item::Line(Line { piece, column, page })));
        } else {
            items.push(line(page, column, row));
        }
    }
    items
}

/// Where on a line cells may begin: not behind blanks between words.
fn begins(row: &[Piece]) -> Vec<f32> {
    let mut begins = Vec::new();
    for piece in row {
        begins.push(piece.left);
        begins.extend(piece.gaps.iter().filter(|gap| !gap.is_written).map(|gap| gap.to));
    }
    begins
}

/// Whether the pieces of two lines stand one below the other, be they set at the left, at the right, or in the middle.
fn are_aligned(a: &[Piece], b: &[Piece]) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() < 1.5;
    let pairs = || a.iter().zip(b);
    let middle = |piece: &Piece| f32::midpoint(piece.left, piece.right);
    a.len() > 1
        && a.len() == b.len()
        && pairs().all(|(a, b)| near(a.left, b.left) || near(a.right, b.right) || near(middle(a), middle(b)))
}

/// Where cells begin on both of two lines; nowhere where the lines do not begin alike.
fn shared(a: &[f32], b: &[f32]) -> Vec<f32> {
    let near = |a: &f32, b: &f32| (a - b).abs() < 1.5;
    if !a.first().zip(b.first()).is_some_and(|(a, b)| near(a, b)) {
        return Vec::new();
    }
    a.iter().filter(|at| b.iter().any(|other| near(at, other))).copied().collect()
}

/// The cells of a line that begin at these places, apart by tabs.
fn cut(row: &[Piece], cells: &[f32]) -> String {
    let mut text = String::new();
    let is_begin = |at: f32| cells.iter().skip(1).any(|cell| (cell - at).abs() < 0.1);
    for piece in row {
        if !text.is_empty() {
            text.push(if is_begin(piece.left) { '\t' } else { ' ' });
        }
        let mut from = 0;
        for gap in piece.gaps.iter().filter(|gap| is_begin(gap.to)) {
            text.push_str(piece.text.get(from..gap.at).unwrap_or_default().trim_end());
            text.push('\t');
            from = gap.at;
        }
        text.push_str(piece.text.get(from..).unwrap_or_default());
    }
    text
}

fn line(page: usize, column: (f32, f32), row: Vec<Piece>) -> Item {
    let joined = row.into_iter().reduce(|mut piece, next| {
        piece.text.push(' ');
        let by = piece.text.len();
        piece.gaps.push(Gap { at: by, from: piece.right, to: next.left, is_written: false });
        piece.gaps.extend(next.gaps.iter().map(|gap| Gap { at: gap.at + by, ..*gap }));
        piece.face = if is_label(piece.text.trim_end()) { next.face } else { piece.face };
        piece.raised.extend(next.raised.iter().map(|(at, length)| (at + by, *length)));
        piece.text.push_str(&next.text);
        piece.right = next.right;
        piece.unknown += next.unknown;
        piece.size = piece.size.max(next.size);
        piece
    });
    match joined {
        Some(piece) => Item::Line(Line { piece, column, page }),
        None => Item::Row(String::new()),
    }
}

//! The order in which the pieces of a page are read: tables where they stand, one column after the other, notes last.

use super::lines::Piece;
use super::shown::{Rule, Shown};
use super::tables::Grid;
use crate::corpus::inferred::kind_by_itself;
use crate::corpus::kind::Kind;

/// What is read one after the other.
#[derive(Debug)]
pub(super) enum Item {
    Line(Line),
    Row(String),
}

/// A line, and the column it stands in.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) piece: Piece,
    pub(super) column: (f32, f32),
    pub(super) page: usize,
}

/// The items of a page, and the lines of its notes.
pub(super) fn items(number: usize, page: &Shown, pieces: Vec<Piece>, body: f32) -> (Vec<Item>, Vec<Line>) {
    let grids = &page.grids;
    let mut inside: Vec<Vec<Piece>> = grids.iter().map(|_| Vec::new()).collect();
    let mut free = Vec::new();
    for piece in pieces {
        match grids.iter().position(|grid| grid.holds(&piece)) {
            Some(at) => inside[at].push(piece),
            None => free.push(piece),
        }
    }
    let (free, notes) = notes(page, free, body);
    let mut tables: Vec<(&Grid, Vec<Piece>)> =
        grids.iter().zip(inside).filter(|(_, held)| !held.is_empty()).collect();
    tables.sort_by(|(a, _), (b, _)| b.top().total_cmp(&a.top()));
    let mut items = Vec::new();
    let mut rest = free;
    for (grid, held) in tables {
        let below = rest.iter().position(|piece| piece.y < grid.top()).unwrap_or(rest.len());
        let after = rest.split_off(below);
        items.extend(columns(number, rest));
        items.extend(grid.rows(&held).into_iter().map(Item::Row));
        rest = after;
    }
    items.extend(columns(number, rest));
    let bounds = bounds(&notes);
    let notes = notes.into_iter().map(|piece| Line { piece, column: bounds, page: number }).collect();
    (items, notes)
}

fn bounds(pieces: &[Piece]) -> (f32, f32) {
    let left = pieces.iter().map(|piece| piece.left).fold(f32::MAX, f32::min);
    let right = pieces.iter().map(|piece| piece.right).fold(f32::MIN, f32::max);
    (left, right)
}

/// Notes stand at the bottom, smaller than the text or below a short line; the first begins with a number or a sign.
fn notes(page: &Shown, mut pieces: Vec<Piece>, body: f32) -> (Vec<Piece>, Vec<Piece>) {
    let small =
        pieces.iter().rev().take_while(|piece| piece.size < body * 0.93 && piece.y < page.height * 0.6);
    let (left, right) = bounds(&pieces);
    let is_short = |rule: &&Rule| {
        let (from, to) = (rule.from.0.min(rule.to.0), rule.from.0.max(rule.to.0));
        let share = (to - from) / (right - left).max(1.0);
        (from - left).abs() < 6.0 && (0.1..0.6).contains(&share) && rule.from.1 < page.height * 0.6
    };
    let line = page.levels.iter().filter(is_short).map(|rule| rule.from.1).fold(0.0, f32::max);
    let below = pieces.len() - pieces.iter().rev().take_while(|piece| piece.y < line).count();
    // There are short lines elsewhere too.
    let is_noted = pieces.get(below).is_some_and(|piece| note_mark(&piece.text).is_some());
    let begin = if is_noted { below } else { pieces.len() - small.count() };
    let first = (begin..pieces.len()).find(|at| note_mark(&pieces[*at].text).is_some());
    match first {
        Some(first) => {
            let notes = pieces.split_off(first);
            (pieces, notes)
        }
        None => (pieces, Vec::new()),
    }
}

/// How long the mark is with which a note begins, in bytes.
pub(super) fn note_mark(text: &str) -> Option<usize> {
    let signs = text.find(|c| !"①②③④⑤⑥⑦⑧⑨⑩*※†".contains(c)).filter(|length| *length > 0);
    let bracketed = text.strip_prefix(['[', '〔', '［']).and_then(|rest| {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|length| (1..=3).contains(length))?;
        let close = rest[digits..].chars().next().filter(|c| "]〕］".contains(*c))?;
        Some(text.len() - rest.len() + digits + close.len_utf8())
    });
    let digits = text.find(|c: char| !c.is_ascii_digit()).filter(|length| (1..=3).contains(length));
    signs.or(bracketed).or(digits)
}

/// The lines of a part of a page, one column after the other. What spans the columns separates what is above it from
/// what is below.
fn columns(page: usize, pieces: Vec<Piece>) -> Vec<Item> {
    let Some(gutter) = gutter(&pieces) else { return lines(page, pieces) };
    let mut items = Vec::new();
    let (mut left, mut right, mut wide) = (Vec::new(), Vec::new(), Vec::new());
    for piece in pieces {
        let spans = piece.left < gutter && piece.right > gutter;
        if spans {
            items.extend(columns(page, std::mem::take(&mut left)));
            items.extend(columns(page, std::mem::take(&mut right)));
            wide.push(piece);
            continue;
        }
        items.extend(lines(page, std::mem::take(&mut wide)));
        if piece.right <= gutter { left.push(piece) } else { right.push(piece) }
    }
    items.extend(lines(page, wide));
    items.extend(columns(page, left));
    items.extend(columns(page, right));
    items
}

/// The lines of columns are wider than this, most cells of tables narrower, in sizes.
const CELL: f32 = 11.5;

/// Where a page, or a part of one, is divided into columns, each of which may be divided further; none where it is not.
/// Columns have many lines, and most of these are full: in that they differ from tables without lines.
fn gutter(pieces: &[Piece]) -> Option<f32> {
    let (left, right) = bounds(pieces);
    let width = right - left;
    let candidates = (30..=70).map(|percent| {
        #[allow(clippy::cast_precision_loss)] // small
        let at = left + width * percent as f32 / 100.0;
        let crossing = pieces.iter().filter(|piece| piece.left < at && piece.right > at).count();
        (crossing, (percent - 50_i32).abs(), at)
    });
    let (crossing, _, at) = candidates.min_by_key(|(crossing, off, _)| (*crossing, *off))?;
    let sides: [Vec<Piece>; 2] = [
        pieces.iter().filter(|piece| piece.right <= at).cloned().collect(),
        pieces.iter().filter(|piece| piece.left >= at).cloned().collect(),
    ];
    let is_column = |side: &[Piece]| {
        let left = side.iter().map(|piece| piece.left).fold(f32::MAX, f32::min);
        let right = side.iter().map(|piece| piece.right).fold(f32::MIN, f32::max);
        let is_full = |piece: &Piece| {
            let width = piece.right - piece.left;
            width > (right - left) * 0.8 && width > CELL * piece.size
        };
        let full = side.iter().filter(|piece| is_full(piece)).count();
        // Of few lines, one must go on in the next.
        let goes_on = |pair: &[Piece]| {
            let is_near = pair[0].y - pair[1].y < pair[0].size * 2.2;
            is_near && is_full(&pair[0]) && !pair[0].text.ends_with(['。', '；', '：', '！', '？'])
        };
        let are_few = (2..4).contains(&side.len()) && side.windows(2).any(goes_on);
        let are_many = side.len() >= 4
            && (full * 2 >= side.len() || side.len() < pieces.len() && gutter(side).is_some());
        right - left > width * 0.25 && (are_few || are_many)
    };
    let is_divided = crossing * 3 <= sides[0].len() + sides[1].len();
    (is_divided && is_column(&sides[0]) && is_column(&sides[1])).then_some(at)
}

/// The lines of a column. Pieces side by side are cells where they stand so several times, one below the other.
fn lines(page: usize, pieces: Vec<Piece>) -> Vec<Item> {
    let column = bounds(&pieces);
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if (row[0].y - piece.y).abs() < piece.size * 0.45 => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
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
        let end = row[0].gaps.first().map_or(row[0].text.len(), |(end, _)| *end);
        row[0].text.get(..end).and_then(|first| first.split_whitespace().next()).is_some_and(is_item_mark)
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
        let is_row = !cells.is_empty() && kind_by_itself(&cells) != Some(Kind::Furniture);
        items.push(if is_row { Item::Row(cells) } else { line(page, column, row) });
    }
    items
}

/// Whether a word is the number or the sign before an item of a list.
fn is_item_mark(word: &str) -> bool {
    let number = word.trim_end_matches(['.', '．', '、', ')', '）']);
    let is_number = number.len() < word.len() && number.chars().count() <= 3;
    is_number || ["•", "●", "▪", "◦", "·", "■", "○", "-", "–"].contains(&word)
}

/// Where on a line cells may begin.
fn begins(row: &[Piece]) -> Vec<f32> {
    let of = |piece: &Piece| {
        let gaps: Vec<f32> = piece.gaps.iter().map(|(_, at)| *at).collect();
        std::iter::once(piece.left).chain(gaps)
    };
    row.iter().flat_map(of).collect()
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
        for (to, _) in piece.gaps.iter().filter(|(_, at)| is_begin(*at)) {
            text.push_str(piece.text.get(from..*to).unwrap_or_default().trim_end());
            text.push('\t');
            from = *to;
        }
        text.push_str(piece.text.get(from..).unwrap_or_default());
    }
    text
}

fn line(page: usize, column: (f32, f32), row: Vec<Piece>) -> Item {
    let joined = row.into_iter().reduce(|mut piece, next| {
        piece.text.push(' ');
        let by = piece.text.len();
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

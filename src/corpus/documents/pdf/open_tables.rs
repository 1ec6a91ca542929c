//! Tables that nothing rules and whose cells go over several lines: what stands in their columns, and which lines are one
//! row. Tables whose rows are lines are found line by line.

use std::ops::Range;

use super::lines::{Gap, MAYBE_APART, Piece, is_label, join};

/// A table: its lines, and its rows.
pub(super) struct OpenTable {
    pub(super) lines: Range<usize>,
    pub(super) rows: Vec<String>,
}

/// The tables among the lines of a column, in order.
pub(super) fn open_tables(lines: &[Vec<Piece>]) -> Vec<OpenTable> {
    let mut tables = Vec::new();
    if lines.len() > MOST {
        return tables;
    }
    let (mut from, mut next) = (0, 0);
    while let Some(at) = (next..lines.len()).find(|at| !gaps(&lines[*at]).is_empty()) {
        next = at + 1;
        if let Some(table) = table(lines, from, at) {
            (from, next) = (table.lines.end, table.lines.end);
            tables.push(table);
        }
    }
    tables
}

/// More lines than these are no column of a page.
const MOST: usize = 500;

/// Columns are so far apart at least, in points.
const GAP: f32 = 4.0;

/// The table that a line of several pieces belongs to, of lines from a place on; none where it belongs to none.
fn table(lines: &[Vec<Piece>], from: usize, seed: usize) -> Option<OpenTable> {
    let mut gaps = gaps(&lines[seed]);
    let mut range = seed..seed + 1;
    while range.end < lines.len() && is_near(&lines[range.end - 1], &lines[range.end]) {
        let Some(left) = without(&gaps, &lines[range.end]) else { break };
        (gaps, range.end) = (left, range.end + 1);
    }
    while range.start > from && is_near(&lines[range.start - 1], &lines[range.start]) {
        let Some(left) = without(&gaps, &lines[range.start - 1]) else { break };
        (gaps, range.start) = (left, range.start - 1);
    }
    let column = |piece: &Piece| gaps.iter().filter(|(_, to)| piece.left > to - 1.0).count();
    let parted: Vec<Vec<Piece>> = lines[range.clone()].iter().map(|line| parted(line, &gaps)).collect();
    let (begin, lines) = (range.start, parted.as_slice());
    let mut range = 0..lines.len();
    // A line that stands alone above or below a table in its first column may be text.
    let is_alone = |line: &[Piece]| line.len() == 1 && column(&line[0]) == 0;
    while range.len() > 1 && is_alone(&lines[range.start]) {
        range.start += 1;
    }
    while range.len() > 1 && is_alone(&lines[range.end - 1]) {
        range.end -= 1;
    }
    let mut columns: Vec<Vec<&Piece>> = vec![Vec::new(); gaps.len() + 1];
    for piece in lines[range.clone()].iter().flatten() {
        columns[column(piece)].push(piece);
    }
    let has_lines_over = lines[range.clone()].iter().any(|line| line.len() <= gaps.len());
    let is_table = has_lines_over && columns.iter().all(|column| is_aligned(column)) && !is_list(&columns[0]);
    let rows = if is_table { rows(&columns)? } else { return None };
    Some(OpenTable { lines: begin + range.start..begin + range.end, rows })
}

/// The gaps of a line at which it may be parted into cells.
fn gaps(line: &[Piece]) -> Vec<(f32, f32)> {
    let mut gaps: Vec<(f32, f32)> = line.windows(2).map(|pair| (pair[0].right, pair[1].left)).collect();
    gaps.extend(line.iter().flat_map(inner));
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
    gaps
}

/// The gaps in a piece that are wider than lines are evened out by, and not written.
fn inner(piece: &Piece) -> impl Iterator<Item = (f32, f32)> + '_ {
    let is_wide = |gap: &&Gap| !gap.is_written && gap.to - gap.from > piece.size * MAYBE_APART;
    piece.gaps.iter().filter(is_wide).map(|gap| (gap.from, gap.to))
}

/// The pieces of a line, parted at some gaps.
fn parted(line: &[Piece], gaps: &[(f32, f32)]) -> Vec<Piece> {
    let mut parts = Vec::new();
    for piece in line {
        let mut rest = Some(piece.clone());
        for (from, to) in gaps {
            let Some(piece) = rest.take() else { break };
            let (left, right) = piece.parted(f32::midpoint(*from, *to));
            match right {
                Some(right) => {
                    parts.push(left);
                    rest = Some(right);
                }
                None => rest = Some(left),
            }
        }
        parts.extend(rest);
    }
    parts
}

/// Whether two lines are so near that they may be of one table.
fn is_near(above: &[Piece], below: &[Piece]) -> bool {
    let (above, below) = (&above[above.len() - 1], &below[0]);
    above.y - below.y < above.size.max(below.size) * 3.5
}

/// What is left of some gaps between columns beside a line; none where it crosses all.
fn without(gaps: &[(f32, f32)], line: &[Piece]) -> Option<Vec<(f32, f32)>> {
    let narrowed = gaps.iter().filter_map(|(from, to)| {
        let (mut from, mut to) = (*from, *to);
        for piece in line {
            if piece.left >= to || piece.right <= from {
                continue;
            }
            // It reaches into the gap from one side, or over it.
            let (is_over_begin, is_over_end) = (piece.left <= from, piece.right >= to);
            if is_over_begin && is_over_end {
                let gap = inner(piece).find(|gap| gap.0 < to && gap.1 > from)?;
                (from, to) = (from.max(gap.0), to.min(gap.1));
                continue;
            }
            match (is_over_begin, is_over_end) {
                (true, false) => from = piece.right,
                (false, true) => to = piece.left,
                _ => return None,
            }
        }
        (to - from >= GAP).then_some((from, to))
    });
    let narrowed: Vec<(f32, f32)> = narrowed.collect();
    (narrowed.len() == gaps.len()).then_some(narrowed)
}

/// Whether the pieces of a column stand below each other, at the left, at the right or in the middle.
fn is_aligned(column: &[&Piece]) -> bool {
    let is_so = |of: fn(&Piece) -> f32| {
        let mut places: Vec<f32> = column.iter().map(|piece| of(piece)).collect();
        places.sort_by(f32::total_cmp);
        let near = |at: usize| places[at..].iter().take_while(|place| **place - places[at] < 3.0).count();
        let most = (0..places.len()).map(near).max();
        most.is_some_and(|most| most > 1 && most * 5 >= column.len() * 4)
    };
    is_so(|piece| piece.left)
        || is_so(|piece| piece.right)
        || is_so(|piece| f32::midpoint(piece.left, piece.right))
}

/// Whether what stands first are the numbers and the signs of a list, or who speaks.
fn is_list(column: &[&Piece]) -> bool {
    let is_one =
        |piece: &&&Piece| is_label(piece.text.trim()) || piece.text.trim_end().ends_with(['：', ':']);
    column.iter().filter(is_one).count() * 2 > column.len()
}

/// Lines of one cell are nearer to each other than those of two rows, by this.
const APART: f32 = 1.1;

/// The rows, by the lines of cells that are near each other: a row is what stands at the same height as one of them.
fn rows(columns: &[Vec<&Piece>]) -> Option<Vec<String>> {
    let steps = columns.iter().flat_map(|column| column.windows(2).map(|pair| pair[0].y - pair[1].y));
    let pitch = steps.filter(|step| *step > 1.0).reduce(f32::min)?;
    let mut cells: Vec<Cell<'_>> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        for chunk in column.chunk_by(|above, below| above.y - below.y < pitch * APART) {
            cells.push(Cell { column: at, lines: chunk, high: chunk[0].y, low: chunk[chunk.len() - 1].y });
        }
    }
    cells.sort_by(|a, b| b.high.total_cmp(&a.high));
    let mut rows: Vec<Vec<Cell<'_>>> = Vec::new();
    let mut low = f32::MAX;
    for cell in cells {
        match rows.last_mut() {
            Some(row) if cell.high > low - cell.lines[0].size * 0.45 => {
                low = low.min(cell.low);
                row.push(cell);
            }
            _ => {
                low = cell.low;
                rows.push(vec![cell]);
            }
        }
    }
    let is_row = |row: &Vec<Cell<'_>>| {
        let mut found: Vec<usize> = row.iter().map(|cell| cell.column).collect();
        found.sort_unstable();
        found.len() > 1 && found.windows(2).all(|pair| pair[0] != pair[1])
    };
    (rows.len() > 1 && rows.iter().all(is_row))
        .then(|| rows.iter().map(|row| text(row, columns.len())).collect())
}

/// What stands in a row of a column.
struct Cell<'p> {
    column: usize,
    lines: &'p [&'p Piece],
    high: f32,
    low: f32,
}

fn text(row: &[Cell<'_>], count: usize) -> String {
    let mut texts = vec![String::new(); count];
    for cell in row {
        for line in cell.lines {
            join(&mut texts[cell.column], &line.text);
        }
    }
    texts.join("\t")
}

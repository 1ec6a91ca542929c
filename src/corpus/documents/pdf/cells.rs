//! Where the rows of a table begin whose rows nothing parts: by what stands in its cells.

use super::paragraphs::begin_width;
use super::ruled_off::TextLine;
use super::shown::Glyph;

/// What stands of a line in one column.
pub(super) struct CellLine {
    y: f32,
    pub(super) size: f32,
    pub(super) left: f32,
    pub(super) right: f32,
    text: String,
}

/// What stands in each column of some lines, from the top.
pub(super) fn cells(lines: &[TextLine<'_>], columns: &[(f32, f32)]) -> Vec<Vec<CellLine>> {
    let mut cells: Vec<Vec<CellLine>> = (0..=columns.len()).map(|_| Vec::new()).collect();
    for line in lines {
        let column = |glyph: &&Glyph| {
            let middle = glyph.x + glyph.width / 2.0;
            columns.iter().filter(|(from, to)| middle > f32::midpoint(*from, *to)).count()
        };
        for run in line.glyphs.chunk_by(|a, b| column(a) == column(b)) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            cells[column(first)].push(CellLine {
                y: line.y,
                size: line.size,
                left: first.x,
                right: last.x + last.width,
                text: run.iter().filter_map(|glyph| glyph.character).collect(),
            });
        }
    }
    cells
}

/// Lines of one cell are no further apart than the nearest are, but for this, in points.
const SAME: f32 = 0.9;

/// Heights between the rows of a part of a table that no line parts.
pub(super) fn inner_levels(lines: &[TextLine<'_>], columns: &[(f32, f32)]) -> Vec<f32> {
    let cells = cells(lines, columns);
    let rows = by_distance(&cells).unwrap_or_else(|| by_line(lines, &cells, columns));
    rows.windows(2).map(|pair| f32::midpoint(pair[0].1, pair[1].0)).collect()
}

/// From what height to what height each row stands, by the lines of cells that are nearer to each other than rows are; none
/// where all are as near.
fn by_distance(cells: &[Vec<CellLine>]) -> Option<Vec<(f32, f32)>> {
    let steps = cells.iter().flat_map(|lines| lines.windows(2).map(|pair| pair[0].y - pair[1].y));
    let pitch = steps.filter(|step| *step > 1.0).reduce(f32::min)?;
    let mut chunks: Vec<(usize, &[CellLine])> = Vec::new();
    for (column, lines) in cells.iter().enumerate() {
        let together = lines.chunk_by(|above, below| above.y - below.y < pitch + SAME);
        chunks.extend(together.map(|chunk| (column, chunk)));
    }
    let breaks: Vec<bool> = chunks
        .iter()
        .flat_map(|(column, chunk)| chunk.windows(2).map(|pair| goes_on(&cells[*column], &pair[0], &pair[1])))
        .collect();
    if breaks.iter().filter(|goes_on| **goes_on).count() * 5 < breaks.len() * 4 {
        return None;
    }
    chunks.sort_by(|a, b| b.1[0].y.total_cmp(&a.1[0].y));
    let mut rows: Vec<(f32, f32, Vec<usize>)> = Vec::new();
    for (column, chunk) in chunks {
        let (first, last) = (&chunk[0], &chunk[chunk.len() - 1]);
        let middle = |line: &CellLine| line.y + line.size * 0.3;
        match rows.last_mut() {
            Some((_, low, columns)) if first.y > *low - first.size * 0.75 => {
                *low = low.min(middle(last));
                columns.push(column);
            }
            _ => rows.push((middle(first), middle(last), vec![column])),
        }
    }
    let is_row = |(_, _, columns): &mut (f32, f32, Vec<usize>)| {
        columns.sort_unstable();
        columns.windows(2).all(|pair| pair[0] != pair[1])
    };
    rows.iter_mut().all(is_row).then(|| rows.iter().map(|(high, low, _)| (*high, *low)).collect())
}

/// The same where rows are no further apart than lines: what lacks cells and goes on with all that it has is of the row
/// before.
fn by_line(lines: &[TextLine<'_>], cells: &[Vec<CellLine>], columns: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let mut rows: Vec<(f32, f32)> = Vec::new();
    for line in lines {
        let at = |cells: &Vec<CellLine>| cells.iter().position(|cell| (cell.y - line.y).abs() < 0.1);
        let found: Vec<(usize, usize)> =
            cells.iter().enumerate().filter_map(|(column, cells)| Some((column, at(cells)?))).collect();
        let is_of_row = |(column, at): &(usize, usize)| {
            let of_column = &cells[*column];
            let Some(before) = at.checked_sub(1) else { return false };
            let (above, below) = (&of_column[before], &of_column[*at]);
            above.y - below.y < below.size * 2.4 && goes_on(of_column, above, below)
        };
        let is_whole = found.len() > columns.len();
        let middle = line.y + line.size * 0.3;
        match rows.last_mut() {
            Some(row) if !is_whole && found.iter().all(is_of_row) => row.1 = middle,
            _ => rows.push((middle, middle)),
        }
    }
    rows
}

/// Whether a line of a cell is so wide that the next may go on with it.
fn goes_on(column: &[CellLine], above: &CellLine, below: &CellLine) -> bool {
    let left = column.iter().map(|line| line.left).fold(f32::MAX, f32::min);
    let right = column.iter().map(|line| line.right).fold(f32::MIN, f32::max);
    let room = (right - left) - (above.right - above.left);
    let is_figure = |text: &str| text.chars().all(|c| c.is_ascii_digit() || "+-.,%－—".contains(c));
    // Some programs do not part a character from the quotation mark behind it.
    let is_tied = below.text.chars().nth(1).is_some_and(|c| "“‘".contains(c));
    let needed = begin_width(&below.text) + if is_tied { 2.5 } else { 0.5 };
    room < needed * below.size && !is_figure(&below.text)
}

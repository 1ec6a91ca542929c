//! The order in which the pieces of a page are read: tables where they stand, one column after the other, what is framed
//! beside the text where it begins, notes last.

use super::columns::{arrange, reach};
use super::frames::Frame;
use super::lines::Piece;
use super::shown::{Rule, Shown};
use super::tables::{Grid, Table};

/// What is read one after the other.
#[derive(Debug)]
pub(super) enum Item {
    Line(Line),
    /// Of a table without lines: its cells, apart by tabs.
    Row(String),
    Table(Table),
    /// What stands framed beside the text.
    Aside(Vec<Item>),
}

/// A line, and the column it stands in.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) piece: Piece,
    pub(super) column: (f32, f32),
    pub(super) page: usize,
}

/// What stands at one place of a page.
#[derive(Clone, Debug)]
pub(super) struct Block<'p> {
    pub(super) left: f32,
    pub(super) right: f32,
    /// Of a piece its base line, else the upper end.
    pub(super) y: f32,
    pub(super) what: What<'p>,
}

/// What a block is.
#[derive(Clone, Debug)]
pub(super) enum What<'p> {
    Piece(Piece),
    Table(&'p Grid, Vec<Piece>),
    Framed(Frame, Vec<Piece>),
}

/// The items of a page, and the lines of its notes.
pub(super) fn items(number: usize, page: &Shown, pieces: Vec<Piece>, body: f32) -> (Vec<Item>, Vec<Line>) {
    let grids = &page.ruled.grids;
    let (of_tables, free) = held(pieces, grids, Grid::holds);
    let (free, notes) = notes(page, free, body);
    let mut frames: Vec<Frame> =
        page.ruled.frames.iter().filter(|frame| is_beside_text(frame, &free)).copied().collect();
    frames.extend(pictures(page, &free));
    let (of_frames, free) = held(free, &frames, Frame::holds);
    let mut blocks: Vec<Block<'_>> = free.into_iter().map(Block::piece).collect();
    let (left, right) = reach(blocks.iter());
    blocks.extend(frames.iter().zip(of_frames).map(|(frame, pieces)| Block::framed(*frame, pieces)));
    let tables = grids.iter().zip(of_tables).filter(|(_, held)| !held.is_empty());
    blocks.extend(tables.map(|(grid, pieces)| Block::table(grid, pieces)));
    blocks.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut items = Vec::new();
    let mut above = Vec::new();
    for block in blocks {
        // What is above a table over the whole width, is read before it.
        let middle = f32::midpoint(left, right);
        let is_wide = matches!(block.what, What::Table(..))
            && (left >= right || (block.left < middle && block.right > middle))
            && block.right - block.left > (right - left) * 0.55;
        if is_wide {
            items.extend(arrange(number, std::mem::take(&mut above)));
            items.extend(arrange(number, vec![block]));
        } else {
            above.push(block);
        }
    }
    items.extend(arrange(number, above));
    let bounds = bounds(&notes);
    let notes = notes.into_iter().map(|piece| Line { piece, column: bounds, page: number }).collect();
    (items, notes)
}

/// The pieces that each of some places holds, and those that none does.
fn held<P>(pieces: Vec<Piece>, places: &[P], holds: fn(&P, &Piece) -> bool) -> (Vec<Vec<Piece>>, Vec<Piece>) {
    let mut inside: Vec<Vec<Piece>> = places.iter().map(|_| Vec::new()).collect();
    let mut free = Vec::new();
    for piece in pieces {
        match places.iter().position(|place| holds(place, &piece)) {
            Some(at) => inside[at].push(piece),
            None => free.push(piece),
        }
    }
    (inside, free)
}

/// Pictures that the text runs around, each with what is written below it.
fn pictures(page: &Shown, pieces: &[Piece]) -> Vec<Frame> {
    const LEAST: f32 = 40.0;
    let (left, right) = bounds(pieces);
    let is_small = |picture: &&Frame| {
        let (width, height) = (picture.right - picture.left, picture.top - picture.bottom);
        width < (right - left) * 0.75 && width > LEAST && height > LEAST
    };
    let runs_around = |picture: &&Frame| {
        let beside = pieces.iter().filter(|piece| picture.is_beside(piece));
        beside.clone().count() > 1
            && beside.clone().any(|piece| piece.right - piece.left > piece.size * 8.0)
            && !pieces.iter().any(|piece| picture.holds(piece))
            && !page.ruled.grids.iter().any(|grid| grid.has_columns() && grid.overlaps(picture))
    };
    let with_caption = |picture: &Frame| {
        let middle = f32::midpoint(picture.left, picture.right);
        let is_below = |piece: &&Piece| {
            let fall = (picture.bottom - piece.y) / piece.size;
            (0.0..3.0).contains(&fall)
                && (f32::midpoint(piece.left, piece.right) - middle).abs() < 6.0
                && piece.right - piece.left < picture.right - picture.left + 6.0
        };
        let bottom = pieces.iter().filter(is_below).map(|piece| piece.y - piece.size * 0.4);
        Frame { bottom: bottom.fold(picture.bottom, f32::min), ..*picture }
    };
    page.images.iter().filter(is_small).filter(runs_around).map(with_caption).collect()
}

/// Whether there is text in a frame, and text beside it.
fn is_beside_text(frame: &Frame, pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| frame.holds(piece)) && pieces.iter().any(|piece| frame.is_beside(piece))
}

impl<'p> Block<'p> {
    pub(super) fn piece(piece: Piece) -> Block<'p> {
        Block { left: piece.left, right: piece.right, y: piece.y, what: What::Piece(piece) }
    }

    fn table(grid: &'p Grid, pieces: Vec<Piece>) -> Block<'p> {
        let (left, right) = grid.width();
        Block { left, right, y: grid.top(), what: What::Table(grid, pieces) }
    }

    fn framed(frame: Frame, pieces: Vec<Piece>) -> Block<'p> {
        Block { left: frame.left, right: frame.right, y: frame.top, what: What::Framed(frame, pieces) }
    }

    pub(super) fn as_piece(&self) -> Option<&Piece> {
        if let What::Piece(piece) = &self.what { Some(piece) } else { None }
    }
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
        (from - left).abs() < 6.0
            && (0.1..0.6).contains(&share)
            && rule.from.1 < page.height * 0.6
            && !page.ruled.levels.iter().any(|other| continues(other, rule))
    };
    let line = page.ruled.levels.iter().filter(is_short).map(|rule| rule.from.1).fold(0.0, f32::max);
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

/// Whether a line goes on at the right of another, as those below the cells of a row do.
fn continues(other: &Rule, rule: &Rule) -> bool {
    let end = rule.from.0.max(rule.to.0);
    (other.from.1 - rule.from.1).abs() < 2.0 && other.from.0.max(other.to.0) > end + 6.0
}

/// How long the mark is with which a note begins, in bytes.
pub(super) fn note_mark(text: &str) -> Option<usize> {
    let signs = text.find(|c| !"①②③④⑤⑥⑦⑧⑨⑩*※†".contains(c)).filter(|length| *length > 0);
    let bracketed = text.strip_prefix(['[', '〔', '［']).and_then(|rest| {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|length| (1..=3).contains(length))?;
        let close = rest[digits..].chars().next().filter(|c| "]〕］".contains(*c))?;
        Some(text.len() - rest.len() + digits + close.len_utf8())
    });
    let digits = text.find(|c: char| !c.is_ascii_digit()).filter(|length| {
        // Figures have a point or a sign behind, and no words; a note may begin with a figure of its own.
        let rest = &text[*length..];
        let goes_on =
            rest.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let is_figure = goes_on || rest.starts_with(['%', '％']);
        (1..=3).contains(length) && !is_figure && rest.contains(char::is_alphabetic)
    });
    signs.or(bracketed).or(digits).or_else(|| before_year(text))
}

/// How long the number is that stands right before a year: `32024年`.
fn before_year(text: &str) -> Option<usize> {
    const YEAR: usize = 4;
    let (digits, _) = text.split_once('年')?;
    let length = digits.len().checked_sub(YEAR).filter(|length| (1..=3).contains(length))?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && digits[length..].starts_with(['1', '2'])).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_begin_with_numbers_and_figures_do_not() {
        let marked = [
            "4 2022年样本截至六月。",
            "32024年另有说明。",
            "12 见附表。",
            "①见附表。",
            "[3]见附表。",
            "1.见附表。",
        ];
        assert_eq!(marked.map(|text| note_mark(text).is_some()), [true; 6]);
        let figures = ["2024年上半年", "4 012.9", "31.0 45.0 -4.0", "1.5万人", "30%的企业", "12"];
        assert_eq!(figures.map(|text| note_mark(text).is_some()), [false; 6]);
    }
}

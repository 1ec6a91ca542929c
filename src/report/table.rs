//! Tables for reading in a terminal: columns as wide as they must be and, in a narrow window, fewer of them.

use super::style::{Look, Row, Style};
use super::width::{columns, shortened};

const BETWEEN: usize = 2;

/// A table that is being put together.
#[derive(Debug)]
pub(super) struct Table {
    columns: Vec<Column>,
    rows: Vec<(Look, Vec<String>)>,
}

/// One column.
#[derive(Debug)]
pub(super) struct Column {
    head: String,
    side: Side,
    /// How soon it leaves where the window is too narrow: the greatest first, 0 never.
    rank: u8,
    /// How narrow it may become before any column leaves.
    least: Option<usize>,
}

/// On which side of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Column {
    /// A column that stays in any window.
    pub(super) fn new(head: String, side: Side) -> Column {
        Column { head, side, rank: 0, least: None }
    }

    /// The same, but left out where the window is too narrow, the sooner the greater its rank.
    pub(super) fn spare(self, rank: u8) -> Column {
        Column { rank, ..self }
    }

    /// The same, but shortened to so many columns before others are left out; for the first column.
    pub(super) fn at_least(self, least: usize) -> Column {
        Column { least: Some(least), ..self }
    }
}

impl Table {
    pub(super) fn new(columns: Vec<Column>) -> Table {
        Table { columns, rows: Vec::new() }
    }

    /// Adds a row of as many cells as there are columns.
    pub(super) fn add(&mut self, look: Look, cells: Vec<String>) {
        self.rows.push((look, cells));
    }

    /// Prints it. In a narrow window the first column is shortened as far as it may be, then columns leave; where
    /// nothing else helps, the first is shortened further. Returns which columns are shown.
    pub(super) fn print(&self, style: Style, out: &mut Vec<u8>) -> Vec<usize> {
        let room = style.width + BETWEEN;
        // A column that could be left out, or has no head, and has nothing to say is.
        let is_wanted = |at: &usize| {
            let Column { head, rank, .. } = &self.columns[*at];
            (*rank == 0 && !head.is_empty()) || self.rows.iter().any(|(_, cells)| !cells[*at].is_empty())
        };
        let mut shown: Vec<(usize, usize)> =
            (0..self.columns.len()).filter(is_wanted).map(|at| (at, self.width(at))).collect();
        let total = |shown: &[(usize, usize)]| shown.iter().map(|(_, width)| width + BETWEEN).sum::<usize>();
        let spared = |shown: &[(usize, usize)]| {
            let (at, width) = shown.first().copied().unwrap_or_default();
            self.columns[at].least.map_or(0, |least| width.saturating_sub(least))
        };
        while total(&shown) > room + spared(&shown) {
            let rank = |(at, _): &(usize, usize)| self.columns[*at].rank;
            let Some(greatest) = shown.iter().map(rank).max().filter(|rank| *rank > 0) else { break };
            shown.retain(|column| rank(column) < greatest);
        }
        let over = total(&shown).saturating_sub(room);
        if let Some((_, first)) = shown.first_mut() {
            *first = first.saturating_sub(over).max(BETWEEN);
        }
        let heads: Vec<String> = self.columns.iter().map(|column| column.head.clone()).collect();
        self.row(&shown, Look::FAINT, &heads, style).print(out);
        for (look, cells) in &self.rows {
            self.row(&shown, *look, cells, style).print(out);
        }
        shown.into_iter().map(|(at, _)| at).collect()
    }

    fn width(&self, at: usize) -> usize {
        let cells = self.rows.iter().map(|(_, cells)| columns(&cells[at]));
        cells.max().unwrap_or_default().max(columns(&self.columns[at].head))
    }

    fn row(&self, shown: &[(usize, usize)], look: Look, cells: &[String], style: Style) -> Row {
        let mut row = Row::default();
        let mut end = 0;
        for (at, width) in shown {
            let cell = shortened(&cells[*at], *width);
            let indent = match self.columns[*at].side {
                Side::Left => 0,
                Side::Right => width - columns(&cell).min(*width),
            };
            row.pad_to(end + indent);
            row.say(&cell, look, style);
            end += width + BETWEEN;
        }
        row
    }
}

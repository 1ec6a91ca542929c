//! Tables, by the lines that rule them: their rows, and what stands in each cell.

use super::lines::{Piece, join};
use super::shown::Rule;

/// Lines so near are one.
const NEAR: f32 = 3.0;

/// A ruled table: its lines.
#[derive(Debug)]
pub(super) struct Grid {
    /// The heights of its level lines, from the top.
    levels: Vec<f32>,
    /// Its upright lines: where, and from where to where.
    uprights: Vec<(f32, f32, f32)>,
    left: f32,
    right: f32,
}

/// So many lines of a page are looked at: there are drawings that have no end.
const MOST: usize = 4_000;

/// The tables that the lines of a page rule, and the level lines that rule none.
pub(super) fn grids(rules: &[Rule]) -> (Vec<Grid>, Vec<Rule>) {
    let long = |rule: &&Rule| (rule.from.0 - rule.to.0).abs().max((rule.from.1 - rule.to.1).abs()) > 5.0;
    let rules: Vec<Rule> = rules.iter().filter(long).take(MOST).copied().collect();
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    for rule in rules {
        let (mut touching, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|other| touch(&rule, other)));
        groups = apart;
        let mut group: Vec<Rule> = touching.drain(..).flatten().collect();
        group.push(rule);
        groups.push(group);
    }
    let (mut grids, mut levels) = (Vec::new(), Vec::new());
    for group in groups {
        match grid(&group) {
            Some(grid) => grids.push(grid),
            None => levels.extend(group.into_iter().filter(|rule| (rule.from.1 - rule.to.1).abs() < 1.0)),
        }
    }
    (grids, levels)
}

fn touch(a: &Rule, b: &Rule) -> bool {
    let overlap = |a: (f32, f32), b: (f32, f32)| {
        a.0.min(a.1) <= b.0.max(b.1) + NEAR && b.0.min(b.1) <= a.0.max(a.1) + NEAR
    };
    overlap((a.from.0, a.to.0), (b.from.0, b.to.0)) && overlap((a.from.1, a.to.1), (b.from.1, b.to.1))
}

/// None where the lines make no table: a frame, an underline.
fn grid(group: &[Rule]) -> Option<Grid> {
    let is_upright = |rule: &&Rule| (rule.from.0 - rule.to.0).abs() < 1.0;
    let mut levels: Vec<f32> = group
        .iter()
        .filter(|rule| !is_upright(rule))
        .map(|rule| f32::midpoint(rule.from.1, rule.to.1))
        .collect();
    levels.sort_by(|a, b| b.total_cmp(a));
    levels.dedup_by(|a, b| (*a - *b).abs() < NEAR);
    let mut uprights: Vec<(f32, f32, f32)> = group
        .iter()
        .filter(is_upright)
        .map(|rule| (rule.from.0, rule.from.1.min(rule.to.1), rule.from.1.max(rule.to.1)))
        .collect();
    uprights.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (left, right) = (uprights.first()?.0, uprights.last()?.0);
    let mut columns: Vec<f32> = uprights.iter().map(|upright| upright.0).collect();
    columns.dedup_by(|a, b| (*a - *b).abs() < NEAR);
    let is_table = columns.len() > 2 && levels.len() > 1 || columns.len() == 2 && levels.len() > 2;
    (is_table && right - left > 20.0).then_some(Grid { levels, uprights, left, right })
}

impl Grid {
    pub(super) fn top(&self) -> f32 {
        self.levels.first().copied().unwrap_or_default()
    }

    /// Whether there are cells side by side; else it may frame a page.
    pub(super) fn has_columns(&self) -> bool {
        self.uprights.iter().any(|(x, ..)| *x > self.left + NEAR && *x < self.right - NEAR)
    }

    pub(super) fn holds(&self, piece: &Piece) -> bool {
        let (middle, height) = (f32::midpoint(piece.left, piece.right), piece.y + piece.size * 0.3);
        let bottom = self.levels.last().copied().unwrap_or_default();
        (self.left - NEAR..self.right + NEAR).contains(&middle) && (bottom..self.top()).contains(&height)
    }

    /// Whether one of its upright lines runs between two places of this height.
    pub(super) fn divides(&self, from: f32, to: f32, height: f32) -> bool {
        let divides =
            |(x, low, high): &(f32, f32, f32)| from < *x && *x < to && (*low..*high).contains(&height);
        self.uprights.iter().any(divides)
    }

    /// The rows of the table with these pieces in it, the cells of each apart by tabs; those without any text are left
    /// out.
    pub(super) fn rows(&self, pieces: &[Piece]) -> Vec<String> {
        let mut rows = Vec::new();
        for pair in self.levels.windows(2) {
            let inside = |piece: &&Piece| (pair[1]..pair[0]).contains(&(piece.y + piece.size * 0.3));
            let row: Vec<&Piece> = pieces.iter().filter(inside).collect();
            if row.is_empty() {
                continue;
            }
            let middle = f32::midpoint(pair[0], pair[1]);
            let covers = |(_, low, high): &&(f32, f32, f32)| (low - NEAR..high + NEAR).contains(&middle);
            let mut bounds: Vec<f32> = self.uprights.iter().filter(covers).map(|upright| upright.0).collect();
            bounds.dedup_by(|a, b| (*a - *b).abs() < NEAR);
            let mut cells = vec![String::new(); bounds.len().saturating_sub(1).max(1)];
            for piece in row {
                let middle = f32::midpoint(piece.left, piece.right);
                let column = bounds.iter().filter(|bound| **bound < middle).count().saturating_sub(1);
                let column = column.min(cells.len() - 1);
                join(&mut cells[column], &piece.text);
            }
            rows.push(cells.join("\t"));
        }
        rows
    }
}

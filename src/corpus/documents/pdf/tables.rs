//! Tables, by the lines that rule them: their rows, and what stands in each cell.

use super::frames::Frame;
use super::lines::{Piece, join};
use super::shown::Rule;

/// Lines so near are one.
pub(super) const NEAR: f32 = 3.0;

/// A ruled table: its lines.
#[derive(Debug)]
pub(super) struct Grid {
    /// The heights of its level lines, from the top.
    levels: Vec<f32>,
    /// Its level lines: how high, and from where to where.
    spans: Vec<(f32, f32, f32)>,
    /// Its upright lines: where, and from where to where.
    uprights: Vec<(f32, f32, f32)>,
    left: f32,
    right: f32,
    /// Whether it goes on beyond its first line, or beyond its last, where the page ends.
    is_open: (bool, bool),
    /// Whether its columns are drawn.
    is_drawn: bool,
}

/// A table, or what of it stands on a page.
#[derive(Debug)]
pub(super) struct Table {
    /// The cells of each row that holds something.
    pub(super) rows: Vec<Vec<String>>,
    /// Where its upright lines stand.
    columns: Vec<f32>,
    is_open: (bool, bool),
    /// Which rows stand right below one that holds nothing.
    below_empty: Vec<usize>,
    /// The page that its last row stands on.
    page: usize,
}

/// So many lines of a page are looked at: there are drawings that have no end.
const MOST: usize = 4_000;

/// What the lines of a page draw.
#[derive(Debug, Default)]
pub(super) struct Ruled {
    pub(super) grids: Vec<Grid>,
    pub(super) frames: Vec<Frame>,
    /// The level lines that rule no table.
    pub(super) levels: Vec<Rule>,
}

/// What the lines of a page draw.
pub(super) fn ruled(rules: &[Rule]) -> Ruled {
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
    let mut drawn = Ruled::default();
    for group in groups {
        if let Some(grid) = grid(&group) {
            drawn.grids.push(grid);
            continue;
        }
        drawn.frames.extend(frame(&group));
        drawn.levels.extend(group.into_iter().filter(|rule| (rule.from.1 - rule.to.1).abs() < 1.0));
    }
    drawn
}

fn touch(a: &Rule, b: &Rule) -> bool {
    let overlap = |a: (f32, f32), b: (f32, f32)| {
        a.0.min(a.1) <= b.0.max(b.1) + NEAR && b.0.min(b.1) <= a.0.max(a.1) + NEAR
    };
    overlap((a.from.0, a.to.0), (b.from.0, b.to.0)) && overlap((a.from.1, a.to.1), (b.from.1, b.to.1))
}

fn is_upright(rule: &Rule) -> bool {
    (rule.from.0 - rule.to.0).abs() < 1.0
}

/// None where the lines make no table: a frame, an underline.
fn grid(group: &[Rule]) -> Option<Grid> {
    let spans: Vec<(f32, f32, f32)> = group
        .iter()
        .filter(|rule| !is_upright(rule))
        .map(|rule| {
            let height = f32::midpoint(rule.from.1, rule.to.1);
            (height, rule.from.0.min(rule.to.0), rule.from.0.max(rule.to.0))
        })
        .collect();
    let mut levels: Vec<f32> = spans.iter().map(|span| span.0).collect();
    levels.sort_by(|a, b| b.total_cmp(a));
    levels.dedup_by(|a, b| (*a - *b).abs() < NEAR);
    let mut uprights: Vec<(f32, f32, f32)> = group
        .iter()
        .filter(|rule| is_upright(rule))
        .map(|rule| (rule.from.0, rule.from.1.min(rule.to.1), rule.from.1.max(rule.to.1)))
        .collect();
    uprights.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (left, right) = (uprights.first()?.0, uprights.last()?.0);
    let columns = columns(&uprights);
    let mut is_open = (false, false);
    if columns.len() > 2
        && let [first, .., last] | [first @ last] = levels[..]
    {
        let top = uprights.iter().map(|upright| upright.2).fold(first, f32::max);
        let bottom = uprights.iter().map(|upright| upright.1).fold(last, f32::min);
        let reach = |at: f32, of: fn(&(f32, f32, f32)) -> f32| {
            uprights.iter().filter(|upright| (of(upright) - at).abs() < NEAR).count() > 2
        };
        // A row that the end of the page cuts is not ruled there.
        is_open = (
            top > first + OPEN && reach(top, |one| one.2),
            bottom < last - OPEN && reach(bottom, |one| one.1),
        );
        if is_open.0 {
            levels.insert(0, top);
        }
        if is_open.1 {
            levels.push(bottom);
        }
    }
    let is_table = columns.len() > 2 && levels.len() > 1 || columns.len() == 2 && levels.len() > 2;
    (is_table && right - left > 20.0).then_some(Grid {
        levels,
        spans,
        uprights,
        left,
        right,
        is_open,
        is_drawn: true,
    })
}

/// Where the upright lines of a table stand, each place once.
fn columns(uprights: &[(f32, f32, f32)]) -> Vec<f32> {
    let mut columns: Vec<f32> = uprights.iter().map(|upright| upright.0).collect();
    columns.dedup_by(|a, b| (*a - *b).abs() < NEAR);
    columns
}

/// Upright lines that reach so far beyond the last level one rule a row that goes on, in points.
const OPEN: f32 = 6.0;

/// What is lower or narrower is a mark on a line, not a frame round some, in points.
const FRAME: (f32, f32) = (60.0, 24.0);

/// None where the lines make no frame.
fn frame(group: &[Rule]) -> Option<Frame> {
    let uprights = || group.iter().filter(|rule| is_upright(rule));
    let levels = || group.iter().filter(|rule| !is_upright(rule));
    let left = uprights().map(|rule| rule.from.0).reduce(f32::min)?;
    let right = uprights().map(|rule| rule.from.0).reduce(f32::max)?;
    let bottom = levels().map(|rule| rule.from.1).reduce(f32::min)?;
    let top = levels().map(|rule| rule.from.1).reduce(f32::max)?;
    (right - left > FRAME.0 && top - bottom > FRAME.1).then_some(Frame { left, right, bottom, top })
}

impl Grid {
    /// A table of which level lines alone are drawn: the heights between its rows, from where to where it reaches, where
    /// its columns are divided, and where those of its head are, which ends at a height.
    pub(super) fn ruled_off(
        levels: Vec<f32>,
        (left, right): (f32, f32),
        columns: &[(f32, f32)],
        (of_head, head): (Vec<(f32, f32)>, f32),
    ) -> Grid {
        let (top, bottom) = (levels.first().copied(), levels.last().copied());
        let (top, bottom) = (top.unwrap_or_default(), bottom.unwrap_or_default());
        let spans = levels.iter().map(|level| (*level, left, right)).collect();
        let mut uprights = vec![(left, bottom, top), (right, bottom, top)];
        for column in columns {
            let high = if of_head.contains(column) { top } else { head - 2.0 * NEAR };
            uprights.push((f32::midpoint(column.0, column.1), bottom, high));
        }
        uprights.sort_by(|a, b| a.0.total_cmp(&b.0));
        Grid { levels, spans, uprights, left, right, is_open: (false, false), is_drawn: false }
    }

    /// Whether a place is inside.
    pub(super) fn has_at(&self, x: f32, y: f32) -> bool {
        (self.left..self.right).contains(&x) && (self.bottom()..self.top()).contains(&y)
    }

    pub(super) fn top(&self) -> f32 {
        self.levels.first().copied().unwrap_or_default()
    }

    pub(super) fn bottom(&self) -> f32 {
        self.levels.last().copied().unwrap_or_default()
    }

    /// From where to where it reaches.
    pub(super) fn width(&self) -> (f32, f32) {
        (self.left, self.right)
    }

    /// Whether another table has the same columns.
    pub(super) fn has_columns_of(&self, other: &Grid) -> bool {
        let (own, others) = (columns(&self.uprights), columns(&other.uprights));
        own.len() == others.len() && own.iter().zip(&others).all(|(a, b)| (a - b).abs() < NEAR)
    }

    /// Whether one of its inner upright lines, made longer, would run between two places.
    pub(super) fn crosses(&self, from: f32, to: f32) -> bool {
        let is_inner = |x: &f32| *x > self.left + NEAR && *x < self.right - NEAR;
        self.uprights.iter().map(|upright| upright.0).filter(is_inner).any(|x| from < x && x < to)
    }

    /// Takes in a table with the same columns, some way below, and what is between.
    pub(super) fn take_in(&mut self, below: Grid) {
        let (high, low) = (self.bottom(), below.top());
        self.uprights.extend(columns(&below.uprights).into_iter().map(|x| (x, low, high)));
        self.uprights.extend(below.uprights);
        self.uprights.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.levels.extend(below.levels);
        self.spans.extend(below.spans);
        self.is_open.1 = below.is_open.1;
    }

    pub(super) fn overlaps(&self, frame: &Frame) -> bool {
        self.left < frame.right
            && frame.left < self.right
            && self.bottom() < frame.top
            && frame.bottom < self.top()
    }

    /// Whether there are cells side by side; else it may frame a page.
    pub(super) fn has_columns(&self) -> bool {
        self.uprights.iter().any(|(x, ..)| *x > self.left + NEAR && *x < self.right - NEAR)
    }

    pub(super) fn holds(&self, piece: &Piece) -> bool {
        let (middle, height) = (f32::midpoint(piece.left, piece.right), piece.y + piece.size * 0.3);
        (self.left - NEAR..self.right + NEAR).contains(&middle)
            && (self.bottom()..self.top()).contains(&height)
    }

    /// Whether one of its upright lines runs between two places of this height.
    pub(super) fn divides(&self, from: f32, to: f32, height: f32) -> bool {
        let divides =
            |(x, low, high): &(f32, f32, f32)| from < *x && *x < to && (*low..*high).contains(&height);
        self.uprights.iter().any(divides)
    }

    /// The table with these pieces in it. What stands in a cell over several rows belongs to the first of them.
    pub(super) fn table(&self, page: usize, pieces: &[Piece]) -> Table {
        let count = self.levels.len().saturating_sub(1);
        let bounds: Vec<Vec<f32>> = (0..count).map(|row| self.bounds(row)).collect();
        let mut rows: Vec<Vec<String>> =
            bounds.iter().map(|bounds| vec![String::new(); bounds.len().saturating_sub(1).max(1)]).collect();
        for piece in pieces {
            let height = piece.y + piece.size * 0.3;
            let middle = f32::midpoint(piece.left, piece.right);
            let pairs = self.levels.windows(2);
            let Some(mut row) = pairs.into_iter().position(|pair| (pair[1]..pair[0]).contains(&height))
            else {
                continue;
            };
            while row > 0 && !self.is_ruled(self.levels[row], middle) {
                row -= 1;
            }
            let column = bounds[row].iter().filter(|bound| **bound < middle).count().saturating_sub(1);
            let column = column.min(rows[row].len() - 1);
            join(&mut rows[row][column], &piece.text);
        }
        let is_empty = |row: &Vec<String>| row.iter().all(String::is_empty);
        // What goes on beyond the page without a word on this side is not of the next row that has some.
        let goes_on = |row: Option<&Vec<String>>| row.is_some_and(|row| !is_empty(row));
        let is_open = (self.is_open.0 && goes_on(rows.first()), self.is_open.1 && goes_on(rows.last()));
        let full: Vec<usize> = (0..rows.len()).filter(|at| !is_empty(&rows[*at])).collect();
        let is_below = |at: &usize| at.checked_sub(1).is_some_and(|above| is_empty(&rows[above]));
        let below_empty = (0..).zip(&full).filter(|(_, at)| is_below(at)).map(|(row, _)| row).collect();
        rows.retain(|row| !is_empty(row));
        let mut columns = columns(&self.uprights);
        if !self.is_drawn {
            // What stands on a page tells where they are divided there, and how many there are on all.
            columns.fill(self.left);
            columns.push(self.right);
        }
        Table { rows, columns, is_open, below_empty, page }
    }

    /// Where the cells of a row are divided.
    fn bounds(&self, row: usize) -> Vec<f32> {
        let middle = f32::midpoint(self.levels[row], self.levels[row + 1]);
        let covers = |(_, low, high): &&(f32, f32, f32)| (low - NEAR..high + NEAR).contains(&middle);
        let mut bounds: Vec<f32> = self.uprights.iter().filter(covers).map(|upright| upright.0).collect();
        bounds.dedup_by(|a, b| (*a - *b).abs() < NEAR);
        bounds
    }

    /// Whether a level line is drawn at this height over or below this place.
    fn is_ruled(&self, height: f32, at: f32) -> bool {
        self.spans.iter().any(|(level, from, to)| (level - height).abs() < NEAR && (*from..*to).contains(&at))
    }
}

/// Whether a line says that the table below it goes on from the page before.
pub(super) fn is_continued(text: &str) -> bool {
    let bare = text.trim().trim_matches(['（', '）', '(', ')']);
    let is_number =
        |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | ' ' | '－'));
    let named = |rest: &str| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | ' '));
        rest.trim_matches(['（', '）', '(', ')', ' ']) == "续"
    };
    bare.strip_prefix("续表").or_else(|| bare.strip_prefix("續表")).is_some_and(is_number)
        || bare == "接上表"
        || bare == "接上页"
        || bare.strip_prefix('表').is_some_and(named)
}

/// The head of a table is no more rows than these.
const HEAD: usize = 3;

impl Table {
    /// Takes in the part of the table that stands on the next page; gives it back where it is another table.
    pub(super) fn go_on(&mut self, next: Table) -> Option<Table> {
        let is_same = next.page == self.page + 1
            && self.columns.len() == next.columns.len()
            && self.columns.iter().zip(&next.columns).all(|(a, b)| (a - b).abs() < NEAR);
        if !is_same {
            return Some(next);
        }
        let is_head = |(a, b): &(&Vec<String>, &Vec<String>)| a == b;
        let head = self.rows.iter().zip(&next.rows).take(HEAD).take_while(is_head).count();
        // The rest of a row of a given height may be a strip of the next page in which nothing stands.
        let is_done = next.below_empty.contains(&head);
        let mut rows = next.rows.into_iter().skip(head).peekable();
        if let (Some(last), Some(first)) = (self.rows.last(), rows.peek())
            && self.rows.len() > head
            && last.len() == first.len()
            && !is_done
            && (self.is_open.1 || next.is_open.0 || self.is_cut(last, first))
        {
            let rest = rows.next().unwrap_or_default();
            let cells = self.rows.last_mut().into_iter().flatten();
            cells.zip(rest).for_each(|(cell, rest)| join(cell, &rest));
        }
        self.rows.extend(rows);
        (self.page, self.is_open.1) = (next.page, next.is_open.1);
        None
    }

    /// Whether a row over the end of a page looks as if it were one, though each page rules all of its part: it lacks what
    /// all rows have, and goes on with what was not at its end, or has but a number to begin with.
    fn is_cut(&self, last: &[String], first: &[String]) -> bool {
        let has_all = |at: usize| self.rows.iter().all(|row| row.get(at).is_none_or(|cell| !cell.is_empty()));
        let lacks = (0..first.len()).any(|at| first[at].is_empty() && has_all(at));
        let is_number = |text: &String| text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_counted = first[0].is_empty() && has_all(0) && last.first().is_some_and(is_number);
        let mut pairs = last.iter().zip(first).filter(|(_, rest)| !rest.is_empty());
        let is_whole = |text: &str| text.ends_with(['。', '；', '！', '？']);
        lacks
            && pairs.clone().all(|(cell, _)| !cell.is_empty())
            && (is_counted || pairs.any(|(cell, _)| !is_whole(cell)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_goes_on_without_a_word_is_not_joined_with_the_next() {
        let table = |cells: [&str; 2], page, is_open, below_empty| Table {
            rows: vec![cells.map(str::to_owned).to_vec()],
            columns: vec![0.0, 50.0, 100.0],
            is_open,
            below_empty,
            page,
        };
        let joined = |below_empty| {
            let mut whole = table(["甲", "1"], 0, (false, true), Vec::new());
            let other = whole.go_on(table(["乙", "2"], 1, (true, false), below_empty));
            assert!(other.is_none());
            whole.rows.into_iter().map(|cells| cells.concat()).collect::<Vec<_>>()
        };
        assert_eq!(joined(vec![0]), ["甲1", "乙2"]);
        assert_eq!(joined(Vec::new()), ["甲乙12"]);
    }
}

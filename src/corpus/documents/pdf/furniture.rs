//! What pages have around their text: running heads, page numbers, what a browser prints at the edges.

use std::collections::HashMap;

use super::lines::Piece;
use super::page::note_mark;
use super::shown::Shown;
use super::tables;

/// The part of a page, at its top and its bottom, in which running heads and page numbers stand.
const ZONE: f32 = 0.13;

/// Nobody sets text so near to the edge of a page, in points.
const EDGE: f32 = 28.0;

/// So many lines may run along at the top, and as many at the bottom.
const RUNNING: usize = 3;

/// Which pieces of each page are furniture.
pub(super) fn furniture(pages: &[(Shown, Vec<Piece>)]) -> Vec<Vec<bool>> {
    let mut seen: HashMap<(String, i32), usize> = HashMap::new();
    for (page, pieces) in pages {
        let mut keys: Vec<_> = zone(page, pieces).iter().map(|at| key(&pieces[*at])).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    // Left and right pages may differ, and the first often has none.
    let often = (pages.len() * 2 / 5).max(2);
    let (head, foot) = (differing(pages, End::Top), differing(pages, End::Bottom));
    pages
        .iter()
        .map(|(page, pieces)| {
            let zone = zone(page, pieces);
            let has_text = pieces.iter().any(|piece| !piece.is_artifact);
            let size = usual_size(pieces);
            let runs_along = |piece: &Piece| {
                [head, foot].into_iter().flatten().any(|height| (piece.y - height).abs() < SAME)
            };
            let is_around = |piece: &Piece| is_at_edge(page, piece) || runs_along(piece);
            let mut is_furniture: Vec<bool> = pieces.iter().map(is_around).collect();
            if let Some(first) = is_furniture.iter().position(|is_furniture| !is_furniture) {
                is_furniture[first] |= tables::is_continued(&pieces[first].text);
            }
            for at in zone {
                let piece = &pieces[at];
                let (text, height) = key(piece);
                let near = [height - 1, height, height + 1];
                let times: usize = near.iter().filter_map(|height| seen.get(&(text.clone(), *height))).sum();
                is_furniture[at] |= (times >= often && !is_of_text(piece, size))
                    || is_number_of(page, pieces, at, times)
                    || (piece.is_artifact && has_text);
            }
            is_furniture
        })
        .collect()
}

/// Lines at the same height differ by no more, in points.
const SAME: f32 = 2.0;

/// Within this from the end of a page there is no text as a rule, in points.
const MARGIN: f32 = 72.0;

/// The ends of a page.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Top,
    Bottom,
}

/// How high the lines stand that run along and differ from page to page: the first of every page but the first, the last
/// of every page, and of two at least, smaller than the text or ruled off, and apart from it. A page alone may have one
/// in its margin above.
fn differing(pages: &[(Shown, Vec<Piece>)], end: End) -> Option<f32> {
    let found: Vec<Option<f32>> = pages.iter().map(|(page, pieces)| outermost(page, pieces, end)).collect();
    let last = found.last().copied().flatten()?;
    if let [(page, _)] = pages {
        return (end == End::Top && last > page.height - MARGIN).then_some(last);
    }
    let is_same = |height: &Option<f32>| height.is_some_and(|height| (height - last).abs() < SAME);
    let is_on_all = found.iter().skip(usize::from(end == End::Top)).all(is_same);
    (is_on_all && found.iter().filter(|height| is_same(height)).count() > 1).then_some(last)
}

/// How high the first or the last line of a page stands, where it looks like one that runs along.
fn outermost(page: &Shown, pieces: &[Piece], end: End) -> Option<f32> {
    let is_top = end == End::Top;
    let first = if is_top { pieces.first() } else { pieces.last() }?;
    let is_in_zone = if is_top { first.y > page.height * (1.0 - ZONE) } else { first.y < page.height * ZONE };
    let of_line = || pieces.iter().filter(|piece| (first.y - piece.y).abs() < SAME);
    let distance = |piece: &Piece| (first.y - piece.y).abs();
    let next = pieces.iter().map(distance).filter(|distance| *distance >= SAME).reduce(f32::min)?;
    let (left, right) = (first.left, pieces.iter().map(|piece| piece.right).fold(f32::MIN, f32::max));
    let is_ruled = page.ruled.levels.iter().any(|rule| {
        let width = (rule.from.0 - rule.to.0).abs();
        let fall = if is_top { first.y - rule.from.1 } else { rule.from.1 - first.y };
        (0.0..first.size * 1.5).contains(&fall) && width * 2.0 > right - left
    });
    let is_set_off = first.size < usual_size(pieces) * 0.93 || is_ruled;
    let is_apart = next > first.size * 1.8;
    let is_short = of_line().map(|piece| piece.text.chars().count()).sum::<usize>() < 40;
    let is_text = first.text.starts_with('附')
        || first.text.ends_with(['。', '；', '：'])
        || !is_top && note_mark(&first.text).is_some();
    (is_in_zone && is_apart && is_short && is_set_off && !is_text).then_some(first.y)
}

/// The size of most of the text of a page.
fn usual_size(pieces: &[Piece]) -> f32 {
    let mut sizes: Vec<(f32, usize)> =
        pieces.iter().map(|piece| (piece.size, piece.text.chars().count())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, count)| count).sum::<usize>() / 2;
    let mut before = 0;
    let middle = sizes.iter().find(|(_, count)| {
        before += count;
        before > half
    });
    middle.map_or(0.0, |(size, _)| *size)
}

/// Whether a line that stands on many pages but for its numbers is text all the same: as large as the rest, with the
/// marks of sentences, which running heads lack.
fn is_of_text(piece: &Piece, usual_size: f32) -> bool {
    let has_marks = piece.text.contains(['，', '。', '；']) || piece.text.ends_with('：');
    has_marks && piece.size > usual_size * 0.92
}

/// What runs along is the same but for its numbers, and at the same height.
fn key(piece: &Piece) -> (String, i32) {
    let mut text = String::new();
    for c in piece.text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if !(c == '#' && text.ends_with('#')) {
            text.push(c);
        }
    }
    #[allow(clippy::cast_possible_truncation)] // a page has no more points
    let height = (piece.y / 4.0).round() as i32;
    (text, height)
}

fn is_at_edge(page: &Shown, piece: &Piece) -> bool {
    page.height > 10.0 * EDGE
        && (piece.y < EDGE - piece.size * 0.3 || piece.y + piece.size > page.height - EDGE + piece.size * 0.5)
}

/// The first and the last lines of a page, where they stand in its zones and in no table, whose rows may begin and end pages.
fn zone(page: &Shown, pieces: &[Piece]) -> Vec<usize> {
    let mut heights: Vec<f32> = pieces.iter().map(|piece| piece.y).collect();
    heights.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    let top = heights.iter().take(RUNNING).copied().last().unwrap_or(f32::MAX);
    let bottom = heights.iter().rev().take(RUNNING).copied().last().unwrap_or(f32::MIN);
    let (low, high) = (page.height * ZONE, page.height * (1.0 - ZONE));
    let is_running = |piece: &Piece| {
        (piece.y >= top - 1.0 && piece.y > high) || (piece.y <= bottom + 1.0 && piece.y < low)
    };
    let is_cell = |piece: &Piece| page.ruled.grids.iter().any(|grid| grid.has_columns() && grid.holds(piece));
    (0..pieces.len()).filter(|at| is_running(&pieces[*at]) && !is_cell(&pieces[*at])).collect()
}

/// Whether a piece numbers its page: marked as such, or a figure that stands alone on its line, the last or the first of the
/// page, or where other pages have one too. `times`: how many pages have one there.
fn is_number_of(page: &Shown, pieces: &[Piece], at: usize, times: usize) -> bool {
    let piece = &pieces[at];
    if !is_page_number(&piece.text) {
        return false;
    }
    let plain: String = piece.text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_marked = plain.contains(|c: char| "第页頁共ofPp/".contains(c)) || plain.ends_with(DASHES);
    if is_marked {
        return true;
    }
    // A decimal, an amount or what is below zero is none.
    let is_figure = plain.chars().all(|c| !".．,，".contains(c)) && !plain.starts_with(DASHES);
    let beside: Vec<&Piece> = pieces
        .iter()
        .filter(|other| (other.y - piece.y).abs() < 3.0 && !std::ptr::eq(*other, piece))
        .collect();
    let is_in_row = beside.len() > 1 || beside.iter().any(|other| is_page_number(&other.text));
    let is_low = piece.y < page.height / 2.0;
    let is_last = pieces.iter().all(|other| {
        let is_outside = if is_low { other.y < piece.y - 3.0 } else { other.y > piece.y + 3.0 };
        !is_outside || is_page_number(&other.text)
    });
    is_figure && !is_in_row && (times > 1 || beside.is_empty() && is_last)
}

/// What stands on both sides of a page number: `- 3 -`.
const DASHES: [char; 7] = ['-', '－', '—', '–', '―', '·', '•'];

/// Whether a line is a page number in one of the forms that are used: `- 3 -`, `第 3 页`, `3/12`, `iv`.
pub(super) fn is_page_number(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let has_number = plain.contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let is_marked = plain
        .chars()
        .all(|c| c.is_ascii_digit() || "-－—–―·•.．/第页頁共一二三四五六七八九十百ofPpage,，".contains(c));
    let is_roman = !plain.is_empty() && plain.chars().all(|c| "ivxIVX".contains(c));
    plain.chars().count() <= 14
        && (has_number && is_marked || is_roman)
        && !plain.ends_with(['.', '．', '，'])
}

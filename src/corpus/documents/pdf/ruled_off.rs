//! Tables that level lines alone rule: one above the head, one below it, one at the end. Their columns are where nothing
//! stands over the whole height, their rows where cells begin; with both they are tables like those all of whose lines
//! are drawn.

use super::cells::{CellLine, cells, inner_levels};
use super::furniture::is_page_number;
use super::lines::{MAYBE_APART, is_narrow};
use super::shown::{Glyph, Rule};
use super::tables::{Grid, NEAR, Ruled};

/// More level lines than these are a drawing.
const MOST: usize = 200;

/// Lines of text this near to the end of a page, of its height, may run along below a table that the page cuts.
const FOOT: f32 = 0.13;

/// Adds the tables that level lines alone rule.
pub(super) fn add_ruled_off(ruled: &mut Ruled, glyphs: &[Glyph], height: f32) {
    if ruled.levels.len() > MOST * 8 {
        return;
    }
    let rulers = rulers(&ruled.levels);
    if rulers.len() > MOST {
        return;
    }
    let mut used = vec![false; rulers.len()];
    for first in 0..rulers.len() {
        if used[first] {
            continue;
        }
        let alike: Vec<usize> =
            (first..rulers.len()).filter(|at| !used[*at] && rulers[*at].is_like(&rulers[first])).collect();
        let heights: Vec<f32> = alike.iter().map(|at| rulers[*at].y).collect();
        let lines = text_lines(glyphs, &rulers[first], &ruled.grids);
        if let Some((count, grid)) = table(&rulers[first], &heights, &lines, height) {
            alike.iter().take(count).for_each(|at| used[*at] = true);
            ruled.grids.push(grid);
        }
    }
}

/// A level line, made up of all its parts.
struct Ruler {
    y: f32,
    left: f32,
    right: f32,
}

impl Ruler {
    fn is_like(&self, other: &Ruler) -> bool {
        (self.left - other.left).abs() < NEAR && (self.right - other.right).abs() < NEAR
    }
}

/// No table is narrower, in points.
const NARROWEST: f32 = 100.0;

/// The level lines of a page, from its top.
fn rulers(levels: &[Rule]) -> Vec<Ruler> {
    let mut parts: Vec<Ruler> = levels
        .iter()
        .map(|rule| Ruler {
            y: f32::midpoint(rule.from.1, rule.to.1),
            left: rule.from.0.min(rule.to.0),
            right: rule.from.0.max(rule.to.0),
        })
        .collect();
    parts.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rulers = Vec::new();
    for of_height in parts.chunk_by_mut(|a, b| a.y - b.y < NEAR) {
        of_height.sort_by(|a, b| a.left.total_cmp(&b.left));
        let mut whole: Option<Ruler> = None;
        for part in of_height {
            match &mut whole {
                Some(whole) if part.left < whole.right + NEAR => whole.right = whole.right.max(part.right),
                whole => {
                    rulers.extend(whole.replace(Ruler { y: part.y, left: part.left, right: part.right }));
                }
            }
        }
        rulers.extend(whole);
    }
    rulers.retain(|ruler| ruler.right - ruler.left > NARROWEST);
    rulers
}

/// Characters on one base line.
pub(super) struct TextLine<'g> {
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) glyphs: Vec<&'g Glyph>,
}

/// What stands below a level line and no further to the left or to the right, from the top.
fn text_lines<'g>(glyphs: &'g [Glyph], ruler: &Ruler, grids: &[Grid]) -> Vec<TextLine<'g>> {
    let is_below = |glyph: &&Glyph| {
        let middle = glyph.x + glyph.width / 2.0;
        (ruler.left - NEAR..ruler.right + NEAR).contains(&middle)
            && middle_height(glyph) < ruler.y
            && glyph.character.is_none_or(|c| !c.is_whitespace())
            && !grids.iter().any(|grid| grid.has_columns() && grid.has_at(middle, middle_height(glyph)))
    };
    let mut below: Vec<&Glyph> = glyphs.iter().filter(is_below).collect();
    below.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<TextLine<'g>> = Vec::new();
    for glyph in below {
        match lines.last_mut() {
            Some(line) if line.y - glyph.y < line.size.max(glyph.size) * 0.3 => {
                line.size = line.size.max(glyph.size);
                line.glyphs.push(glyph);
            }
            _ => lines.push(TextLine { y: glyph.y, size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    for line in &mut lines {
        line.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    lines
}

fn middle_height(glyph: &Glyph) -> f32 {
    glyph.y + glyph.size * 0.3
}

/// The table that begins at the first of some level lines, and how many of them rule it; none where it is none.
fn table(ruler: &Ruler, heights: &[f32], lines: &[TextLine<'_>], page: f32) -> Option<(usize, Grid)> {
    let bands: Vec<&[TextLine<'_>]> = heights
        .windows(2)
        .map(|pair| within(lines, pair[0], pair[1]))
        .take_while(|band| !band.is_empty())
        .collect();
    let head = bands.first().filter(|head| head.len() <= MOST_OF_HEAD)?;
    let mut all = bands[..1].to_vec();
    while all.len() < bands.len() && keep_columns(head, &[&all[..], &bands[all.len()..=all.len()]].concat()) {
        all.push(bands[all.len()]);
    }
    let count = all.len();
    let mut heights = heights[..=count].to_vec();
    // What the end of the page cuts is not ruled there.
    let cut = cut_off(&all, within(lines, heights[count], f32::MIN), page);
    let is_cut = !cut.is_empty();
    if let Some(last) = cut.last() {
        all.push(cut);
        heights.push(last.y - last.size * 0.5);
    }
    if all.len() < 2 {
        return None;
    }
    let columns = columns(&all)?;
    let body = all[1..].iter().map(|band| band.len()).sum::<usize>();
    if columns.len() < 2 && (head.len() > 1 || body < 2) || is_running_text(&columns, ruler, &all) {
        return None;
    }
    // Where every row is ruled, no line between two of them parts rows.
    let are_all_ruled = all.len() > 3 && !is_cut;
    let mut levels = vec![heights[0]];
    for (band, low) in all.iter().zip(&heights[1..]) {
        if !are_all_ruled {
            levels.extend(inner_levels(band, &columns));
        }
        levels.push(*low);
    }
    let head_columns = columns.iter().copied().filter(|at| !is_crossed(head, *at)).collect();
    let grid = Grid::ruled_off(levels, (ruler.left, ruler.right), &columns, (head_columns, heights[1]));
    Some((count + 1, grid))
}

/// The head of a table has no more lines.
const MOST_OF_HEAD: usize = 4;

/// The lines between two heights.
fn within<'l, 'g>(lines: &'l [TextLine<'g>], high: f32, low: f32) -> &'l [TextLine<'g>] {
    let begin = lines.partition_point(|line| line.y + line.size * 0.3 >= high);
    let end = lines.partition_point(|line| line.y + line.size * 0.3 > low);
    &lines[begin..end.max(begin)]
}

/// The lines of a table that goes on to the end of its page: those that keep to its columns, if nothing but what runs along
/// comes behind; none where something else does.
fn cut_off<'l, 'g>(bands: &[&'l [TextLine<'g>]], rest: &'l [TextLine<'g>], page: f32) -> &'l [TextLine<'g>] {
    const FURTHEST: f32 = 3.0;
    let mut count = 0;
    let mut widest = f32::MAX;
    while let Some(line) = rest.get(count) {
        let step = count.checked_sub(1).map(|before| rest[before].y - line.y);
        let text: String = line.glyphs.iter().filter_map(|glyph| glyph.character).collect();
        let is_low = line.y < page * FOOT;
        let is_far = step.is_some_and(|step| step > line.size * FURTHEST || is_low && step > widest * 1.2);
        let with = [bands, &[&rest[..=count]]].concat();
        if is_far || is_low && is_page_number(&text) || !keep_columns(bands[0], &with) {
            break;
        }
        widest = step.map_or(widest, |step| if widest < f32::MAX { widest.max(step) } else { step });
        count += 1;
    }
    let cut = &rest[..count];
    // Below the line that ends a table there may be text.
    let has_rows = || {
        let found = cut.iter().filter(|line| !free(std::iter::once(*line), APART).is_empty()).count();
        let columns = free(bands.iter().copied().flatten(), LEAST).len();
        let all = free(bands.iter().copied().flatten().chain(cut), LEAST).len();
        found * 4 > cut.len() && all == columns
    };
    let is_end = rest[count..].iter().all(|line| line.y < page * FOOT);
    if is_end && (bands.len() == 1 || has_rows()) { cut } else { &[] }
}

/// Whether most columns that a head shows are those of all these lines.
fn keep_columns(head: &[TextLine<'_>], bands: &[&[TextLine<'_>]]) -> bool {
    let of_head = free(head.iter(), APART);
    let of_all = free(bands.iter().copied().flatten(), LEAST);
    let is_kept = |gap: &&(f32, f32)| of_all.iter().any(|other| other.0 < gap.1 && gap.0 < other.1);
    !of_head.is_empty() && of_head.iter().filter(is_kept).count() * 2 >= of_head.len()
}

/// From where to where nothing stands on any of these lines, between what does, so wide at least, in sizes.
fn free<'l, 'g: 'l>(lines: impl Iterator<Item = &'l TextLine<'g>>, least: f32) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = Vec::new();
    let mut size: f32 = 0.0;
    for line in lines {
        size = size.max(line.size);
        spans.extend(line.glyphs.iter().map(|glyph| (glyph.x, glyph.x + glyph.width)));
    }
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut end = f32::MAX;
    let mut free = Vec::new();
    for (from, to) in spans {
        if from - end > size * least {
            free.push((end, from));
        }
        end = if end < f32::MAX { end.max(to) } else { to };
    }
    free
}

/// Cells are so far apart at least, in sizes.
const LEAST: f32 = 0.1;

/// Cells of a head are so far apart, in sizes.
const APART: f32 = 0.8;

/// Where the columns of a table are divided. A cell of the head may stand over several of them.
fn columns(bands: &[&[TextLine<'_>]]) -> Option<Vec<(f32, f32)>> {
    let all = || bands.iter().copied().flatten();
    let mut of_all = free(all(), LEAST);
    of_all.retain(|gap| is_wide_gap(all(), *gap));
    let body = || bands[1..].iter().copied().flatten();
    let of_body = if body().count() > 2 { free(body(), APART) } else { Vec::new() };
    let most = if of_body.len() > of_all.len() { of_body } else { of_all };
    (!most.is_empty()).then_some(most)
}

/// Some programs put so much room between Chinese and other letters or figures, in sizes.
const SPACE: f32 = 0.15;

/// Whether most lines leave more room at a place than there is between figures and words.
fn is_wide_gap<'l, 'g: 'l>(lines: impl Iterator<Item = &'l TextLine<'g>>, (from, to): (f32, f32)) -> bool {
    let middle = f32::midpoint(from, to);
    let is_letter = |glyph: &Glyph| glyph.character.is_some_and(is_narrow);
    let (mut wide, mut all) = (0, 0);
    for line in lines {
        let Some(next) = line.glyphs.iter().position(|glyph| glyph.x > middle).filter(|at| *at > 0) else {
            continue;
        };
        let (before, next) = (line.glyphs[next - 1], line.glyphs[next]);
        let gap = (next.x - before.x - before.width) / line.size;
        if is_letter(before) != is_letter(next) && (SPACE..MAYBE_APART).contains(&gap) {
            return false;
        }
        (wide, all) = (wide + usize::from(gap > MAYBE_APART), all + 1);
    }
    wide * 2 >= all
}

fn is_crossed(lines: &[TextLine<'_>], (from, to): (f32, f32)) -> bool {
    let middle = f32::midpoint(from, to);
    let is_over = |pair: &[&Glyph]| {
        let (end, begin) = (pair[0].x + pair[0].width, pair[1].x);
        pair[0].x < middle && middle < begin + pair[1].width && begin - end < pair[0].size * 0.3
    };
    lines.iter().any(|line| line.glyphs.windows(2).any(is_over))
}

/// Whether what stands in two columns is the text of a page, between the lines that head it and end it.
fn is_running_text(columns: &[(f32, f32)], ruler: &Ruler, bands: &[&[TextLine<'_>]]) -> bool {
    const CELL: f32 = 11.5;
    const FEW: usize = 8;
    let body: Vec<Vec<Vec<CellLine>>> = bands[1..].iter().map(|band| cells(band, columns)).collect();
    columns.len() == 1
        && (0..2).all(|column| {
            let lines: Vec<&CellLine> = body.iter().flat_map(|cells| &cells[column]).collect();
            let width = (ruler.right - ruler.left) * 0.4;
            let is_full = |line: &&&CellLine| line.right - line.left > width.max(CELL * line.size);
            lines.len() >= FEW && lines.iter().filter(is_full).count() * 2 > lines.len()
        })
}

//! The columns of a page: where it is divided, and in which order what stands in them is read.

use super::frames::Frame;
use super::lines::Piece;
use super::page::{Block, Item, What};
use super::paragraphs::ends;
use super::rows::lines;

/// What stands on a part of a page, one column after the other. What spans the columns separates what is above it from
/// what is below.
pub(super) fn arrange(page: usize, blocks: Vec<Block<'_>>) -> Vec<Item> {
    let (gutter, blocks) = divided(blocks, DEEPEST);
    let Some(gutter) = gutter else { return column(page, blocks) };
    let mut items = Vec::new();
    let (mut left, mut right, mut wide) = (Vec::new(), Vec::new(), Vec::new());
    for block in blocks {
        let spans = block.left < gutter && block.right > gutter;
        if spans {
            items.extend(arrange(page, std::mem::take(&mut left)));
            items.extend(arrange(page, std::mem::take(&mut right)));
            wide.push(block);
            continue;
        }
        items.extend(column(page, std::mem::take(&mut wide)));
        if block.right <= gutter { left.push(block) } else { right.push(block) }
    }
    items.extend(column(page, wide));
    items.extend(arrange(page, left));
    items.extend(arrange(page, right));
    items
}

/// What stands in one column.
fn column(page: usize, blocks: Vec<Block<'_>>) -> Vec<Item> {
    let bounds = reach(blocks.iter().filter(|block| block.as_piece().is_some()));
    let mut items = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    // The lines beside a frame are shorter.
    let mut beside: Option<Frame> = None;
    let read = |pieces: &mut Vec<Piece>, beside: Option<Frame>| {
        let bounds = beside.map_or(bounds, |frame| beside_bounds(bounds, frame, pieces));
        lines(page, bounds, std::mem::take(pieces))
    };
    for block in blocks {
        match block.what {
            What::Piece(piece) => {
                if beside.is_some_and(|frame| !frame.shortens(&piece)) {
                    items.extend(read(&mut pieces, beside.take()));
                }
                pieces.push(piece);
            }
            What::Table(grid, held) => {
                items.extend(read(&mut pieces, beside));
                items.push(Item::Table(grid.table(page, &held)));
            }
            What::Framed(frame, held) => {
                items.extend(read(&mut pieces, beside));
                let held = held.into_iter().map(Block::piece).collect();
                items.push(Item::Aside(arrange(page, held)));
                beside = Some(frame);
            }
        }
    }
    items.extend(read(&mut pieces, beside));
    items
}

/// From where to where the lines beside a frame reach in a column.
fn beside_bounds(column: (f32, f32), frame: Frame, pieces: &[Piece]) -> (f32, f32) {
    if f32::midpoint(frame.left, frame.right) > f32::midpoint(column.0, column.1) {
        // Where all lines are short, they could reach further.
        let widest = pieces.iter().map(|piece| piece.right).fold(f32::MIN, f32::max);
        (column.0, if frame.left - widest < BESIDE { widest } else { frame.left - BESIDE / 2.0 })
    } else {
        (pieces.iter().map(|piece| piece.left).fold(f32::MAX, f32::min), column.1)
    }
}

/// Text keeps no more distance from what stands framed beside it, in points.
const BESIDE: f32 = 36.0;

/// From where to where some blocks reach.
pub(super) fn reach<'b, 'p: 'b>(blocks: impl Iterator<Item = &'b Block<'p>>) -> (f32, f32) {
    blocks.fold((f32::MAX, f32::MIN), |(left, right), block| (left.min(block.left), right.max(block.right)))
}

/// Columns that are divided are looked into so deep: newspapers have eight.
const DEEPEST: usize = 3;

/// Where a part of a page is divided, if it is, and its blocks, parted there: where columns stand near each other, their
/// lines seem to be one.
fn divided(blocks: Vec<Block<'_>>, depth: usize) -> (Option<f32>, Vec<Block<'_>>) {
    if let Some(gutter) = gutter(&blocks, depth) {
        let parted = parted(&blocks, gutter);
        return (Some(gutter), parted);
    }
    let Some(seam) = seam(&blocks) else { return (None, blocks) };
    let parted = parted(&blocks, seam);
    match gutter(&parted, depth) {
        Some(gutter) => (Some(gutter), parted),
        None => (None, blocks),
    }
}

/// How far in a column its lines may begin, in sizes: heads and first lines are indented.
const INDENT: f32 = 5.0;

/// The same, each piece with a gap over a place parted there, if what follows begins where the column there does.
fn parted<'p>(blocks: &[Block<'p>], at: f32) -> Vec<Block<'p>> {
    let begins = blocks.iter().filter(|block| block.left > at).map(|block| block.left);
    let gaps = blocks.iter().filter_map(|block| block.as_piece()?.gap_over(at)).map(|gap| gap.to);
    let column = begins.chain(gaps).fold(f32::MAX, f32::min);
    let part = |block: &Block<'p>| match &block.what {
        What::Piece(piece) if piece.gap_over(at).is_some_and(|gap| gap.to < column + INDENT * piece.size) => {
            let (left, right) = piece.clone().parted(at);
            [Some(left), right].map(|piece| piece.map(Block::piece))
        }
        _ => [Some(block.clone()), None],
    };
    blocks.iter().flat_map(part).flatten().collect()
}

/// Fewer lines with a gap at the same place are no columns.
const SEAM: usize = 3;

/// The place over which most lines have a gap.
fn seam(blocks: &[Block<'_>]) -> Option<f32> {
    let pieces: Vec<&Piece> = blocks.iter().filter_map(Block::as_piece).collect();
    let (left, right) = reach(blocks.iter());
    let candidates = pieces.iter().flat_map(|piece| &piece.gaps).map(|gap| f32::midpoint(gap.from, gap.to));
    let mut candidates: Vec<f32> =
        candidates.filter(|at| (0.2..0.8).contains(&((at - left) / (right - left)))).collect();
    candidates.sort_by(f32::total_cmp);
    candidates.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    let counted = candidates.into_iter().map(|at| {
        let count = pieces.iter().filter(|piece| piece.gap_over(at).is_some()).count();
        (count, at)
    });
    counted.filter(|(count, _)| *count >= SEAM).max_by_key(|(count, _)| *count).map(|(_, at)| at)
}

/// The lines of columns are wider than this, most cells of tables narrower, in sizes.
const CELL: f32 = 11.5;

/// Where a page, or a part of one, is divided into columns, each of which may be divided further; none where it is not.
/// Columns have many lines, and most of these are full: in that they differ from tables without lines.
fn gutter(blocks: &[Block<'_>], depth: usize) -> Option<f32> {
    let (left, right) = reach(blocks.iter());
    let width = right - left;
    let candidates = (30..=70).map(|percent| {
        #[allow(clippy::cast_precision_loss)] // small
        let at = left + width * percent as f32 / 100.0;
        let crossing = blocks.iter().filter(|block| block.left < at && block.right > at).count();
        (crossing, (percent - 50_i32).abs(), at)
    });
    let (crossing, _, at) = candidates.min_by_key(|(crossing, off, _)| (*crossing, *off))?;
    let sides: [Vec<Block<'_>>; 2] = [
        blocks.iter().filter(|block| block.right <= at).cloned().collect(),
        blocks.iter().filter(|block| block.left >= at).cloned().collect(),
    ];
    let is_divided = crossing * 3 <= sides[0].len() + sides[1].len();
    let are_columns = sides.iter().all(|side| is_column(side, width, depth));
    (is_divided && are_columns).then_some(at)
}

/// First lines are indented by less, in sizes.
const FIRST: f32 = 2.5;

/// Whether one side of a part of this width is a column, or several.
fn is_column(side: &[Block<'_>], width: f32, depth: usize) -> bool {
    let (left, right) = reach(side.iter());
    let is_full = |block: &Block<'_>| {
        // First lines are indented.
        let is_first = block.as_piece().is_some_and(|piece| piece.left - left < piece.size * FIRST);
        let width = block.right - if is_first { left } else { block.left };
        width > (right - left) * 0.8 && block.as_piece().is_none_or(|piece| width > CELL * piece.size)
    };
    // What a full line goes on with counts too, be it short.
    let is_rest = |at: usize| {
        let before = at.checked_sub(1).map(|before| &side[before]);
        before.is_some_and(|before| {
            is_full(before) && before.as_piece().is_some_and(|piece| !ends(&piece.text))
        })
    };
    let full = (0..side.len()).filter(|at| is_full(&side[*at]) || is_rest(*at)).count();
    // Of few lines, one must go on in the next.
    let goes_on = |pair: &[Block<'_>]| {
        let (Some(above), Some(below)) = (pair[0].as_piece(), pair[1].as_piece()) else { return false };
        let is_near = above.y - below.y < above.size * 2.2;
        is_near && is_full(&pair[0]) && !ends(&above.text)
    };
    let are_few = (2..4).contains(&side.len()) && side.windows(2).any(goes_on);
    let are_many = side.len() >= 4
        && (full * 2 >= side.len() || depth > 0 && divided(side.to_vec(), depth - 1).0.is_some());
    right - left > width * 0.25 && (are_few || are_many)
}

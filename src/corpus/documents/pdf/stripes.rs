//! Tables whose rows are set off by colour, every other one: what has the colour seems to be tables by itself, what has not
//! seems to be text.

use super::shown::Glyph;
use super::tables::{Grid, Ruled};

/// No row without colour is higher, in points.
const HIGHEST: f32 = 150.0;

/// Joins tables with the same columns, one below the other, where what stands between them keeps to the columns too.
pub(super) fn join_stripes(ruled: &mut Ruled, glyphs: &[Glyph]) {
    let mut grids = std::mem::take(&mut ruled.grids);
    grids.sort_by(|a, b| b.top().total_cmp(&a.top()));
    for grid in grids {
        match ruled.grids.iter_mut().find(|above| is_stripe(above, &grid, glyphs)) {
            Some(above) => above.take_in(grid),
            None => ruled.grids.push(grid),
        }
    }
}

/// Whether there is a row between two tables that goes with both.
fn is_stripe(above: &Grid, below: &Grid, glyphs: &[Glyph]) -> bool {
    let (high, low) = (above.bottom(), below.top());
    if !(0.0..HIGHEST).contains(&(high - low)) || !above.has_columns() || !above.has_columns_of(below) {
        return false;
    }
    let (left, right) = above.width();
    let is_between = |glyph: &&Glyph| {
        (low..high).contains(&(glyph.y + glyph.size * 0.3))
            && (left..right).contains(&(glyph.x + glyph.width / 2.0))
            && glyph.character.is_none_or(|c| !c.is_whitespace())
    };
    let between = || glyphs.iter().filter(is_between);
    let keeps = |glyph: &Glyph| !above.crosses(glyph.x - 0.5, glyph.x + glyph.width + 0.5);
    // A line of text that is as narrow as a column is no row.
    let is_in_first = |glyph: &Glyph| !above.crosses(left + 1.0, glyph.x + glyph.width / 2.0);
    between().any(is_in_first) && between().any(|glyph| !is_in_first(glyph)) && between().all(keeps)
}

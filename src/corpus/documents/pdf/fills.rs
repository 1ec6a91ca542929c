//! Surfaces of one colour: those behind cells rule a table as lines do, those behind words on a line rule nothing.

use super::shown::{Glyph, Rule};

/// More surfaces than these of a page are not looked into; they are drawings.
const MOST: usize = 400;

/// Adds the sides of surfaces to the lines of a page, but for those behind words.
pub(super) fn add_sides(rules: &mut Vec<Rule>, fills: Vec<[Rule; 4]>, glyphs: &[Glyph]) {
    let is_looked_into = fills.len() <= MOST;
    let sides = fills.into_iter().filter(|fill| !(is_looked_into && is_behind_words(fill, glyphs)));
    rules.extend(sides.flatten());
}

/// The rectangles that a filled path consists of; none where it has other parts too. What is thin is a line.
pub(super) fn rectangles(path: &[Rule]) -> Option<Vec<[Rule; 4]>> {
    const THIN: f32 = 5.0;
    let rectangle = |sides: &[Rule]| -> Option<[Rule; 4]> {
        let sides: [Rule; 4] = sides.try_into().ok()?;
        let is_joined = (0..4).all(|at| {
            let (to, from) = (sides[at].to, sides[(at + 1) % 4].from);
            (to.0 - from.0).abs() < 0.1 && (to.1 - from.1).abs() < 0.1
        });
        let (left, right, bottom, top) = bounds(&sides);
        (is_joined && right - left > THIN && top - bottom > THIN).then_some(sides)
    };
    path.chunks(4).map(rectangle).collect()
}

fn bounds(sides: &[Rule; 4]) -> (f32, f32, f32, f32) {
    let ends = || sides.iter().flat_map(|rule| [rule.from, rule.to]);
    (
        ends().map(|at| at.0).fold(f32::MAX, f32::min),
        ends().map(|at| at.0).fold(f32::MIN, f32::max),
        ends().map(|at| at.1).fold(f32::MAX, f32::min),
        ends().map(|at| at.1).fold(f32::MIN, f32::max),
    )
}

/// Whether it is as high as one line, and begins or ends just where words on it do; cells leave some room.
fn is_behind_words(fill: &[Rule; 4], glyphs: &[Glyph]) -> bool {
    let (left, right, bottom, top) = bounds(fill);
    let holds = |glyph: &&Glyph| {
        let (middle, height) = (glyph.x + glyph.width / 2.0, glyph.y + glyph.size * 0.3);
        (left..right).contains(&middle) && (bottom..top).contains(&height)
    };
    let inside: Vec<&Glyph> = glyphs.iter().filter(holds).collect();
    let Some(first) = inside.first() else { return false };
    let is_line = inside.iter().all(|glyph| (glyph.y - first.y).abs() < first.size * 0.5);
    let begin = inside.iter().map(|glyph| glyph.x).fold(f32::MAX, f32::min);
    let end = inside.iter().map(|glyph| glyph.x + glyph.width).fold(f32::MIN, f32::max);
    is_line && top - bottom < first.size * 2.2 && ((begin - left).abs() < 0.6 || (right - end).abs() < 0.6)
}

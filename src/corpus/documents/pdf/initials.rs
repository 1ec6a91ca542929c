//! Initials: the large character that a text begins with, as high as several of its lines, beside which these are shorter.

use super::lines::is_narrow;
use super::shown::Glyph;

/// An initial is larger than the text by this at least.
const LARGER: f32 = 1.6;

/// A page has no more large characters than these if some of them are initials.
const MOST: usize = 300;

/// Sets initials as the text is set, before its first line; the lines beside them begin where they do.
pub(super) fn set_initials(glyphs: &mut [Glyph]) {
    let Some(usual) = usual_size(glyphs) else { return };
    let is_large = |glyph: &Glyph| {
        glyph.size > usual * LARGER
            && glyph
                .character
                .is_some_and(|c| is_narrow(c) && c.is_alphabetic() || ('\u{4E00}'..='\u{9FFF}').contains(&c))
    };
    let large: Vec<usize> = (0..glyphs.len()).filter(|at| is_large(&glyphs[*at])).collect();
    if large.len() > MOST {
        return;
    }
    let alone = large
        .iter()
        .copied()
        .filter(|at| !large.iter().any(|other| other != at && is_beside(&glyphs[*other], &glyphs[*at])));
    for at in alone.collect::<Vec<_>>() {
        set(glyphs, at);
    }
}

/// The size in the middle of all.
fn usual_size(glyphs: &[Glyph]) -> Option<f32> {
    let mut sizes: Vec<f32> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied()
}

/// Whether both stand on one line of large characters.
fn is_beside(a: &Glyph, b: &Glyph) -> bool {
    (a.y - b.y).abs() < b.size * 0.3 && (a.x - b.x).abs() < b.size * 2.5
}

fn set(glyphs: &mut [Glyph], at: usize) {
    let initial = glyphs[at].clone();
    let Glyph { x, y, width, size, .. } = initial;
    let is_within = |glyph: &Glyph| glyph.size < size / 1.5 && (-0.2..0.9).contains(&((glyph.y - y) / size));
    let is_left = |glyph: &Glyph| is_within(glyph) && glyph.x < x && glyph.x > x - size * 2.0;
    if glyphs.iter().any(is_left) {
        return;
    }
    // The first character of each line beside it.
    let mut firsts: Vec<usize> = Vec::new();
    let mut inside: Vec<usize> =
        (0..glyphs.len()).filter(|at| is_within(&glyphs[*at]) && glyphs[*at].x > x + width * 0.5).collect();
    inside.sort_by(|a, b| glyphs[*b].y.total_cmp(&glyphs[*a].y));
    for line in inside.chunk_by(|a, b| (glyphs[*a].y - glyphs[*b].y).abs() < 2.0) {
        firsts.extend(line.iter().copied().min_by(|a, b| glyphs[*a].x.total_cmp(&glyphs[*b].x)));
    }
    let [top, .., last] = firsts[..] else { return };
    let (begin, small, step) =
        (glyphs[top].x, glyphs[top].size, (glyphs[top].y - glyphs[last].y) / count(firsts.len() - 1));
    let is_aligned =
        firsts.iter().all(|at| (glyphs[*at].x - begin).abs() < 2.0) && begin - (x + width) < small * 1.5;
    // The text goes on below it.
    let goes_on = glyphs.iter().any(|glyph| {
        let fall = glyphs[last].y - glyph.y;
        (glyph.x - x).abs() < small * 0.6
            && (step * 0.8..step * 1.3).contains(&fall)
            && (glyph.size - small).abs() < 0.5
    });
    // Or it stands on the last of the lines, as word processors set it.
    let is_on_last = (glyphs[last].y - y).abs() < small * 0.4;
    if !is_aligned || !(goes_on || is_on_last) {
        return;
    }
    for first in firsts {
        let glyph = &mut glyphs[first];
        if first != top {
            (glyph.width, glyph.x) = (glyph.width + glyph.x - x, x);
        }
    }
    glyphs[at] = Glyph { y: glyphs[top].y, size: small, width: begin - x, face: glyphs[top].face, ..initial };
}

#[allow(clippy::cast_precision_loss)] // lines of a page
fn count(lines: usize) -> f32 {
    lines as f32
}

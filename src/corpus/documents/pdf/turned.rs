//! Text that does not run from left to right: pages that are turned as a whole are turned back, so that what runs up, down
//! or a little aslant is read like any other; what runs otherwise than the rest of its page is set aside.

use super::shown::{Glyph, Shown};

/// Characters of a page differ in direction no more than this, in degrees.
const NEAR: f32 = 6.0;

/// Below this, in degrees, lines are level.
const LEVEL: f32 = 0.3;

/// So many characters, each below the one before, are a line that runs down.
const RUN: usize = 4;

/// How much of a character stands above its base line, in sizes.
const ASCENT: f32 = 0.88;

/// Turns the page so that most of its text runs from left to right, and sets the rest of it aside.
pub(super) fn straighten(page: &mut Shown) {
    set_downward(&mut page.glyphs);
    let Some(turn) = main_turn(&page.glyphs) else { return };
    let is_along = |turn: f32, glyph: &Glyph| difference(glyph.turn, turn) <= NEAR;
    if turn.abs() < LEVEL && page.glyphs.iter().all(|glyph| is_along(turn, glyph)) {
        return;
    }
    let (main, mut others): (Vec<Glyph>, Vec<Glyph>) =
        std::mem::take(&mut page.glyphs).into_iter().partition(|glyph| is_along(turn, glyph));
    let turning = Turning::new(turn, page.width, page.height);
    page.glyphs = turning.all(main);
    if turn.abs() >= LEVEL {
        for rule in &mut page.rules {
            (rule.from, rule.to) = (turning.place(rule.from), turning.place(rule.to));
        }
        for image in &mut page.images {
            *image = image.moved(|at| turning.place(at));
        }
    }
    while let Some(turn) = main_turn(&others) {
        let (group, rest): (Vec<Glyph>, Vec<Glyph>) =
            others.into_iter().partition(|glyph| is_along(turn, glyph));
        page.asides.push(Turning::new(turn, page.width, page.height).all(group));
        others = rest;
    }
    (page.width, page.height) = (turning.width, turning.height);
}

/// Lines that run down are drawn as upright characters, one below the other. Where most of a page is, it is read so.
fn set_downward(glyphs: &mut [Glyph]) {
    let is_below = |pair: &[Glyph]| {
        let [above, below] = pair else { return false };
        let fall = above.y - below.y;
        above.turn.abs() < NEAR
            && below.turn.abs() < NEAR
            && (above.x - below.x).abs() < above.size * 0.6
            && (above.size * 0.4..above.size * 2.0).contains(&fall)
    };
    let below: Vec<bool> = glyphs.windows(2).map(is_below).collect();
    let runs = || below.chunk_by(|a, b| a == b);
    let in_runs: usize = runs().filter(|run| run[0] && run.len() >= RUN).map(<[bool]>::len).sum();
    if in_runs * 2 < glyphs.len().max(RUN) {
        return;
    }
    let mut at = 0;
    for run in runs() {
        if run[0] && run.len() >= RUN {
            glyphs[at..=at + run.len()].iter_mut().for_each(run_down);
        }
        at += run.len();
    }
    // Single characters stand between numbers that lie on their sides.
    for at in (1..glyphs.len()).chain((1..glyphs.len()).rev()) {
        let [before, after] = &mut glyphs[at - 1..=at] else { continue };
        let is_beside =
            (before.x - after.x).abs() < before.size && (before.y - after.y).abs() < before.size * 2.5;
        match (is_beside, runs_down(before), runs_down(after)) {
            (true, true, false) => run_down(after),
            (true, false, true) => run_down(before),
            _ => {}
        }
    }
}

fn runs_down(glyph: &Glyph) -> bool {
    difference(glyph.turn, -90.0) <= NEAR
}

fn run_down(glyph: &mut Glyph) {
    if !runs_down(glyph) {
        // It begins at its top, not where it stands upright.
        glyph.y += glyph.size * ASCENT;
        (glyph.turn, glyph.width) = (-90.0, glyph.size);
    }
}

/// The direction of most characters, in degrees; none where there are none.
fn main_turn(glyphs: &[Glyph]) -> Option<f32> {
    let mut counts = std::collections::BTreeMap::<i32, usize>::new();
    for glyph in glyphs {
        #[allow(clippy::cast_possible_truncation)] // within a circle
        let degrees = glyph.turn.round() as i32;
        *counts.entry(degrees).or_default() += 1;
    }
    let (most, _) =
        counts.into_iter().max_by_key(|(degrees, count)| (*count, std::cmp::Reverse(degrees.abs())))?;
    #[allow(clippy::cast_precision_loss)] // few
    let near = glyphs.iter().map(|glyph| glyph.turn).filter(|turn| (turn - most as f32).abs() <= 1.0);
    let (sum, count) = near.fold((0.0, 0.0), |(sum, count), turn| (sum + turn, count + 1.0));
    Some(sum / f32::max(count, 1.0))
}

/// How far two directions are apart.
fn difference(a: f32, b: f32) -> f32 {
    let by = (a - b).rem_euclid(360.0);
    by.min(360.0 - by)
}

/// From the places of a page to those of the page turned back.
struct Turning {
    turn: f32,
    cosine: f32,
    sine: f32,
    /// Where the corner of the page comes to lie.
    corner: (f32, f32),
    width: f32,
    height: f32,
}

impl Turning {
    fn new(turn: f32, width: f32, height: f32) -> Turning {
        let (sine, cosine) = turn.to_radians().sin_cos();
        let turning = Turning { turn, cosine, sine, corner: (0.0, 0.0), width, height };
        let corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)].map(|at| turning.place(at));
        let least = |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::MAX, f32::min);
        let most = |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::MIN, f32::max);
        let corner = (least(|at| at.0), least(|at| at.1));
        Turning { corner, width: most(|at| at.0) - corner.0, height: most(|at| at.1) - corner.1, ..turning }
    }

    fn place(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let (along, up) = (x * self.cosine + y * self.sine, y * self.cosine - x * self.sine);
        (along - self.corner.0, up - self.corner.1)
    }

    fn all(&self, mut glyphs: Vec<Glyph>) -> Vec<Glyph> {
        for glyph in &mut glyphs {
            (glyph.x, glyph.y) = self.place((glyph.x, glyph.y));
            glyph.turn -= self.turn;
        }
        glyphs
    }
}

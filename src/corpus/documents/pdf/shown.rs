//! What a page shows: its characters where they stand, and the straight lines that rule its tables.

use super::frames::Frame;
use super::tables::Ruled;

/// A character.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// None where the file does not say which it is.
    pub(super) character: Option<char>,
    /// Where it begins on its base line, from the lower left corner of the page, in points.
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) size: f32,
    /// How far its base line is turned to the left from level, in degrees.
    pub(super) turn: f32,
    /// Which typeface it is of: a number for each of the file.
    pub(super) face: usize,
    /// Whether the file says that it is no part of the text.
    pub(super) is_artifact: bool,
}

impl Glyph {
    /// Where it ends on its base line.
    pub(super) fn end(&self) -> (f32, f32) {
        let (sine, cosine) = self.turn.to_radians().sin_cos();
        (self.x + cosine * self.width, self.y + sine * self.width)
    }
}

/// A straight line, upright or level: its two ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) from: (f32, f32),
    pub(super) to: (f32, f32),
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) width: f32,
    pub(super) height: f32,
    /// In the order in which they are drawn.
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// The sides of surfaces of one colour, until it is known what these are.
    pub(super) fills: Vec<[Rule; 4]>,
    /// What they draw.
    pub(super) ruled: Ruled,
    /// Where images are.
    pub(super) images: Vec<Frame>,
    /// Whether there are images.
    pub(super) has_images: bool,
    /// Characters that run otherwise than the rest, those of each direction turned so that they run from left to right.
    pub(super) asides: Vec<Vec<Glyph>>,
    /// Whether bytes of it are wrong, so that some of it is missing.
    pub(super) is_damaged: bool,
}

/// A transformation as PDF writes it.
pub(super) type Matrix = [f32; 6];

pub(super) fn multiplied(m: &Matrix, n: &Matrix) -> Matrix {
    [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]
}

pub(super) fn place(m: &Matrix, x: f32, y: f32) -> (f32, f32) {
    (x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5])
}

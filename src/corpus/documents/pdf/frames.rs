//! Frames: boxes and pictures that stand beside other text, and what they hold of it.

use super::lines::Piece;
use super::tables::NEAR;

/// What is drawn round something beside other text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
    pub(super) top: f32,
}

impl Frame {
    /// With two opposite corners at these places.
    pub(super) fn between(a: (f32, f32), b: (f32, f32)) -> Frame {
        Frame { left: a.0.min(b.0), right: a.0.max(b.0), bottom: a.1.min(b.1), top: a.1.max(b.1) }
    }

    /// With its corners elsewhere.
    pub(super) fn moved(&self, place: impl Fn((f32, f32)) -> (f32, f32)) -> Frame {
        Frame::between(place((self.left, self.bottom)), place((self.right, self.top)))
    }

    pub(super) fn holds(&self, piece: &Piece) -> bool {
        let height = piece.y + piece.size * 0.3;
        (self.left - NEAR..self.right + NEAR).contains(&f32::midpoint(piece.left, piece.right))
            && (self.bottom..self.top).contains(&height)
    }

    /// Whether a piece stands at its left or at its right.
    pub(super) fn is_beside(&self, piece: &Piece) -> bool {
        let height = piece.y + piece.size * 0.3;
        (self.bottom..self.top).contains(&height)
            && (piece.right < self.left + NEAR || piece.left > self.right - NEAR)
    }

    /// Whether a line is shorter for it. There is room below a frame that is as empty as that beside it.
    pub(super) fn shortens(&self, piece: &Piece) -> bool {
        let is_outside = piece.right < self.left + NEAR || piece.left > self.right - NEAR;
        piece.y + piece.size * 0.3 > self.bottom || is_outside && piece.y + piece.size * 2.0 > self.bottom
    }

    /// Whether one of its sides runs between two places of this height.
    pub(super) fn divides(&self, from: f32, to: f32, height: f32) -> bool {
        let is_between = |x| from < x && x < to;
        (is_between(self.left) || is_between(self.right)) && (self.bottom..self.top).contains(&height)
    }
}

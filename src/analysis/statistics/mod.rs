//! The few figures that evaluation and agreement are made of, and how sure they are. Every one of them is compared
//! with scikit-learn, SciPy or the `krippendorff` package by a test.

mod bootstrap;
mod counts;
mod mcnemar;
mod reliability;
mod wilson;

pub use bootstrap::Bootstrap;
pub(super) use bootstrap::interval_of;
pub use counts::Counts;
pub(super) use counts::mean;
pub use mcnemar::McNemar;
pub use reliability::{Decisions, Pairs};
pub use wilson::wilson;

/// A figure and how sure it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// Between 0 and 1, or from -1 for what corrects for chance; nothing where it is not defined.
    pub value: Option<f64>,
    /// The interval that holds the true value in 95 of 100 cases; nothing where there is too little to say.
    pub interval: Option<(f64, f64)>,
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "counts of paragraphs are far below what a float holds")]
pub(in crate::analysis) fn number(count: usize) -> f64 {
    count as f64
}

/// A share of a whole; nothing of nothing.
pub(in crate::analysis) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| number(part) / number(whole))
}

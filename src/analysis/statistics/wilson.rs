//! Wilson's interval for a share, which holds what it promises for small counts too, and at 0 and 1.

use super::{Estimate, number, share};

/// The quantile of the normal distribution for 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The share of `part` in `whole` with its interval of 95 %; nothing of nothing.
///
/// ```
/// let estimate = cuoshi::analysis::wilson(8, 10);
/// let (low, high) = estimate.interval.unwrap();
/// assert_eq!(estimate.value, Some(0.8));
/// assert_eq!(format!("{low:.3} {high:.3}"), "0.490 0.943");
/// assert_eq!(cuoshi::analysis::wilson(0, 0).value, None);
/// ```
pub fn wilson(part: usize, whole: usize) -> Estimate {
    let Some(value) = share(part, whole) else { return Estimate::default() };
    let n = number(whole);
    let square = Z * Z / n;
    let centre = (value + square / 2.0) / (1.0 + square);
    let half = Z / (1.0 + square) * (value * (1.0 - value) / n + square / (4.0 * n)).sqrt();
    let low = if part == 0 { 0.0 } else { centre - half };
    let high = if part == whole { 1.0 } else { centre + half };
    Estimate { value: Some(value), interval: Some((low, high)) }
}

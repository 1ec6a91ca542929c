//! McNemar's test: whether two sets of rules differ by more than chance on the same paragraphs.

use super::number;

/// Decisions on which one of two was right and the other wrong; those on which both agree say nothing.
///
/// ```
/// use cuoshi::analysis::McNemar;
///
/// let test = McNemar { first: 2, second: 9 };
/// assert_eq!(format!("{:.4} {:.4}", test.exact(), test.mid_p()), "0.0654 0.0386");
/// assert_eq!(McNemar { first: 0, second: 0 }.mid_p(), 1.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct McNemar {
    /// The first alone is right.
    pub first: usize,
    /// The second alone is right.
    pub second: usize,
}

impl McNemar {
    /// The exact p-value, two-sided: how often a fair coin would give so uneven a result or one more so.
    pub fn exact(self) -> f64 {
        let (tail, _) = self.tail();
        (2.0 * tail).min(1.0)
    }

    /// The mid-p-value: as the exact one, but the result at hand counts half. It errs less on the safe side, and
    /// hardly ever on the other.
    pub fn mid_p(self) -> f64 {
        let (tail, last) = self.tail();
        match (self.first, self.second) {
            (0, 0) => 1.0,
            (first, second) if first == second => 1.0 - last / 2.0,
            _ => 2.0 * tail - last,
        }
    }

    /// How likely the smaller number or less is under a fair coin, and the smaller number by itself.
    fn tail(self) -> (f64, f64) {
        let (few, all) = (self.first.min(self.second), self.first + self.second);
        // By logarithms, since a half to the power of some thousand is nothing to a float.
        let mut logarithm = number(all) * 0.5_f64.ln();
        let mut last = logarithm.exp();
        let mut tail = last;
        for count in 1..=few {
            logarithm += (number(all - count + 1) / number(count)).ln();
            last = logarithm.exp();
            tail += last;
        }
        (tail, last)
    }
}

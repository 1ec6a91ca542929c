//! The bootstrap: how a figure would vary had other documents been drawn. Paragraphs of one document are alike, so
//! documents are drawn, not paragraphs.

/// How often documents are drawn.
const RESAMPLES: usize = 1000;

/// Any number would do; it is told with the figures, so that they can be had again.
const SEED: u64 = 2020;

/// Draws documents with replacement, the same draws for every figure, so that figures can be compared.
///
/// ```
/// use cuoshi::analysis::Bootstrap;
///
/// let heads = [1, 1, 0, 1, 0, 1, 1, 0, 1, 1];
/// let share = |draw: &[usize]| Some(draw.iter().map(|at| heads[*at]).sum::<u8>() as f64 / draw.len() as f64);
/// let interval = Bootstrap::default().interval(heads.len(), share).unwrap();
/// assert_eq!(interval, (0.4, 1.0));
/// assert_eq!(Bootstrap::default().interval(1, share), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bootstrap {
    /// How often.
    pub resamples: usize,
    /// Where the random numbers begin.
    pub seed: u64,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Bootstrap { resamples: RESAMPLES, seed: SEED }
    }
}

impl Bootstrap {
    /// Draws `documents` of as many, given by position, and hands each draw to `look`.
    pub fn each(self, documents: usize, mut look: impl FnMut(&[usize])) {
        let mut random = Random(self.seed);
        let mut draw = vec![0; documents];
        for _ in 0..self.resamples {
            for at in &mut draw {
                *at = random.below(documents);
            }
            look(&draw);
        }
    }

    /// The interval of 95 % of a figure of some documents; nothing where one document is all there is. Draws for
    /// which the figure is not defined do not count.
    pub fn interval(
        self,
        documents: usize,
        mut figure: impl FnMut(&[usize]) -> Option<f64>,
    ) -> Option<(f64, f64)> {
        let mut values = Vec::with_capacity(self.resamples);
        if documents > 1 {
            self.each(documents, |draw| values.extend(figure(draw)));
        }
        interval_of(values)
    }
}

/// The interval in which 95 % of the values lie; nothing where all are the same: how sure that is they cannot say.
pub(in crate::analysis) fn interval_of(mut values: Vec<f64>) -> Option<(f64, f64)> {
    values.sort_by(f64::total_cmp);
    (values.first() != values.last()).then(|| (quantile(&values, 25), quantile(&values, 975)))
}

/// The value below which so many of a thousand lie, between two values by proportion.
fn quantile(sorted: &[f64], of_thousand: usize) -> f64 {
    let place = (sorted.len() - 1) * of_thousand;
    let (at, rest) = (place / 1000, place % 1000);
    let next = sorted[(at + 1).min(sorted.len() - 1)];
    sorted[at] + (next - sorted[at]) * super::number(rest) / 1000.0
}

/// SplitMix64: small, good enough for drawing, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from 0 up to, and without, `end`; for any number of documents as good as evenly spread.
    #[expect(clippy::cast_possible_truncation, reason = "the upper half of the product is below `end`")]
    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        let mut random = Random(1_234_567);
        let known = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(known.map(|_| random.next()), known);
    }

    #[test]
    fn quantiles_lie_between_values() {
        let values: Vec<f64> = (0..=100).map(f64::from).collect();
        assert_eq!(interval_of(values), Some((2.5, 97.5)));
        assert_eq!(interval_of(vec![0.5]), None);
    }
}

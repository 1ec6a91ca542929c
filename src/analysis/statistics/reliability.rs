//! Agreement corrected for chance, of decisions between yes and no.

use std::ops::AddAssign;

use super::{number, share};

/// Decisions that two coders made on the same things.
///
/// ```
/// use cuoshi::analysis::Pairs;
///
/// let pairs: Pairs = [(true, true), (true, false), (false, false), (false, false)].into_iter().collect();
/// assert_eq!((pairs.agreement(), pairs.kappa()), (Some(0.75), Some(0.5)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Both say yes.
    pub both: usize,
    /// The first alone says yes.
    pub first: usize,
    /// The second alone says yes.
    pub second: usize,
    /// Both say no.
    pub neither: usize,
}

impl Pairs {
    /// Counts one decision.
    pub fn add(&mut self, first: bool, second: bool) {
        match (first, second) {
            (true, true) => self.both += 1,
            (true, false) => self.first += 1,
            (false, true) => self.second += 1,
            (false, false) => self.neither += 1,
        }
    }

    /// How many decisions there are.
    pub fn all(self) -> usize {
        self.both + self.first + self.second + self.neither
    }

    /// The share on which they agree; nothing of nothing.
    pub fn agreement(self) -> Option<f64> {
        share(self.both + self.neither, self.all())
    }

    /// Cohen's kappa; not defined where both say nothing but yes or nothing but no.
    pub fn kappa(self) -> Option<f64> {
        let observed = self.agreement()?;
        let yes = |alone| number(self.both + alone) / number(self.all());
        let (first, second) = (yes(self.first), yes(self.second));
        let by_chance = first * second + (1.0 - first) * (1.0 - second);
        let is_certain = self.first + self.second == 0 && (self.both == 0 || self.neither == 0);
        (!is_certain).then(|| (observed - by_chance) / (1.0 - by_chance))
    }
}

impl FromIterator<(bool, bool)> for Pairs {
    fn from_iter<I: IntoIterator<Item = (bool, bool)>>(decisions: I) -> Pairs {
        let mut pairs = Pairs::default();
        decisions.into_iter().for_each(|(first, second)| pairs.add(first, second));
        pairs
    }
}

/// What Krippendorff's alpha is made of, for decisions between yes and no by any number of coders, not each of whom
/// need have decided on each thing.
///
/// ```
/// use cuoshi::analysis::Decisions;
///
/// let mut decisions = Decisions::default();
/// for (yes, all) in [(3, 3), (0, 2), (1, 3), (0, 3), (1, 1)] {
///     decisions.add(yes, all);
/// }
/// assert_eq!(format!("{:.3}", decisions.alpha().unwrap()), "0.643");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Decisions {
    yes: usize,
    all: usize,
    /// The pairs of unlike decisions on one thing, each thing counting by its decisions.
    unlike: f64,
}

impl Decisions {
    /// Adds what was said of one thing: how often yes, and how often anything.
    pub fn add(&mut self, yes: usize, all: usize) {
        // What only one coder decided on cannot be compared.
        if all > 1 {
            self.yes += yes;
            self.all += all;
            self.unlike += number(2 * yes * (all - yes)) / number(all - 1);
        }
    }

    /// Whether anybody said yes.
    pub(in crate::analysis) fn has_yes(self) -> bool {
        self.yes > 0
    }

    /// Krippendorff's alpha; not defined where nothing was decided on twice, or all said the same of everything.
    pub fn alpha(self) -> Option<f64> {
        let no = self.all - self.yes;
        let by_chance = 2.0 * number(self.yes) * number(no) / number(self.all.max(2) - 1);
        (by_chance > 0.0).then(|| 1.0 - self.unlike / by_chance)
    }
}

impl AddAssign for Decisions {
    fn add_assign(&mut self, other: Decisions) {
        self.yes += other.yes;
        self.all += other.all;
        self.unlike += other.unlike;
    }
}

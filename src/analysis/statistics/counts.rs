//! What becomes of decisions that are compared with those of a coder.

use std::ops::{Add, AddAssign};

use super::{Estimate, number, share, wilson};

/// How many tags are right, wrong and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Given, and by the coder too.
    pub right: usize,
    /// Given, but not by the coder.
    pub wrong: usize,
    /// Given by the coder alone.
    pub missed: usize,
}

impl Counts {
    /// How many tags the coder gave.
    pub fn support(self) -> usize {
        self.right + self.missed
    }

    /// How many tags the rules gave.
    pub fn tagged(self) -> usize {
        self.right + self.wrong
    }

    /// The share of the given tags that are right, by Wilson; not defined where none was given.
    pub fn precision(self) -> Estimate {
        wilson(self.right, self.tagged())
    }

    /// The share of the coder's tags that were given, by Wilson; not defined where the coder gave none.
    pub fn recall(self) -> Estimate {
        wilson(self.right, self.support())
    }

    /// The harmonic mean of both; not defined where the coder gave none.
    pub fn f1(self) -> Option<f64> {
        let both = 2 * self.right + self.wrong + self.missed;
        share(2 * self.right, both).filter(|_| self.support() > 0)
    }
}

impl Add for Counts {
    type Output = Counts;

    fn add(self, other: Counts) -> Counts {
        Counts {
            right: self.right + other.right,
            wrong: self.wrong + other.wrong,
            missed: self.missed + other.missed,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Counts>>(all: I) -> Counts {
        all.fold(Counts::default(), Add::add)
    }
}

/// The mean of the defined values, and how many they are.
pub(in crate::analysis) fn mean(values: impl Iterator<Item = Option<f64>>) -> (Option<f64>, usize) {
    let (sum, count) =
        values.flatten().fold((0.0, 0), |(sum, count): (f64, usize), value| (sum + value, count + 1));
    ((count > 0).then(|| sum / number(count)), count)
}

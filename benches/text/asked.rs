//! What is asked for on the command line of a bench.

use super::{Kind, Recipe};

/// The arguments behind `--`.
pub(crate) struct Asked(Vec<String>);

impl Asked {
    pub(crate) fn new() -> Asked {
        Asked(std::env::args().skip(1).collect())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|argument| argument == name)
    }

    /// The number behind `name`.
    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.word(name).map(|value| value.replace('_', "").parse().unwrap())
    }

    /// The whole number behind `name`, or `otherwise`.
    pub(crate) fn count(&self, name: &str, otherwise: usize) -> usize {
        self.number(name).map_or(otherwise, |number| number as usize)
    }

    /// The recipe that `--seed`, `--traditional` and `--half-width` describe.
    pub(crate) fn recipe(&self, kind: Kind) -> Recipe {
        let plain = Recipe::new(kind, self.count("--seed", 1) as u64);
        Recipe {
            traditional: self.number("--traditional").unwrap_or(plain.traditional),
            half_width: self.number("--half-width").unwrap_or(plain.half_width),
            ..plain
        }
    }

    /// The kind behind `--kind`.
    pub(crate) fn kind(&self) -> Kind {
        if self.word("--kind") == Some("dense") { Kind::Dense } else { Kind::Sparse }
    }

    /// What stands behind `name`.
    pub(crate) fn word(&self, name: &str) -> Option<&str> {
        let at = self.0.iter().position(|argument| argument == name)?;
        self.0.get(at + 1).map(String::as_str)
    }
}

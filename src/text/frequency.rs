//! How often a string is to be expected in a policy text, roughly: by its rarest pair of characters.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

const PAIRS: &str = include_str!("../../data/frequent-pairs.tsv");

/// The exponent of pairs that are not in the table, which goes to 15, and of single characters.
const RARE: u32 = 18;
const SINGLE: u32 = 8;

/// The scale of [`expected`]: occurrences in so many characters, as a power of two.
const SCALE: u32 = 24;

static EXPONENTS: LazyLock<FxHashMap<[char; 2], u32>> = LazyLock::new(|| {
    let mut exponents = FxHashMap::default();
    for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
        let Some((exponent, pairs)) = line.split_once('\t') else { continue };
        let exponent = exponent.parse().unwrap_or(RARE);
        let mut characters = pairs.chars();
        while let (Some(first), Some(second)) = (characters.next(), characters.next()) {
            exponents.insert([first, second], exponent);
        }
    }
    exponents
});

/// How often a folded literal is to be expected in some sixteen million characters.
pub(crate) fn expected(literal: &str) -> u64 {
    let pairs = literal.chars().zip(literal.chars().skip(1));
    let exponents = pairs.map(|(first, second)| EXPONENTS.get(&[first, second]).copied().unwrap_or(RARE));
    // Each pair more makes the whole rarer.
    let further = u32::try_from(literal.chars().count().saturating_sub(2)).unwrap_or(u32::MAX);
    1 << SCALE.saturating_sub(exponents.max().unwrap_or(SINGLE).saturating_add(further))
}

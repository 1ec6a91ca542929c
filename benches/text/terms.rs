//! Rules of many plain terms.

use std::collections::HashSet;

/// Words of jieba's dictionary: from names of places to terms of every trade.
const WORDS: &str = include_str!("../../data/jieba-dict.txt");

/// `count` words of so many characters or more, spread over the dictionary.
pub(crate) fn terms(count: usize, shortest: usize) -> Vec<&'static str> {
    let words = WORDS.lines().filter_map(|line| line.split(' ').next());
    let is_plain = |word: &&str| word.chars().count() >= shortest && word.chars().all(is_plain_han);
    let mut seen = HashSet::new();
    let words: Vec<&str> = words.filter(is_plain).filter(|word| seen.insert(cuoshi::fold(word))).collect();
    (0..count.min(words.len())).map(|number| words[number * words.len() / count]).collect()
}

/// Rules of one category that has these terms.
pub(crate) fn rules_of(terms: &[&str]) -> String {
    let mut rules = String::from("version: 1\ncategories:\n  - id: terms\n    any:\n");
    for term in terms {
        rules += "      - ";
        rules += term;
        rules.push('\n');
    }
    rules
}

/// What means nothing in rules.
fn is_plain_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FA5}').contains(&c)
}

//! Terms inside longer words of the language, in which they mean something else: 专班 in 大专班.
//!
//! The words are those of the segmenter's dictionary. Whether one means something else only an analyst can
//! tell, so the words are shown and a mask is offered; rare and long words, which seldom stand in texts by
//! accident, are left out.

use std::collections::{BTreeMap, HashMap};

use super::{SHOWN, Subject, parts};
use crate::language::Argument;
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::Diagnostic;
use crate::text::{dictionary_words, stands_in};

/// Rarer words are hardly met in policy texts; the dictionary gives most of its names and idioms 3.
const LEAST_FREQUENCY: usize = 5;

/// Longer words are idioms and names, in which no term stands by accident.
const LONGEST_WORD: usize = 5;

pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let mut known: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, term) in subject.terms.iter().enumerate() {
        if term.is_written && term.asks_for_words && term.literal.chars().count() > 1 {
            known.entry(&term.literal).or_default().push(at);
        }
    }
    let mut found: BTreeMap<usize, Vec<(&str, usize)>> = BTreeMap::new();
    for (word, frequency) in dictionary_words().filter(|(_, frequency)| *frequency >= LEAST_FREQUENCY) {
        // Words that are terms themselves are told as such.
        if known.contains_key(word) || !(3..=LONGEST_WORD).contains(&word.chars().count()) {
            continue;
        }
        let inner = parts(word).filter(|(_, part)| part.len() < word.len());
        for at in inner.filter_map(|(_, part)| known.get(part)).flatten() {
            if is_doubtful(subject, *at, word) {
                found.entry(*at).or_default().push((word, frequency));
            }
        }
    }
    for (at, mut words) in found {
        words.sort_unstable_by_key(|(word, frequency)| (std::cmp::Reverse(*frequency), *word));
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let term = &subject.terms[at];
        let fault = Diagnostic::new(Code::InsideWord, term.place.clone()).with("term", &term.written);
        let fault = fault.with("id", subject.id(term.category));
        let fault = fault.with_argument("words", Argument::first_of(words.iter().copied(), SHOWN));
        let shown = &words[..words.len().min(SHOWN)];
        faults.push(fault.with("mask", shown.join(", ")).settled_by(shown.iter().copied()));
    }
}

/// Whether a word may be meant otherwise than the term in it, and nothing in the rules says so yet.
fn is_doubtful(subject: &Subject, at: usize, word: &str) -> bool {
    let term = &subject.terms[at];
    let mut own = subject.terms.iter().filter(|other| other.category == term.category);
    !subject.is_masked(term.category, &term.literal, word)
        && !own.any(|own| own.literal.len() > term.literal.len() && stands_in(&own.literal, word))
}

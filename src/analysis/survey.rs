//! A rule set against a corpus: terms that are never found, found everywhere, always hidden, mostly dropped,
//! or mostly part of one longer string.

use std::collections::{BTreeMap, HashMap};

use crate::engine::{Occurrence, Occurrences, Tagger};
use crate::ruleset::{Code, Diagnostic, Diagnostics, Dictionary, Term};

/// Fewer occurrences say nothing about a term.
const ENOUGH: usize = 5;

/// After so many occurrences, what stands beside a term is known.
const LOOKED_AT: usize = 10_000;

/// So many longer strings are named in one message.
const SHOWN: usize = 3;

/// What is counted over the paragraphs of a corpus.
#[derive(Debug)]
pub struct Survey<'r> {
    dictionary: &'r Dictionary,
    tagger: &'r Tagger,
    counts: Vec<Count>,
    /// Where the counts of each string stand.
    by_literal: HashMap<String, Vec<usize>>,
    paragraphs: usize,
}

/// What became of the occurrences of one term.
#[derive(Debug)]
struct Count {
    term: Term,
    all: usize,
    masked: usize,
    lost: usize,
    /// The paragraphs in which one is left.
    paragraphs: usize,
    /// The longer strings in which one that is left stands.
    longer: BTreeMap<String, usize>,
}

impl<'r> Survey<'r> {
    /// Looks at the terms of a dictionary that tag alone, by the tagger made of it.
    pub fn new(dictionary: &'r Dictionary, tagger: &'r Tagger) -> Survey<'r> {
        let mut by_literal: HashMap<String, Vec<usize>> = HashMap::new();
        let terms = dictionary.terms(tagger.rules()).into_iter().filter(|term| term.is_written);
        let counts: Vec<Count> = terms.map(Count::of).collect();
        for (at, count) in counts.iter().enumerate() {
            by_literal.entry(count.term.literal.clone()).or_default().push(at);
        }
        Survey { dictionary, tagger, counts, by_literal, paragraphs: 0 }
    }

    /// Counts one paragraph.
    pub fn add(&mut self, paragraph: &str) {
        self.paragraphs += 1;
        let occurrences = self.tagger.occurrences(paragraph);
        for same in occurrences.all.chunk_by(|a, b| a.literal == b.literal) {
            for at in self.by_literal.get(same[0].literal).into_iter().flatten() {
                self.counts[*at].add(self.tagger, &occurrences, same);
            }
        }
    }

    /// What the corpus says about the rules, put among what was found without it. A term is broad that
    /// stands in more than `broad` per cent of the paragraphs.
    pub fn finish(self, found: Diagnostics, broad: f64) -> Diagnostics {
        let mut faults: Vec<Diagnostic> = found.items;
        for count in &self.counts {
            faults.extend(self.doubt(count, broad));
        }
        self.dictionary.arrange(faults)
    }

    /// The one thing that is most doubtful about a term.
    fn doubt(&self, count: &Count, broad: f64) -> Option<Diagnostic> {
        let new = |code| Diagnostic::new(code, count.term.place.clone()).with("term", &count.term.literal);
        let seen = count.all - count.masked;
        if self.paragraphs == 0 {
            return None;
        }
        if count.all == 0 {
            return Some(new(Code::DeadTerm).with("paragraphs", self.paragraphs));
        }
        if seen == 0 {
            return Some(new(Code::MaskedOut).with("count", count.all));
        }
        if seen >= ENOUGH && count.lost * 2 > seen {
            return Some(new(Code::BoundaryDrops).with("lost", count.lost).with("count", seen));
        }
        let share = per_cent(count.paragraphs, self.paragraphs);
        if count.paragraphs >= ENOUGH && share > broad {
            return Some(new(Code::BroadTerm).with("share", format_args!("{share:.1}")));
        }
        let longer = self.often_around(count)?;
        let id = &self.tagger.rules().categories()[count.term.category].id;
        let listed: Vec<String> = longer.iter().map(|(text, count)| format!("{text} ({count})")).collect();
        let fault = new(Code::OftenInside).with("count", seen - count.lost).with("id", id);
        Some(fault.with("longer", listed.join(", ")).with("mask", longer[0].0))
    }

    /// The longer strings in which a term stands most often, where the first has at least half of all.
    fn often_around<'c>(&self, count: &'c Count) -> Option<Vec<(&'c str, usize)>> {
        let looked_at = (count.all - count.masked - count.lost).min(LOOKED_AT);
        let is_own = |text: &str| {
            let mut own = self.counts.iter().filter(|own| own.term.category == count.term.category);
            own.any(|own| own.term.literal != count.term.literal && own.term.literal.contains(text))
        };
        let mut longer: Vec<(&str, usize)> =
            count.longer.iter().map(|(text, count)| (text.as_str(), *count)).collect();
        longer.sort_by_key(|(text, count)| (std::cmp::Reverse((*count, text.len())), *text));
        longer.truncate(SHOWN);
        let (first, times) = longer.first()?;
        (looked_at >= ENOUGH && times * 2 >= looked_at && !is_own(first)).then_some(longer)
    }
}

impl Count {
    fn of(term: Term) -> Count {
        Count { term, all: 0, masked: 0, lost: 0, paragraphs: 0, longer: BTreeMap::new() }
    }

    /// Counts the occurrences of the term in one paragraph.
    fn add(&mut self, tagger: &Tagger, occurrences: &Occurrences, same: &[Occurrence]) {
        let mut is_left = false;
        for occurrence in same {
            self.all += 1;
            if tagger.is_masked(occurrence, self.term.category) {
                self.masked += 1;
            } else if self.term.asks_for_words && occurrence.is_lost {
                self.lost += 1;
            } else {
                is_left = true;
                self.look_around(occurrences, occurrence);
            }
        }
        self.paragraphs += usize::from(is_left);
    }

    fn look_around(&mut self, occurrences: &Occurrences, occurrence: &Occurrence) {
        if self.all - self.masked - self.lost > LOOKED_AT {
            return;
        }
        for (before, after) in [(1, 0), (0, 1), (2, 0), (0, 2)] {
            if let Some(text) = occurrences.widened(occurrence, before, after) {
                *self.longer.entry(text.to_owned()).or_default() += 1;
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of paragraphs are far below what a float holds")]
fn per_cent(part: usize, whole: usize) -> f64 {
    part as f64 * 100.0 / whole as f64
}

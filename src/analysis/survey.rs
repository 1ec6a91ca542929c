//! A rule set against a corpus: terms that are never found, found everywhere, always hidden, mostly dropped,
//! or mostly part of one longer string.

use std::collections::{BTreeMap, HashMap};

use super::seen::Unseen;
use crate::engine::{Occurrence, Occurrences, Tagger};
use crate::language::Message;
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
    unseen: Unseen<'r>,
    paragraphs: usize,
}

/// Longer strings and how often a term stands in each.
type Longer = BTreeMap<String, usize>;

/// What became of the occurrences of one term.
#[derive(Debug)]
struct Count {
    term: Term,
    all: usize,
    masked: usize,
    lost: usize,
    /// The paragraphs in which one is left.
    paragraphs: usize,
    /// The longer strings in which those that are left stand, and those that are dropped.
    longer: Longer,
    lost_in: Longer,
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
        Survey { dictionary, tagger, counts, by_literal, unseen: Unseen::of(tagger), paragraphs: 0 }
    }

    /// Counts one paragraph.
    pub fn add(&mut self, paragraph: &str) {
        self.paragraphs += 1;
        let occurrences = self.tagger.occurrences(paragraph);
        self.unseen.add(&occurrences);
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
        if self.paragraphs > 0 {
            faults.extend(self.dead_terms());
            faults.extend(self.unseen.patterns(self.tagger, self.paragraphs));
            faults.extend(self.unseen.sets(self.dictionary, self.paragraphs));
            faults.extend(self.counts.iter().filter_map(|count| self.doubt(count, broad)));
        }
        self.dictionary.arrange(faults)
    }

    /// The terms that stand nowhere: those of one line together, so that long lists are told in short.
    fn dead_terms(&self) -> impl Iterator<Item = Diagnostic> + use<'_> {
        let dead: Vec<(&Term, usize)> = self
            .counts
            .iter()
            .filter(|count| count.all == 0)
            .map(|count| (&count.term, count.term.place.line()))
            .collect();
        let is_near = |a: &(&Term, usize), b: &(&Term, usize)| (a.0.category, a.1) == (b.0.category, b.1);
        let lines: Vec<Vec<&Term>> =
            dead.chunk_by(is_near).map(|line| line.iter().map(|(term, _)| *term).collect()).collect();
        lines.into_iter().map(|terms| {
            let literals: Vec<String> = terms.iter().map(|term| format!("`{}`", term.written)).collect();
            let what = Message::new("dead_term.terms").with("paragraphs", self.paragraphs);
            let what = what.with_list("terms", literals);
            Diagnostic::new(Code::DeadTerm, terms[0].place.clone()).with_message("what", what)
        })
    }

    /// The one thing that is most doubtful about a term that stands somewhere.
    fn doubt(&self, count: &Count, broad: f64) -> Option<Diagnostic> {
        let new = |code| Diagnostic::new(code, count.term.place.clone()).with("term", &count.term.written);
        let seen = count.all - count.masked;
        if count.all == 0 {
            return None;
        }
        if seen == 0 {
            return Some(new(Code::MaskedOut).with("count", count.all));
        }
        if seen >= ENOUGH && count.lost * 2 > seen {
            let fault = new(Code::BoundaryDrops).with("lost", count.lost).with("count", seen);
            return Some(fault.with_list("longer", listed(&most_often(&count.lost_in))));
        }
        let share = per_cent(count.paragraphs, self.paragraphs);
        if count.paragraphs >= ENOUGH && share > broad {
            return Some(new(Code::BroadTerm).with("share", format_args!("{share:.1}")));
        }
        let longer = self.often_around(count)?;
        let id = &self.tagger.rules().categories()[count.term.category].id;
        let fault = new(Code::OftenInside).with("count", seen - count.lost).with("id", id);
        Some(fault.with_list("longer", listed(&longer)).with("mask", longer[0].0).settled_by([longer[0].0]))
    }

    /// The longer strings in which a term stands most often, where the first has at least half of all.
    fn often_around<'c>(&self, count: &'c Count) -> Option<Vec<(&'c str, usize)>> {
        let looked_at = (count.all - count.masked - count.lost).min(LOOKED_AT);
        let is_own = |text: &str| {
            let mut own = self.counts.iter().filter(|own| own.term.category == count.term.category);
            own.any(|own| own.term.literal != count.term.literal && own.term.literal.contains(text))
        };
        let longer = most_often(&count.longer);
        let (first, times) = longer.first()?;
        (looked_at >= ENOUGH && times * 2 >= looked_at && !is_own(first)).then_some(longer)
    }
}

impl Count {
    fn of(term: Term) -> Count {
        Count {
            term,
            all: 0,
            masked: 0,
            lost: 0,
            paragraphs: 0,
            longer: Longer::new(),
            lost_in: Longer::new(),
        }
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
                look_around(occurrences, occurrence, self.lost, &mut self.lost_in);
            } else {
                is_left = true;
                let left = self.all - self.masked - self.lost;
                look_around(occurrences, occurrence, left, &mut self.longer);
            }
        }
        self.paragraphs += usize::from(is_left);
    }
}

/// Counts the longer strings around the occurrence of this number.
fn look_around(occurrences: &Occurrences, occurrence: &Occurrence, number: usize, longer: &mut Longer) {
    if number > LOOKED_AT {
        return;
    }
    for (before, after) in [(1, 0), (0, 1), (2, 0), (0, 2)] {
        if let Some(text) = occurrences.widened(occurrence, before, after) {
            *longer.entry(text.to_owned()).or_default() += 1;
        }
    }
}

/// The most frequent strings, none inside another: of equally frequent ones the longest.
fn most_often(longer: &Longer) -> Vec<(&str, usize)> {
    let mut all: Vec<(&str, usize)> = longer.iter().map(|(text, count)| (text.as_str(), *count)).collect();
    all.sort_by_key(|(text, count)| (std::cmp::Reverse((*count, text.len())), *text));
    let mut shown: Vec<(&str, usize)> = Vec::new();
    for (text, count) in all {
        let is_new = shown.iter().all(|(other, _)| !other.contains(text) && !text.contains(other));
        if is_new && shown.len() < SHOWN {
            shown.push((text, count));
        }
    }
    shown
}

fn listed(longer: &[(&str, usize)]) -> impl Iterator<Item = Message> {
    longer.iter().map(|(text, count)| Message::new("text_times").with("text", text).with("count", count))
}

#[expect(clippy::cast_precision_loss, reason = "counts of paragraphs are far below what a float holds")]
fn per_cent(part: usize, whole: usize) -> f64 {
    part as f64 * 100.0 / whole as f64
}

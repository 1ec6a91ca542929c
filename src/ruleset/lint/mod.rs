//! What is doubtful in rules without errors: found only when asked for, since tagging needs none of it.
//!
//! One file a family. Every lint works on a [`Subject`] and tells what an analyst can act on; what would
//! be told about most good dictionaries is not worth telling.

mod complete;
mod conditions;
mod foreign;
mod ids;
mod masks;
mod nested;
mod patterns;
mod removal;
mod repeats;
mod signs;
mod spelling;
mod term;
mod walk;
mod words;

use std::collections::HashSet;

use super::diagnostic::{Diagnostic, Place};
use super::dictionary::{CategoryEntry, Dictionary, PatternEntry};
use super::rules::{Category, Clause, Pattern, RuleSet};
use crate::text::{Edges, Folded, Lexicon, Words, places_in};

pub(crate) use term::Term;

/// So many words or terms are named in one message.
const SHOWN: usize = 5;

/// Terms are looked for in longer ones up to so many characters: what is longer is no term, but a text, and of a
/// text of a hundred thousand characters not all parts can be looked at.
const LONGEST_PART: usize = 100;

/// What the lints look at.
pub(super) struct Subject<'d> {
    dictionary: &'d Dictionary,
    rules: &'d RuleSet,
    /// Each category as written and as understood.
    categories: Vec<(&'d CategoryEntry, &'d Category)>,
    /// The terms that tag alone, in the order of the rules.
    terms: Vec<Term>,
    /// The plain phrases among the masks that act on each category, folded.
    masks: Vec<HashSet<&'d str>>,
    lexicon: Lexicon,
    /// Where the patterns begin that are not meant as they stand: the file and the byte.
    misread: HashSet<(String, usize)>,
}

/// The terms of a dictionary that tag alone, in the order of the rules it gives.
pub(super) fn terms(dictionary: &Dictionary, rules: &RuleSet) -> Vec<Term> {
    let entries = dictionary.files.iter().flat_map(|file| &file.categories);
    term::all(&entries.zip(&rules.categories).collect::<Vec<_>>())
}

/// Adds what is doubtful about a dictionary and the rules it gives.
pub(super) fn find(dictionary: &Dictionary, rules: &RuleSet, faults: &mut Vec<Diagnostic>) {
    let mut subject = Subject::of(dictionary, rules);
    let misread = foreign::find(&subject, faults);
    subject.set_aside(&misread);
    repeats::find(&subject, faults);
    nested::find(&subject, faults);
    words::find(&subject, faults);
    spelling::find(&subject, faults);
    patterns::find(&subject, faults);
    masks::find(&subject, faults);
    conditions::find(&subject, faults);
    ids::find(&subject, faults);
    complete::find(&subject, faults);
}

impl<'d> Subject<'d> {
    fn of(dictionary: &'d Dictionary, rules: &'d RuleSet) -> Subject<'d> {
        let entries = dictionary.files.iter().flat_map(|file| &file.categories);
        let categories: Vec<_> = entries.zip(&rules.categories).collect();
        let shared: HashSet<&str> = rules.masks.iter().flat_map(phrases).collect();
        let masks = rules.categories.iter().map(|category| {
            let lineage = category.parents.iter().map(|parent| &rules.categories[*parent]).chain([category]);
            let own = lineage.flat_map(|level| &level.masks).flat_map(phrases);
            own.chain(shared.iter().copied()).collect()
        });
        Subject {
            terms: term::all(&categories),
            masks: masks.collect(),
            lexicon: Lexicon::new(rules.lexicon.clone()),
            dictionary,
            rules,
            categories,
            misread: HashSet::new(),
        }
    }

    /// Leaves out patterns that are not meant as they stand: what their terms seem to be, the analyst did not write.
    fn set_aside(&mut self, misread: &[Place]) {
        self.misread = misread.iter().map(beginning).collect();
        if !self.misread.is_empty() {
            self.terms.retain(|term| !self.misread.contains(&beginning(&term.pattern)));
        }
    }

    fn is_misread(&self, place: &Place) -> bool {
        !self.misread.is_empty() && self.misread.contains(&beginning(place))
    }

    fn id(&self, category: usize) -> &'d str {
        &self.rules.categories[category].id
    }

    /// Whether one of the two categories lies below the other, or they are the same.
    fn are_related(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.rules.categories[one], &self.rules.categories[other]);
        one.is_within(&other.id) || other.is_within(&one.id)
    }

    /// Whether a mask of the category hides `inner` wherever it is found in `outer`.
    fn is_masked(&self, category: usize, inner: &str, outer: &str) -> bool {
        let masks = &self.masks[category];
        !masks.is_empty()
            && places_in(inner, outer).all(|place| {
                parts(outer)
                    .filter(|(from, part)| *from <= place.start && place.end <= from + part.len())
                    .any(|(_, part)| masks.contains(part))
            })
    }

    /// Whether the term is found in `outer`: the word boundaries do not drop it wherever it stands there.
    fn is_found(&self, term: &Term, outer: &str) -> bool {
        let length = term.literal.chars().count();
        let mut places = places_in(&term.literal, outer);
        if !term.asks_for_words || length > 3 {
            return places.next().is_some();
        }
        let folded = Folded::new(outer);
        let mut words = Words::new(folded.line(), &self.lexicon);
        places.any(|place| {
            let start = folded.character_at(place.start);
            !words.lose(start, start + length)
        })
    }
}

fn beginning(place: &Place) -> (String, usize) {
    (place.file.name.clone(), place.span.start)
}

/// The alternatives of a pattern without gaps.
fn phrases(pattern: &Pattern) -> impl Iterator<Item = &str> {
    let single = match &pattern.segments[..] {
        [segment] => &segment.0[..],
        _ => &[],
    };
    single.iter().map(String::as_str)
}

/// Every part of a text that is found in it if it is a term, with the byte it begins at: no letter or digit
/// is cut off from others.
fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = text.char_indices().map(|(start, _)| start);
    let all = starts.flat_map(|start| {
        let rest = &text[start..];
        rest.char_indices().take(LONGEST_PART).map(move |(at, c)| (start, &rest[..at + c.len_utf8()]))
    });
    all.filter(|(start, part)| Edges::of(part).allow(text, &(*start..start + part.len())))
}

/// Every pattern of `any` as written and as understood, with the position of its category, and its clause.
fn patterns_of_any<'s, 'd>(
    subject: &'s Subject<'d>,
) -> impl Iterator<Item = (usize, &'d Clause, &'d PatternEntry, &'d Pattern)> + use<'s, 'd> {
    subject.categories.iter().enumerate().flat_map(|(at, (entry, category))| {
        let clauses = entry.clauses.iter().zip(&category.clauses);
        clauses.flat_map(move |(entry, clause)| {
            let patterns = entry.patterns.iter().zip(&clause.patterns);
            patterns.map(move |(entry, pattern)| (at, clause, entry, pattern))
        })
    })
}

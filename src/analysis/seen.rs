//! Which of the strings that rules search for a corpus has at all, and which patterns and sets wait for one that
//! it has not.

use std::collections::HashSet;

use crate::engine::{Occurrences, Tagger};
use crate::language::{Argument, Message};
use crate::ruleset::{Code, Diagnostic, Dictionary, Pattern, source};

/// So many members of a set are named in one message.
const SHOWN: usize = 10;

/// The strings that no paragraph had so far.
#[derive(Debug)]
pub(super) struct Unseen<'r> {
    literals: HashSet<&'r str>,
}

impl<'r> Unseen<'r> {
    pub(super) fn of(tagger: &'r Tagger) -> Unseen<'r> {
        Unseen { literals: tagger.literals().collect() }
    }

    /// Strikes off what stands in one paragraph.
    pub(super) fn add(&mut self, occurrences: &Occurrences) {
        for occurrence in &occurrences.all {
            self.literals.remove(occurrence.literal);
        }
    }

    /// The patterns of several segments that cannot match, since all alternatives of a segment stand nowhere.
    pub(super) fn patterns(&self, tagger: &Tagger, paragraphs: usize) -> Vec<Diagnostic> {
        let clauses = tagger.rules().categories().iter().flat_map(|category| &category.clauses);
        let patterns = clauses.flat_map(|clause| &clause.patterns).filter(|one| one.segments.len() > 1);
        patterns.filter_map(|pattern| self.pattern(pattern, paragraphs)).collect()
    }

    fn pattern(&self, pattern: &Pattern, paragraphs: usize) -> Option<Diagnostic> {
        let is_dead = |number: &usize| {
            let literals = &pattern.segments[*number].0;
            !literals.is_empty() && literals.iter().all(|literal| self.literals.contains(literal.as_str()))
        };
        let dead: Vec<String> = (0..pattern.segments.len())
            .filter(is_dead)
            .map(|number| format!("`{}`", source::segment(&pattern.source, number)))
            .collect();
        if dead.is_empty() {
            return None;
        }
        let what = Message::new("dead_term.segments").with("pattern", &pattern.source);
        let what = what.with("paragraphs", paragraphs).with_list("segments", dead);
        Some(Diagnostic::new(Code::DeadTerm, pattern.place.clone()).with_message("what", what))
    }

    /// The sets with members that stand nowhere, where patterns use them.
    pub(super) fn sets(&self, dictionary: &Dictionary, paragraphs: usize) -> Vec<Diagnostic> {
        let told = |(name, members): (&str, Vec<_>)| {
            let is_dead = |(literal, _): &(&str, _)| self.literals.contains(literal);
            let dead: Vec<_> = members.into_iter().filter(is_dead).collect();
            let (_, place) = dead.first()?;
            let names: Vec<String> = dead.iter().map(|(literal, _)| format!("`{literal}`")).collect();
            let what = Message::new("dead_term.members").with("name", name).with("paragraphs", paragraphs);
            let what = what.with_argument("terms", Argument::first_of(names, SHOWN));
            Some(Diagnostic::new(Code::DeadTerm, std::clone::Clone::clone(*place)).with_message("what", what))
        };
        dictionary.sets().filter_map(told).collect()
    }
}

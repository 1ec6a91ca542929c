//! What is told of one category: its matches or its misses, and the changes that would change the result.

use std::ops::Range;

use crate::analysis::{Effect, Finding, Held, Miss, Obstacle, Passed, Remedy, Sample, Words};
use crate::language::Message;
use crate::ruleset::{Flag, Hunk, Level, Pattern, source};

use super::page::{BESIDE, INDENT, Page};
use super::teller::{Teller, line_of};
use super::{MOST_FINDINGS, MOST_MATCHES, Told};
use crate::report::grouped;
use crate::report::style::Look;
use crate::report::width::shortened;

/// The words of a segment take at most so many columns.
const WORDS_WIDTH: usize = 24;

/// Around the words of a sample, so many characters are shown.
const AROUND_SAMPLE: usize = 16;

/// What is told of one category.
pub(super) struct Section<'s, 'o> {
    pub(super) told: &'s Told<'s>,
    pub(super) teller: Teller<'s>,
    pub(super) page: &'s mut Page<'o>,
    /// Those of the remedies not yet told of.
    pub(super) effects: std::slice::Iter<'s, Effect>,
}

impl Section<'_, '_> {
    /// The first of the matches, and how many there are besides.
    pub(super) fn matches(&mut self, matches: &[Held], more: usize) {
        matches.iter().take(MOST_MATCHES).for_each(|held| self.held(held));
        let more = more + matches.len().saturating_sub(MOST_MATCHES);
        if more > 0 {
            self.page.blank();
            self.page.sentence(
                INDENT,
                Look::FAINT,
                &Message::new("explain.more_matches").with("count", more),
            );
        }
    }

    /// A match, its segments, and the conditions it passed.
    fn held(&mut self, held: &Held) {
        self.clause(held.pattern);
        // Before the first segment there is no gap.
        let gaps = std::iter::once(None).chain(held.gaps.iter().map(Some));
        for ((segment, words), gap) in held.segments.iter().zip(gaps) {
            self.segment(held.pattern, *segment, words, gap);
        }
        if let Some(found) = held.at_least {
            let message = Message::new("explain.at_least").with("found", found);
            self.entry("at_least", &message.with("needed", held.clause.at_least));
        }
        if held.clause.unconditional {
            self.entry("if", &Message::new("explain.unconditional"));
        }
        held.levels.iter().for_each(|passed| self.passed(passed));
        held.flags.iter().for_each(|(flag, finding)| self.flag(flag, finding.as_ref()));
    }

    /// The clauses that came near, and what helps where no change of one of them alone does.
    pub(super) fn misses(&mut self, misses: &[Miss], others: &[Remedy]) {
        for miss in misses {
            self.miss(miss);
            if miss.remedies.is_empty() && others.is_empty() {
                let label = self.label("explain.label.edit");
                self.entry(&label, &Message::new("explain.no_edit"));
            }
        }
        if misses.is_empty() {
            self.heading("explain.no_sign");
        }
        self.remedies(others);
    }

    /// What would take the tag away.
    pub(super) fn against(&mut self, remedies: &[Remedy]) {
        self.heading(if remedies.is_empty() { "explain.unwanted_none" } else { "explain.unwanted" });
        self.remedies(remedies);
    }

    /// A clause that came near, what of it stands here, what stopped it, and what would help.
    fn miss(&mut self, miss: &Miss) {
        self.clause(miss.pattern);
        for (segment, words) in &miss.segments {
            if let Some(words) = words {
                self.segment(miss.pattern, *segment, words, None);
            }
        }
        let label = self.label("explain.label.but");
        for obstacle in &miss.obstacles {
            self.page.entry(&label, Look::WARNING, &self.teller.obstacle(obstacle));
            if let Obstacle::If { findings, .. } = obstacle {
                for finding in findings.iter().take(MOST_FINDINGS) {
                    for message in self.teller.lacks(finding) {
                        self.entry("", &message);
                    }
                }
            }
        }
        self.remedies(&miss.remedies);
    }

    /// The line that names a clause.
    fn clause(&mut self, pattern: &Pattern) {
        self.page.blank();
        let line = format!("{}  {}", pattern.source, line_of(&pattern.place));
        self.page.line(INDENT, Look::STRONG, &line);
    }

    fn segment(&mut self, pattern: &Pattern, segment: usize, words: &Words, gap: Option<&(usize, usize)>) {
        let number = self.teller.marks.and_then(|marks| marks.number(words)).unwrap_or(" ");
        let message = match gap {
            Some((measured, most)) => {
                Message::new("explain.segment_after").with("measured", measured).with("most", most)
            }
            None => Message::new("explain.segment"),
        };
        let message = message
            .with("words", shortened(self.teller.text_of(words), WORDS_WIDTH))
            .with("segment", source::segment(&pattern.source, segment));
        self.page.entry(number, Look::STRONG, &message);
    }

    fn passed(&mut self, passed: &Passed) {
        let at_level = |key| Message::new(key).with_message("level", self.teller.level(passed.level));
        let mut messages: Vec<(&str, Message)> = Vec::new();
        for leaf in passed.must.as_ref().map_or_else(Vec::new, Finding::leaves) {
            let held = self.teller.held(leaf);
            messages.push(("if", at_level("explain.if_held").with_message("held", held)));
        }
        match passed.level {
            _ if passed.must_not.is_empty() => {}
            Level::Clause(_) => {
                let conditions = self.teller.conditions(passed.must_not.iter().copied());
                let message = at_level("explain.unless_passed");
                messages.push(("unless", message.with_argument("conditions", conditions)));
            }
            Level::RuleSet(_) | Level::Category(_) => {
                let message = at_level("explain.unless_passed_count");
                messages.push(("unless", message.with("count", passed.must_not.len())));
            }
        }
        for (label, message) in messages {
            self.entry(label, &message);
        }
    }

    fn flag(&mut self, flag: &Flag, finding: Option<&Finding>) {
        let called = flag.label().map(|label| label.in_language(self.told.language));
        let called = called.filter(|called| *called != flag.name());
        let name =
            called.map_or_else(|| flag.name().to_owned(), |called| format!("{} {called}", flag.name()));
        let label = self.label("explain.label.flag");
        for leaf in finding.map_or_else(Vec::new, Finding::leaves) {
            let message = Message::new("explain.flag_held").with("flag", &name);
            let message = message.with_message("held", self.teller.held(leaf));
            self.entry(&label, &message);
        }
    }

    fn remedies(&mut self, remedies: &[Remedy]) {
        for (number, remedy) in remedies.iter().enumerate() {
            let label = self.label(if number == 0 { "explain.label.edit" } else { "explain.label.or" });
            self.remedy(remedy, &label);
        }
    }

    /// A change: in words, as lines of the file, and what it does to the corpus.
    fn remedy(&mut self, remedy: &Remedy, label: &str) {
        let rewriting = remedy.rewrite(self.told.rules);
        for (number, edit) in remedy.edits.iter().enumerate() {
            let label = if number == 0 { label } else { "" };
            let sentence = self.teller.edit(edit);
            let place = self.told.rules.place_of(edit).filter(|_| rewriting.is_none());
            let sentence = match place {
                Some(place) => Message::new("explain.edit_at")
                    .with_message("edit", sentence)
                    .with("place", line_of(&place)),
                None => sentence,
            };
            self.page.entry(label, Look::STRONG, &sentence);
        }
        rewriting.iter().flat_map(|rewriting| &rewriting.hunks).for_each(|hunk| self.hunk(hunk));
        if let (Some(effect), Some(effects)) = (self.effects.next(), self.told.effects) {
            self.effect(effect, effects.paragraphs());
        }
    }

    /// Lines of a file as they are and as they would be, without the blanks that all of them begin with.
    fn hunk(&mut self, hunk: &Hunk) {
        let both = || hunk.now.iter().chain(&hunk.then);
        let margin = both().map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
        let (now, then) = match (&hunk.now[..], &hunk.then[..]) {
            ([], _) => ("", "explain.label.new"),
            (_, []) => ("explain.label.gone", ""),
            _ => ("explain.label.now", "explain.label.then"),
        };
        self.page.line(BESIDE, Look::FAINT, &format!("{}:{}", hunk.file, hunk.line));
        for (lines, key, look) in [(&hunk.now, now, Look::REMOVED), (&hunk.then, then, Look::ADDED)] {
            for (number, line) in lines.iter().enumerate() {
                let label = if number == 0 { self.label(key) } else { String::new() };
                self.page.beside(&label, look, line.get(margin..).unwrap_or(line));
            }
        }
    }

    fn effect(&mut self, effect: &Effect, paragraphs: usize) {
        let others = effect.others.unwrap_or_default();
        let key = match effect.gained + effect.lost + others {
            0 => "explain.effect_none",
            _ if effect.others.is_some() => "explain.effect_with_others",
            _ => "explain.effect",
        };
        let message = Message::new(key)
            .with("paragraphs", grouped(paragraphs))
            .with("gained", grouped(effect.gained))
            .with("lost", grouped(effect.lost))
            .with("others", grouped(others));
        let label = self.label("explain.label.corpus");
        self.entry(&label, &message);
        let gained = effect.gained_samples.iter().map(|sample| ("+", Look::ADDED, sample));
        let lost = effect.lost_samples.iter().map(|sample| ("-", Look::REMOVED, sample));
        for (sign, look, sample) in gained.chain(lost) {
            self.page.listed(sign, look, &format!("{}  {}", sample.whence, excerpt(sample)));
        }
    }

    fn entry(&mut self, label: &str, message: &Message) {
        self.page.entry(label, Look::FAINT, message);
    }

    fn heading(&mut self, key: &'static str) {
        self.page.blank();
        self.page.sentence(INDENT, Look::STRONG, &Message::new(key));
    }

    fn label(&self, key: &'static str) -> String {
        Message::new(key).text(self.told.language)
    }
}

/// The words of a sample with some of what stands around them.
fn excerpt(sample: &Sample) -> &str {
    let Range { start, end } = sample.words;
    let before = sample.text[..start].char_indices().rev().take(AROUND_SAMPLE).last();
    let after = sample.text[end..].char_indices().nth(AROUND_SAMPLE);
    let (start, end) =
        (before.map_or(start, |(at, _)| at), after.map_or(sample.text.len(), |(at, _)| end + at));
    &sample.text[start..end]
}

//! Conditions that contradict each other, or that the match itself decides whatever the text.

use super::Subject;
use crate::language::Message;
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::{Diagnostic, Place};
use crate::ruleset::dictionary::{ConditionEntry, ConditionsEntry};
use crate::ruleset::rules::{Clause, Condition, Conditions, Pattern, Relation};
use crate::text::{Unit, stands_in};

pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let entries = subject.dictionary.files.iter().map(|file| &file.conditions);
    let shared: Vec<Level> = entries.zip(&subject.rules.conditions).collect();
    for level in &shared {
        contradictions(*level, &shared, faults);
    }
    for (entry, category) in &subject.categories {
        let mut levels = shared.clone();
        let parents = category.parents.iter().map(|parent| subject.categories[*parent]);
        levels.extend(parents.map(|(entry, category)| (&entry.conditions, &category.conditions)));
        let own = (&entry.conditions, &category.conditions);
        levels.push(own);
        contradictions(own, &levels, faults);
        for (entry, clause) in entry.clauses.iter().zip(&category.clauses) {
            let above = if clause.unconditional { &[][..] } else { &levels };
            let own = (&entry.conditions, &clause.conditions);
            contradictions(own, &[above, &[own]].concat(), faults);
            decided_by_match(&entry.conditions, clause, faults);
        }
    }
}

/// The conditions of a level, as written and as understood.
type Level<'d> = (&'d ConditionsEntry, &'d Conditions);

/// Tells each `if` of a level that an `unless` of these levels forbids.
fn contradictions((entry, conditions): Level, levels: &[Level], faults: &mut Vec<Diagnostic>) {
    let forbidden: Vec<(&ConditionEntry, &Condition)> =
        levels.iter().flat_map(|(entry, level)| entry.must_not.iter().zip(&level.must_not)).collect();
    let wanted = entry.must.iter().flatten().zip(conditions.must.iter().flatten());
    for (entry, condition) in wanted {
        let Some(forbidding) = forbidding(condition, &forbidden) else { continue };
        let Some((source, place)) = first_pattern(entry) else { continue };
        let fault = Diagnostic::new(Code::Contradiction, place.clone()).with("pattern", source);
        faults.push(match first_pattern(forbidding) {
            Some((_, other)) => fault.and_at(other.clone()),
            None => fault,
        });
    }
}

/// What forbids a condition however it may hold: of several, the last, which was written later.
fn forbidding<'d>(
    condition: &Condition,
    forbidden: &[(&'d ConditionEntry, &Condition)],
) -> Option<&'d ConditionEntry> {
    match condition {
        Condition::All(all) => all.iter().find_map(|one| forbidding(one, forbidden)),
        Condition::Around { patterns, .. } => {
            let of = |pattern| forbidden.iter().rfind(|(_, other)| forbids(other, condition, pattern));
            let found = patterns.iter().map(of).collect::<Option<Vec<_>>>()?;
            found.last().map(|(entry, _)| *entry)
        }
    }
}

/// Whether `forbidden` holds whenever `condition` holds by `pattern`.
fn forbids(forbidden: &Condition, condition: &Condition, pattern: &Pattern) -> bool {
    let (
        Condition::Around { relation: looks, patterns, within: reach, distance: far, .. },
        Condition::Around { relation, within, distance, .. },
    ) = (forbidden, condition)
    else {
        return false;
    };
    let is_same_side = looks == relation || (*looks == Relation::Near && *relation != Relation::Inside);
    let is_as_wide =
        width(*reach) >= width(*within) && far.unwrap_or(usize::MAX) >= distance.unwrap_or(usize::MAX);
    let is_same = |other: &Pattern| {
        other.segments == pattern.segments && other.gaps == pattern.gaps && other.either == pattern.either
    };
    let is_named = patterns.iter().any(|other| is_same(other) || contains_all(other, pattern));
    is_same_side && is_as_wide && is_named
}

/// Whether every term of `inner`, which has no gaps, is one of `outer`, which has none either.
fn contains_all(outer: &Pattern, inner: &Pattern) -> bool {
    let ([outer], [inner]) = (&outer.segments[..], &inner.segments[..]) else { return false };
    inner.0.iter().all(|literal| outer.0.contains(literal))
}

fn width(unit: Unit) -> usize {
    match unit {
        Unit::Clause => 0,
        Unit::Sentence => 1,
        Unit::Paragraph => 2,
    }
}

fn first_pattern(entry: &ConditionEntry) -> Option<(&str, &Place)> {
    match entry {
        ConditionEntry::All(all) => all.iter().find_map(first_pattern),
        ConditionEntry::Around { patterns, .. } => {
            patterns.first().map(|pattern| (pattern.source.as_str(), &pattern.place))
        }
    }
}

/// Tells the conditions of a clause that every match of it fulfils, or none can.
fn decided_by_match(entry: &ConditionsEntry, clause: &Clause, faults: &mut Vec<Diagnostic>) {
    let Some(matches) = clause
        .patterns
        .iter()
        .map(|pattern| match &pattern.segments[..] {
            [segment] => Some(&segment.0),
            _ => None,
        })
        .collect::<Option<Vec<_>>>()
    else {
        return;
    };
    let matches: Vec<&str> = matches.into_iter().flatten().map(String::as_str).collect();
    let must = entry.must.iter().flatten().zip(clause.conditions.must.iter().flatten());
    let must_not = entry.must_not.iter().zip(&clause.conditions.must_not);
    for (entry, condition) in must.chain(must_not) {
        decided(entry, condition, &matches, faults);
    }
}

fn decided(entry: &ConditionEntry, condition: &Condition, matches: &[&str], faults: &mut Vec<Diagnostic>) {
    let (entries, relation, patterns) = match (entry, condition) {
        (ConditionEntry::All(entries), Condition::All(all)) => {
            entries.iter().zip(all).for_each(|(entry, one)| decided(entry, one, matches, faults));
            return;
        }
        (ConditionEntry::Around { patterns: entries, .. }, Condition::Around { relation, patterns, .. }) => {
            (entries, *relation, patterns)
        }
        _ => return,
    };
    for (entry, pattern) in entries.iter().zip(patterns) {
        let [segment] = &pattern.segments[..] else { continue };
        let has_one = |text: &&str| segment.0.iter().any(|literal| stands_in(literal, text));
        let (in_all, in_any) = (matches.iter().all(&has_one), matches.iter().any(&has_one));
        let all_stand_in_all =
            segment.0.iter().all(|literal| matches.iter().all(|text| stands_in(literal, text)));
        let (what, help) = match relation {
            Relation::Inside if in_all => ("condition_in_match.always", "condition_in_match.drop"),
            Relation::Inside if !in_any => ("condition_in_match.never", "condition_in_match.widen"),
            Relation::Inside => continue,
            _ if all_stand_in_all => ("condition_in_match.itself", "condition_in_match.second"),
            _ => continue,
        };
        let what = Message::new(what).with("pattern", &entry.source);
        let fault = Diagnostic::new(Code::ConditionInMatch, entry.place.clone()).with_message("what", what);
        faults.push(fault.with_message("help", Message::new(help)));
    }
}

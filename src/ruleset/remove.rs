//! What rules take out of those that they build on: whole categories, or patterns and examples of one.

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
use super::dictionary::{CategoryEntry, FileRules, Located, PatternEntry};
use super::pattern::{self, Alternative, PatternText};
use super::rules::is_id_within;
use crate::language::Message;
use crate::text::{fold, nearest};

/// Drops the categories whose ids stand under `remove` at the top of a file; a parent's id includes its
/// children.
pub(super) fn drop_categories(base: &mut [FileRules], own: &[FileRules], faults: &mut Vec<Diagnostic>) {
    let removed: Vec<&Located<String>> = own.iter().flat_map(|file| &file.removed).collect();
    let ids: Vec<&str> =
        base.iter().flat_map(|file| &file.categories).map(|category| category.id.value.as_str()).collect();
    for above in &removed {
        if !ids.iter().any(|id| is_id_within(id, &above.value)) {
            let fault = Diagnostic::new(Code::UnknownId, above.place.clone()).with("id", &above.value);
            faults.push(match nearest(&above.value, ids.iter().copied()) {
                Some(near) => Diagnostic { code: Code::MisspeltId, ..fault.with("near", near) }
                    .mend(above.place.bytes(), near),
                None => fault,
            });
        }
    }
    for file in base {
        let is_dropped = |id: &str| removed.iter().any(|above| is_id_within(id, &above.value));
        file.categories.retain(|category| !is_dropped(&category.id.value));
    }
}

/// What is to be taken out of categories of the base and is not there.
pub(super) fn missing(base: &[FileRules], own: &[FileRules]) -> Vec<Diagnostic> {
    let all: Vec<&CategoryEntry> = base.iter().flat_map(|file| &file.categories).collect();
    let missing = |category: &CategoryEntry| {
        let of_base = all.iter().find(|other| other.id.value == category.id.value);
        let wanted = category.removed.iter().map(Wanted::of);
        let missing = wanted.filter_map(|wanted| wanted.missing(of_base?, &all));
        missing.collect::<Vec<_>>()
    };
    own.iter().flat_map(|file| &file.categories).flat_map(missing).collect()
}

/// Takes patterns and examples out of a category of the base.
pub(super) fn take_out(
    category: &mut CategoryEntry,
    removed: &[Located<String>],
    faults: &mut Vec<Diagnostic>,
) {
    let wanted: Vec<Wanted> = removed.iter().map(Wanted::of).collect();
    let is_kept = |entry: &PatternEntry| !wanted.iter().any(|wanted| wanted.is_pattern(entry));
    category.masks.retain(is_kept);
    for clause in &mut category.clauses {
        let hit = clause.patterns.iter().find_map(|entry| wanted.iter().find(|one| one.is_pattern(entry)));
        let Some(hit) = hit else { continue };
        clause.patterns.retain(is_kept);
        let at_least = clause.at_least.as_ref().map_or(1, |number| number.value);
        if !clause.patterns.is_empty() && clause.patterns.len() < at_least {
            let rest = clause.patterns.iter().map(|entry| format!("`{}`", entry.source));
            let fault = hit.fault(Code::TooFewLeft).with("left", clause.patterns.len());
            faults.push(fault.with("at_least", at_least).with_list("rest", rest));
        }
    }
    category.clauses.retain(|clause| !clause.patterns.is_empty());
    let is_kept = |text: &Located<String>| !wanted.iter().any(|wanted| wanted.is_text(&text.value));
    category.examples.retain(is_kept);
    category.counterexamples.retain(is_kept);
}

/// One thing to take out: a pattern, however it is written, or the text of an example.
struct Wanted<'r> {
    written: &'r Located<String>,
    /// Nothing where it is no pattern.
    pattern: Option<PatternText>,
    folded: String,
}

impl Wanted<'_> {
    fn of(written: &Located<String>) -> Wanted<'_> {
        Wanted { written, pattern: pattern::parse(&written.value).ok(), folded: fold(&written.value) }
    }

    fn is_pattern(&self, entry: &PatternEntry) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.says_the_same(&entry.text))
    }

    fn is_text(&self, text: &str) -> bool {
        fold(text) == self.folded
    }

    fn fault(&self, code: Code) -> Diagnostic {
        Diagnostic::new(code, self.written.place.clone()).with("pattern", &self.written.value)
    }

    fn is_in(&self, category: &CategoryEntry) -> bool {
        patterns(category).any(|entry| self.is_pattern(entry))
            || texts(category).any(|text| self.is_text(&text.value))
    }

    /// What is told where the category has no such thing: what was meant, as far as it can be seen.
    fn missing(&self, category: &CategoryEntry, all: &[&CategoryEntry]) -> Option<Diagnostic> {
        if self.is_in(category) {
            return None;
        }
        let id = &category.id.value;
        if let Some((whole, rest)) = self.whole(category) {
            let way_out = match rest {
                Some(rest) => Message::new("extends.rest_of_pattern").with("rest", rest),
                None => Message::new("extends.whole_pattern"),
            };
            let fault = self.fault(Code::PartOfPattern).with("id", id).with("whole", &whole.source);
            return Some(fault.with_message("way_out", way_out));
        }
        let fault = self.fault(Code::UnknownPattern).with("id", id);
        if let Some(other) = all.iter().find(|other| self.is_in(other)) {
            let way_out = Message::new("extends.stands_elsewhere").with("id", &other.id.value);
            return Some(fault.with_message("way_out", way_out));
        }
        let known = patterns(category).map(|entry| &entry.source);
        let known = known.chain(texts(category).map(|text| &text.value));
        Some(match nearest(&self.written.value, known.map(String::as_str)) {
            Some(near) => {
                let fault = Diagnostic { code: Code::MisspeltPattern, ..fault.with("near", near) };
                fault.mend(self.written.place.bytes(), quoted(near, &self.written.place))
            }
            None => fault.with_message("way_out", Message::new("extends.write_it_whole")),
        })
    }

    /// The pattern of which this is one alternative, and what is left of it without.
    fn whole<'c>(&self, category: &'c CategoryEntry) -> Option<(&'c PatternEntry, Option<String>)> {
        let segments = &self.pattern.as_ref()?.segments[..];
        let [segment] = segments else { return None };
        let [Alternative::Literal(term, _)] = &segment[..] else { return None };
        patterns(category).find_map(|entry| Some((entry, without(entry, term)?)))
    }
}

fn patterns(category: &CategoryEntry) -> impl Iterator<Item = &PatternEntry> {
    category.clauses.iter().flat_map(|clause| &clause.patterns).chain(&category.masks)
}

fn texts(category: &CategoryEntry) -> impl Iterator<Item = &Located<String>> {
    category.examples.iter().chain(&category.counterexamples)
}

/// What is left of a pattern without the alternative `term`; nothing where no segment would be left, `None`
/// where there is no such alternative.
#[expect(
    clippy::option_option,
    reason = "to have no such alternative and to be nothing without it are two things"
)]
fn without(entry: &PatternEntry, term: &str) -> Option<Option<String>> {
    let is_term =
        |alternative: &Alternative| matches!(alternative, Alternative::Literal(text, _) if text == term);
    let segment = entry.text.segments.iter().find(|segment| segment.iter().any(is_term))?;
    let at = segment.iter().position(is_term)?;
    // With the sign that joins it to its neighbour.
    let cut = match (segment.get(at + 1), at.checked_sub(1)) {
        (Some(next), _) => segment[at].span().start..next.span().start,
        (None, Some(before)) => segment[before].span().end..segment[at].span().end,
        (None, None) => return Some(None),
    };
    let kept = entry.source.chars().enumerate().filter(|(at, _)| !cut.contains(at));
    Some(Some(kept.map(|(_, c)| c).collect()))
}

/// A pattern as it can stand in the place of another: in quotation marks where those were, or where it needs
/// them.
fn quoted(pattern: &str, place: &Place) -> String {
    let was_quoted = place.file.text[place.bytes()].starts_with(['"', '\'']);
    let signs = [',', '[', ']', '{', '}', '#', ':', '&', '*', '!', '%', '@', '`', '"', '\''];
    if was_quoted || pattern.contains(signs) || pattern.starts_with(['|', '>', '-', '?']) {
        return format!("'{}'", pattern.replace('\'', "''"));
    }
    pattern.to_owned()
}

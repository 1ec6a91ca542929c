//! Terms that are not written as they stand in texts: characters that only look right, signs and blanks
//! that slipped in, and terms too short to mean anything.

use super::Subject;
use super::walk::all_patterns;
use crate::language::Message;
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::{Diagnostic, Place};
use crate::ruleset::dictionary::PatternEntry;
use crate::ruleset::pattern::Alternative;
use crate::text::{is_han, lookalike};

pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    for term in subject.terms.iter().filter(|term| term.is_written) {
        let mut characters = term.literal.chars();
        if let (Some(only), None) = (characters.next(), characters.next())
            && only.is_alphanumeric()
        {
            let fault = Diagnostic::new(Code::SingleCharacter, term.place.clone());
            faults.push(fault.with("term", &term.written));
        }
    }
    let mut speller = Speller { subject, faults };
    for file in &subject.dictionary.files {
        for member in file.sets.iter().flat_map(|set| &set.members) {
            let written = member.place.file.text.get(member.place.bytes()).unwrap_or_default();
            speller.text(written, &member.place, &member.place);
        }
    }
    for (entry, _) in all_patterns(subject) {
        speller.pattern(entry);
    }
}

struct Speller<'f, 'd> {
    subject: &'f Subject<'d>,
    faults: &'f mut Vec<Diagnostic>,
}

impl Speller<'_, '_> {
    fn pattern(&mut self, entry: &PatternEntry) {
        for alternative in entry.text.segments.iter().flatten() {
            if let Alternative::Literal(_, span) = alternative {
                self.text(&entry.written(span), &entry.place_of(span), &entry.place);
            }
        }
        self.blanks(entry);
    }

    /// A term as written, at `place`, in the pattern or member at `whole`.
    fn text(&mut self, written: &str, place: &Place, whole: &Place) {
        let text = written.trim_matches(['"', '\'']);
        self.lookalikes(text, place);
        if !self.subject.is_misread(whole) {
            self.punctuation(text, place);
        }
    }

    fn lookalikes(&mut self, text: &str, place: &Place) {
        let found = text.chars().enumerate().find_map(|(at, c)| Some((c, lookalike(text, at, c)?)));
        let Some((character, meant)) = found else { return };
        let written = &place.file.text[place.bytes()];
        let fault = Diagnostic::new(Code::LookalikeCharacter, place.clone()).with("found", character);
        let fault = fault.with("point", format_args!("U+{:04X}", u32::from(character)));
        let fault = fault.with("meant", meant).with("term", text);
        // All of them at once, or the corrected line would still be wrong.
        let mended = written.chars().enumerate().map(|(at, c)| lookalike(written, at, c).unwrap_or(c));
        self.faults.push(fault.mend(place.bytes(), mended.collect::<String>()));
    }

    fn punctuation(&mut self, text: &str, place: &Place) {
        let words = text.trim_matches(|c| is_stray(c) || c.is_whitespace());
        let has_words = words.chars().any(|c| is_han(c) || c.is_alphanumeric());
        if !has_words || words == text.trim() {
            return;
        }
        let sign: String = text.trim().chars().filter(|c| is_stray(*c)).take(1).collect();
        let what = Message::new("stray_punctuation.sign").with("written", text.trim()).with("sign", sign);
        let fault = Diagnostic::new(Code::StrayPunctuation, place.clone()).with("term", words);
        let written = &place.file.text[place.bytes()];
        let mended = written.replace(text, words);
        self.faults.push(fault.with_message("what", what).mend(place.bytes(), mended));
    }

    /// Blanks at the edge of a quoted pattern, which say that something else was meant.
    fn blanks(&mut self, entry: &PatternEntry) {
        let trimmed = entry.source.trim();
        let written = &entry.place.file.text[entry.place.bytes()];
        if trimmed.len() == entry.source.len() || !written.starts_with(['"', '\'']) {
            return;
        }
        let fault = Diagnostic::new(Code::StrayPunctuation, entry.place.clone()).with("term", trimmed);
        let what = Message::new("stray_punctuation.blank").with("written", &entry.source);
        let fault = fault.with_message("what", what);
        self.faults.push(fault.mend(entry.place.bytes(), written.replace(&entry.source, trimmed)));
    }
}

fn is_stray(c: char) -> bool {
    matches!(c, '。' | '，' | '、' | '；' | '：' | '！' | '？' | '!' | '?' | ';' | ':' | ',' | '．')
}

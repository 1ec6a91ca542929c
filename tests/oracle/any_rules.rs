//! What must hold of any rule file at all: it is refused or accepted, with every diagnostic at a place
//! that the file has, and nothing panics.

use cuoshi::{Diagnostics, Dictionary, Language, Place, Tagger};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseError;

use super::runner::check;
use super::{generate, yaml};

#[rustfmt::skip]
const FRAGMENTS: [&str; 60] = [
    "version: 1\n", "categories:\n", "  - id: a\n", "extends: built-in\n", "remove: ", "remove: [fiscal]\n",
    "  - id: fiscal.subsidies\n    remove: [补贴, 奖励]\n", "    any: [补贴, 贷款]\n", "    any:\n",
    "      - 补贴\n", "match: ", "if: ", "unless: ", "all: ", "near: ", "inside: ", "within: 句",
    "within: clause", "distance: 3", "distance: -1", "at_least: 2", "unconditional: yes",
    "boundary: none", "sets:\n", "  车辆: [<车辆>]\n", "<车辆>", "<车", "mask: ", "flags: ", "lexicon: ",
    "defaults: {gap: 1.5}\n", "<<: *a\n", "&a ", "*a ", "!!str ", "- ", "  ", "\n", "\t", ": ",
    ", ", "[", "]", "{", "}", "'", "\"", "|", ">", "…", "...", "~", "\\", "#", "---\n", "：", "，",
    "【", "“", "\u{FEFF}",
];
#[rustfmt::skip]
const SLIPS: [&str; 32] = [
    "：", "，", "“", "”", "【", "】", "｛", "—", "\u{3000}", "\t", "\n", " ", "'", "\"", "[", "]", "{",
    "}", "-", ":", ",", "|", ">", "<", "~", "…", "#", "&", "*", "!", "\0", "\u{FEFF}",
];

/// What a diagnostic names must be there, in a file of the analyst, and showing it must not panic. What else
/// belongs to it may be in the built-in dictionary.
fn faults_are_sound(files: &[(String, String)], faults: &Diagnostics) -> Result<(), TestCaseError> {
    let is_sound = |place: &Place| {
        files.iter().any(|(name, text)| {
            let bytes = place.bytes();
            let lines = text.matches('\n').count() + 1;
            name == place.file()
                && bytes.start <= bytes.end
                && text.get(bytes).is_some()
                && (1..=lines).contains(&place.line())
                && place.column() >= 1
        })
    };
    for fault in faults {
        let other = fault.other().filter(|place| !place.file().starts_with("built-in/"));
        for place in fault.place().into_iter().chain(other) {
            prop_assert!(is_sound(place), "{} at {:?} is not in {:?}", fault, place.bytes(), files);
        }
        prop_assert!(
            !fault.message(Language::English).is_empty() && !fault.help(Language::English).is_empty()
        );
        let _ = (fault.corrected_line(), fault.to_string());
    }
    prop_assert_eq!(faults.render(false, Language::English).is_empty(), faults.is_empty());
    Ok(())
}

/// Returns whether the rules were accepted.
fn checking_is_sound(files: &[(String, String)]) -> Result<bool, TestCaseError> {
    match Dictionary::parse(files.to_vec()).check() {
        Ok((rules, warnings)) => {
            prop_assert!(!warnings.has_errors(), "accepted with errors: {:?}", files);
            faults_are_sound(files, &warnings)?;
            // A text without Han: the rules are made ready, but no dictionary of words is loaded.
            Tagger::new(rules).tag("5G, 2.5G; 12345");
            Ok(true)
        }
        Err(faults) => {
            prop_assert!(faults.has_errors(), "refused without an error: {:?}", files);
            faults_are_sound(files, &faults)?;
            Ok(false)
        }
    }
}

#[test]
fn any_bytes_are_checked() {
    check(1000, &vec(any::<u8>(), 0..200), |bytes| {
        let files = [("soup.yml".to_owned(), String::from_utf8_lossy(&bytes).into_owned())];
        checking_is_sound(&files).map(drop)
    });
}

#[test]
fn any_fragments_are_checked() {
    let soup = vec(select(&FRAGMENTS[..]), 0..40).prop_map(|parts| parts.concat());
    let started = prop_oneof![Just(""), Just("version: 1\ncategories:\n  - id: a\n    any: [")];
    check(3000, &(started, soup), |(start, soup)| {
        checking_is_sound(&[("soup.yml".to_owned(), format!("{start}{soup}"))]).map(drop)
    });
}

/// A slip of the analyst's hand: where, what is typed, and whether it replaces what stood there.
pub fn slip() -> impl Strategy<Value = (Index, Option<&'static str>, bool)> {
    (any::<Index>(), proptest::option::weighted(0.75, select(&SLIPS[..])), any::<bool>())
}

#[test]
fn any_slip_in_legal_rules_is_checked() {
    check(1500, &(generate::rules(), vec(slip(), 1..4)), |(rules, slips)| {
        let mut files = yaml::files(&rules);
        make_slips(&mut files[0].1, slips);
        checking_is_sound(&files).map(drop)
    });
}

pub fn make_slips(text: &mut String, slips: Vec<(Index, Option<&'static str>, bool)>) {
    for (place, typed, replaces) in slips {
        let at: Vec<(usize, char)> = text.char_indices().collect();
        let (start, c) = at[place.index(at.len())];
        let end = if replaces || typed.is_none() { start + c.len_utf8() } else { start };
        text.replace_range(start..end, typed.unwrap_or(""));
    }
}

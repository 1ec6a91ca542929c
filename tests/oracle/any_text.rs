//! What must hold of any text at all, whatever characters it is made of.

use std::sync::LazyLock;

use cuoshi::{Folded, RuleSet, Tagger, fold};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseError;

use super::agreement::tagger;
use super::fold::folded_text;
use super::generate;
use super::runner::check;

/// Characters at the borders of what folding treats, and some that belong to no word.
#[rustfmt::skip]
const BORDERS: [char; 40] = [
    '\0', '\u{1}', '\t', '\n', '\r', '\u{B}', '\u{C}', ' ', '!', '~', '\u{7F}', '\u{85}', '\u{A0}',
    '\u{AD}', '\u{301}', '\u{20DD}', '\u{2001}', '\u{2002}', '\u{200A}', '\u{200B}', '\u{200E}',
    '\u{2028}', '\u{202E}', '\u{2060}', '〇', '\u{3000}', '\u{33FF}', '\u{3400}', '\u{4DC0}',
    '\u{9FFF}', '\u{F900}', '\u{FEFF}', '\u{FF00}', '！', '～', '｟', '\u{FFFD}', '\u{1F468}',
    '\u{20000}', '\u{10FFFF}',
];

fn any_text() -> impl Strategy<Value = String> {
    let run = |c: char, n: usize| c.to_string().repeat(n);
    let part = prop_oneof![
        3 => any::<char>().prop_map(String::from),
        4 => select(&BORDERS[..]).prop_map(String::from),
        4 => generate::phrase().prop_map(str::to_owned),
        1 => (select(&BORDERS[..]), 1..400_usize).prop_map(move |(c, n)| run(c, n)),
        1 => (generate::phrase(), 1..200_usize).prop_map(|(text, n)| text.repeat(n)),
    ];
    vec(part, 0..30).prop_map(|parts| parts.concat())
}

#[test]
fn folding_follows_the_page_and_is_idempotent() {
    check(3000, &any_text(), |text| {
        let folded = fold(&text);
        prop_assert_eq!(&folded, &folded_text(&text), "folding {:?}", text);
        let with_way_back = Folded::new(&text);
        prop_assert_eq!(with_way_back.text(), &folded, "with the way back, {:?}", text);
        prop_assert_eq!(&fold(&folded), &folded, "folded twice, {:?}", text);
        Ok(())
    });
}

/// The spans of what was found are places in the text, in order, none of a tag within another.
fn places_are_sound(tagger: &Tagger, text: &str) -> Result<(), TestCaseError> {
    for tag in tagger.tag(text) {
        prop_assert!(!tag.evidence.is_empty(), "a tag without evidence on {:?}", text);
        for evidence in &tag.evidence {
            let (span, bytes) = (evidence.span.clone(), evidence.bytes.clone());
            prop_assert!(span.start < span.end, "{:?} on {:?}", span, text);
            let characters: String = text.chars().skip(span.start).take(span.len()).collect();
            prop_assert_eq!(
                text.get(bytes.clone()),
                Some(&characters[..]),
                "{:?} is {:?}, {:?}",
                span,
                bytes,
                text
            );
            prop_assert_eq!(text[..bytes.start].chars().count(), span.start, "{:?}", text);
        }
        for pair in tag.evidence.windows(2) {
            let (one, next) = (&pair[0].span, &pair[1].span);
            prop_assert!(one.start < next.start && one.end < next.end, "{:?}, {:?} on {:?}", one, next, text);
        }
    }
    Ok(())
}

#[test]
fn the_built_in_rules_tag_any_text() {
    static BUILT_IN: LazyLock<Tagger> = LazyLock::new(|| Tagger::new(RuleSet::built_in().unwrap()));
    check(1000, &any_text(), |text| places_are_sound(&BUILT_IN, &text));
}

#[test]
fn any_rules_tag_any_text() {
    check(30, &(generate::rules(), vec(any_text(), 10)), |(rules, texts)| {
        let tagger = tagger(&rules)?;
        texts.iter().try_for_each(|text| places_are_sound(&tagger, text))
    });
}

/// For a pattern of one literal, the original at the span folds to what the literal folds to.
#[test]
fn the_way_back_leads_to_what_was_matched() {
    let rules = "version: 1\ndefaults: {boundary: none}\ncategories:\n";
    let terms = generate::plain_terms().into_iter().enumerate();
    let rules = terms
        .fold(rules.to_owned(), |rules, (i, term)| rules + &format!("  - id: t{i}\n    any: '{term}'\n"));
    let tagger = Tagger::new(RuleSet::from_yaml("terms.yml", &rules).unwrap());
    check(1500, &any_text(), |text| {
        places_are_sound(&tagger, &text)?;
        for evidence in tagger.tag(&text).iter().flat_map(|tag| &tag.evidence) {
            let original = &text[evidence.bytes.clone()];
            prop_assert_eq!(fold(original), fold(evidence.pattern), "{:?}", text);
        }
        Ok(())
    });
}

//! Explanations agree with tagging: the verdict is the engine's, whoever lacks a category is told a change of the
//! rules that gives it, and whatever change is named does what it says, in the rules and as lines of their files.

use std::cell::Cell;
use std::fs;
use std::path::Path;

use cuoshi::analysis::{Explainer, Explanation};
use cuoshi::report::explain::Told;
use cuoshi::{Category, Dictionary, Folded, Language, RuleSet, Tagger};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;
use serde_json::Value;

use super::agreement::{shown, tagger};
use super::runner::check;
use super::{generate, yaml};

fn has(tagger: &Tagger, text: &str, category: &Category) -> bool {
    tagger.tag(text).iter().any(|tag| tag.category.id() == category.id())
}

/// What must hold of any explanation.
fn is_sound(tagger: &Tagger, text: &str, explanation: &Explanation) -> Result<Value, TestCaseError> {
    let category = explanation.category;
    let id = category.id();
    let is_tagged = has(tagger, text, category);
    prop_assert_eq!(explanation.is_tagged(), is_tagged, "{} on {:?}", id, text);
    for remedy in explanation.remedies() {
        let differs = has(&remedy.tagger(tagger), text, category) != is_tagged;
        prop_assert!(differs, "{} on {:?}: {:?}", id, text, remedy);
    }
    let may_be_silent = is_tagged || category.is_group() || Folded::new(text).text().is_empty();
    prop_assert!(may_be_silent || explanation.remedies().next().is_some(), "{} on {:?}", id, text);
    let json = json(tagger, text, explanation);
    what_is_told_is_sound(tagger, text, explanation, &json)?;
    Ok(json)
}

/// All evidence is told, each with the words of its segments in order; no clause comes near without something that
/// stops it.
fn what_is_told_is_sound(
    tagger: &Tagger,
    text: &str,
    explanation: &Explanation,
    json: &Value,
) -> Result<(), TestCaseError> {
    let spans = |value: &Value| (value["start"].as_u64(), value["end"].as_u64());
    let empty = Vec::new();
    let matches = json["matches"].as_array().unwrap_or(&empty);
    let tags = tagger.tag(text);
    let tag = tags.iter().find(|tag| tag.category.id() == explanation.category.id());
    let evidence = tag.map_or(&[][..], |tag| &tag.evidence);
    prop_assert_eq!(matches.len(), evidence.len().min(50), "{} on {:?}", json, text);
    for (told, found) in matches.iter().zip(evidence) {
        let span = (found.span.start as u64, found.span.end as u64);
        prop_assert_eq!(spans(told), (Some(span.0), Some(span.1)), "{} on {:?}", told, text);
        prop_assert_eq!(&told["pattern"], found.pattern);
        let segments = told["segments"].as_array().unwrap();
        prop_assert_eq!(spans(&segments[0]).0, Some(span.0), "{} on {:?}", told, text);
        prop_assert_eq!(spans(&segments[segments.len() - 1]).1, Some(span.1), "{} on {:?}", told, text);
        let is_behind = |pair: &[Value]| spans(&pair[0]).1 <= spans(&pair[1]).0;
        prop_assert!(segments.windows(2).all(is_behind), "{} on {:?}", told, text);
        let flags: Vec<&str> = found.flags.iter().map(|flag| flag.name()).collect();
        let told_flags = told["flags"].as_array().unwrap().iter();
        for (told, flag) in told_flags.zip(&flags) {
            prop_assert_eq!(&told["flag"], flag);
            prop_assert_eq!(&told["if"]["holds"], true, "{} on {:?}", told, text);
        }
        for level in told["levels"].as_array().unwrap() {
            prop_assert!(level["if"].is_null() || level["if"]["holds"] == true, "{} on {:?}", level, text);
        }
    }
    for miss in json["misses"].as_array().unwrap_or(&empty) {
        prop_assert!(!miss["obstacles"].as_array().unwrap().is_empty(), "{} on {:?}", miss, text);
    }
    Ok(())
}

fn json(tagger: &Tagger, text: &str, explanation: &Explanation) -> Value {
    let told = Told {
        text,
        rules: tagger.rules(),
        explanations: std::slice::from_ref(explanation),
        effects: None,
        is_nearest: false,
        is_unwanted: true,
        language: Language::English,
    };
    let mut out = Vec::new();
    told.json(&mut out);
    let value: Value = serde_json::from_slice(&out).unwrap();
    value["explanations"][0].clone()
}

/// A change that can be shown as lines of the files, made in the files, gives what it gives in the rules.
fn can_be_written(tagger: &Tagger, text: &str, explanation: &Explanation) -> Result<usize, TestCaseError> {
    let mut written = 0;
    for remedy in explanation.remedies() {
        let Some(rewriting) = remedy.rewrite(tagger.rules()) else { continue };
        let Ok((rules, _)) = Dictionary::parse(rewriting.files.clone()).check() else {
            return Err(TestCaseError::fail(format!("{} became wrong", shown(&rewriting.files))));
        };
        let changed = remedy.apply(tagger.rules());
        prop_assert_eq!(rules.digest(), changed.digest(), "{}", shown(&rewriting.files));
        let differs = has(&Tagger::new(rules), text, explanation.category) != explanation.is_tagged();
        prop_assert!(differs, "{:?} on {:?}", rewriting.hunks, text);
        written += 1;
    }
    Ok(written)
}

/// What programs are told of such a change suffices to make it.
fn can_be_made(
    tagger: &Tagger,
    files: &[(String, String)],
    explanation: &Explanation,
    told: &Value,
) -> Result<(), TestCaseError> {
    for (remedy, told) in explanation.remedies().zip(remedies_of(told)) {
        let Some(rewriting) = remedy.rewrite(tagger.rules()) else { continue };
        let made = made_by_hand(files, told["hunks"].as_array().unwrap());
        prop_assert_eq!(made, files_of_lines(&rewriting.files), "{}", told);
    }
    Ok(())
}

/// The remedies of an explanation, as told to programs, in their order.
fn remedies_of(json: &Value) -> Vec<&Value> {
    let of_misses = json["misses"].as_array().into_iter().flatten();
    of_misses.chain([json]).filter_map(|one| one["remedies"].as_array()).flatten().collect()
}

/// Name and lines of files.
type FilesOfLines = Vec<(String, Vec<String>)>;

fn files_of_lines(files: &[(String, String)]) -> FilesOfLines {
    let lines = |text: &String| text.lines().map(str::to_owned).collect();
    files.iter().map(|(name, text)| (name.clone(), lines(text))).collect()
}

/// Files after a change, made in them from its last line to its first by whoever knows nothing but what is told.
fn made_by_hand(files: &[(String, String)], hunks: &[Value]) -> FilesOfLines {
    let mut files = files_of_lines(files);
    let mut hunks: Vec<&Value> = hunks.iter().collect();
    hunks.sort_by_key(|hunk| std::cmp::Reverse(hunk["line"].as_u64()));
    for hunk in hunks {
        let lines = |key: &str| -> Vec<String> { serde_json::from_value(hunk[key].clone()).unwrap() };
        let (_, file) = files.iter_mut().find(|(name, _)| hunk["file"] == name.as_str()).unwrap();
        let start = usize::try_from(hunk["line"].as_u64().unwrap()).unwrap() - 1;
        let range = start..start + lines("now").len();
        assert_eq!(file.get(range.clone()), Some(&lines("now")[..]), "{hunk}");
        file.splice(range, lines("then"));
    }
    files
}

#[test]
fn explanations_agree_with_tagging() {
    check(150, &generate::cases(2..5), |(rules, texts)| {
        let tagger = tagger(&rules)?;
        let files = yaml::files(&rules);
        let sound = |text: &String| {
            tagger.rules().categories().iter().try_for_each(|category| {
                let explanation = Explainer::new(&tagger).against().explain(text, category).unwrap();
                let told = is_sound(&tagger, text, &explanation)?;
                can_be_made(&tagger, &files, &explanation, &told)?;
                can_be_written(&tagger, text, &explanation).map(drop)
            })
        };
        let told = |fault: TestCaseError| TestCaseError::fail(format!("{}\n{fault}", shown(&files)));
        texts.iter().try_for_each(|text| sound(text).map_err(told))
    });
}

/// Examples and counterexamples of the shipped dictionary, by their own categories. What is proposed can nearly
/// always be shown as lines of the shipped files; where several changes meet in one entry, it is told in words.
#[test]
fn the_shipped_examples_are_explained() {
    let tagger = Tagger::new(RuleSet::built_in().unwrap());
    let shipped = Dictionary::built_in_files().iter();
    let files: Vec<_> =
        shipped.map(|(name, text)| (format!("built-in/{name}"), (*text).to_owned())).collect();
    let sentences_of = |category| {
        let category: &Category = category;
        category.examples().iter().chain(category.counterexamples()).map(move |one| (category, one.text()))
    };
    let sentences: Vec<_> = tagger.rules().categories().iter().flat_map(sentences_of).collect();
    let (proposed, shown) = (Cell::new(0), Cell::new(0));
    check(100, &any::<Index>(), |at| {
        let (category, text) = *at.get(&sentences);
        let explanation = Explainer::new(&tagger).against().explain(text, category).unwrap();
        let told = is_sound(&tagger, text, &explanation)?;
        can_be_made(&tagger, &files, &explanation, &told)?;
        for remedy in remedies_of(&told) {
            proposed.set(proposed.get() + 1);
            shown.set(shown.get() + usize::from(remedy["hunks"][0]["line"].is_number()));
        }
        Ok(())
    });
    let (proposed, shown) = (proposed.get(), shown.get());
    assert!(shown * 20 >= proposed * 19, "{shown} of {proposed} can be shown as lines");
}

#[test]
fn real_paragraphs_are_explained() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold/dev.jsonl");
    if !path.is_file() && std::env::var_os("CI").is_none_or(|value| value != "true") {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let text_of =
        |line: &str| serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap().to_owned();
    let texts: Vec<String> = fs::read_to_string(path).unwrap().lines().map(text_of).collect();
    let tagger = Tagger::new(RuleSet::built_in().unwrap());
    check(60, &(any::<Index>(), any::<Index>()), |(text, category)| {
        let text = text.get(&texts);
        let category = category.get(tagger.rules().categories());
        let explanation = Explainer::new(&tagger).against().explain(text, category).unwrap();
        is_sound(&tagger, text, &explanation).map(drop)
    });
}

//! Explanations agree with tagging: the verdict is the engine's, whoever lacks a category is told a change of the
//! rules that gives it, and whatever change is named does what it says.

use cuoshi::analysis::{Explainer, Explanation};
use cuoshi::{Category, Folded, RuleSet, Tagger};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::agreement::{shown, tagger};
use super::runner::check;
use super::{generate, yaml};

fn has(tagger: &Tagger, text: &str, category: &Category) -> bool {
    tagger.tag(text).iter().any(|tag| tag.category.id() == category.id())
}

/// What must hold of any explanation.
fn is_sound(
    tagger: &Tagger,
    text: &str,
    category: &Category,
    explanation: &Explanation,
) -> Result<(), TestCaseError> {
    let id = category.id();
    let is_tagged = has(tagger, text, category);
    prop_assert_eq!(explanation.is_tagged(), is_tagged, "{} on {:?}", id, text);
    for (number, remedy) in explanation.remedies().enumerate() {
        let changed = remedy.tagger(tagger);
        prop_assert_ne!(
            has(&changed, text, category),
            is_tagged,
            "{} on {:?}: {}. {:?}",
            id,
            text,
            number,
            remedy
        );
    }
    let may_be_silent = is_tagged || category.is_group() || Folded::new(text).text().is_empty();
    prop_assert!(may_be_silent || explanation.remedies().next().is_some(), "{} on {:?}", id, text);
    Ok(())
}

fn all_are_sound(tagger: &Tagger, text: &str) -> Result<(), TestCaseError> {
    for category in tagger.rules().categories() {
        let explanation = Explainer::new(tagger).against().explain(text, category).unwrap();
        is_sound(tagger, text, category, &explanation)?;
    }
    Ok(())
}

#[test]
fn explanations_agree_with_tagging() {
    check(150, &generate::cases(2..5), |(rules, texts)| {
        let tagger = tagger(&rules)?;
        let told = |fault: TestCaseError| fault_in(&yaml::files(&rules), &fault);
        texts.iter().try_for_each(|text| all_are_sound(&tagger, text).map_err(told))
    });
}

fn fault_in(files: &[(String, String)], fault: &TestCaseError) -> TestCaseError {
    TestCaseError::fail(format!("{}\n{fault}", shown(files)))
}

/// Each example and counterexample of the shipped dictionary, by its own category.
#[test]
fn the_shipped_examples_are_explained() {
    let tagger = Tagger::new(RuleSet::built_in().unwrap());
    for category in tagger.rules().categories() {
        for example in category.examples().iter().chain(category.counterexamples()) {
            let explanation = Explainer::new(&tagger).against().explain(example.text(), category).unwrap();
            is_sound(&tagger, example.text(), category, &explanation).unwrap();
            for remedy in explanation.remedies() {
                let Some(rewriting) = remedy.rewrite(tagger.rules()) else {
                    println!("NONE {remedy:?}");
                    continue;
                };
                for hunk in rewriting.hunks {
                    println!(
                        "{}:{}\n-{}\n+{}",
                        hunk.file,
                        hunk.line,
                        hunk.now.join("\n-"),
                        hunk.then.join("\n+")
                    );
                }
            }
        }
    }
}

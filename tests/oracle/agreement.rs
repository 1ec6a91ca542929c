//! Engine and oracle give the same tags: categories, places, patterns and flags, in the same order.

use std::fmt::Write;

use cuoshi::{Dictionary, Tagger};
use proptest::test_runner::TestCaseError;

use super::evaluate::{self, Evidence};
use super::rules::Rules;
use super::runner::{USUAL_CASES, check, fail};
use super::{generate, yaml};

#[test]
fn the_engine_agrees_with_the_oracle() {
    check(USUAL_CASES, &generate::cases(8..13), |(rules, texts)| {
        let tagger = tagger(&rules)?;
        for text in texts {
            if disagree(&rules, &tagger, &text) {
                let text = shortened(&rules, &tagger, &text);
                let expected = listed(&evaluate::evidence(&rules, &text));
                let found = listed(&found(&tagger, &text));
                let files = shown(&yaml::files(&rules));
                return fail(format!("{files}\ntext {text:?}\nexpected{expected}\nfound{found}"));
            }
        }
        Ok(())
    });
}

fn disagree(rules: &Rules, tagger: &Tagger, text: &str) -> bool {
    evaluate::evidence(rules, text) != found(tagger, text)
}

/// The text without every character that the disagreement can do without.
fn shortened(rules: &Rules, tagger: &Tagger, text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for i in (0..characters.len()).rev() {
        let c = characters.remove(i);
        if !disagree(rules, tagger, &characters.iter().collect::<String>()) {
            characters.insert(i, c);
        }
    }
    characters.into_iter().collect()
}

/// A tagger by these rules; they are legal, so a refusal is a failure.
pub fn tagger(rules: &Rules) -> Result<Tagger, TestCaseError> {
    let files = yaml::files(rules);
    match Dictionary::parse(files.clone()).check() {
        Ok((rules, _)) => Ok(Tagger::new(rules)),
        Err(faults) => {
            Err(TestCaseError::fail(format!("legal rules were refused:\n{}\n{faults}", shown(&files))))
        }
    }
}

/// The files of a rule set, for reading.
pub fn shown(files: &[(String, String)]) -> String {
    files.iter().fold(String::new(), |mut text, (name, yaml)| {
        let _ = write!(text, "--- {name}\n{yaml}");
        text
    })
}

fn found(tagger: &Tagger, text: &str) -> Vec<Evidence> {
    let mut found = Vec::new();
    for tag in tagger.tag(text) {
        for evidence in &tag.evidence {
            found.push(Evidence {
                category: tag.category.id().to_owned(),
                start: evidence.span.start,
                end: evidence.span.end,
                pattern: evidence.pattern.to_owned(),
                flags: evidence.flags.iter().map(|flag| flag.name().to_owned()).collect(),
            });
        }
    }
    found
}

fn listed(evidence: &[Evidence]) -> String {
    evidence.iter().fold(String::new(), |mut text, e| {
        let _ = write!(text, "\n    {} {}..{} {:?} {:?}", e.category, e.start, e.end, e.pattern, e.flags);
        text
    })
}

//! What `cuoshi explain` tells: each `tests/explain/*.yml` holds rules and texts, `*.txt` beside it what is told of
//! them. `REWRITE=1 cargo test --test explain` writes that anew. None of these cases needs Rust to add.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use cuoshi::analysis::{Effects, Explainer, Explanation};
use cuoshi::report::{Style, explain::Told};
use cuoshi::{Dictionary, Language, RuleSet, Tagger};
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

const WIDTH: usize = 80;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yml"));
    files.sort();
    files
}

/// A text and what is asked about it.
struct Question<'c> {
    text: &'c str,
    /// None where it is not said.
    category: Option<&'c str>,
    is_unwanted: bool,
    corpus: Vec<&'c str>,
    language: Language,
}

impl<'c> Question<'c> {
    fn of(case: &'c Value) -> Question<'c> {
        let lines =
            |value: &'c Value| value.as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        Question {
            text: case["text"].as_str().unwrap(),
            category: case["category"].as_str(),
            is_unwanted: case["unwanted"] == true,
            corpus: case.get("corpus").map_or_else(Vec::new, lines),
            language: if case["lang"] == "zh" { Language::Chinese } else { Language::English },
        }
    }

    fn head(&self) -> String {
        let mut head = format!("# {}", self.text.escape_debug());
        if let Some(category) = self.category {
            let _ = write!(head, "  --category {category}");
        }
        if self.is_unwanted {
            head += "  --unwanted";
        }
        head
    }

    fn explanations<'t>(&self, tagger: &'t Tagger) -> Vec<Explanation<'t>> {
        let explainer = Explainer::new(tagger);
        let explainer = if self.is_unwanted { explainer.against() } else { explainer };
        let Some(id) = self.category else { return explainer.at_most(1).nearest(self.text, 3) };
        let asked = tagger.rules().categories().iter().filter(|category| category.is_within(id));
        asked.map(|category| explainer.explain(self.text, category).unwrap()).collect()
    }

    /// What is told, in words and as JSON.
    fn told(&self, tagger: &Tagger) -> (String, Value) {
        let explanations = self.explanations(tagger);
        let mut effects = Effects::new(tagger, &explanations);
        for (number, line) in self.corpus.iter().enumerate() {
            let outcome = effects.look(line);
            effects.add(outcome, line, || format!("corpus.txt:{}", number + 1));
        }
        let told = Told {
            text: self.text,
            rules: tagger.rules(),
            explanations: &explanations,
            effects: (!self.corpus.is_empty()).then_some(&effects),
            is_nearest: self.category.is_none(),
            is_unwanted: self.is_unwanted,
            language: self.language,
        };
        let (mut text, mut json) = (Vec::new(), Vec::new());
        told.text(Style { width: WIDTH, colour: false, language: self.language }, &mut text);
        told.json(&mut json);
        (String::from_utf8(text).unwrap(), serde_json::from_slice(&json).unwrap())
    }
}

/// Does something with every question of every file.
fn each(mut action: impl FnMut(&Path, &Tagger, &Question)) {
    for file in files() {
        let cases: Value = serde_saphyr::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let rules = RuleSet::from_yaml("rules.yml", cases["rules"].as_str().unwrap());
        let tagger = Tagger::new(rules.unwrap_or_else(|faults| panic!("{}: {faults}", file.display())));
        for case in cases["cases"].as_array().unwrap() {
            action(&file, &tagger, &Question::of(case));
        }
    }
}

#[test]
fn what_is_told_is_as_read() {
    let mut found: Vec<(PathBuf, String)> = Vec::new();
    each(|file, tagger, question| {
        let golden = file.with_extension("txt");
        if found.last().is_none_or(|(last, _)| *last != golden) {
            found.push((golden, String::new()));
        }
        let text = &mut found.last_mut().unwrap().1;
        let _ = writeln!(text, "{}\n\n{}", question.head(), question.told(tagger).0);
    });
    let mut different = Vec::new();
    for (golden, text) in found {
        if std::env::var_os("REWRITE").is_some() {
            fs::write(&golden, &text).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != text {
            different.push(format!("{}:\n{text}", golden.display()));
        }
    }
    assert!(different.is_empty(), "REWRITE=1 writes it anew:\n{}", different.join("\n"));
}

/// A sentence without what sets text and JSON apart: blanks, line ends, and the numbers of words.
fn plain(sentence: &str) -> String {
    let mut plain: String = sentence.chars().filter(|c| !c.is_whitespace()).collect();
    for number in "123456789abcdefghijk".chars() {
        plain = plain.replace(&format!("({number})"), "");
    }
    plain
}

/// Every value of a key, wherever it stands.
fn all<'v>(value: &'v Value, key: &str, found: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| all(item, key, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                found.extend(value.as_str().filter(|_| name == key));
                if name == key {
                    found.extend(value.as_array().into_iter().flatten().filter_map(Value::as_str));
                }
                all(value, key, found);
            }
        }
        _ => {}
    }
}

#[test]
fn json_says_the_same() {
    each(|file, tagger, question| {
        let (text, json) = question.told(tagger);
        let text = plain(&text);
        for key in ["message", "pattern", "then", "now", "whence", "category"] {
            let mut values = Vec::new();
            all(&json, key, &mut values);
            for value in values {
                // What a condition that holds is not is not told in words.
                let is_said = text.contains(&plain(value)) || value.is_empty();
                assert!(is_said, "{}: {key} {value:?} is not in\n{text}", file.display());
            }
        }
    });
}

#[test]
fn no_line_is_wider_than_the_window() {
    each(|file, tagger, question| {
        for line in question.told(tagger).0.lines() {
            assert!(line.width() <= WIDTH, "{}: {line}", file.display());
        }
    });
}

/// A change that is shown as lines of the file, made in the file, changes the result.
#[test]
fn what_is_shown_can_be_written() {
    let mut shown = 0;
    each(|file, tagger, question| {
        for explanation in question.explanations(tagger) {
            for remedy in explanation.remedies() {
                let Some(rewriting) = remedy.rewrite(tagger.rules()) else { continue };
                let (rules, _) = Dictionary::parse(rewriting.files).check().unwrap();
                let changed = Tagger::new(rules);
                let id = explanation.category.id();
                let is_tagged = changed.tag(question.text).iter().any(|tag| tag.category.id() == id);
                assert_ne!(is_tagged, explanation.is_tagged(), "{}: {}", file.display(), question.text);
                shown += 1;
            }
        }
    });
    assert!(shown > 20, "{shown}");
}

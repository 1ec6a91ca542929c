//! The cases of the rule language, from `../shared/conformance` and `tests/suite`: rules, a text, and the
//! tags it must get, offsets and flags included. A case needs no Rust to add.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use cuoshi::{RuleSet, Tagger};
use serde_json::{Value, json};

/// The cases of every `.jsonl` file of a folder, each with the name of its file.
fn cases(folder: &Path) -> Vec<(String, Value)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        for line in fs::read_to_string(&file).unwrap().lines().filter(|line| !line.trim().is_empty()) {
            let case =
                serde_json::from_str(line).unwrap_or_else(|e| panic!("{}: {e}: {line}", file.display()));
            cases.push((file.file_name().unwrap().to_string_lossy().into_owned(), case));
        }
    }
    assert!(!cases.is_empty(), "{} holds no cases", folder.display());
    cases
}

/// The tags of a text in the form in which cases expect them.
fn tags(tagger: &Tagger, text: &str) -> Value {
    let evidence = |evidence: &cuoshi::Match| {
        let flags: Vec<&str> = evidence.flags.iter().map(|flag| flag.name()).collect();
        json!({"start": evidence.span.start, "end": evidence.span.end, "flags": flags})
    };
    let tag = |tag: &cuoshi::Tag| json!({"category": tag.category.id(), "evidence": tag.evidence.iter().map(evidence).collect::<Vec<_>>()});
    tagger.tag(text).iter().map(tag).collect()
}

fn run(folder: &Path) {
    let mut failures = Vec::new();
    let cases = cases(folder);
    for (file, case) in &cases {
        let name = case["name"].as_str().unwrap();
        let rules = match RuleSet::from_yaml(name, case["rules"].as_str().unwrap()) {
            Ok(rules) => rules,
            Err(faults) => {
                failures.push(format!("{file}: {name}: the rules were refused:\n{faults}"));
                continue;
            }
        };
        let found = tags(&Tagger::new(rules), case["text"].as_str().unwrap());
        if found != case["tags"] {
            failures.push(format!("{file}: {name}\n  expected {}\n  found    {found}", case["tags"]));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases fail:\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
    eprintln!("{} cases of {} hold", cases.len(), folder.display());
}

#[test]
fn own_cases_hold() {
    run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite"));
}

#[test]
fn shared_cases_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance");
    if !folder.is_dir() && std::env::var_os("CI").is_none_or(|value| value != "true") {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    }
    run(&folder);
}

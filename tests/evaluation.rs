//! `cuoshi evaluate` and `cuoshi agreement` from the outside, and what is written for and read from the tools in
//! which people code.
//!
//! Each file of `tests/evaluate/runs` begins with a command line, which is run in `tests/evaluate/files`; what follows
//! is what it prints, in a window of 100 columns unless `COLUMNS=` says otherwise. A new case is a file with that one
//! line: `REWRITE=1` writes the rest. The digest of the built-in rules, which change often, is shown as zeros.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cuoshi::analysis::{Evaluation, Gold, Scheme};
use cuoshi::corpus::{Coded, CodedOptions, CodedParagraph};
use cuoshi::{RuleSet, Tagger};
use serde_json::{Value, json};
use tempfile::TempDir;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluate")
}

/// What a run prints, and how it ends where it does not end well.
fn run(arguments: &[&str]) -> String {
    run_in(100, arguments)
}

/// The same in a window of so many columns.
fn run_in(columns: usize, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
    command.current_dir(folder().join("files")).args(arguments).stdin(Stdio::null());
    command.env_remove("CUOSHI_RULES").env("CUOSHI_LANG", "en").env("COLUMNS", columns.to_string());
    let output = command.output().unwrap();
    let mut shown = String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n");
    let digest = RuleSet::built_in().unwrap().digest().to_owned();
    shown = shown.replace(&digest, &"0".repeat(digest.len()));
    if !output.stderr.is_empty() {
        write!(shown, "--- standard error\n{}", String::from_utf8(output.stderr).unwrap()).unwrap();
    }
    match output.status.code() {
        Some(0) => {}
        code => writeln!(shown, "--- exit code {}", code.unwrap()).unwrap(),
    }
    shown
}

#[test]
fn every_run_prints_what_it_should() {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder().join("runs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut different = Vec::new();
    for path in names {
        let text = fs::read_to_string(&path).unwrap();
        let (line, expected) = text.split_once('\n').unwrap();
        let (before, arguments) = line.split_once("cuoshi ").expect("the first line is a command");
        let columns = before.strip_prefix("$ COLUMNS=").map_or(100, |word| word.trim().parse().unwrap());
        let found = run_in(columns, &arguments.split(' ').collect::<Vec<_>>());
        if std::env::var_os("REWRITE").is_some() {
            fs::write(&path, format!("{line}\n{found}")).unwrap();
        } else if found != expected {
            different.push(format!("{}\n{found}", path.display()));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// The tags of each paragraph of a file, by its id.
fn tags(path: &Path) -> Vec<(String, Vec<String>)> {
    let coded = Coded::read(path, std::io::empty(), &CodedOptions::default());
    assert!(coded.troubles.is_empty(), "{:?}", coded.troubles);
    let one = |paragraph: CodedParagraph| (paragraph.id.unwrap(), paragraph.tags.unwrap_or_default());
    coded.paragraphs.into_iter().map(one).collect()
}

#[test]
fn suggestions_come_back_from_doccano_as_they_went() {
    let folder = TempDir::new().unwrap();
    let given = |format: &str| {
        let path = folder.path().join(format!("{format}.jsonl"));
        fs::write(&path, run(&["tag", "--rules", "rules.yml", "--format", format, "gold.jsonl"])).unwrap();
        path
    };
    let (whole, spans) = (given("doccano"), given("doccano-spans"));
    assert_eq!(tags(&whole).len(), 12);
    assert_eq!(tags(&whole)[1].0, "n1:2");
    assert_eq!(tags(&whole)[1].1, ["fiscal.subsidies", "fiscal.rent_relief"]);
    assert_eq!(tags(&whole), tags(&spans));
    let first: Value =
        serde_json::from_str(fs::read_to_string(spans).unwrap().lines().next().unwrap()).unwrap();
    assert_eq!(first["label"], json!([[11, 13, "fiscal.subsidies"]]));
    assert_eq!(first["document"], "n1");
    // Of records without that field, nothing is said, and each is a document of its own.
    let path = folder.path().join("plain.csv");
    fs::write(&path, "id,text\n1,发放补贴。\n").unwrap();
    let shown = run(&["tag", "--rules", "rules.yml", "--format", "doccano", path.to_str().unwrap()]);
    let end = r#""document":"1","paragraph":1,"text":"发放补贴。","label":["fiscal.subsidies"]}"#;
    assert!(shown.trim_end().ends_with(end), "{shown}");
}

#[test]
fn suggestions_come_back_from_label_studio_as_they_went() {
    let arguments = ["tag", "--rules", "rules.yml", "--format", "label-studio", "gold.jsonl"];
    let tasks: Vec<Value> = serde_json::from_str(&run(&arguments)).unwrap();
    assert_eq!(tasks.len(), 12);
    assert_eq!(tasks[0]["data"]["document"], "n1");
    let choices = |item: &Value| item["type"] == "choices";
    let accepted = |task: &Value| {
        let predictions = task["predictions"].as_array();
        let result = predictions.map_or(json!([]), |all| all[0]["result"].clone());
        json!({"id": 1, "data": task["data"], "annotations": [{"completed_by": 3, "result": result}]})
    };
    let accepted: Vec<Value> = tasks.iter().map(accepted).collect();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("export.json");
    fs::write(&path, Value::from(accepted).to_string()).unwrap();
    for ((id, tags), task) in tags(&path).into_iter().zip(&tasks) {
        assert_eq!(task["data"]["id"], *id);
        let result = task["predictions"][0]["result"].as_array();
        let suggested = result.and_then(|result| result.iter().find(|item| choices(item)));
        let suggested = suggested.map_or(json!([]), |item| item["value"]["choices"].clone());
        assert_eq!(json!(tags), suggested, "{id}");
    }
}

#[test]
fn an_empty_corpus_is_an_empty_list_for_label_studio() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("empty.jsonl");
    fs::write(&path, "\n").unwrap();
    let shown = run(&["tag", "--rules", "rules.yml", "--format", "label-studio", path.to_str().unwrap()]);
    assert!(shown.starts_with("[]\n"), "{shown}");
}

#[test]
fn the_labelling_interface_has_every_category_twice() {
    let page = run(&["categories", "--rules", "rules.yml", "--format", "label-studio"]);
    for element in ["Label", "Choice"] {
        let line = format!("    <{element} value=\"Subsidies\" alias=\"fiscal.subsidies\"/>\n");
        assert!(page.contains(&line), "{page}");
        assert_eq!(page.matches(&format!("<{element} ")).count(), 4);
    }
}

#[test]
fn columns_of_other_names_are_read() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("coded.csv");
    fs::write(&path, "编号,正文,类别\n1,发放补贴。,财政补贴；卡点封控\n").unwrap();
    let names = ["--text-field", "正文", "--id-field", "编号", "--tags-field", "类别", "--format", "json"];
    let gold = ["evaluate", "--rules", "rules.yml", "--gold", path.to_str().unwrap()];
    let shown: Value = serde_json::from_str(&run(&[&gold[..], &names[..]].concat())).unwrap();
    assert_eq!(shown["micro"]["support"], 2);
    assert_eq!(shown["micro"]["right"], 1);
}

#[test]
fn the_page_needs_no_other_and_marks_the_evidence() {
    let page = run(&["evaluate", "--rules", "rules.yml", "--gold", "gold.jsonl", "--format", "html"]);
    for foreign in ["<script", "http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("打通产业链<mark>卡点</mark>"), "{page}");
    assert_eq!(page.matches("<table").count(), page.matches("<caption").count());
}

/// Rules with these patterns in one category, one of which is left out.
fn tagger_without(patterns: &[&str], left_out: Option<usize>) -> Tagger {
    let kept = patterns.iter().enumerate().filter(|(at, _)| Some(*at) != left_out);
    let list: Vec<String> = kept.map(|(_, pattern)| format!("      - {pattern}\n")).collect();
    let list = list.concat();
    let rules = format!("version: 1\ncategories:\n  - id: fiscal.subsidies\n    any:\n{list}");
    Tagger::new(RuleSet::from_yaml("some.yml", &rules).unwrap())
}

#[test]
fn the_ledger_says_what_becomes_without_a_pattern() {
    // 补助 lies inside 补助资金, and a weak sign counts only beside another.
    let patterns =
        ["补贴", "发放…补助", "补助资金", "补助", "{match: [摊位费, 减半, 手机], at_least: 2}", "封控"];
    let gold = |tagger: &Tagger| {
        let path = folder().join("files/gold.jsonl");
        let coded = Coded::read(&path, std::io::empty(), &CodedOptions::default());
        Gold::new(coded.paragraphs, Scheme::of(&[tagger.rules()], None)).0
    };
    let all = tagger_without(&patterns, None);
    let gold = gold(&all);
    let whole = Evaluation::of(&all, &gold);
    let entries = whole.ledger().entries;
    for (number, pattern) in patterns.iter().enumerate().filter(|(_, pattern)| !pattern.starts_with('{')) {
        let entry = entries.iter().find(|entry| entry.pattern == *pattern).unwrap();
        let less = tagger_without(&patterns, Some(number));
        let without = Evaluation::of(&less, &gold);
        let (before, after) = (whole.counts(), without.counts());
        assert_eq!(entry.alone_right, before.right - after.right, "{pattern}");
        assert_eq!(entry.alone, before.tagged() - after.tagged(), "{pattern}");
        let gain = after.f1().unwrap() - before.f1().unwrap();
        assert!((entry.gain_without - gain).abs() < 1e-12, "{pattern}");
    }
    let weak = |word: &str| entries.iter().find(|entry| entry.pattern == word).unwrap();
    assert_eq!((weak("摊位费").alone, weak("减半").alone, weak("手机").matches), (1, 1, 0));
}

#[test]
fn a_category_has_a_claim_exactly_where_it_has_a_tag() {
    let tagger = Tagger::new(RuleSet::built_in().unwrap());
    let categories = tagger.rules().categories().iter();
    for example in
        categories.flat_map(|category| category.examples().iter().chain(category.counterexamples()))
    {
        let mut claimed: Vec<&str> =
            tagger.claims(example.text()).iter().map(|claim| claim.category.id()).collect();
        claimed.dedup();
        let tags = tagger.tag(example.text());
        let given: Vec<&str> = tags.iter().map(|tag| tag.category.id()).collect();
        assert_eq!(claimed, given, "{}", example.text());
    }
}

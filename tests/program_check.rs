//! `cuoshi check` from the outside.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const RULES: &str = "\
version: 1
flags:
  ended: {if: {before: 停止, within: clause}}
categories:
  - id: fiscal
    label: 财政
  - id: fiscal.subsidies
    label: {zh: 补贴, en: Subsidies}
    any: [补贴]
  - id: control.access
    any: [封控]
";

/// A folder with rules, in which the program is run.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "rules.yml", RULES);
    folder
}

fn write(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// What a run gave.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

fn call(folder: &TempDir, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
    command.current_dir(folder.path()).args(arguments).stdin(Stdio::null());
    command.env_remove("CUOSHI_RULES").env_remove("COLUMNS").env("CUOSHI_LANG", "en");
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn check_tells_errors_and_doubts_and_its_exit_code_says_which() {
    let folder = folder();
    let run = call(&folder, &["check", "rules.yml"]);
    assert_eq!((run.code, &*run.err), (Some(0), ""), "warnings alone do not fail");
    assert!(run.out.contains("warning[missing_example]"), "{}", run.out);
    assert!(run.out.trim_end().lines().last().unwrap().starts_with("5 warnings; "), "{}", run.out);
    assert_eq!(call(&folder, &["check", "--rules", "rules.yml", "--strict"]).code, Some(1));
    let run = call(&folder, &["check", "--strict"]);
    assert_eq!((run.code, &*run.out), (Some(0), "nothing is wrong or doubtful\n"), "the built-in dictionary");
    write(&folder, "bad.yml", "version: 1\ncategories:\n  - id: x\n    any：[补贴]\n");
    let run = call(&folder, &["check", "bad.yml", "--format", "json"]);
    let all: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &all["errors"]), (Some(1), &Value::from(1)));
    assert_eq!(all["diagnostics"][0]["code"], "full_width_colon");
    assert_eq!(all["diagnostics"][0]["line"], 4);
    assert_eq!(all["diagnostics"][0]["corrected_line"], "    any: [补贴]");
}

#[test]
fn check_compares_the_terms_with_texts() {
    let folder = folder();
    write(&folder, "in/a.txt", &"发放补贴。\n".repeat(20));
    let run = call(&folder, &["check", "rules.yml", "--corpus", "in"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("warning[broad_term]: `补贴` stands in 100.0%"), "{}", run.out);
    assert!(run.out.contains("paragraphs of the corpus stands `封控`"), "{}", run.out);
    assert_eq!(call(&folder, &["check", "rules.yml", "--corpus", "missing"]).code, Some(2));
}

#[test]
fn check_explains_a_code() {
    let folder = folder();
    let run = call(&folder, &["check", "--explain", "inside_word"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.starts_with("## inside_word\n") && run.out.contains("mask: [面包车"), "{}", run.out);
    let run = call(&folder, &["check", "--explain", "inside_words"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("did you mean `inside_word`?"), "{}", run.err);
    let run = call(&folder, &["check", "--explain", "shadowed"]);
    assert!(run.err.contains("did you mean `shadowed_term`?"), "{}", run.err);
    let run = call(&folder, &["check", "--explain", "gap"]);
    assert!(run.err.contains("strange_gap_mark, gap_beside_alternatives, wide_gap"), "{}", run.err);
    let run = call(&folder, &["check", "--explain", "inside_word", "--format", "json"]);
    let page: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&page["code"], &page["severity"]), (&"inside_word".into(), &"warning".into()));
    assert!(page["page"].as_str().unwrap().starts_with("## inside_word\n"), "{page}");
}

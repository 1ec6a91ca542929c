//! What becomes of the paragraphs of a document, from the outside: their kinds, which of them are tagged, their sentences.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const RULES: &str = "version: 1\ncategories:\n  - id: fiscal.subsidies\n    any: [补贴]\n";

/// The exit code, and what was given out of a text.
fn tag(text: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("rules.yml"), RULES).unwrap();
    fs::write(folder.path().join("page.txt"), text).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_cuoshi"))
        .current_dir(folder.path())
        .args(["tag", "--rules", "rules.yml", "page.txt"])
        .args(arguments)
        .stdin(Stdio::null())
        .env_remove("CUOSHI_RULES")
        .env_remove("COLUMNS")
        .env("CUOSHI_LANG", "en")
        .output()
        .unwrap();
    (run.status.code(), String::from_utf8(run.stdout).unwrap())
}

/// A page of a county with furniture around its text.
const PAGE: &str = "首页 > 新闻 > 正文\n\n青石县发放补贴\n\n县里向停业商户发放补贴。另减免租金三个月。\n\n1.市场摊位另有补贴；\n\n\
                    责任编辑：梁禾\n\n分享到：微信 发放补贴\n";

/// One value of each line.
fn each(out: &str, field: &str) -> Vec<Value> {
    let line = |line: &str| serde_json::from_str::<Value>(line).unwrap()[field].clone();
    out.lines().map(line).collect()
}

#[test]
fn furniture_is_not_tagged_unless_asked_for() {
    assert_eq!(each(&tag(PAGE, &[]).1, "kind"), ["heading", "body", "list_item"]);
    let all = tag(PAGE, &["--all"]).1;
    let kinds = ["furniture", "heading", "body", "list_item", "furniture", "furniture"];
    assert_eq!(each(&all, "kind"), kinds);
    assert_eq!(each(&all, "paragraph"), [1, 2, 3, 4, 5, 6]);
    assert_eq!(each(&all, "tags")[5], serde_json::json!([]));
    let furniture = tag(PAGE, &["--include", "furniture"]).1;
    assert_eq!(each(&furniture, "paragraph"), [6]);
    let chosen = tag(PAGE, &["--all", "--include", "body,list-item", "--exclude", "list_item"]).1;
    assert_eq!(each(&chosen, "kind"), ["body"]);
    assert_eq!(each(&tag(PAGE, &["--include", "all"]).1, "paragraph"), [2, 3, 4, 6]);
    let none = tag(PAGE, &["--include", "body", "--exclude", "body"]);
    assert_eq!((none.0, none.1.as_str()), (Some(2), ""));
    let text = tag(PAGE, &["--format", "text"]).1;
    assert!(text.contains("page.txt:3  paragraph 2  heading"), "{text}");
    assert!(text.contains("3 of page furniture not tagged"), "{text}");
}

#[test]
fn sentences_are_units_with_the_offsets_of_their_paragraph() {
    let text = "“天气转暖。”另发放补贴，减免租金。收费照旧；补贴按月发放！";
    let run = tag(text, &["--unit", "sentence", "--all"]).1;
    assert_eq!(
        each(&run, "text"),
        ["“天气转暖。”", "另发放补贴，减免租金。", "收费照旧；", "补贴按月发放！"]
    );
    assert_eq!(each(&run, "paragraph"), [1, 1, 1, 1]);
    let characters: Vec<char> = text.chars().collect();
    let mut found = 0;
    for (sentence, tags) in each(&run, "sentence").iter().zip(each(&run, "tags")) {
        let start = usize::try_from(sentence["start"].as_u64().unwrap()).unwrap();
        for evidence in tags.as_array().unwrap().iter().flat_map(|tag| tag["evidence"].as_array().unwrap()) {
            let at = |end: &str| usize::try_from(evidence[end].as_u64().unwrap()).unwrap();
            let words: String = characters[at("start")..at("end")].iter().collect();
            assert_eq!(evidence["text"], words);
            assert!(at("start") >= start);
            found += 1;
        }
    }
    assert!(found >= 2, "{}", run);
    let csv = tag(text, &["--unit", "sentence", "--format", "csv"]).1;
    assert!(csv.starts_with("document,paragraph,line,kind,"), "{csv}");
    assert!(csv.lines().next().unwrap().ends_with("flags,sentence,sentence_start,text"), "{csv}");
}

#[test]
fn furniture_is_given_out_in_sentences_too() {
    let text = "关于补贴的通知\n\n对企业发放补贴，按月拨付。\n\n责任编辑：王红\n";
    let sentences = each(&tag(text, &["--unit", "sentence", "--all", "--format", "jsonl"]).1, "sentence");
    assert_eq!(sentences.len(), 3);
    assert!(sentences.iter().all(|sentence| sentence["number"] == 1), "{sentences:?}");
}

#[test]
fn rows_that_would_fill_the_memory_are_written_all_the_same() {
    // A row a piece of evidence, each with the whole text, is more than is rendered at a time.
    let text = "发放补贴，".repeat(1000);
    let (code, csv) = tag(&text, &["--format", "csv"]);
    assert_eq!(code, Some(0));
    let rows: Vec<&str> = csv.trim_end().split("\r\n").skip(1).collect();
    assert_eq!(rows.len(), 1000);
    let row = |at: usize| {
        format!("page.txt,1,1,body,fiscal.subsidies,,{},{},补贴,补贴,,{text}", at * 5 + 2, at * 5 + 4)
    };
    assert!(rows.iter().enumerate().all(|(at, found)| *found == row(at)));
}

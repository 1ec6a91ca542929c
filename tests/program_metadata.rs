//! What travels with paragraphs to the result, from the outside: fields of records, what documents say of themselves, the
//! columns of a table with a row a document.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const RULES: &str = "version: 1\ncategories:\n  - id: fiscal.subsidies\n    any: [补贴]\n";

/// A folder of these files, in which the program is run.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files.iter().chain([&("rules.yml", RULES)]) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The exit code, what was kept of each paragraph, and what was said.
fn tag(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, Vec<Value>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_cuoshi"))
        .current_dir(folder.path())
        .args(["tag", "--rules", "rules.yml"])
        .args(arguments)
        .stdin(Stdio::null())
        .env_remove("CUOSHI_RULES")
        .env("CUOSHI_LANG", "en")
        .output()
        .unwrap();
    let kept = |line: &str| serde_json::from_str::<Value>(line).unwrap()["kept"].clone();
    let (out, err) = (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap());
    (run.status.code(), out.lines().map(kept).collect(), err)
}

const TEXTS: &[(&str, &str)] = &[("in/a.txt", "发放补贴。"), ("in/乙/b.txt", "发放补贴。")];

#[test]
fn names_in_the_table_match_however_systems_write_them() {
    for rows in ["./in/a.txt,甲\nin\\乙\\b.txt,乙\n", ".\\a.txt,甲\n乙\\b,乙\n", "in//a.txt,甲\n./b.txt,乙\n"]
    {
        for (head, arguments) in [("document,region", vec![]), ("Document,Region", vec!["--keep", "region"])]
        {
            let table = format!("{head}\n{rows}");
            let folder = folder(&[TEXTS, &[("table.csv", table.as_str())]].concat());
            let (code, kept, err) = tag(&folder, &[&["in", "--metadata", "table.csv"], &*arguments].concat());
            let values: Vec<&Value> =
                kept.iter().map(|kept| kept.as_object().unwrap().values().next().unwrap()).collect();
            assert_eq!((code, values), (Some(0), vec![&"甲".into(), &"乙".into()]), "{table}: {err}");
            assert_eq!(err, "", "{table}");
        }
    }
}

#[test]
fn what_nothing_has_is_told() {
    let folder = folder(&[TEXTS, &[("table.csv", "document,region\na.txt,甲\nb.txt,乙\n")]].concat());
    let (code, kept, err) = tag(&folder, &["in", "--metadata", "table.csv", "--keep", "regoin"]);
    assert_eq!((code, kept.len()), (Some(0), 2), "{err}");
    assert!(err.contains("--keep: nothing that was read has a field `regoin`"), "{err}");
    assert!(err.contains("`title`, `date`, `source`, `author`, `region`"), "{err}");
    let (_, _, err) = tag(&folder, &["in", "--metadata", "table.csv", "--keep", "region"]);
    assert_eq!(err, "");
}

#[test]
fn what_no_record_has_is_told_with_what_there_is() {
    let records = "{\"id\":\"1\",\"text\":\"发放补贴。\",\"region\":\"甲\"}\n{\"id\":\"2\",\"text\":\"补贴\",\"year\":1}\n";
    let folder = folder(&[("a.jsonl", records)]);
    let (code, _, err) = tag(&folder, &["a.jsonl", "--keep", "year,place"]);
    assert_eq!(code, Some(0));
    let told = "cuoshi: a.jsonl: there is no column `place` to keep, so it is null; the columns are `id`, `region`, `text`, `year`";
    assert_eq!(err.lines().filter(|line| line.contains("null")).collect::<Vec<_>>(), [told], "{err}");
}

#[test]
fn tables_that_are_not_clear_are_refused() {
    let folder = folder(&[TEXTS, &[("table.csv", "document,region,region\na.txt,甲,乙\n")]].concat());
    let (code, kept, err) = tag(&folder, &["in", "--metadata", "table.csv"]);
    assert_eq!((code, kept.len()), (Some(2), 0));
    assert!(err.contains("two columns `region`"), "{err}");
    let (code, _, err) = tag(&folder, &["in", "--join", "region"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("--join names a column of the table of --metadata, which is not given"), "{err}");
}

#[test]
fn a_table_says_more_of_documents() {
    let folder = folder(&[
        ("in/a.txt", "发放补贴。"),
        ("in/b.txt", "发放补贴。"),
        ("in/c.jsonl", "{\"id\":\"r1\",\"text\":\"发放补贴。\",\"region\":\"旧\"}\n"),
        (
            "table.csv",
            "document,region,year\na.txt,青石县,2020\nr1,白石市,\na.txt,又一次,2021\n无此文,无,1\n",
        ),
    ]);
    let all = ["in", "--metadata", "table.csv", "--join", "document", "--keep", "region"];
    let (code, kept, err) = tag(&folder, &all);
    assert_eq!(code, Some(0), "{err}");
    let regions: Vec<&Value> = kept.iter().map(|kept| &kept["region"]).collect();
    assert_eq!(regions, [&Value::from("青石县"), &Value::Null, &Value::from("白石市")]);
    for told in ["table.csv:4: this is a second row of `a.txt`", "`in/b.txt`", "`无此文`"] {
        assert!(err.contains(told), "{told}: {err}");
    }
    let (_, kept, _) = tag(&folder, &["in/a.txt", "--metadata", "table.csv"]);
    assert_eq!(kept, [serde_json::json!({"region": "青石县", "year": "2020"})]);
    let (code, kept, err) = tag(&folder, &["in", "--metadata", "table.csv", "--join", "name"]);
    assert_eq!((code, kept.len()), (Some(2), 0));
    assert!(err.contains("no column `name`"), "{err}");
}

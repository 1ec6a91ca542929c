//! `cuoshi explain` from the outside.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const RULES: &str = "\
version: 1
categories:
  - id: fiscal
    label: {zh: 财政, en: Fiscal}
  - id: fiscal.rent
    label: {zh: 租金减免, en: Rent relief}
    any: [减免…4…租金]
  - id: fiscal.subsidies
    any: [补贴]
";

/// A folder with rules and documents, in which the program is run.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("rules.yml", RULES);
    write("notice.txt", "第一段。\n\n对企业减免门店的全部租金。\n发放补贴。\n");
    write(
        "news.jsonl",
        "{\"id\": \"a\", \"text\": \"发放补贴。\"}\n{\"id\": \"b7\", \"text\": \"天气。\\n减免企业厂房的租金。\"}\n",
    );
    folder
}

/// The code, and what is on standard output and standard error.
fn run(folder: &TempDir, arguments: &[&str], input: impl AsRef<[u8]>) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
    command.current_dir(folder.path()).arg("explain").args(["--rules", "rules.yml"]).args(arguments);
    command.env_remove("CUOSHI_RULES").env("CUOSHI_LANG", "en").env("COLUMNS", "80");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_ref()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

const MISSED: &str = "\
fiscal.rent Rent relief: not tagged

  对企业减免门店的全部租金。
        1^^^          2^^^

  减免…4…租金  rules.yml:7
    1      减免  for 减免
    2      租金  for 租金
    but    the gap between 减免 (1) and 租金 (2) is too long: 5 > 4
    edit   let the gap reach 5 characters
           rules.yml:7
    now    any: [减免…4…租金]
    then   any: [减免…5…租金]
";

#[test]
fn a_paragraph_is_named_in_several_ways() {
    let folder = folder();
    let asked = ["--category", "fiscal.rent"];
    let text = "对企业减免门店的全部租金。";
    let ways: [(&[&str], &str); 4] = [
        (&["--text", text], ""),
        (&["--text", "-"], text),
        (&["--document", "notice.txt", "--paragraph", "2"], ""),
        (&["--document", "-", "--paragraph", "1"], text),
    ];
    for (way, input) in ways {
        let (code, out, err) = run(&folder, &[way, &asked[..]].concat(), input);
        assert_eq!((code, &*out, &*err), (Some(0), MISSED, ""), "{way:?}");
    }
    let records: [&[&str]; 2] = [&["--record", "b7", "--paragraph", "2"], &["--paragraph", "3"]];
    for way in records {
        let arguments = [&["--document", "news.jsonl"], way, &asked[..]].concat();
        let (code, out, _) = run(&folder, &arguments, "");
        assert_eq!((code, out.contains("减免企业厂房的租金。")), (Some(0), true), "{out}");
    }
}

#[test]
fn without_a_category_what_there_is_or_what_is_nearest() {
    let folder = folder();
    let (_, out, _) = run(&folder, &["--text", "发放补贴。"], "");
    assert!(out.starts_with("fiscal.subsidies: tagged\n"), "{out}");
    let (_, out, _) = run(&folder, &["--text", "减免今年上半年的租金。"], "");
    assert!(out.starts_with("the paragraph has no category; the nearest:\n\nfiscal.rent Rent"), "{out}");
    let (_, out, _) = run(&folder, &["--text", "天气晴好。"], "");
    assert!(out.starts_with("the paragraph has no category, and nothing in it points to any"), "{out}");
}

#[test]
fn a_parent_stands_for_its_children() {
    let folder = folder();
    fs::write(folder.path().join("rules.yml"), format!("{RULES}  - id: empty\n")).unwrap();
    let (code, out, _) = run(&folder, &["--text", "发放补贴。", "--category", "fiscal,empty"], "");
    let heads: Vec<&str> = out.lines().filter(|line| line.starts_with(['f', 'e'])).collect();
    let empty = "empty: a group; it has no terms of its own, ask for the categories below it";
    assert_eq!(heads, ["fiscal.rent Rent relief: not tagged", "fiscal.subsidies: tagged", empty]);
    assert_eq!(code, Some(0));
}

#[test]
fn a_corpus_says_what_a_change_would_do() {
    let folder = folder();
    let arguments = ["--text", "减免门店的全部租金。", "--category", "fiscal.rent", "--corpus", "notice.txt"];
    let (code, out, err) = run(&folder, &arguments, "");
    assert_eq!((code, &*err), (Some(0), ""));
    let told = "    corpus of 3 paragraphs, 1 more would have the category, 0 would lose it\n           \
                + notice.txt:3  对企业减免门店的全部租金。\n";
    assert!(out.contains(told), "{out}");
    let (code, _, err) = run(&folder, &[&arguments[..], &["--corpus", "none"]].concat(), "");
    assert_eq!((code, err.contains("none")), (Some(2), true), "{err}");
}

#[test]
fn programs_get_json() {
    let folder = folder();
    let asked = ["--text", "减免门店的全部租金。", "--category", "fiscal.rent", "--format", "json"];
    let (code, out, _) = run(&folder, &[&asked[..], &["--corpus", "notice.txt"]].concat(), "");
    let found: Value = serde_json::from_str(&out).unwrap();
    let explanation = &found["explanations"][0];
    assert_eq!(
        (code, &explanation["verdict"], &found["paragraphs"]),
        (Some(0), &"not_tagged".into(), &3.into())
    );
    let obstacle = &explanation["misses"][0]["obstacles"][0];
    assert_eq!(
        (&obstacle["kind"], &obstacle["characters"], &obstacle["most"]),
        (&"gap".into(), &5.into(), &4.into())
    );
    let remedy = &explanation["misses"][0]["remedies"][0];
    assert_eq!(remedy["hunks"][0]["then"][0], "    any: [减免…5…租金]");
    assert_eq!(remedy["effect"]["gained"], 1);
}

#[test]
fn what_cannot_be_explained_is_said() {
    let folder = folder();
    fs::create_dir(folder.path().join("texts")).unwrap();
    let faults: [(&[&str], &str); 14] = [
        (
            &["--text", "补贴", "--category", "fiscal.rnt"],
            "no category has the id `fiscal.rnt`; did you mean `fiscal.rent`?",
        ),
        (
            &["--document", "notice.txt"],
            "notice.txt has 3 paragraphs; say which one is meant with --paragraph",
        ),
        (&["--document", "notice.txt", "--paragraph", "9"], "notice.txt has no paragraph 9; it has 3"),
        (&["--document", "news.jsonl", "--record", "b8"], "no record of news.jsonl has the id `b8`"),
        (&["--document", "news.jsonl", "--record", "b7"], "news.jsonl has 2 paragraphs; say which one"),
        (&["--document", "texts"], "texts is a folder; name a file"),
        (&["--document", "none.txt"], "none.txt"),
        (&["--document", "-"], "-: the file is empty"),
        (&["--document", "none.txt", "--paragraph", "1"], "none.txt: there is no such file"),
        (&["--text", "补贴", "--category", ""], "--category names no category"),
        (
            &["--document", "notice.txt", "--paragraph", "0"],
            "`0` is no value of `--paragraph <N>`: it takes a whole number from 1 to 4294967295; paragraphs are counted",
        ),
        (
            &["补贴"],
            "`补贴` is not understood here; a text is given behind `--text`, a file behind `--document`",
        ),
        (&[], "--text <TEXT>|--document <FILE>"),
        (&["--text", "补贴", "--paragraph", "2"], "cannot stand beside"),
    ];
    for (arguments, message) in faults {
        let (code, out, err) = run(&folder, arguments, "");
        assert_eq!((code, &*out), (Some(2), ""), "{arguments:?}");
        assert!(err.contains(message), "{arguments:?}: {err}");
        let is_of_call = err.contains("cuoshi explain --help");
        assert!(is_of_call || err.lines().count() == 1, "{arguments:?}: {err}");
    }
    fs::write(folder.path().join("rules.yml"), "version: 1\ncategories: [{id: a, any: []}]\n").unwrap();
    let (code, _, err) = run(&folder, &["--text", "补贴"], "");
    assert_eq!((code, err.contains("nothing was explained")), (Some(1), true), "{err}");
}

#[test]
fn a_text_from_elsewhere_is_read_as_tag_reads_it() {
    let folder = folder();
    let text = "对企业减免门店的全部租金。";
    let asked = ["--text", "-", "--category", "fiscal.rent"];
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (code, out, err) = run(&folder, &[&asked[..], &["--encoding", "utf-16le"]].concat(), &utf_16);
    assert_eq!((code, &*out, &*err), (Some(0), MISSED, ""));
    let gb18030 = encoding_rs::GB18030.encode(text).0;
    let (code, out, err) = run(&folder, &asked, &gb18030);
    assert_eq!((code, &*out, &*err), (Some(0), MISSED, ""));
    let (code, out, err) = run(&folder, &[&asked[..], &["--encoding", "utf-99"]].concat(), "");
    assert_eq!((code, &*out, err.contains("utf-99")), (Some(2), "", true), "{err}");
    let (code, out, err) = run(&folder, &asked, b"%PDF-1.7\n\0\0");
    assert_eq!((code, &*out, err.lines().count()), (Some(2), "", 1), "{err}");
}

#[test]
fn a_record_is_one_record() {
    let folder = folder();
    let records = "{\"id\": \"a\", \"text\": \"发放补贴。\"}\n{\"id\": \"b\", \"text\": \" \"}\n\n\
                   {\"id\": \"c\", \"text\": \"天气。\"}\n{\"id\": \"a\", \"text\": \"减税。\"}\n";
    fs::write(folder.path().join("same.jsonl"), records).unwrap();
    let several = "cuoshi: same.jsonl has several records with the id `a`, in the lines 1, 5; say which paragraph is meant \
                   with --paragraph alone, which counts over the whole file\n";
    let empty = "cuoshi: the record `b` of same.jsonl, in line 2, has no paragraph: its text is empty\n";
    let faults: [(&[&str], &str); 3] =
        [(&["a"], several), (&["a", "--paragraph", "1"], several), (&["b"], empty)];
    for (record, message) in faults {
        let asked = [&["--document", "same.jsonl", "--record"], record].concat();
        let (code, out, err) = run(&folder, &asked, "");
        assert_eq!((code, &*out, &*err), (Some(2), "", message));
    }
    let (code, out, _) = run(&folder, &["--document", "same.jsonl", "--paragraph", "3"], "");
    assert_eq!(code, Some(0), "{out}");
}

#[test]
fn categories_are_named_in_several_ways() {
    let folder = folder();
    let heads = |category: &[&str]| {
        let (_, out, err) = run(&folder, &[&["--text", "发放补贴。", "--category"], category].concat(), "");
        let heads: Vec<String> =
            out.lines().filter(|line| line.starts_with("fiscal")).map(str::to_owned).collect();
        (heads, err)
    };
    let both = heads(&["fiscal.rent", "fiscal.subsidies"]);
    assert_eq!((both.0.len(), &*both.1), (2, ""));
    for together in
        ["fiscal.rent fiscal.subsidies", "fiscal.rent,fiscal.subsidies", " fiscal.rent，  fiscal.subsidies,"]
    {
        assert_eq!(heads(&[together]), both, "{together}");
    }
    for (word, near) in [
        ("租金减免", "fiscal.rent"),
        ("rent relief", "fiscal.rent"),
        ("fiscal.subsidies 财政", "fiscal"),
        ("租金的减免", "fiscal.rent"),
    ] {
        let (_, err) = heads(&[word]);
        assert!(err.ends_with(&format!("did you mean `{near}`?\n")), "{word}: {err}");
    }
}

#[test]
fn a_corpus_that_cannot_be_read_is_not_counted() {
    let folder = folder();
    let asked = ["--text", "减免门店的全部租金。", "--category", "fiscal.rent"];
    let (_, expected, _) = run(&folder, &asked, "");
    let (code, out, err) = run(&folder, &[&asked[..], &["--corpus", "none"]].concat(), "");
    assert_eq!((code, &*out), (Some(2), &*expected));
    assert_eq!(err.lines().count(), 1, "{err}");
}

/// A failing example says what came nearest to giving its category.
#[test]
fn a_missing_tag_has_a_nearest_miss() {
    let folder = folder();
    let rules = RULES.replace(
        "    any: [减免…4…租金]\n",
        "    any: [减免…4…租金]\n    examples: [减免全部门店的租金。]\n",
    );
    fs::write(folder.path().join("rules.yml"), rules).unwrap();
    let test = |format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
        command.current_dir(folder.path()).args(["test", "rules.yml", "--format", format]);
        let output = command.env("CUOSHI_LANG", "en").env("COLUMNS", "120").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let told = "nearest: 减免…4…租金 (rules.yml:7): the gap between 减免 and 租金 is too long: 5 > 4";
    let read = test("text");
    assert!(read.contains(told), "{read}");
    let found: Value = serde_json::from_str(&test("json")).unwrap();
    let nearest = &found["failures"][0]["nearest"];
    assert_eq!((&nearest["pattern"], &nearest["line"]), (&"减免…4…租金".into(), &7.into()));
    assert_eq!(nearest["message"], "the gap between 减免 and 租金 is too long: 5 > 4");
}

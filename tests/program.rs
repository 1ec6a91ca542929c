//! The program from the outside: a few runs that show the wiring holds.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const RULES: &str = "version: 1\nflags:\n  ended: {if: {before: 停止, within: clause}}\ncategories:\n  \
                     - id: fiscal\n    label: 财政\n  - id: fiscal.subsidies\n    label: {zh: 补贴, en: Subsidies}\n    \
                     any: [补贴]\n  - id: control.access\n    any: [封控]\n";

/// A folder with rules, in which the program is run.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        let folder = Folder(TempDir::new().unwrap());
        folder.write("rules.yml", RULES);
        folder
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
        command.current_dir(self.path()).args(arguments).stdin(Stdio::null());
        command.env_remove("CUOSHI_RULES").env_remove("COLUMNS").env("CUOSHI_LANG", "en");
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&self.command(arguments).output().unwrap())
    }

    /// Tags by the rules of the folder.
    fn tag(&self, arguments: &[&str]) -> Run {
        self.run(&[&["tag", "--rules", "rules.yml"], arguments].concat())
    }
}

/// What a run gave.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    fn of(output: &Output) -> Run {
        Run {
            code: output.status.code(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

#[test]
fn a_record_gives_a_line_with_its_fields_in_order() {
    let folder = Folder::new();
    folder.write("in.jsonl", "{\"id\":\"r1\",\"text\":\"停止“补 贴”。\"}\n{\"id\":2,\"text\":\"开会\"}\n");
    let run = folder.tag(&["--format", "jsonl", "--split", "none", "--all", "in.jsonl"]);
    assert_eq!((run.code, &*run.err), (Some(0), ""));
    let digest = run.lines()[0]["ruleset"].as_str().unwrap().to_owned();
    assert_eq!(digest.len(), 12);
    let evidence = r#"{"start":3,"end":6,"text":"补 贴","pattern":"补贴","flags":["ended"]}"#;
    let tags = format!(r#"[{{"category":"fiscal.subsidies","evidence":[{evidence}]}}]"#);
    let first = format!(
        r#"{{"document":"r1","paragraph":1,"kind":"body","text":"停止“补 贴”。","tags":{tags},"ruleset":"{digest}"}}"#
    );
    let second = format!(
        r#"{{"document":"2","paragraph":1,"kind":"body","text":"开会","tags":[],"ruleset":"{digest}"}}"#
    );
    assert_eq!(run.out, format!("{first}\n{second}\n"));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = Folder::new();
    for number in 0..40 {
        let text = format!("第{number}段，发放补贴。\n无关的一行。\n实行封控。\n").repeat(50 + number);
        folder.write(&format!("in/{number}.txt"), text);
    }
    let one = folder.tag(&["--threads", "1", "in"]);
    let two = folder.tag(&["--threads", "2", "in"]);
    assert_eq!(one.code, Some(0));
    assert!(one.out.lines().count() > 4000);
    assert!(one.out == two.out, "the results differ");
}

#[test]
fn a_parent_includes_its_children_and_an_unknown_id_is_answered() {
    let folder = Folder::new();
    folder.write("a.txt", "发放补贴，实行封控。\n");
    let run = folder.tag(&["--category", "fiscal", "a.txt"]);
    let tags = &run.lines()[0]["tags"];
    assert_eq!((tags.as_array().unwrap().len(), &tags[0]["category"]), (1, &Value::from("fiscal.subsidies")));
    let run = folder.tag(&["--category", "fiscal.subsidy", "--", "a.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("did you mean `fiscal.subsidies`?"), "{}", run.err);
}

#[test]
fn each_failure_is_named_and_the_rest_is_done() {
    let folder = Folder::new();
    folder.write("in/a.txt", "发放补贴。\n");
    folder.write("in/b.pdf", b"%PDF-1.7\n\0\0");
    folder.write("in/c.txt", "");
    folder.write("in/d.jsonl", "[1]\n{\"text\":\"补贴\"}\n");
    folder.write("in/e.csv", "id,text\n1,补贴\n2\n");
    let run = folder.tag(&["in", "missing.txt"]);
    assert_eq!(run.code, Some(2));
    let documents: Vec<Value> = run.lines().iter().map(|line| line["document"].clone()).collect();
    assert_eq!(documents, ["in/a.txt", "in/d.jsonl:2", "1"]);
    for named in ["in/b.pdf: ", "in/c.txt: ", "in/d.jsonl:1: ", "in/e.csv:3: ", "missing.txt: "] {
        assert!(run.err.contains(named), "{named} is not named in:\n{}", run.err);
    }
    assert!(run.err.trim_end().ends_with("4 inputs, or lines of them, could not be read; the rest is done"));
}

#[test]
fn rules_with_errors_tag_nothing() {
    let folder = Folder::new();
    folder.write("a.txt", "发放补贴。\n");
    folder.write("bad.yml", "version: 1\ncategories:\n  - id: x\n    any：[补贴]\n");
    let run = folder.run(&["tag", "--rules", "bad.yml", "a.txt"]);
    assert_eq!((run.code, &*run.out), (Some(1), ""));
    assert!(run.err.contains("bad.yml:4:8"), "{}", run.err);
    fs::create_dir(folder.path().join("empty")).unwrap();
    let run = folder.run(&["tag", "--rules", "empty", "a.txt"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("the folder holds no rule files"), "{}", run.err);
}

#[test]
fn a_folder_of_rules_is_one_rule_set() {
    let folder = Folder::new();
    folder.write("rules/a.yml", "version: 1\nsets: {钱: [补贴]}\ndefaults: {gap: 3}\n");
    folder.write("rules/b/c.yaml", "version: 1\ncategories:\n  - id: x\n    any: <钱>\n");
    folder.write("a.txt", "发放补贴。\n");
    let run = folder.run(&["tag", "--rules", "rules", "a.txt"]);
    assert_eq!((run.code, run.lines().len()), (Some(0), 1), "{}", run.err);
    folder.write("rules/z.yml", "version: 1\ndefaults: {gap: 4}\ncategories:\n  - id: x\n    any: 奖励\n");
    let run = folder.run(&["tag", "--rules", "rules", "a.txt"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("duplicate_id") && run.err.contains("duplicate_defaults"), "{}", run.err);
    assert!(run.err.contains("rules/b/c.yaml:3:9") && run.err.contains("rules/z.yml:4:9"), "{}", run.err);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::new();
    folder.write("a.txt", "发放补贴。\n".repeat(200_000));
    let mut child = folder
        .command(&["tag", "--rules", "rules.yml", "a.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 64];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    drop(child.stdout.take());
    let run = Run::of(&child.wait_with_output().unwrap());
    assert_eq!((run.code, &*run.err), (Some(0), ""));
}

#[test]
fn a_file_is_complete_or_as_it_was() {
    let folder = Folder::new();
    folder.write("out.jsonl", "as it was\n");
    let mut child = folder
        .command(&["tag", "--rules", "rules.yml", "-o", "out.jsonl", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all("发放补贴。\n".repeat(400_000).as_bytes()).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("out.jsonl")).unwrap(), "as it was\n");
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    if cfg!(target_os = "linux") {
        assert_eq!(names.len(), 2, "something was left behind: {names:?}");
    }
    folder.write("a.txt", "发放补贴。\n");
    assert_eq!(folder.tag(&["-o", "out.jsonl", "a.txt"]).code, Some(0));
    let written = fs::read_to_string(folder.path().join("out.jsonl")).unwrap();
    assert!(written.starts_with("{\"document\":\"a.txt\""), "{written}");
}

#[test]
fn no_result_replaces_what_it_is_made_from() {
    let folder = Folder::new();
    folder.write("in/a.txt", "发放补贴。\n");
    for output in ["in/a.txt", "rules.yml"] {
        let run = folder.tag(&["in/a.txt", "-o", output]);
        assert_eq!(run.code, Some(2), "{output}");
        assert!(run.err.contains("would replace"), "{}", run.err);
    }
    assert_eq!(fs::read_to_string(folder.path().join("in/a.txt")).unwrap(), "发放补贴。\n");
    for _ in 0..2 {
        assert_eq!(folder.tag(&["in", "-o", "in/out.jsonl"]).code, Some(0));
    }
    let written = fs::read_to_string(folder.path().join("in/out.jsonl")).unwrap();
    assert_eq!(written.lines().count(), 1, "an earlier result was read as a document");
    assert_eq!(folder.tag(&["in", "-o", "in/a.txt"]).code, Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("in/a.txt")).unwrap(), "发放补贴。\n");
}

#[cfg(unix)]
#[test]
fn no_result_replaces_what_a_link_leads_to() {
    let folder = Folder::new();
    folder.write("elsewhere/a.txt", "发放补贴。\n");
    folder.write("elsewhere/more.yml", "version: 1\n");
    folder.write("in/b.txt", "发放补贴。\n");
    folder.write("rules/rules.yml", RULES);
    let link = |from: &str, to: &str| {
        std::os::unix::fs::symlink(folder.path().join(from), folder.path().join(to)).unwrap();
    };
    link("elsewhere", "in/linked");
    link("elsewhere/more.yml", "rules/more.yml");
    for output in ["elsewhere/a.txt", "elsewhere/more.yml"] {
        let run = folder.run(&["tag", "--rules", "rules", "in", "-o", output]);
        assert_eq!(run.code, Some(2), "{output}");
        assert!(run.err.contains("would replace"), "{}", run.err);
    }
    assert_eq!(fs::read_to_string(folder.path().join("elsewhere/a.txt")).unwrap(), "发放补贴。\n");
}

#[test]
fn a_byte_order_mark_is_for_csv() {
    let folder = Folder::new();
    folder.write("a.txt", "发放补贴。\n");
    let runs = [
        folder.tag(&["a.txt", "--bom"]),
        folder.tag(&["a.txt", "--bom", "-o", "out.txt"]),
        folder.run(&["categories", "--rules", "rules.yml", "--bom", "--format", "json"]),
    ];
    for run in runs {
        assert_eq!((run.code, &*run.out), (Some(2), ""));
        assert!(run.err.contains("--format csv"), "{}", run.err);
    }
    assert!(folder.tag(&["a.txt", "--bom", "--format", "csv"]).out.starts_with('\u{FEFF}'));
}

#[test]
fn rules_that_cannot_be_read_are_a_wrong_call() {
    let folder = Folder::new();
    folder.write("a.txt", "发放补贴。\n");
    for rules in ["missing.yml", "-"] {
        let calls = [
            &["tag", "--rules", rules, "a.txt"][..],
            &["check", rules],
            &["test", rules],
            &["test", "rules.yml", rules],
            &["categories", "--rules", rules],
        ];
        for call in calls {
            let run = folder.run(call);
            assert_eq!(run.code, Some(2), "{call:?}: {}", run.err);
            let told = format!("{}{}", run.out, run.err);
            let reason = if rules == "-" { "come from files" } else { "missing.yml: cannot be read" };
            assert!(told.contains(reason), "{call:?}: {told}");
        }
    }
    fs::create_dir(folder.path().join("empty")).unwrap();
    for call in [["check", "empty"], ["test", "empty"]] {
        assert_eq!(folder.run(&call).code, Some(1), "{call:?}");
    }
}

#[test]
fn groups_are_counted_apart() {
    let folder = Folder::new();
    let run = folder.run(&["categories", "--rules", "rules.yml"]);
    assert!(run.out.contains("\n2 categories in 1 group, 2 patterns"), "{}", run.out);
}

#[test]
fn the_work_goes_on_where_nobody_reads_the_messages() {
    let folder = Folder::new();
    folder.write("a.txt", "发放补贴。\n");
    let mut child = folder
        .command(&["tag", "--rules", "rules.yml", "missing.txt", "a.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    let run = Run::of(&child.wait_with_output().unwrap());
    assert_eq!((run.code, run.out.lines().count()), (Some(2), 1));
}

#[test]
fn ids_that_are_numbers_are_kept_as_written() {
    let folder = Folder::new();
    folder.write(
        "a.jsonl",
        "{\"id\":12345678901234567890123,\"text\":\"补贴\"}\n{\"id\":1.50,\"text\":\"补贴\"}\n\
         {\"id\" : 1E3 ,\"text\":\"补贴\"}\n{\"id\":-2.0e-7,\"text\":\"补贴\"}\n",
    );
    let run = folder.tag(&["a.jsonl"]);
    let ids: Vec<Value> = run.lines().iter().map(|line| line["document"].clone()).collect();
    assert_eq!(ids, ["12345678901234567890123", "1.50", "1E3", "-2.0e-7"]);
}

#[test]
fn an_id_that_is_neither_text_nor_number_is_told_once() {
    let folder = Folder::new();
    let record = |id: &str| format!("{{\"id\":{id},\"text\":\"补贴\"}}\n");
    folder.write("a.jsonl", ["null", "\"\"", "true", "[1]", "7"].map(record).concat());
    let run = folder.tag(&["a.jsonl"]);
    let ids: Vec<Value> = run.lines().iter().map(|line| line["document"].clone()).collect();
    assert_eq!(ids, ["a.jsonl:1", "a.jsonl:2", "a.jsonl:3", "a.jsonl:4", "7"]);
    assert_eq!((run.code, run.err.lines().count()), (Some(0), 1), "{}", run.err);
    assert!(run.err.contains("a.jsonl:3: the field `id` is "), "{}", run.err);
}

#[test]
fn a_quotation_mark_left_open_in_a_table_is_told() {
    let folder = Folder::new();
    folder.write("a.csv", "id,text\n1,补贴\n2,\"没有补贴\n3,补贴\n");
    let run = folder.tag(&["a.csv"]);
    assert_eq!((run.code, run.lines().len()), (Some(2), 1));
    assert!(run.err.contains("a.csv:3: a quotation mark"), "{}", run.err);
}

#[test]
fn the_ending_of_the_file_tells_the_format() {
    let folder = Folder::new();
    folder.write("a.txt", "发放补贴。\n");
    assert_eq!(folder.tag(&["-o", "out.csv", "--bom", "a.txt"]).code, Some(0));
    let written = fs::read_to_string(folder.path().join("out.csv")).unwrap();
    let rows: Vec<&str> = written.split("\r\n").collect();
    assert_eq!(
        rows[0],
        "\u{FEFF}document,paragraph,line,kind,category,label,start,end,evidence,pattern,flags,text"
    );
    assert_eq!(rows[1], "a.txt,1,1,body,fiscal.subsidies,补贴,2,4,补贴,补贴,,发放补贴。");
}

#[test]
fn text_comes_through_a_pipe_too() {
    let folder = Folder::new();
    let mut child = folder
        .command(&["tag"])
        .env("CUOSHI_RULES", "rules.yml")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("发放补贴。".as_bytes()).unwrap();
    let run = Run::of(&child.wait_with_output().unwrap());
    assert_eq!((run.code, &run.lines()[0]["document"]), (Some(0), &Value::from("-")));
}

/// Not a measurement: one that stalls would take hours.
#[test]
fn a_paragraph_of_a_megabyte_is_tagged() {
    let folder = Folder::new();
    let rules = "version: 1\ndefaults: {boundary: none}\nmask: [点…9…补]\ncategories:\n  - id: x\n    any: [补, 补…贴, 补…1000000…贴, \
                 {match: 补~贴|点, if: {near: 点…贴, within: paragraph}, unless: {before: 企业, within: clause}}]\n";
    folder.write("rules.yml", rules);
    folder.write("a.txt", "补贴点补点贴".repeat(60_000));
    let run = folder.tag(&["a.txt"]);
    assert_eq!((run.code, run.lines().len()), (Some(0), 1));
}

/// Not a measurement either.
#[test]
fn a_term_as_long_as_a_text_is_searched_and_checked() {
    let folder = Folder::new();
    let rules = |term: usize, mask: usize| {
        let [term, mask] = [term, mask].map(|length| "补".repeat(length));
        format!("version: 1\ncategories:\n  - {{id: x, label: x, any: [{term}], mask: {mask}贴}}\n")
    };
    folder.write("rules.yml", rules(100_000, 90_000));
    folder.write("a.txt", "补".repeat(100_001));
    let run = folder.tag(&["a.txt"]);
    assert_eq!(run.lines()[0]["tags"][0]["evidence"].as_array().unwrap().len(), 2);
    let run = folder.run(&["check", "rules.yml", "--format", "json"]);
    assert_eq!((run.code, run.out.contains("mask_never_applies")), (Some(0), true));
    folder.write("rules.yml", rules(90_000, 100_000));
    let run = folder.run(&["check", "rules.yml", "--format", "json"]);
    assert_eq!((run.code, run.out.contains("mask_never_applies")), (Some(0), false));
}

#[test]
fn a_wrong_call_is_answered() {
    let folder = Folder::new();
    let run = folder.run(&["tag", "--foramt", "csv"]);
    let answer = "\
cuoshi: `--foramt` is not understood here; did you mean `--format`?
`cuoshi tag --help` tells more
";
    assert_eq!((run.code, &*run.out, &*run.err), (Some(2), "", answer));
}

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_written_is_told() {
    let folder = Folder::new();
    for call in [&["--help"][..], &["check", "--help"], &["--version"], &["check"], &["categories"], &["man"]]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = Run::of(&folder.command(call).stdout(full).output().unwrap());
        let told = "cuoshi: the result cannot be written: there is no room left on the disk\n";
        assert_eq!((run.code, &*run.err), (Some(2), told), "{call:?}");
    }
}

//! `cuoshi test` from the outside.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

const RULES: &str = "\
version: 1
categories:
  - id: fiscal
    examples: [发放补贴。]
  - id: fiscal.subsidies
    label: {zh: 补贴, en: Subsidies}
    any: [发放…补贴]
    examples: [给企业发放补贴。, 给予补助。]
  - id: control.access
    any: [封控]
    examples: [小区实行封控。]
    counterexamples: [不再封控，不封控。]
";

/// A folder with rules, in which the program is run.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("rules.yml"), RULES).unwrap();
    folder
}

/// The code, and what is on standard output and standard error.
fn run(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
    command.current_dir(folder.path()).args(arguments).env_remove("CUOSHI_RULES");
    command.env("CUOSHI_LANG", "en").env("COLUMNS", "80");
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn what_fails_is_told_with_its_place_and_its_evidence() {
    let folder = folder();
    let (code, out, err) = run(&folder, &["test", "rules.yml"]);
    let expected = "\
rules.yml:8:26: missing fiscal.subsidies 补贴  (example)
  给予补助。
  it got no tag

rules.yml:12:23: noisy control.access  (counterexample)
  不再封控，不封控。
      1^^^    1^^^
  1 封控  by 封控

5 examples: 3 as expected, 1 missing, 1 noisy
";
    assert_eq!((code, &*out, &*err), (Some(1), expected, ""));
}

#[test]
fn cases_say_what_a_text_must_get_and_what_not() {
    let folder = folder();
    let rules = RULES.replace(", 给予补助。", "").replace("    counterexamples: [不再封控，不封控。]\n", "");
    fs::write(folder.path().join("rules.yml"), rules).unwrap();
    let cases = "\
- text: 发放租金补贴，小区实行封控。
  tags: [fiscal]
  not: [control]
- text: 商场照常营业。
  tags: []
- text: 给予补助。
  tags: [fiscal.subsidies]
  todo: true
- text: 发放一次性补贴。
  tags: [fiscal.subsidies]
  todo: true
";
    fs::write(folder.path().join("cases.yml"), cases).unwrap();
    let expected = "\
cases.yml:1:9: noisy control.access  (case)
  发放租金补贴，小区实行封控。
                        1^^^
  1 封控  by 封控

cases.yml:9:9: as expected now; take `todo` off

3 examples and 4 cases: 4 as expected, 0 missing, 1 noisy; 2 todo
";
    for arguments in [["rules.yml", "cases.yml"].as_slice(), &["--rules", "rules.yml", "cases.yml"]] {
        let (code, out, err) = run(&folder, &[&["test"], arguments].concat());
        assert_eq!((code, &*out, &*err), (Some(1), expected, ""));
    }
    fs::write(folder.path().join("cases.yml"), &cases[cases.find("- text: 商场").unwrap()..]).unwrap();
    assert_eq!(run(&folder, &["test", "rules.yml", "cases.yml"]).0, Some(0), "todo does not fail");
}

/// As many as are told of are counted, and a file that is named twice is one file.
#[test]
fn what_is_listed_is_what_is_counted() {
    let folder = folder();
    let rules = RULES.replace(", 给予补助。", "").replace("    counterexamples: [不再封控，不封控。]\n", "");
    fs::write(folder.path().join("rules.yml"), rules).unwrap();
    fs::create_dir(folder.path().join("cases")).unwrap();
    let cases = "- text: 发放租金补贴，小区实行封控。\n  tags: []\n";
    fs::write(folder.path().join("cases/a.yml"), cases).unwrap();
    for again in [&[][..], &["cases/a.yml"], &["cases", "./cases/a.yml"]] {
        let (_, out, _) = run(&folder, &[&["test", "rules.yml", "cases/a.yml"], again].concat());
        assert_eq!(out.matches(": noisy ").count(), 2, "{out}");
        assert!(out.ends_with("3 examples and 1 case: 3 as expected, 0 missing, 2 noisy\n"), "{out}");
    }
}

#[test]
fn cases_alone_are_put_to_the_built_in_dictionary() {
    let folder = folder();
    fs::write(folder.path().join("cases.yml"), "- text: 会议听取了情况汇报。\n  tags: []\n").unwrap();
    let (code, out, err) = run(&folder, &["test", "cases.yml"]);
    assert_eq!((code, &*err), (Some(0), ""), "{out}");
    assert!(out.contains("examples and 1 case: "), "{out}");
    assert_eq!(run(&folder, &["test"]).0, Some(0));
}

#[test]
fn programs_get_json() {
    let folder = folder();
    let (code, out, _) = run(&folder, &["test", "rules.yml", "--format", "json"]);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &found["examples"], &found["missing"]), (Some(1), &5.into(), &1.into()));
    let noisy = &found["failures"][1];
    assert_eq!(noisy["verdict"], "noisy");
    assert_eq!((&noisy["file"], &noisy["line"]), (&"rules.yml".into(), &12.into()));
    assert_eq!(noisy["tags"][0]["evidence"][0]["pattern"], "封控");
}

#[test]
fn programs_get_json_of_errors_too() {
    let folder = folder();
    fs::write(folder.path().join("bad.yml"), "version: 1\ncategories:\n  - id: x\n    any：[补贴]\n")
        .unwrap();
    fs::write(folder.path().join("cases.yml"), "- text: 发放补贴。\n  tags: [fiscal.subsidy]\n").unwrap();
    for (paths, code) in
        [(&["bad.yml"][..], "full_width_colon"), (&["rules.yml", "cases.yml"], "misspelt_id")]
    {
        let (exit, out, err) = run(&folder, &[&["test", "--format", "json"], paths].concat());
        let found: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            (exit, &found["errors"], &found["diagnostics"][0]["code"]),
            (Some(1), &1.into(), &code.into())
        );
        assert!(err.ends_with("nothing was tested\n"), "{err}");
    }
}

#[test]
fn each_path_is_taken_for_what_it_is() {
    let folder = folder();
    fs::write(folder.path().join("cases.yml"), "- text: 发放补贴。\n  tags: []\n").unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    for (call, code) in [
        (&["check", "cases.yml"][..], "cases_instead"),
        (&["tag", "--rules", "cases.yml", "rules.yml"], "cases_instead"),
        (&["test", "rules.yml", "rules.yml"], "rules_instead"),
        (&["test", "cases.yml", "rules.yml"], "rules_instead"),
        (&["test", "rules.yml", "empty"], "no_case_files"),
        (&["test", "empty"], "no_rule_files"),
    ] {
        let (exit, out, err) = run(&folder, call);
        assert_eq!(exit, Some(1), "{call:?}");
        assert!(format!("{out}{err}").contains(&format!("error[{code}]")), "{call:?}: {out}{err}");
    }
}

#[test]
fn wrong_cases_are_answered_with_their_place() {
    let folder = folder();
    fs::write(folder.path().join("cases.yml"), "- text: 小区实行封控。\n  tags: [control.acces]\n").unwrap();
    let (code, out, err) = run(&folder, &["test", "rules.yml", "cases.yml"]);
    assert_eq!((code, &*out), (Some(1), ""));
    assert!(err.contains("cases.yml:2:10") && err.contains("did you mean `control.access`?"), "{err}");
    assert!(err.ends_with("the case files have 1 error; nothing was tested\n"), "{err}");
    let (code, _, err) = run(&folder, &["test", "rules.yml", "none.yml"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("none.yml: cannot be read"), "{err}");
}

#[test]
fn a_change_is_tested_again() {
    let folder = folder();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
    command.current_dir(folder.path()).args(["test", "rules.yml", "--watch"]).env_remove("CUOSHI_RULES");
    command.env("CUOSHI_LANG", "en");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (sender, totals) = mpsc::channel();
    std::thread::spawn(move || {
        let totals = lines.map_while(Result::ok).filter(|line| line.contains("as expected"));
        totals.for_each(|line| sender.send(line).unwrap_or_default());
    });
    let next = || totals.recv_timeout(Duration::from_secs(60));
    let first = next();
    // As many editors save: a new file takes the place of the old one.
    fs::write(folder.path().join("new"), RULES.replace(", 给予补助。", "")).unwrap();
    fs::rename(folder.path().join("new"), folder.path().join("rules.yml")).unwrap();
    let second = next();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(first.unwrap(), "5 examples: 3 as expected, 1 missing, 1 noisy");
    assert_eq!(second.unwrap(), "4 examples: 3 as expected, 0 missing, 1 noisy");
}

#[test]
fn a_watch_ends_when_nobody_reads_it() {
    let folder = folder();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
    command.current_dir(folder.path()).args(["test", "rules.yml", "--watch"]).env_remove("CUOSHI_RULES");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("as expected")));
    drop(lines);
    if cfg!(not(target_os = "linux")) {
        fs::write(folder.path().join("rules.yml"), RULES).unwrap();
    }
    assert_eq!(child.wait().unwrap().code(), Some(1), "what failed before still counts");
}

#[cfg(target_os = "linux")]
#[test]
fn a_watch_ends_when_its_output_takes_nothing() {
    let folder = folder();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
    command.current_dir(folder.path()).args(["test", "rules.yml", "--watch"]).env_remove("CUOSHI_RULES");
    let output = command.stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be written"));
}

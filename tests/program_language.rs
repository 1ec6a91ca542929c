//! The language in which the program speaks: who chooses it, and whole runs in Chinese.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fs;
use std::process::{Command, Stdio};

use tempfile::TempDir;

const RULES: &str = "\
version: 1
categories:
  - id: fiscal.subsidies
    label: 财政补贴
    any: [补贴]
    examples: [发放租金补贴。, 给予补助。]
    counterexamples: [研发费用。]
  - id: control.access
    label: 封控管理
    any: [封控]
    examples: [小区实行封控。]
    counterexamples: [不再封控，不封控。]
";

/// A folder with rules, a text, and a file that is no text.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("rules.yml"), RULES).unwrap();
    fs::write(folder.path().join("a.txt"), "对返岗职工发放补贴。\n").unwrap();
    fs::write(folder.path().join("b.pdf"), b"%PDF-1.7\n\0\0").unwrap();
    folder
}

/// The program with nothing said about the language.
fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
    command.current_dir(folder.path()).args(arguments).stdin(Stdio::null()).env("COLUMNS", "80");
    for name in ["CUOSHI_LANG", "CUOSHI_RULES", "LANG", "LC_ALL", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    command
}

fn outcome(command: &mut Command) -> (Option<i32>, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn in_chinese(arguments: &[&str]) -> (Option<i32>, String, String) {
    outcome(&mut command(&folder(), &[arguments, &["--lang", "zh"]].concat()))
}

#[test]
fn the_argument_comes_before_the_variable_and_the_variable_before_the_locale() {
    let folder = folder();
    let is_chinese = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = command(&folder, &[&["check", "rules.yml", "--strict"], arguments].concat());
        let (_, out, _) = outcome(command.envs(variables.iter().copied()));
        out.contains("没有")
    };
    assert!(!is_chinese(&[], &[]));
    assert!(is_chinese(&[], &[("LANG", "zh_CN.UTF-8")]));
    assert!(!is_chinese(&[], &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]));
    assert!(!is_chinese(&[], &[("LANG", "zh_CN.UTF-8"), ("CUOSHI_LANG", "en")]));
    assert!(is_chinese(&[], &[("CUOSHI_LANG", "zh-CN"), ("LC_ALL", "")]));
    assert!(is_chinese(&["--lang=zh"], &[("CUOSHI_LANG", "en")]));
    assert!(!is_chinese(&["--lang", "en"], &[("CUOSHI_LANG", "no such language")]));
}

#[test]
fn a_language_that_is_not_known_is_told() {
    let folder = folder();
    let run =
        |locale| outcome(command(&folder, &["tag", "a.txt"]).env("CUOSHI_LANG", "fr").env("LANG", locale));
    let (code, out, err) = run("C");
    assert_eq!((code, &*out), (Some(2), ""));
    assert_eq!(err, "cuoshi: CUOSHI_LANG names no language: `fr`; there are: en, zh\n");
    assert_eq!(run("zh_CN").2, "cuoshi: CUOSHI_LANG 的值 `fr` 不是可用的语言；可选：en、zh\n");
    let (code, _, err) = outcome(&mut command(&folder, &["tag", "a.txt", "--lang", "fr"]));
    assert_eq!(code, Some(2));
    assert!(err.contains("`fr` is no value of `--lang <LANGUAGE>`; there are: `en`, `zh`"), "{err}");
}

#[test]
fn tags_are_shown_and_troubles_told() {
    let (code, out, err) =
        in_chinese(&["tag", "--rules", "rules.yml", "--format", "text", "a.txt", "b.pdf", "none.txt"]);
    assert_eq!(code, Some(2));
    assert!(out.starts_with("a.txt:1  第 1 段\n"), "{out}");
    assert!(out.contains("共 1 段   1 段有标签（100.0%）   1 处匹配   规则 "), "{out}");
    assert_eq!(
        err,
        "cuoshi: b.pdf: 看上去是一份 PDF 文档，但已损坏或不完整；请重新获取，或打开后另存一份\n\
         cuoshi: none.txt: 没有这个文件或文件夹；请检查路径\n\
         cuoshi: 有 2 个输入或其中的行无法读取；其余已处理完\n"
    );
}

#[test]
fn results_for_programs_are_the_same_in_every_language() {
    let folder = folder();
    for call in [
        &["tag", "--rules", "rules.yml", "a.txt"][..],
        &["tag", "--rules", "rules.yml", "--format", "csv", "a.txt"],
        &["test", "rules.yml", "--format", "json"],
        &["categories", "--format", "json"],
        &["categories", "--format", "csv"],
    ] {
        let in_language = |word| outcome(&mut command(&folder, &[call, &["--lang", word]].concat()));
        assert_eq!(in_language("en"), in_language("zh"), "{call:?}");
    }
}

#[test]
fn rules_are_checked() {
    let (code, out, err) = in_chinese(&["check", "rules.yml"]);
    assert_eq!((code, &*out, &*err), (Some(0), "没有发现错误或可疑之处\n", ""));
    let folder = folder();
    fs::write(folder.path().join("rules.yml"), RULES.replace("any: [", "any：[")).unwrap();
    let (code, out, _) = outcome(&mut command(&folder, &["check", "rules.yml", "--lang", "zh"]));
    assert_eq!(code, Some(1));
    assert!(out.starts_with("错误[full_width_colon]: 键后面不能用全角冒号 `：`\n"), "{out}");
    assert!(out.contains("2 个错误；用 `cuoshi check --explain full_width_colon`"), "{out}");
    let (code, out, err) =
        outcome(&mut command(&folder, &["tag", "--rules", "rules.yml", "a.txt", "--lang", "zh"]));
    assert_eq!((code, &*out), (Some(1), ""));
    assert!(err.ends_with("cuoshi: 规则有 2 个错误；没有给任何文本打标签\n"), "{err}");
    let (_, out, _) = in_chinese(&["check", "--explain", "full_width_colon"]);
    assert!(out.contains("错误示例：\n"), "{out}");
}

#[test]
fn rules_are_tested() {
    let (code, out, err) = in_chinese(&["test", "rules.yml"]);
    let expected = "\
rules.yml:6:25: 漏标 fiscal.subsidies 财政补贴  (正例)
  给予补助。
  没有得到标签

rules.yml:12:23: 误标 control.access 封控管理  (反例)
  不再封控，不封控。
      1^^^    1^^^
  1 封控  来自 封控

5 条例句：3 条符合预期，1 条漏标，1 条误标
";
    assert_eq!((code, &*out, &*err), (Some(1), expected, ""));
}

#[test]
fn the_codebook_is_listed() {
    let (code, out, _) = in_chinese(&["categories", "--rules", "rules.yml"]);
    assert_eq!(code, Some(0));
    assert!(out.contains("2 个类别，2 个模式  规则 "), "{out}");
}

#[test]
fn wrong_calls_are_answered() {
    for (call, said) in [
        (&["tagg"][..], "没有命令 `tagg`；是不是 `tag`？"),
        (&["tag", "--foramt", "csv"], "这里不能用 `--foramt`；是不是 `--format`？"),
        (&["tag", "--format", "xls"], "`--format <格式>` 不能取 `xls`；可选：`text`、`jsonl`、`csv`"),
        (&["tag", "--threads", "0"], "`--threads <数字>` 不能取 `0`：应为 1 到 65535 的整数"),
        (&["check", "--broad", "much"], "`--broad <百分比>` 不能取 `much`：应为 0 到 100 的数"),
        (&["tag", "--all", "--all"], "`--all` 写了两次"),
        (&["tag", "--all=yes"], "`--all` 不带值，这里却写了 `yes`"),
        (&["check", "rules.yml", "--explain", "wide_gap"], "`[规则]` 不能与 `--explain <代码>` 同时使用"),
        (&["completions"], "缺少：`<SHELL>`"),
        (
            &["tag", "--category", "fiscal.subsidy", "--rules", "rules.yml", "a.txt"],
            "是不是 `fiscal.subsidies`？",
        ),
        (&["check", "--explain", "shadowed"], "没有代码 `shadowed`；是不是 `shadowed_term`？"),
        (&[], "请写明命令；现有：`tag`、`check`"),
    ] {
        let (code, out, err) = in_chinese(call);
        assert_eq!((code, &*out), (Some(2), ""), "{call:?}");
        assert!(err.contains(said), "{call:?}: {err}");
    }
    assert!(in_chinese(&["tag", "--threads"]).2.ends_with("更多说明见 `cuoshi tag --help`\n"));
}

#[test]
fn help_completions_and_manual_follow() {
    let (code, out, _) = in_chinese(&["tag", "--help"]);
    assert_eq!(code, Some(0));
    for part in ["用法: cuoshi tag [选项] [路径]...\n", "--split <方式>", "  blank：以空行分段", "退出码："]
    {
        assert!(out.contains(part), "{part} is not in:\n{out}");
    }
    assert!(in_chinese(&["completions", "zsh"]).1.contains("给文档打标签"));
    let manual = in_chinese(&["man"]).1;
    let headings: Vec<&str> = manual.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
    assert_eq!(headings, ["名称", "用法", "说明", "选项", "命令", "版本"]);
}

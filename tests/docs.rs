//! The pages for readers: the Chinese ones have what the English ones have, and what they show of the program
//! is what it prints. `REWRITE=1 cargo test --test docs` writes that anew; read the difference.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod pages;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use pages::blocks;
use serde_json::Value;
use tempfile::TempDir;

const ENDING: &str = ".zh-CN.md";
/// What stands before a command whose output a page shows.
const PROMPT: &str = "$ cuoshi ";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages that are there in both languages, in English.
fn pairs() -> Vec<String> {
    let mut pairs = Vec::new();
    for folder in ["", "rules/", "docs/"] {
        for entry in fs::read_dir(root().join(folder)).into_iter().flatten() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            pairs.extend(name.strip_suffix(ENDING).map(|name| format!("{folder}{name}.md")));
        }
    }
    pairs.sort();
    pairs
}

fn in_chinese(page: &str) -> String {
    page.replace(".md", ENDING)
}

/// What both languages have alike from one heading to the next.
#[derive(Debug, Default, PartialEq)]
struct Section {
    level: usize,
    blocks: Vec<String>,
    /// The number of rows of each table.
    tables: Vec<usize>,
    items: usize,
    links: BTreeSet<String>,
    /// Code within sentences.
    code: BTreeSet<String>,
}

impl Section {
    fn of(section: &str) -> Section {
        let blocks = blocks(section);
        let lines = section.split("```").step_by(2).flat_map(str::lines);
        let lines: Vec<&str> = lines.collect();
        let tables = lines.split(|line| !line.starts_with('|')).map(<[_]>::len).filter(|rows| *rows > 0);
        let prose = lines.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ");
        let references = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        Section {
            level: section.bytes().take_while(|byte| *byte == b'#').count(),
            blocks: blocks.iter().map(|block| alike(&block.kind, &block.text)).collect(),
            tables: tables.collect(),
            items: lines.iter().filter(|line| line.starts_with("- ")).count(),
            links: references.map(|link| link.replace(ENDING, ".md")).collect(),
            code: prose.split('`').skip(1).step_by(2).map(str::to_owned).collect(),
        }
    }
}

/// What of a block is the same in every language: code without its comments, sentences with their tags, the
/// number of lines of what the program prints.
fn alike(kind: &str, text: &str) -> String {
    match kind {
        "sh" | "yaml" => {
            let code =
                text.lines().map(|line| format!(" {line}").split(" #").next().unwrap().trim_end().to_owned());
            code.collect::<Vec<_>>().join("\n")
        }
        "text" if text.contains(" → ") => text.replace(" → 无\n", " → nothing\n"),
        "text" => format!("{} lines", text.lines().count()),
        _ => text.to_owned(),
    }
}

/// The sections of a page, each with its heading.
fn sections(page: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let mut is_code = false;
    for line in page.lines() {
        is_code ^= line.starts_with("```");
        if line.starts_with('#') && !is_code {
            sections.push(String::new());
        }
        let last = sections.last_mut().unwrap();
        last.push_str(line);
        last.push('\n');
    }
    sections
}

#[test]
fn the_languages_are_in_step() {
    let pairs = pairs();
    assert!(pairs.len() >= 2, "{pairs:?}");
    for page in pairs {
        let other = in_chinese(&page);
        let (english, chinese) = (sections(&pages::read(&page)), sections(&pages::read(&other)));
        for (one, other_one) in english.iter().zip(&chinese) {
            let heading = one.lines().next().unwrap_or_default();
            assert_eq!(Section::of(one), Section::of(other_one), "{page} and {other} differ at: {heading}");
        }
        assert_eq!(english.len(), chinese.len(), "{page} and {other} have the same headings");
    }
}

#[test]
fn each_language_leads_to_the_other() {
    for page in pairs() {
        for (from, to) in [(page.clone(), in_chinese(&page)), (in_chinese(&page), page)] {
            let name = to.rsplit('/').next().unwrap();
            let text = pages::read(&from);
            let mut top = text.lines().take(4);
            assert!(
                top.any(|line| line.ends_with(&format!("]({name})"))),
                "{from} does not begin with {name}"
            );
        }
    }
}

/// What the program prints on standard output.
fn printed(folder: &Path, arguments: &[&str], language: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
    command.current_dir(folder).args(arguments).args(["--lang", language]).stdin(Stdio::null());
    let output = command.env_remove("CUOSHI_RULES").env("COLUMNS", "100").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// What the program prints for readers: the samples tagged, and the mistake of the page, part by part.
fn parts(language: &str) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let mistake = "version: 1\ncategories:\n  - id: fiscal.subsidies\n    any：[补贴]\n";
    fs::write(folder.path().join("my-rules.yml"), mistake).unwrap();
    let tagged = printed(root(), &["tag", "samples", "--format", "text"], language);
    let checked = printed(folder.path(), &["check", "my-rules.yml"], language);
    let parts = tagged.split("\n\n").chain(checked.split("\n\n"));
    parts.map(|part| format!("{}\n", part.trim_end_matches('\n'))).collect()
}

/// The part that begins as what is shown begins.
fn real_part(shown: &str, parts: &[String]) -> Option<String> {
    let start = shown.split(' ').next().unwrap();
    parts.iter().find(|part| part.starts_with(start)).cloned()
}

/// A command as it is shown, with what it prints beside the first rules of the page as `my-rules.yml`.
fn real_answer(shown: &str, page: &str, language: &str) -> String {
    let folder = TempDir::new().unwrap();
    let rules = blocks(page).into_iter().find(|block| block.kind == "yaml").unwrap();
    fs::write(folder.path().join("my-rules.yml"), rules.text).unwrap();
    let command = shown.lines().next().unwrap();
    let arguments: Vec<&str> = command[PROMPT.len()..].split_whitespace().collect();
    format!("{command}\n{}", printed(folder.path(), &arguments, language))
}

/// The line of JSON about the same paragraph, whose text the page may shorten to its end.
fn real_line(shown: &str, lines: &str) -> String {
    let read = |line: &str| serde_json::from_str::<Value>(line).unwrap();
    let about = |line: &Value| (line["document"].clone(), line["paragraph"].clone());
    let shown = read(shown);
    let line = lines.lines().find(|line| about(&read(line)) == about(&shown));
    let line = line.unwrap_or_else(|| panic!("the program prints no such line: {shown}"));
    let (text, end) = (read(line)["text"].clone(), &shown["text"]);
    let (text, end) = (text.as_str().unwrap(), end.as_str().unwrap());
    assert!(text.ends_with(end.trim_start_matches('…')), "{text} does not end so: {end}");
    line.replacen(text, end, 1) + "\n"
}

#[test]
fn what_the_pages_show_is_what_is_printed() {
    for (name, language) in [("README.md", "en"), ("README.zh-CN.md", "zh")] {
        let page = pages::read(name);
        let parts = parts(language);
        let lines = printed(root(), &["tag", "samples"], language);
        let mut renewed = page.clone();
        let mut compared = 0;
        for block in blocks(&page) {
            let real = match &*block.kind {
                "text" if block.text.starts_with(PROMPT) => Some(real_answer(&block.text, &page, language)),
                "text" => real_part(&block.text, &parts),
                "json" => Some(real_line(&block.text, &lines)),
                _ => None,
            };
            if let Some(real) = real {
                renewed = renewed.replace(&block.text, &real);
                compared += 1;
            }
        }
        assert!(compared >= 3, "{name} shows {compared}");
        if env::var_os("REWRITE").is_some() {
            fs::write(root().join(name), renewed).unwrap();
        } else {
            assert_eq!(page, renewed, "{name} is not up to date");
        }
    }
}

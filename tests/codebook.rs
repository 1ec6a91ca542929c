//! The codebook in every format: that of `tests/codebook/rules.yml` as `cuoshi categories` prints it, compared
//! with the files beside it (`REWRITE=1` writes them anew), and what else is generated for readers and shells.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::Path;
use std::process::Command;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/codebook")
}

fn run(arguments: &[&str], columns: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
    command
        .current_dir(folder())
        .args(arguments)
        .env_remove("CUOSHI_RULES")
        .env("CUOSHI_LANG", "en")
        .env("COLUMNS", columns);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn it_is_printed_in_every_format() {
    let mut different = Vec::new();
    for (name, format, columns) in [
        ("view-60.txt", "text", "60"),
        ("view-120.txt", "text", "120"),
        ("codebook.md", "markdown", "80"),
        ("codebook.csv", "csv", "80"),
        ("codebook.json", "json", "80"),
        ("view-80.zh.txt", "text", "80"),
        ("codebook.zh.md", "markdown", "80"),
    ] {
        let language = if name.contains(".zh.") { "zh" } else { "en" };
        let call = ["categories", "--rules", "rules.yml", "--format", format, "--lang", language];
        let found = run(&call, columns);
        let path = folder().join(name);
        if std::env::var_os("REWRITE").is_some() {
            fs::write(&path, &found).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != found {
            different.push(format!("{name}:\n{found}"));
        }
    }
    assert!(different.is_empty(), "differs from tests/codebook:\n{}", different.join("\n"));
}

#[test]
fn a_spreadsheet_gets_its_mark() {
    assert!(run(&["categories", "--format", "csv", "--bom"], "80").starts_with("\u{FEFF}id,"));
}

#[test]
fn shells_and_manuals_know_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let completions = run(&["completions", shell], "80");
        assert!(["categories", "tag", "test"].iter().all(|command| completions.contains(command)), "{shell}");
    }
    assert!(run(&["man"], "80").starts_with(".ie "));
    let pages = tempfile::TempDir::new().unwrap();
    run(&["man", pages.path().join("man1").to_str().unwrap()], "80");
    let mut names: Vec<String> = fs::read_dir(pages.path().join("man1"))
        .unwrap()
        .map(|page| page.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.contains(&"cuoshi-test.1".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.starts_with("cuoshi-help")), "{names:?}");
}

//! The one form of rule files: each `tests/fmt/*.yml` and what becomes of it, `*.out.yml`; each
//! `tests/fmt/refused/*.yml` and what is said instead; each `tests/fix/*.yml` and what mending makes of it.
//! `REWRITE=1 cargo test --test fmt` writes what is expected anew; read the difference.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use cuoshi::{Dictionary, Language};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files to begin with in a folder below `tests`.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = root().join("tests").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.to_string_lossy().ends_with(".yml") && !file.to_string_lossy().ends_with(".out.yml")
    });
    files.sort();
    assert!(!files.is_empty());
    files
}

fn read(file: &Path) -> (String, String) {
    (file.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(file).unwrap())
}

/// Compares each file of a folder with what is made of it.
fn compare(folder: &str, ending: &str, made: impl Fn(&str, &str) -> String) {
    let mut different = Vec::new();
    for file in files(folder) {
        let (name, text) = read(&file);
        let found = made(&name, &text);
        let golden = file.with_extension(ending);
        if std::env::var_os("REWRITE").is_some() {
            fs::write(&golden, &found).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != found {
            different.push(format!("{}:\n{found}", file.display()));
        }
    }
    assert!(different.is_empty(), "not as expected:\n{}", different.join("\n"));
}

fn formatted(name: &str, text: &str) -> String {
    cuoshi::format(name, text)
        .unwrap_or_else(|faults| panic!("{name}:\n{}", faults.render(false, Language::English)))
}

fn fixed(name: &str, text: &str) -> String {
    cuoshi::fix([(name.to_owned(), text.to_owned())])[0].after().to_owned()
}

#[test]
fn files_get_their_form() {
    compare("fmt", "out.yml", |name, text| {
        let once = formatted(name, text);
        assert_eq!(once, formatted(name, &once), "{name}: the form changes when it is given again");
        once
    });
}

#[test]
fn what_is_open_is_refused() {
    compare("fmt/refused", "txt", |name, text| {
        cuoshi::format(name, text).unwrap_err().render(false, Language::English) + "\n"
    });
}

#[test]
fn what_is_safe_is_mended() {
    compare("fix", "out.yml", |name, text| {
        let once = fixed(name, text);
        assert_eq!(once, fixed(name, &once), "{name}: a second time mends more");
        once
    });
}

#[test]
fn line_ends_and_byte_order_marks_do_not_count() {
    for file in files("fmt") {
        let (name, text) = read(&file);
        let windows = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
        assert_eq!(formatted(&name, &windows), formatted(&name, &text), "{name}");
    }
    let text = "version: 1\r\ncategories：\r\n  - id: a\r\n    any: [补贴, 补贴]   # 词\r\n";
    assert_eq!(fixed("a.yml", text), "version: 1\r\ncategories:\r\n  - id: a\r\n    any: [补贴]   # 词\r\n");
}

#[test]
fn the_shipped_rules_have_their_form() {
    for (name, text) in Dictionary::built_in_files() {
        assert!(formatted(name, text) == *text, "`cuoshi fmt rules` writes {name} anew");
    }
    let files = Dictionary::built_in_files().iter();
    let files = cuoshi::fix(files.map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    assert!(files.iter().all(|file| file.codes().is_empty() && file.after() == file.before()));
}

/// Files of which only the order of keys or the layout differs have the same form.
#[test]
fn the_form_does_not_depend_on_the_layout() {
    let flow = "{categories: [{any: [{match: 补贴, unless: {near: 诈骗, within: paragraph}}, 补助], id: a}], version: 1}";
    let block = "version: 1\n\n\ncategories:\n  -\n    id: 'a'\n    any:\n    - unless:\n         within: paragraph\n         \
                 near: \"诈骗\"\n      match: 补贴\n    - 补助\n";
    assert_eq!(formatted("flow.yml", flow), formatted("block.yml", block));
}

#[test]
fn a_large_file_is_formatted() {
    let terms: Vec<String> = (0..20_000).map(|number| format!("      - 补贴{number}  # 注")).collect();
    let text = format!("version: 1\n\ncategories:\n  - id: a\n    any:\n{}\n", terms.join("\n"));
    let formatted = formatted("large.yml", &text);
    assert_eq!(formatted.lines().count(), text.lines().count());
}

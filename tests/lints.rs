//! What `cuoshi check` says beyond the loader: each `tests/lints/*.yml` with its messages in English (`.txt`)
//! and in Chinese (`.zh.txt`). `REWRITE=1 cargo test --test lints` writes the messages anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use cuoshi::{Code, Diagnostics, Dictionary, Language};

fn inspect(files: Vec<(String, String)>) -> Diagnostics {
    match Dictionary::parse(files).inspect() {
        Ok((_, warnings)) => warnings,
        Err(all) => all,
    }
}

fn rule_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lints");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yml"));
    files.sort();
    files
}

#[test]
fn messages_are_as_read() {
    let rewrite = std::env::var_os("REWRITE").is_some();
    let mut different = Vec::new();
    for file in rule_files() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let found = inspect(vec![(name, fs::read_to_string(&file).unwrap())]);
        for (language, ending) in [(Language::English, "txt"), (Language::Chinese, "zh.txt")] {
            let found = found.render(false, language) + "\n";
            let golden = file.with_extension(ending);
            if rewrite {
                fs::write(&golden, &found).unwrap();
            } else if fs::read_to_string(&golden).unwrap_or_default() != found {
                different.push(format!("{}:\n{found}", golden.display()));
            }
        }
    }
    assert!(different.is_empty(), "messages differ from tests/lints/*.txt:\n{}", different.join("\n"));
}

#[test]
fn the_shipped_dictionary_gives_no_warning() {
    let (_, warnings) = Dictionary::built_in().inspect().unwrap();
    assert!(warnings.is_empty(), "{}", warnings.render(false, Language::English));
}

/// Place names as dictionaries of countries and cities have them: one inside another, and twice.
fn gazetteer() -> String {
    let names = [("俄罗斯", "白俄罗斯"), ("柏林", "都柏林"), ("苏丹", "南苏丹")];
    let mut categories = Vec::new();
    for number in 0..300 {
        let character = char::from_u32(0x5000 + number).unwrap();
        let mut add = |id: &str, terms: &str| {
            categories.push(format!("  - id: p{number}{id}\n    label: x\n    any: [{terms}]\n"));
        };
        for (at, (short, long)) in names.iter().enumerate() {
            let [short, long] = [short, long].map(|name| format!("{name}{character}"));
            add(&format!("s{at}"), &short);
            add(&format!("l{at}"), &format!("新{long}, {long}, {long}"));
        }
    }
    format!("version: 1\ncategories:\n{}", categories.concat())
}

#[test]
fn a_large_dictionary_is_checked() {
    let files = vec![("places.yml".to_owned(), gazetteer())];
    let found = inspect(files);
    let count = |code| found.iter().filter(|one| one.code() == code).count();
    assert_eq!(count(Code::DuplicateTerm), 900);
    assert_eq!(count(Code::ShadowedTerm), 900);
    assert_eq!(count(Code::RedundantTerm), 900);
}

#[test]
fn place_names_inside_others_are_told() {
    let rules = "version: 1\ncategories:\n  - {id: a.ru, any: [俄罗斯, 俄罗斯联邦]}\n  - {id: a.by, any: 白俄罗斯}\n  \
                 - {id: a.de, any: [柏林, 柏林]}\n  - {id: a.ie, any: 都柏林, mask: 都柏林人}\n  - {id: a.sd, any: 苏丹, \
                 mask: 南苏丹}\n  - {id: a.ss, any: 南苏丹}\n";
    let found = inspect(vec![("a.yml".to_owned(), rules.to_owned())]);
    let lines = |code| -> Vec<usize> {
        found.iter().filter(|one| one.code() == code).map(|one| one.place().unwrap().line()).collect()
    };
    assert_eq!(lines(Code::ShadowedTerm), [3, 5], "the mask settles 苏丹");
    assert_eq!(lines(Code::DuplicateTerm), [5]);
    assert_eq!(lines(Code::RedundantTerm), [3]);
}

#[test]
fn allow_silences_where_it_stands() {
    let category = |allow: &str| format!("  - id: x\n    label: x\n    {allow}\n    any: [补贴, 补贴]\n");
    let with = |top: &str, allow: &str| {
        let rules = format!("version: 1\n{top}\ncategories:\n{}", category(allow));
        let found = inspect(vec![("a.yml".to_owned(), rules)]);
        found.iter().map(|one| one.code().word()).collect::<Vec<_>>()
    };
    assert_eq!(with("", ""), ["missing_example", "missing_counterexample", "duplicate_term"]);
    assert_eq!(with("allow: [missing_example, missing_counterexample]", ""), ["duplicate_term"]);
    assert_eq!(with("", "allow: duplicate_term"), ["missing_example", "missing_counterexample"]);
    assert_eq!(with("", "allow: [duplicat_term]"), ["unknown_code"]);
    assert_eq!(with("allow: [yaml_syntax]", ""), ["unknown_code"], "errors are not silenced");
}

#[test]
fn allow_silences_only_the_category_it_stands_in() {
    let found = |short: &str, long: &str| {
        let rules = format!(
            "version: 1\nallow: [missing_label, missing_example, missing_counterexample]\ncategories:\n  \
             - {{id: short, any: 补贴{short}}}\n  - {{id: long, any: 稳岗补贴{long}}}\n"
        );
        inspect(vec![("a.yml".to_owned(), rules)]).iter().count()
    };
    assert_eq!(found("", ""), 1);
    assert_eq!(found(", allow: shadowed_term", ""), 0);
    assert_eq!(found("", ", allow: shadowed_term"), 1, "the warning stands at the shorter term");
}

//! What an analyst reads when rules or cases are wrong: each `tests/diagnostics/*.yml`, and of cases each
//! `tests/diagnostics/cases/*.yml`, with the message it must give in English (`.txt`) and in Chinese
//! (`.zh.txt`); those of `tests/diagnostics/extends/*.yml` build on `base.yaml` there, and are looked at
//! closely. `REWRITE=1 cargo test --test diagnostics` writes the messages anew; read the difference.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cuoshi::{CaseFiles, Code, Diagnostics, Dictionary, Language, RuleSet};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yml"));
    files.sort();
    files
}

/// Every file with what it gives.
fn all() -> Vec<(PathBuf, Diagnostics)> {
    let rules = RuleSet::load(&folder("diagnostics").join("cases/rules.yaml")).unwrap();
    let of_rules = files(&folder("diagnostics")).into_iter().map(|file| {
        let found = told(Dictionary::parse([read(&file)]).check());
        (file, found)
    });
    let of_cases = files(&folder("diagnostics").join("cases")).into_iter().map(|file| {
        let found = told(CaseFiles::parse([read(&file)]).check(&rules));
        (file, found)
    });
    let base = || Dictionary::parse([read(&folder("diagnostics").join("extends/base.yaml"))]);
    let of_extensions = files(&folder("diagnostics").join("extends")).into_iter().map(|file| {
        let found = told(Dictionary::extending(base(), [read(&file)]).inspect());
        (file, found)
    });
    of_rules.chain(of_cases).chain(of_extensions).collect()
}

fn read(file: &Path) -> (String, String) {
    (file.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(file).unwrap())
}

fn told<T>(checked: Result<(T, Diagnostics), Diagnostics>) -> Diagnostics {
    checked.map_or_else(|all| all, |(_, warnings)| warnings)
}

/// What only a closer look finds; `tests/lints.rs` compares its messages.
fn inspected(file: &Path) -> Diagnostics {
    let text = fs::read_to_string(file).unwrap();
    match Dictionary::parse([("rules.yml".to_owned(), text)]).inspect() {
        Ok((_, warnings)) => warnings,
        Err(all) => all,
    }
}

#[test]
fn messages_are_as_read() {
    let rewrite = std::env::var_os("REWRITE").is_some();
    let mut different = Vec::new();
    for (file, found) in all() {
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
    assert!(different.is_empty(), "messages differ from tests/diagnostics/*.txt:\n{}", different.join("\n"));
}

/// Codes that no rule file alone can cause; they are about paths.
const ABOUT_PATHS: [Code; 6] = [
    Code::NotUtf8,
    Code::Unreadable,
    Code::NoRuleFiles,
    Code::NoCaseFiles,
    Code::DuplicateDefaults,
    Code::DuplicateExtends,
];

/// Codes that only texts can cause; the examples of their pages show them.
const ABOUT_TEXTS: [Code; 5] =
    [Code::DeadTerm, Code::BroadTerm, Code::MaskedOut, Code::BoundaryDrops, Code::OftenInside];

#[test]
fn every_code_has_a_case() {
    let mut seen = BTreeSet::from(ABOUT_PATHS);
    seen.extend(ABOUT_TEXTS);
    for file in files(&folder("lints")) {
        seen.extend(inspected(&file).iter().map(cuoshi::Diagnostic::code));
    }
    for (_, found) in all() {
        seen.extend(found.iter().map(cuoshi::Diagnostic::code));
    }
    let missing: Vec<&Code> = Code::ALL.iter().filter(|code| !seen.contains(code)).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

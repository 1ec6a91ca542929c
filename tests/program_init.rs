//! `cuoshi init` from the outside: what it writes is in order, and it replaces nothing.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::Path;
use std::process::Command;

use cuoshi::RuleSet;
use tempfile::TempDir;

/// The code, and what is on standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuoshi"));
    command.current_dir(folder).args(arguments).env_remove("CUOSHI_RULES").env("CUOSHI_LANG", "en");
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The files below a folder, hidden ones too.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.push(format!("{name}/"));
            found.extend(files(&path).into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

#[test]
fn each_start_is_in_order_in_each_language() {
    for language in ["en", "zh"] {
        for start in [&[][..], &["--extends", "built-in"], &["--from", "built-in"]] {
            let folder = TempDir::new().unwrap();
            let (code, out, err) =
                run(folder.path(), &[&["--lang", language, "init", "a/b c"], start].concat());
            assert_eq!((code, &*err), (Some(0), ""), "{start:?}");
            let all = files(folder.path());
            let written: Vec<&String> = all.iter().filter(|name| !name.ends_with('/')).collect();
            assert!(written.iter().all(|name| out.contains(*name)), "{out}");
            assert!(out.contains("cuoshi check 'a/b c/rules'"), "{out}");
            let (code, out, err) = run(folder.path(), &["check", "--strict", "a/b c/rules"]);
            assert_eq!((code, &*err), (Some(0), ""), "{language} {start:?}\n{out}");
            let has_cases = all.contains(&"a/b c/cases.yml".to_owned());
            let paths = if has_cases { &["a/b c/rules", "a/b c/cases.yml"][..] } else { &["a/b c/rules"] };
            let (code, out, err) = run(folder.path(), &[&["test"], paths].concat());
            assert_eq!((code, &*err), (Some(0), ""), "{language} {start:?}\n{out}");
        }
    }
}

#[test]
fn what_is_offered_in_comments_works() {
    for language in ["en", "zh"] {
        let folder = TempDir::new().unwrap();
        run(folder.path(), &["--lang", language, "init", ".", "--extends", "built-in"]);
        let rules = folder.path().join("rules/changes.yml");
        let text = fs::read_to_string(&rules).unwrap();
        assert_eq!(text.matches("# remove: ").count(), 2);
        fs::write(&rules, text.replace("# remove: ", "remove: ")).unwrap();
        for call in [&["check", "--strict", "rules"][..], &["test", "rules", "cases.yml"]] {
            let (code, out, err) = run(folder.path(), call);
            assert_eq!((code, &*err), (Some(0), ""), "{call:?}\n{out}");
        }
    }
}

#[test]
fn a_copy_means_the_same() {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(folder.path(), &["init", "--from", "built-in", "."]).0, Some(0));
    let copy = RuleSet::load(&folder.path().join("rules")).unwrap();
    assert_eq!(copy.digest(), RuleSet::built_in().unwrap().digest());
    assert!(folder.path().join("rules/schema.json").is_file(), "the files name it");
}

#[test]
fn nothing_is_replaced() {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(folder.path(), &["init"]).0, Some(0));
    fs::write(folder.path().join("my-dictionary/rules/measures.yml"), "mine").unwrap();
    let before = files(folder.path());
    let (code, out, err) = run(folder.path(), &["init"]);
    assert_eq!((code, &*out), (Some(2), ""));
    let both = "my-dictionary/rules/measures.yml, my-dictionary/cases.yml";
    assert!(err.contains(both) && err.ends_with("cuoshi init my-dictionary-2\n"), "{err}");
    fs::remove_file(folder.path().join("my-dictionary/rules/measures.yml")).unwrap();
    assert_eq!(run(folder.path(), &["init"]).0, Some(2), "one of two is there");
    fs::write(folder.path().join("my-dictionary/rules/measures.yml"), "mine").unwrap();
    assert_eq!(files(folder.path()), before);
    let (code, _, err) = run(folder.path(), &["init", "my-dictionary/cases.yml"]);
    assert_eq!(
        (code, &*err),
        (Some(2), "cuoshi: nothing was written, for my-dictionary/cases.yml is a file; name a folder\n")
    );
    assert_eq!(run(folder.path(), &["init", "--from", "built-in"]).0, Some(0), "beside other files");
}

#[test]
fn a_failure_leaves_nothing_behind() {
    let folder = TempDir::new().unwrap();
    let name = "x".repeat(300);
    let (code, out, err) = run(folder.path(), &["init", &format!("new/folders/{name}")]);
    assert_eq!((code, &*out), (Some(2), ""));
    assert!(err.contains("the files cannot be written: "), "{err}");
    assert_eq!(files(folder.path()), Vec::<String>::new());
}

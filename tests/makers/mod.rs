//! Documents that real programs make, for tests: the scripts of `tests/documents/producers` make them into a folder, and
//! say what has to come out of each.

use std::fs;
use std::io::empty;
use std::path::{Path, PathBuf};
use std::process::Command;

use cuoshi::corpus::{Corpus, Kind, Options};
use serde_json::Value;

/// The folder of the documents that a script makes, anew; none where it cannot make any.
///
/// What the programs that are missing would have made is not tested, except where `CI` is `true`, which must have them.
pub(crate) fn made(script: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("target/documents").join(script);
    let is_made = Command::new("python3")
        .arg(root.join("tests/documents/producers").join(script))
        .arg(&folder)
        .env("PYTHONPATH", root.join("target/python/producers/packages"))
        .status()
        .is_ok_and(|status| status.success());
    let missing = fs::read_to_string(folder.join("missing.txt")).unwrap_or_default();
    let missing = missing.split_whitespace().collect::<Vec<_>>().join(", ");
    let is_whole = is_made && missing.is_empty();
    assert!(is_whole || std::env::var_os("CI").is_none_or(|value| value != "true"), "missing: {missing}");
    if !is_whole {
        println!("skipped what these make, since they are missing: {missing}");
    }
    is_made.then_some(folder)
}

/// How many documents lie in a folder, and what of them is not as it has to be.
pub(crate) fn faults(folder: &Path) -> (usize, String) {
    let mut told: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    told.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    told.sort();
    let faults = told.iter().map(|told| {
        let expected = serde_json::from_str(&fs::read_to_string(told).unwrap()).unwrap();
        compare(&told.with_extension(""), &expected)
    });
    (told.len(), faults.collect())
}

/// What is expected is the list of paragraphs, each its kind and its text, or words of the message of what cannot be read.
fn compare(path: &Path, expected: &Value) -> String {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut found = Vec::new();
    for paragraph in Corpus::new(vec![path.to_owned()], empty(), Options::default()).unwrap() {
        match paragraph {
            Ok(paragraph) if paragraph.kind == Kind::Furniture => {}
            Ok(paragraph) => found.push(Value::from(vec![paragraph.kind.name(), &paragraph.text])),
            Err(trouble) if expected.as_str().is_some_and(|words| trouble.to_string().contains(words)) => {
                return String::new();
            }
            Err(trouble) => return format!("{trouble}\n"),
        }
    }
    let Value::Array(expected) = expected else { return format!("{name}: it is read\n") };
    if found == *expected {
        return String::new();
    }
    let list = |sign: char, these: &[Value], those: &[Value]| {
        let only = these.iter().filter(|part| !those.contains(part));
        only.fold(String::new(), |list, part| format!("{list}  {sign} {part}\n"))
    };
    format!("{name}:\n{}{}", list('-', expected, &found), list('+', &found, expected))
}

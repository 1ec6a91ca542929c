//! Documents that real programs made of a text of ours: the paragraphs that come out are the paragraphs of the text,
//! all of them, in order, and nothing else.
//!
//! `tests/documents/producers/make` makes them and says what has to come out. Where a program is missing, what it makes
//! is passed over.
#![cfg(feature = "documents")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, missing_docs)]

use std::fs;
use std::io::empty;
use std::path::{Path, PathBuf};
use std::process::Command;

use cuoshi::corpus::{Corpus, Kind, Options};

#[test]
fn the_paragraphs_of_documents_by_real_programs_are_those_of_the_text() {
    let Some(folder) = produced() else { return };
    let mut faults = String::new();
    let mut count = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let told = PathBuf::from(format!("{}.json", path.display()));
        if let Ok(told) = fs::read_to_string(told) {
            count += 1;
            faults += &compare(&path, &serde_json::from_str(&told).unwrap());
        }
    }
    println!("{count} documents");
    assert!(count > 0 && faults.is_empty(), "{faults}");
}

/// The folder of the documents, made anew; none where that cannot be. What the programs that are missing would have made
/// is not tested.
fn produced() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("target/produced");
    let made = Command::new("python3").arg(root.join("tests/documents/producers/make")).arg(&folder).status();
    let is_made = made.is_ok_and(|status| status.success());
    let missing = fs::read_to_string(folder.join("missing.txt")).unwrap_or_default();
    let missing = missing.replace('\n', ", ");
    if !missing.is_empty() {
        println!("skipped what these make, since they are missing: {missing}");
    }
    // What has been made before the first missing program is there.
    is_made.then_some(folder).filter(|folder| fs::read_dir(folder).is_ok_and(|files| files.count() > 1))
}

fn compare(path: &Path, expected: &Vec<(String, String)>) -> String {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut found = Vec::new();
    for paragraph in Corpus::new(vec![path.to_owned()], empty(), Options::default()).unwrap() {
        match paragraph {
            Err(trouble) => return format!("{name}: {trouble}\n"),
            Ok(paragraph) if paragraph.kind == Kind::Furniture => {}
            Ok(paragraph) => found.push((paragraph.kind.name().to_owned(), paragraph.text)),
        }
    }
    if found == *expected {
        return String::new();
    }
    let lacks = expected.iter().filter(|part| !found.contains(part)).map(|part| format!("  - {part:?}\n"));
    let extra = found.iter().filter(|part| !expected.contains(part)).map(|part| format!("  + {part:?}\n"));
    format!("{name}:\n{}{}", lacks.collect::<String>(), extra.collect::<String>())
}

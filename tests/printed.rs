//! PDF and tables that real programs made of a text of ours: the paragraphs that come out are the paragraphs of the
//! text, all of them, in order, and nothing else but furniture.
//!
//! `tests/documents/producers/print` makes them and says what has to come out. Where a program is missing, what it
//! makes is passed over.
#![cfg(feature = "documents")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, missing_docs)]

use std::fs;
use std::io::empty;
use std::path::{Path, PathBuf};
use std::process::Command;

use cuoshi::corpus::{Corpus, Kind, Options};

#[test]
fn the_paragraphs_of_printed_documents_and_tables_are_those_of_the_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("target/printed");
    let made =
        Command::new("python3").arg(root.join("tests/documents/producers/print")).arg(&folder).status();
    let is_made = made.is_ok_and(|status| status.success());
    let missing = fs::read_to_string(folder.join("missing.txt")).unwrap_or_default().replace('\n', " ");
    if !is_made {
        println!("skipped: the documents could not be made");
        return;
    }
    if !missing.is_empty() {
        println!("skipped what these make, since they are missing: {missing}");
    }
    let mut faults = String::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if let Ok(told) = fs::read_to_string(format!("{}.json", path.display())) {
            let expected: Vec<(String, String)> = serde_json::from_str(&told).unwrap();
            faults += &compare(&path, &expected);
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

fn compare(path: &Path, expected: &[(String, String)]) -> String {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut found = Vec::new();
    for paragraph in Corpus::new(vec![PathBuf::from(path)], empty(), Options::default()).unwrap() {
        match paragraph {
            Err(trouble) => return format!("{name}: {trouble}\n"),
            Ok(paragraph) if paragraph.kind == Kind::Furniture => {}
            Ok(paragraph) => found.push((paragraph.kind.name().to_owned(), paragraph.text)),
        }
    }
    if found == expected {
        return String::new();
    }
    let lacks = expected.iter().filter(|part| !found.contains(part)).map(|part| format!("  - {part:?}\n"));
    let extra = found.iter().filter(|part| !expected.contains(part)).map(|part| format!("  + {part:?}\n"));
    format!("{name}:\n{}{}", lacks.collect::<String>(), extra.collect::<String>())
}

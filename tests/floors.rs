//! The floors of the library: a module uses its own floor and those below it, and each outside crate has
//! one door. What breaks that is named with file and line.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the library and the floor of each.
const FLOORS: &[(&str, usize)] = &[
    ("language", 0),
    ("text", 0),
    ("ruleset", 1),
    ("engine", 2),
    ("corpus", 2),
    ("analysis", 3),
    ("editor", 3),
    ("report", 4),
];

/// The crates that one file alone may name.
const DOORS: &[(&str, &str)] = &[
    ("aho_corasick", "engine/scan.rs"),
    ("annotate_snippets", "ruleset/render.rs"),
    ("chardetng", "corpus/encoding.rs"),
    ("granit_parser", "ruleset/format/events.rs"),
    ("jieba_rs", "text/words.rs"),
    ("html5ever", "corpus/documents/html/dom.rs"),
    ("quick_xml", "corpus/documents/xml.rs"),
    ("memchr", "text/find.rs"),
    ("serde_saphyr", "ruleset/node.rs"),
    ("sha2", "ruleset/canonical.rs"),
    ("strsim", "text/nearest.rs"),
    ("unicode_width", "text/width.rs"),
    ("walkdir", "corpus/walk.rs"),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file of the library: its path below `src`, with `/`, and its text.
fn files() -> Vec<(String, String)> {
    let mut folders = vec![source()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(source()).unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The lines of code of a file, without comments, numbered from 1.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).map(|(number, line)| (number, line.split("//").next().unwrap_or_default()))
}

#[test]
fn no_module_looks_up() {
    let mut faults = Vec::new();
    for (name, text) in files() {
        let module = name.split('/').next().unwrap();
        let Some((_, own)) = FLOORS.iter().find(|(known, _)| *known == module) else {
            let is_outside = name == "lib.rs" || name.starts_with("bin/");
            assert!(is_outside, "src/{name}: say in FLOORS on which floor it stands");
            continue;
        };
        for (number, line) in code(&text) {
            for (other, floor) in FLOORS.iter().filter(|(other, floor)| *other != module && floor >= own) {
                if line.contains(&format!("crate::{other}::")) || line.contains(&format!("crate::{other};")) {
                    faults.push(format!("src/{name}:{number}: floor {own} uses {other}, floor {floor}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_crate_has_one_door() {
    let mut faults = Vec::new();
    for (name, text) in files() {
        for (number, line) in code(&text) {
            for (library, door) in DOORS {
                if line.contains(library) && name != *door && !name.starts_with("bin/") {
                    faults.push(format!("src/{name}:{number}: only src/{door} may name {library}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The program sees public names only: the compiler keeps it out of the inside, and it takes no detour.
#[test]
fn the_program_has_no_modules_of_the_library() {
    let mut faults = Vec::new();
    for (name, text) in files().iter().filter(|(name, _)| name.starts_with("bin/")) {
        for (number, line) in code(text) {
            if line.contains("#[path") || line.contains("include!(") {
                faults.push(format!("src/{name}:{number}: takes in source of another target"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

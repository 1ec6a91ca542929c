//! The files in `tests/documents/` against what is expected to come of them.
//!
//! `REWRITE=1 cargo test` rewrites `tests/documents/expected.txt`; read the difference.

use std::fmt::Write as _;
use std::io::empty;
use std::path::PathBuf;

use crate::{Corpus, Options};

#[test]
fn documents_are_read_as_expected() {
    let folder = PathBuf::from("tests/documents");
    let options = Options { keep: vec!["source".to_owned()], ..Options::default() };
    let mut read = String::new();
    for item in Corpus::new(vec![folder.join("input")], empty(), options).unwrap() {
        match item {
            Ok(p) => {
                let line = p.line.map_or_else(|| "-".to_owned(), |line| line.to_string());
                let _ = write!(read, "{} #{} :{line} {}", p.document, p.number, p.text);
                p.kept.iter().filter(|(_, value)| !value.is_null()).for_each(|(field, value)| {
                    let _ = write!(read, " {field}={value}");
                });
                read.push('\n');
            }
            Err(trouble) => {
                let _ = writeln!(read, "{:?}: {trouble}", trouble.severity());
            }
        }
    }
    let expected = folder.join("expected.txt");
    if std::env::var_os("REWRITE").is_some() {
        std::fs::write(&expected, &read).unwrap();
    }
    let expected = std::fs::read_to_string(&expected).unwrap().replace("\r\n", "\n");
    for (number, (read, expected)) in read.lines().zip(expected.lines()).enumerate() {
        assert_eq!(read, expected, "line {}", number + 1);
    }
    assert_eq!(read.lines().count(), expected.lines().count());
}

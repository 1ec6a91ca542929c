//! The documents in `tests/documents/packed/` against what is expected to come of them: each folder there is packed as the
//! file it is named like, so that what is in it can be read and changed.
//!
//! `REWRITE=1 cargo test` rewrites `tests/documents/packed.txt`; read the difference.
#![cfg(feature = "documents")]

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::{Options, read_file};

#[test]
fn packed_documents_are_read_as_expected() {
    let mut read = String::new();
    for path in listed(Path::new("tests/documents/packed")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = if path.is_dir() { packed(&path) } else { fs::read(&path).unwrap() };
        let outcome = read_file(name, &bytes, &Options::default());
        let _ = writeln!(read, "== {name}");
        for trouble in &outcome.troubles {
            let message = trouble.to_string();
            let message = &message[message.find(name).unwrap()..];
            let _ = writeln!(read, "{:?}: {message}", trouble.severity());
        }
        for paragraph in &outcome.paragraphs {
            let _ = writeln!(read, "{}: {}", paragraph.kind.name(), paragraph.text);
        }
    }
    let expected = Path::new("tests/documents/packed.txt");
    if std::env::var_os("REWRITE").is_some() {
        fs::write(expected, &read).unwrap();
    }
    assert_eq!(read, fs::read_to_string(expected).unwrap().replace("\r\n", "\n"));
}

/// What lies in a folder, sorted.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn documents_packed_anew_are_what_they_were() {
    for path in listed(Path::new("tests/documents/packed")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if !path.join("mimetype").exists() {
            continue;
        }
        let mut anew = ZipWriter::new(Cursor::new(Vec::new()));
        let mut packed = ZipArchive::new(Cursor::new(packed(&path))).unwrap();
        for at in (0..packed.len()).rev() {
            let mut member = packed.by_index(at).unwrap();
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            anew.start_file(member.name().unwrap(), options).unwrap();
            std::io::copy(&mut member, &mut anew).unwrap();
        }
        let read = |bytes: &[u8]| {
            let outcome = read_file(name, bytes, &Options::default());
            let texts: Vec<String> = outcome.texts().into_iter().map(str::to_owned).collect();
            (texts, outcome.troubles.len())
        };
        assert_eq!(
            read(&anew.finish().unwrap().into_inner()),
            read(&packed.into_inner().into_inner()),
            "{name}"
        );
    }
}

fn packed(folder: &Path) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // What says what the file is, comes first and is stored as it is.
    let mime_type = folder.join("mimetype");
    if mime_type.exists() {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file("mimetype", options).unwrap();
        zip.write_all(fs::read_to_string(&mime_type).unwrap().trim_end().as_bytes()).unwrap();
    }
    let mut rest = listed(folder);
    while let Some(path) = rest.pop() {
        if path.is_dir() {
            rest.extend(listed(&path));
        } else if path != mime_type {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&fs::read(&path).unwrap()).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

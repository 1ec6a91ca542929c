//! From files to paragraphs: every way in, and everything that can be wrong with it.
#![cfg(feature = "corpus")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod contents;
mod damage;
mod documents;
mod encodings;
mod kinds;
mod packed;
mod pages;
mod records;
mod said;
mod splitting;
mod streaming;
mod walking;

use std::io::empty;
use std::path::{Path, PathBuf};

// The modules take these from here.
use cuoshi::corpus::{Corpus, Format, Options, Paragraph, Problem, Severity, Split, Trouble, check_encoding};
use tempfile::TempDir;

/// What came of an input.
#[derive(Debug, Default)]
struct Outcome {
    paragraphs: Vec<Paragraph>,
    troubles: Vec<Trouble>,
}

impl Outcome {
    fn of(corpus: Corpus) -> Outcome {
        let mut outcome = Outcome::default();
        for item in corpus {
            match item {
                Ok(paragraph) => outcome.paragraphs.push(paragraph),
                Err(trouble) => outcome.troubles.push(trouble),
            }
        }
        outcome
    }

    fn texts(&self) -> Vec<&str> {
        self.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
    }

    fn lines(&self) -> Vec<usize> {
        self.paragraphs.iter().filter_map(|paragraph| paragraph.line).collect()
    }

    fn documents(&self) -> Vec<&str> {
        self.paragraphs.iter().map(|paragraph| paragraph.document.as_str()).collect()
    }

    fn messages(&self) -> Vec<String> {
        self.troubles.iter().map(ToString::to_string).collect()
    }

    fn failures(&self) -> usize {
        self.troubles.iter().map(Trouble::losses).sum()
    }
}

/// A folder of files that vanishes after the test.
struct Files(TempDir);

impl Files {
    fn new(files: &[(&str, &[u8])]) -> Files {
        let folder = TempDir::new().unwrap();
        for (name, bytes) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        Files(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Reads the folder; places come out relative to it, after `~`.
    fn read(&self, options: &Options) -> Outcome {
        self.read_paths(&[self.0.path()], options)
    }

    fn read_paths(&self, paths: &[&Path], options: &Options) -> Outcome {
        let paths = paths.iter().map(|path| path.to_path_buf()).collect();
        let mut outcome = Outcome::of(Corpus::new(paths, empty(), options.clone()).unwrap());
        for paragraph in &mut outcome.paragraphs {
            paragraph.document = self.shorten(&paragraph.document);
        }
        outcome
    }

    fn shorten(&self, place: &str) -> String {
        place.replace(self.0.path().to_str().unwrap(), "~")
    }
}

/// Reads one file of this name and content.
fn read_file(name: &str, bytes: &[u8], options: &Options) -> Outcome {
    let files = Files::new(&[(name, bytes)]);
    files.read_paths(&[&files.path(name)], options)
}

/// The message of the only trouble, without its folder.
fn only_message(name: &str, bytes: &[u8], options: &Options) -> String {
    let files = Files::new(&[(name, bytes)]);
    let outcome = files.read(options);
    assert_eq!(outcome.troubles.len(), 1, "{outcome:?}");
    files.shorten(&outcome.messages()[0])
}

/// Reads standard input.
fn read_input(bytes: impl Into<Vec<u8>>, options: &Options) -> Outcome {
    let input = std::io::Cursor::new(bytes.into());
    Outcome::of(Corpus::new(vec![PathBuf::from("-")], input, options.clone()).unwrap())
}

fn split(split: Split) -> Options {
    Options { split, ..Options::default() }
}

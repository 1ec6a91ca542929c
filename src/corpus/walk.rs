//! From the paths given to the files to read, in an order that depends on nothing but their names.

use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::vec;

use walkdir::{DirEntry, FilterEntry, WalkDir};

use crate::language::Message;

use super::problem::Problem;

use super::trouble::Trouble;

/// Something to read.
#[derive(Debug)]
pub(super) enum Found {
    /// Standard input.
    StandardInput,
    /// A file.
    File {
        /// Where it is.
        path: PathBuf,
        /// The id of the document it holds: the path as walked, with `/` between its parts.
        name: String,
        /// Whether it was found in a folder rather than given.
        in_folder: bool,
    },
}

impl Found {
    /// The id of the document it holds, or of the records without one.
    pub(super) fn name(&self) -> &str {
        match self {
            Found::StandardInput => "-",
            Found::File { name, .. } => name,
        }
    }
}

/// Iterates over what the paths lead to. A folder is walked as its entries are asked for.
#[derive(Debug)]
pub(super) struct Walk {
    paths: vec::IntoIter<PathBuf>,
    /// In its canonical form.
    leave_out: Option<PathBuf>,
    /// In its canonical form.
    passed: Option<PathBuf>,
    folder: Option<Folder>,
}

/// Whether reading these paths leads to a file, by whatever links.
pub fn leads_to(paths: &[PathBuf], file: &Path) -> bool {
    let Ok(file) = file.canonicalize() else { return false };
    Walk::new(paths.to_vec(), None).flatten().any(|found| match found {
        Found::File { path, .. } => path.canonicalize().is_ok_and(|path| path == file),
        Found::StandardInput => false,
    })
}

/// A folder being walked.
#[derive(Debug)]
struct Folder {
    given: PathBuf,
    entries: FilterEntry<walkdir::IntoIter, fn(&DirEntry) -> bool>,
    is_empty: bool,
}

impl Walk {
    /// `leave_out` is passed over where it lies in a folder.
    pub(super) fn new(paths: Vec<PathBuf>, leave_out: Option<&Path>) -> Self {
        let leave_out = leave_out.and_then(|path| path.canonicalize().ok());
        Walk { paths: paths.into_iter(), leave_out, passed: None, folder: None }
    }

    /// The same, saying nothing of one file where it lies in a folder.
    pub(super) fn passing(self, passed: Option<&Path>) -> Self {
        Walk { passed: passed.and_then(|path| path.canonicalize().ok()), ..self }
    }

    fn is_passed(&self, found: &Found) -> bool {
        let Found::File { path, .. } = found else { return false };
        self.passed.is_some() && path.canonicalize().ok() == self.passed
    }

    /// A file found in a folder, unless it is the one to leave out.
    fn admit(&self, found: Found) -> Result<Found, Trouble> {
        let Found::File { path, name, .. } = &found else { return Ok(found) };
        match &self.leave_out {
            Some(own) if path.canonicalize().ok().as_ref() == Some(own) => {
                Err(Trouble::new(name, None, Problem::OwnResult))
            }
            _ => Ok(found),
        }
    }

    /// Takes up one of the paths given.
    fn begin(&mut self, path: PathBuf) -> Option<Result<Found, Trouble>> {
        if path.as_os_str() == "-" {
            return Some(Ok(Found::StandardInput));
        }
        let name = path.to_string_lossy().into_owned();
        match path.metadata() {
            Err(error) => Some(Err(Trouble::new(&name, None, Problem::of(&error)))),
            Ok(metadata) if metadata.is_dir() => {
                self.folder = Some(Folder::new(path));
                None
            }
            Ok(_) => Some(Ok(Found::File { path, name, in_folder: false })),
        }
    }
}

impl Iterator for Walk {
    type Item = Result<Found, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(folder) = &mut self.folder {
                if let Some(found) = folder.next() {
                    if found.as_ref().is_ok_and(|found| self.is_passed(found)) {
                        continue;
                    }
                    return Some(found.and_then(|found| self.admit(found)));
                }
                if let Some(folder) = self.folder.take().filter(|folder| folder.is_empty) {
                    let name = folder.given.to_string_lossy();
                    return Some(Err(Trouble::new(&name, None, Problem::EmptyFolder)));
                }
            }
            let path = self.paths.next()?;
            if let Some(found) = self.begin(path) {
                return Some(found);
            }
        }
    }
}

impl Folder {
    fn new(given: PathBuf) -> Self {
        let visible: fn(&DirEntry) -> bool = |entry| entry.depth() == 0 || !is_hidden(entry);
        let entries = WalkDir::new(&given)
            .follow_links(true)
            .sort_by(by_relative_path)
            .into_iter()
            .filter_entry(visible);
        Folder { given, entries, is_empty: true }
    }

    fn next(&mut self) -> Option<Result<Found, Trouble>> {
        loop {
            let found = match self.entries.next()? {
                // Sockets and pipes lying in a folder would be waited on for ever.
                Ok(entry) if !entry.file_type().is_file() => continue,
                Ok(entry) => Ok(Found::File {
                    name: self.name(entry.path()),
                    path: entry.into_path(),
                    in_folder: true,
                }),
                Err(error) => Err(self.trouble(&error)),
            };
            self.is_empty = false;
            return Some(found);
        }
    }

    /// The path given joined with the path below it.
    fn name(&self, path: &Path) -> String {
        let mut name = self.given.to_string_lossy().trim_end_matches(std::path::is_separator).to_owned();
        for part in path.strip_prefix(&self.given).unwrap_or(path) {
            name.push('/');
            name.push_str(&part.to_string_lossy());
        }
        name
    }

    fn trouble(&self, error: &walkdir::Error) -> Trouble {
        let name = error.path().map_or_else(|| self.name(&self.given), |path| self.name(path));
        let problem = match (error.loop_ancestor(), error.io_error()) {
            (Some(ancestor), _) => Problem::LinkLoop { ancestor: self.name(ancestor) },
            (None, Some(error)) => Problem::of(error),
            (None, None) => {
                Problem::Unreadable { reason: Message::new("system.other").with("reason", error) }
            }
        };
        Trouble::new(&name, None, problem)
    }
}

/// Whether a file is hidden, or one that systems and offices leave behind without anybody seeing it.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    let is_left_behind =
        [&b"Thumbs.db"[..], b"desktop.ini"].iter().any(|known| name.eq_ignore_ascii_case(known));
    name.starts_with(b".") || name.starts_with(b"~$") || is_left_behind
}

/// The order of two entries of one folder that yields the byte order of whole relative paths: what
/// lies in a folder `a` has paths that begin with `a/`, so `a-b` comes before and `a0` after it.
fn by_relative_path(a: &DirEntry, b: &DirEntry) -> Ordering {
    fn key(entry: &DirEntry) -> impl Iterator<Item = &u8> {
        let is_folder =
            entry.file_type().is_dir() || (entry.file_type().is_symlink() && entry.path().is_dir());
        let slash: &[u8] = if is_folder { b"/" } else { b"" };
        entry.file_name().as_encoded_bytes().iter().chain(slash)
    }
    key(a).cmp(key(b))
}

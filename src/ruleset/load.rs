//! Rule files from disk: one file, or a folder with all rule files below it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics};
use crate::language::Message;

/// Reads a rule file or, of a folder, the `*.yml` and `*.yaml` files below it: the path and the text of each,
/// in byte order of their relative paths.
///
/// # Errors
///
/// What could not be read: a missing path, a folder without rule files, a file that is not UTF-8.
pub fn rule_files(path: &Path) -> Result<Vec<(PathBuf, String)>, Diagnostics> {
    read(path, Code::NoRuleFiles)
}

/// Name and text of each rule file of `path`, in the same order; `none` is told of a folder without any.
pub(super) fn files(path: &Path, none: Code) -> Result<Vec<(String, String)>, Diagnostics> {
    let files = read(path, none)?;
    Ok(files.into_iter().map(|(path, text)| (path.display().to_string(), text)).collect())
}

fn read(path: &Path, none: Code) -> Result<Vec<(PathBuf, String)>, Diagnostics> {
    let mut files = Vec::new();
    let mut faults = Diagnostics::default();
    for path in paths(path, none)? {
        match file(&path) {
            Ok(text) => files.push((path, text)),
            Err(fault) => faults.push(*fault),
        }
    }
    if faults.is_empty() { Ok(files) } else { Err(faults) }
}

/// The rule files of `path`, in byte order of their relative paths; `none` is told of a folder without any.
pub(super) fn paths(path: &Path, none: Code) -> Result<Vec<PathBuf>, Diagnostics> {
    if !path.is_dir() {
        // What a dash would be is told where it is read.
        if path.as_os_str() == "-" {
            return Ok(vec![path.to_owned()]);
        }
        return match path.metadata() {
            Ok(_) => Ok(vec![path.to_owned()]),
            Err(error) => Err(unreadable(path, &error).into()),
        };
    }
    let mut found = Vec::new();
    collect(path, &mut BTreeSet::new(), &mut found).map_err(|(path, error)| unreadable(&path, &error))?;
    found.sort_by_key(|file| relative_name(path, file));
    if found.is_empty() {
        return Err(Diagnostic::without_place(none).with("path", path.display()).into());
    }
    Ok(found)
}

/// Finds the rule files below a folder. Links to folders are followed, each folder is entered once; what is
/// neither file nor folder is passed over.
fn collect(
    folder: &Path,
    entered: &mut BTreeSet<PathBuf>,
    found: &mut Vec<PathBuf>,
) -> Result<(), (PathBuf, io::Error)> {
    let at = |error| (folder.to_owned(), error);
    if !entered.insert(folder.canonicalize().map_err(at)?) {
        return Ok(());
    }
    let entries = fs::read_dir(folder).map_err(at)?.collect::<io::Result<Vec<_>>>().map_err(at)?;
    let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    for path in paths {
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if is_hidden {
            continue;
        }
        if path.is_dir() {
            collect(&path, entered, found)?;
        } else if is_rule_file(&path) && (path.is_file() || !path.exists()) {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a file is one of rules by its name.
pub(super) fn is_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml")
}

fn relative_name(folder: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(folder).unwrap_or(file);
    relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

fn file(path: &Path) -> Result<String, Box<Diagnostic>> {
    let bytes = fs::read(path).map_err(|error| {
        Box::new(match path.to_str() {
            Some("-") => {
                let fault = Diagnostic::without_place(Code::Unreadable).with("path", "-");
                fault.with_message("reason", Message::new("rules.not_from_input"))
            }
            _ => unreadable(path, &error),
        })
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        let fault = Diagnostic::without_place(Code::NotUtf8);
        Box::new(fault.with("path", path.display()).with("line", line))
    })
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let fault = Diagnostic::without_place(Code::Unreadable).with("path", path.display());
    fault.with_message("reason", error.into())
}

//! Sets of the files beside a rule file: where one file of a folder is read alone, what it misses may stand there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::diagnostic::SourceFile;
use super::dictionary::Dictionary;
use super::load;
use super::read;

/// Where a set stands that the rules read do not have.
#[derive(Clone, Debug)]
pub(super) struct Neighbour {
    pub(super) file: String,
    pub(super) folder: String,
}

/// The sets that other files in the folder of `path` have, by name, if the dictionary read from it alone refers to
/// sets that it does not have. What cannot be read has none.
pub(super) fn sets(path: &Path, dictionary: &Dictionary) -> BTreeMap<String, Neighbour> {
    let mut found = BTreeMap::new();
    if path.is_dir() || missing(dictionary).is_empty() {
        return found;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for other in files(folder).into_iter().filter(|other| other.file_name() != path.file_name()) {
        let Ok(text) = fs::read_to_string(&other) else { continue };
        let name = other.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let rules = read::file(&Arc::new(SourceFile { name: name.clone(), text }), &mut Vec::new());
        for set in rules.sets {
            let neighbour = Neighbour { file: name.clone(), folder: folder.display().to_string() };
            found.entry(set.name.value).or_insert(neighbour);
        }
    }
    found
}

/// The rule files that lie in a folder itself, in byte order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| load::is_rule_file(path) && path.is_file()).collect();
    files.sort();
    files
}

/// What stands between < and > in the files and is the name of no set: mostly nothing.
fn missing(dictionary: &Dictionary) -> BTreeSet<&str> {
    let files = dictionary.own_files();
    let texts = files.iter().map(|file| file.place.file.text.as_str());
    let opened = texts.flat_map(|text| text.split(['<', '＜']).skip(1));
    let mut names: BTreeSet<&str> = opened.filter_map(|rest| Some(rest.split_once(['>', '＞'])?.0)).collect();
    for set in dictionary.files.iter().flat_map(|file| &file.sets) {
        names.remove(set.name.value.as_str());
    }
    names
}

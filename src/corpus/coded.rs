//! Coded paragraphs: texts with the categories that people gave them, from the files in which people code.
//!
//! | file | a paragraph | its categories |
//! |---|---|---|
//! | JSON lines, or one JSON list | an object with `text` | `tags`: a list of ids, or one text with `;` or `\|` between |
//! | CSV, TSV | a row with `text` | the column `tags`, with `;` or `\|` between |
//! | doccano, exported as JSONL, JSON or CSV | an object or row with `text` | `label`, `labels`, `cats` or `entities` |
//! | Label Studio, exported as JSON | a task: `data` and `annotations` | the `choices`, `taxonomy` and `labels` of its annotations |
//! | Label Studio, exported as JSON-MIN | an object with `text` | what the controls marked, beside the data |
//!
//! `id`, `document`, `paragraph` (its number) and `coder` are read where they are there.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::ruleset::Names;

use super::coded_files::Files;
use super::controls::Controls;
use super::encoding;
use super::marks::{FIELDS, Marks};
use super::options::Format;
use super::trouble::Trouble;

/// A paragraph with the categories that one person gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodedParagraph {
    /// The id it has in its file.
    pub id: Option<String>,
    /// The document it belongs to.
    pub document: Option<String>,
    /// Its number within the document.
    pub number: Option<String>,
    /// What messages call it: its id, else the file and the line or position.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its categories by id or by label, each once; an empty list says that it has none.
    pub tags: Result<Vec<String>, Uncoded>,
    /// Who coded it.
    pub coder: Option<String>,
    /// Whether it is marked as the coding to go by.
    pub is_ground_truth: bool,
}

/// Why a paragraph has no coding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Uncoded {
    /// No field holds categories.
    NoField,
    /// The field that should hold categories holds something else.
    Unreadable,
    /// Something is marked, but nothing of a type that is read.
    Unread {
        /// The types, as the tool calls them.
        kinds: Vec<String>,
    },
    /// It was passed over by the coder, or nobody has come to it yet.
    Skipped,
}

impl Uncoded {
    /// Whether there is a coding, but one that could not be read.
    pub fn is_failure(&self) -> bool {
        matches!(self, Uncoded::Unreadable | Uncoded::Unread { .. })
    }
}

/// How coded paragraphs are read.
#[derive(Clone, Debug)]
pub struct CodedOptions {
    /// The field or column that holds the text.
    pub text_field: String,
    /// The field or column that holds the id.
    pub id_field: String,
    /// The field or column that holds the categories; none for `tags` and the names that tools use.
    pub tags_field: Option<String>,
    /// The format of what is no JSON list; none to find it out.
    pub input: Option<Format>,
    /// The name of the encoding of every file that has no byte order mark; none to detect it.
    pub encoding: Option<String>,
    /// By what categories are known: which of several fields or controls holds categories, and where one ends and the
    /// next begins, is seen by them.
    pub names: Names,
}

impl Default for CodedOptions {
    fn default() -> Self {
        CodedOptions {
            text_field: "text".to_owned(),
            id_field: "id".to_owned(),
            tags_field: None,
            input: None,
            encoding: None,
            names: Names::default(),
        }
    }
}

impl CodedOptions {
    /// The fields that may hold categories.
    pub(super) fn of_tags(&self) -> Vec<&str> {
        self.tags_field.as_deref().map_or_else(|| FIELDS.to_vec(), |field| vec![field])
    }
}

/// What a file of coded paragraphs gave.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    /// The paragraphs in the order of the file.
    pub paragraphs: Vec<CodedParagraph>,
    /// What could not be read, and what there is to say about the rest.
    pub troubles: Vec<Trouble>,
}

/// A paragraph whose categories wait for the rest of the file.
pub(super) struct Entry {
    pub(super) paragraph: CodedParagraph,
    pub(super) marks: Result<Marks, Uncoded>,
}

impl Coded {
    /// Reads a file, or each file of a folder; `-` is `input`. What cannot be read is among the troubles.
    pub fn read(path: &Path, input: impl Read + Send + 'static, options: &CodedOptions) -> Coded {
        let mut coded = Coded::default();
        match options.encoding.as_deref().map(encoding::named).transpose() {
            Err(trouble) => coded.troubles.push(trouble),
            Ok(encoding) => {
                let files = Files::new(PathBuf::from(path), Box::new(input), encoding, options);
                files.for_each(|(name, entries)| coded.take(&name, entries, options));
            }
        }
        coded
    }

    /// Takes the paragraphs of one file.
    fn take(
        &mut self,
        name: &str,
        entries: Result<(Vec<Entry>, Vec<Trouble>), Trouble>,
        options: &CodedOptions,
    ) {
        let (entries, troubles) = match entries {
            Ok(read) => read,
            Err(trouble) => return self.troubles.push(trouble),
        };
        self.troubles.extend(troubles);
        let controls = Controls::of(&entries, &options.names);
        self.paragraphs.extend(entries.into_iter().map(|entry| CodedParagraph {
            tags: entry.marks.and_then(|marks| controls.tags(&marks)),
            ..entry.paragraph
        }));
        self.troubles.extend(controls.notes.into_iter().map(|note| Trouble::new(name, None, note)));
    }
}

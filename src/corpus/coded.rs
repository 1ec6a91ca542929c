//! Coded paragraphs: texts with the categories that people gave them, from the files in which people code.
//!
//! | file | a paragraph | its categories |
//! |---|---|---|
//! | JSON lines, or one JSON list | an object with `text` | `tags`: a list of ids, or one text with `;` or `\|` between |
//! | CSV, TSV | a row with `text` | the column `tags`, with `;` or `\|` between |
//! | doccano, exported as JSONL, JSON or CSV | an object or row with `text` | `label`, `labels`, `cats` or `entities` |
//! | Label Studio, exported as JSON | a task: `data` and `annotations` | the `choices` and `labels` of its annotations |
//!
//! `id`, `document`, `paragraph` (its number) and `coder` are read where they are there.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::bytes::Bytes;
use super::decode::Decoded;
use super::document::Paragraph;
use super::label_studio::{self, is_task};
use super::marks::{FIELDS, Marks, identifier};
use super::message::json_reason;
use super::options::{Options, Split};
use super::reader::Corpus;
use super::trouble::{JsonType, Problem, Trouble};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Uncoded {
    /// No field holds categories.
    NoField,
    /// The field that should hold categories holds something else.
    Unreadable,
    /// It was passed over by the coder, or nobody has come to it yet.
    Skipped,
}

/// The names of the fields or columns that hold what is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodedFields {
    /// Of the text.
    pub text: String,
    /// Of the id.
    pub id: String,
    /// Of the categories; none for `tags` and the names that tools use.
    pub tags: Option<String>,
}

impl Default for CodedFields {
    fn default() -> Self {
        CodedFields { text: "text".to_owned(), id: "id".to_owned(), tags: None }
    }
}

impl CodedFields {
    /// The fields that may hold categories.
    pub(super) fn of_tags(&self) -> Vec<&str> {
        self.tags.as_deref().map_or_else(|| FIELDS.to_vec(), |field| vec![field])
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

/// A paragraph whose categories wait for the rest of the file: only all of it shows whether they are given
/// to paragraphs or to parts of them.
pub(super) struct Entry {
    pub(super) paragraph: CodedParagraph,
    pub(super) marks: Result<Marks, Uncoded>,
}

/// How much is looked at to see whether a file is one JSON list, in bytes.
const FIRST_LOOK: usize = 4096;

impl Coded {
    /// Reads a file, or all files of a folder; `-` is `input`. What cannot be read is among the troubles.
    pub fn read(path: &Path, input: impl Read + Send + 'static, fields: &CodedFields) -> Coded {
        let mut troubles = Vec::new();
        let entries = match list_at(path) {
            Some(text) => entries_of_list(&path.to_string_lossy(), &text, fields, &mut troubles),
            None => entries_of_records(path, input, fields, &mut troubles),
        };
        let has_classes =
            entries.iter().any(|entry| matches!(&entry.marks, Ok(marks) if marks.has_classes()));
        let settled = |entry: Entry| CodedParagraph {
            tags: entry.marks.map(|marks| marks.tags(has_classes)),
            ..entry.paragraph
        };
        Coded { paragraphs: entries.into_iter().map(settled).collect(), troubles }
    }
}

/// The text of a file that is one JSON list; nothing for any other, which [`Corpus`] knows how to read or refuse.
fn list_at(path: &Path) -> Option<String> {
    if path.as_os_str() == "-" {
        return None;
    }
    let mut bytes = Bytes::new(Box::new(File::open(path).ok()?));
    bytes.fill(1).ok()?;
    let mut decoded = Decoded::new(bytes, None).ok()?.ok()?;
    if !decoded.peek(FIRST_LOOK).ok()?.trim_start().starts_with('[') {
        return None;
    }
    let mut text = String::new();
    while decoded.more(&mut text).ok()? {}
    Some(text)
}

fn entries_of_list(name: &str, text: &str, fields: &CodedFields, troubles: &mut Vec<Trouble>) -> Vec<Entry> {
    let items: Vec<Value> = match serde_json::from_str(text) {
        Ok(items) => items,
        Err(error) => {
            let column = text
                .lines()
                .nth(error.line().saturating_sub(1))
                .map_or(1, |line| line.char_indices().take_while(|(at, _)| *at < error.column()).count());
            let problem = Problem::NotAList { reason: json_reason(&error), column };
            troubles.push(Trouble::new(name, Some(error.line()), problem));
            return Vec::new();
        }
    };
    let mut entries = Vec::new();
    for (number, item) in (1..).zip(items) {
        let name = format!("{name}#{number}");
        let read = match &item {
            Value::Object(task) if is_task(task) => label_studio::entries(task, &name, fields),
            Value::Object(record) => entry_of_record(record, &name, fields).map(|entry| vec![entry]),
            other => Err(Problem::NotAnObject { found: JsonType::of(other) }),
        };
        match read {
            Ok(read) => entries.extend(read),
            Err(problem) => troubles.push(Trouble::new(&name, None, problem)),
        }
    }
    entries
}

fn entry_of_record(record: &Map<String, Value>, name: &str, fields: &CodedFields) -> Result<Entry, Problem> {
    let text = text_of(record, &fields.text)?;
    Ok(entry(|field| record.get(field).filter(|value| !value.is_null()), text, name, fields))
}

/// The text of an object.
pub(super) fn text_of(record: &Map<String, Value>, field: &str) -> Result<String, Problem> {
    let present = || record.keys().cloned().collect();
    match record.get(field) {
        Some(Value::String(text)) => Ok(text.clone()),
        None => Err(Problem::NoField { field: field.to_owned(), present: present() }),
        Some(other) => Err(Problem::FieldNotText {
            field: field.to_owned(),
            found: JsonType::of(other),
            present: present(),
        }),
    }
}

/// A paragraph from the fields of a record; `name` is what it is called where it has no id.
pub(super) fn entry<'v>(
    get: impl Fn(&str) -> Option<&'v Value>,
    text: String,
    name: &str,
    fields: &CodedFields,
) -> Entry {
    let named = |field: &str| get(field).and_then(identifier);
    let id = named(&fields.id);
    Entry {
        marks: Marks::of_record(&fields.of_tags(), &get),
        paragraph: CodedParagraph {
            name: id.clone().unwrap_or_else(|| name.to_owned()),
            id,
            document: named("document"),
            number: named("paragraph"),
            text,
            tags: Err(Uncoded::NoField),
            coder: named("coder"),
            is_ground_truth: false,
        },
    }
}

/// Records of JSON lines or of a table, read like any others.
fn entries_of_records(
    path: &Path,
    input: impl Read + Send + 'static,
    fields: &CodedFields,
    troubles: &mut Vec<Trouble>,
) -> Vec<Entry> {
    let own = [&*fields.id, "document", "paragraph", "coder"];
    let options = Options {
        split: Split::None,
        text_field: fields.text.clone(),
        id_field: fields.id.clone(),
        keep: own.into_iter().chain(fields.of_tags()).map(str::to_owned).collect(),
        ..Options::default()
    };
    let mut entries = Vec::new();
    match Corpus::new(vec![PathBuf::from(path)], input, options) {
        Err(trouble) => troubles.push(trouble),
        Ok(corpus) => {
            for paragraph in corpus {
                match paragraph {
                    Ok(paragraph) => entries.push(entry_of_paragraph(paragraph, fields)),
                    // That a column is missing is told where it is missed.
                    Err(trouble) if matches!(trouble.problem(), Problem::NothingToKeep { .. }) => {}
                    Err(trouble) => troubles.push(trouble),
                }
            }
        }
    }
    entries
}

fn entry_of_paragraph(paragraph: Paragraph, fields: &CodedFields) -> Entry {
    let Paragraph { document: name, text, kept, .. } = paragraph;
    let get = |field: &str| {
        let found = kept.iter().find(|(known, _)| known == field);
        found.map(|(_, value)| value).filter(|value| !value.is_null())
    };
    entry(get, text, &name, fields)
}

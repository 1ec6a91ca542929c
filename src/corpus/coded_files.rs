//! Files of coded paragraphs, one after the other: which form each has, and its paragraphs.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::Encoding;
use serde_json::{Map, Value};

use super::bytes::Bytes;
use super::coded::{CodedOptions, CodedParagraph, Entry, Uncoded};
use super::decode::Decoded;
use super::document::Paragraph;
use super::format::{Guess, Records};
use super::json::JsonType;
use super::label_studio::{self, is_flat, is_task};
use super::marks::{Marks, identifier};
use super::message::json_reason;
use super::open::Open;
use super::options::{Options, Split};
use super::problem::Problem;
use super::trouble::Trouble;
use super::walk::{Found, Walk};

/// What a file gave: its paragraphs, and what there is to say about them; or why it gave nothing.
type Given = Result<(Vec<Entry>, Vec<Trouble>), Trouble>;

/// The files that a path leads to, each with its name.
pub(super) struct Files<'o> {
    walk: Walk,
    input: Option<Box<dyn Read + Send>>,
    encoding: Option<&'static Encoding>,
    options: &'o CodedOptions,
}

impl<'o> Files<'o> {
    pub(super) fn new(
        path: PathBuf,
        input: Box<dyn Read + Send>,
        encoding: Option<&'static Encoding>,
        options: &'o CodedOptions,
    ) -> Files<'o> {
        Files { walk: Walk::new(vec![path], None), input: Some(input), encoding, options }
    }

    fn read(&mut self, found: Found, name: &str) -> io::Result<Given> {
        let stop = |problem| Ok(Err(Trouble::new(name, None, problem)));
        let (source, guess): (Box<dyn Read + Send>, Guess) = match found {
            Found::StandardInput => match self.input.take() {
                None => return stop(Problem::StandardInputTwice),
                Some(input) => (input, Guess::ByContent),
            },
            Found::File { path, .. } => {
                let file = File::open(&path)?;
                let is_file = file.metadata()?.is_file();
                (Box::new(file), if is_file { Guess::by_extension(&path) } else { Guess::ByContent })
            }
        };
        let mut bytes = Bytes::new(source);
        bytes.fill(1)?;
        if bytes.held().is_empty() {
            return stop(Problem::Empty);
        }
        let mut decoded = match Decoded::new(bytes, self.encoding)? {
            Ok(decoded) => decoded,
            Err(kind) => return stop(Problem::NotText { kind }),
        };
        let form = guess.settle_records(self.options.input, &mut decoded, &self.options.text_field)?;
        let mut troubles = Vec::new();
        let entries = match form {
            Err(problem) => return stop(problem),
            Ok(Records::List) => {
                let mut text = String::new();
                while decoded.more(&mut text)? {}
                troubles.extend(decoded.doubt().map(|doubt| Trouble::new(name, None, doubt)));
                entries_of_list(name, &text, self.options, &mut troubles)
            }
            Ok(Records::Lines(format)) => {
                let records = Arc::new(records(self.options));
                let open = match Open::new(name.to_owned(), decoded, format, &records)? {
                    Ok(open) => open,
                    Err(problem) => return stop(problem),
                };
                entries_of_records(open, name, self.options, &mut troubles)
            }
        };
        Ok(Ok((entries, troubles)))
    }
}

impl Iterator for Files<'_> {
    type Item = (String, Given);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = match self.walk.next()? {
                Ok(found) => found,
                Err(trouble) => return Some((trouble.name().to_owned(), Err(trouble))),
            };
            // Rules may lie beside what is coded by them.
            if matches!(&found, Found::File { path, in_folder: true, .. } if is_yaml(path)) {
                continue;
            }
            let name = found.name().to_owned();
            let read = self.read(found, &name);
            let failed = |error: io::Error| Err(Trouble::new(&name, None, Problem::of(&error)));
            return Some((name.clone(), read.unwrap_or_else(failed)));
        }
    }
}

fn is_yaml(path: &Path) -> bool {
    Guess::by_extension(path) == Guess::Yaml
}

/// How records are read, with the fields that matter here.
fn records(options: &CodedOptions) -> Options {
    let own = [&*options.id_field, "document", "paragraph", "coder"];
    Options {
        split: Split::None,
        text_field: options.text_field.clone(),
        id_field: options.id_field.clone(),
        keep: own.into_iter().chain(options.of_tags()).map(str::to_owned).collect(),
        unique_columns: true,
        ..Options::default()
    }
}

fn entries_of_list(
    name: &str,
    text: &str,
    options: &CodedOptions,
    troubles: &mut Vec<Trouble>,
) -> Vec<Entry> {
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
            Value::Object(task) if is_task(task) => label_studio::entries(task, &name, options),
            Value::Object(record) if is_flat(record) => {
                label_studio::flat_entry(record, &name, options).map(|entry| vec![entry])
            }
            Value::Object(record) => entry_of_record(record, &name, options).map(|entry| vec![entry]),
            other => Err(Problem::NotAnObject { found: JsonType::of(other) }),
        };
        match read {
            Ok(read) => entries.extend(read),
            Err(problem) => troubles.push(Trouble::new(&name, None, problem)),
        }
    }
    entries
}

fn entry_of_record(
    record: &Map<String, Value>,
    name: &str,
    options: &CodedOptions,
) -> Result<Entry, Problem> {
    let text = text_of(record, &options.text_field)?;
    Ok(entry(|field| record.get(field).filter(|value| !value.is_null()), text, name, options))
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
    options: &CodedOptions,
) -> Entry {
    let named = |field: &str| get(field).and_then(identifier);
    let id = named(&options.id_field);
    Entry {
        marks: Marks::of_record(&options.of_tags(), &get, &options.names),
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
    mut open: Open,
    name: &str,
    options: &CodedOptions,
    troubles: &mut Vec<Trouble>,
) -> Vec<Entry> {
    let fields = options.of_tags();
    let mut entries = Vec::new();
    let mut missing = 0;
    while let Some(item) = open.next() {
        match item {
            Ok(raw) => entries.push(entry_of_paragraph(raw.paragraph, options)),
            Err(trouble) => match trouble.problem() {
                // That a column is missing matters where no other has the categories.
                Problem::NothingToKeep { column, present } => {
                    missing += usize::from(fields.contains(&column.as_str()));
                    if missing == fields.len() && fields.contains(&column.as_str()) {
                        let column = fields[0].to_owned();
                        let problem = Problem::NoTagsColumn { column, present: present.clone() };
                        troubles.push(Trouble::new(name, trouble.line(), problem));
                    }
                }
                _ => troubles.push(trouble),
            },
        }
    }
    troubles.extend(open.end().notes(true, None));
    // Of a table without such a column all has been said.
    if missing == fields.len() { Vec::new() } else { entries }
}

fn entry_of_paragraph(paragraph: Paragraph, options: &CodedOptions) -> Entry {
    let Paragraph { document: name, text, kept, .. } = paragraph;
    let get = |field: &str| {
        let found = kept.iter().find(|(known, _)| known == field);
        found.map(|(_, value)| value).filter(|value| !value.is_null())
    };
    entry(get, text, &name, options)
}

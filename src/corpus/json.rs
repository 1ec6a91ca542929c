//! JSON: each object a document.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

use super::decode::Decoded;
use super::document::Paragraph;
use super::format::FIRST_LOOK;
use super::json_objects::{Object, Objects};
use super::message::json_reason;
use super::options::Options;
use super::record::Record;
use super::split::{is_blank, trim};
use super::text::ENORMOUS;
use super::trouble::{Problem, Trouble};

/// The paragraphs of the objects of an input as it streams in.
#[derive(Debug)]
pub(super) struct Json {
    name: String,
    objects: Objects,
    options: Arc<Options>,
    record: Option<Record>,
    /// What there is to say before another paragraph is given out.
    notes: Vec<Trouble>,
    /// Whether it was said that a record has no id that can be used; it is said once.
    is_id_told: bool,
    fields: Fields,
}

/// The fields of all records so far, where some are to be kept.
#[derive(Debug, Default)]
struct Fields {
    present: BTreeSet<String>,
    is_told: bool,
}

/// So many are remembered.
const MOST_FIELDS: usize = 100;

impl Fields {
    fn see(&mut self, record: &Map<String, Value>, options: &Options) {
        if !options.keep.is_empty() && self.present.len() < MOST_FIELDS {
            let new = record.keys().filter(|name| !self.present.contains(*name));
            self.present.extend(new.cloned().collect::<Vec<_>>());
        }
    }

    /// Those to be kept that no record had, told once.
    fn missing(&mut self, options: &Options) -> Vec<Problem> {
        if std::mem::replace(&mut self.is_told, true) || self.present.is_empty() {
            return Vec::new();
        }
        let missing = options.keep.iter().filter(|field| !self.present.contains(*field));
        let present: Vec<String> = self.present.iter().cloned().collect();
        missing
            .map(|column| Problem::NothingToKeep { column: column.clone(), present: present.clone() })
            .collect()
    }
}

impl Json {
    /// Fails when the system fails to read.
    pub(super) fn new(name: String, decoded: Decoded, options: Arc<Options>) -> io::Result<Self> {
        let (record, notes) = (None, Vec::new());
        Ok(Json {
            name,
            objects: Objects::new(decoded, FIRST_LOOK)?,
            options,
            record,
            notes,
            is_id_told: false,
            fields: Fields::default(),
        })
    }

    /// The input that it is read from.
    pub(super) fn decoded(&self) -> &Decoded {
        self.objects.decoded()
    }

    /// The next paragraph or trouble; none at the end, and from then on.
    ///
    /// Fails when the system fails to read.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Paragraph, Trouble>>> {
        loop {
            if let Some(note) = self.notes.pop() {
                return Ok(Some(Err(note)));
            }
            if let Some(paragraph) = self.record.as_mut().and_then(Record::next) {
                return Ok(Some(Ok(paragraph)));
            }
            let Some(object) = self.objects.next()? else {
                let missing = self.fields.missing(&self.options).into_iter().rev();
                self.notes = missing.map(|problem| Trouble::new(&self.name, None, problem)).collect();
                return Ok(self.notes.pop().map(Err));
            };
            if trim(object.text).is_empty() {
                continue;
            }
            let (line, bytes) = (object.line, object.text.len());
            let (record, doubt) = match parse(object, &self.name, &self.options, &mut self.fields) {
                Ok(parsed) => parsed,
                Err((line, problem)) => return Ok(Some(Err(Trouble::new(&self.name, Some(line), problem)))),
            };
            self.record = Some(record);
            let enormous = (bytes > ENORMOUS).then_some(Problem::EnormousLine { bytes });
            let strange_id = doubt.filter(|_| !std::mem::replace(&mut self.is_id_told, true));
            let notes = enormous.into_iter().chain(strange_id);
            self.notes = notes.map(|problem| Trouble::new(&self.name, Some(line), problem)).collect();
        }
    }
}

/// Whether a text is one JSON object, one with this field where one is named.
pub(super) fn is_object(text: &str, field: Option<&str>) -> bool {
    let fields = || serde_json::from_str::<Map<String, Value>>(text).ok();
    text.starts_with('{')
        && match field {
            None => serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok(),
            Some(field) => fields().is_some_and(|fields| fields.contains_key(field)),
        }
}

/// The record that an object is, and what is doubtful about its id; or what is wrong, and on which line.
fn parse(
    object: Object<'_>,
    name: &str,
    options: &Options,
    seen: &mut Fields,
) -> Result<(Record, Option<Problem>), (usize, Problem)> {
    let Object { line, text, .. } = object;
    let mut fields = match serde_json::from_str(trim(text)) {
        Ok(Value::Object(fields)) => fields,
        Ok(other) => return Err((line, Problem::NotAnObject { found: JsonType::of(&other) })),
        Err(error) => return Err(not_json(object, &error)),
    };
    seen.see(&fields, options);
    let keep = |field: &String| (field.clone(), fields.get(field).cloned().unwrap_or_default());
    let kept = options.keep.iter().map(keep).collect();
    let field = &options.id_field;
    let found = fields.get(field).unwrap_or(&Value::Null);
    let id = match found {
        Value::String(id) if !id.is_empty() => id.clone(),
        Value::Number(id) => as_written(id, text, field),
        _ => object.name(name),
    };
    let is_strange = matches!(found, Value::Bool(_) | Value::Array(_) | Value::Object(_));
    let doubt = Problem::IdNotText { field: field.clone(), found: JsonType::of(found) };
    let text = take_text(&mut fields, &options.text_field).map_err(|problem| (line, problem))?;
    Ok((Record::new(id, Some(line), kept, text, options), is_strange.then_some(doubt)))
}

/// A number as it stands in a field of an object: the parser makes 1e+3 of 1e3.
fn as_written(number: &Number, object: &str, field: &str) -> String {
    let number = number.to_string();
    if !number.contains('e') {
        return number;
    }
    let fields: Option<HashMap<String, &RawValue>> = serde_json::from_str(trim(object)).ok();
    let written = fields.and_then(|fields| Some(fields.get(field)?.get().to_owned()));
    written.unwrap_or(number)
}

/// Takes the text out of the object, so that it is not copied.
fn take_text(fields: &mut Map<String, Value>, field: &str) -> Result<String, Problem> {
    match fields.get_mut(field).map(Value::take) {
        Some(Value::String(text)) => Ok(text),
        other => {
            let present = fields.keys().cloned().collect();
            let field = field.to_owned();
            Err(match other {
                None => Problem::NoField { field, present },
                Some(other) => Problem::FieldNotText { field, found: JsonType::of(&other), present },
            })
        }
    }
}

/// What is wrong with an object, and on which line.
fn not_json(Object { line, text, .. }: Object, error: &serde_json::Error) -> (usize, Problem) {
    let lines_before = error.line().saturating_sub(1);
    let wrong = text.split('\n').nth(lines_before).unwrap_or(text);
    let cut = if lines_before == 0 { wrong.len() - wrong.trim_start_matches(is_blank).len() } else { 0 };
    let stop = cut + error.column();
    let column = wrong.char_indices().take_while(|(at, _)| *at < stop).count();
    (line + lines_before, Problem::NotJson { reason: json_reason(error), column })
}

/// The type of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum JsonType {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

impl JsonType {
    pub(super) fn of(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => JsonType::Null,
            serde_json::Value::Bool(_) => JsonType::Bool,
            serde_json::Value::Number(_) => JsonType::Number,
            serde_json::Value::String(_) => JsonType::String,
            serde_json::Value::Array(_) => JsonType::Array,
            serde_json::Value::Object(_) => JsonType::Object,
        }
    }
}

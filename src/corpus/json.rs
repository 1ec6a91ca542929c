//! JSON: each object a document.

use std::collections::HashMap;
use std::io;
use std::mem;
use std::sync::Arc;
use std::vec;

use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

use super::decode::Decoded;
use super::document::Paragraph;
use super::format::FIRST_LOOK;
use super::json_fields::{Fields, Idless, Textless};
use super::json_objects::{Object, Objects, in_list};
use super::message::json_reason;
use super::options::Options;
use super::problem::Problem;
use super::record::Record;
use super::split::{is_blank, trim};
use super::text::ENORMOUS;
use super::trouble::Trouble;

/// The paragraphs of the objects of an input as it streams in.
#[derive(Debug)]
pub(super) struct Json {
    name: String,
    objects: Objects,
    options: Arc<Options>,
    record: Option<Record>,
    /// What a list in an object without a text holds, as services answer, and how many of these were read.
    wrapped: vec::IntoIter<Value>,
    unwrapped: usize,
    /// What there is to say before another paragraph is given out.
    notes: Vec<Trouble>,
    /// Whether it was said that a record has no id that can be used; it is said once.
    is_id_told: bool,
    /// Whether what is said at the end was said.
    is_end_told: bool,
    fields: Fields,
    textless: Textless,
    idless: Idless,
}

/// What stands where a record may stand.
#[derive(Debug)]
struct Item {
    value: Value,
    /// The number that is its id, as it is written.
    id: Option<String>,
    /// What it is called where it has no id.
    name: String,
    /// Where to look for it: in which input, on which line.
    place: (String, Option<usize>),
    line: usize,
    bytes: usize,
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
            wrapped: Vec::new().into_iter(),
            unwrapped: 0,
            notes,
            is_id_told: false,
            is_end_told: false,
            fields: Fields::default(),
            textless: Textless::default(),
            idless: Idless::default(),
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
            let item = match self.item()? {
                Some(Ok(item)) => item,
                Some(Err(trouble)) => return Ok(Some(Err(trouble))),
                None => {
                    let missing = self.fields.missing(&self.options).into_iter().rev();
                    let cut_off = self.objects.are_cut_off().then_some(Problem::CutOffList);
                    let is_told = mem::replace(&mut self.is_end_told, true);
                    let textless = self.textless.end(&self.options.text_field);
                    let idless = self.idless.problem(&self.options);
                    let problems = missing.chain(cut_off).chain(idless).chain(textless);
                    let problems = problems.filter(|_| !is_told);
                    self.notes = problems.map(|problem| Trouble::new(&self.name, None, problem)).collect();
                    return Ok(self.notes.pop().map(Err));
                }
            };
            let (line, bytes, (name, on_line)) = (item.line, item.bytes, item.place.clone());
            let mut fields = match item.value {
                Value::Object(fields) => fields,
                other => {
                    let problem = Problem::NotAnObject { found: JsonType::of(&other) };
                    return Ok(Some(Err(Trouble::new(&name, on_line, problem))));
                }
            };
            if let Some(records) = wrapped(&mut fields, &self.options.text_field, DEEPEST) {
                self.wrapped = records.into_iter();
                continue;
            }
            self.fields.see(&fields, &self.options);
            self.idless.see(&fields, &self.options);
            let read = record(fields, line, item.id, item.name, &self.options);
            let doubt = match read {
                Ok((record, doubt)) => {
                    self.record = Some(record);
                    doubt
                }
                Err(Problem::NoField { .. }) if self.textless.take(&name, on_line) => continue,
                Err(problem) => return Ok(Some(Err(Trouble::new(&name, on_line, problem)))),
            };
            let textless = self.textless.end(&self.options.text_field);
            let enormous = (bytes > ENORMOUS).then_some(Problem::EnormousLine { bytes });
            let strange_id = doubt.filter(|_| !mem::replace(&mut self.is_id_told, true));
            let notes = enormous.into_iter().chain(strange_id);
            self.notes = notes.map(|problem| Trouble::new(&name, on_line, problem)).collect();
            self.notes.extend(textless.map(|problem| Trouble::new(&self.name, None, problem)));
        }
    }

    /// What stands where the next record may stand; none at the end.
    ///
    /// Fails when the system fails to read.
    fn item(&mut self) -> io::Result<Option<Result<Item, Trouble>>> {
        let id_field = &self.options.id_field;
        if let Some(value) = self.wrapped.next() {
            self.unwrapped += 1;
            let name = in_list(&self.name, self.unwrapped);
            let id = number_in(&value, id_field).map(Number::to_string);
            return Ok(Some(Ok(Item { value, id, place: (name.clone(), None), name, line: 1, bytes: 0 })));
        }
        loop {
            let Some(object) = self.objects.next()? else { return Ok(None) };
            let text = trim(object.text);
            if text.is_empty() {
                continue;
            }
            let item = match serde_json::from_str(text) {
                Ok(value) => Ok(Item {
                    id: number_in(&value, id_field).map(|id| as_written(id, text, id_field)),
                    value,
                    name: object.name(&self.name),
                    place: object.place(&self.name),
                    line: object.line,
                    bytes: text.len(),
                }),
                Err(error) => {
                    let (line, problem) = not_json(object, &error);
                    Err(Trouble::new(&self.name, Some(line), problem))
                }
            };
            return Ok(Some(item));
        }
    }
}

/// Whether a text is an object that tagging has written.
pub(super) fn is_result(text: &str) -> bool {
    let object: Option<Map<String, Value>> = serde_json::from_str(text).ok();
    object.is_some_and(|object| {
        ["document", "paragraph", "text", "tags", "ruleset"].iter().all(|field| object.contains_key(*field))
    })
}

/// Lists are looked for in objects within objects so deep.
const DEEPEST: usize = 3;

/// Takes the list of records out of an object that has no text itself; none where there is not just one such list.
fn wrapped(fields: &mut Map<String, Value>, text_field: &str, depth: usize) -> Option<Vec<Value>> {
    if depth == 0 || fields.contains_key(text_field) {
        return None;
    }
    let mut found = fields.values_mut().filter_map(|value| match value {
        Value::Array(items) if items.iter().any(|item| item.get(text_field).is_some()) => {
            Some(mem::take(items))
        }
        Value::Object(fields) => wrapped(fields, text_field, depth - 1),
        _ => None,
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// The number in a field of an object.
fn number_in<'v>(value: &'v Value, field: &str) -> Option<&'v Number> {
    match value.get(field) {
        Some(Value::Number(number)) => Some(number),
        _ => None,
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

/// The record that an object is, and what is doubtful about its id. `number`: the number that is its id; `name`: what it is
/// called without one.
fn record(
    mut fields: Map<String, Value>,
    line: usize,
    number: Option<String>,
    name: String,
    options: &Options,
) -> Result<(Record, Option<Problem>), Problem> {
    let keep = |field: &String| (field.clone(), fields.get(field).cloned().unwrap_or_default());
    let kept = options.keep.iter().map(keep).collect();
    let field = &options.id_field;
    let found = fields.get(field).unwrap_or(&Value::Null);
    let id = match found {
        Value::String(id) if !id.is_empty() => id.clone(),
        _ => number.unwrap_or(name),
    };
    let is_strange = matches!(found, Value::Bool(_) | Value::Array(_) | Value::Object(_));
    let doubt = Problem::IdNotText { field: field.clone(), found: JsonType::of(found) };
    let text = take_text(&mut fields, &options.text_field)?;
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
fn not_json(Object { line, column, text, .. }: Object, error: &serde_json::Error) -> (usize, Problem) {
    let lines_before = error.line().saturating_sub(1);
    let wrong = text.split('\n').nth(lines_before).unwrap_or(text);
    let cut = if lines_before == 0 { wrong.len() - wrong.trim_start_matches(is_blank).len() } else { 0 };
    let stop = cut + error.column();
    let before = if lines_before == 0 { column } else { 0 };
    let column = before + wrong.char_indices().take_while(|(at, _)| *at < stop).count();
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

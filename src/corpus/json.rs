//! JSON lines: each line an object, each object a document.

use std::io;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::decode::Decoded;
use super::document::Paragraph;
use super::lines::{Line, Lines};
use super::message::json_reason;
use super::options::Options;
use super::record::Record;
use super::split::{is_blank, trim};
use super::text::ENORMOUS;
use super::trouble::{JsonType, Problem, Trouble};

/// The paragraphs of a file of JSON lines as it streams in.
#[derive(Debug)]
pub(super) struct JsonLines {
    name: String,
    lines: Lines,
    options: Arc<Options>,
    record: Option<Record>,
}

impl JsonLines {
    pub(super) fn new(name: String, decoded: Decoded, options: Arc<Options>) -> Self {
        JsonLines { name, lines: Lines::new(decoded), options, record: None }
    }

    /// The input that it is read from.
    pub(super) fn decoded(&self) -> &Decoded {
        self.lines.decoded()
    }

    /// The next paragraph or trouble; none at the end, and from then on.
    ///
    /// Fails when the system fails to read.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Paragraph, Trouble>>> {
        loop {
            if let Some(paragraph) = self.record.as_mut().and_then(Record::next) {
                return Ok(Some(Ok(paragraph)));
            }
            let Some(line) = self.lines.next()? else { return Ok(None) };
            if trim(line.text).is_empty() {
                continue;
            }
            let (number, bytes) = (line.number, line.text.len());
            match parse(line, &self.name, &self.options) {
                Ok(record) => self.record = Some(record),
                Err(problem) => return Ok(Some(Err(Trouble::new(&self.name, Some(number), problem)))),
            }
            if bytes > ENORMOUS {
                let problem = Problem::EnormousLine { bytes };
                return Ok(Some(Err(Trouble::new(&self.name, Some(number), problem))));
            }
        }
    }
}

/// Whether a text is one JSON object.
pub(super) fn is_object(text: &str) -> bool {
    text.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

fn parse(line: Line<'_>, name: &str, options: &Options) -> Result<Record, Problem> {
    let mut fields = match serde_json::from_str(trim(line.text)) {
        Ok(Value::Object(fields)) => fields,
        Ok(other) => return Err(Problem::NotAnObject { found: JsonType::of(&other) }),
        Err(error) => return Err(not_json(line.text, &error)),
    };
    let keep = |field: &String| (field.clone(), fields.get(field).cloned().unwrap_or_default());
    let kept = options.keep.iter().map(keep).collect();
    let id = match fields.get(&options.id_field) {
        Some(Value::String(id)) if !id.is_empty() => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => format!("{name}:{}", line.number),
    };
    let text = take_text(&mut fields, &options.text_field)?;
    Ok(Record::new(id, kept, text, options.split))
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

fn not_json(line: &str, error: &serde_json::Error) -> Problem {
    let said = error.to_string();
    let reason = json_reason(said.rsplit_once(" at line ").map_or(said.as_str(), |(reason, _)| reason));
    let blanks = line.len() - line.trim_start_matches(is_blank).len();
    let stop = blanks + error.column();
    Problem::NotJson { reason, column: line.char_indices().take_while(|(at, _)| *at < stop).count() }
}

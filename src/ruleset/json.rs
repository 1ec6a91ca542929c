//! Diagnostics for programs: editors and scripts read them as JSON.

use serde_json::{Value, json};

use crate::language::Language;

use super::diagnostic::{Diagnostic, Diagnostics, Place};

impl Diagnostics {
    /// All of them as a JSON list, in their order.
    ///
    /// Each has `code`, `severity` (`error` or `warning`), `message` and `help`; where it stands, `file`,
    /// `line` and `column`, from 1 and in characters, and `bytes`, half-open; `other`, a second place, and
    /// `corrected_line` where there is one.
    pub fn to_json(&self, language: Language) -> Value {
        self.iter().map(|one| diagnostic(one, language)).collect()
    }
}

fn diagnostic(diagnostic: &Diagnostic, language: Language) -> Value {
    let severity = diagnostic.severity().word();
    let mut value = json!({ "code": diagnostic.code().word(), "severity": severity });
    if let Some(here) = diagnostic.place() {
        add(&mut value, place(here));
    }
    add(&mut value, json!({ "message": diagnostic.message(language), "help": diagnostic.help(language) }));
    if let Some(other) = diagnostic.other() {
        add(&mut value, json!({ "other": place(other) }));
    }
    if let Some(line) = diagnostic.corrected_line() {
        add(&mut value, json!({ "corrected_line": line }));
    }
    value
}

fn place(place: &Place) -> Value {
    let bytes = place.bytes();
    json!({
        "file": place.file(),
        "line": place.line(),
        "column": place.column(),
        "bytes": [bytes.start, bytes.end],
    })
}

/// Adds the fields of one object to another.
fn add(value: &mut Value, fields: Value) {
    if let (Value::Object(value), Value::Object(fields)) = (value, fields) {
        value.extend(fields);
    }
}

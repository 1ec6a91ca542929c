//! The categories of a coded paragraph as tools write them: given to the paragraph as a whole, or to parts of it, in
//! one field or control or in several.

use serde_json::Value;

use crate::ruleset::Names;

use super::coded::Uncoded;

/// The fields that may hold categories; the first that does counts, but `cats` and `entities` go together.
pub(super) const FIELDS: [&str; 5] = ["tags", "label", "labels", "cats", "entities"];

/// What always stands between the categories where they are one text: `#` is doccano's own.
const BETWEEN: [char; 7] = [';', '|', '；', '｜', '#', '\n', '\r'];

/// The keys under which Label Studio puts categories of the whole, and of parts.
const OF_WHOLE: &str = "choices";
const OF_PARTS: [&str; 2] = ["labels", "hypertextlabels"];
const PATHS: &str = "taxonomy";

/// What one person marked in one paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) all: Vec<Mark>,
    /// The types of what else was marked, which is not read.
    pub(super) unread: Vec<String>,
    /// Whether any field may be the one with the categories.
    pub(super) are_anywhere: bool,
}

/// One category that was marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) by: Control,
    /// As it is written.
    pub(super) name: String,
    /// Whether it may be something else altogether: a text in a field that nobody named.
    pub(super) is_guess: bool,
}

/// Where something was marked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Control {
    /// Whether it marks parts of a paragraph.
    pub(super) is_of_parts: bool,
    /// What it is called.
    pub(super) name: String,
}

impl Marks {
    /// The marks of a record, in the first of these fields that is there.
    pub(super) fn of_record<'v>(
        fields: &[&str],
        get: impl Fn(&str) -> Option<&'v Value>,
        names: &Names,
    ) -> Result<Marks, Uncoded> {
        let mut present = fields.iter().filter_map(|field| Some((*field, get(field)?)));
        let (first, value) = present.next().ok_or(Uncoded::NoField)?;
        let mut marks = Marks::default();
        marks.add(first, value, names).ok_or(Uncoded::Unreadable)?;
        if let Some(entities) = get("entities").filter(|_| first == "cats") {
            marks.add("entities", entities, names).ok_or(Uncoded::Unreadable)?;
        }
        Ok(marks)
    }

    /// Adds what a value of a field holds; nothing where it holds no categories.
    pub(super) fn add(&mut self, field: &str, value: &Value, names: &Names) -> Option<()> {
        match value {
            Value::String(text) => {
                if let Some(value) = structure(text) {
                    return self.add(field, &value, names);
                }
                self.add_list(field, text, names);
                Some(())
            }
            Value::Array(items) => items.iter().try_for_each(|item| self.add_item(field, item, names)),
            Value::Object(_) => self.add_value(field, value, names),
            _ => None,
        }
    }

    fn add_item(&mut self, field: &str, item: &Value, names: &Names) -> Option<()> {
        match item {
            Value::String(class) => self.put(field, false, class),
            Value::Array(span) => match &span[..] {
                [Value::Number(_), Value::Number(_), Value::String(label)] => self.put(field, true, label),
                _ => return None,
            },
            Value::Object(span) => match span.get("label") {
                Some(label) => self.put(field, true, label.as_str()?),
                None => return self.add_value(field, item, names),
            },
            _ => return None,
        }
        Some(())
    }

    /// Adds the categories in a text.
    fn add_list(&mut self, field: &str, text: &str, names: &Names) {
        for part in text.split(BETWEEN) {
            match names.list(part) {
                Some(list) => list.into_iter().for_each(|class| self.put(field, false, class)),
                None => self.put(field, false, part),
            }
        }
    }

    /// Adds what a `value` of Label Studio holds; nothing where it is of a type that is not read.
    pub(super) fn add_value(&mut self, control: &str, value: &Value, names: &Names) -> Option<()> {
        let object = value.as_object()?;
        let mut is_read = false;
        for (key, held) in object {
            if *key == OF_WHOLE || *key == PATHS || OF_PARTS.contains(&&**key) {
                is_read = true;
                for one in held.as_array().into_iter().flatten() {
                    match one {
                        Value::String(name) => self.put(control, OF_PARTS.contains(&&**key), name),
                        Value::Array(path) => self.put(control, false, end_of(path, names)?),
                        _ => return None,
                    }
                }
            }
        }
        is_read.then_some(())
    }

    fn put(&mut self, control: &str, is_of_parts: bool, name: &str) {
        let (name, by) = (name.trim(), Control { is_of_parts, name: control.to_owned() });
        if !name.is_empty() && !self.all.iter().any(|known| known.by == by && known.name == name) {
            self.all.push(Mark { by, name: name.to_owned(), is_guess: false });
        }
    }
}

/// The category that a path through a taxonomy leads to: its last step that is known, else its last.
fn end_of<'p>(path: &'p [Value], names: &Names) -> Option<&'p str> {
    let steps: Option<Vec<&str>> = path.iter().map(Value::as_str).collect();
    let steps = steps?;
    let known = steps.iter().rev().find(|step| names.is_known(step.trim()));
    known.or(steps.last()).copied()
}

/// The list or object that a cell of a table holds as text.
fn structure(text: &str) -> Option<Value> {
    let is_one = text.trim_start().starts_with(['[', '{']);
    is_one.then(|| serde_json::from_str(text).ok()).flatten()
}

/// A text or number that names something.
pub(super) fn identifier(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

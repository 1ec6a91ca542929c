//! The categories of a coded paragraph as tools write them: given to the paragraph as a whole, or to parts of it.

use serde_json::Value;

use super::coded::Uncoded;

/// The fields that may hold categories; the first that does counts, but `cats` and `entities` go together.
pub(super) const FIELDS: [&str; 5] = ["tags", "label", "labels", "cats", "entities"];

/// What stands between the categories where they are one text: `#` is doccano's own.
const BETWEEN: [char; 5] = [';', '|', '；', '｜', '#'];

/// The categories of one paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Of the paragraph as a whole.
    classes: Vec<String>,
    /// Of parts of it.
    spans: Vec<String>,
}

impl Marks {
    /// The marks of a record, in the first of these fields that is there.
    pub(super) fn of_record<'v>(
        fields: &[&str],
        get: impl Fn(&str) -> Option<&'v Value>,
    ) -> Result<Marks, Uncoded> {
        let mut present = fields.iter().filter_map(|field| Some((*field, get(field)?)));
        let (first, value) = present.next().ok_or(Uncoded::NoField)?;
        let mut marks = Marks::default();
        marks.add(value).ok_or(Uncoded::Unreadable)?;
        if let Some(entities) = get("entities").filter(|_| first == "cats") {
            marks.add(entities).ok_or(Uncoded::Unreadable)?;
        }
        Ok(marks)
    }

    /// Adds what a value holds; nothing where it holds no categories.
    fn add(&mut self, value: &Value) -> Option<()> {
        match value {
            Value::String(text) => {
                text.split(BETWEEN).for_each(|class| self.add_class(class));
                Some(())
            }
            Value::Array(items) => items.iter().try_for_each(|item| self.add_item(item)),
            _ => None,
        }
    }

    fn add_item(&mut self, item: &Value) -> Option<()> {
        match item {
            Value::String(class) => self.add_class(class),
            Value::Array(span) => match &span[..] {
                [Value::Number(_), Value::Number(_), Value::String(label)] => self.add_span(label),
                _ => return None,
            },
            Value::Object(span) => self.add_span(span.get("label")?.as_str()?),
            _ => return None,
        }
        Some(())
    }

    /// Adds a category of the whole paragraph.
    pub(super) fn add_class(&mut self, class: &str) {
        add(&mut self.classes, class);
    }

    /// Adds a category of a part.
    pub(super) fn add_span(&mut self, label: &str) {
        add(&mut self.spans, label);
    }

    /// Whether the paragraph as a whole has one.
    pub(super) fn has_classes(&self) -> bool {
        !self.classes.is_empty()
    }

    /// The categories that count: where anything in the file is coded as a whole, parts are mere remarks.
    pub(super) fn tags(self, has_classes: bool) -> Vec<String> {
        if has_classes { self.classes } else { self.spans }
    }
}

fn add(all: &mut Vec<String>, one: &str) {
    let one = one.trim();
    if !one.is_empty() && !all.iter().any(|known| known == one) {
        all.push(one.to_owned());
    }
}

/// A text or number that names something.
pub(super) fn identifier(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

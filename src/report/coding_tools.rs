//! Paragraphs for the tools in which people code, with the tags of the rules as suggestions.
//!
//! What is written follows doccano's import of JSONL (its `data_import` reads `text` and `label`, and keeps what else
//! there is and gives it back with the export) and Label Studio's guide «Import pre-annotated data» (`data`, and
//! `predictions` with a `result` of items of type `choices` and `labels`). Label Studio counts code points, as its tests
//! «Should calculate offsets by code points» say; doccano's annotator takes offsets for positions in a JavaScript string,
//! which are units of UTF-16.

use serde_json::{Map, Value, json};

use crate::corpus::Paragraph;
use crate::engine::Tag;
use crate::language::Language;
use crate::ruleset::{Category, RuleSet};

use super::json_lines::escape_from;

/// The names that tie suggestions to the labelling interface of [`label_studio_interface`].
const TEXT: &str = "text";
const CHOICES: &str = "categories";
const LABELS: &str = "evidence";

/// Writes JSON lines for doccano: for text classification, the categories of each paragraph; for sequence labelling,
/// the evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doccano {
    /// Whether the evidence is wanted, not the categories.
    pub spans: bool,
}

impl Doccano {
    /// Writes a paragraph. One without text is left out: doccano refuses it.
    pub(super) fn paragraph(self, paragraph: &Paragraph, tags: &[Tag], out: &mut Vec<u8>) {
        if paragraph.text.trim().is_empty() {
            return;
        }
        let label: Value = if self.spans {
            let spans = tags.iter().flat_map(|tag| {
                let mut units = Units { text: &paragraph.text, byte: 0, before: 0 };
                let id = tag.category.id();
                tag.evidence.iter().map(move |found| {
                    let start = units.at(found.bytes.start);
                    json!([start, start + count(&paragraph.text[found.bytes.clone()]), id])
                })
            });
            spans.collect()
        } else {
            tags.iter().map(|tag| tag.category.id()).collect()
        };
        let mut fields = data(paragraph);
        fields.insert("label".to_owned(), label);
        put(&Value::from(fields), out);
        out.push(b'\n');
    }
}

/// Places in a text as units of UTF-16, each found from the one before.
struct Units<'t> {
    text: &'t str,
    byte: usize,
    before: usize,
}

impl Units<'_> {
    /// How many units stand before a byte, which is not before the last one asked for.
    fn at(&mut self, byte: usize) -> usize {
        self.before += count(&self.text[self.byte..byte]);
        self.byte = byte;
        self.before
    }
}

/// How many units of UTF-16 a text has.
fn count(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Writes one JSON list of tasks for Label Studio, with the categories and the evidence of each paragraph as a
/// prediction.
#[derive(Clone, Debug)]
pub struct LabelStudio {
    /// What the predictions come from.
    model: String,
}

impl LabelStudio {
    /// What stands between two tasks, and here before each.
    pub(super) const SEPARATOR: &'static [u8] = b",\n";

    /// For results by these rules.
    pub fn new(rules: &RuleSet) -> LabelStudio {
        LabelStudio { model: format!("cuoshi {}", rules.digest()) }
    }

    /// Writes a paragraph, with the separator before it.
    pub(super) fn paragraph(&self, paragraph: &Paragraph, tags: &[Tag], out: &mut Vec<u8>) {
        let mut task = json!({"data": data(paragraph)});
        if !tags.is_empty() {
            task["predictions"] = json!([{"model_version": self.model, "result": result(paragraph, tags)}]);
        }
        out.extend_from_slice(Self::SEPARATOR);
        put(&task, out);
    }
}

/// The items of a prediction, each with an id of its own within it.
fn result(paragraph: &Paragraph, tags: &[Tag]) -> Vec<Value> {
    let item = |id: String, from: &str, kind: &str, value: Value| json!({"id": id, "from_name": from, "to_name": TEXT, "type": kind, "value": value});
    let before = paragraph.sentence.map_or(0, |sentence| sentence.start);
    let ids: Vec<&str> = tags.iter().map(|tag| tag.category.id()).collect();
    let mut items = vec![item("c".to_owned(), CHOICES, "choices", json!({"choices": ids}))];
    let evidence = tags.iter().flat_map(|tag| tag.evidence.iter().map(move |found| (tag, found)));
    for (number, (tag, found)) in (1..).zip(evidence) {
        let value = json!({
            "start": found.span.start - before,
            "end": found.span.end - before,
            "text": super::words(paragraph, found),
            "labels": [tag.category.id()],
        });
        items.push(item(format!("e{number}"), LABELS, "labels", value));
    }
    items
}

/// What both tools keep and give back: where a paragraph comes from, its text, and the fields that travel with it.
fn data(paragraph: &Paragraph) -> Map<String, Value> {
    // The first paragraph of a record is mostly the only one; it keeps the id by which others know it.
    let is_record = paragraph.line.is_none() && paragraph.number == 1;
    let id = if let Some(sentence) = paragraph.sentence {
        format!("{}:{}:{}", paragraph.document, paragraph.number, sentence.number)
    } else if is_record {
        paragraph.document.clone()
    } else {
        format!("{}:{}", paragraph.document, paragraph.number)
    };
    let fields = [
        ("id", id.into()),
        ("document", paragraph.document.as_str().into()),
        ("paragraph", paragraph.number.into()),
        ("text", paragraph.text.as_str().into()),
    ];
    let mut data: Map<String, Value> =
        fields.map(|(name, value): (&str, Value)| (name.to_owned(), value)).into_iter().collect();
    for (name, value) in &paragraph.kept {
        // Of a record that names its document, the id is not the document's.
        let is_own = data.contains_key(name) && name != "document" || name == "label";
        let name = if is_own { format!("kept.{name}") } else { name.clone() };
        if !value.is_null() {
            data.insert(name, value.clone());
        }
    }
    data
}

fn put(value: &Value, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(value.to_string().as_bytes());
    escape_from(start, out);
}

/// The labelling interface for Label Studio in which the suggestions appear, as XML: the categories to choose for a
/// paragraph, and the same to mark its words with.
pub fn label_studio_interface(rules: &RuleSet, language: Language, out: &mut Vec<u8>) {
    let list = |tag: &str| -> String {
        let categories = rules.categories().iter().filter(|category| !category.is_group());
        categories.map(|category| choice(tag, category, language)).collect()
    };
    let page = format!(
        "<View>\n  <Labels name=\"{LABELS}\" toName=\"{TEXT}\">\n{}  </Labels>\n  <View style=\"white-space: \
         pre-wrap\">\n    <Text name=\"{TEXT}\" value=\"$text\"/>\n  </View>\n  <Choices name=\"{CHOICES}\" \
         toName=\"{TEXT}\" choice=\"multiple\">\n{}  </Choices>\n</View>\n",
        list("Label"),
        list("Choice"),
    );
    out.extend_from_slice(page.as_bytes());
}

/// One category: shown by its label in the language, given back by its id.
fn choice(tag: &str, category: &Category, language: Language) -> String {
    let label = escaped(super::labels::name(category, language));
    format!("    <{tag} value=\"{label}\" alias=\"{}\"/>\n", escaped(category.id()))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

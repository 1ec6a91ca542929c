//! Label Studio's export: a list of tasks, each with its `data` and the `annotations` of those who coded it.
//!
//! What is read is described in Label Studio's guide, «Label Studio Task Format»: in the `result` of an
//! annotation, items of type `choices` hold categories of the text, those of type `labels` hold categories of a
//! part of it; `was_cancelled` says that the coder passed the task over, `ground_truth` that this is the coding to
//! go by, `completed_by` who the coder is: a number, or an object with an e-mail address. Predictions are no
//! codings and are passed over.

use serde_json::{Map, Value};

use super::coded::{CodedFields, CodedParagraph, Entry, Uncoded, entry, text_of};
use super::marks::{Marks, identifier};
use super::trouble::Problem;

/// The names of a list of annotations, the present one and that of old versions.
const ANNOTATIONS: [&str; 2] = ["annotations", "completions"];

/// Whether an object is a task.
pub(super) fn is_task(object: &Map<String, Value>) -> bool {
    object.get("data").is_some_and(Value::is_object)
}

/// The codings of a task, one for each annotation; one that says so where nobody has coded it.
pub(super) fn entries(
    task: &Map<String, Value>,
    name: &str,
    fields: &CodedFields,
) -> Result<Vec<Entry>, Problem> {
    let none = Map::new();
    let data = task.get("data").and_then(Value::as_object).unwrap_or(&none);
    let text = text_of(data, &fields.text).or_else(|problem| only_text(data).ok_or(problem))?;
    // The id that came with the data is known outside of the tool, that of the task is not.
    let get = |field: &str| data.get(field).or_else(|| task.get("id").filter(|_| field == fields.id));
    let paragraph = entry(get, text, name, fields).paragraph;
    let annotations = ANNOTATIONS.iter().find_map(|name| task.get(*name)?.as_array());
    let given = annotations.into_iter().flatten().filter(|annotation| annotation["was_cancelled"] != true);
    let mut entries: Vec<Entry> = given.map(|annotation| coded(&paragraph, annotation)).collect();
    if entries.is_empty() {
        entries.push(Entry { paragraph, marks: Err(Uncoded::Skipped) });
    }
    Ok(entries)
}

/// The text of data that hold a single text, whatever its name.
fn only_text(data: &Map<String, Value>) -> Option<String> {
    let mut texts = data.values().filter_map(Value::as_str);
    let text = texts.next()?;
    texts.next().is_none().then(|| text.to_owned())
}

fn coded(paragraph: &CodedParagraph, annotation: &Value) -> Entry {
    let paragraph = CodedParagraph {
        coder: coder(&annotation["completed_by"]).or_else(|| paragraph.coder.clone()),
        is_ground_truth: annotation["ground_truth"] == true,
        ..paragraph.clone()
    };
    let Some(result) = annotation["result"].as_array() else {
        return Entry { paragraph, marks: Err(Uncoded::Unreadable) };
    };
    let mut marks = Marks::default();
    for item in result {
        let value = &item["value"];
        texts(&value["choices"]).for_each(|class| marks.add_class(class));
        texts(&value["labels"]).for_each(|label| marks.add_span(label));
    }
    Entry { paragraph, marks: Ok(marks) }
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn coder(value: &Value) -> Option<String> {
    identifier(value).or_else(|| identifier(&value["email"])).or_else(|| identifier(&value["id"]))
}

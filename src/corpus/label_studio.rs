//! Label Studio's exports: a list of tasks, each with its `data` and the `annotations` of those who coded it; and
//! «JSON-MIN», a list of flat objects, each an annotation with what was marked beside the fields of the data.
//!
//! What is read is described in Label Studio's guide, «Label Studio Task Format»: in the `result` of an
//! annotation, items of type `choices` and `taxonomy` hold categories of the text, those of type `labels` and
//! `hypertextlabels` categories of a part of it; `was_cancelled` says that the coder passed the task over,
//! `ground_truth` that this is the coding to go by, `completed_by` who the coder is: a number, or an object with an
//! e-mail address. Predictions are no codings and are passed over.

use serde_json::{Map, Value};

use super::coded::{CodedOptions, CodedParagraph, Entry, Uncoded};
use super::coded_files::{entry, text_of};
use super::marks::{Marks, identifier};
use super::problem::Problem;

/// The names of a list of annotations, the present one and that of old versions.
const ANNOTATIONS: [&str; 2] = ["annotations", "completions"];

/// The fields of an object of «JSON-MIN» that hold neither data nor marks.
const ABOUT: [&str; 5] = ["annotator", "annotation_id", "created_at", "updated_at", "lead_time"];

/// Whether an object is a task.
pub(super) fn is_task(object: &Map<String, Value>) -> bool {
    object.get("data").is_some_and(Value::is_object)
}

/// Whether an object is an annotation of «JSON-MIN».
pub(super) fn is_flat(object: &Map<String, Value>) -> bool {
    object.contains_key("annotation_id")
}

/// The codings of a task, one for each annotation; one that says so where nobody has coded it.
pub(super) fn entries(
    task: &Map<String, Value>,
    name: &str,
    options: &CodedOptions,
) -> Result<Vec<Entry>, Problem> {
    let none = Map::new();
    let data = task.get("data").and_then(Value::as_object).unwrap_or(&none);
    let text = text_of(data, &options.text_field).or_else(|problem| only_text(data).ok_or(problem))?;
    // The id that came with the data is known outside of the tool, that of the task is not.
    let get = |field: &str| data.get(field).or_else(|| task.get("id").filter(|_| field == options.id_field));
    let paragraph = entry(get, text, name, options).paragraph;
    let annotations = ANNOTATIONS.iter().find_map(|name| task.get(*name)?.as_array());
    let given = annotations.into_iter().flatten().filter(|annotation| annotation["was_cancelled"] != true);
    let mut entries: Vec<Entry> = given.map(|annotation| coded(&paragraph, annotation, options)).collect();
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

fn coded(paragraph: &CodedParagraph, annotation: &Value, options: &CodedOptions) -> Entry {
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
        let kind = item["type"].as_str().unwrap_or_default();
        let control = item["from_name"].as_str().unwrap_or(kind);
        if marks.add_value(control, &item["value"], &options.names).is_none() {
            let kind = if kind.is_empty() { control } else { kind }.to_owned();
            if !marks.unread.contains(&kind) {
                marks.unread.push(kind);
            }
        }
    }
    Entry { paragraph, marks: Ok(marks) }
}

/// The coding that an object of «JSON-MIN» is. Its marks stand beside its data, and a single choice as a mere text: where
/// no field is named, any may hold the categories.
pub(super) fn flat_entry(
    record: &Map<String, Value>,
    name: &str,
    options: &CodedOptions,
) -> Result<Entry, Problem> {
    let text = text_of(record, &options.text_field)?;
    let get = |field: &str| record.get(field).filter(|value| !value.is_null());
    let mut entry = entry(get, text, name, options);
    entry.paragraph.coder = record.get("annotator").and_then(coder).or(entry.paragraph.coder);
    if options.tags_field.is_none() {
        let own = [&*options.text_field, &*options.id_field, "document", "paragraph", "coder"];
        let mut marks = Marks { are_anywhere: true, ..Marks::default() };
        let is_other = |name: &&String| !own.contains(&name.as_str()) && !ABOUT.contains(&name.as_str());
        for (field, value) in record.iter().filter(|(name, _)| is_other(name)) {
            let before = marks.all.len();
            // What cannot be read belongs to the data.
            _ = marks.add(field, value, &options.names);
            for mark in &mut marks.all[before..] {
                mark.is_guess = value.is_string();
            }
        }
        entry.marks = Ok(marks);
    } else if entry.marks == Err(Uncoded::NoField) {
        // The tool leaves a control out with which nothing was marked.
        entry.marks = Ok(Marks::default());
    }
    Ok(entry)
}

fn coder(value: &Value) -> Option<String> {
    identifier(value).or_else(|| identifier(&value["email"])).or_else(|| identifier(&value["id"]))
}

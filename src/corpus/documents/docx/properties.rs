//! What a document of an office program says of itself.

use super::super::document_names::is_placeholder;
use super::super::flow::trim;
use super::super::xml::{self, Node, Xml};

/// The metadata: the title, where the text has a better one than the properties, is `title`. Properties that cannot
/// be read are none; the text counts.
pub(in crate::corpus::documents) fn read(
    bytes: Option<&[u8]>,
    title: Option<String>,
) -> Vec<(&'static str, String)> {
    let text = xml::text(bytes.unwrap_or_default());
    let mut nodes = Xml::new(&text);
    let mut found: Vec<(String, String)> = Vec::new();
    while let Ok(Some(node)) = nodes.next() {
        let Node::Start(element) = node else { continue };
        let name = element.name().to_owned();
        if NAMES.contains(&name.as_str()) {
            let Ok(value) = nodes.content() else { break };
            let value = trim(&value).to_owned();
            if !value.is_empty() {
                found.push((name, value));
            }
        }
    }
    let get = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| found.iter().find(|(known, _)| known == name))
            .map(|(_, value)| value.clone())
    };
    let date = get(&["created", "creation-date", "date", "modified"]);
    let date = date.map(|date| date.split('T').next().unwrap_or_default().to_owned());
    let all = [
        ("title", get(&["title"]).filter(|title| !is_placeholder(title)).or(title)),
        ("date", date),
        ("source", get(&["publisher", "source"])),
        ("author", get(&["creator", "initial-creator", "lastModifiedBy"])),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The properties that are asked for, in DOCX, ODT and EPUB.
const NAMES: &[&str] = &[
    "title",
    "created",
    "modified",
    "creation-date",
    "date",
    "publisher",
    "source",
    "creator",
    "initial-creator",
    "lastModifiedBy",
];

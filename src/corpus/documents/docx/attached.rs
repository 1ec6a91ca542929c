//! What is shown in the text of a DOCX file and lies in members of their own: other files put in as they are, and
//! diagrams.

use std::collections::HashMap;

use super::super::flow::push_line;
use super::super::xml::{self, Node, Xml};
use super::super::zip::Zip;
use super::super::{Part, html, web_archive};
use super::package::Package;
use crate::corpus::encoding::detect;
use crate::corpus::file_kind::{self, FileKind};
use crate::corpus::kind::Kind;
use crate::corpus::problem::Defect;

/// A document put into another may hold others no deeper than this.
const DEEPEST: usize = 3;

/// The paragraphs of each, by the id of its relation. What cannot be read has none.
///
/// Fails when a member exceeds the bounds of an archive.
pub(super) fn read(
    zip: &mut Zip<'_>,
    package: &Package,
    depth: usize,
) -> Result<HashMap<String, Vec<Part>>, Defect> {
    let mut attached = HashMap::new();
    for relation in &package.relations {
        let is_file = relation.kind == "aFChunk";
        if !is_file && relation.kind != "diagramData" {
            continue;
        }
        let Some(bytes) = zip.read(&relation.target)? else { continue };
        let parts = if is_file { file(&bytes, depth) } else { diagram(&bytes).ok() };
        attached.extend(parts.map(|parts| (relation.id.clone(), parts)));
    }
    Ok(attached)
}

/// What is in a file put in as it is; none where it is of no kind that is read.
fn file(bytes: &[u8], depth: usize) -> Option<Vec<Part>> {
    let document = match file_kind::recognise(bytes) {
        Some(FileKind::Word) if depth < DEEPEST => super::extract_within(bytes, depth + 1).ok()?,
        Some(FileKind::WebArchive) => web_archive::extract(bytes).ok()?,
        Some(_) => return None,
        None if file_kind::has_tags(bytes) => return Some(html::chapter(bytes).0),
        None => {
            let encoding = detect(bytes).unwrap_or(encoding_rs::UTF_8);
            let mut parts = Vec::new();
            encoding.decode(bytes).0.lines().for_each(|line| push_line(&mut parts, Kind::Body, line));
            return Some(parts);
        }
    };
    Some(document.parts)
}

/// The texts of a diagram, each a paragraph, in the order of its list of points.
fn diagram(bytes: &[u8]) -> Result<Vec<Part>, Defect> {
    let text = xml::text(bytes);
    let mut nodes = Xml::new(&text);
    let (mut parts, mut line) = (Vec::new(), String::new());
    while let Some(node) = nodes.next()? {
        let Node::Start(element) = node else { continue };
        match element.full_name() {
            "a:t" => line.push_str(&nodes.content()?),
            "a:p" | "dgm:pt" => push_line(&mut parts, Kind::Body, &std::mem::take(&mut line)),
            _ => {}
        }
    }
    push_line(&mut parts, Kind::Body, &line);
    Ok(parts)
}

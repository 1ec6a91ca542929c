//! DOCX: what a reader of the document reads, in order. Deletions that are tracked are left out and insertions kept,
//! text boxes stand once, behind the paragraph that they are tied to, fields show what they show on paper, notes come
//! at the end, and behind them as furniture what stands on each page, or is hidden. Comments are left out.
//!
//! Numbers that the word processor counts are no text of the document; the paragraph is a list item. What no style names
//! is a heading where it is set like one.

mod attached;
mod body;
mod formatting;
mod package;
pub(super) mod properties;
pub(super) mod styles;
mod table;

use crate::corpus::gap::{Gap, Missing};
use crate::corpus::kind::Kind;
use crate::corpus::problem::Defect;

use super::zip::Zip;
use super::{Extracted, Part};
use body::{Body, Note};
use package::Package;

/// What is in a DOCX file.
///
/// Fails when it is damaged, or exceeds the bounds of an archive.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, Defect> {
    extract_within(bytes, 0)
}

/// `depth`: how many others it lies in.
fn extract_within(bytes: &[u8], depth: usize) -> Result<Extracted, Defect> {
    let mut zip = Zip::open(bytes)?;
    let package = Package::read(&mut zip)?;
    let main = zip.read(&package.main)?.ok_or(Defect::Damaged)?;
    let styles = package.part(&mut zip, "styles")?;
    let attached = attached::read(&mut zip, &package, depth)?;
    let mut body = Body::new(styles::read(styles.as_deref())?, attached);
    let mut parts = body.read(&main)?;
    drop(main);
    let mut lost = 0;
    for (note, kind) in [(Note::Foot, "footnotes"), (Note::End, "endnotes")] {
        let ids = body.noted(note);
        if ids.is_empty() {
            continue;
        }
        let bytes = package.part(&mut zip, kind)?;
        let mut notes = bytes.map(|bytes| body.read_notes(&bytes)).transpose()?.unwrap_or_default();
        lost += ids.iter().filter(|id| !notes.contains_key(*id)).count();
        parts.extend(ids.iter().filter_map(|id| notes.remove(id)).flatten());
    }
    let title = body.title.take().or_else(|| first_heading(&parts));
    let metadata = properties::read(zip.read(&package.properties)?.as_deref(), title);
    parts.append(&mut unseen(&mut zip, &package, &mut body)?);
    let gaps = [
        Missing::some(Gap::Notes, lost),
        Missing::some(Gap::Inserted, body.unread),
        Missing::at(Gap::Entities, body.entities),
    ];
    let gaps = gaps.into_iter().flatten().collect();
    Ok(Extracted { metadata, parts, gaps })
}

/// What is no part of the running text: heads and feet of pages, each once, and hidden text.
fn unseen(zip: &mut Zip<'_>, package: &Package, body: &mut Body) -> Result<Vec<Part>, Defect> {
    let mut unseen: Vec<Part> = std::mem::take(&mut body.hidden);
    for relation in package.relations.iter().filter(|one| matches!(&*one.kind, "header" | "footer")) {
        let Some(bytes) = zip.read(&relation.target)? else { continue };
        // What stands on each page is no reason to give up the text.
        for part in body.read(&bytes).unwrap_or_default() {
            let part = Part { kind: Kind::Furniture, ..part };
            if !unseen.contains(&part) {
                unseen.push(part);
            }
        }
    }
    Ok(unseen)
}

/// The heading with which a document begins.
fn first_heading(parts: &[Part]) -> Option<String> {
    parts.first().filter(|part| part.kind == Kind::Heading).map(|part| part.text.clone())
}

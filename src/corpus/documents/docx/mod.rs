//! DOCX: what a reader of the document reads, in order. Deletions that are tracked are left out and insertions kept,
//! text boxes stand once, behind the paragraph that they are tied to, fields show what they show on paper, notes come
//! at the end. Running heads and comments are left out.
//!
//! Numbers that the word processor counts are no text of the document; the paragraph is a list item.

mod body;
mod package;
pub(super) mod properties;
pub(super) mod styles;

use crate::corpus::kind::Kind;
use crate::corpus::trouble::Defect;

use super::zip::Zip;
use super::{Extracted, Part};
use body::{Body, Note};
use package::Package;

/// What is in a DOCX file.
///
/// Fails when it is damaged, or exceeds the bounds of an archive.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, Defect> {
    let mut zip = Zip::open(bytes)?;
    let package = Package::read(&mut zip)?;
    let main = zip.read(&package.main)?.ok_or(Defect::Damaged)?;
    let styles = package.part(&mut zip, "styles")?;
    let mut body = Body::new(styles::read(styles.as_deref())?);
    let mut parts = body.read(&main)?;
    drop(main);
    for (note, relation) in [(Note::Foot, "footnotes"), (Note::End, "endnotes")] {
        let ids = body.noted(note);
        if let (false, Some(bytes)) = (ids.is_empty(), package.part(&mut zip, relation)?) {
            let mut notes = body.read_notes(&bytes)?;
            parts.extend(ids.iter().filter_map(|id| notes.remove(id)).flatten());
        }
    }
    let title = body.title.or_else(|| first_heading(&parts));
    let metadata = properties::read(zip.read(&package.properties)?.as_deref(), title);
    Ok(Extracted { metadata, parts, images: 0 })
}

/// The heading with which a document begins.
fn first_heading(parts: &[Part]) -> Option<String> {
    parts.first().filter(|part| part.kind == Kind::Heading).map(|part| part.text.clone())
}

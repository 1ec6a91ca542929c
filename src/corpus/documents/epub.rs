//! EPUB: the chapters of a book in the order in which it is read.

use crate::corpus::gap::{Gap, Missing};
use crate::corpus::problem::Defect;

use super::Extracted;
use super::docx::properties;
use super::html;
use super::xml::{self, Node, Xml};
use super::zip::Zip;

/// What the package of a book lists.
#[derive(Default)]
struct Listing {
    /// The members: id, path as written, media type, and what they are for.
    items: Vec<[String; 4]>,
    /// The ids of the chapters, in order.
    spine: Vec<String>,
}

/// What is in an EPUB file.
///
/// Fails when it is damaged, or exceeds the bounds of an archive.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, Defect> {
    let mut zip = Zip::open(bytes)?;
    let container = zip.read("META-INF/container.xml")?.ok_or(Defect::Damaged)?;
    let package = package(&container)?.ok_or(Defect::Damaged)?;
    let opf = zip.read(&package)?.ok_or(Defect::Damaged)?;
    let listing = listing(&opf)?;
    let mut document = Extracted { metadata: properties::read(Some(&opf), None), ..Extracted::default() };
    let (mut lost, mut cut_off) = (0, 0);
    for id in &listing.spine {
        let Some([_, path, kind, role]) = listing.items.iter().find(|item| item[0] == *id) else {
            lost += 1;
            continue;
        };
        let is_text = kind.contains("html") || kind.is_empty();
        if !is_text || role.split_whitespace().any(|one| one == "nav") {
            continue;
        }
        // A chapter that is not there, or damaged, is no reason to give up the others.
        match zip.read(&beside(&package, path)) {
            Ok(Some(chapter)) => {
                let (parts, is_cut_off) = html::chapter(&chapter);
                document.parts.extend(parts);
                cut_off += usize::from(is_cut_off);
            }
            Ok(None) | Err(Defect::Damaged) => lost += 1,
            Err(defect) => return Err(defect),
        }
    }
    document.gaps.extend(Missing::some(Gap::Chapters, lost));
    document.gaps.extend(Missing::some(Gap::End, cut_off));
    Ok(document)
}

/// The path of the package.
fn package(container: &[u8]) -> Result<Option<String>, Defect> {
    let text = xml::text(container);
    let mut nodes = Xml::new(&text);
    while let Some(node) = nodes.next()? {
        let Node::Start(element) = node else { continue };
        if element.name() == "rootfile" {
            return Ok(element.get("full-path"));
        }
    }
    Ok(None)
}

fn listing(opf: &[u8]) -> Result<Listing, Defect> {
    let text = xml::text(opf);
    let mut nodes = Xml::new(&text);
    let mut listing = Listing::default();
    while let Some(node) = nodes.next()? {
        let Node::Start(element) = node else { continue };
        match element.name() {
            "item" => {
                let names = ["id", "href", "media-type", "properties"];
                listing.items.push(names.map(|name| element.get(name).unwrap_or_default()));
            }
            "itemref" => listing.spine.extend(element.get("idref")),
            _ => {}
        }
    }
    Ok(listing)
}

/// The member that a path names which stands in another member.
fn beside(member: &str, path: &str) -> String {
    let path = unescaped(path.split('#').next().unwrap_or_default());
    let folder = member.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            ".." => _ = parts.pop(),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path in which `%20` stands for a blank, and so on.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let code = others.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &others[2..];
            }
            _ => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

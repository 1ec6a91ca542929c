//! ODT: the text of an `OpenDocument` file, in order, by the same rules as DOCX: what is in shapes stands behind the
//! paragraph that they are tied to, and what nobody sees at the end.

use std::collections::{HashMap, HashSet};

use crate::corpus::gap::{Gap, Missing};
use crate::corpus::kind::Kind;
use crate::corpus::trouble::Defect;

use super::docx::{properties, styles};
use super::flow::{push, push_row};
use super::xml::{self, Element, Node, Xml};
use super::zip::Zip;
use super::{Extracted, Part};

/// What is in an ODT file.
///
/// Fails when it is damaged, encrypted, or exceeds the bounds of an archive.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, Defect> {
    let mut zip = Zip::open(bytes)?;
    let manifest = zip.read("META-INF/manifest.xml")?.unwrap_or_default();
    if xml::text(&manifest).contains("encryption-data") {
        return Err(Defect::Encrypted);
    }
    let content = zip.read("content.xml")?.ok_or(Defect::Damaged)?;
    let mut body = Body::default();
    let styles = zip.read("styles.xml")?.unwrap_or_default();
    let mut furniture = body.around(&xml::text(&styles));
    let text = xml::text(&content);
    let mut parts = Vec::new();
    let mut nodes = Xml::new(&text);
    body.blocks(&mut nodes, &mut parts, Kind::Body)?;
    parts.append(&mut body.notes);
    parts.append(&mut body.hidden);
    parts.append(&mut furniture);
    let title = body.title;
    let metadata = properties::read(zip.read("meta.xml")?.as_deref(), title);
    let gaps = [Missing::some(Gap::Repetitions, body.left_out), Missing::at(Gap::Entities, nodes.unknown)];
    let gaps = gaps.into_iter().flatten().collect();
    Ok(Extracted { metadata, parts, gaps })
}

#[derive(Default)]
struct Body {
    /// The style that each automatic style is made from.
    parents: HashMap<String, String>,
    notes: Vec<Part>,
    title: Option<String>,
    /// What the text boxes of the paragraph hold that is being read.
    boxes: Vec<Part>,
    /// The styles whose text is not shown.
    hiding: HashSet<String>,
    /// Text that nobody sees, and that of the paragraph that is being read.
    hidden: Vec<Part>,
    unseen: String,
    /// Whether the paragraph that is being read says that nobody sees it.
    is_hidden: bool,
    /// How many repetitions of rows and cells were written out, and how many were not.
    repeated: usize,
    left_out: usize,
}

/// So many repetitions of rows and cells are written out; more are in no table that a person made.
const MOST_REPEATED: usize = 10_000;

impl Body {
    /// Reads paragraphs and tables up to the end of the element begun last.
    fn blocks(&mut self, nodes: &mut Xml<'_>, parts: &mut Vec<Part>, kind: Kind) -> Result<(), Defect> {
        while let Some(element) = nodes.child()? {
            match element.name() {
                "p" | "h" => self.paragraph(&element, nodes, parts, kind)?,
                "table" => self.table(nodes, parts)?,
                "list-item" | "list-header" => {
                    let own = if kind == Kind::Body { Kind::ListItem } else { kind };
                    self.blocks(nodes, parts, own)?;
                }
                "index-body" => self.blocks(nodes, parts, Kind::Furniture)?,
                "style" => self.style(&element, nodes)?,
                "section" if is_hidden(&element) => {
                    let mut hidden = Vec::new();
                    self.blocks(nodes, &mut hidden, Kind::Furniture)?;
                    self.hidden.extend(hidden.into_iter().map(furnished));
                }
                "tracked-changes" | "annotation" | "font-face-decls" | "scripts" | "forms"
                | "sequence-decls" => {
                    nodes.skip()?;
                }
                _ => self.blocks(nodes, parts, kind)?,
            }
        }
        Ok(())
    }

    /// Learns what a style is made from, and whether it hides text.
    fn style(&mut self, element: &Element<'_>, nodes: &mut Xml<'_>) -> Result<(), Defect> {
        let name = element.get("name").unwrap_or_default();
        let parent = element.get("parent-style-name");
        let mut hides = parent.as_ref().is_some_and(|parent| self.hiding.contains(parent));
        while let Some(properties) = nodes.child()? {
            if let ("text-properties", Some(display)) = (properties.name(), properties.get("display")) {
                hides = display == "none";
            }
            nodes.skip()?;
        }
        if hides {
            self.hiding.insert(name.clone());
        }
        if let Some(parent) = parent {
            self.parents.insert(name, parent);
        }
        Ok(())
    }

    /// What stands on each page, each once, by the styles of the document, which it learns. What cannot be read of
    /// these is no reason to give up the text.
    fn around(&mut self, styles: &str) -> Vec<Part> {
        let mut around = Vec::new();
        let _ = self.blocks(&mut Xml::new(styles), &mut around, Kind::Furniture);
        // Only these name each other as they like.
        self.parents.clear();
        let mut parts: Vec<Part> = Vec::new();
        for part in around.into_iter().map(furnished) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        parts
    }

    fn paragraph(
        &mut self,
        element: &Element<'_>,
        nodes: &mut Xml<'_>,
        parts: &mut Vec<Part>,
        around: Kind,
    ) -> Result<(), Defect> {
        let style = element.get("style-name").unwrap_or_default();
        let hides = self.hiding.contains(&style);
        let style = self.parents.get(&style).unwrap_or(&style).replace("_20_", " ");
        let kind = match (around, element.name()) {
            (Kind::Furniture | Kind::Footnote, _) => around,
            (_, "h") => Kind::Heading,
            _ => styles::kind(&style).unwrap_or(around),
        };
        let outer = std::mem::take(&mut self.boxes);
        let unseen = std::mem::take(&mut self.unseen);
        let was_hidden = std::mem::replace(&mut self.is_hidden, hides);
        let mut text = String::new();
        self.inline(nodes, &mut text)?;
        if std::mem::replace(&mut self.is_hidden, was_hidden) {
            self.unseen.push_str(&std::mem::take(&mut text));
        }
        push(&mut self.hidden, Kind::Furniture, &std::mem::replace(&mut self.unseen, unseen));
        let before = parts.len();
        push(parts, kind, &text);
        if styles::is_title(&style) && self.title.is_none() {
            self.title = parts.get(before).map(|part| part.text.clone());
        }
        parts.append(&mut std::mem::replace(&mut self.boxes, outer));
        Ok(())
    }

    /// Reads what is in a line, up to the end of the element begun last.
    fn inline(&mut self, nodes: &mut Xml<'_>, text: &mut String) -> Result<(), Defect> {
        while let Some(node) = nodes.next()? {
            let element = match node {
                Node::End => break,
                Node::Text(own) => {
                    write(text, &own);
                    continue;
                }
                Node::Start(element) => element,
            };
            match element.name() {
                "s" => {
                    let count = element.get("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    text.push_str(&" ".repeat(usize::min(count, 1000)));
                    nodes.skip()?;
                }
                "tab" => {
                    text.push('\t');
                    nodes.skip()?;
                }
                "line-break" => {
                    text.push('\n');
                    nodes.skip()?;
                }
                "note-body" => {
                    let mut own = Vec::new();
                    self.blocks(nodes, &mut own, Kind::Footnote)?;
                    for part in &mut own {
                        part.kind = Kind::Footnote;
                    }
                    self.notes.append(&mut own);
                }
                "text-box" | "list" => {
                    let mut boxes = Vec::new();
                    self.blocks(nodes, &mut boxes, Kind::Body)?;
                    self.boxes.append(&mut boxes);
                }
                // Shapes hold paragraphs as they are.
                "p" | "h" => {
                    let mut boxes = std::mem::take(&mut self.boxes);
                    self.paragraph(&element, nodes, &mut boxes, Kind::Body)?;
                    self.boxes = boxes;
                }
                "span" if element.get("style-name").is_some_and(|style| self.hiding.contains(&style)) => {
                    let mut unseen = String::new();
                    self.inline(nodes, &mut unseen)?;
                    self.unseen.push_str(&unseen);
                }
                "hidden-text" if is_hidden(&element) => self.unseen.push_str(&nodes.content()?),
                "hidden-paragraph" => {
                    self.is_hidden |= is_hidden(&element);
                    nodes.skip()?;
                }
                "note-citation" | "annotation" | "ruby-text" | "tracked-changes" | "title" | "desc" => {
                    nodes.skip()?;
                }
                _ => self.inline(nodes, text)?,
            }
        }
        Ok(())
    }

    fn table(&mut self, nodes: &mut Xml<'_>, parts: &mut Vec<Part>) -> Result<(), Defect> {
        let mut rows = Vec::new();
        self.rows(nodes, &mut rows)?;
        if let [row] = &mut rows[..]
            && let [cell] = &mut row[..]
        {
            parts.append(cell);
            return Ok(());
        }
        for row in &rows {
            push_row(parts, row);
        }
        Ok(())
    }

    fn rows(&mut self, nodes: &mut Xml<'_>, rows: &mut Vec<Vec<Vec<Part>>>) -> Result<(), Defect> {
        while let Some(element) = nodes.child()? {
            match element.name() {
                "table-row" => {
                    let mut row: Vec<Vec<Part>> = Vec::new();
                    // What a cell covers beside it is none; what one above covers keeps the others in their places.
                    let mut covered = 0;
                    while let Some(cell) = nodes.child()? {
                        let is_covered = cell.name() == "covered-table-cell";
                        let is_cell = cell.name() == "table-cell" || is_covered && covered == 0;
                        covered = if is_covered {
                            usize::saturating_sub(covered, repeated(&cell, "number-columns-repeated"))
                        } else {
                            repeated(&cell, "number-columns-spanned") - 1
                        };
                        let mut parts = Vec::new();
                        self.blocks(nodes, &mut parts, Kind::Body)?;
                        if is_cell {
                            let more = self.more(&cell, "number-columns-repeated", !parts.is_empty());
                            row.resize_with(row.len() + more, || parts.clone());
                            row.push(parts);
                        }
                    }
                    let is_filled = row.iter().any(|cell| !cell.is_empty());
                    let more = self.more(&element, "number-rows-repeated", is_filled);
                    rows.resize_with(rows.len() + more, || row.clone());
                    rows.push(row);
                }
                _ => self.rows(nodes, rows)?,
            }
        }
        Ok(())
    }
}

impl Body {
    /// How many more of a row or cell there are than the one that is written. Of one that holds nothing, only few more
    /// matter: it keeps others in their places.
    fn more(&mut self, element: &Element<'_>, name: &str, is_filled: bool) -> usize {
        const MOST_EMPTY: usize = 16;
        let asked = repeated(element, name) - 1;
        if !is_filled {
            return asked.min(MOST_EMPTY);
        }
        let more = asked.min(MOST_REPEATED - self.repeated);
        self.repeated += more;
        self.left_out = self.left_out.saturating_add(asked - more);
        more
    }
}

/// How often an element stands there, or how far it reaches, by its attribute of this name.
fn repeated(element: &Element<'_>, name: &str) -> usize {
    element.get(name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// Whether an element that may hide what is in it does.
fn is_hidden(element: &Element<'_>) -> bool {
    element.get("is-hidden").map_or_else(
        || element.get("display").is_some_and(|display| display == "none"),
        |is_hidden| is_hidden == "true",
    )
}

fn furnished(part: Part) -> Part {
    Part { kind: Kind::Furniture, ..part }
}

/// Puts text behind other text; runs of blanks are one, since others are written as elements.
fn write(text: &mut String, own: &str) {
    for c in own.chars() {
        if !matches!(c, ' ' | '\t' | '\n' | '\r') {
            text.push(c);
        } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

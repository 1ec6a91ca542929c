//! ODT: the text of an `OpenDocument` file, in order, by the same rules as DOCX: what is in shapes stands behind the
//! paragraph that they are tied to, and what nobody sees at the end.

use std::collections::{HashMap, HashSet};

use crate::corpus::gap::{Gap, Missing};
use crate::corpus::kind::Kind;
use crate::corpus::problem::Defect;

use super::docx::{properties, styles};
use super::flow::{push, push_row, trim};
use super::look::{self, Look, Setting, Side};
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
    let (mut parts, title) = look::settle(parts, &body.set);
    parts.append(&mut body.notes);
    parts.append(&mut body.hidden);
    parts.append(&mut furniture);
    let title = body.title.or(title);
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
    /// How text is set by each style, and how the text is that is being read.
    looks: HashMap<String, Look>,
    look: Look,
    setting: Setting,
    /// How the paragraphs are set that no style names, by their places in the text.
    set: Vec<(usize, Setting)>,
    /// Cells, boxes and notes that are open: what is in them is no part of the running text.
    inner: usize,
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
                "style" | "default-style" => self.style(&element, nodes)?,
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

    /// Reads what stands in a cell, a box or a note, as `blocks` does.
    fn blocks_within(
        &mut self,
        nodes: &mut Xml<'_>,
        parts: &mut Vec<Part>,
        kind: Kind,
    ) -> Result<(), Defect> {
        self.inner += 1;
        let read = self.blocks(nodes, parts, kind);
        self.inner -= 1;
        read
    }

    /// How paragraphs of a style are set.
    fn look_of(&self, style: &str) -> Look {
        self.looks.get(style).or_else(|| self.looks.get(DEFAULT)).cloned().unwrap_or_default()
    }

    /// Learns what a style is made from, how its text is set, and whether it is hidden.
    fn style(&mut self, element: &Element<'_>, nodes: &mut Xml<'_>) -> Result<(), Defect> {
        let name = element.get("name").unwrap_or_default();
        let parent = element.get("parent-style-name");
        let mut hides = parent.as_ref().is_some_and(|parent| self.hiding.contains(parent));
        // The styles of runs say only what differs from the paragraph.
        let is_of_paragraphs = element.get("family").is_some_and(|family| family == "paragraph");
        let base = parent.as_deref().or(is_of_paragraphs.then_some(DEFAULT));
        let base = base.and_then(|base| self.looks.get(base)).cloned().unwrap_or_default();
        let mut own = Look::default();
        while let Some(properties) = nodes.child()? {
            if let ("text-properties", Some(display)) = (properties.name(), properties.get("display")) {
                hides = display == "none";
            }
            note(&mut own, &properties, &base);
            nodes.skip()?;
        }
        if is_of_paragraphs || element.name() == "style" {
            self.looks.insert(name.clone(), own.over(&base));
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
        let look = self.look_of(&element.get("style-name").unwrap_or_default());
        let outer_look = std::mem::replace(&mut self.look, look);
        let outer_setting = std::mem::take(&mut self.setting);
        let mut text = String::new();
        self.inline(nodes, &mut text)?;
        let side = std::mem::replace(&mut self.look, outer_look).side;
        let mut setting = std::mem::replace(&mut self.setting, outer_setting);
        setting.side = side;
        if std::mem::replace(&mut self.is_hidden, was_hidden) {
            self.unseen.push_str(&std::mem::take(&mut text));
        }
        push(&mut self.hidden, Kind::Furniture, &std::mem::replace(&mut self.unseen, unseen));
        let before = parts.len();
        if kind == Kind::Body && self.inner == 0 && !trim(&text).is_empty() {
            self.set.push((before, setting));
            parts.push(Part { kind, text });
        } else {
            push(parts, kind, &text);
        }
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
                    self.setting.add(&own, &self.look);
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
                    self.blocks_within(nodes, &mut own, Kind::Footnote)?;
                    for part in &mut own {
                        part.kind = Kind::Footnote;
                    }
                    self.notes.append(&mut own);
                }
                "text-box" | "list" => {
                    let mut boxes = Vec::new();
                    self.blocks_within(nodes, &mut boxes, Kind::Body)?;
                    self.boxes.append(&mut boxes);
                }
                // Shapes hold paragraphs as they are.
                "p" | "h" => {
                    let mut boxes = std::mem::take(&mut self.boxes);
                    self.inner += 1;
                    self.paragraph(&element, nodes, &mut boxes, Kind::Body)?;
                    self.inner -= 1;
                    self.boxes = boxes;
                }
                "span" if element.get("style-name").is_some_and(|style| self.hiding.contains(&style)) => {
                    let mut unseen = String::new();
                    self.inline(nodes, &mut unseen)?;
                    self.unseen.push_str(&unseen);
                }
                "span" => {
                    let look = self.looks.get(&element.get("style-name").unwrap_or_default());
                    let look = look.cloned().unwrap_or_default().over(&self.look);
                    let outer = std::mem::replace(&mut self.look, look);
                    self.inline(nodes, text)?;
                    self.look = outer;
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
                        self.blocks_within(nodes, &mut parts, Kind::Body)?;
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

/// Under this name stands how paragraphs are set whose style says nothing.
const DEFAULT: &str = "";

/// Takes up what the properties of a style say of how text is set; `base`: how it is set without them.
fn note(look: &mut Look, properties: &Element<'_>, base: &Look) {
    let get = |name: &str| properties.get(&format!("{name}-asian")).or_else(|| properties.get(name));
    match properties.name() {
        "text-properties" => {
            look.is_bold = get("font-weight").map(|weight| is_heavy(&weight));
            look.size = get("font-size").and_then(|size| tenths(&size, base.size));
            look.font = get("font-name").or_else(|| get("font-family"));
        }
        "paragraph-properties" => look.side = properties.get("text-align").map(|word| Side::of(&word)),
        _ => {}
    }
}

/// Whether letters of a weight are bold: `bold`, `600`.
fn is_heavy(weight: &str) -> bool {
    weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600)
}

/// A size in tenths of a point: `16pt`, `120%` of the one below it.
fn tenths(size: &str, base: Option<u32>) -> Option<u32> {
    let number = |text: &str| text.parse().ok().filter(|number: &f64| (0.0..1000.0).contains(number));
    let tenths = match size.strip_suffix('%') {
        Some(share) => number(share)? / 100.0 * f64::from(base?),
        None => number(size.strip_suffix("pt")?)? * 10.0,
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // it is within bounds
    let tenths = tenths.round() as u32;
    Some(tenths)
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

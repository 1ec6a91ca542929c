//! The text of a DOCX file: a descent through its elements.

use std::collections::HashMap;

use crate::corpus::kind::Kind;
use crate::corpus::problem::Defect;

use super::super::Part;
use super::super::flow::{push, trim};
use super::super::look::{self, Look, Setting};
use super::super::xml::{self, Element, Node, Xml};
use super::styles::Styles;

/// Where a note stands on paper.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    Foot,
    End,
}

/// What is known while the text is read.
pub(super) struct Body {
    pub(super) styles: Styles,
    /// The notes that the text refers to, in order.
    notes: Vec<(Note, String)>,
    /// The paragraph in the style of titles.
    pub(super) title: Option<String>,
    /// The fields begun and not ended, and whether their code is being read: what is in it is no text.
    fields: Vec<bool>,
    pub(super) is_hidden: bool,
    /// How the text is set that is being read.
    pub(super) look: Look,
    /// How the paragraphs are set that no style names, by their places in the text.
    set: Vec<(usize, Setting)>,
    /// Cells, boxes and notes that are open: what is in them is no part of the running text.
    pub(super) inner: usize,
    /// The text of a paragraph whose end was deleted, so that it goes on in the next one.
    carried: String,
    /// What lies in members of their own and is shown in the text, by the ids of their relations.
    attached: HashMap<String, Vec<Part>>,
    /// How many of those that are files could not be read.
    pub(super) unread: usize,
    /// Text that nobody sees.
    pub(super) hidden: Vec<Part>,
    /// Characters that are named by no known name, as written.
    pub(super) entities: Vec<String>,
}

/// A paragraph that is being read.
#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) kind: Option<Kind>,
    pub(super) is_numbered: bool,
    pub(super) is_title: bool,
    pub(super) end_is_deleted: bool,
    pub(super) setting: Setting,
    /// With `\n` for soft line breaks.
    text: String,
    /// What is not shown.
    hidden: String,
    /// What the text boxes tied to it hold.
    boxes: Vec<Part>,
}

impl Body {
    /// With what lies in members of their own, by the ids of their relations.
    pub(super) fn new(styles: Styles, attached: HashMap<String, Vec<Part>>) -> Self {
        Body {
            styles,
            attached,
            notes: Vec::new(),
            title: None,
            fields: Vec::new(),
            is_hidden: false,
            look: Look::default(),
            set: Vec::new(),
            inner: 0,
            carried: String::new(),
            unread: 0,
            hidden: Vec::new(),
            entities: Vec::new(),
        }
    }

    /// The ids of the notes of this sort that the text refers to, each once.
    pub(super) fn noted(&self, sort: Note) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for (_, id) in self.notes.iter().filter(|(note, _)| *note == sort) {
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        ids
    }

    /// The paragraphs of the text.
    ///
    /// Fails when it is no XML, or nests too deep.
    pub(super) fn read(&mut self, bytes: &[u8]) -> Result<Vec<Part>, Defect> {
        let text = xml::text(bytes);
        let mut parts = Vec::new();
        let mut nodes = Xml::new(&text);
        self.blocks(&mut nodes, &mut parts)?;
        self.carry_over(&mut parts);
        self.entities.append(&mut nodes.unknown);
        let (parts, title) = look::settle(parts, &std::mem::take(&mut self.set));
        self.title = self.title.take().or(title);
        Ok(parts)
    }

    /// The paragraphs of each note, by its id.
    ///
    /// Fails as `read` does.
    pub(super) fn read_notes(&mut self, bytes: &[u8]) -> Result<HashMap<String, Vec<Part>>, Defect> {
        let text = xml::text(bytes);
        let mut nodes = Xml::new(&text);
        let mut by_id = HashMap::new();
        self.inner += 1;
        while let Some(node) = nodes.next()? {
            let Node::Start(element) = node else { continue };
            if matches!(element.name(), "footnote" | "endnote") {
                let id = element.get("id").unwrap_or_default();
                let mut parts = Vec::new();
                self.blocks(&mut nodes, &mut parts)?;
                self.carry_over(&mut parts);
                for part in &mut parts {
                    part.kind = Kind::Footnote;
                }
                by_id.insert(id, parts);
            }
        }
        self.inner -= 1;
        self.entities.append(&mut nodes.unknown);
        Ok(by_id)
    }

    /// Gives out what waited for a next paragraph.
    pub(super) fn carry_over(&mut self, parts: &mut Vec<Part>) {
        push(parts, Kind::Body, &std::mem::take(&mut self.carried));
        self.fields.clear();
    }

    /// Reads paragraphs and tables up to the end of the element begun last.
    pub(super) fn blocks(&mut self, nodes: &mut Xml<'_>, parts: &mut Vec<Part>) -> Result<(), Defect> {
        while let Some(node) = nodes.next()? {
            match node {
                Node::End => break,
                Node::Text(_) => {}
                Node::Start(element) => match element.name() {
                    "p" => self.paragraph(nodes, parts)?,
                    "tbl" => self.table(nodes, parts)?,
                    "AlternateContent" => {
                        self.alternatives(nodes, |body, nodes| body.blocks(nodes, parts))?;
                    }
                    "sdt" => self.control(nodes, |body, nodes| body.blocks(nodes, parts))?,
                    "altChunk" => {
                        match element.get("id").and_then(|id| self.attached.get(&id)) {
                            Some(chunk) => parts.extend(chunk.iter().cloned()),
                            None => self.unread += 1,
                        }
                        nodes.skip()?;
                    }
                    name if is_left_out(name) => nodes.skip()?,
                    _ => self.blocks(nodes, parts)?,
                },
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, nodes: &mut Xml<'_>, parts: &mut Vec<Part>) -> Result<(), Defect> {
        let text = std::mem::take(&mut self.carried);
        let mut paragraph = Paragraph { text, ..Paragraph::default() };
        let was_hidden = std::mem::take(&mut self.is_hidden);
        let around = std::mem::replace(&mut self.look, self.styles.usual());
        self.inline(nodes, &mut paragraph)?;
        self.is_hidden = was_hidden;
        paragraph.setting.side = std::mem::replace(&mut self.look, around).side;
        if paragraph.end_is_deleted {
            self.carried = paragraph.text;
        } else {
            let kind = match paragraph.kind {
                None | Some(Kind::Body) if paragraph.is_numbered => Kind::ListItem,
                kind => kind.unwrap_or_default(),
            };
            let before = parts.len();
            if kind == Kind::Body && self.inner == 0 && !trim(&paragraph.text).is_empty() {
                self.set.push((before, paragraph.setting));
                parts.push(Part { kind, text: paragraph.text });
            } else {
                push(parts, kind, &paragraph.text);
            }
            if paragraph.is_title && self.title.is_none() {
                self.title = parts.get(before).map(|part| part.text.clone());
            }
        }
        push(&mut self.hidden, Kind::Furniture, &paragraph.hidden);
        parts.append(&mut paragraph.boxes);
        Ok(())
    }

    /// Reads what is in a line, up to the end of the element begun last.
    fn inline(&mut self, nodes: &mut Xml<'_>, paragraph: &mut Paragraph) -> Result<(), Defect> {
        while let Some(node) = nodes.next()? {
            match node {
                Node::End => break,
                Node::Text(_) => {}
                Node::Start(element) => self.piece(&element, nodes, paragraph)?,
            }
        }
        Ok(())
    }

    fn piece(
        &mut self,
        element: &Element<'_>,
        nodes: &mut Xml<'_>,
        paragraph: &mut Paragraph,
    ) -> Result<(), Defect> {
        match element.name() {
            "pPr" => return self.properties(nodes, paragraph),
            "r" => {
                let was_hidden = self.is_hidden;
                let around = self.look.clone();
                self.inline(nodes, paragraph)?;
                self.is_hidden = was_hidden;
                self.look = around;
                return Ok(());
            }
            "rPr" => return self.run_properties(nodes),
            "t" if !element.full_name().starts_with("a:") => {
                let text = nodes.content()?;
                self.write(paragraph, &text);
                return Ok(());
            }
            "AlternateContent" => {
                return self.alternatives(nodes, |body, nodes| body.inline(nodes, paragraph));
            }
            "sdt" => return self.control(nodes, |body, nodes| body.inline(nodes, paragraph)),
            "txbxContent" => {
                let carried = std::mem::take(&mut self.carried);
                let mut boxes = std::mem::take(&mut paragraph.boxes);
                self.inner += 1;
                self.blocks(nodes, &mut boxes)?;
                self.inner -= 1;
                paragraph.boxes = boxes;
                self.carried = carried;
                return Ok(());
            }
            "relIds" => {
                let diagram = element.get("dm").and_then(|id| self.attached.get(&id));
                paragraph.boxes.extend(diagram.into_iter().flatten().cloned());
            }
            "tab" | "ptab" => self.write(paragraph, "\t"),
            "br" if matches!(element.get("type").as_deref(), Some("page" | "column")) => {}
            "br" | "cr" => self.write(paragraph, "\n"),
            "noBreakHyphen" => self.write(paragraph, "-"),
            "sym" => self.write(paragraph, &symbol(element)),
            "fldChar" => self.field(element),
            "footnoteReference" => self.note(Note::Foot, element),
            "endnoteReference" => self.note(Note::End, element),
            name if is_left_out(name) => {}
            _ => return self.inline(nodes, paragraph),
        }
        nodes.skip()
    }

    fn write(&self, paragraph: &mut Paragraph, text: &str) {
        if !self.fields.contains(&true) {
            if self.is_hidden {
                paragraph.hidden.push_str(text);
            } else {
                paragraph.text.push_str(text);
                paragraph.setting.add(text, &self.look);
            }
        }
    }

    fn field(&mut self, element: &Element<'_>) {
        match element.get("fldCharType").as_deref() {
            Some("begin") => self.fields.push(true),
            Some("separate") => {
                if let Some(is_code) = self.fields.last_mut() {
                    *is_code = false;
                }
            }
            Some("end") => _ = self.fields.pop(),
            _ => {}
        }
    }

    fn note(&mut self, note: Note, element: &Element<'_>) {
        if let (false, Some(id)) = (self.is_hidden, element.get("id")) {
            self.notes.push((note, id));
        }
    }

    /// Of things that are one thing for programs of different age, the first.
    fn alternatives<'t>(
        &mut self,
        nodes: &mut Xml<'t>,
        mut read: impl FnMut(&mut Self, &mut Xml<'t>) -> Result<(), Defect>,
    ) -> Result<(), Defect> {
        let mut is_read = false;
        while nodes.child()?.is_some() {
            if is_read {
                nodes.skip()?;
            } else {
                read(self, nodes)?;
                is_read = true;
            }
        }
        Ok(())
    }

    /// What a content control holds, unless that only asks to be replaced.
    pub(super) fn control<'t>(
        &mut self,
        nodes: &mut Xml<'t>,
        mut read: impl FnMut(&mut Self, &mut Xml<'t>) -> Result<(), Defect>,
    ) -> Result<(), Defect> {
        let mut is_placeholder = false;
        while let Some(element) = nodes.child()? {
            match element.name() {
                "sdtPr" => {
                    while let Some(property) = nodes.child()? {
                        is_placeholder |= property.name() == "showingPlcHdr";
                        nodes.skip()?;
                    }
                }
                "sdtContent" if !is_placeholder => read(self, nodes)?,
                _ => nodes.skip()?,
            }
        }
        Ok(())
    }
}

/// Whether what is in an element is no text: deletions, codes of fields, readings above characters, properties.
pub(super) fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "instrText"
            | "delText"
            | "delInstrText"
            | "rt"
            | "sectPr"
            | "tblPr"
            | "tblGrid"
            | "tcPr"
            | "tblPrEx"
            | "rPrChange"
    )
}

/// A character of a font of symbols, where it is one of the alphabet as well.
fn symbol(element: &Element<'_>) -> String {
    let code = element.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
    let character =
        code.and_then(char::from_u32).filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}' | '\0'..='\x1F'));
    character.map(String::from).unwrap_or_default()
}

//! The paragraphs of a page: what a browser would put on lines of its own, each with what is needed to judge it.

use crate::corpus::kind::Kind;

use super::dom::{Data, Dom};
use super::elements::{is_block, is_end_of_line, is_icon, is_struck_for_most, shows_nothing};
use super::letters::is_of_content;
use super::main_text::above;
use super::names;
use super::site_lines::{is_furniture, is_moment};
use super::tables::{is_of_data, rows};
use super::wording::{
    LINK, LONGEST_PARTED, at_indents, collapse, is_sentence_around, parts, without_downloads,
};
use crate::corpus::documents::flow::trim;

/// A paragraph of a page.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools)] // each is an observation of its own
pub(super) struct Block {
    pub(super) text: String,
    /// The text with a tab where an element begins or ends within the line, as far as it is short: sites set the name
    /// of a paper and a date right beside each other.
    pub(super) parted: String,
    pub(super) kind: Kind,
    /// Its characters that are not blank.
    pub(super) length: usize,
    /// How many of these stand in links.
    pub(super) linked: usize,
    /// Whether its links stand in a sentence, with words of its own around them.
    pub(super) is_sentence_around: bool,
    /// The element that makes it a block.
    pub(super) node: usize,
    pub(super) follows_image: bool,
    /// Whether all of it is bold.
    pub(super) is_bold: bool,
    /// Whether a link in it leads to a document to load down.
    pub(super) leads_to_file: bool,
    /// Whether it stands in the middle of its line.
    pub(super) is_centred: bool,
    /// Whether it is one of the lines that sites put around texts.
    pub(super) is_of_site: bool,
    /// Whether it is text by where it stands, short as it is.
    pub(super) is_set_as_text: bool,
}

/// The paragraphs of a page, in order.
pub(super) fn read(page: &Dom) -> Vec<Block> {
    let shows = if is_struck_for_most(page) { Shows::Struck } else { Shows::Plain };
    let mut walk = Walk { shows, ..Walk::new(page, 0) };
    walk.children(0);
    walk.end_line();
    walk.blocks
}

/// The paragraphs that a page has and does not show, or only in a field to be filled in: none of its text.
pub(super) fn hidden(page: &Dom) -> Vec<String> {
    let mut texts = Vec::new();
    let mut waiting = vec![0];
    while let Some(node) = waiting.pop() {
        let Data::Element(name, _) = &page.nodes[node].data else {
            waiting.extend(page.nodes[node].children.iter().rev());
            continue;
        };
        if name == "textarea" || names::is_hidden(page, node) && !shows_nothing(name) {
            let mut walk = Walk {
                shows: Shows::All,
                keeps_lines: usize::from(name == "textarea"),
                ..Walk::new(page, node)
            };
            walk.children(node);
            walk.end_line();
            texts.extend(walk.blocks.into_iter().map(|block| block.text));
        } else if !shows_nothing(name) {
            waiting.extend(page.nodes[node].children.iter().rev());
        }
    }
    texts
}

/// What tells a moment has at most so many bytes, blanks around it among them.
const LONGEST_MOMENT: usize = 100;

/// The name of a document that is linked has at most so many bytes.
const LONGEST_NAME: usize = 300;

struct Walk<'d> {
    page: &'d Dom,
    blocks: Vec<Block>,
    /// The block element that is being read.
    node: usize,
    kind: Kind,
    raw: String,
    length: usize,
    linked: usize,
    /// What is read, with a tab where an element begins or ends.
    parted: String,
    /// What stands in no link.
    around: String,
    bold: usize,
    leads_to_file: bool,
    follows_image: bool,
    /// Links that are open.
    links: usize,
    strong: usize,
    centred: usize,
    /// Where a line break is one in a line too long: headings, captions, cells.
    joins: usize,
    keeps_lines: usize,
    /// Elements that are open whose text moves across the page, which texts never do.
    moving: usize,
    shows: Shows,
}

/// What is read of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// What is shown, and not struck out.
    Plain,
    /// What is struck out too.
    Struck,
    /// What is hidden too.
    All,
}

impl<'d> Walk<'d> {
    fn new(page: &'d Dom, node: usize) -> Self {
        Walk {
            page,
            blocks: Vec::new(),
            node,
            kind: Kind::Body,
            raw: String::new(),
            length: 0,
            linked: 0,
            parted: String::new(),
            around: String::new(),
            bold: 0,
            leads_to_file: false,
            follows_image: false,
            links: 0,
            strong: 0,
            centred: 0,
            joins: 0,
            keeps_lines: 0,
            moving: 0,
            shows: Shows::Plain,
        }
    }

    fn children(&mut self, node: usize) {
        for child in &self.page.nodes[node].children {
            self.visit(*child);
        }
    }

    fn visit(&mut self, node: usize) {
        match &self.page.nodes[node].data {
            Data::Text(text) => self.write(text),
            Data::Other => self.children(node),
            Data::Element(name, _) if shows_nothing(name) => {}
            Data::Element(..) if self.shows != Shows::All && names::is_hidden(self.page, node) => {}
            Data::Element(..) if self.shows == Shows::Plain && names::is_struck(self.page, node) => {}
            Data::Element(name, _) => self.element(name, node),
        }
    }

    fn element(&mut self, name: &str, node: usize) {
        match name {
            "br" if self.joins > 0 => self.raw.push('\n'),
            "br" | "hr" => self.end_line(),
            "img" => self.follows_image |= !is_icon(self.page, node),
            "a" if names::is_note_mark(self.page, node) => {}
            "span" | "em" | "i" | "font" if self.joins == 0 && self.ends_with_moment(node) => {
                self.end_line();
                self.children(node);
                self.end_line();
            }
            "a" | "span" | "em" | "i" | "font" | "label" => {
                self.parted.push('\t');
                if name == "a" {
                    self.link(node);
                } else {
                    self.children(node);
                }
                self.parted.push('\t');
            }
            "b" | "strong" => {
                self.strong += 1;
                self.children(node);
                self.strong -= 1;
            }
            "table" if is_of_data(self.page, node) => self.table(node),
            "ruby" => self.ruby(node),
            _ if is_block(name) => self.block(name, node),
            _ => self.children(node),
        }
    }

    /// Whether an element within a line tells when was said what stands before it, and ends the line.
    fn ends_with_moment(&self, node: usize) -> bool {
        let is_said = trim(&self.raw).ends_with(['。', '！', '？', '…', '”', '）']);
        let is_last = || {
            let line = above(self.page, node).take_while(|node| !is_block(self.page.name(*node)));
            line.into_iter().all(|node| {
                let beside = self.page.nodes[node].parent.map(|parent| &self.page.nodes[parent].children);
                let behind = beside.into_iter().flatten().skip_while(|other| **other != node).skip(1);
                let mut behind = behind.take_while(|other| !is_end_of_line(self.page.name(**other)));
                behind.all(|other| self.page.text(*other).trim().is_empty())
            })
        };
        let is_moment = |text: String| is_moment(text.trim());
        is_said && self.page.short_text(node, LONGEST_MOMENT).is_some_and(is_moment) && is_last()
    }

    fn link(&mut self, node: usize) {
        let address = self.page.get(node, "href");
        let is_named =
            || self.page.short_text(node, LONGEST_NAME).is_some_and(|name| names::is_file(name.trim()));
        self.leads_to_file |= address.is_some_and(|address| names::is_file(address) || is_named());
        // Without an address it is a target of links, or a link by a script.
        let is_target = ["name", "id"].iter().any(|name| self.page.get(node, name).is_some());
        let is_link = address.map_or(!is_target, |address| !address.is_empty());
        self.links += usize::from(is_link);
        self.children(node);
        self.links -= usize::from(is_link);
    }

    fn block(&mut self, name: &str, node: usize) {
        self.end_line();
        let kind = match name {
            _ if self.kind == Kind::Furniture || names::is_front_matter(self.page, node) => Kind::Furniture,
            _ if self.kind == Kind::Footnote || names::is_notes(self.page, node) => Kind::Footnote,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
            "li" | "dd" | "dt" => Kind::ListItem,
            "figcaption" | "caption" => Kind::Caption,
            _ => self.kind,
        };
        let joins = usize::from(matches!(kind, Kind::Heading | Kind::Caption));
        let keeps_lines = usize::from(name == "pre");
        let centred = usize::from(name == "center" || names::is_centred(self.page, node));
        let outer = (self.node, self.kind);
        (self.node, self.kind) = (node, kind);
        self.joins += joins;
        self.keeps_lines += keeps_lines;
        self.moving += usize::from(name == "marquee");
        self.centred += centred;
        self.children(node);
        self.end_line();
        self.centred -= centred;
        self.keeps_lines -= keeps_lines;
        self.moving -= usize::from(name == "marquee");
        self.joins -= joins;
        (self.node, self.kind) = outer;
    }

    /// Characters with their readings above: without the readings.
    fn ruby(&mut self, node: usize) {
        for child in &self.page.nodes[node].children {
            if !matches!(self.page.name(*child), "rt" | "rp" | "rtc") {
                self.visit(*child);
            }
        }
    }

    fn write(&mut self, text: &str) {
        if self.keeps_lines > 0 {
            let mut lines = text.split('\n');
            self.write_line(lines.next().unwrap_or_default());
            for line in lines {
                self.end_line();
                self.write_line(line);
            }
        } else {
            self.write_line(text);
        }
    }

    fn write_line(&mut self, text: &str) {
        let length = text.chars().filter(|c| !c.is_whitespace()).count();
        self.length += length;
        if self.links > 0 {
            self.linked += length;
            // The end of a sentence that is a link says nothing of what stands around it.
            self.around.push(LINK);
        } else {
            self.around.push_str(text);
        }
        self.bold += if self.strong > 0 { length } else { 0 };
        self.raw.push_str(text);
        self.parted.push_str(text);
    }

    fn end_line(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        let parted = std::mem::take(&mut self.parted);
        let (length, linked) = (std::mem::take(&mut self.length), std::mem::take(&mut self.linked));
        let is_bold = std::mem::take(&mut self.bold) == length;
        let leads_to_file = std::mem::take(&mut self.leads_to_file);
        let is_sentence_around = linked > 0 && is_sentence_around(&self.around);
        self.around.clear();
        if length == 0 {
            return;
        }
        let mut follows_image = std::mem::take(&mut self.follows_image);
        let line = collapse(&raw);
        let pieces = if self.joins > 0 { vec![line.as_str()] } else { at_indents(&line) };
        let count = pieces.len();
        let without_downloads =
            |piece| if leads_to_file { without_downloads(trim(piece)) } else { trim(piece) };
        for piece in pieces.into_iter().map(without_downloads).filter(|piece| !piece.is_empty()) {
            let own = piece.chars().filter(|c| !c.is_whitespace()).count();
            self.blocks.push(Block {
                text: piece.to_owned(),
                parted: match own <= LONGEST_PARTED {
                    true if count == 1 => parts(&parted),
                    true => piece.to_owned(),
                    false => String::new(),
                },
                kind: self.kind,
                length: own,
                linked: if count == 1 { linked } else { linked.min(own) * linked / length.max(1) },
                is_sentence_around,
                node: self.node,
                follows_image: std::mem::take(&mut follows_image),
                is_bold,
                leads_to_file,
                is_centred: self.centred > 0,
                is_of_site: self.moving > 0 || is_furniture(piece),
                is_set_as_text: false,
            });
        }
    }

    /// How many paragraphs of sentences a row holds that lays out a text: in its last cell, beside a label or nothing.
    fn laid_out(&self, cells: &[usize]) -> usize {
        let is_sentence = |block: &Block| block.text.ends_with(['。', '！', '？', '；', '：', '”']);
        let count = |cell: &usize| {
            let mut walk = Walk::new(self.page, *cell);
            walk.children(*cell);
            walk.end_line();
            (walk.blocks.len(), walk.blocks.iter().filter(|block| is_sentence(block)).count())
        };
        let filled: Vec<_> = cells.iter().map(count).filter(|(all, _)| *all > 0).collect();
        match filled[..] {
            [(all, sentences)] | [(1, 0), (all, sentences)] if sentences * 2 > all => sentences,
            _ => 0,
        }
    }

    fn table(&mut self, table: usize) {
        self.end_line();
        let rows = rows(self.page, table);
        let laid_out: Vec<usize> = rows.iter().map(|(_, cells)| self.laid_out(cells)).collect();
        // Where one row has several paragraphs, what is one in others is one as well.
        let lays_out = laid_out.iter().any(|sentences| *sentences > 1);
        for ((node, cells), sentences) in rows.into_iter().zip(laid_out) {
            if self.page.name(node) == "caption" {
                self.visit(node);
                continue;
            }
            // So is a letter, however short.
            let is_content = || cells.first().is_some_and(|cell| is_of_content(&self.page.text(*cell)));
            if sentences > 0 && (lays_out || is_content()) {
                for cell in cells {
                    self.block("td", cell);
                }
                continue;
            }
            let mut texts = Vec::new();
            let (mut length, mut linked, mut leads_to_file) = (0, 0, false);
            for cell in cells {
                let mut walk = Walk { joins: 1, shows: self.shows, ..Walk::new(self.page, cell) };
                walk.children(cell);
                walk.end_line();
                length += walk.blocks.iter().map(|block| block.length).sum::<usize>();
                linked += walk.blocks.iter().map(|block| block.linked).sum::<usize>();
                leads_to_file |= walk.blocks.iter().any(|block| block.leads_to_file);
                let lines: Vec<String> =
                    walk.blocks.into_iter().map(|block| block.text.replace('\t', " ")).collect();
                texts.push(lines.join(" "));
            }
            let text = trim(&texts.join("\t")).to_owned();
            if !text.is_empty() {
                let kind = if self.kind == Kind::Footnote { self.kind } else { Kind::TableRow };
                self.blocks.push(Block {
                    parted: if length <= LONGEST_PARTED { text.clone() } else { String::new() },
                    text,
                    kind,
                    length,
                    linked,
                    is_sentence_around: false,
                    node: table,
                    follows_image: false,
                    is_bold: false,
                    leads_to_file,
                    is_centred: false,
                    is_of_site: false,
                    is_set_as_text: false,
                });
            }
        }
        self.follows_image = false;
    }
}

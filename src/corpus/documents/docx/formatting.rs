//! What paragraphs and runs of a DOCX file say of themselves: their style, how they are set, what was done to them.

use super::super::look::{Look, Side};
use super::super::xml::{Element, Node, Xml};
use super::body::{Body, Paragraph};
use super::styles::is_on;
use crate::corpus::kind::Kind;
use crate::corpus::problem::Defect;

impl Body {
    /// What a paragraph is, from its properties.
    pub(super) fn properties(
        &mut self,
        nodes: &mut Xml<'_>,
        paragraph: &mut Paragraph,
    ) -> Result<(), Defect> {
        let mut number = None;
        let mut is_mark = false;
        let mut depth = 1;
        while depth > 0 {
            match nodes.next()? {
                None => break,
                Some(Node::End) => {
                    depth -= 1;
                    is_mark &= depth > 1;
                }
                Some(Node::Text(_)) => {}
                Some(Node::Start(element)) => {
                    match element.name() {
                        // What it was before a tracked change, and what ends a section.
                        "pPrChange" | "rPrChange" | "sectPr" => {
                            nodes.skip()?;
                            continue;
                        }
                        "rPr" => is_mark = true,
                        "del" | "moveFrom" if is_mark => paragraph.end_is_deleted = true,
                        "pStyle" => {
                            let style = element.get("val").unwrap_or_default();
                            let known = self.styles.get(&style);
                            paragraph.kind = paragraph.kind.or(known.kind);
                            paragraph.is_title = known.is_title;
                            self.is_hidden = known.is_hidden;
                            number = number.or(Some(known.is_numbered));
                            self.look = self.styles.look(&style);
                        }
                        "jc" => self.look.side = element.get("val").map(|word| Side::of(&word)),
                        "numId" => number = Some(element.get("val").is_some_and(|id| id != "0")),
                        "outlineLvl" => {
                            let level = element.get("val").and_then(|level| level.parse::<u32>().ok());
                            if level.is_some_and(|level| level < 9) {
                                paragraph.kind = Some(Kind::Heading);
                            }
                        }
                        _ => {}
                    }
                    depth += 1;
                }
            }
        }
        paragraph.is_numbered = number.unwrap_or_default();
        Ok(())
    }

    /// Whether a run is hidden, and how it is set.
    pub(super) fn run_properties(&mut self, nodes: &mut Xml<'_>) -> Result<(), Defect> {
        let mut own = Look::default();
        let mut style = Look::default();
        while let Some(element) = nodes.child()? {
            match element.name() {
                "vanish" => self.is_hidden = is_on(&element),
                "rStyle" => {
                    let id = element.get("val").unwrap_or_default();
                    self.is_hidden |= self.styles.get(&id).is_hidden;
                    style = self.styles.own_look(&id);
                }
                _ => note(&mut own, &element),
            }
            nodes.skip()?;
        }
        self.look = own.over(&style).over(&self.look);
        Ok(())
    }
}

/// Takes up what a property of a run says of how it is set.
pub(super) fn note(look: &mut Look, property: &Element<'_>) {
    match property.name() {
        "b" => look.is_bold = Some(is_on(property)),
        // In halves of a point.
        "sz" => {
            let size = property.get("val").and_then(|size| size.parse::<u32>().ok());
            look.size = size.map(|size| size.saturating_mul(5)).or(look.size);
        }
        "rFonts" => look.font = property.get("eastAsia").or(look.font.take()),
        _ => {}
    }
}

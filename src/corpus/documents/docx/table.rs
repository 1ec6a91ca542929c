//! Tables in the text of a DOCX file: row by row, without what was deleted.

use super::super::Part;
use super::super::flow::push_row;
use super::super::xml::Xml;
use super::body::{Body, is_left_out};
use crate::corpus::problem::Defect;

impl Body {
    pub(super) fn table(&mut self, nodes: &mut Xml<'_>, parts: &mut Vec<Part>) -> Result<(), Defect> {
        self.carry_over(parts);
        let mut rows: Vec<Vec<Vec<Part>>> = Vec::new();
        self.inner += 1;
        self.rows(nodes, &mut rows)?;
        self.inner -= 1;
        // A frame round a text is drawn as a table of one cell.
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
                "tr" => {
                    let mut row = Vec::new();
                    if self.cells(nodes, &mut row)? {
                        rows.push(row);
                    }
                }
                "sdt" => self.control(nodes, |body, nodes| body.rows(nodes, rows))?,
                name if is_left_out(name) => nodes.skip()?,
                _ => self.rows(nodes, rows)?,
            }
        }
        Ok(())
    }

    /// Reads the cells of a row; says whether the row is there, or deleted.
    fn cells(&mut self, nodes: &mut Xml<'_>, row: &mut Vec<Vec<Part>>) -> Result<bool, Defect> {
        let mut is_there = true;
        while let Some(element) = nodes.child()? {
            match element.name() {
                "tc" => {
                    let mut cell = Vec::new();
                    self.blocks(nodes, &mut cell)?;
                    self.carry_over(&mut cell);
                    row.push(cell);
                }
                "trPr" => {
                    while let Some(property) = nodes.child()? {
                        is_there &= property.name() != "del";
                        nodes.skip()?;
                    }
                }
                "sdt" => self.control(nodes, |body, nodes| body.cells(nodes, row).map(drop))?,
                name if is_left_out(name) => nodes.skip()?,
                _ => is_there &= self.cells(nodes, row)?,
            }
        }
        Ok(is_there)
    }
}

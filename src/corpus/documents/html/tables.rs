//! Tables of pages: their rows and cells, and whether they hold data or merely lay out the page.

use super::dom::{Data, Dom};
use super::elements::shows_nothing;
use super::names;

/// The rows of a table and their cells, without those of tables in it; its caption is a row without cells.
pub(super) fn rows(page: &Dom, table: usize) -> Vec<(usize, Vec<usize>)> {
    let mut rows = Vec::new();
    for part in &page.nodes[table].children {
        match page.name(*part) {
            "tr" | "caption" => rows.push(*part),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(page.nodes[*part].children.iter().filter(|row| page.name(**row) == "tr"));
            }
            _ => {}
        }
    }
    let is_cell = |cell: &&usize| matches!(page.name(**cell), "td" | "th") && !names::is_hidden(page, **cell);
    rows.into_iter()
        .filter(|row| !names::is_hidden(page, *row))
        .map(|row| (row, page.nodes[row].children.iter().filter(is_cell).copied().collect()))
        .collect()
}

/// The cells of a table of data have at most so many characters.
const LONGEST: usize = 240;

/// Where lines are drawn around them, so many.
const LONGEST_RULED: usize = 1200;

/// Whether a table holds data: rows of short cells. Older pages are laid out in tables, whose cells hold everything.
pub(super) fn is_of_data(page: &Dom, table: usize) -> bool {
    let rows: Vec<Vec<usize>> = rows(page, table).into_iter().map(|(_, cells)| cells).collect();
    let is_ruled = names::is_ruled(page, table);
    let longest = if is_ruled { LONGEST_RULED } else { LONGEST };
    let (mut length, mut linked, mut wide, mut simple) = (0, 0, 0, 0);
    // So many rows more are as wide as the one in which a cell begins that reaches down to them.
    let mut reached = 0_usize;
    let mut is_headed = false;
    for (row, cells) in rows.iter().enumerate() {
        let mut filled = usize::from(is_ruled && reached > 0);
        reached = reached.saturating_sub(1);
        let mut has_table = false;
        for cell in cells {
            let spans = |name| page.get(*cell, name).and_then(|span| span.trim().parse::<usize>().ok());
            reached = reached.max(spans("rowspan").unwrap_or(1).saturating_sub(1));
            let mut size = Size::default();
            size.measure(page, *cell, false);
            has_table |= !size.tables.is_empty();
            if size.is_layout
                || size.length > longest
                || !size.tables.iter().all(|table| is_small(page, *table))
            {
                return false;
            }
            let is_wide = is_ruled && spans("colspan").is_some_and(|span| span > 1);
            filled += if size.length > 0 { 1 + usize::from(is_wide) } else { 0 };
            length += size.length;
            linked += size.linked;
        }
        is_headed |= row == 0 && filled > 1 && linked == 0;
        wide += usize::from(filled > 1);
        simple += usize::from(filled > 1 && !has_table);
    }
    let least = if is_ruled { 1 } else { 2 };
    // Rows beside those that hold tables tell a table of data from a page laid out in tables.
    let is_of_rows = simple >= least && (simple * 2 >= rows.len() || is_ruled && wide * 2 >= rows.len());
    // A table may list documents below the names of its columns; menus have none.
    is_of_rows && (linked * 2 <= length || is_ruled && is_headed && simple > 1)
}

/// Whether a table in the cell of another may be a part of what the cell says.
fn is_small(page: &Dom, table: usize) -> bool {
    let mut size = Size::default();
    size.measure(page, table, false);
    !size.is_layout && size.tables.is_empty() && size.length <= LONGEST
}

/// What is in a cell.
#[derive(Default)]
struct Size {
    length: usize,
    linked: usize,
    is_layout: bool,
    /// The tables in it.
    tables: Vec<usize>,
}

impl Size {
    fn measure(&mut self, page: &Dom, node: usize, is_linked: bool) {
        for child in &page.nodes[node].children {
            match &page.nodes[*child].data {
                Data::Text(text) => {
                    let length = text.chars().filter(|c| !c.is_whitespace()).count();
                    self.length += length;
                    self.linked += if is_linked { length } else { 0 };
                }
                Data::Element(name, _) if shows_nothing(name) => {
                    self.is_layout |= matches!(name.as_str(), "input" | "select" | "textarea" | "iframe");
                }
                Data::Element(name, _) => {
                    if name == "table" {
                        self.tables.push(*child);
                    }
                    self.is_layout |= matches!(
                        name.as_str(),
                        "h1" | "h2" | "h3" | "form" | "nav" | "article" | "header" | "footer"
                    );
                    self.measure(page, *child, is_linked || name == "a");
                }
                Data::Other => {}
            }
        }
    }
}

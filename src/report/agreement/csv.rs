//! How far coders agree, for spreadsheets.

use crate::analysis::{Estimate, Reliability};
use crate::report::csv::{Writer, end_row, plain_cell, writer};
use crate::report::figures::cells;

use super::AgreementReport;

impl AgreementReport<'_, '_> {
    /// Writes a table by RFC 4180: a row for each category and one for all; or, where disagreements are shown, a row
    /// for each paragraph and category on which coders differ. Figures that are not defined are empty.
    pub fn csv(&self, bom: bool, out: &mut Vec<u8>) {
        if bom {
            out.extend_from_slice("\u{FEFF}".as_bytes());
        }
        let mut writer = writer(out);
        if self.show { self.disagreement_rows(&mut writer) } else { self.category_rows(&mut writer) }
    }

    fn category_rows(&self, writer: &mut Writer) {
        let coders = self.agreement.codings.coders().iter().map(String::as_str);
        let figures = ["agreement", "kappa", "alpha", "alpha_low", "alpha_high"];
        row(writer, ["category", "label_zh", "label_en"].into_iter().chain(coders).chain(figures));
        for one in self.agreement.categories.iter().chain([&self.agreement.overall]) {
            row(writer, score_cells(one));
        }
    }

    fn disagreement_rows(&self, writer: &mut Writer) {
        let coders = self.agreement.codings.coders().iter().map(String::as_str);
        row(writer, ["id", "document", "category"].into_iter().chain(coders).chain(["text"]));
        for one in &self.agreement.disagreements {
            for (category, said) in &one.categories {
                let document = one.unit.document.as_deref().unwrap_or_default();
                let said = said.iter().map(|said| match said {
                    Some(true) => "1",
                    Some(false) => "0",
                    None => "",
                });
                let first = [one.unit.name.as_str(), document, category].into_iter();
                row(writer, first.chain(said).chain([one.unit.text.as_str()]));
            }
        }
    }
}

fn score_cells(one: &Reliability) -> Vec<String> {
    let plain = |value| cells(Estimate { value, interval: None })[0].clone();
    let label = one.label.cloned().unwrap_or_default();
    let mut cells_of_row = vec![
        one.category.unwrap_or("all").to_owned(),
        label.zh.unwrap_or_default(),
        label.en.unwrap_or_default(),
    ];
    cells_of_row
        .extend(one.given.iter().map(|given| given.map_or_else(String::new, |count| count.to_string())));
    cells_of_row.extend([plain(one.agreement), plain(one.kappa)]);
    cells_of_row.extend(cells(one.alpha));
    cells_of_row
}

fn row<T: AsRef<str>>(writer: &mut Writer, cells: impl IntoIterator<Item = T>) {
    for cell in cells {
        plain_cell(writer, cell.as_ref());
    }
    end_row(writer);
}

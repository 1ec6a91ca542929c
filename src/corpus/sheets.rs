//! Tables of spreadsheets and of Parquet files: each row is a document, as in CSV.

use std::collections::VecDeque;
use std::sync::Arc;
use std::vec;

use serde_json::Value;

use super::document::Paragraph;
use super::documents::{Gaps, Row, Sheet};
use super::options::Options;
use super::problem::Problem;
use super::record::Record;
use super::table::Columns;
use super::trouble::Trouble;

/// The paragraphs of the tables of a file, one table after the other.
#[derive(Debug)]
pub(super) struct Sheets {
    name: String,
    options: Arc<Options>,
    rest: vec::IntoIter<Sheet>,
    open: Option<(Sheet, Columns)>,
    record: Option<Record>,
    troubles: VecDeque<Trouble>,
}

impl Sheets {
    /// Of several tables, those count that have a column of the name that texts stand under; where there is none, it
    /// is said of the first.
    pub(super) fn new(name: String, mut sheets: Vec<Sheet>, gaps: &Gaps, options: Arc<Options>) -> Sheets {
        let has_text = |sheet: &Sheet| Columns::of(&sheet.header, &options).0.text.is_some();
        let mut troubles: VecDeque<Trouble> =
            gaps.iter().map(|missing| Trouble::new(&name, None, missing.problem())).collect();
        if sheets.iter().any(has_text) {
            // Offices begin a file with empty tables.
            let is_told =
                |sheet: &&Sheet| !has_text(sheet) && sheet.header.iter().any(|cell| !cell.is_empty());
            let told = sheets.iter().filter(is_told).map(|sheet| {
                let column = options.text_field.clone();
                Trouble::new(&named(&name, sheet), None, Problem::SheetWithoutText { column })
            });
            troubles.extend(told);
            sheets.retain(has_text);
        } else {
            sheets.truncate(1);
        }
        Sheets { name, options, rest: sheets.into_iter(), open: None, record: None, troubles }
    }

    /// The next paragraph or trouble; none at the end.
    pub(super) fn next(&mut self) -> Option<Result<Paragraph, Trouble>> {
        loop {
            if let Some(trouble) = self.troubles.pop_front() {
                return Some(Err(trouble));
            }
            if let Some(paragraph) = self.record.as_mut().and_then(Record::next) {
                return Some(Ok(paragraph));
            }
            let Some((sheet, columns)) = &mut self.open else {
                self.begin()?;
                continue;
            };
            match columns.text.and_then(|text| Some((text, sheet.rows.next()?))) {
                None => self.open = None,
                Some((_, Err(problem))) => self.troubles.push_back(Trouble::new(&self.name, None, problem)),
                Some((text, Ok(row))) => self.take_row(text, &row),
            }
        }
    }

    /// Takes up the next table.
    fn begin(&mut self) -> Option<()> {
        let sheet = self.rest.next()?;
        let (columns, problems) = Columns::of(&sheet.header, &self.options);
        let name = named(&self.name, &sheet);
        self.troubles.extend(problems.into_iter().map(|problem| Trouble::new(&name, None, problem)));
        self.open = Some((sheet, columns));
        Some(())
    }

    fn take_row(&mut self, text: usize, row: &Row) {
        let Some((sheet, columns)) = &self.open else { return };
        let cell = |at: usize| row.cells.get(at).unwrap_or(&Value::Null);
        let id = columns.id.map(|at| written(cell(at))).filter(|id| !id.is_empty());
        let id = id.unwrap_or_else(|| format!("{}:{}", named(&self.name, sheet), row.number));
        let value = |at: &Option<usize>| at.map_or(Value::Null, |at| cell(at).clone());
        let kept = self.options.keep.iter().cloned().zip(columns.keep.iter().map(value)).collect();
        self.record = Some(Record::new(id, Some(row.number), kept, written(cell(text)), &self.options));
    }
}

/// What a table of a file is called in messages and in the ids of its rows.
fn named(file: &str, sheet: &Sheet) -> String {
    sheet.name.as_ref().map_or_else(|| file.to_owned(), |sheet| format!("{file}:{sheet}"))
}

/// What a cell shows.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_the_column_that_others_have_is_told() {
        let sheet = |name: &str, header: &[&str]| Sheet {
            name: Some(name.to_owned()),
            header: header.iter().map(|cell| (*cell).to_owned()).collect(),
            rows: Box::new(std::iter::empty()),
        };
        let sheets = vec![sheet("甲", &["id", "text"]), sheet("乙", &["id", "正文"]), sheet("丙", &[])];
        let mut sheets = Sheets::new("a.xlsx".to_owned(), sheets, &Gaps::new(), Arc::default());
        let told: Vec<String> = std::iter::from_fn(|| sheets.next())
            .filter_map(Result::err)
            .map(|trouble| trouble.to_string())
            .collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("a.xlsx:乙: there is no column `text` in it"), "{told:?}");
    }
}

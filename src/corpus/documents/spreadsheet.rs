//! Spreadsheets, of both families and of Offices before 2007: each sheet a table under its first row of names.

use std::io::Cursor;

use calamine::{Data, Range, Reader as _, SheetType, SheetVisible, Sheets, open_workbook_from_rs};
use serde_json::Value;

use super::old_office::SIGNATURE;
use super::{Row, Sheet};
use crate::corpus::trouble::Defect;

/// So many rows are looked at for the row of names: a title and what it concerns may stand above it.
const ABOVE: usize = 10;

/// The sheets that show something, in their order. Dates come as ISO 8601, what a formula came to as its value.
///
/// Fails when the file is damaged, or can be opened with a password only.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Defect> {
    let source = || Cursor::new(bytes.to_vec());
    if bytes.starts_with(SIGNATURE) {
        let book = open_workbook_from_rs::<calamine::Xls<_>, _>(source()).map_err(|error| match error {
            calamine::XlsError::Password => Defect::Encrypted,
            _ => Defect::Damaged,
        })?;
        return all(Sheets::Xls(book));
    }
    let book = match open_workbook_from_rs::<calamine::Xlsx<_>, _>(source()) {
        Ok(book) => Sheets::Xlsx(book),
        Err(_) => match open_workbook_from_rs::<calamine::Ods<_>, _>(source()) {
            Ok(book) => Sheets::Ods(book),
            Err(calamine::OdsError::Password) => return Err(Defect::Encrypted),
            Err(_) => return Err(Defect::Damaged),
        },
    };
    all(book)
}

fn all(mut book: Sheets<Cursor<Vec<u8>>>) -> Result<Vec<Sheet>, Defect> {
    let shown = |sheet: &&calamine::Sheet| {
        sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
    };
    let names: Vec<_> = book.sheets_metadata().iter().filter(shown).map(|sheet| sheet.name.clone()).collect();
    let mut sheets = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name).map_err(|_| Defect::Damaged)?;
        sheets.extend(sheet(name, range));
    }
    if let [only] = sheets.as_mut_slice() {
        only.name = None;
    }
    Ok(sheets)
}

/// None where it is empty.
fn sheet(name: String, range: Range<Data>) -> Option<Sheet> {
    let at = header(&range)?;
    let names = range.rows().nth(at)?.iter().map(|cell| match value(cell) {
        Value::Null => String::new(),
        Value::String(name) => name.trim().to_owned(),
        other => other.to_string(),
    });
    let header: Vec<String> = names.collect();
    let first = range.start().map_or(0, |(row, _)| row as usize) + 1;
    let height = range.height();
    let rows = (at + 1..height).filter_map(move |at| {
        let cells: Vec<_> = range.rows().nth(at)?.iter().map(value).collect();
        let is_empty = cells.iter().all(Value::is_null);
        (!is_empty).then_some(Ok(Row { number: first + at, cells }))
    });
    Some(Sheet { name: Some(name), header, rows: Box::new(rows) })
}

/// Which row holds the names: the first that fills more than one cell, where there are several columns.
fn header(range: &Range<Data>) -> Option<usize> {
    let filled = |row: &[Data]| row.iter().filter(|cell| !value(cell).is_null()).count();
    let several = range.rows().take(ABOVE).position(|row| filled(row) > 1);
    several.or_else(|| range.rows().position(|row| filled(row) > 0))
}

fn value(cell: &Data) -> Value {
    match cell {
        Data::Int(number) => Value::from(*number),
        Data::Float(number) => float(*number),
        Data::String(text) if text.trim().is_empty() => Value::Null,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Value::from(text.as_str()),
        Data::Bool(truth) => Value::from(*truth),
        Data::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            let clock = format!("{hour:02}:{minute:02}:{second:02}");
            Value::from(match (time.as_f64() < 1.0, hour + minute + second) {
                (true, _) => clock,
                (false, 0) => date,
                (false, _) => format!("{date}T{clock}"),
            })
        }
        Data::Error(_) | Data::Empty => Value::Null,
    }
}

/// A whole number without a fraction, as it is shown.
fn float(number: f64) -> Value {
    let is_whole = number.fract() == 0.0 && number.abs() < 9e15;
    #[allow(clippy::cast_possible_truncation)] // it is checked that nothing is lost
    let whole = number as i64;
    if is_whole { Value::from(whole) } else { Value::from(number) }
}

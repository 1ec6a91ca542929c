//! Spreadsheets, of both families and of Offices before 2007: each sheet a table under its first row of names.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataRef, Reader as _, SheetType, SheetVisible, Sheets, open_workbook_from_rs};
use serde_json::Value;

use super::old_office::SIGNATURE;
use super::{Gaps, Row, Sheet};
use crate::corpus::gap::{Gap, Missing};
use crate::corpus::problem::Defect;

/// So many rows are looked at for the row of names: a title and what it concerns may stand above it.
const ABOVE: u32 = 10;

/// The sheets that show something, in their order. Dates come as ISO 8601, what a formula came to as its value.
///
/// Fails when the file is damaged, or can be opened with a password only.
pub(super) fn sheets(bytes: &[u8]) -> Result<(Vec<Sheet>, Gaps), Defect> {
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

fn all(mut book: Sheets<Cursor<Vec<u8>>>) -> Result<(Vec<Sheet>, Gaps), Defect> {
    let of_cells = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (shown, hidden): (Vec<_>, Vec<_>) =
        of_cells.cloned().partition(|sheet| sheet.visible == SheetVisible::Visible);
    let mut sheets = Vec::new();
    let mut unknown = Vec::new();
    let is_only = shown.len() == 1;
    for sheet in shown {
        let (filled, formulas) = filled(&mut book, &sheet.name).ok_or(Defect::Damaged)?;
        let place = |(row, column)| {
            let cell = cell_name(row, column);
            if is_only { cell } else { format!("{}!{cell}", sheet.name) }
        };
        unknown.extend(formulas.into_iter().map(place));
        sheets.extend(table(sheet.name.clone(), filled));
    }
    if let [only] = sheets.as_mut_slice() {
        only.name = None;
    }
    let gaps = [Missing::some(Gap::HiddenSheets, hidden.len()), Missing::at(Gap::Formulas, unknown)];
    Ok((sheets, gaps.into_iter().flatten().collect()))
}

/// A cell as the program shows it: `C5`.
fn cell_name(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// The cells of a sheet that hold something, by row, each with its column: one stray cell may stand a million rows and
/// sixteen thousand columns away from the others.
type Filled = BTreeMap<u32, Vec<(u32, Value)>>;

/// The cells with the places of the formulas that come without a value, as programs write them that do not reckon;
/// none where the sheet is damaged.
fn filled(book: &mut Sheets<Cursor<Vec<u8>>>, name: &str) -> Option<(Filled, Vec<(u32, u32)>)> {
    let mut filled = Filled::new();
    let mut unknown = Vec::new();
    let mut put = |(row, column): (u32, u32), cell: &Data| {
        let value = value(cell);
        if !value.is_null() {
            filled.entry(row).or_default().push((column, value));
        }
    };
    if let Sheets::Xlsx(book) = book {
        let mut cells = book.worksheet_cells_reader(name).ok()?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().ok()? {
            if cell.formula.is_some() && cell.value == DataRef::Empty {
                unknown.push(cell.pos);
            }
            put(cell.pos, &Data::from(cell.value));
        }
        return Some((filled, unknown));
    }
    let range = book.worksheet_range(name).ok()?;
    if let Sheets::Ods(book) = book {
        let formulas = book.worksheet_formula(name).ok()?;
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, _) in formulas.used_cells() {
            let place = (top + u32::try_from(row).ok()?, left + u32::try_from(column).ok()?);
            if range.get_value(place).is_none_or(|value| *value == Data::Empty) {
                unknown.push(place);
            }
        }
    }
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, cell) in range.used_cells() {
        put((top + u32::try_from(row).ok()?, left + u32::try_from(column).ok()?), cell);
    }
    Some((filled, unknown))
}

/// The table under the row of names; none where the sheet is empty. What stands in a column without a name cannot be
/// asked for.
fn table(name: String, mut filled: Filled) -> Option<Sheet> {
    let at = header(&filled)?;
    let names = filled.remove(&at)?.into_iter().map(|(column, value)| match value {
        Value::String(name) => (column, name.trim().to_owned()),
        other => (column, other.to_string()),
    });
    let (columns, header): (Vec<u32>, Vec<String>) = names.unzip();
    let rows = filled.split_off(&at).into_iter().filter_map(move |(row, mut filled)| {
        filled.sort_by_key(|(column, _)| *column);
        let mut cell = |column: &u32| {
            let found = filled.binary_search_by_key(column, |(column, _)| *column);
            found.map_or(Value::Null, |at| filled[at].1.take())
        };
        let cells: Vec<_> = columns.iter().map(&mut cell).collect();
        let is_empty = cells.iter().all(Value::is_null);
        (!is_empty).then_some(Ok(Row { number: row as usize + 1, cells }))
    });
    Some(Sheet { name: Some(name), header, rows: Box::new(rows) })
}

/// Which row holds the names: the first that fills more than one cell, where there are several columns, unless one near
/// below it names at least twice as many: what a table concerns may stand above it in two cells.
fn header(filled: &Filled) -> Option<u32> {
    let first = *filled.keys().next()?;
    let mut above = filled.range(first..first.saturating_add(ABOVE)).filter(|(_, cells)| cells.len() > 1);
    let Some((row, cells)) = above.next() else { return Some(first) };
    let names = above.find(|(_, names)| names.len() >= 2 * cells.len() && names.iter().all(is_name));
    Some(names.map_or(*row, |(row, _)| *row))
}

/// Whether a cell may be the name of a column.
fn is_name((_, value): &(u32, Value)) -> bool {
    const LONGEST: usize = 20;
    value.as_str().is_some_and(|text| {
        let is_number =
            text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['-', '.', '/', '年']);
        text.chars().count() <= LONGEST && !is_number && !text.contains(['。', '，', '；'])
    })
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

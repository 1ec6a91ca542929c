//! What a process that reads documents says to the one that asked for them: a line of JSON each.

use std::io;

use serde_json::{Value, json};

use super::{Content, Extracted, Gaps, Part, Row, Sheet, defect_of};
use crate::corpus::gap::{Gap, Missing};
use crate::corpus::kind::Kind;
use crate::corpus::problem::Defect;

/// What is said of a document, in this order.
#[derive(Debug)]
pub(super) enum Told {
    /// What it says of itself.
    Said(&'static str, String),
    Part(Part),
    Gap(Missing),
    /// A table: its name, and those of its columns.
    Sheet(Option<String>, Vec<String>),
    /// All tables are told; their rows follow, those of the first table first.
    Rows,
    Row(usize, Row),
    Failed(Defect),
    End,
}

/// What documents say of themselves.
const SAID: [&str; 4] = ["title", "date", "source", "author"];

impl Told {
    /// One line, with its end.
    pub(super) fn line(self) -> String {
        let value = match self {
            Told::Said(field, value) => json!(["said", field, value]),
            Told::Part(part) => json!(["part", part.kind.name(), part.text]),
            Told::Gap(Missing { gap, count, places }) => json!(["gap", gap.key(), count, places]),
            Told::Sheet(name, header) => json!(["sheet", name, header]),
            Told::Rows => json!(["rows"]),
            Told::Row(sheet, row) => json!(["row", sheet, row.number, row.cells]),
            Told::Failed(defect) => {
                let (word, number) = worded(defect);
                json!(["failed", word, number])
            }
            Told::End => json!(["end"]),
        };
        format!("{value}\n")
    }

    /// None where it is not as it should be.
    pub(super) fn parse(line: &str) -> Option<Told> {
        let Ok(Value::Array(mut values)) = serde_json::from_str(line) else { return None };
        let mut next = || (!values.is_empty()).then(|| values.remove(0));
        let told = match next()?.as_str()? {
            "said" => {
                let field = next()?;
                let field = SAID.iter().find(|known| field == **known)?;
                Told::Said(field, text(next()?)?)
            }
            "part" => {
                let kind = next()?;
                let kind = *Kind::ALL.iter().find(|known| kind == known.name())?;
                Told::Part(Part { kind, text: text(next()?)? })
            }
            "gap" => {
                let key = next()?;
                let gap = *Gap::ALL.iter().find(|known| key == known.key())?;
                let count = whole(&next()?)?;
                Told::Gap(Missing { gap, count, places: texts(next()?)? })
            }
            "sheet" => {
                let name = text(next()?);
                Told::Sheet(name, texts(next()?)?)
            }
            "rows" => Told::Rows,
            "row" => {
                let (sheet, number) = (whole(&next()?)?, whole(&next()?)?);
                let Value::Array(cells) = next()? else { return None };
                Told::Row(sheet, Row { number, cells })
            }
            "failed" => Told::Failed(defect(next()?.as_str()?, whole(&next()?)?)?),
            "end" => Told::End,
            _ => return None,
        };
        Some(told)
    }
}

fn text(value: Value) -> Option<String> {
    if let Value::String(text) = value { Some(text) } else { None }
}

fn texts(value: Value) -> Option<Vec<String>> {
    if let Value::Array(values) = value { Some(values.into_iter().filter_map(text).collect()) } else { None }
}

fn whole(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|number| usize::try_from(number).ok())
}

fn worded(defect: Defect) -> (&'static str, usize) {
    match defect {
        Defect::Damaged => ("damaged", 0),
        Defect::Encrypted => ("encrypted", 0),
        Defect::OnlyImages => ("only_images", 0),
        Defect::TooLarge { mebibytes } => ("too_large", mebibytes),
        Defect::Bomb => ("bomb", 0),
        Defect::TooDeep => ("too_deep", 0),
        Defect::TooSlow { seconds } => ("too_slow", usize::try_from(seconds).unwrap_or(usize::MAX)),
        Defect::Crashed => ("crashed", 0),
        Defect::Unsupported => ("unsupported", 0),
    }
}

fn defect(word: &str, number: usize) -> Option<Defect> {
    let all = [
        Defect::Damaged,
        Defect::Encrypted,
        Defect::OnlyImages,
        Defect::TooLarge { mebibytes: number },
        Defect::Bomb,
        Defect::TooDeep,
        Defect::TooSlow { seconds: number as u64 },
        Defect::Crashed,
        Defect::Unsupported,
    ];
    all.into_iter().find(|defect| worded(*defect).0 == word)
}

/// Tells all there is in a document; stops where nobody listens any more.
///
/// Fails when saying it does.
pub(super) fn tell(
    content: Result<Content, Defect>,
    mut say: impl FnMut(Told) -> io::Result<()>,
) -> io::Result<()> {
    match content {
        Err(defect) => say(Told::Failed(defect))?,
        Ok(Content::Document(Extracted { metadata, parts, gaps })) => {
            for (field, value) in metadata {
                say(Told::Said(field, value))?;
            }
            for part in parts {
                say(Told::Part(part))?;
            }
            tell_gaps(gaps, &mut say)?;
        }
        Ok(Content::Sheets(sheets, gaps)) => {
            tell_gaps(gaps, &mut say)?;
            tell_sheets(sheets, &mut say)?;
        }
        // Archives are opened where they lie.
        Ok(Content::Members(_) | Content::Unpacked(_)) => say(Told::Failed(Defect::Unsupported))?,
    }
    say(Told::End)
}

fn tell_gaps(gaps: Gaps, say: &mut impl FnMut(Told) -> io::Result<()>) -> io::Result<()> {
    gaps.into_iter().try_for_each(|missing| say(Told::Gap(missing)))
}

fn tell_sheets(mut sheets: Vec<Sheet>, say: &mut impl FnMut(Told) -> io::Result<()>) -> io::Result<()> {
    for sheet in &mut sheets {
        say(Told::Sheet(sheet.name.take(), sheet.header.clone()))?;
    }
    say(Told::Rows)?;
    for (at, sheet) in sheets.into_iter().enumerate() {
        for row in sheet.rows {
            say(match row {
                Ok(row) => Told::Row(at, row),
                Err(problem) => Told::Failed(defect_of(&problem)),
            })?;
        }
    }
    Ok(())
}

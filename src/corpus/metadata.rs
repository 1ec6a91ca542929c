//! A table that says more of documents than they say themselves: a row a document, joined to its paragraphs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use csv::StringRecord;
use serde_json::Value;

use super::bytes::Bytes;
use super::decode::Decoded;
use super::document::Paragraph;
use super::encoding;
use super::problem::Problem;
use super::table::separator;
use super::trouble::Trouble;

/// The rows of such a table, by the names of the documents.
#[derive(Debug)]
pub struct Metadata {
    name: String,
    /// The column that names documents.
    join: String,
    /// The other columns.
    columns: Vec<String>,
    rows: BTreeMap<String, Vec<String>>,
    used: BTreeSet<String>,
    without: BTreeSet<String>,
}

impl Metadata {
    /// Reads a table in CSV or TSV whose column `join` names the documents. Rows that name one a second time are among
    /// the troubles.
    ///
    /// # Errors
    ///
    /// When the table cannot be read, or has no such column.
    pub fn read(
        path: &Path,
        join: &str,
        encoding: Option<&str>,
    ) -> Result<(Metadata, Vec<Trouble>), Trouble> {
        let name = path.to_string_lossy().into_owned();
        let trouble = |problem| Trouble::new(&name, None, problem);
        let encoding = encoding.map(encoding::named).transpose()?;
        let file = File::open(path).map_err(|error| trouble(Problem::of(&error)))?;
        let decoded = Decoded::new(Bytes::new(Box::new(file)), encoding);
        let mut decoded = decoded
            .map_err(|error| trouble(Problem::of(&error)))?
            .map_err(|kind| trouble(Problem::NotText { kind }))?;
        let mut text = String::new();
        while decoded.more(&mut text).map_err(|error| trouble(Problem::of(&error)))? {}
        let mut troubles: Vec<Trouble> = decoded.doubt().into_iter().map(trouble).collect();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator(&text, join))
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut records = reader.records().map_while(Result::ok);
        let header = records.next().unwrap_or_default();
        let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let repeated = |name: &&String| header.iter().filter(|other| other == name).count() > 1;
        if let Some(column) = header.iter().filter(|name| !name.is_empty()).find(repeated) {
            return Err(trouble(Problem::RepeatedColumn { column: column.clone() }));
        }
        let Some(at) = place(&header, join) else {
            let problem = Problem::NoNameColumn { column: join.to_owned(), present: header };
            return Err(trouble(problem));
        };
        let columns = header.iter().enumerate().filter(|(column, _)| *column != at);
        let columns = columns.map(|(_, name)| name.clone()).collect();
        let join = header[at].as_str();
        let (join, used, without) = (join.to_owned(), BTreeSet::new(), BTreeSet::new());
        let mut metadata = Metadata { name, join, columns, rows: BTreeMap::new(), used, without };
        let mut lines = BTreeMap::new();
        for record in records {
            metadata.take(&record, at, header.len(), &mut lines, &mut troubles);
        }
        Ok((metadata, troubles))
    }

    fn take(
        &mut self,
        record: &StringRecord,
        at: usize,
        expected: usize,
        lines: &mut BTreeMap<String, usize>,
        troubles: &mut Vec<Trouble>,
    ) {
        let line = record.position().map(|place| usize::try_from(place.line()).unwrap_or_default());
        let mut tell = |problem| troubles.push(Trouble::new(&self.name, line, problem));
        if record.len() != expected {
            return tell(Problem::WrongLength { expected, found: record.len() });
        }
        let name = record.get(at).unwrap_or_default().trim().to_owned();
        if name.is_empty() {
            return;
        }
        if let Some(first) = lines.get(&plain(&name)) {
            return tell(Problem::RepeatedRow { name, first: *first });
        }
        let cells = record.iter().enumerate().filter(|(column, _)| *column != at);
        self.rows.insert(plain(&name), cells.map(|(_, cell)| cell.to_owned()).collect());
        lines.insert(plain(&name), line.unwrap_or_default());
    }

    /// The columns that can be kept.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str).filter(|name| !name.is_empty())
    }

    /// Whether it has a column of this name.
    pub fn has(&self, column: &str) -> bool {
        place(&self.columns, column).is_some()
    }

    /// The column that names documents; a record's field of this name is asked first.
    pub fn join_column(&self) -> &str {
        &self.join
    }

    /// Puts what the table has under `keep` into what travels with a paragraph, in the order of `keep`; what the
    /// document or record says itself stays where the table has nothing.
    pub fn join(&mut self, paragraph: &mut Paragraph, keep: &[String]) {
        let own =
            paragraph.kept.iter().find(|(name, _)| *name == self.join).and_then(|(_, value)| value.as_str());
        let row = own.and_then(|own| self.find(own)).or_else(|| self.find(&paragraph.document));
        let cells = row.as_ref().and_then(|row| self.rows.get(row));
        if cells.is_none() && !self.without.contains(&paragraph.document) {
            self.without.insert(paragraph.document.clone());
        }
        let value = |field: &String| {
            let at = place(&self.columns, field);
            let cell = at.zip(cells).and_then(|(at, cells)| cells.get(at)).filter(|cell| !cell.is_empty());
            cell.map(|cell| Value::from(cell.as_str()))
        };
        let own = |field: &String| {
            let found = paragraph.kept.iter().find(|(name, _)| name == field);
            found.map_or(Value::Null, |(_, value)| value.clone())
        };
        paragraph.kept =
            keep.iter().map(|field| (field.clone(), value(field).unwrap_or_else(|| own(field)))).collect();
        self.used.extend(row);
    }

    /// The name under which a document has a row: its own, else the end of its path, else that without the ending.
    fn find(&self, document: &str) -> Option<String> {
        let document = plain(document);
        let document = document.as_str();
        let ends = document.match_indices('/').map(|(at, _)| &document[at + 1..]);
        let ends: Vec<&str> = std::iter::once(document).chain(ends).collect();
        let without_ending = ends.iter().filter_map(|end| end.rsplit_once('.').map(|(stem, _)| stem));
        let mut names = ends.iter().copied().chain(without_ending);
        names.find(|name| self.rows.contains_key(*name)).map(str::to_owned)
    }

    /// What there is to say when all documents have been joined: those without a row, rows without a document.
    pub fn troubles(&self) -> Vec<Trouble> {
        let unused: Vec<String> =
            self.rows.keys().filter(|name| !self.used.contains(*name)).cloned().collect();
        let without: Vec<String> = self.without.iter().cloned().collect();
        let no_row =
            (!without.is_empty()).then(|| Problem::NoRow { documents: without, column: self.join.clone() });
        let no_document = (!unused.is_empty()).then_some(Problem::NoDocument { names: unused });
        let problems = [no_row, no_document].into_iter().flatten();
        problems.map(|problem| Trouble::new(&self.name, None, problem)).collect()
    }
}

/// Where a column stands: that of exactly this name, else one of which only the case differs.
fn place(header: &[String], column: &str) -> Option<usize> {
    let exact = header.iter().position(|name| name == column);
    exact.or_else(|| header.iter().position(|name| name.to_lowercase() == column.to_lowercase()))
}

/// The name of a document as all systems write it: with `/` between its parts, without `./` before them.
fn plain(name: &str) -> String {
    let name = name.replace('\\', "/");
    let parts =
        name.split('/').enumerate().filter(|(at, part)| *part != "." && (*at == 0 || !part.is_empty()));
    parts.map(|(_, part)| part).collect::<Vec<_>>().join("/")
}

//! CSV and TSV: a header row, then each row a document.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::Arc;

use csv::StringRecord;
use serde_json::Value;

use super::decode::Decoded;
use super::document::Paragraph;
use super::lines::line_end;
use super::options::{Format, Options};
use super::problem::Problem;
use super::record::Record;
use super::text::ENORMOUS;
use super::trouble::Trouble;

/// What is handed to the reader behind the last line: a row of its own, unless a quotation mark is still
/// open and takes it into the last field. No text has this character.
const END: &str = "\0";

/// So many rows may stand above the row of names: a title, and what it concerns.
const ABOVE: usize = 5;

/// How much is looked at for the separator, in bytes.
const HEADER: usize = 16 * 1024;

/// The paragraphs of a table as it streams in.
#[derive(Debug)]
pub(super) struct Table {
    name: String,
    reader: csv::Reader<Numbered>,
    row: StringRecord,
    options: Arc<Options>,
    columns: Columns,
    record: Option<Record>,
    /// What there is to say before another row is read.
    troubles: VecDeque<Trouble>,
}

/// Where in a row its parts are.
#[derive(Debug, Default)]
pub(super) struct Columns {
    count: usize,
    /// None if no row can be read for lack of it.
    pub(super) text: Option<usize>,
    pub(super) id: Option<usize>,
    /// One for each field that travels along.
    pub(super) keep: Vec<Option<usize>>,
}

impl Table {
    /// Reads the header row. Fails when the system fails to read.
    pub(super) fn new(
        name: String,
        mut decoded: Decoded,
        format: Format,
        options: Arc<Options>,
    ) -> io::Result<Self> {
        let head = decoded.peek(HEADER)?;
        let stated = stated(head).0;
        let separator = match format {
            Format::Tsv if header(head).contains('\t') => b'\t',
            _ => separator(head, &options.text_field),
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .buffer_capacity(64 * 1024)
            .from_reader(Numbered::new(decoded));
        let mut row = StringRecord::new();
        let (mut columns, mut troubles) = (Columns::default(), VecDeque::new());
        if stated.is_some() {
            reader.read_record(&mut row).map_err(system_error)?;
        }
        for _ in 0..=ABOVE {
            if !reader.read_record(&mut row).map_err(system_error)? || row.as_slice().ends_with(END) {
                break;
            }
            let line = reader.get_mut().line_of(&row);
            let header: Vec<String> = row.iter().map(str::to_owned).collect();
            let (found, problems) = Columns::of(&header, &options);
            let is_it = found.text.is_some();
            if is_it || troubles.is_empty() {
                columns = found;
                troubles = problems.into_iter().map(|problem| Trouble::new(&name, line, problem)).collect();
            }
            if is_it || options.unique_columns {
                break;
            }
        }
        Ok(Table { name, reader, row, options, columns, record: None, troubles })
    }

    /// The input that it is read from.
    pub(super) fn decoded(&self) -> &Decoded {
        &self.reader.get_ref().decoded
    }

    /// The next paragraph or trouble; none at the end, and from then on.
    ///
    /// Fails when the system fails to read.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Paragraph, Trouble>>> {
        loop {
            if let Some(trouble) = self.troubles.pop_front() {
                return Ok(Some(Err(trouble)));
            }
            if let Some(paragraph) = self.record.as_mut().and_then(Record::next) {
                return Ok(Some(Ok(paragraph)));
            }
            let Some(text) = self.columns.text else { return Ok(None) };
            if !self.reader.read_record(&mut self.row).map_err(system_error)? || self.row.as_slice() == END {
                return Ok(None);
            }
            self.take_row(text);
        }
    }

    /// Makes a record of the row just read, or a trouble.
    fn take_row(&mut self, text: usize) {
        let line = self.reader.get_mut().line_of(&self.row);
        if self.row.as_slice().ends_with(END) {
            self.troubles.push_back(Trouble::new(&self.name, line, Problem::OpenQuote));
            return;
        }
        let (expected, found) = (self.columns.count, self.row.len());
        if found != expected {
            let problem = Problem::WrongLength { expected, found };
            self.troubles.push_back(Trouble::new(&self.name, line, problem));
            return;
        }
        let bytes = self.row.as_slice().len();
        if bytes > ENORMOUS {
            self.troubles.push_back(Trouble::new(&self.name, line, Problem::EnormousLine { bytes }));
        }
        let id = self.columns.id.and_then(|at| self.row.get(at)).filter(|id| !id.is_empty());
        let id = id.map_or_else(|| format!("{}:{}", self.name, line.unwrap_or_default()), str::to_owned);
        let value = |at: &Option<usize>| at.and_then(|at| self.row.get(at)).map_or(Value::Null, Value::from);
        let kept = self.options.keep.iter().cloned().zip(self.columns.keep.iter().map(value)).collect();
        let text = self.row.get(text).unwrap_or_default().to_owned();
        self.record = Some(Record::new(id, line, kept, text, &self.options));
    }
}

impl Columns {
    /// Of columns with the same name, the first counts, unless the options say otherwise.
    pub(super) fn of(header: &[String], options: &Options) -> (Columns, Vec<Problem>) {
        let at = |column: &String| places(header, column).first().copied();
        let present = || header.iter().map(|name| name.trim().to_owned()).collect();
        let columns = Columns {
            count: header.len(),
            text: at(&options.text_field),
            id: at(&options.id_field),
            keep: options.keep.iter().map(at).collect(),
        };
        let wanted = || [&options.text_field, &options.id_field].into_iter().chain(&options.keep);
        if let Some(column) =
            wanted().find(|column| options.unique_columns && places(header, column).len() > 1)
        {
            let problem = Problem::RepeatedColumn { column: column.clone() };
            return (Columns { text: None, ..columns }, vec![problem]);
        }
        if columns.text.is_none() {
            let column = options.text_field.clone();
            return (columns, vec![Problem::NoColumn { column, present: present() }]);
        }
        let several = wanted().filter(|column| places(header, column).len() > 1);
        let several = several.map(|column| Problem::RepeatedTextColumn { column: column.clone() });
        let missing = options.keep.iter().zip(&columns.keep).filter(|(_, at)| at.is_none());
        let problem =
            |(column, _): (&String, _)| Problem::NothingToKeep { column: column.clone(), present: present() };
        let is_id_missing = columns.id.is_none() && options.names_id();
        let no_id =
            is_id_missing.then(|| Problem::NoId { field: options.id_field.clone(), present: present() });
        let problems = several.chain(missing.map(problem)).chain(no_id).collect();
        (columns, problems)
    }
}

/// Where a column stands: those of exactly this name, else those of which only the case differs.
fn places(header: &[String], column: &str) -> Vec<usize> {
    let those = |is_it: &dyn Fn(&str) -> bool| -> Vec<usize> {
        header.iter().enumerate().filter(|(_, name)| is_it(name.trim())).map(|(at, _)| at).collect()
    };
    let exact = those(&|name| name == column);
    if exact.is_empty() { those(&|name| is_called(name, column)) } else { exact }
}

fn is_called(name: &str, column: &str) -> bool {
    name.to_lowercase() == column.to_lowercase()
}

/// The separator that a table states before its header row, as Excel does (`sep=;`), and the rest.
fn stated(head: &str) -> (Option<u8>, &str) {
    let found = head.trim_start().strip_prefix("sep=").and_then(|rest| {
        let sign = rest.bytes().next().filter(|sign| matches!(sign, b',' | b';' | b'\t' | b'|'))?;
        let rest = &rest[1..];
        rest.starts_with(['\r', '\n']).then_some((Some(sign), rest))
    });
    found.unwrap_or((None, head))
}

/// The header row of a table that begins with `head`.
fn header(head: &str) -> &str {
    let head = stated(head).1.trim_start();
    &head[..line_end(head.as_bytes()).unwrap_or(head.len())]
}

/// Whether a header row, cut at a sign, has a column of this name among several.
fn names_it(header: &str, sign: char, column: &str) -> bool {
    let mut names = header.split(sign).map(|name| name.trim().trim_matches('"'));
    header.contains(sign) && names.any(|name| is_called(name, column))
}

/// Whether a text begins like a table with this column.
pub(super) fn names_column(head: &str, column: &str) -> bool {
    SIGNS.iter().any(|sign| names_it(header(head), *sign, column))
}

/// What may separate columns.
const SIGNS: [char; 4] = [',', ';', '\t', '|'];

/// The separator of a table that begins with `head`: the one it states, else a comma, unless the header row names the text
/// column only when cut at semicolons or tabs, or has no comma and one of those.
pub(super) fn separator(head: &str, text_field: &str) -> u8 {
    if let Some(sign) = stated(head).0 {
        return sign;
    }
    let header = header(head);
    let sign = SIGNS.iter().find(|sign| names_it(header, **sign, text_field));
    let sign = sign.or_else(|| SIGNS.iter().find(|sign| header.contains(**sign)));
    sign.map_or(b',', |sign| u8::try_from(*sign).unwrap_or(b','))
}

/// All that can be wrong, rows of any length being allowed and the text being decoded.
fn system_error(error: csv::Error) -> io::Error {
    io::Error::other(error)
}

/// The text of an input as the CSV reader wants it, remembering where lines begin: the reader's own
/// line numbers pass over blank lines and lone CRs.
#[derive(Debug)]
struct Numbered {
    decoded: Decoded,
    /// Text decoded and not yet handed on, from `at`.
    text: String,
    at: usize,
    /// The bytes handed on so far, and the line they end in, from 1.
    offset: u64,
    line: usize,
    last: u8,
    /// Whether the end was handed on.
    is_ended: bool,
    /// Where lines that are not blank begin, with their numbers, from the row at hand on.
    starts: VecDeque<(u64, usize)>,
}

impl Numbered {
    fn new(decoded: Decoded) -> Self {
        let (text, starts) = (String::new(), VecDeque::new());
        Numbered { decoded, text, at: 0, offset: 0, line: 1, last: b'\n', is_ended: false, starts }
    }

    /// The line a row begins in.
    fn line_of(&mut self, row: &StringRecord) -> Option<usize> {
        let begin = row.position()?.byte();
        while self.starts.front().is_some_and(|(start, _)| *start < begin) {
            self.starts.pop_front();
        }
        self.starts.front().map(|(_, line)| *line)
    }

    fn count_lines(&mut self, mut bytes: &[u8]) {
        while let Some(first) = bytes.first() {
            let length = match first {
                b'\n' | b'\r' => {
                    self.line += usize::from(!(*first == b'\n' && self.last == b'\r'));
                    1
                }
                _ => {
                    if matches!(self.last, b'\n' | b'\r') {
                        self.starts.push_back((self.offset, self.line));
                    }
                    line_end(bytes).unwrap_or(bytes.len())
                }
            };
            self.last = bytes[length - 1];
            self.offset += length as u64;
            bytes = &bytes[length..];
        }
    }
}

impl Read for Numbered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.text.len() {
            self.text.clear();
            self.at = 0;
            self.decoded.more(&mut self.text)?;
            if self.text.is_empty() && !self.is_ended {
                self.is_ended = true;
                self.text.push('\n');
                self.text.push_str(END);
            }
        }
        let count = buffer.len().min(self.text.len() - self.at);
        let bytes = &mut buffer[..count];
        bytes.copy_from_slice(&self.text.as_bytes()[self.at..self.at + count]);
        self.at += count;
        self.count_lines(bytes);
        Ok(count)
    }
}

//! Results for spreadsheets and statistics packages: one row a piece of evidence, by RFC 4180, so with
//! CRLF at the end of a row.
//!
//! Every row carries the text, because rows are filtered and sorted one by one. A cell is what the document
//! says, to the letter: a paragraph that begins with `=` or `-` is not changed, or offsets and comparisons
//! would no longer hold. Who opens documents of strangers in a spreadsheet can have such cells disarmed.

use serde_json::Value;

use crate::corpus::Paragraph;
use crate::engine::{Match, Tag};

/// The columns that are always there, in their order.
const COLUMNS: [&str; 12] = [
    "document",
    "paragraph",
    "line",
    "kind",
    "category",
    "label",
    "start",
    "end",
    "evidence",
    "pattern",
    "flags",
    "text",
];

/// The cells of a row but that of the text take about so many bytes.
const ROW: usize = 256;

/// Enough for a row of an ordinary paragraph; longer ones pass through in pieces.
const BUFFER: usize = 4096;

pub(super) type Writer<'o> = csv::Writer<&'o mut Vec<u8>>;

/// Writes one row a piece of evidence; for a paragraph without tags, one row with the cells of the tag
/// empty. Flags are joined by `;`. Kept fields are further columns after `text`, under their own names, or
/// as `kept.NAME` where a column of that name is there already.
#[derive(Clone, Debug, Default)]
pub struct Csv {
    /// The names of the fields that travel with a paragraph. A paragraph that lacks one has an empty cell.
    pub kept: Vec<String>,
    /// Have columns `sentence`, its number in the paragraph, and `sentence_start`, where it begins there, before `text`.
    pub sentences: bool,
    /// Begin with a byte order mark, without which some spreadsheets do not recognise UTF-8.
    pub bom: bool,
    /// Put an apostrophe before each cell that a spreadsheet could take for a formula: one of text that
    /// begins with `=`, `+`, `-`, `@`, a tab or a carriage return. The text of such a cell is then one
    /// character longer than the offsets say.
    pub disarm_formulas: bool,
}

impl Csv {
    /// Writes the row of names.
    pub(super) fn head(&self, out: &mut Vec<u8>) {
        if self.bom {
            out.extend_from_slice("\u{FEFF}".as_bytes());
        }
        let mut writer = writer(out);
        for name in COLUMNS {
            if name == "text" && self.sentences {
                plain_cell(&mut writer, "sentence");
                plain_cell(&mut writer, "sentence_start");
            }
            plain_cell(&mut writer, name);
        }
        for name in &self.kept {
            if COLUMNS.contains(&name.as_str()) {
                plain_cell(&mut writer, &format!("kept.{name}"));
            } else {
                self.cell(&mut writer, name);
            }
        }
        end_row(&mut writer);
    }

    /// The rows of a paragraph, one by one.
    pub(super) fn rows<'a>(
        &'a self,
        paragraph: &'a Paragraph,
        tags: &'a [Tag<'a>],
    ) -> impl Iterator<Item = Vec<u8>> + 'a {
        let line = paragraph.line.map(|line| line.to_string()).unwrap_or_default();
        let place = [paragraph.number.to_string(), line, paragraph.kind.name().to_owned()];
        let found =
            tags.iter().flat_map(|tag| tag.evidence.iter().map(move |evidence| Some((tag, evidence))));
        let untagged = tags.is_empty().then_some(None);
        found.chain(untagged).map(move |found| {
            let mut row = Vec::with_capacity(paragraph.text.len() + ROW);
            self.row(&mut writer(&mut row), paragraph, &place, found);
            row
        })
    }

    /// About how many bytes the rows of a paragraph take.
    pub(super) fn size(paragraph: &Paragraph, tags: &[Tag]) -> usize {
        let rows: usize = tags.iter().map(|tag| tag.evidence.len()).sum();
        rows.max(1).saturating_mul(paragraph.text.len() + ROW)
    }

    fn row(
        &self,
        writer: &mut Writer,
        paragraph: &Paragraph,
        place: &[String; 3],
        found: Option<(&Tag, &Match)>,
    ) {
        self.cell(writer, &paragraph.document);
        for cell in place {
            self.cell(writer, cell);
        }
        match found {
            Some((tag, evidence)) => self.found(writer, paragraph, tag, evidence),
            None => (0..7).for_each(|_| self.cell(writer, "")),
        }
        if self.sentences {
            let numbers = paragraph.sentence.map(|sentence| [sentence.number, sentence.start]);
            let cells =
                numbers.map_or_else(Default::default, |numbers| numbers.map(|number| number.to_string()));
            for cell in &cells {
                plain_cell(writer, cell);
            }
        }
        self.cell(writer, &paragraph.text);
        for name in &self.kept {
            let kept = paragraph.kept.iter().find(|(known, _)| known == name);
            match kept.map(|(_, value)| value) {
                None | Some(Value::Null) => plain_cell(writer, ""),
                Some(Value::String(text)) => self.cell(writer, text),
                // Never text that begins a formula: a number, true, false, a list or an object.
                Some(other) => plain_cell(writer, &other.to_string()),
            }
        }
        end_row(writer);
    }

    /// The seven cells of a piece of evidence.
    fn found(&self, writer: &mut Writer, paragraph: &Paragraph, tag: &Tag, evidence: &Match) {
        let flags: Vec<&str> = evidence.flags.iter().map(|flag| flag.name()).collect();
        self.cell(writer, tag.category.id());
        self.cell(writer, tag.category.label().map_or("", |label| label.in_chinese()));
        self.cell(writer, &evidence.span.start.to_string());
        self.cell(writer, &evidence.span.end.to_string());
        self.cell(writer, super::words(paragraph, evidence));
        self.cell(writer, evidence.pattern);
        self.cell(writer, &flags.join(";"));
    }

    fn cell(&self, writer: &mut Writer, text: &str) {
        if self.disarm_formulas && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            plain_cell(writer, &format!("'{text}"));
        } else {
            plain_cell(writer, text);
        }
    }
}

pub(super) fn writer(out: &mut Vec<u8>) -> Writer<'_> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).buffer_capacity(BUFFER).from_writer(out)
}

pub(super) fn plain_cell(writer: &mut Writer, text: &str) {
    let written = writer.write_field(text);
    debug_assert!(written.is_ok(), "a buffer takes everything");
}

pub(super) fn end_row(writer: &mut Writer) {
    let written = writer.write_record(None::<&[u8]>);
    debug_assert!(written.is_ok(), "a buffer takes everything, and all rows have the same columns");
}

//! The arguments of `cuoshi tag`, and how documents are read by any command.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use cuoshi::{Message, corpus};

use crate::refusal::Unfit;

fn threads(word: &str) -> Result<u16, Unfit> {
    let number = word.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| Unfit(Message::new("call.threads").with("most", u16::MAX)))
}

const TAG_EXAMPLES: &str = "\
Examples:
  cuoshi tag notices/                         read the result in the terminal
  cuoshi tag notices/ -o tags.csv --bom       a table for a spreadsheet
  cuoshi tag --rules my-rules/ news.jsonl     your own rules, JSON lines into a pipe
  cat page.txt | cuoshi tag --category fiscal control.access

Exit codes: 0 done; 1 the rules have errors; 2 wrong usage, or some input could not be read.";

#[derive(Args, Debug)]
#[command(after_help = TAG_EXAMPLES)]
pub(crate) struct TagArguments {
    /// Files and folders; `-`, or none with a pipe, is standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Rules: a file, or a folder of `*.yml` files [default: the built-in dictionary]
    #[arg(long, value_name = "FILE|FOLDER", env = "CUOSHI_RULES", hide_env_values = true)]
    pub(crate) rules: Option<PathBuf>,

    /// Only these categories, with commas or blanks between; the id of a parent includes its children
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub(crate) category: Vec<String>,

    /// Only paragraphs of these kinds, with commas between [default: all but furniture]
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',')]
    pub(crate) include: Vec<KindWord>,

    /// No paragraphs of these kinds, with commas between
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',', hide_possible_values = true)]
    pub(crate) exclude: Vec<KindWord>,

    /// What stands on a line of the result; evidence is counted in the paragraph either way
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = TagUnit::Paragraph)]
    pub(crate) unit: TagUnit,

    /// Paragraphs without a tag too, furniture among them
    #[arg(long)]
    pub(crate) all: bool,

    /// The form of the result [default: text on a terminal, jsonl into a pipe, else by the ending of FILE]
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) format: Option<OutputFormat>,

    /// Write to FILE, which gets its name when complete; `-` is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,

    /// Begin CSV with a byte order mark, so that spreadsheets see UTF-8
    #[arg(long, help_heading = "Output")]
    pub(crate) bom: bool,

    #[command(flatten)]
    pub(crate) reading: InputArguments,

    /// Further fields of a record, or of a document (title, date, source, author), that travel to the result
    #[arg(long, value_name = "FIELD", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new(), help_heading = "Input")]
    pub(crate) keep: Vec<String>,

    /// A table with a row a document, whose columns can be kept: all of them, unless --keep names some
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(crate) metadata: Option<PathBuf>,

    /// The column of that table which names the document, as results do [default: document]
    #[arg(long, value_name = "COLUMN", help_heading = "Input")]
    pub(crate) join: Option<String>,

    /// How many threads [default: as many as processors]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(crate) threads: Option<u16>,
}

/// How documents are read.
#[derive(Args, Debug)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArguments {
    /// How a text becomes paragraphs
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Split::Auto)]
    pub(crate) split: Split,

    /// The format of the input [default: by its first bytes, then by the ending of its name]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) input: Option<InputFormat>,

    /// The encoding of the input, such as gb18030, big5, utf-16le [default: found out]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// The field of a record that holds its text
    #[arg(long, value_name = "FIELD", default_value = "text")]
    pub(crate) text_field: String,

    /// The field of a record that holds its id
    #[arg(long, value_name = "FIELD", default_value = "id")]
    pub(crate) id_field: String,

    /// Leave damage in the text, such as HTML entities, pinyin in brackets, doubled paragraphs; it is told all the same
    #[arg(long)]
    pub(crate) as_is: bool,
}

impl InputArguments {
    /// The same for the library.
    pub(crate) fn options(&self) -> corpus::Options {
        corpus::Options {
            input: self.input.map(|format| match format {
                InputFormat::Text => corpus::Format::Text,
                InputFormat::Markdown => corpus::Format::Markdown,
                InputFormat::Jsonl => corpus::Format::JsonLines,
                InputFormat::Csv => corpus::Format::Csv,
                InputFormat::Tsv => corpus::Format::Tsv,
                InputFormat::Html => corpus::Format::Html,
                InputFormat::Docx => corpus::Format::Docx,
                InputFormat::Pdf => corpus::Format::Pdf,
                InputFormat::Xlsx => corpus::Format::Spreadsheet,
                InputFormat::Epub => corpus::Format::Epub,
                InputFormat::Parquet => corpus::Format::Parquet,
            }),
            split: match self.split {
                Split::Auto => corpus::Split::Auto,
                Split::Line => corpus::Split::Line,
                Split::Blank => corpus::Split::Blank,
                Split::None => corpus::Split::None,
            },
            encoding: self.encoding.clone(),
            text_field: self.text_field.clone(),
            id_field: self.id_field.clone(),
            helper: crate::helper::described(),
            as_is: self.as_is,
            ..corpus::Options::default()
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For reading
    Text,
    /// One JSON object a paragraph
    Jsonl,
    /// One row a match
    Csv,
    /// To be coded in doccano: the categories of each paragraph
    Doccano,
    /// To be coded in doccano: the evidence
    DoccanoSpans,
    /// To be coded in Label Studio: both
    LabelStudio,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum InputFormat {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// JSON objects, one a line or in a list
    Jsonl,
    /// Comma-separated values under a row of names
    Csv,
    /// Tab-separated values under a row of names
    Tsv,
    /// The main text of a web page
    Html,
    /// A Word document
    Docx,
    /// A PDF document that has text
    Pdf,
    /// A spreadsheet, XLSX or ODS, with a row of names
    #[value(alias = "ods")]
    Xlsx,
    /// An EPUB book
    Epub,
    /// A table in Parquet
    Parquet,
}

/// What is a unit of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TagUnit {
    /// A paragraph
    Paragraph,
    /// A sentence
    Sentence,
}

/// A kind of paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum KindWord {
    /// Every kind
    All,
    /// Running text
    Body,
    /// Titles
    Heading,
    /// Items of lists
    #[value(alias = "list-item")]
    ListItem,
    /// Rows of tables
    #[value(alias = "table-row")]
    TableRow,
    /// What stands under pictures or over tables
    Caption,
    /// Notes at the foot of a page
    Footnote,
    /// What a page has around its text: menus, links, dates, page numbers
    Furniture,
}

impl KindWord {
    /// Whether paragraphs of this kind are meant.
    pub(crate) fn stands_for(self, kind: corpus::Kind) -> bool {
        let meant = match self {
            KindWord::All => return true,
            KindWord::Body => corpus::Kind::Body,
            KindWord::Heading => corpus::Kind::Heading,
            KindWord::ListItem => corpus::Kind::ListItem,
            KindWord::TableRow => corpus::Kind::TableRow,
            KindWord::Caption => corpus::Kind::Caption,
            KindWord::Footnote => corpus::Kind::Footnote,
            KindWord::Furniture => corpus::Kind::Furniture,
        };
        meant == kind
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Split {
    /// Each line, unless the text is evidently hard-wrapped: then as blank
    Auto,
    /// Each line that is not empty
    Line,
    /// Blank lines separate; lines within are joined
    Blank,
    /// The whole text is one paragraph
    None,
}

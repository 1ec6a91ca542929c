//! The arguments, with the words that `--help` shows.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use cuoshi::corpus;

/// Tags paragraphs of Chinese policy texts with the policy measures they state.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// The language of messages: en or zh [default: that of the locale]
    #[arg(long, global = true, value_name = "LANGUAGE", env = "CUOSHI_LANG", hide_env_values = true, value_parser = crate::language::parse)]
    pub(crate) lang: Option<cuoshi::Language>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Tag documents
    Tag(TagArguments),
    /// Tell everything wrong or doubtful in rule files
    Check(CheckArguments),
    /// Put rules to the test: their own examples and counterexamples, and case files
    Test(TestArguments),
    /// Tell why a text has a category, or why not, and what would change that
    Explain(ExplainArguments),
    /// List the codebook: ids, labels, definitions
    Categories(CategoriesArguments),
    /// Print the completions for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write one for each command into a folder
    Man {
        /// The folder
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  cuoshi completions bash > ~/.local/share/bash-completion/completions/cuoshi
  cuoshi completions fish > ~/.config/fish/completions/cuoshi.fish";

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

    /// Paragraphs without a tag too
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

    /// Further fields of a record that travel to the result
    #[arg(long, value_name = "FIELD", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new(), help_heading = "Input")]
    pub(crate) keep: Vec<String>,

    /// How many threads [default: as many as processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) threads: Option<u16>,
}

/// How documents are read.
#[derive(Args, Debug)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArguments {
    /// How a text becomes paragraphs
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Split::Auto)]
    pub(crate) split: Split,

    /// The format of the input [default: by the ending of its name]
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
            ..corpus::Options::default()
        }
    }
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  cuoshi explain --text 减免三个月房租。                              what it was tagged with, and on what
  cuoshi explain --text 减免三个月房租。 --category fiscal.rent_relief  why, or why not
  cuoshi explain --document notice.md --paragraph 3 --category fiscal
  cuoshi explain --document news.jsonl --record 0317 --rules my-rules/
  cuoshi explain --text - --category fiscal --corpus notices/ < page.txt

A change that is proposed was tried: with it, the text is tagged otherwise.

Exit codes: 0 done; 1 the rules have errors; 2 wrong usage, or some input could not be read.";

#[derive(Args, Debug)]
#[command(after_help = EXPLAIN_EXAMPLES, group(ArgGroup::new("source").required(true)))]
pub(crate) struct ExplainArguments {
    /// The text of a paragraph; `-` is standard input
    #[arg(long, value_name = "TEXT", group = "source")]
    pub(crate) text: Option<String>,

    /// A file one of whose paragraphs is meant; `-` is standard input
    #[arg(long, value_name = "FILE", group = "source")]
    pub(crate) document: Option<PathBuf>,

    /// The number of the paragraph, as `cuoshi tag` counts; without --record over the whole file
    #[arg(long, value_name = "N", conflicts_with = "text", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) paragraph: Option<u32>,

    /// The id of the record that is meant, of JSON lines or CSV
    #[arg(long, value_name = "ID", conflicts_with = "text")]
    pub(crate) record: Option<String>,

    /// The categories asked for, with commas or blanks between; the id of a parent includes its children [default:
    /// those the paragraph has]
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub(crate) category: Vec<String>,

    /// Of a category that the paragraph has, tell also what would take it away
    #[arg(long)]
    pub(crate) unwanted: bool,

    /// Rules: a file, or a folder of `*.yml` files [default: the built-in dictionary]
    #[arg(long, value_name = "FILE|FOLDER", env = "CUOSHI_RULES", hide_env_values = true)]
    pub(crate) rules: Option<PathBuf>,

    /// Count in these texts what each change would do; may be given several times
    #[arg(long, value_name = "PATH")]
    pub(crate) corpus: Vec<PathBuf>,

    /// The form of the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Reading::Text)]
    pub(crate) format: Reading,

    #[command(flatten)]
    pub(crate) reading: InputArguments,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  cuoshi check my-rules.yml                   errors and warnings, each with its place and a way out
  cuoshi check my-rules.yml --corpus news/    and what these texts say about the terms
  cuoshi check --explain shadowed_term        what a code means, with a bad and a good example
  cuoshi check --strict --format json rules/  for scripts: warnings fail too

A warning that is not wanted is silenced in the rules: `allow: [CODE]` on a category or at the top of a file.

Exit codes: 0 no errors; 1 the rules have errors, or with --strict warnings; 2 wrong usage, or some
texts could not be read.";

#[derive(Args, Debug)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct CheckArguments {
    /// Rules: a file, or a folder of `*.yml` files [default: those of --rules]
    #[arg(value_name = "RULES")]
    pub(crate) path: Option<PathBuf>,

    /// Rules: a file, or a folder of `*.yml` files [default: the built-in dictionary]
    #[arg(long, value_name = "FILE|FOLDER", env = "CUOSHI_RULES", hide_env_values = true)]
    pub(crate) rules: Option<PathBuf>,

    /// The form of the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Reading::Text)]
    pub(crate) format: Reading,

    /// Let warnings fail the check as errors do
    #[arg(long)]
    pub(crate) strict: bool,

    /// Compare the terms with these texts too: which are never found, found everywhere, hidden or dropped; may be
    /// given several times
    #[arg(long, value_name = "PATH", help_heading = "Corpus")]
    pub(crate) corpus: Vec<PathBuf>,

    /// In how many per cent of the paragraphs a term may stand
    #[arg(long, value_name = "PERCENT", default_value_t = 5.0, help_heading = "Corpus")]
    pub(crate) broad: f64,

    /// Print the page of a code instead: why it matters, a bad example and a good one
    #[arg(long, value_name = "CODE", conflicts_with_all = ["path", "corpus"])]
    pub(crate) explain: Option<String>,
}

const TEST_EXAMPLES: &str = "\
Examples:
  cuoshi test                          the built-in dictionary and its examples
  cuoshi test my-rules/                your own rules and their examples
  cuoshi test my-rules/ cases.yml      and a file of cases
  cuoshi test cases.yml                cases for the built-in dictionary
  cuoshi test my-rules/ --watch        again after each change

A file of cases is a list:
  - text: 对返岗职工发放补贴。
    tags: [fiscal.subsidies]           # must get these; [] is nothing at all
    not: [control]                     # must not get these; a parent includes its children
    todo: true                         # known to fail for now

Exit codes: 0 all as expected; 1 a text is not, or rules or cases have errors; 2 wrong usage, or a path cannot
be read.";

#[derive(Args, Debug)]
#[command(after_help = TEST_EXAMPLES)]
pub(crate) struct TestArguments {
    /// Rules, if the first path leads to some, and files of cases; a folder stands for the `*.yml` files in it
    #[arg(value_name = "RULES|CASES")]
    pub(crate) paths: Vec<PathBuf>,

    /// Rules: a file, or a folder of `*.yml` files; all paths are cases then [default: the first path, else
    /// `CUOSHI_RULES`, else the built-in dictionary]
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) rules: Option<PathBuf>,

    /// Test again after each change of a rule or case file, until Ctrl-C
    #[arg(long)]
    pub(crate) watch: bool,

    /// The form of the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Reading::Text)]
    pub(crate) format: Reading,
}

const CATEGORIES_EXAMPLES: &str = "\
Examples:
  cuoshi categories                                  read the built-in codebook in the terminal
  cuoshi categories --rules my-rules/ --format markdown > codebook.md
  cuoshi categories --format csv --bom > codebook.csv

Exit codes: 0 done; 1 the rules have errors; 2 wrong usage.";

#[derive(Args, Debug)]
#[command(after_help = CATEGORIES_EXAMPLES)]
pub(crate) struct CategoriesArguments {
    /// Rules: a file, or a folder of `*.yml` files [default: the built-in dictionary]
    #[arg(long, value_name = "FILE|FOLDER", env = "CUOSHI_RULES", hide_env_values = true)]
    pub(crate) rules: Option<PathBuf>,

    /// The form of the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CodebookFormat::Text)]
    pub(crate) format: CodebookFormat,

    /// Begin CSV with a byte order mark, so that spreadsheets see UTF-8
    #[arg(long)]
    pub(crate) bom: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CodebookFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// One row a category
    Csv,
    /// A document, a section a category
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reading {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For reading
    Text,
    /// One JSON object a paragraph
    Jsonl,
    /// One row a match
    Csv,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum InputFormat {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values under a row of names
    Csv,
    /// Tab-separated values under a row of names
    Tsv,
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

//! The arguments, with the words that `--help` shows.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use cuoshi::{Language, Message, corpus};

use crate::language;
use crate::refusal::Unfit;

/// Tags paragraphs of Chinese policy texts with the policy measures they state.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// The language of messages [default: that of `CUOSHI_LANG`, else of the locale]
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language())]
    pub(crate) lang: Option<Language>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

fn language() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(language::words()).map(|word| language::of_word(&word).unwrap_or_default())
}

fn threads(word: &str) -> Result<u16, Unfit> {
    let number = word.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| Unfit(Message::new("call.threads").with("most", u16::MAX)))
}

fn paragraph(word: &str) -> Result<u32, Unfit> {
    let number = word.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| Unfit(Message::new("call.paragraph").with("most", u32::MAX)))
}

fn per_cent(word: &str) -> Result<f64, Unfit> {
    let number = word.parse().ok().filter(|number| (0.0..=100.0).contains(number));
    number.ok_or_else(|| Unfit(Message::new("call.per_cent")))
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Tag documents
    Tag(TagArguments),
    /// Tell everything wrong or doubtful in rule files
    Check(CheckArguments),
    /// Give rule files, and files of cases, their one form
    Fmt(FmtArguments),
    /// Put rules to the test: their own examples and counterexamples, and case files
    Test(TestArguments),
    /// Tell why a text has a category, or why not, and what would change that
    Explain(ExplainArguments),
    /// List the codebook: ids, labels, definitions
    Categories(CategoriesArguments),
    /// Start a dictionary of your own
    Init(InitArguments),
    /// Print the JSON Schema of rule files, for editors that know YAML
    Schema(SchemaArguments),
    /// Serve an editor, by the language server protocol on standard input and output
    Lsp,
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
    #[arg(long, value_name = "N", conflicts_with = "text", value_parser = paragraph)]
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
  cuoshi check my-rules.yml --fix             mend what is safe to mend, then tell what is left
  cuoshi check my-rules.yml --diff            show what --fix would change
  cuoshi check my-rules.yml --corpus news/    and what these texts say about the terms
  cuoshi check --explain shadowed_term        what a code means, with a bad and a good example
  cuoshi check --strict --format json rules/  for scripts: warnings fail too

A warning that is not wanted is silenced in the rules: `allow: [CODE]` on a category or at the top of a file.

Exit codes: 0 no errors; 1 the rules have errors, or with --strict warnings; 2 wrong usage, or rules or
texts could not be read.";

#[derive(Args, Debug)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct CheckArguments {
    /// Rules: a file, or a folder of `*.yml` files [default: those of `CUOSHI_RULES`, else the built-in
    /// dictionary]
    #[arg(value_name = "RULES")]
    pub(crate) path: Option<PathBuf>,

    /// Rules: the same, named as for other commands
    #[arg(long, value_name = "FILE|FOLDER", conflicts_with = "path")]
    pub(crate) rules: Option<PathBuf>,

    /// Mend what is safe to mend: slips of writing, terms that stand twice
    #[arg(long, conflicts_with = "explain")]
    pub(crate) fix: bool,

    /// Show what would be mended, and write nothing
    #[arg(long, conflicts_with_all = ["explain", "format"])]
    pub(crate) diff: bool,

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
    #[arg(long, value_name = "PERCENT", default_value_t = 5.0, value_parser = per_cent, requires = "corpus", help_heading = "Corpus")]
    pub(crate) broad: f64,

    /// Print the page of a code instead: why it matters, a bad example and a good one
    #[arg(long, value_name = "CODE", conflicts_with_all = ["path", "rules", "corpus"])]
    pub(crate) explain: Option<String>,
}

const FMT_EXAMPLES: &str = "\
Examples:
  cuoshi fmt my-rules.yml              rewrite it, if it is not in its form
  cuoshi fmt my-rules/ cases.yml       a folder of rule files, and a file of cases
  cuoshi fmt --check my-rules/         only name the files that are not in their form
  cuoshi fmt --diff my-rules/          show what would be changed
  cuoshi fmt - < my-rules.yml          for editors: from standard input to standard output

Comments, the order of entries and what the rules say stay as they are.

Exit codes: 0 done; 1 a file has errors that leave open how it is to be read, or with --check or --diff a file
is not in its form; 2 wrong usage, or a file could not be read or written.";

#[derive(Args, Debug)]
#[command(after_help = FMT_EXAMPLES)]
pub(crate) struct FmtArguments {
    /// Rule files, files of cases, and folders of them; `-` is standard input [default: those of `CUOSHI_RULES`,
    /// else the built-in dictionary, which is only looked at]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Write nothing; name the files that are not in their form
    #[arg(long)]
    pub(crate) check: bool,

    /// Write nothing; show what would be changed
    #[arg(long)]
    pub(crate) diff: bool,
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

Exit codes: 0 all as expected; 1 a text is not, or rules or cases have errors; 2 wrong usage, or a
path cannot be read.";

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

Exit codes: 0 done; 1 the rules have errors; 2 wrong usage, or the rules could not be read.";

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

const INIT_EXAMPLES: &str = "\
Examples:
  cuoshi init                          a small dictionary with comments, in the folder my-dictionary
  cuoshi init --extends built-in       one that builds on the built-in dictionary
  cuoshi init --from built-in copy     a copy of the built-in dictionary, in the folder copy

Rules go into the folder `rules` below DIR, cases beside it. Nothing is replaced: where one of the
files is there already, none is written.

Exit codes: 0 done; 2 wrong usage, a file is there already, or one cannot be written.";

#[derive(Args, Debug)]
#[command(after_help = INIT_EXAMPLES)]
pub(crate) struct InitArguments {
    /// The folder, made where there is none; `.` is the current one
    #[arg(value_name = "DIR", default_value = "my-dictionary")]
    pub(crate) folder: PathBuf,

    /// Copy this dictionary, to change whatever you like
    #[arg(long, value_enum, value_name = "DICTIONARY")]
    pub(crate) from: Option<Base>,

    /// Build on this dictionary, and write only what differs
    #[arg(long, value_enum, value_name = "DICTIONARY", conflicts_with = "from")]
    pub(crate) extends: Option<Base>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Base {
    /// The dictionary of this program
    BuiltIn,
}

const SCHEMA_EXAMPLES: &str = "\
Examples:
  cuoshi schema > schema.json             keys described in English and Chinese
  cuoshi schema --lang zh > schema.json   in Chinese alone

A rule file names it in its first line:
  # yaml-language-server: $schema=schema.json";

#[derive(Args, Debug)]
#[command(after_help = SCHEMA_EXAMPLES)]
pub(crate) struct SchemaArguments {
    /// That of case files instead
    #[arg(long)]
    pub(crate) cases: bool,
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

//! The arguments, with the words that `--help` shows.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

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
    /// List the codebook: ids, labels, definitions
    Categories(CategoriesArguments),
    /// Measure rules against coded paragraphs: precision, recall, F1
    Evaluate(EvaluateArguments),
    /// Tell how far coders agree, a rule set perhaps among them
    Agreement(AgreementArguments),
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

    /// How a text becomes paragraphs
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Split::Auto, help_heading = "Input")]
    pub(crate) split: Split,

    /// The format of the input [default: by the ending of its name]
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Input")]
    pub(crate) input: Option<InputFormat>,

    /// The encoding of the input, such as gb18030, big5, utf-16le [default: found out]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) encoding: Option<String>,

    /// The field of a record that holds its text
    #[arg(long, value_name = "FIELD", default_value = "text", help_heading = "Input")]
    pub(crate) text_field: String,

    /// The field of a record that holds its id
    #[arg(long, value_name = "FIELD", default_value = "id", help_heading = "Input")]
    pub(crate) id_field: String,

    /// Further fields of a record that travel to the result
    #[arg(long, value_name = "FIELD", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new(), help_heading = "Input")]
    pub(crate) keep: Vec<String>,

    /// How many threads [default: as many as processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) threads: Option<u16>,
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

const EVALUATE_EXAMPLES: &str = "\
Examples:
  cuoshi evaluate --gold coded.jsonl                       scores of each category, with intervals
  cuoshi evaluate --gold coded.jsonl --by term             what each pattern brings, harmful ones first
  cuoshi evaluate --gold coded.jsonl --show wrong --category fiscal
  cuoshi evaluate --gold coded.jsonl --rules new/ --against built-in
  cuoshi evaluate --gold coded.jsonl --format html > report.html
  cuoshi evaluate --gold coded.jsonl --fail-under 0.87     for scripts: exits with 1 below

A coded paragraph is a JSON line such as
  {\"id\": \"n1:3\", \"document\": \"n1\", \"text\": \"发放补贴。\", \"tags\": [\"fiscal.subsidies\"]}
with tags by id or label and `[]` for none; or a row of a CSV file with these columns, tags with `;` between; or
comes from doccano (JSONL, JSON, CSV) or Label Studio (JSON).

Exit codes: 0 done; 1 the rules have errors, or F1 is below --fail-under; 2 wrong usage, or some of the coded
paragraphs could not be read.";

#[derive(Args, Debug)]
#[command(after_help = EVALUATE_EXAMPLES)]
pub(crate) struct EvaluateArguments {
    /// Coded paragraphs: JSON lines, CSV, an export of doccano or Label Studio; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,

    /// Rules: a file, or a folder of `*.yml` files [default: the built-in dictionary]
    #[arg(long, value_name = "FILE|FOLDER", env = "CUOSHI_RULES", hide_env_values = true)]
    pub(crate) rules: Option<PathBuf>,

    /// What scores are told of
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = By::Category)]
    pub(crate) by: By,

    /// Show the paragraphs that are wrongly tagged, or missed
    #[arg(long, value_enum, value_name = "WHICH", value_delimiter = ',')]
    pub(crate) show: Vec<Show>,

    /// Only these categories, with commas or blanks between; the id of a parent includes its children
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub(crate) category: Vec<String>,

    /// Compare with these rules: a file, a folder, or `built-in`
    #[arg(long, value_name = "RULES", conflicts_with = "by")]
    pub(crate) against: Option<PathBuf>,

    /// Exit with 1 where F1 of all tags is below
    #[arg(long, value_name = "F1")]
    pub(crate) fail_under: Option<f64>,

    #[command(flatten)]
    pub(crate) coded: CodedArguments,

    /// The form of the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = EvaluationFormat::Text)]
    pub(crate) format: EvaluationFormat,

    /// Begin CSV with a byte order mark, so that spreadsheets see UTF-8
    #[arg(long)]
    pub(crate) bom: bool,
}

const AGREEMENT_EXAMPLES: &str = "\
Examples:
  cuoshi agreement anna.jsonl bo.csv               two coders
  cuoshi agreement anna.jsonl bo.jsonl built-in    and the built-in dictionary as a third
  cuoshi agreement label-studio.json               the coders of one file
  cuoshi agreement anna.jsonl bo.jsonl --show      what they differ on

A coder is a file of coded paragraphs (see `cuoshi evaluate --help`), or rules: a .yml file, a folder of them, or
`built-in`. Paragraphs are joined by their ids, else by document and number, else by their texts.

Exit codes: 0 done; 1 the rules have errors; 2 wrong usage, or something could not be read.";

#[derive(Args, Debug)]
#[command(after_help = AGREEMENT_EXAMPLES)]
pub(crate) struct AgreementArguments {
    /// Files of coded paragraphs, and rules: a `.yml` file, a folder, or `built-in`
    #[arg(value_name = "CODER", required = true)]
    pub(crate) coders: Vec<PathBuf>,

    /// List the paragraphs on which coders differ
    #[arg(long)]
    pub(crate) show: bool,

    /// Only these categories, with commas between; the id of a parent includes its children
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) category: Vec<String>,

    #[command(flatten)]
    pub(crate) coded: CodedArguments,

    /// The form of the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,

    /// Begin CSV with a byte order mark, so that spreadsheets see UTF-8
    #[arg(long)]
    pub(crate) bom: bool,
}

/// How coded paragraphs are read.
#[derive(Args, Debug)]
pub(crate) struct CodedArguments {
    /// Roll categories up to so many parts of their ids: with 1, fiscal.subsidies counts as fiscal
    #[arg(long, value_name = "N")]
    pub(crate) level: Option<usize>,

    /// The field of a record that holds its text
    #[arg(long, value_name = "FIELD", default_value = "text", help_heading = "Coded paragraphs")]
    pub(crate) text_field: String,

    /// The field of a record that holds its id
    #[arg(long, value_name = "FIELD", default_value = "id", help_heading = "Coded paragraphs")]
    pub(crate) id_field: String,

    /// The field of a record that holds its categories [default: tags, or what tools call it]
    #[arg(long, value_name = "FIELD", help_heading = "Coded paragraphs")]
    pub(crate) tags_field: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// Each category
    Category,
    /// Each pattern: what it brings, and what it alone brings
    Term,
    /// Each document
    Document,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Show {
    /// With a tag that the coder did not give, and its evidence
    Wrong,
    /// Without a tag that the coder gave
    Missed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvaluationFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// One table
    Csv,
    /// A page with everything, to pass on
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// One table
    Csv,
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
    /// The labelling interface for Label Studio
    LabelStudio,
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

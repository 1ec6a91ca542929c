//! The arguments of the commands that take coded paragraphs.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use cuoshi::Message;

use crate::refusal::Unfit;

fn f1(word: &str) -> Result<f64, Unfit> {
    let number = word.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| Unfit(Message::new("call.f1")))
}

fn level(word: &str) -> Result<usize, Unfit> {
    let number = word.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| Unfit(Message::new("call.level")))
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
    /// Coded paragraphs: JSON lines, CSV, an export of doccano or Label Studio, a folder of such
    /// files; `-` is standard input
    #[arg(long, value_name = "FILE|FOLDER")]
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

    /// Only these categories, by id or label, with commas between; that of a parent includes its
    /// children. Every figure is then one of these alone
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub(crate) category: Vec<String>,

    /// Compare with these rules: a file, a folder, or `built-in`
    #[arg(long, value_name = "RULES", conflicts_with = "by")]
    pub(crate) against: Option<PathBuf>,

    /// Exit with 1 where F1 of all tags is below
    #[arg(long, value_name = "F1", value_parser = f1)]
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
`built-in`. Ids and labels are taken for the same where rules say so. Paragraphs are joined by their ids, else by document and number, else by their texts.

Exit codes: 0 done; 1 the rules have errors; 2 wrong usage, or something could not be read.";

#[derive(Args, Debug)]
#[command(after_help = AGREEMENT_EXAMPLES)]
pub(crate) struct AgreementArguments {
    /// Files of coded paragraphs or folders of them, and rules: a `.yml` file, a folder of them, or
    /// `built-in`
    #[arg(value_name = "CODER", required = true)]
    pub(crate) coders: Vec<PathBuf>,

    /// Rules by which ids and labels are known [default: those among the coders, else the built-in
    /// dictionary]
    #[arg(long, value_name = "FILE|FOLDER", env = "CUOSHI_RULES", hide_env_values = true)]
    pub(crate) rules: Option<PathBuf>,

    /// List the paragraphs on which coders differ
    #[arg(long)]
    pub(crate) show: bool,

    /// Only these categories, by id or label, with commas between; that of a parent includes its
    /// children. Every figure is then one of these alone
    #[arg(long, value_name = "ID")]
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
    #[arg(long, value_name = "N", value_parser = level)]
    pub(crate) level: Option<usize>,

    /// The format of what is no JSON list [default: found out]
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Coded paragraphs")]
    pub(crate) input: Option<CodedFormat>,

    /// The encoding of the coded paragraphs, such as gb18030, big5 [default: found out]
    #[arg(long, value_name = "NAME", help_heading = "Coded paragraphs")]
    pub(crate) encoding: Option<String>,

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
pub(crate) enum CodedFormat {
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values under a row of names
    Csv,
    /// Tab-separated values under a row of names
    Tsv,
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
    /// Without a tag that the coder gave, with the clause that came nearest
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

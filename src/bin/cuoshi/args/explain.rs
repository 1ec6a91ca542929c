//! The arguments of `cuoshi explain`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};
use cuoshi::Message;

use super::{InputArguments, Reading};
use crate::refusal::Unfit;

fn paragraph(word: &str) -> Result<u32, Unfit> {
    let number = word.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| Unfit(Message::new("call.paragraph").with("most", u32::MAX)))
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

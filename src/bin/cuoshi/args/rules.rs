//! The arguments of the commands that look after rule files: check, fmt and test.

use std::path::PathBuf;

use clap::Args;
use cuoshi::Message;

use super::Reading;
use crate::refusal::Unfit;

fn per_cent(word: &str) -> Result<f64, Unfit> {
    let number = word.parse().ok().filter(|number| (0.0..=100.0).contains(number));
    number.ok_or_else(|| Unfit(Message::new("call.per_cent")))
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

//! The arguments of the commands about a dictionary as a whole: its codebook, its start, its schema.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

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

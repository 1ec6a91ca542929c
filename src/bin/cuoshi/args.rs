//! The arguments, with the words that `--help` shows.

mod coded;
mod dictionary;
mod explain;
mod rules;
mod tag;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use cuoshi::Language;

use crate::language;
pub(crate) use coded::{
    AgreementArguments, By, CodedArguments, CodedFormat, EvaluateArguments, EvaluationFormat, Show,
    TableFormat,
};
pub(crate) use dictionary::{CategoriesArguments, CodebookFormat, InitArguments, SchemaArguments};
pub(crate) use explain::ExplainArguments;
pub(crate) use rules::{CheckArguments, FmtArguments, TestArguments};
pub(crate) use tag::{InputArguments, KindWord, OutputFormat, TagArguments, TagUnit};

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
    /// Measure rules against coded paragraphs: precision, recall, F1
    Evaluate(EvaluateArguments),
    /// Tell how far coders agree, a rule set perhaps among them
    Agreement(AgreementArguments),
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

/// The form of what most commands tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reading {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

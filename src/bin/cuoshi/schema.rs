//! `cuoshi schema`: what editors that know YAML need to know of the language.

use std::process::ExitCode;

use cuoshi::{Language, case_schema, rule_schema};

use crate::args::SchemaArguments;
use crate::output;

/// Runs the command. Where no language is asked for, keys are described in all of them.
pub(crate) fn run(arguments: &SchemaArguments, asked: Option<Language>, language: Language) -> ExitCode {
    let one = asked.map(|language| [language]);
    let languages = one.as_ref().map_or(&Language::ALL[..], |one| &one[..]);
    let schema = if arguments.cases { case_schema(languages) } else { rule_schema(languages) };
    output::print(format!("{schema:#}\n").as_bytes(), language).into()
}

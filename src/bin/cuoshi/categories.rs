//! `cuoshi categories`: the codebook.

use std::process::ExitCode;

use cuoshi::report::codebook;
use cuoshi::{Language, Message};

use crate::args::{CategoriesArguments, CodebookFormat};
use crate::{Outcome, output, rules, window};

/// Runs the command.
pub(crate) fn run(arguments: &CategoriesArguments, language: Language) -> ExitCode {
    let undone = Message::new("categories.undone");
    let Some(rules) = rules::load(arguments.rules.as_deref(), undone, language) else {
        return Outcome::RulesHaveErrors.into();
    };
    let mut out = Vec::new();
    match arguments.format {
        CodebookFormat::Text => codebook::text(&rules, window::style(true, language), &mut out),
        CodebookFormat::Json => codebook::json(&rules, &mut out),
        CodebookFormat::Csv => codebook::csv(&rules, arguments.bom, &mut out),
        CodebookFormat::Markdown => codebook::markdown(&rules, language, &mut out),
    }
    output::print(&out, language).into()
}

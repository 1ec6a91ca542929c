//! `cuoshi categories`: the codebook.

use std::process::ExitCode;

use cuoshi::Language;
use cuoshi::report::{codebook, label_studio_interface};

use crate::args::{CategoriesArguments, CodebookFormat};
use crate::{Outcome, output, rules, window};

/// Runs the command.
pub(crate) fn run(arguments: &CategoriesArguments, language: Language) -> ExitCode {
    let Some(rules) = rules::load(arguments.rules.as_deref(), "listed", language) else {
        return Outcome::RulesHaveErrors.into();
    };
    let mut out = Vec::new();
    match arguments.format {
        CodebookFormat::Text => codebook::text(&rules, window::style(true), &mut out),
        CodebookFormat::Json => codebook::json(&rules, &mut out),
        CodebookFormat::Csv => codebook::csv(&rules, arguments.bom, &mut out),
        CodebookFormat::Markdown => codebook::markdown(&rules, &mut out),
        CodebookFormat::LabelStudio => label_studio_interface(&rules, &mut out),
    }
    output::print(&out).into()
}

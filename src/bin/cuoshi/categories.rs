//! `cuoshi categories`: the codebook.

use std::process::ExitCode;

use cuoshi::report::{codebook, label_studio_interface};
use cuoshi::{Language, Message};

use crate::args::{CategoriesArguments, CodebookFormat};
use crate::{Outcome, output, rules, say, window};

/// Runs the command.
pub(crate) fn run(arguments: &CategoriesArguments, language: Language) -> ExitCode {
    if arguments.bom && arguments.format != CodebookFormat::Csv {
        say(&Message::new("commands.bom_without_csv"), language);
        return Outcome::InputFailed.into();
    }
    let rules = match rules::load(arguments.rules.as_deref(), Message::new("categories.undone"), language) {
        Ok(rules) => rules,
        Err(outcome) => return outcome.into(),
    };
    let mut out = Vec::new();
    match arguments.format {
        CodebookFormat::Text => codebook::text(&rules, window::style(true, language), &mut out),
        CodebookFormat::Json => codebook::json(&rules, &mut out),
        CodebookFormat::Csv => codebook::csv(&rules, arguments.bom, &mut out),
        CodebookFormat::Markdown => codebook::markdown(&rules, language, &mut out),
        CodebookFormat::LabelStudio => label_studio_interface(&rules, language, &mut out),
    }
    output::print(&out, language).into()
}

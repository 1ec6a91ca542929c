//! The rules a command works with: those named, else the built-in dictionary.

use std::io::IsTerminal as _;
use std::path::Path;

use cuoshi::{Diagnostics, Dictionary, RuleSet, Severity};

use crate::say;

/// Loads the rules and tells the user what is wrong or doubtful; nothing where they have errors.
pub(crate) fn load(path: Option<&Path>) -> Option<RuleSet> {
    let dictionary = match path {
        Some(path) => Dictionary::load(path),
        None => Ok(Dictionary::built_in()),
    };
    match dictionary.and_then(Dictionary::check) {
        Ok((rules, warnings)) => {
            tell(&warnings);
            Some(rules)
        }
        Err(diagnostics) => {
            tell(&diagnostics);
            let errors = diagnostics.iter().filter(|one| one.severity() == Severity::Error).count();
            let thing = if errors == 1 { "error" } else { "errors" };
            say(format_args!("the rules have {errors} {thing}; nothing was tagged"));
            None
        }
    }
}

fn tell(diagnostics: &Diagnostics) {
    if !diagnostics.is_empty() {
        let colour = std::io::stderr().is_terminal()
            && anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
        eprintln!("{}\n", diagnostics.render(colour));
    }
}

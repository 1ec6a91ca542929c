//! The rules a command works with: those named, else the built-in dictionary.

use std::path::Path;

use cuoshi::{Diagnostics, Dictionary, RuleSet, Severity};

use crate::{say, tell};

/// Loads the rules and tells the user what is wrong or doubtful; nothing where they have errors.
pub(crate) fn load(path: Option<&Path>) -> Option<RuleSet> {
    let dictionary = match path {
        Some(path) => Dictionary::load(path),
        None => Ok(Dictionary::built_in()),
    };
    match dictionary.and_then(Dictionary::check) {
        Ok((rules, warnings)) => {
            show(&warnings);
            Some(rules)
        }
        Err(diagnostics) => {
            show(&diagnostics);
            let errors = diagnostics.iter().filter(|one| one.severity() == Severity::Error).count();
            let thing = if errors == 1 { "error" } else { "errors" };
            say(format_args!("the rules have {errors} {thing}; nothing was tagged"));
            None
        }
    }
}

fn show(diagnostics: &Diagnostics) {
    if !diagnostics.is_empty() {
        let colour = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
        tell(format_args!("{}\n", diagnostics.render(colour)));
    }
}

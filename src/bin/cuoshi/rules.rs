//! The rules a command works with: those named, else the built-in dictionary.

use std::path::Path;

use cuoshi::{Diagnostics, Dictionary, Language, RuleSet, Severity};

use crate::{say, tell};

/// Loads the rules and tells the user what is wrong or doubtful; nothing where they have errors. `undone` is
/// what is then not done.
pub(crate) fn load(path: Option<&Path>, undone: &str, language: Language) -> Option<RuleSet> {
    let dictionary = match path {
        Some(path) => Dictionary::load(path),
        None => Ok(Dictionary::built_in()),
    };
    told(dictionary.and_then(Dictionary::check), "rules", undone, language)
}

/// What a check gave, with the diagnostics told; nothing where there are errors.
pub(crate) fn told<T>(
    checked: Result<(T, Diagnostics), Diagnostics>,
    what: &str,
    undone: &str,
    language: Language,
) -> Option<T> {
    match checked {
        Ok((good, warnings)) => {
            show(&warnings, language);
            Some(good)
        }
        Err(diagnostics) => {
            show(&diagnostics, language);
            let errors = diagnostics.iter().filter(|one| one.severity() == Severity::Error).count();
            let thing = if errors == 1 { "error" } else { "errors" };
            say(format_args!("the {what} have {errors} {thing}; nothing was {undone}"));
            None
        }
    }
}

/// Tells diagnostics, if there are any.
pub(crate) fn show(diagnostics: &Diagnostics, language: Language) {
    if !diagnostics.is_empty() {
        let colour = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
        tell(format_args!("{}\n", diagnostics.render(colour, language)));
    }
}

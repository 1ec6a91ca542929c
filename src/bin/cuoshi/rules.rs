//! The rules a command works with: those named, else the built-in dictionary.

use std::path::Path;

use cuoshi::{Diagnostics, Dictionary, Language, Message, RuleSet, Severity};

use crate::{say, tell};

/// Loads the rules and tells the user what is wrong or doubtful; nothing where they have errors. `undone` says
/// what is then not done.
pub(crate) fn load(path: Option<&Path>, undone: Message, language: Language) -> Option<RuleSet> {
    let dictionary = match path {
        Some(path) => Dictionary::load(path),
        None => Ok(Dictionary::built_in()),
    };
    told(dictionary.and_then(Dictionary::check), "program.rules_have_errors", undone, language)
}

/// What a check gave, with the diagnostics told; nothing where there are errors. `wrong` is the key of what is
/// said then.
pub(crate) fn told<T>(
    checked: Result<(T, Diagnostics), Diagnostics>,
    wrong: &'static str,
    undone: Message,
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
            say(&Message::new(wrong).with("count", errors).with_message("undone", undone), language);
            None
        }
    }
}

fn show(diagnostics: &Diagnostics, language: Language) {
    if !diagnostics.is_empty() {
        let colour = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
        tell(format_args!("{}\n", diagnostics.render(colour, language)));
    }
}

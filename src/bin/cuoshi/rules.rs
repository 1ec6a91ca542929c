//! The rules a command works with: those named, else the built-in dictionary.

use std::path::Path;

use cuoshi::{Code, Diagnostics, Dictionary, Language, Message, RuleSet, Severity};
use serde_json::{Value, json};

use crate::{Outcome, say, tell};

/// Reads the rules, which may be wrong.
pub(crate) fn read(path: Option<&Path>) -> Result<Dictionary, Diagnostics> {
    match path {
        Some(path) => Dictionary::load(path),
        None => Ok(Dictionary::built_in()),
    }
}

/// Loads the rules and tells the user what is wrong or doubtful; what to end with where they have errors. `undone`
/// is what is then not done.
pub(crate) fn load(path: Option<&Path>, undone: Message, language: Language) -> Result<RuleSet, Outcome> {
    let checked = match path {
        Some(path) => Dictionary::load(path).and_then(Dictionary::check),
        None => RuleSet::built_in().map(|rules| (rules, Diagnostics::default())),
    };
    told(checked, "program.rules_have_errors", undone, language)
}

/// What a check gave, with the diagnostics told; what to end with where there are errors. `wrong` is the key
/// of what is said then.
pub(crate) fn told<T>(
    checked: Result<(T, Diagnostics), Diagnostics>,
    wrong: &'static str,
    undone: Message,
    language: Language,
) -> Result<T, Outcome> {
    match checked {
        Ok((good, warnings)) => {
            show(&warnings, language);
            Ok(good)
        }
        Err(diagnostics) => {
            show(&diagnostics, language);
            let errors = diagnostics.iter().filter(|one| one.severity() == Severity::Error).count();
            say(&Message::new(wrong).with("count", errors).with_message("undone", undone), language);
            Err(outcome(&diagnostics))
        }
    }
}

/// What a run ends with whose rules or cases have errors: a path that cannot be read is a wrong call.
pub(crate) fn outcome(diagnostics: &Diagnostics) -> Outcome {
    let is_unreadable = diagnostics.iter().any(|one| one.code() == Code::Unreadable);
    if is_unreadable { Outcome::InputFailed } else { Outcome::RulesHaveErrors }
}

/// Diagnostics for programs, as one object.
pub(crate) fn json(diagnostics: &Diagnostics, language: Language) -> Value {
    let count = |severity| diagnostics.iter().filter(|one| one.severity() == severity).count();
    json!({
        "diagnostics": diagnostics.to_json(language),
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
    })
}

/// Tells diagnostics, if there are any.
pub(crate) fn show(diagnostics: &Diagnostics, language: Language) {
    if !diagnostics.is_empty() {
        let colour = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
        tell(format_args!("{}\n", diagnostics.render(colour, language)));
    }
}

//! In which language the user is spoken to. It must be known before the call is understood, since what is
//! wrong with a call is told in it too.

use std::env;

use cuoshi::{Language, Message};

/// The variable that names a language for this program alone.
const OWN: &str = "CUOSHI_LANG";

/// The variables that name a locale, the strongest first.
const LOCALES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The words that name the languages.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    Language::ALL.into_iter().map(Language::word)
}

/// The language that one of the [`words`] names.
pub(crate) fn of_word(word: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.word() == word)
}

/// The language of the user: that of `--lang`, else of `CUOSHI_LANG`, else of the locale, else English.
///
/// # Errors
///
/// Where `CUOSHI_LANG` is needed and names none, with the language to say so in. What is wrong with `--lang` is
/// found when the call is read.
pub(crate) fn of_user() -> Result<Language, (Message, Language)> {
    if let Some(language) = argument().and_then(|word| of_word(&word)) {
        return Ok(language);
    }
    match variable(OWN) {
        None => Ok(of_locale()),
        Some(word) => Language::of_locale(&word).ok_or_else(|| {
            let unknown = Message::new("program.unknown_language").with("name", OWN).with("word", word);
            (unknown.with_list("known", words()), of_locale())
        }),
    }
}

/// The word behind `--lang`, wherever it stands among the arguments.
fn argument() -> Option<String> {
    let arguments = env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let mut arguments = arguments.take_while(|argument| argument != "--");
    let found = arguments.find(|argument| argument == "--lang" || argument.starts_with("--lang="))?;
    match found.split_once('=') {
        Some((_, word)) => Some(word.to_owned()),
        None => arguments.next(),
    }
}

fn of_locale() -> Language {
    LOCALES
        .iter()
        .find_map(|name| variable(name))
        .and_then(|name| Language::of_locale(&name))
        .unwrap_or_default()
}

/// A variable that says something.
fn variable(name: &str) -> Option<String> {
    env::var_os(name).map(|value| value.to_string_lossy().into_owned()).filter(|value| !value.is_empty())
}

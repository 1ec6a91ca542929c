//! In which language the user is spoken to.

use cuoshi::Language;

/// The variables that name a locale, the strongest first.
const LOCALES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language of the user's locale; English where it names none that is known.
pub(crate) fn of_environment() -> Language {
    let locale = LOCALES.iter().filter_map(|name| std::env::var(name).ok()).find(|locale| !locale.is_empty());
    locale.and_then(|locale| Language::of_locale(&locale)).unwrap_or_default()
}

/// The language that an argument names.
pub(crate) fn parse(word: &str) -> Result<Language, String> {
    Language::of_locale(word).ok_or_else(|| "there are: en, zh".to_owned())
}

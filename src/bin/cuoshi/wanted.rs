//! The categories that `--category` names.

use cuoshi::{Category, Message, RuleSet};

/// The ids among the words behind `--category`, which commas or blanks separate; none where there are no words.
/// Fails where a word is no id, or there are only empty ones.
pub(crate) fn ids<'w>(rules: &RuleSet, words: &'w [String]) -> Result<Vec<&'w str>, Message> {
    let mut ids = Vec::new();
    for word in words {
        ids.extend(ids_in(rules, word)?);
    }
    if ids.is_empty() && !words.is_empty() { Err(Message::new("tag.no_category")) } else { Ok(ids) }
}

/// Whether a word is the id of a category, or of a parent of some.
pub(crate) fn is_id(rules: &RuleSet, word: &str) -> bool {
    rules.categories().iter().any(|category| category.is_within(word))
}

/// The ids in one word of the command line, which may hold several.
fn ids_in<'w>(rules: &RuleSet, word: &'w str) -> Result<Vec<&'w str>, Message> {
    let whole = word.trim();
    if is_id(rules, whole) {
        return Ok(vec![whole]);
    }
    // What a category is called may have blanks in it.
    if let Some(category) = called(rules, whole) {
        return Err(misspelt(whole, category.id()));
    }
    let parts = whole.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，'));
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(|part| if is_id(rules, part) { Ok(part) } else { Err(unknown(rules, part)) }).collect()
}

/// The category of this name.
fn called<'r>(rules: &'r RuleSet, name: &str) -> Option<&'r Category> {
    let name = name.to_lowercase();
    let is_it = |known: &str| !name.is_empty() && known.to_lowercase() == name;
    let mut categories = rules.categories().iter();
    categories.find(|category| names(category).any(is_it))
}

fn names(category: &Category) -> impl Iterator<Item = &str> {
    category.label().into_iter().flat_map(|label| [label.in_chinese(), label.in_english()])
}

/// What to say of a word that is no id.
fn unknown(rules: &RuleSet, word: &str) -> Message {
    let categories = rules.categories();
    let known = || categories.iter().map(Category::id);
    let near_name = || {
        let near = cuoshi::nearest(word, categories.iter().flat_map(names))?;
        called(rules, near).map(Category::id)
    };
    let near = called(rules, word).map(Category::id).or_else(|| cuoshi::nearest(word, known()));
    match near.or_else(near_name) {
        Some(near) => misspelt(word, near),
        None => Message::new("tag.unknown_category").with_list("known", known()).with("id", word),
    }
}

fn misspelt(word: &str, near: &str) -> Message {
    Message::new("tag.misspelt_category").with("near", near).with("id", word)
}

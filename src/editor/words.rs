//! What is said about keys, sets, categories and codes, in the words of an editor: short, in Markdown.

use crate::language::{Language, Message};
use crate::ruleset::{Code, Key};

use super::drafts::Drafts;

/// So many terms are listed.
const SHOWN: usize = 12;

/// What a key means, with an example.
pub(super) fn of_key(key: &Key, language: Language) -> String {
    format!("{}\n\n```yaml\n{}\n```", key.meaning(language), key.example(language))
}

/// What a code means: the first paragraph of its page.
pub(super) fn of_code(code: Code, language: Language) -> String {
    let page = code.page(language);
    page.split("\n\n").nth(1).unwrap_or_default().to_owned()
}

/// What a category is called.
pub(super) fn label(drafts: &Drafts, id: &str, language: Language) -> Option<String> {
    said(drafts, id, "label", language)
}

/// What a category says for readers under a key, here or in the dictionary that these files build on.
pub(super) fn said(drafts: &Drafts, id: &str, key: &str, language: Language) -> Option<String> {
    drafts.given_as_id(id).find_map(|(draft, mention)| {
        let category = draft.category_of(mention.part)?;
        draft.label(draft.outline().entry(draft.text(), category, key)?, language)
    })
}

/// Terms in one line, and how many more there are.
pub(super) fn listed(terms: &[String], language: Language) -> String {
    let shown = terms.iter().take(SHOWN).map(String::as_str);
    let message = Message::new("list").with_list("items", shown);
    let more = terms.len().saturating_sub(SHOWN);
    if more == 0 {
        return message.text(language);
    }
    Message::new("editor.and_more").with_message("items", message).with("count", more).text(language)
}

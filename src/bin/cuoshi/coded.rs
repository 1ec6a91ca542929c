//! Coded paragraphs as commands take them, and the rules that stand beside them.

use std::io;
use std::path::Path;

use cuoshi::corpus::{Coded, CodedFields, CodedParagraph, Severity};
use cuoshi::{Language, Message, RuleSet};

use crate::args::CodedArguments;
use crate::{Outcome, rules, say};

/// The word that names the built-in dictionary where rules are named.
pub(crate) const BUILT_IN: &str = "built-in";

/// The paragraphs of a file and, of its lines, how many could not be read.
pub(crate) fn read(
    path: &Path,
    arguments: &CodedArguments,
    language: Language,
) -> (Vec<CodedParagraph>, usize) {
    let fields = CodedFields {
        text: arguments.text_field.clone(),
        id: arguments.id_field.clone(),
        tags: arguments.tags_field.clone(),
    };
    let coded = Coded::read(path, io::stdin(), &fields);
    for trouble in &coded.troubles {
        say(&trouble.message(), language);
    }
    let failures = coded.troubles.iter().filter(|trouble| trouble.severity() == Severity::Failure);
    (coded.paragraphs, failures.count())
}

/// The rules of a path, or the built-in ones where it says so; what to end with where they have errors, which are
/// told.
pub(crate) fn rules(path: Option<&Path>, undone: Message, language: Language) -> Result<RuleSet, Outcome> {
    rules::load(path.filter(|path| *path != Path::new(BUILT_IN)), undone, language)
}

/// The ids of `--category`; a message where one is none of the known ones, nor a parent of any.
pub(crate) fn categories<'k>(
    asked: &[String],
    known: impl Iterator<Item = &'k str> + Clone,
) -> Result<Vec<String>, Message> {
    let ids: Vec<String> = asked.iter().map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
    let is_within = |one: &str, id: &str| {
        one.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    match ids.iter().find(|id| !known.clone().any(|one| is_within(one, id))) {
        None => Ok(ids),
        Some(id) => Err(match cuoshi::nearest(id, known.clone()) {
            Some(near) => Message::new("tag.misspelt_category").with("near", near),
            None => Message::new("tag.unknown_category").with_list("known", known),
        }
        .with("id", id)),
    }
}

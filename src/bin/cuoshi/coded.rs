//! Coded paragraphs as commands take them, and the rules that stand beside them.

use std::io;
use std::path::Path;

use cuoshi::corpus::{Coded, CodedFields, CodedParagraph, Severity, Uncoded};
use cuoshi::{Language, Message, RuleSet};

use crate::args::CodedArguments;
use crate::{Outcome, rules, say};

/// The word that names the built-in dictionary where rules are named.
pub(crate) const BUILT_IN: &str = "built-in";

/// The paragraphs of a file, and how much of it could not be read.
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
    let unreadable = coded.paragraphs.iter().filter(|paragraph| paragraph.tags == Err(Uncoded::Unreadable));
    let failures = failures.count() + unreadable.count();
    (coded.paragraphs, failures)
}

/// The rules of a path, or the built-in ones where it says so; what to end with where they have errors, which are
/// told.
pub(crate) fn rules(path: Option<&Path>, undone: Message, language: Language) -> Result<RuleSet, Outcome> {
    rules::load(path.filter(|path| *path != Path::new(BUILT_IN)), undone, language)
}

/// How a run ends that printed its result, of which so much input could not be read; that is told.
pub(crate) fn ended(printed: Outcome, failures: usize, language: Language) -> Outcome {
    if failures == 0 || !matches!(printed, Outcome::Done | Outcome::CheckFailed) {
        return printed;
    }
    say(&Message::new("evaluate.unread").with("count", failures), language);
    Outcome::InputFailed
}

/// The ids of `--category`; a message where one is none of the known ones, nor a parent of any.
pub(crate) fn categories<'k>(
    asked: &[String],
    known: impl Iterator<Item = &'k str> + Clone,
) -> Result<Vec<String>, Message> {
    let ids: Vec<String> = asked.iter().map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
    if ids.is_empty() && !asked.is_empty() {
        return Err(Message::new("tag.no_category"));
    }
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

//! Coded paragraphs as commands take them, and the rules that stand beside them.

use std::io;
use std::path::Path;

use cuoshi::corpus::{Coded, CodedOptions, CodedParagraph, Format, Trouble};
use cuoshi::{Language, Message, Names, RuleSet};

use crate::args::{CodedArguments, CodedFormat};
use crate::{Outcome, rules, say};

/// The word that names the built-in dictionary where rules are named.
pub(crate) const BUILT_IN: &str = "built-in";

/// The paragraphs of a file, and how much of it could not be read. `names` are those by which categories are known.
pub(crate) fn read(
    path: &Path,
    arguments: &CodedArguments,
    names: &Names,
    language: Language,
) -> (Vec<CodedParagraph>, usize) {
    let options = CodedOptions {
        text_field: arguments.text_field.clone(),
        id_field: arguments.id_field.clone(),
        tags_field: arguments.tags_field.clone(),
        input: arguments.input.map(|format| match format {
            CodedFormat::Jsonl => Format::JsonLines,
            CodedFormat::Csv => Format::Csv,
            CodedFormat::Tsv => Format::Tsv,
        }),
        encoding: arguments.encoding.clone(),
        names: names.clone(),
    };
    let coded = Coded::read(path, io::stdin(), &options);
    for trouble in &coded.troubles {
        say(&trouble.message(), language);
    }
    let failures: usize = coded.troubles.iter().map(Trouble::losses).sum();
    let uncoded = coded.paragraphs.iter().filter_map(|paragraph| paragraph.tags.as_ref().err());
    let failures = failures + uncoded.filter(|why| why.is_failure()).count();
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

/// What `--category` asks for, and among what.
pub(crate) struct Asked<'a, 'k> {
    pub(crate) words: &'a [String],
    /// The categories there are.
    pub(crate) known: &'a [&'k str],
    pub(crate) names: &'a Names,
    pub(crate) level: Option<usize>,
}

impl Asked<'_, '_> {
    /// The ids of the words, which are ids or labels with commas or blanks between. A message where one is none of the
    /// known categories, nor a parent of any.
    pub(crate) fn ids(&self) -> Result<Vec<String>, Message> {
        let mut ids = Vec::new();
        for word in self.words {
            let whole = word.trim();
            if self.is_id(whole) {
                ids.push(whole.to_owned());
                continue;
            }
            let parts = self.names.list(whole).unwrap_or_else(|| {
                let parts = whole.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，'));
                parts.filter(|part| !part.is_empty()).collect()
            });
            for part in parts {
                ids.push(self.id(part)?);
            }
        }
        if ids.is_empty() && !self.words.is_empty() { Err(Message::new("tag.no_category")) } else { Ok(ids) }
    }

    /// Whether a word is the id of a known category, or of a parent of some.
    fn is_id(&self, word: &str) -> bool {
        self.known.iter().any(|one| is_within(one, word))
    }

    fn id(&self, part: &str) -> Result<String, Message> {
        let meant = match self.names.ids(part) {
            [id] => id,
            _ => part,
        };
        if self.is_id(meant) {
            return Ok(meant.to_owned());
        }
        let parent = self.known.iter().find(|one| is_within(meant, one));
        Err(match (self.level, parent, cuoshi::nearest(meant, self.known.iter().copied())) {
            (Some(level), Some(parent), _) => {
                Message::new("evaluate.below_level").with("level", level).with("near", parent)
            }
            _ if self.names.is_known(part) => {
                Message::new("agreement.not_given").with_list("known", self.known.iter().copied())
            }
            (_, _, Some(near)) => Message::new("tag.misspelt_category").with("near", near),
            _ => Message::new("tag.unknown_category").with_list("known", self.known.iter().copied()),
        }
        .with("id", meant))
    }
}

/// Whether an id is another, or below it.
fn is_within(one: &str, above: &str) -> bool {
    one.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

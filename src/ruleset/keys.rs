//! The keys of the language, said once: which a kind of mapping may hold, what each takes and what it means.
//! The reader, the schema and the editor go by this table, so that they cannot disagree.

use super::node::{self, Node, Value};
use crate::language::{Language, Message};

/// A kind of mapping, each with keys of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A rule file.
    File,
    /// What `defaults` holds.
    Defaults,
    /// What stands below the name of a flag.
    Flag,
    Category,
    /// An entry of `any` that is more than a pattern.
    Clause,
    /// An entry of `if` or `unless` that is more than a pattern.
    Condition,
    /// A text in each language.
    Label,
    /// An entry of a case file.
    Case,
}

/// What a key takes. Where it is a list, a single entry may stand without brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// The number 1.
    Version,
    /// Text for readers.
    Text,
    /// Texts for readers, as a list.
    Texts,
    /// Text for readers, or one in each language.
    Label,
    /// The id of a category.
    Id,
    /// Ids of categories, as a list.
    Ids,
    /// The same, and an empty list says that there is none.
    IdsOrNone,
    /// Words as they are, as a list.
    Words,
    Patterns,
    /// Patterns and clauses, as a list.
    Clauses,
    /// Patterns and conditions, as a list.
    Conditions,
    Categories,
    /// Names, each with the members of a set.
    Sets,
    /// Names, each with a flag.
    Flags,
    /// A mapping of this kind.
    Mapping(Kind),
    /// One of these words.
    Word(&'static [Word]),
    /// A whole number from this one on.
    Number(usize),
    /// True or false.
    Truth,
    /// Codes of warnings, as a list.
    Codes,
    /// Anything below names of the analyst's own.
    Anything,
}

/// A key of a kind of mapping.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) takes: Takes,
    /// The key of the message that describes it: what it means, then an example.
    says: &'static str,
}

/// A word that a key takes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) name: &'static str,
    /// The key of the message that says what it means.
    says: &'static str,
}

/// Declares the words that a key takes, the first being what holds where none is written; and their names.
macro_rules! words {
    ($($table:ident $names:ident $key:literal { $($name:literal)* })*) => {
        $(
            const $table: &[Word] =
                &[$(Word { name: $name, says: concat!("word.", $key, ".", $name) },)*];
            pub(super) const $names: &[&str] = &[$($name,)*];
        )*
    };
}

words! {
    BOUNDARY BOUNDARY_WORDS "boundary" { "word" "none" }
    BASES BASES_WORDS "extends" { "built-in" }
    WITHIN WITHIN_WORDS "within" { "sentence" "clause" "paragraph" }
}

/// Declares the keys of a kind in their canonical order, and their names.
macro_rules! keys {
    ($($table:ident $names:ident $kind:literal { $($name:literal $takes:expr,)* })*) => {
        $(
            const $table: &[Key] = &[
                $(Key { name: $name, takes: $takes, says: concat!("key.", $kind, ".", $name) },)*
            ];
            pub(super) const $names: &[&str] = &[$($name,)*];
        )*
    };
}

keys! {
    FILE FILE_KEYS "file" {
        "version" Takes::Version,
        "name" Takes::Text,
        "extends" Takes::Word(BASES),
        "remove" Takes::Ids,
        "defaults" Takes::Mapping(Kind::Defaults),
        "allow" Takes::Codes,
        "sets" Takes::Sets,
        "mask" Takes::Patterns,
        "flags" Takes::Flags,
        "lexicon" Takes::Words,
        "if" Takes::Conditions,
        "unless" Takes::Conditions,
        "categories" Takes::Categories,
    }
    DEFAULTS DEFAULTS_KEYS "defaults" {
        "gap" Takes::Number(0),
        "boundary" Takes::Word(BOUNDARY),
    }
    FLAG FLAG_KEYS "flag" {
        "label" Takes::Label,
        "if" Takes::Conditions,
    }
    CATEGORY CATEGORY_KEYS "category" {
        "id" Takes::Id,
        "label" Takes::Label,
        "about" Takes::Label,
        "allow" Takes::Codes,
        "if" Takes::Conditions,
        "unless" Takes::Conditions,
        "any" Takes::Clauses,
        "mask" Takes::Patterns,
        "remove" Takes::Patterns,
        "examples" Takes::Texts,
        "counterexamples" Takes::Texts,
        "meta" Takes::Anything,
    }
    CLAUSE CLAUSE_KEYS "clause" {
        "match" Takes::Patterns,
        "at_least" Takes::Number(1),
        "boundary" Takes::Word(BOUNDARY),
        "unconditional" Takes::Truth,
        "if" Takes::Conditions,
        "unless" Takes::Conditions,
    }
    CONDITION CONDITION_KEYS "condition" {
        "near" Takes::Patterns,
        "before" Takes::Patterns,
        "after" Takes::Patterns,
        "inside" Takes::Patterns,
        "all" Takes::Conditions,
        "within" Takes::Word(WITHIN),
        "distance" Takes::Number(0),
        "boundary" Takes::Word(BOUNDARY),
    }
    LABEL LABEL_KEYS "label" {
        "zh" Takes::Text,
        "en" Takes::Text,
    }
    CASE CASE_KEYS "case" {
        "text" Takes::Text,
        "tags" Takes::IdsOrNone,
        "not" Takes::Ids,
        "todo" Takes::Truth,
    }
}

/// The first so many keys of a condition say where to look; it has exactly one of them.
pub(crate) const RELATIONS: usize = 5;

impl Kind {
    /// Its keys, in canonical order.
    pub(crate) fn keys(self) -> &'static [Key] {
        match self {
            Kind::File => FILE,
            Kind::Defaults => DEFAULTS,
            Kind::Flag => FLAG,
            Kind::Category => CATEGORY,
            Kind::Clause => CLAUSE,
            Kind::Condition => CONDITION,
            Kind::Label => LABEL,
            Kind::Case => CASE,
        }
    }

    /// The key of this name.
    pub(crate) fn key(self, name: &str) -> Option<&'static Key> {
        self.keys().iter().find(|key| key.name == name)
    }
}

impl Takes {
    /// The kind of mapping that may stand there, alone or in a list.
    pub(crate) fn mapping(self) -> Option<Kind> {
        match self {
            Takes::Label => Some(Kind::Label),
            Takes::Clauses => Some(Kind::Clause),
            Takes::Conditions => Some(Kind::Condition),
            Takes::Categories => Some(Kind::Category),
            Takes::Mapping(kind) => Some(kind),
            _ => None,
        }
    }
}

impl Key {
    /// What it means, in a sentence or two.
    pub(crate) fn meaning(&self, language: Language) -> String {
        Message::new(self.says).line(0, language)
    }

    /// An example in YAML.
    pub(crate) fn example(&self, language: Language) -> String {
        Message::new(self.says).line(1, language)
    }
}

impl Word {
    /// What it means.
    pub(crate) fn meaning(&self, language: Language) -> String {
        Message::new(self.says).text(language)
    }
}

/// Whether a line of a text begins with a key of the language, behind blanks and dashes, or the text says nothing,
/// or it is YAML that writes such a key in some rarer way: what is none of these is no file of rules or cases,
/// whatever a slip of the pen may make of one.
pub(super) fn may_hold_keys(text: &str) -> bool {
    let says_something = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with(['#', '%']);
    let begins_with_key = |line: &str| {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        line.find([':', '：']).is_some_and(|at| is_key(line[..at].trim_end()))
    };
    let mut lines = text.lines().filter(says_something).peekable();
    lines.peek().is_none() || lines.any(begins_with_key) || node::read(text).is_ok_and(|root| has_key(&root))
}

/// Whether a key of the language stands in a mapping, or in one of a list of them.
fn has_key(node: &Node) -> bool {
    match &node.value {
        Value::Mapping(entries) => {
            entries.iter().any(|(key, _)| matches!(&key.value, Value::Text(word) if is_key(word)))
        }
        Value::List(items) => items.iter().any(has_key),
        Value::Text(_) | Value::Empty => false,
    }
}

/// Whether a word is a key of any kind of mapping.
pub(super) fn is_key(word: &str) -> bool {
    let kinds = [FILE, DEFAULTS, FLAG, CATEGORY, CLAUSE, CONDITION, LABEL, CASE];
    kinds.iter().any(|keys| keys.iter().any(|key| key.name == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_described() {
        let kinds = [
            Kind::File,
            Kind::Defaults,
            Kind::Flag,
            Kind::Category,
            Kind::Clause,
            Kind::Condition,
            Kind::Label,
            Kind::Case,
        ];
        for key in kinds.iter().flat_map(|kind| kind.keys()) {
            for language in Language::ALL {
                assert_ne!(key.meaning(language), "", "{}", key.says);
                assert!(key.example(language).contains(key.name), "the example of {}", key.says);
                if let Takes::Word(words) = key.takes {
                    assert!(words.iter().all(|word| word.meaning(language) != word.says), "{}", key.says);
                }
            }
        }
    }
}

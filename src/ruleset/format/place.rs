//! What stands where in a rule file, as far as its form depends on it: the order of keys, which lists stand
//! in brackets, which texts may be broken into lines.

use crate::ruleset::keys::{
    CASE_KEYS, CATEGORY_KEYS, CLAUSE_KEYS, CONDITION_KEYS, DEFAULTS_KEYS, FILE_KEYS, FLAG_KEYS, LABEL_KEYS,
};

/// The role of a value. That of a list is the role of its entries too, for a single value may always stand
/// without its brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    File,
    Defaults,
    /// Sets by their names.
    Sets,
    /// Flags by their names.
    Flags,
    Flag,
    Categories,
    /// Patterns and clauses.
    Patterns,
    /// Conditions, and patterns that stand for one.
    Conditions,
    /// Terms, names and patterns within a condition.
    Words,
    /// One word, number or pattern.
    Word,
    /// A text, or one a language.
    Label,
    Sentences,
    Cases,
    /// What the language leaves open.
    Free,
}

/// How the entries of a list or mapping may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Each on lines of its own.
    Lines,
    /// On one line in brackets or braces where they fit, else each on lines of its own.
    Line,
    /// In brackets, over several lines if need be.
    Brackets,
}

impl Place {
    /// The keys of a mapping here, in their order; none where that is left as it is.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Place::File => FILE_KEYS,
            Place::Defaults => DEFAULTS_KEYS,
            Place::Flag => FLAG_KEYS,
            Place::Categories => CATEGORY_KEYS,
            Place::Patterns => CLAUSE_KEYS,
            Place::Conditions => CONDITION_KEYS,
            Place::Label => LABEL_KEYS,
            Place::Cases => CASE_KEYS,
            _ => &[],
        }
    }

    /// The place of what follows a key.
    pub(super) fn of(self, key: &str) -> Place {
        match (self, key) {
            (Place::Sets, _) => Place::Words,
            (Place::Flags, _) => Place::Flag,
            (Place::File, "sets") => Place::Sets,
            (Place::File, "flags") => Place::Flags,
            (Place::File, "defaults") => Place::Defaults,
            (Place::File, "categories") => Place::Categories,
            (Place::Categories, "meta") | (Place::Free, _) => Place::Free,
            (Place::Label, _) => Place::Label,
            (place, key) if place.keys().contains(&key) => match key {
                "name" | "label" | "about" | "text" => Place::Label,
                "any" | "mask" | "match" => Place::Patterns,
                "if" | "unless" | "all" => Place::Conditions,
                "examples" | "counterexamples" => Place::Sentences,
                "allow" | "extends" | "lexicon" | "remove" | "near" | "before" | "after" | "inside"
                | "tags" | "not" => Place::Words,
                _ => Place::Word,
            },
            _ => Place::Free,
        }
    }

    /// How a list stands here whose entries are terms or patterns.
    pub(super) fn list(self) -> Form {
        match self {
            Place::Patterns | Place::Free => Form::Line,
            Place::Conditions | Place::Words => Form::Brackets,
            _ => Form::Lines,
        }
    }

    /// How a mapping stands here.
    pub(super) fn mapping(self) -> Form {
        match self {
            Place::Conditions | Place::Defaults | Place::Label | Place::Free => Form::Line,
            _ => Form::Lines,
        }
    }

    /// Whether texts here are read by people, so that they may be broken into lines.
    pub(super) fn is_prose(self) -> bool {
        matches!(self, Place::Label | Place::Sentences | Place::Free)
    }
}

//! What the language has each part of a file stand for, by the keys above it.

use crate::ruleset::{Key, Kind, Takes};

use super::outline::{Part, Shape};

/// What a part stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A mapping of the language.
    Mapping(Kind),
    /// What a key takes: the entry, its value, and the entries of a list there.
    Value(&'static Key),
    /// Names of sets, each with members.
    Sets,
    /// The members of a set.
    Members,
    /// Names of flags, each with a flag.
    Flags,
    /// What stands below the name of a flag.
    Flag,
    /// The list of a case file.
    Cases,
    /// Nothing that the language knows.
    Unknown,
}

impl Role {
    /// The role of a part with this shape in `parent`; `key` is the text of its key, if it is an entry.
    pub(super) fn within(parent: Option<&Part>, shape: &Shape, key: &str) -> Role {
        let Some(parent) = parent else { return Role::outermost(shape) };
        match (parent.role, shape) {
            (Role::Mapping(kind), Shape::Entry { .. }) => kind.key(key).map_or(Role::Unknown, Role::Value),
            (Role::Sets, Shape::Entry { .. }) => Role::Members,
            (Role::Flags, Shape::Entry { .. }) => Role::Flag,
            (Role::Flag, Shape::Mapping { .. }) => Role::Mapping(Kind::Flag),
            (Role::Cases, Shape::Mapping { .. }) => Role::Mapping(Kind::Case),
            (Role::Cases, Shape::Text(_)) => Role::Cases,
            (Role::Value(key), Shape::Mapping { .. }) => Role::mapping(key),
            (role @ (Role::Value(_) | Role::Members | Role::Flag), Shape::Text(_) | Shape::List { .. }) => {
                role
            }
            _ => Role::Unknown,
        }
    }

    fn outermost(shape: &Shape) -> Role {
        match shape {
            Shape::Mapping { .. } => Role::Mapping(Kind::File),
            Shape::List { .. } => Role::Cases,
            Shape::Entry { .. } | Shape::Text(_) => Role::Unknown,
        }
    }

    fn mapping(key: &Key) -> Role {
        match key.takes {
            Takes::Sets => Role::Sets,
            Takes::Flags => Role::Flags,
            takes => takes.mapping().map_or(Role::Unknown, Role::Mapping),
        }
    }

    /// Whether texts here are patterns.
    pub(super) fn is_pattern(self) -> bool {
        let Role::Value(key) = self else { return false };
        matches!(key.takes, Takes::Patterns | Takes::Clauses | Takes::Conditions)
    }
}

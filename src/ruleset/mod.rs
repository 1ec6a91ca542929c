//! Floor 1: from YAML that analysts write to rules that passed every check.
//!
//! ```text
//! YAML ─ node ─▶ Node ─ read ─▶ Dictionary (with places, may be wrong) ─ check ─▶ RuleSet
//! ```
//!
//! Whatever is wrong is found on this way, all of it at once; nothing after it returns a rule error.

mod allow;
mod arrange;
mod built_in;
mod canonical;
mod cases;
mod check;
mod code;
mod diagnostic;
mod dictionary;
mod doubts;
mod edit;
mod extend;
mod fix;
mod format;
mod json;
mod keys;
mod lint;
mod load;
mod meaning;
mod mend;
mod names;
mod neighbours;
mod node;
mod pages;
mod pattern;
mod read;
mod read_clauses;
mod read_traps;
mod reader;
mod remove;
mod render;
mod rules;
mod schema;
mod sets;
#[cfg(feature = "report")]
mod show;
mod stored;
mod trap_lines;
mod traps;
pub(crate) mod word;
#[cfg(test)]
mod written;
mod yaml_reasons;

pub(crate) use built_in::FILES as BUILT_IN;
pub use cases::{Case, CaseFiles};
pub use code::Code;
pub use diagnostic::{Diagnostic, Diagnostics, Place, Severity};
pub use dictionary::Dictionary;
#[cfg(feature = "report")]
pub(crate) use edit::clause_text;
pub(crate) use edit::{
    ClauseAt, ConditionAt, Edit, Level, List, NewClause, PatternAt, Shape, Written, source,
};
pub use edit::{Hunk, Rewriting};
pub use fix::{Fixed, fix};
pub use format::format;
pub(crate) use keys::{Key, Kind, RELATIONS, Takes};
pub(crate) use lint::Term;
pub use load::rule_files;
pub use names::Names;
pub(crate) use pattern::{Alternative, may_name_a_set, parse as parse_pattern, parse_member};
pub(crate) use rules::{Boundary, Clause, Condition, Conditions, Pattern, Relation, Segment};
pub use rules::{Category, Example, Flag, Label, RuleSet};
pub use schema::{case_schema, rule_schema};
#[cfg(feature = "report")]
pub(crate) use show::Brevity;

//! Floor 1: from YAML that analysts write to rules that passed every check.
//!
//! ```text
//! YAML ─ node ─▶ Node ─ read ─▶ Dictionary (with places, may be wrong) ─ check ─▶ RuleSet
//! ```
//!
//! Whatever is wrong is found on this way, all of it at once; nothing after it returns a rule error.

mod allow;
mod built_in;
mod canonical;
mod cases;
mod check;
mod code;
mod diagnostic;
mod dictionary;
mod doubts;
mod fix;
mod format;
mod json;
mod lint;
mod load;
mod meaning;
mod mend;
mod node;
mod pages;
mod pattern;
mod read;
mod read_clauses;
mod read_traps;
mod reader;
mod render;
mod rules;
mod sets;
mod trap_lines;
mod traps;
mod yaml_reasons;

pub use cases::{Case, CaseFiles};
pub use code::Code;
pub use diagnostic::{Diagnostic, Diagnostics, Place, Severity};
pub use dictionary::Dictionary;
pub use fix::{Fixed, fix};
pub use format::format;
pub(crate) use lint::Term;
pub use load::rule_files;
pub(crate) use rules::{Boundary, Clause, Condition, Conditions, Pattern, Relation, Segment};
pub use rules::{Category, Example, Flag, Label, RuleSet};

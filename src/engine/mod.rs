//! Floor 2: a look at a paragraph dismisses most of them, or names the sentences that decide; a closer look at these, then
//! intervals, conditions and tags over the hits. No input or output, no YAML; cannot fail.
//!
//! ```text
//! paragraph ─ tape ─▶ Page ─ look ─▶ Hits ─▶ Prospect ─ look closely ─▶ Hits ─ reading ─▶ Intervals ─ conditions ─▶ Matches ─▶ Tags
//! ```

mod audience;
mod beginnings;
mod claims;
mod compile;
mod conditions;
mod hits;
mod index;
mod intervals;
mod lists;
mod memberships;
mod occurrences;
mod program;
mod prospect;
mod reading;
mod scan;
mod sparse;
mod surroundings;
mod tag;
mod tagger;
mod trace;
mod trie;

pub use claims::{Claim, Claimant};
pub(crate) use intervals::Interval;
pub use occurrences::{Occurrence, Occurrences};
pub use tag::{Match, Tag};
pub use tagger::Tagger;
pub(crate) use trace::{Phrases, Sighting, Trace, View};

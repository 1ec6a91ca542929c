//! Floor 3: what is asked of rules and texts together, beyond tagging. Reads no file and prints nothing: texts
//! and tags come in, findings go out, and `report` shows them.

#[cfg_attr(not(feature = "report"), expect(dead_code, unused_imports, reason = "much of it is for reports"))]
mod explain;
mod seen;
mod survey;
mod trial;

pub use explain::{Effect, Effects, Explainer, Explanation, Outcome, Remedy, Sample};
#[cfg(feature = "report")]
pub(crate) use explain::{Finding, Held, Miss, Nearby, Obstacle, Passed, Reasons, Side, Standing, Words};
pub use survey::Survey;
pub use trial::{Failure, Source, Trial, Trials, Verdict};

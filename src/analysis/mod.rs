//! Floor 3: what is asked of rules and texts together, beyond tagging. Reads no file and prints nothing: texts
//! and tags come in, findings go out, and `report` shows them. What takes coded paragraphs comes with the feature
//! `corpus`, which reads them.

#[cfg(feature = "corpus")]
mod agreement;
#[cfg(feature = "corpus")]
mod evaluation;
#[cfg_attr(not(feature = "report"), expect(dead_code, unused_imports, reason = "much of it is for reports"))]
mod explain;
mod seen;
#[cfg(feature = "corpus")]
mod statistics;
mod survey;
mod trial;

#[cfg(feature = "corpus")]
pub use agreement::{
    Agreement, Clash, Coder, CodingProblem, Codings, Disagreement, Given, Key, Reliability, Unit,
};
#[cfg(feature = "corpus")]
pub use evaluation::{
    Change, Comparison, Difference, DocumentScores, Evaluation, Gold, GoldParagraph, GoldProblem, Judged,
    JudgedParagraph, Ledger, LedgerEntry, Macro, Mean, Scheme, Scores, WithoutCategory, Worth,
};
pub use explain::{Effect, Effects, Explainer, Explanation, Outcome, Remedy, Sample};
#[cfg(feature = "report")]
pub(crate) use explain::{Finding, Held, Miss, Nearby, Obstacle, Passed, Reasons, Side, Standing, Words};
#[cfg(feature = "corpus")]
pub use statistics::{Bootstrap, Counts, Decisions, Estimate, McNemar, Pairs, wilson};
pub use survey::Survey;
pub use trial::{Failure, Source, Trial, Trials, Verdict};

//! Floor 3: what is asked of rules and texts together, beyond tagging. Reads no file and prints nothing: texts
//! and tags come in, findings go out, and `report` shows them. What takes coded paragraphs comes with the feature
//! `corpus`, which reads them.

#[cfg(feature = "corpus")]
mod agreement;
#[cfg(feature = "corpus")]
mod evaluation;
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
#[cfg(feature = "corpus")]
pub use statistics::{Bootstrap, Counts, Decisions, Estimate, McNemar, Pairs, wilson};
pub use survey::Survey;
pub use trial::{Failure, Source, Trial, Trials, Verdict};

//! Floor 3: what is asked of tagged text. Reads no file and prints nothing: texts and tags come in, findings
//! go out, and `report` shows them.

mod trial;

pub use trial::{Failure, Source, Trial, Trials, Verdict};

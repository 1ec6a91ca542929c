//! Floor 3: what is asked of rules and texts together, beyond tagging.

mod survey;

pub use survey::Survey;

//! Floor 2: from paths to paragraphs. Walks folders, recognises encodings and formats, splits texts,
//! and says what could not be read. Nothing is read to its end before its first paragraph is given
//! out, so that memory does not grow with the input.
//!
//! ```text
//! paths ─ walk ─▶ bytes ─ kind, encoding, decode ─▶ text ─┬─ lines, split ─▶ Step ─ settling ─▶ Paragraph
//!                                                          ├─ json ─▶ record ─▶ Step
//!                                                          └─ table ─▶ record ─▶ Step
//! ```

mod bytes;
mod coded;
mod coded_files;
mod controls;
mod damage;
mod dates;
mod decode;
mod document;
#[cfg(feature = "documents")]
mod documents;
mod encoding;
#[cfg(feature = "documents")]
mod extracted;
mod file_kind;
mod format;
mod gap;
mod ids;
mod inferred;
mod json;
mod json_fields;
mod json_objects;
mod kind;
mod label_studio;
mod labels;
mod lines;
mod markdown;
mod marks;
mod message;
mod metadata;
mod open;
mod options;
mod paragraphs;
mod problem;
mod reader;
mod record;
mod rejoin;
mod said;
mod settling;
#[cfg(feature = "documents")]
mod sheets;
mod split;
mod step;
mod table;
mod text;
mod trouble;
mod walk;
mod wrapped;

pub use coded::{Coded, CodedOptions, CodedParagraph, Uncoded};
pub use damage::{Damage, Found};
pub use document::{Paragraph, Sentence};
#[cfg(feature = "documents")]
pub use documents::{Helper, help};
pub use encoding::check_encoding;
pub use file_kind::FileKind;
pub use gap::Gap;
pub use json::JsonType;
pub use kind::Kind;
pub use metadata::Metadata;
pub use options::{Format, Options, Split};
pub use paragraphs::Corpus;
pub use problem::{Defect, Problem};
pub use reader::Steps;
pub use settling::Settling;
pub use step::Step;
pub use trouble::{Severity, Trouble};
pub use walk::leads_to;

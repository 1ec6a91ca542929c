//! Floor 0: text as such. Folding with the way back, sentences and clauses, word boundaries, and
//! how a text falls into paragraphs. Knows nothing of rules.

mod alphabet;
#[cfg(feature = "corpus")]
mod bytes;
mod characters;
mod edges;
#[cfg(feature = "corpus")]
mod find;
mod flat;
mod fold;
mod frequency;
mod line;
mod lookalike;
mod nearest;
mod sentences;
mod tape;
mod units;
mod width;
mod words;

pub(crate) use alphabet::{Alphabet, Letter, NOTHING};
#[cfg(feature = "corpus")]
pub(crate) use bytes::{CharacterSet, any_byte, count_bytes};
pub(crate) use characters::{half_width, is_digit, is_han};
#[cfg(feature = "corpus")]
pub(crate) use characters::{plain, plain_character};
pub(crate) use edges::{Edges, places_in, stands_in};
#[cfg(feature = "corpus")]
pub(crate) use find::{Sought, first_of_two};
pub(crate) use flat::flat_table;
pub(crate) use fold::Positions;
pub use fold::{Folded, fold};
pub(crate) use frequency::expected;
pub(crate) use line::Line;
pub(crate) use lookalike::lookalike;
pub use nearest::nearest;
pub use sentences::sentences;
pub(crate) use tape::{Page, Tape};
pub(crate) use units::{Unit, Units, may_end_sentence};
pub(crate) use width::width;
#[cfg(feature = "report")]
pub(crate) use width::width_of;
#[cfg(feature = "corpus")]
pub(crate) use words::dictionary_pairs;
pub(crate) use words::{Lexicon, Stretches, Words, dictionary_words};

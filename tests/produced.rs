//! Documents that real programs made of a text of ours: the paragraphs that come out are the paragraphs of the text,
//! all of them, in order, and nothing else but furniture.
//!
//! `tests/documents/producers/make` makes them and says what has to come out. Where a program is missing, what it makes
//! is passed over.
#![cfg(feature = "documents")]
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

mod makers;

#[test]
fn the_paragraphs_of_documents_by_real_programs_are_those_of_the_text() {
    let Some(folder) = makers::made("make") else { return };
    let (count, faults) = makers::faults(&folder);
    println!("{count} documents");
    assert!(faults.is_empty(), "{faults}");
}

//! PDF whose pages are laid out as those of papers, gazettes and forms: columns, boxes beside the text, tables over pages,
//! lists with signs of all sorts. The paragraphs that come out are those of the text, in order.
//!
//! `tests/documents/producers/lay_out` makes them and says what has to come out, and `ordinary` does so with the notices,
//! statutes and forms of `tests/documents/ordinary`, each by two programs. Where a program is missing, what it
//! makes is passed over.
#![cfg(feature = "documents")]
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

mod makers;

#[test]
fn the_paragraphs_of_pages_laid_out_otherwise_are_those_of_the_text() {
    check("lay_out");
}

#[test]
fn the_paragraphs_of_ordinary_documents_are_those_of_the_text() {
    check("ordinary");
}

fn check(script: &str) {
    let Some(folder) = makers::made(script) else { return };
    let (count, faults) = makers::faults(&folder);
    println!("{count} documents");
    assert!(faults.is_empty(), "{faults}");
}

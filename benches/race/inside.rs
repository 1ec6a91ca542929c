//! Searches for the same strings by libraries, in this process.

use std::hint::black_box;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use daachorse::{CharwiseDoubleArrayAhoCorasick, DoubleArrayAhoCorasick};

use super::Peer;

/// All overlapping occurrences of the strings in each paragraph as it stands, by each library. The first is what
/// the others are compared with: the fastest form of aho-corasick.
pub(crate) fn searches<'t>(literals: &[&str], paragraphs: &'t [&'t str]) -> Vec<Peer<'t>> {
    let table = table(literals);
    let kind = Some(AhoCorasickKind::ContiguousNFA);
    let contiguous = AhoCorasick::builder().kind(kind).build(literals).unwrap();
    let bytewise = DoubleArrayAhoCorasick::<u32>::new(literals).unwrap();
    let charwise = CharwiseDoubleArrayAhoCorasick::<u32>::new(literals).unwrap();
    vec![
        each("aho-corasick, DFA", paragraphs, move |text| table.find_overlapping_iter(text).count()),
        each("aho-corasick, NFA", paragraphs, move |text| contiguous.find_overlapping_iter(text).count()),
        each("daachorse, by bytes", paragraphs, move |text| bytewise.find_overlapping_iter(text).count()),
        each("daachorse, by characters", paragraphs, move |text| {
            charwise.find_overlapping_iter(text).count()
        }),
        each("only checking UTF-8", paragraphs, |text| {
            usize::from(std::str::from_utf8(text.as_bytes()).is_ok())
        }),
        each("only reading", paragraphs, |text| text.bytes().filter(|byte| *byte == b'\t').count()),
    ]
}

/// The fastest form of aho-corasick.
pub(crate) fn table(literals: &[&str]) -> AhoCorasick {
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(literals).unwrap()
}

/// A peer that does its work on each paragraph.
pub(crate) fn each<'t>(name: &str, paragraphs: &'t [&'t str], work: impl Fn(&str) -> usize + 't) -> Peer<'t> {
    Peer::new(name, move || paragraphs.iter().map(|paragraph| work(black_box(paragraph))).sum())
}

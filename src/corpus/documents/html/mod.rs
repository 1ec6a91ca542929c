//! Web pages: the text that a page is about, and what stands around it as furniture.
//!
//! ```text
//! bytes ─ charset ─▶ text ─ dom ─▶ tree ─ blocks ─▶ paragraphs ─ main_text, lines ─▶ kinds
//!                                    └──────────────── metadata ───────────────────▶ title, date, source, author
//! ```

mod blocks;
mod charset;
mod document_facts;
mod dom;
mod elements;
mod letters;
mod lines;
mod link_lists;
mod main_text;
mod metadata;
mod names;
mod repeats;
mod short_lines;
mod site_lines;
mod site_words;
mod tables;
mod tags;
mod wording;

use encoding_rs::Encoding;

use super::flow::trim;
use super::{Extracted, Part};
use crate::corpus::gap::{Gap, Missing};
use crate::corpus::kind::Kind;
use dom::Dom;

/// What is in a web page. `encoding` is what the user says it is in.
pub(super) fn extract(bytes: &[u8], encoding: Option<&'static Encoding>) -> Extracted {
    let text = charset::decode(bytes, encoding);
    let page = Dom::parse(&text);
    let mut blocks = blocks::read(&page);
    document_facts::part_states(&mut blocks, |text| metadata::is_named(&page, text));
    metadata::join_title(&page, &mut blocks);
    let labelled = letters::title(&blocks);
    letters::mark(&page, &mut blocks);
    let stated = document_facts::mark(&mut blocks);
    let shown = metadata::shown_title(&page, &blocks);
    repeats::mark(&page, &mut blocks, shown);
    let set = short_lines::mark(&page, &mut blocks, shown);
    let main = main_text::choose(&page, &blocks, shown, set);
    let title = metadata::title(&page, &blocks, &main, (stated, labelled));
    lines::settle(&page, &mut blocks, &main, title.as_deref());
    let metadata = metadata::read(&page, &blocks, title);
    let shown = blocks.into_iter().map(|block| Part { kind: block.kind, text: block.text });
    let hidden = blocks::hidden(&page).into_iter().map(|text| Part { kind: Kind::Furniture, text });
    let gaps = Missing::some(Gap::End, usize::from(is_cut_off(&text))).into_iter().collect();
    Extracted { metadata, parts: shown.chain(hidden).collect(), gaps }
}

/// Whether a page that says where it and its body begin says nowhere that one of them ends. By the book it need not; who
/// writes the one writes the other.
fn is_cut_off(text: &str) -> bool {
    let tags = |name: &str| {
        let is_so = |at: usize| text.as_bytes().get(at + 1..=at + name.len());
        text.match_indices('<')
            .any(|(at, _)| is_so(at).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes())))
    };
    tags("html") && tags("body") && !tags("/html") && !tags("/body")
}

/// What is in a chapter of a book: all of it is text; and whether its end is missing.
pub(super) fn chapter(bytes: &[u8]) -> (Vec<Part>, bool) {
    let text = charset::decode(bytes, None);
    let page = Dom::parse(&text);
    let blocks = blocks::read(&page);
    let parts = blocks.into_iter().filter(|block| !trim(&block.text).is_empty());
    let parts = parts
        .map(|block| Part { kind: block.kind, text: block.text })
        .filter(|part| part.kind != Kind::Furniture)
        .collect();
    (parts, is_cut_off(&text))
}

//! The encoding of a web page: what it says itself, where its bytes do not belie it.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, GBK, UTF_8};

use crate::corpus::encoding::{detect, is_utf_8, is_utf_16};

/// So much of a page is searched for a declaration, in bytes. Browsers search 1,024, but pages of some systems have
/// long remarks before.
const SEARCHED: usize = 8 * 1024;

/// So much is looked at to tell encodings apart, in bytes.
const LOOKED_AT: usize = 256 * 1024;

/// The text of a page. `named` is the encoding that the user says it has.
pub(super) fn decode<'b>(bytes: &'b [u8], named: Option<&'static Encoding>) -> Cow<'b, str> {
    let encoding = match (Encoding::for_bom(bytes), named) {
        (Some((encoding, _)), _) | (None, Some(encoding)) => encoding,
        (None, None) => settle(bytes),
    };
    encoding.decode(bytes).0
}

fn settle(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let detected = detect(head);
    match declared(bytes) {
        // A page that says so in ASCII is not in UTF-16.
        Some(encoding) if is_utf_16(encoding) => detected.filter(|found| !is_utf_16(found)).unwrap_or(UTF_8),
        // A browser that saves a page, or a program that fetches it, may write it anew and leave the words as they were.
        Some(encoding) if encoding != UTF_8 && is_utf_8(head) && detected == Some(UTF_8) => UTF_8,
        Some(encoding) if encoding == UTF_8 && !is_utf_8(head) => detected.unwrap_or(UTF_8),
        // Its four-byte characters are in pages that name only the two-byte part.
        Some(encoding) if encoding == GBK => GB18030,
        Some(encoding) => encoding,
        None => detected.unwrap_or(UTF_8),
    }
}

/// The encoding that a page declares, in a `meta` or as XML.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..SEARCHED).unwrap_or(bytes).to_ascii_lowercase();
    let head: String =
        head.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect();
    let in_xml = head.split("?>").next().filter(|first| first.trim_start().starts_with("<?xml"));
    let in_xml = in_xml.and_then(|first| label_after(first, "encoding"));
    let mut in_metas = head.split("<meta").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    in_metas.find_map(|meta| label_after(meta, "charset")).or(in_xml)
}

/// The encoding named behind `word` and an equals sign.
fn label_after(text: &str, word: &str) -> Option<&'static Encoding> {
    let rest = text.split_once(word)?.1.trim_start().strip_prefix('=')?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '>');
    Encoding::for_label_no_replacement(rest.split(is_end).next()?.as_bytes())
}

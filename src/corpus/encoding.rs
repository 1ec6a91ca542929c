//! Which encoding bytes are in that declare none.
//!
//! Statistical detectors do well on pages and badly on titles: six characters of GBK look like Big5
//! or Korean to them, text of four-byte GB18030 like nothing. So the encodings that Chinese text
//! comes in are tried first, and judged by whether common characters come out of them; only what
//! reads as Chinese in none of them is left to the detector.

use std::collections::HashMap;
use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, DecoderResult, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};

use super::problem::Problem;

use super::trouble::Trouble;
use crate::text::nearest;

/// The most frequent characters in both scripts: a line each for the first 200, the next 300, 500 and
/// 1000 simplified ones with their traditional forms, as counted in news, notices, statutes and the
/// segmentation dictionary.
const FREQUENT: &str = include_str!("frequent.txt");

/// What a character of each line of `FREQUENT` says for a decoding: the logarithm of how much more
/// likely it is in Chinese text than where bytes were misread.
const WEIGHTS: [f32; 4] = [2.9, 1.4, 0.5, -0.6];

/// What any other character of Chinese says.
const RARE: f32 = -2.5;

/// How much of the head is tried, in bytes; more would not change the verdict.
const TRIED: usize = 16 * 1024;

/// Names for encodings that users of other systems type and the standard does not list.
const ALIASES: &[(&str, &Encoding)] = &[
    ("cp936", GBK),
    ("ms936", GBK),
    ("windows-936", GBK),
    ("gb-18030", GB18030),
    ("cp950", BIG5),
    ("ms950", BIG5),
    ("big-5", BIG5),
    ("cp65001", UTF_8),
    ("utf-8-sig", UTF_8),
    ("utf8-sig", UTF_8),
    ("utf16", UTF_16LE),
    ("utf16le", UTF_16LE),
    ("utf16be", UTF_16BE),
];

/// The names offered for one that is not known.
const OFFERED: &[&str] = &[
    "utf-8",
    "gb18030",
    "gbk",
    "gb2312",
    "big5",
    "big5-hkscs",
    "utf-16le",
    "utf-16be",
    "utf-16",
    "shift_jis",
    "euc-jp",
    "euc-kr",
    "windows-1252",
    "iso-8859-1",
    "cp936",
    "cp950",
];

/// Checks that there is an encoding of this name, as `Options::encoding` wants it.
///
/// # Errors
///
/// When there is none; the trouble names those that are spelt like it.
pub fn check_encoding(label: &str) -> Result<(), Trouble> {
    named(label).map(|_| ())
}

/// The encoding of this name.
pub(super) fn named(label: &str) -> Result<&'static Encoding, Trouble> {
    let plain = label.trim().to_ascii_lowercase();
    let alias = ALIASES.iter().find(|(name, _)| *name == plain).map(|(_, encoding)| *encoding);
    let known = alias.or_else(|| Encoding::for_label_no_replacement(plain.as_bytes()));
    known.ok_or_else(|| {
        let near = nearest(&plain, OFFERED.iter().copied()).map(str::to_owned);
        Trouble::new("--encoding", None, Problem::UnknownEncoding { label: label.to_owned(), near })
    })
}

pub(super) fn is_utf_16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// The encoding of an input without byte order mark that begins with `head`; none if that is ASCII,
/// and so says nothing about what will come.
pub(super) fn detect(head: &[u8]) -> Option<&'static Encoding> {
    let encoding = choose(head, &[UTF_16LE, UTF_16BE]);
    (!head.is_ascii() || is_utf_16(encoding)).then_some(encoding)
}

/// The encoding of a part of an input that begins with its first byte outside ASCII; so it is not
/// UTF-16.
pub(super) fn detect_within(part: &[u8]) -> &'static Encoding {
    choose(part, &[])
}

fn choose(head: &[u8], wide: &[&'static Encoding]) -> &'static Encoding {
    let is_valid = is_utf_8(head);
    let has_controls = head.iter().any(|byte| matches!(byte, 0..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F));
    // Only valid UTF-8 of two bytes a character may be GB18030 all the same: 学习 is.
    if is_valid && !has_controls && head.iter().any(|byte| *byte >= 0xE0) {
        return UTF_8;
    }
    let narrow: &[&'static Encoding] = if head.is_ascii() { &[UTF_8] } else { &[UTF_8, GB18030, BIG5] };
    let tried = sample(head);
    let best = narrow
        .iter()
        .chain(wide)
        .map(|encoding| (plausibility(encoding, tried), *encoding))
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    let best = best.filter(|(points, encoding)| *points > required(encoding, tried, has_controls));
    match best {
        Some((_, encoding)) => encoding,
        None if is_valid => UTF_8,
        None => guess(head),
    }
}

/// How plausible an encoding has to be, apart from being the best.
fn required(encoding: &'static Encoding, tried: &[u8], has_controls: bool) -> f32 {
    match (is_utf_16(encoding), is_utf_8(tried) && !has_controls) {
        (false, false) => return 0.0,
        (false, true) => return 3.0, // an é can look like a character
        (true, true) => return 5.0,  // an English word can look like two
        (true, false) => {}
    }
    // A text of rare characters says little, but nothing else falls into UTF-16 half as well.
    #[allow(clippy::cast_precision_loss)] // far below 2^24
    let length = tried.len() as f32;
    length * -0.5
}

/// The part of the head that is tried.
fn sample(head: &[u8]) -> &[u8] {
    let is_long = head.len() > TRIED;
    let from = head.iter().position(|byte| is_long && !byte.is_ascii()).unwrap_or(0);
    // Two bytes at a time, so that UTF-16 stays in step.
    let sample = &head[from & !1..];
    &sample[..sample.len().min(TRIED)]
}

/// What is left to the detector. It never says GB18030, and takes rare characters in it for letters
/// of the West; no text of the West is flawless GB18030.
fn guess(head: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The end of the head may cut a character, so it is not announced as the end.
    detector.feed(head, false);
    let guess = detector.guess(None, Utf8Detection::Allow);
    let is_eastern = [BIG5, EUC_JP, EUC_KR, SHIFT_JIS, UTF_8].contains(&guess);
    if guess == GBK || (!is_eastern && is_flawless(GB18030, head)) { GB18030 } else { guess }
}

/// Whether the bytes are UTF-8, but for a character cut at the end.
pub(super) fn is_utf_8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// Whether the bytes decode without an error, but for a character cut at the end.
fn is_flawless(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let mut text = String::new();
    trial(encoding, bytes, &mut text) == 0
}

/// Decodes into `text` and counts the errors. A character cut at the end is none.
fn trial(encoding: &'static Encoding, mut bytes: &[u8], text: &mut String) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut errors = 0;
    loop {
        text.reserve(
            decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 4),
        );
        let (result, used) = decoder.decode_to_string_without_replacement(bytes, text, false);
        bytes = &bytes[used..];
        match result {
            DecoderResult::InputEmpty => return errors,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => errors += 1,
        }
    }
}

/// How much more likely it is that the bytes are Chinese text in this encoding than that they are
/// not, as a logarithm.
fn plausibility(encoding: &'static Encoding, bytes: &[u8]) -> f32 {
    const ERROR: f32 = -6.0;
    const PATTERN: f32 = 4.0;
    const UNUSUAL: f32 = -3.0;
    let mut text = String::new();
    let errors = trial(encoding, bytes, &mut text);
    let is_wide = is_utf_16(encoding);
    let points: f32 = text.chars().map(|c| weight(c, is_wide)).sum();
    // Bytes of some encodings follow a pattern that chance hardly yields, whatever they mean.
    let patterned = match encoding {
        _ if encoding == UTF_8 => text.chars().filter(|c| c.len_utf8() > 2).count(),
        _ if encoding == GB18030 => four_byte_characters(bytes),
        _ => 0,
    };
    let prior = if is_wide { UNUSUAL } else { 0.0 };
    #[allow(clippy::cast_precision_loss)] // far below 2^24
    let (errors, patterned) = (errors as f32, patterned as f32);
    prior + points + errors * ERROR + patterned * PATTERN
}

/// What a character says for a decoding. ASCII says nothing except in UTF-16, where it cannot come
/// from anything else.
fn weight(c: char, is_wide: bool) -> f32 {
    static FREQUENT_WEIGHTS: LazyLock<HashMap<char, f32>> = LazyLock::new(|| {
        let lines = FREQUENT.lines().zip(WEIGHTS);
        lines.flat_map(|(line, weight)| line.chars().map(move |c| (c, weight))).collect()
    });
    match c {
        '\t' | '\n' | '\r' | ' '..='~' => f32::from(u8::from(is_wide)),
        '\0'..='\x1F' | '\x7F'..='\u{9F}' => -6.0,
        '，' | '。' | '、' | '：' | '；' | '？' | '！' | '（' | '）' | '《' | '》' | '【' | '】' | '“'
        | '”' | '「' | '」' | '\u{3000}' => 1.5,
        '０'..='９' => 0.0,
        '\u{4E00}'..='\u{9FFF}' => FREQUENT_WEIGHTS.get(&c).copied().unwrap_or(RARE),
        '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}' => RARE,
        '\u{2000}'..='\u{33FF}' | '\u{FF00}'..='\u{FFEF}' => -1.0,
        _ => -2.5,
    }
}

fn four_byte_characters(bytes: &[u8]) -> usize {
    let mut count = 0;
    let mut at = 0;
    while at < bytes.len() {
        at += match bytes[at..] {
            [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, ..] => {
                count += 1;
                4
            }
            [0x81..=0xFF, _, ..] => 2,
            _ => 1,
        };
    }
    count
}

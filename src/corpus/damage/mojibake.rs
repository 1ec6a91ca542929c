//! Text that was decoded in the wrong encoding on its way: 鏀跨瓥 for 政策. Encoded back and decoded as it should have
//! been, such a run becomes Chinese; a run of Chinese does not survive that, so there is no mistaking one for the other.

use std::sync::LazyLock;

use encoding_rs::{EncoderResult, Encoding, GB18030, UTF_8, WINDOWS_1252};

use crate::text::is_han;

/// A run has so many characters at least, wrong or right.
const SHORTEST: usize = 4;

/// So much of a paragraph is looked at to see whether it is worth a closer look, in characters.
const LOOK: usize = 600;

/// What Windows-1252 has beyond Latin-1.
const WESTERN: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

/// What was found of one kind.
pub(super) struct Mojibake {
    pub(super) encoding: &'static str,
    pub(super) read_as: &'static str,
    pub(super) count: usize,
    /// The text with all of it mended; none where some of it cannot be.
    pub(super) text: Option<String>,
}

/// Characters that come of the first two bytes of a Chinese character in UTF-8 when they are read as GBK: rare ones.
static SUSPECT: LazyLock<Vec<char>> = LazyLock::new(|| {
    let pairs = (0xE4..=0xE9_u8).flat_map(|first| (0x80..=0xBF_u8).map(move |second| [first, second]));
    let mut suspect: Vec<char> = pairs
        .chain([[0xEF, 0xBC], [0xE3, 0x80]])
        .filter_map(|pair| GB18030.decode_without_bom_handling(&pair).0.chars().next())
        .collect();
    suspect.sort_unstable();
    suspect
});

/// The mojibake of a paragraph; nothing of nearly all.
pub(super) fn find(text: &str) -> Option<Mojibake> {
    find_gbk(text).or_else(|| find_western(text))
}

/// How many runs of characters are lost for good.
pub(super) fn lost(text: &str) -> usize {
    let replaced = if text.contains('\u{FFFD}') {
        text.split(|c| c != '\u{FFFD}').filter(|run| !run.is_empty()).count()
    } else {
        0
    };
    // What U+FFFD becomes when its UTF-8 is read as GBK.
    replaced
        + if text.contains("锟斤拷") {
            text.replace("锟斤拷锟斤拷", "锟斤拷").matches("锟斤拷").count()
        } else {
            0
        }
}

/// UTF-8 that was read as GBK.
fn find_gbk(text: &str) -> Option<Mojibake> {
    let suspects = text.chars().take(LOOK).filter(|c| SUSPECT.binary_search(c).is_ok()).count();
    let looked_at = text.chars().take(LOOK).filter(|c| !c.is_ascii()).count();
    if suspects < 3 || suspects * 6 < looked_at {
        return None;
    }
    let found = replaced(
        text,
        |c| !c.is_ascii(),
        |run| {
            let bytes = encoded(run, GB18030)?;
            chinese(&bytes, UTF_8)
        },
    );
    found.map(|(text, count)| Mojibake { encoding: "UTF-8", read_as: "GBK", count, text })
}

/// UTF-8 or GBK that was read as an encoding of the West: all of it between U+0080 and U+00FF, or nearly.
fn find_western(text: &str) -> Option<Mojibake> {
    let is_western = |c: char| ('\u{80}'..='\u{FF}').contains(&c) || WESTERN.contains(c);
    // Their first byte in UTF-8; nothing else in a Chinese text has it as often.
    if text.bytes().filter(|byte| matches!(byte, 0xC2 | 0xC3)).count() < SHORTEST {
        return None;
    }
    for encoding in [UTF_8, GB18030] {
        let found = replaced(text, is_western, |run| chinese(&encoded(run, WINDOWS_1252)?, encoding));
        if let Some((text, count)) = found {
            return Some(Mojibake {
                encoding: if encoding == UTF_8 { "UTF-8" } else { "GBK" },
                read_as: "Windows-1252",
                count,
                text,
            });
        }
    }
    None
}

/// The text with each run of such characters put right, and how many there were: the text is none where some of a run
/// that was Chinese once could not be.
fn replaced(
    text: &str,
    is_of_run: impl Fn(char) -> bool,
    right: impl Fn(&str) -> Option<(String, bool)>,
) -> Option<(Option<String>, usize)> {
    let mut mended = String::new();
    let (mut count, mut is_whole) = (0, true);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_run = is_of_run(c);
        let end = rest.find(|c| is_of_run(c) != is_run).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        match is_run.then(|| right(run)).flatten() {
            Some((right, is_complete)) => {
                count += 1;
                is_whole &= is_complete;
                mended.push_str(&right);
            }
            None => mended.push_str(run),
        }
        rest = after;
    }
    (count > 0).then(|| (is_whole.then_some(mended), count))
}

/// The bytes of a run in the encoding it was read as; none where it has other characters.
fn encoded(run: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let mut encoder = encoding.new_encoder();
    let mut bytes = Vec::with_capacity(run.len() * 2 + 16);
    let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(run, &mut bytes, true);
    (result == EncoderResult::InputEmpty).then_some(bytes)
}

/// The bytes as Chinese, if they are, and whether all of them are: the last character may have lost a byte.
fn chinese(bytes: &[u8], encoding: &'static Encoding) -> Option<(String, bool)> {
    let whole = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let (text, is_complete) = match whole {
        Some(text) => (text.into_owned(), true),
        None if encoding == UTF_8 => {
            let end = std::str::from_utf8(bytes).err().map_or(bytes.len(), |error| error.valid_up_to());
            (String::from_utf8_lossy(&bytes[..end]).into_owned(), false)
        }
        None => return None,
    };
    let all = text.chars().count();
    let common = text.chars().filter(|c| is_han(*c) || "，。、；：！？“”（）《》".contains(*c)).count();
    // GBK makes characters of nearly any two bytes, but seldom of the first few thousand.
    let is_likely = encoding == UTF_8 || text.chars().all(|c| !is_han(c) || c <= '\u{9FA5}');
    (common >= SHORTEST && common * 10 >= all * 8 && is_likely).then_some((text, is_complete))
}

//! Text that was decoded in the wrong encoding on its way: 鏀跨瓥 for 政策. Encoded back and decoded as it should have
//! been, such a run becomes Chinese; a run of Chinese does not survive that, so there is no mistaking one for the other.

use std::sync::LazyLock;

use encoding_rs::{EncoderResult, Encoding, GB18030, WINDOWS_1252};

use crate::text::{CharacterSet, Sought, count_bytes, is_han};

/// A run has so many characters at least when it is put right.
const SHORTEST: usize = 4;

/// So much of a paragraph is looked at to see whether it is worth a closer look, in characters.
const LOOK: usize = 600;

/// What was found of one kind.
pub(super) struct Mojibake {
    pub(super) encoding: &'static str,
    pub(super) read_as: &'static str,
    /// How many runs are put right.
    pub(super) count: usize,
    /// How many are not, since bytes of them are lost.
    pub(super) left: usize,
    /// The text with what can be put right.
    pub(super) text: String,
}

/// Characters that come of the first two bytes of a Chinese character in UTF-8 when they are read as GBK: rare ones.
static SUSPECT: LazyLock<CharacterSet> = LazyLock::new(|| {
    let pairs = (0xE4..=0xE9_u8).flat_map(|first| (0x80..=0xBF_u8).map(move |second| [first, second]));
    let pairs = pairs.chain([[0xEF, 0xBC], [0xE3, 0x80]]);
    CharacterSet::of(pairs.filter_map(|pair| GB18030.decode_without_bom_handling(&pair).0.chars().next()))
});

/// The mojibake of a paragraph; nothing of nearly all.
pub(super) fn find(text: &str) -> Option<Mojibake> {
    find_gbk(text).or_else(|| find_western(text))
}

/// What U+FFFD becomes when its UTF-8 is read as GBK, and U+FFFD itself.
const MISREAD: &str = "锟斤拷";
static LOST: LazyLock<[Sought; 2]> = LazyLock::new(|| [Sought::new(MISREAD), Sought::new("\u{FFFD}")]);

/// How many runs of characters are lost for good.
pub(super) fn lost(text: &str) -> usize {
    let misread = || text.replace(&MISREAD.repeat(2), MISREAD).split(MISREAD).count() - 1;
    let replaced = || text.split(|c| c != '\u{FFFD}').filter(|run| !run.is_empty()).count();
    let count = |sign: &Sought, count: &dyn Fn() -> usize| if sign.is_in(text) { count() } else { 0 };
    count(&LOST[0], &misread) + count(&LOST[1], &replaced)
}

/// UTF-8 that was read as GBK.
fn find_gbk(text: &str) -> Option<Mojibake> {
    // Two characters of UTF-8 become three, so that every third one comes of first bytes; some of signs, between.
    if !SUSPECT.recurs_by_threes(text, LOOK) {
        return None;
    }
    let (text, count) = reread(text, of_gbk);
    // At the end of a run, the last byte may be lost.
    let is_cut = |(c, next): &(char, char)| SUSPECT.contains(*c) && matches!(next, '?' | '\u{FFFD}');
    let cut = if count > 0 { text.chars().zip(text.chars().skip(1)).filter(is_cut).count() } else { 0 };
    let left = left(&text, |c| !c.is_ascii() && !is_sign(c), |c| SUSPECT.contains(c));
    let left = left.filter(|run| hold_two_of_gbk(run)).count().max(cut);
    (count + left > 0).then_some(Mojibake { encoding: "UTF-8", read_as: "GBK", count, left, text })
}

/// UTF-8 or GBK that was read as an encoding of the West.
fn find_western(text: &str) -> Option<Mojibake> {
    // The first bytes of most of them in UTF-8; nothing else in a Chinese text has them as often.
    if count_bytes(text, |byte| matches!(byte, 0xC2 | 0xC3)) < SHORTEST {
        return None;
    }
    let of = |encoding, text, count, left| Mojibake { encoding, read_as: "Windows-1252", count, left, text };
    let (reread, count) =
        reread(text, |c| western(c).map(|byte| [Some(vec![byte]), None]).unwrap_or_default());
    let left = left(&reread, |c| !c.is_ascii() && c < '\u{2E80}', |c| ('ä'..='é').contains(&c)).count();
    if count + left > 0 {
        return Some(of("UTF-8", reread, count, left));
    }
    let right = |run: &str| chinese(&run.chars().map(western).collect::<Option<Vec<u8>>>()?);
    replaced(text, right).map(|(text, count)| of("GBK", text, count, 0))
}

/// The runs of characters that come of Chinese in UTF-8 still: first bytes of it, one every few characters.
fn left(
    text: &str,
    is_of_run: impl Fn(char) -> bool,
    is_first: impl Fn(char) -> bool,
) -> impl Iterator<Item = &str> {
    // Words of the West have such letters too, but not as many.
    const FIRSTS: usize = 2;
    let runs = text.split(move |c| !is_of_run(c));
    runs.filter(move |run| run.chars().filter(|c| is_first(*c)).count() >= FIRSTS)
}

/// Whether three characters side by side in a run stand for the bytes of two of Chinese in UTF-8. Those that come of
/// first bytes are rare in simplified text, but 鎮 and 錄 are common in traditional.
fn hold_two_of_gbk(run: &str) -> bool {
    let characters: Vec<char> = run.chars().collect();
    let of_two = |three: &[char]| {
        let bytes: Option<Vec<Vec<u8>>> = three.iter().map(|c| encoded(*c, GB18030)).collect();
        let two = bytes.and_then(|bytes| String::from_utf8(bytes.concat()).ok());
        two.is_some_and(|two| two.chars().count() == 2 && two.chars().all(|c| is_han(c) || is_sign(c)))
    };
    characters.windows(3).any(|three| SUSPECT.contains(three[0]) && of_two(three))
}

/// The text with each run put right whose characters stand for bytes that are UTF-8 for Chinese, and how many runs
/// there were. Right and wrong characters may stand side by side. `bytes_of`: what a character may stand for.
fn reread(text: &str, bytes_of: impl Fn(char) -> Ways) -> (String, usize) {
    let (mut mended, mut count) = (String::new(), 0);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let found = if c.is_ascii() { None } else { run(rest, &bytes_of) };
        if let Some((right, length)) = found {
            mended.push_str(&right);
            rest = &rest[length..];
            count += 1;
        } else {
            mended.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    (mended, count)
}

/// The bytes that a character may stand for, the likeliest first.
type Ways = [Option<Vec<u8>>; 2];

/// What a text that begins with wrong characters should have begun with, and how many bytes of it are wrong.
fn run(text: &str, bytes_of: impl Fn(char) -> Ways) -> Option<(String, usize)> {
    let (mut bytes, mut valid, mut length) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices().take_while(|(_, c)| !c.is_ascii()) {
        let start = bytes.len();
        let fits = |more: Vec<u8>| {
            bytes.truncate(start);
            bytes.extend(more);
            match std::str::from_utf8(&bytes[valid..]) {
                Ok(_) => Some(true),
                Err(error) => error.error_len().is_none().then_some(false),
            }
        };
        match bytes_of(c).into_iter().flatten().find_map(fits) {
            Some(true) => (valid, length) = (bytes.len(), at + c.len_utf8()),
            Some(false) => {}
            None => break,
        }
    }
    bytes.truncate(valid);
    let right = String::from_utf8(bytes).ok()?;
    is_chinese(&right).then_some((right, length))
}

/// The text with each run of characters of the West put right, and how many there were; none where there is none.
fn replaced(text: &str, right: impl Fn(&str) -> Option<String>) -> Option<(String, usize)> {
    let is_of_run = |c: char| western(c).is_some();
    let (mut mended, mut count) = (String::new(), 0);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_run = is_of_run(c);
        let end = rest.find(|c| is_of_run(c) != is_run).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        let right = if is_run { right(run) } else { None };
        count += usize::from(right.is_some());
        mended.push_str(right.as_deref().unwrap_or(run));
        rest = after;
    }
    (count > 0).then_some((mended, count))
}

/// The byte that is read as a character of the West.
fn western(c: char) -> Option<u8> {
    match u8::try_from(c) {
        Ok(byte) => (byte >= 0x80).then_some(byte),
        Err(_) => encoded(c, WINDOWS_1252)?.first().copied(),
    }
}

/// The bytes of a character that was read as GBK. Windows reads 0x80 alone as the sign of the euro.
fn of_gbk(c: char) -> Ways {
    let alone = (c == '€').then(|| vec![0x80]);
    match alone {
        None => [encoded(c, GB18030), None],
        alone => [alone, encoded(c, GB18030)],
    }
}

/// The bytes of a character in the encoding it was read as; none where that does not have it.
fn encoded(c: char, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(16);
    let mut encoder = encoding.new_encoder();
    let character = &*c.encode_utf8(&mut [0; 4]).to_owned();
    let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(character, &mut bytes, true);
    (result == EncoderResult::InputEmpty).then_some(bytes)
}

/// The bytes as Chinese, if they are that in GBK: it makes characters of nearly any two bytes, but seldom common ones.
fn chinese(bytes: &[u8]) -> Option<String> {
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    // What was UTF-8 becomes other mojibake that way.
    let all = text.chars().count();
    let suspect = text.chars().filter(|c| SUSPECT.contains(*c)).count();
    let is_likely = text.chars().all(|c| !is_han(c) || c <= '\u{9FA5}') && suspect * 6 <= all;
    (is_likely && is_chinese(&text)).then(|| text.into_owned())
}

fn is_chinese(text: &str) -> bool {
    let all = text.chars().count();
    let common = text.chars().filter(|c| is_han(*c) || is_sign(*c)).count();
    common >= SHORTEST && common * 10 >= all * 8
}

fn is_sign(c: char) -> bool {
    "，。、；：！？“”（）《》".contains(c)
}

//! What one line of a page says of itself.

use std::sync::LazyLock;

use super::furniture::{is_furniture, is_licence, is_ornament};
use super::offers::{is_offer, states_measure};
use super::words::WORDS;
use super::{dates, labels, numbering};
use crate::corpus::kind::Kind;
use crate::corpus::split::trim;
use crate::text::{Sought, any_byte, count_bytes, is_han, plain, plain_character};

/// What a line says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// It is this, whatever stands around it.
    Is(Kind),
    /// It is a label with a value that both pages and texts have: 来源：…
    Label,
    /// Below it, links to other pages begin.
    Opens,
    /// The beginning of another page's text, cut off: …详情>>
    Teaser,
    /// A date alone, as people write it.
    Date,
    /// A date alone, as programs write it.
    Day,
    /// The name of a part of a site.
    Menu,
    /// Words with a date at the end, as in lists of links.
    Linked,
    /// It is short and ends no sentence: a title, a link, or text.
    Short,
    /// Running text.
    Prose,
}

impl Sign {
    /// Whether what stands around a line decides what it is.
    pub(super) fn needs_neighbours(self) -> bool {
        matches!(self, Sign::Menu | Sign::Linked | Sign::Short | Sign::Label | Sign::Date | Sign::Day)
    }
}

/// A line, as far as it matters.
#[derive(Clone, Copy, Debug)]
pub(in crate::corpus) struct Line {
    pub(super) sign: Sign,
    /// In characters.
    pub(super) length: usize,
    /// Whether it could be a title, if its neighbours decide and it is short: no question, no date, no step of a list.
    pub(super) may_be_title: bool,
    /// Whether it states a measure, short as it is.
    pub(super) states_measure: bool,
}

/// A line of more bytes than so many that ends a sentence is text, unless it is a declaration of the site.
const LONG: usize = 360;

/// No furniture but such a declaration is longer, in characters.
const LONGEST: usize = 160;

/// What numbers a line stands in its first bytes, of which so many are looked at.
const NUMBER: usize = 64;

/// What ends a sentence.
static FULL_STOP: LazyLock<Sought> = LazyLock::new(|| Sought::new("。"));

/// A line with fewer characters that ends no sentence may be a title or a link.
const SHORT: usize = 60;

impl Line {
    /// A line whose kind something better than its words has told.
    pub(in crate::corpus) fn known(kind: Kind) -> Line {
        Line { sign: Sign::Is(kind), length: 0, may_be_title: false, states_measure: false }
    }

    pub(in crate::corpus) fn of(text: &str) -> Line {
        let text = trim(text);
        let at_first_look =
            if is_long_prose(text) { Some(sign_of_long(text)) } else { sign_at_first_look(text) };
        if let Some(sign) = at_first_look {
            return Line { sign, length: LONG, may_be_title: false, states_measure: false };
        }
        let plain = plain(text);
        let length = plain.chars().count();
        let line = trim(&plain);
        let sign = sign(text, line, length);
        let is_open = sign.needs_neighbours();
        let states_measure = is_open && states_measure(line);
        Line {
            sign,
            length,
            may_be_title: is_open && !states_measure && !is_offer(line) && may_be_title(line),
            states_measure,
        }
    }
}

fn is_long_prose(text: &str) -> bool {
    text.len() > LONG && (text.ends_with(['。', '！', '？', '；', '”']) || text.len() > 4 * LONG)
}

fn sign_of_long(text: &str) -> Sign {
    if is_declaration(&plain(beginning(text, LONG))) { Sign::Is(Kind::Furniture) } else { Sign::Prose }
}

/// What a first look says of a line that holds the end of a sentence; none where that takes a closer look. It says what
/// [`sign`] would: whatever that looks for in a line with 。 begins or ends it, or is a licence.
fn sign_at_first_look(text: &str) -> Option<Sign> {
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let begins = text.chars().map(plain_character).find(|c| !is_ornament(*c))?;
    let may_begin = begins == '已' || WORDS.declarations.may_begin(begins) || is_arrow(first);
    let may_end = matches!(last, '>' | '＞' | ']' | '］' | '情' | '摄' | '攝' | '图' | '圖' | ')' | '）');
    if may_begin || may_end || !FULL_STOP.is_in(text) {
        return None;
    }
    let may_lead_on = text.len() <= 4 * 40 && text.contains("下一");
    if may_lead_on || (may_be_licence(text) && is_licence(&plain(text))) {
        return None;
    }
    if is_han(first) && !numbering::is_numeral(first) {
        return Some(Sign::Prose);
    }
    let kind = numbering::kind(trim(&plain(beginning(text, NUMBER))), false);
    Some(kind.map_or(Sign::Prose, Sign::Is))
}

/// Whether a line has what every licence has: letters, © or many digits.
fn may_be_licence(text: &str) -> bool {
    // © begins with 0xC2.
    count_bytes(text, |byte| byte.is_ascii_digit()) >= 6
        || count_bytes(text, |byte| byte.is_ascii_alphabetic()) >= 3
        || any_byte(text, |byte| byte == 0xC2)
        || has_wide_letters(text)
}

/// Whether there are letters or digits of full width.
fn has_wide_letters(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(second), Some(third)) = (bytes.get(1..), bytes.get(2..)) else { return false };
    // All are looked at, many at a time.
    let found = bytes.iter().zip(second).zip(third).fold(0, |found, ((first, second), third)| {
        let is_digit = u8::from(third.wrapping_sub(0x90) < 10);
        let is_letter = u8::from(third.wrapping_sub(0xA1) < 26);
        let of_first = u8::from(*second == 0xBC) & (is_digit | is_letter);
        let of_second = u8::from(*second == 0xBD) & u8::from(third.wrapping_sub(0x81) < 26);
        found | (u8::from(*first == 0xEF) & (of_first | of_second))
    });
    found == 1
}

/// `line` is `text` in simplified characters, lower case and half width.
fn sign(text: &str, line: &str, length: usize) -> Sign {
    let bare = line.trim_matches(is_ornament);
    if WORDS.opening.contains(bare) {
        return Sign::Opens;
    }
    if length <= LONGEST && is_furniture(line, bare) {
        let is_label = labels::may_be_of_text(line);
        return if is_label { Sign::Label } else { Sign::Is(Kind::Furniture) };
    }
    if is_teaser(line, length) {
        return Sign::Teaser;
    }
    if is_declaration(line) {
        return Sign::Is(Kind::Furniture);
    }
    if is_caption(line, length) {
        return Sign::Is(Kind::Caption);
    }
    let is_title = length <= SHORT
        && !line.ends_with([':', ','])
        && !any_byte(line, |byte| byte == b';')
        && !FULL_STOP.is_in(line);
    if let Some(kind) =
        numbering::kind(line, is_title && length <= super::LONGEST_TITLE && !line.contains(','))
    {
        return Sign::Is(kind);
    }
    if text.contains('\t') && is_title {
        return Sign::Is(Kind::TableRow);
    }
    if let Some(date) = dates::leading(line).filter(|date| trim(date.rest).is_empty()) {
        return match date {
            _ if date.has_time => Sign::Is(Kind::Furniture),
            _ if date.is_numeric => Sign::Day,
            _ => Sign::Date,
        };
    }
    if !is_title {
        return Sign::Prose;
    }
    if WORDS.menu.contains(bare) {
        Sign::Menu
    } else if dates::before_trailing(line).is_some_and(|before| before.chars().count() >= 6) {
        Sign::Linked
    } else {
        Sign::Short
    }
}

/// The first bytes of a text, at most so many, as far as they are whole characters.
fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

/// Whether a short line could be a title.
fn may_be_title(line: &str) -> bool {
    let is_numbered =
        line.contains('〔') || (line.ends_with('号') && line.contains(|c: char| c.is_ascii_digit()));
    let is_dated = line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(['月', '日', ':']);
    let is_spoken = ["问", "答", "记者", "主持人", "网友"]
        .iter()
        .any(|speaker| line.strip_prefix(speaker).is_some_and(|said| said.starts_with(':')));
    !is_spoken
        && !line.starts_with(['(', '"', '“'])
        && !line.contains('→')
        && !line.ends_with('?')
        && !line.starts_with("来源:")
        && !is_numbered
        && !is_dated
}

/// Whether it is the beginning of a text that stands on another page.
fn is_teaser(line: &str, length: usize) -> bool {
    const ENDS: [&str; 12] = [
        "详情>>",
        "详细>>",
        "全文>>",
        "更多>>",
        "[详细]",
        "[详情]",
        "[查看详情]",
        "[全文]",
        "[阅读全文]",
        "查看全文>",
        "...详情",
        "详情>",
    ];
    let line = line.trim_end();
    line.ends_with(['>', ']', '情'])
        && length <= 400
        && (ENDS.iter().any(|end| line.ends_with(end)) || line.ends_with("[更多]") || line.ends_with("…详情"))
}

/// Whether the site declares what it is not answerable for.
fn is_declaration(line: &str) -> bool {
    let begins = line.trim_start_matches(is_ornament);
    WORDS.declarations.begin(begins)
        && WORDS.declared.iter().filter(|word| begins.contains(**word)).count() >= 2
}

/// Signs that point to the picture a caption belongs to.
fn is_arrow(c: char) -> bool {
    matches!(c, '△' | '▲' | '↑' | '▼')
}

/// Whether it stands under a picture, or in its place.
fn is_caption(line: &str, length: usize) -> bool {
    const PICTURES: [&str; 11] =
        [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".mp4", ".mp3", ".svg"];
    let is_file = line.ends_with(|c: char| c.is_ascii_alphanumeric())
        && PICTURES.iter().any(|end| line.ends_with(end))
        && length <= 80
        && !line.contains(['。', ',', ';']);
    let is_numbered = line
        .strip_prefix(['图', '表'])
        .map(str::trim_start)
        .and_then(|rest| {
            rest.strip_prefix(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        })
        .is_some_and(|rest| {
            rest.starts_with([':', ' ', '.', '、', '-', '\u{3000}'])
                || rest.starts_with(|c: char| c.is_ascii_digit())
        });
    let is_marked = line.starts_with(is_arrow) && length <= 80;
    let is_credited =
        line.ends_with('摄') || line.ends_with("摄)") || line.ends_with("供图") || line.ends_with("供图)");
    let is_stock =
        ["资料图", "资料图片", "(资料图)", "(资料图片)", "图片", "[图片]", "配图", "图"].contains(&line);
    is_file
        || (is_numbered && length <= 60 && !line.contains('。'))
        || is_marked
        || (is_credited && length <= 100)
        || is_stock
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What lines are made of, in any order.
    const PARTS: &[&str] = &[
        "。",
        "对受影响企业发放补贴。",
        "（一）",
        "第三章",
        "十二、",
        "3.",
        "2020-03-31 08:00",
        "已有",
        "参与",
        "△",
        "】",
        "【",
        "...详情",
        "下一页",
        "京ICP备12345678号",
        "网安备11010102000001号",
        "备案号：",
        "版权所有",
        "©",
        "Copyright",
        "５Ｇ",
        "５G",
        "5G",
        "记者 王小明",
        "（王小明摄）",
        "供图",
        "图1：",
        "来源：",
        "本网",
        "声明",
        "；",
        ">",
        "・",
        "　",
        "\t",
        "http://a.cn",
        "ID：abc",
        "“",
        "①",
        "•",
    ];

    #[test]
    fn the_first_look_says_what_a_closer_look_says() {
        let mut seed = 1_u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap_or_default() % below
        };
        let declared: Vec<&str> = PARTS.iter().copied().chain(WORDS.declared.iter().copied()).collect();
        let mut told = 0;
        for _ in 0..100_000 {
            let text: String = (0..=random(5)).map(|_| declared[random(declared.len())]).collect();
            let text = trim(&text);
            let plain = plain(text);
            if let Some(sign) = sign_at_first_look(text) {
                assert_eq!(sign, super::sign(text, trim(&plain), plain.chars().count()), "{text}");
                told += 1;
            }
        }
        assert!(told > 5_000, "{told}");
    }
}

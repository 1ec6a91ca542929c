//! What one line of a page says of itself.

use super::furniture::{is_furniture, is_ornament};
use super::words::WORDS;
use super::{dates, labels, numbering};
use crate::corpus::kind::Kind;
use crate::corpus::split::trim;
use crate::text::{any_byte, count_bytes, is_han, plain, plain_character};

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
        matches!(self, Sign::Menu | Sign::Linked | Sign::Short | Sign::Label)
    }
}

/// A line, as far as it matters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) sign: Sign,
    /// In characters.
    pub(super) length: usize,
    /// Whether it could be a title, if it is short: no question, no date, no step of a list.
    pub(super) may_be_title: bool,
}

/// A line of more bytes than so many that ends a sentence is text, unless it is a declaration of the site.
const LONG: usize = 360;

/// No furniture but such a declaration is longer, in characters.
const LONGEST: usize = 160;

/// A line with fewer characters that ends no sentence may be a title or a link.
const SHORT: usize = 60;

impl Line {
    pub(super) fn of(text: &str) -> Line {
        let text = trim(text);
        if text.len() > LONG && (text.ends_with(['。', '！', '？', '；', '”']) || text.len() > 4 * LONG)
        {
            let is_declared = is_declaration(&plain(beginning(text)));
            let sign = if is_declared { Sign::Is(Kind::Furniture) } else { Sign::Prose };
            return Line { sign, length: LONG, may_be_title: false };
        }
        if is_plainly_prose(text) {
            return Line { sign: Sign::Prose, length: LONG, may_be_title: false };
        }
        let plain = plain(text);
        let length = plain.chars().count();
        let line = trim(&plain);
        Line { sign: sign(text, line, length), length, may_be_title: may_be_title(line) }
    }
}

/// Whether a first look says that a line is running text: it holds the end of a sentence, and nothing that furniture
/// with a sentence in it has. Wrongly no for some, never wrongly yes: whatever [`sign`] looks for in a line with 。 begins or
/// ends it, or is made of letters or many digits.
fn is_plainly_prose(text: &str) -> bool {
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else { return false };
    let may_begin = !is_han(first) || first == '已' || WORDS.declarations.may_begin(plain_character(first));
    let may_end = matches!(last, '>' | '＞' | ']' | '］' | '情' | '摄' | '攝' | '图' | '圖' | ')' | '）');
    if may_begin || may_end || numbering::is_numeral(first) || !text.contains("。") {
        return false;
    }
    // © begins with 0xC2.
    let speaks = any_byte(text, |byte| byte.is_ascii_alphabetic() || byte == 0xC2) || has_wide_letters(text);
    let may_be_licence = speaks || count_bytes(text, |byte| byte.is_ascii_digit()) >= 6;
    let may_lead_on = text.len() <= 4 * 40 && text.contains("下一");
    !(may_be_licence || may_lead_on)
}

/// Whether there are letters or digits of full width.
fn has_wide_letters(text: &str) -> bool {
    let is_one = |bytes: &[u8]| {
        let of_first = bytes[1] == 0xBC && matches!(bytes[2], 0x90..=0x99 | 0xA1..=0xBA);
        let of_second = bytes[1] == 0xBD && matches!(bytes[2], 0x81..=0x9A);
        bytes[0] == 0xEF && (of_first || of_second)
    };
    text.as_bytes().windows(3).fold(false, |any, bytes| any | is_one(bytes))
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
    let ends_sentence = line.contains(['。', ';']) || line.ends_with([':', ',']);
    let is_title = length <= SHORT && !ends_sentence;
    if let Some(kind) =
        numbering::kind(line, is_title && length <= super::LONGEST_TITLE && !line.contains(','))
    {
        return Sign::Is(kind);
    }
    if text.contains('\t') && is_title {
        return Sign::Is(Kind::TableRow);
    }
    if let Some(date) = dates::leading(line).filter(|date| trim(date.rest).is_empty()) {
        return if date.is_numeric || date.has_time { Sign::Is(Kind::Furniture) } else { Sign::Date };
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

/// The first bytes of a long text, as many as are whole characters.
fn beginning(text: &str) -> &str {
    let end = (0..=LONG.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

/// Whether a short line could be a title.
fn may_be_title(line: &str) -> bool {
    let is_numbered =
        line.contains('〔') || (line.ends_with('号') && line.contains(|c: char| c.is_ascii_digit()));
    let is_dated = line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(['月', '日', ':']);
    !line.starts_with(['(', '"', '“'])
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
    length <= 400
        && (ENDS.iter().any(|end| line.ends_with(end)) || line.ends_with("[更多]") || line.ends_with("…详情"))
}

/// Whether the site declares what it is not answerable for.
fn is_declaration(line: &str) -> bool {
    let begins = line.trim_start_matches(is_ornament);
    WORDS.declarations.begin(begins)
        && WORDS.declared.iter().filter(|word| begins.contains(**word)).count() >= 2
}

/// Whether it stands under a picture, or in its place.
fn is_caption(line: &str, length: usize) -> bool {
    const PICTURES: [&str; 11] =
        [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".mp4", ".mp3", ".svg"];
    let is_file =
        PICTURES.iter().any(|end| line.ends_with(end)) && length <= 80 && !line.contains(['。', ',', ';']);
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
    let is_marked = line.starts_with(['△', '▲', '↑', '▼']) && length <= 80;
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

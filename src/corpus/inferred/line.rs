//! What one line of a page says of itself.

use super::words::WORDS;
use super::{dates, labels, names, numbering};
use crate::corpus::kind::Kind;
use crate::corpus::split::trim;
use crate::text::{any_byte, count_bytes, is_han, plain, plain_character};

/// What a line says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// It is this, whatever stands around it.
    Is(Kind),
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
        matches!(self, Sign::Menu | Sign::Linked | Sign::Short)
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
        return Sign::Is(Kind::Furniture);
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
        && !is_numbered
        && !is_dated
}

/// Signs that pages put around words.
fn is_ornament(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '·' | '•'
                | '>'
                | '»'
                | '›'
                | '<'
                | '«'
                | '‹'
                | '【'
                | '】'
                | '['
                | ']'
                | '('
                | ')'
                | '|'
                | '-'
                | '_'
                | '*'
                | '#'
                | '+'
                | ':'
                | '…'
                | '↑'
                | '↓'
                | '→'
                | '←'
                | '▲'
                | '▼'
                | '△'
                | '▽'
                | '●'
                | '■'
                | '◆'
                | '='
                | '~'
                | '—'
                | '.'
        )
}

fn is_furniture(line: &str, bare: &str) -> bool {
    WORDS.whole.contains(bare)
        || begins_so(line)
        || is_trail(line)
        || is_menu(line)
        || labels::is_labels(line.trim_matches(['(', ')', '[', ']', '【', '】', '|', ' ']))
        || is_stamp(line)
        || is_licence(line)
        || is_counter(bare)
        || is_tools(line)
        || is_page_number(line)
        || is_address(line)
        || is_byline(line)
        || is_account(line)
}

/// Whether it begins with words that only pages say, and no sentence follows.
fn begins_so(line: &str) -> bool {
    let line = line.trim_start_matches(is_ornament);
    if !WORDS.beginnings.begin(line) {
        return false;
    }
    let is_place =
        ["当前", "您", "你", "所在", "现在", "我的位置"].iter().any(|words| line.starts_with(words));
    // 您的位置 begins a trail; 您是第 a counter; a sentence does not have their signs.
    !line.contains(['。', ';'])
        && (!is_place || line.contains([':', '>', '»', '›', '第']) || line.contains("->"))
        && !(line.starts_with("请使用") || line.starts_with("建议使用")) | line.contains("浏览")
        && (!line.starts_with("点击进入") || line.chars().count() <= 20)
        && (!line.starts_with("未经")
            || line.contains("转载")
            || line.contains("使用") && line.contains('网'))
        && (!line.starts_with("欢迎关注")
            || ["公众号", "微信", "微博", "客户端", "我们", "抖音"].iter().any(|words| line.contains(words)))
}

/// Whether it says where in a site the page stands: 首页 > 新闻 > 正文.
fn is_trail(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == ':');
    if line.contains(['。', ';', ',']) {
        return false;
    }
    let parts: Vec<&str> =
        line.split(['>', '»', '›']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_home = |part: &str| part.ends_with("首页") || part.ends_with("主页") || part == "正文";
    let signs = line.matches(['>', '»', '›']).count();
    signs > 0
        && parts.len() >= 2
        && parts.iter().all(|part| part.chars().count() <= 24)
        && (parts.first().is_some_and(|part| is_home(part)) || parts.last() == Some(&"正文"))
}

/// Whether it is names of parts of a site, one after the other.
fn is_menu(line: &str) -> bool {
    let split = |sign: &dyn Fn(char) -> bool| -> Vec<String> {
        line.split(sign)
            .map(|part| part.trim_matches(is_ornament).to_owned())
            .filter(|part| !part.is_empty())
            .collect()
    };
    if line.contains(['。', ',', ';', '!', '?']) {
        return false;
    }
    let is_bar = |c| matches!(c, '|' | '│' | '┊' | '丨');
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '|' | '│' | '·' | '-' | '/');
    let parts = |sign: &dyn Fn(char) -> bool| line.chars().filter(|c| sign(*c)).count() + 1;
    if parts(&is_bar) < 3 && parts(&is_gap) < 3 {
        return false;
    }
    let bars = split(&is_bar);
    let parts = if bars.len() >= 3 { bars } else { split(&is_gap) };
    let known = parts
        .iter()
        .filter(|part| WORDS.menu.contains(part.as_str()) || WORDS.whole.contains(part.as_str()))
        .count();
    parts.len() >= 3
        && known >= 2
        && known * 2 >= parts.len()
        && parts.iter().all(|part| part.chars().count() <= 10)
}

/// Whether it is a date with a time of day, perhaps with the name of who published at it.
fn is_stamp(line: &str) -> bool {
    let is_name = |rest: &str| {
        let rest = rest.trim_matches(is_ornament);
        rest.chars().count() <= 14 && !rest.contains(['。', ',', ';', '、', ':', '至'])
    };
    if let Some(date) = dates::leading(line) {
        return date.has_time && is_name(date.rest);
    }
    let at = line.find("20").filter(|at| *at > 0 && is_name(&line[..*at]));
    at.and_then(|at| dates::leading(&line[at..])).is_some_and(|date| {
        date.has_time && date.is_numeric && date.rest.trim_matches(is_ornament).is_empty()
    })
}

/// Whether it has the numbers under which a site is registered, or says whose it is.
fn is_licence(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let is_registered =
        ["icp备", "icp证", "公网安备", "网安备", "备案号:", "网站标识码", "新闻信息服务许可证"]
            .iter()
            .any(|words| line.contains(words));
    let is_owned =
        (line.contains("版权所有") || line.contains("all rights reserved") || line.contains("copyright"))
            && (!line.contains('。') || line.contains('©') || line.contains("copyright"));
    (is_registered && digits >= 6) || is_owned
}

/// Whether it is a counter without a sign: 阅读 12, 12次阅读, 0条评论.
fn is_counter(bare: &str) -> bool {
    const COUNTED: [&str; 8] = ["阅读", "浏览", "点击", "评论", "次阅读", "条评论", "人阅读", "次浏览"];
    let counted = |rest: Option<&str>| rest.is_some_and(labels::is_count);
    COUNTED.iter().any(|word| counted(bare.strip_prefix(word)) || counted(bare.strip_suffix(word)))
        || (bare.starts_with("已有") && bare.ends_with("参与"))
}

/// Whether it is the tools of a page: 【打印】【关闭】, 字号：大 中 小.
fn is_tools(line: &str) -> bool {
    const TOOLS: [&str; 22] = [
        "打印",
        "关闭",
        "收藏",
        "字号",
        "字体",
        "大",
        "中",
        "小",
        "分享",
        "返回",
        "顶部",
        "本页",
        "窗口",
        "分享到",
        "打印本页",
        "关闭窗口",
        "关闭本页",
        "推荐",
        "加入收藏",
        "微信",
        "微博",
        "我要",
    ];
    let parts: Vec<&str> = line.split(is_ornament).filter(|part| !part.is_empty()).collect();
    parts.len() >= 2 && parts.iter().all(|part| TOOLS.contains(part))
}

/// Whether it is the number of a page of paper, or leads to those beside it.
fn is_page_number(line: &str) -> bool {
    let inner = line.trim_matches(|c: char| c.is_whitespace() || "-—–·".contains(c));
    let is_number = !inner.is_empty() && inner.len() <= 4 && inner.bytes().all(|byte| byte.is_ascii_digit());
    let is_dashed =
        inner.len() < line.len() && line.starts_with(['-', '—', '–']) && line.ends_with(['-', '—', '–']);
    if is_number && is_dashed || !line.contains("页") {
        return is_number && is_dashed;
    }
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect();
    let is_counted =
        ["第页", "第页共页", "第页/共页", "第页,共页", "共页", "第页(共页)"].contains(&squeezed.as_str());
    let is_pager = line.contains("下一页") && line.chars().count() <= 40;
    (is_counted && squeezed.len() < line.len()) || is_pager
}

/// Whether it is the address of a page and nothing else.
fn is_address(line: &str) -> bool {
    let address = line.strip_prefix("网址:").or_else(|| line.strip_prefix("链接:")).unwrap_or(line).trim();
    ["http://", "https://", "www."].iter().any(|begin| address.starts_with(begin))
        && address.is_ascii()
        && !address.contains(' ')
}

/// Whether it names who wrote, took pictures or edited.
fn is_byline(line: &str) -> bool {
    let inner = line.trim_matches(|c: char| c.is_whitespace() || "()[]【】".contains(c));
    let words = [
        "记者",
        "本报记者",
        "通讯员",
        "本报通讯员",
        "见习记者",
        "首席记者",
        "实习生",
        "全媒体记者",
        "融媒体记者",
    ];
    let rest = words.iter().find_map(|words| inner.strip_prefix(words));
    inner.chars().count() <= 30
        && rest.is_some_and(|rest| rest.starts_with([' ', '\u{3000}']) && names::are_names(rest))
}

/// Whether it is the id of an account: ID:abc123.
fn is_account(line: &str) -> bool {
    let id = ["id:", "微信id:", "微信号:", "抖音号:", "qq:", "qq群:"]
        .iter()
        .find_map(|words| line.strip_prefix(words));
    id.is_some_and(|id| {
        let id = id.trim();
        !id.is_empty()
            && id.len() <= 32
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    })
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

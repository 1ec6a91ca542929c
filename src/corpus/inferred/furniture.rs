//! Short lines that say of themselves that they are none of the text: menus, paths, buttons, counters, bylines.

use super::offers::is_offer;
use super::words::WORDS;
use super::{dates, labels, names};
use crate::text::{any_byte, count_bytes};

/// Signs that pages put around words.
pub(super) fn is_ornament(c: char) -> bool {
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

pub(super) fn is_furniture(line: &str, bare: &str) -> bool {
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

/// Whether it holds one of some ASCII characters.
pub(super) fn has_any(line: &str, signs: &[u8]) -> bool {
    signs.iter().any(|sign| any_byte(line, |byte| byte == *sign))
}

/// Whether it begins with words that only pages say, and no sentence follows.
fn begins_so(line: &str) -> bool {
    let line = line.trim_start_matches(is_ornament);
    if !WORDS.beginnings.begin(line) || is_offer(line) {
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
    const STEPS: [char; 3] = ['>', '»', '›'];
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == ':');
    if has_any(line, b";,") || !line.contains(STEPS) || line.contains('。') {
        return false;
    }
    let parts: Vec<&str> = line.split(STEPS).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_home = |part: &str| part.ends_with("首页") || part.ends_with("主页") || part == "正文";
    parts.len() >= 2
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
    if has_any(line, b",;!?") || line.contains('。') {
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
pub(super) fn is_licence(line: &str) -> bool {
    let has_one = |words: &[&str]| words.iter().any(|words| line.contains(words));
    let is_registered =
        || has_one(&["icp备", "icp证", "公网安备", "网安备", "备案号:", "网站标识码", "新闻信息服务许可证"]);
    let has_digits = count_bytes(line, |byte| byte.is_ascii_digit()) >= 6;
    let has_letters = any_byte(line, |byte| byte.is_ascii_alphabetic());
    let is_owned =
        line.contains("版权所有") || (has_letters && has_one(&["all rights reserved", "copyright"]));
    (has_digits && is_registered())
        || (is_owned && (!line.contains('。') || line.contains('©') || line.contains("copyright")))
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
    let mut parts = line.split(is_ornament).filter(|part| !part.is_empty());
    let mut is_next_one = || parts.next().map(|part| TOOLS.contains(&part));
    is_next_one() == Some(true) && is_next_one() == Some(true) && parts.all(|part| TOOLS.contains(&part))
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

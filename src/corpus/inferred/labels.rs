//! Lines made of labels and their values: 来源：… 作者：… 责任编辑：…

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::dates;
use super::furniture::has_any;
use super::names::are_names;

/// What has to stand behind a label, so that the two are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    /// The label says enough.
    Any,
    /// Another label: this one may be a word of the text.
    Beside,
    /// A name of somebody or something, or nothing.
    Short,
    /// A date.
    Date,
    /// A date as programs write it: meetings have times too.
    Stamp,
    /// A number.
    Count,
    /// Names of people.
    Names,
}

const LABELS: &[(Value, &[&str])] = &[
    (
        Value::Any,
        &[
            "责任编辑",
            "责编",
            "本文编辑",
            "网络编辑",
            "值班编辑",
            "文字编辑",
            "编辑",
            "发布时间",
            "发布日期",
            "发表时间",
            "发表日期",
            "发稿时间",
            "更新时间",
            "更新日期",
            "录入时间",
            "添加时间",
            "上传时间",
            "信息时间",
            "信息来源",
            "文章来源",
            "稿件来源",
            "新闻来源",
            "本文来源",
            "内容来源",
            "图片来源",
            "稿源",
            "转载自",
            "发布人",
            "发布者",
            "录入",
            "录入人",
            "录入员",
            "信息录入",
            "字号",
            "字体",
            "字体大小",
            "字体显示",
            "浏览次数",
            "阅读次数",
            "点击次数",
            "访问次数",
            "点击数",
            "浏览量",
            "阅读量",
            "访问量",
            "点击率",
            "浏览数",
            "阅读数",
            "评论数",
            "制版",
            "排版",
            "版面编辑",
            "一审",
            "二审",
            "三审",
            "审稿",
            "栏目编辑",
            "栏目主编",
            "原标题链接",
            "本文标签",
            "关键词",
            "关键字",
            "分享到",
            "分享至",
            "上一篇",
            "下一篇",
            "上一条",
            "下一条",
            "索引号",
            "信息索引号",
            "主题分类",
            "体裁分类",
            "信息分类",
            "公开方式",
            "公开时限",
            "公开范围",
            "信息有效性",
            "网站标识码",
            "点阅数",
            "点阅次数",
            "浏览人次",
            "上版日期",
            "张贴日期",
            "公告日期",
            "最后更新",
            "最后更新日期",
            "下载次数",
            "收藏次数",
            "发布机关",
            "信息名称",
            "生成日期",
            "所属栏目",
        ],
    ),
    (
        Value::Beside,
        &["技术支持", "标签", "频道", "分类", "栏目", "发布单位", "发布机构", "分享", "打印", "信息发布"],
    ),
    (Value::Short, &["来源", "作者", "出处", "供稿", "供稿单位", "通讯单位", "来源网站"]),
    (Value::Date, &["日期"]),
    (Value::Stamp, &["时间"]),
    (
        Value::Count,
        &[
            "阅读",
            "浏览",
            "点击",
            "查看",
            "访问",
            "评论",
            "人气",
            "点赞",
            "热度",
            "收藏",
            "分享数",
            "播放",
            "播放量",
            "转发",
        ],
    ),
    (
        Value::Names,
        &[
            "文",
            "图",
            "图文",
            "文图",
            "文字",
            "摄影",
            "摄",
            "撰文",
            "撰稿",
            "记者",
            "本报记者",
            "通讯员",
            "审核",
            "校对",
            "监制",
            "终审",
            "初审",
            "复审",
            "主编",
            "总编",
            "总编辑",
            "副总编",
            "值班编委",
            "策划",
            "统筹",
            "视频",
            "海报",
            "美编",
            "设计",
            "制作",
            "剪辑",
            "配音",
            "播音",
            "审校",
            "总监制",
            "执行主编",
            "图片",
            "签发",
            "核稿",
        ],
    ),
];

/// Signs between a label and its value.
const SIGNS: [char; 5] = [':', '|', '丨', '/', '│'];

/// Such a line has at most so many characters.
const LONGEST: usize = 120;

/// A label's value has at most so many characters, where it is to be short.
const LONGEST_NAME: usize = 24;

struct Labelled<'t> {
    value: Value,
    text: &'t str,
}

/// Whether a line is labels and their values alone.
pub(super) fn is_labels(line: &str) -> bool {
    if has_any(line, b";!?")
        || !(has_any(line, b":|/") || line.contains(SIGNS))
        || line.contains('。')
        || line.chars().count() > LONGEST
    {
        return false;
    }
    let (lead, found) = labelled(line);
    let several = found.len() > 1;
    let fits = |one: &Labelled<'_>| match one.value {
        Value::Any => true,
        Value::Beside => several,
        Value::Short => {
            one.text.chars().count() <= LONGEST_NAME
                && !one.text.contains([',', '、'])
                && !is_of_money(one.text)
        }
        Value::Date => one.text.is_empty() || alone(one.text).is_some(),
        Value::Stamp => {
            alone(one.text).map_or(several && one.text.is_empty(), |date| date.is_numeric || several)
        }
        Value::Count => is_count(one.text) || (several && one.text.is_empty()),
        Value::Names => are_names(one.text) || (several && one.text.chars().count() <= LONGEST_NAME),
    };
    let lead = lead.trim_matches(|c: char| c.is_whitespace() || "|丨".contains(c));
    let is_lead = lead.is_empty()
        || dates::leading(lead).is_some_and(|date| date.rest.chars().count() <= LONGEST_NAME)
        || (several && lead.chars().count() <= 12 && !lead.contains([',', ':']));
    !found.is_empty() && is_lead && found.iter().all(fits)
}

/// Whether a line is one label with something behind it that names no paper, office or site: a text may have it too.
pub(super) fn may_be_of_text(line: &str) -> bool {
    const MAKERS: [&str; 22] = [
        "报",
        "网",
        "社",
        "台",
        "局",
        "办",
        "部",
        "委",
        "厅",
        "院",
        "府",
        "中心",
        "新闻",
        "客户端",
        "微信",
        "公众号",
        "频道",
        "杂志",
        "日报",
        "论坛",
        "博客",
        "微博",
    ];
    let (lead, found) = labelled(line);
    let [Labelled { value: Value::Short, text }] = found.as_slice() else { return false };
    let is_name = are_names(text) || text.is_ascii() || MAKERS.iter().any(|end| text.ends_with(end));
    lead.is_empty() && text.chars().count() > 4 && !is_name
}

/// Whether it is money, whose source a text states: nobody who publishes is called so.
fn is_of_money(text: &str) -> bool {
    ["资金", "经费", "款", "费", "补贴", "补助", "收入", "预算", "财政", "物资"]
        .iter()
        .any(|end| text.ends_with(end))
}

/// A date with nothing behind it.
fn alone(text: &str) -> Option<dates::Date<'_>> {
    dates::leading(text).filter(|date| date.rest.trim().is_empty())
}

/// A number as counters show it: 0, 1.2万, 123次, (45).
pub(super) fn is_count(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "()[]".contains(c));
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    rest.len() < text.len()
        && ["", "次", "人", "万", "万次", "w", "+", "w+", "万+", "条", "℃", "°c"].contains(&rest.trim())
}

/// What stands before the first label, and each label with what stands behind it.
fn labelled(line: &str) -> (&str, Vec<Labelled<'_>>) {
    let mut starts = Vec::new();
    let mut before = None;
    for (at, c) in line.char_indices() {
        let may_begin = before.is_none_or(parts_labels);
        before = Some(c);
        if let Some((value, length)) = may_begin.then(|| label(&line[at..])).flatten() {
            starts.push((at, at + length, value));
        }
    }
    let ends = starts.iter().skip(1).map(|(at, ..)| *at).chain([line.len()]);
    let found = starts.iter().zip(ends).map(|((_, from, value), to)| Labelled {
        value: *value,
        text: line
            .get(*from..to)
            .unwrap_or_default()
            .trim_matches(|c: char| c.is_whitespace() || "|()[]【】丨".contains(c)),
    });
    let lead = starts.first().map_or(line, |(at, ..)| &line[..*at]);
    (lead.trim_matches(['(', '[', '【', ' ']), found.collect())
}

/// Whether a label may stand behind this character.
fn parts_labels(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '丨' | '(' | ')' | '[' | ']' | '【' | '】' | '/' | '>' | ',')
}

/// The labels by their first characters; constant data.
static BY_FIRST: LazyLock<FxHashMap<char, Vec<(Value, &str)>>> = LazyLock::new(|| {
    let mut by_first: FxHashMap<char, Vec<(Value, &str)>> = FxHashMap::default();
    for (value, word) in LABELS.iter().flat_map(|(value, words)| words.iter().map(|word| (*value, *word))) {
        by_first.entry(word.chars().next().unwrap_or_default()).or_default().push((value, word));
    }
    by_first
});

/// The label that a text begins with, and how many bytes it and its sign take.
fn label(text: &str) -> Option<(Value, usize)> {
    let mut found: Option<(Value, usize)> = None;
    for (value, word) in BY_FIRST.get(&text.chars().next()?)? {
        let Some(rest) = text.strip_prefix(word) else { continue };
        let sign = rest.trim_start();
        let Some(after) = sign.strip_prefix(SIGNS) else { continue };
        // 文/ is a byline, 编辑/… may be a word beside another.
        let is_slash = sign.starts_with('/') && *value != Value::Names;
        let length = text.len() - after.len();
        if !is_slash && found.is_none_or(|(_, longest)| length > longest) {
            found = Some((*value, length));
        }
    }
    found
}

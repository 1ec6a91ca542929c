//! What the lines of a document say of it: when it was published, where it is from, who wrote it. Pages, texts copied
//! from them, and files of offices write these lines alike.

use std::borrow::Cow;

use serde_json::Value;

use super::dates::{begins_with_moment, date_at, date_in, signed_date};
use super::inferred::kind_by_itself;
use super::kind::Kind;
use super::labels::spelt;
use super::split::trim;
use crate::text::{is_han, plain_character};

/// What stands before where a text is from.
const SOURCES: &[&str] = &["信息来源", "文章来源", "稿件来源", "新闻来源", "资料来源", "来源", "稿源"];

/// What stands before who published it, which is where it is from unless something else is said.
const PUBLISHERS: &[&str] = &["发布机构", "发布单位", "发布机关", "发布部门", "发文机关", "发文单位"];

const AUTHORS: &[&str] = &["作者", "记者", "撰稿"];

/// What stands before the day on which a text was published.
const PUBLISHED: &[&str] = &[
    "发布时间",
    "发布日期",
    "发表时间",
    "发稿时间",
    "公布日期",
    "公布时间",
    "颁布日期",
    "颁布时间",
    "公开日期",
];

/// What stands before the day on which it was made, be it published later.
const MADE: &[&str] = &["发文日期", "成文日期"];

const DATES: &[&str] = &["时间", "日期", "发布"];

/// What another label begins with, so that it is no value.
const LABELS: &[&str] = &[
    "发布", "发表", "发文", "发稿", "成文", "生成", "索引", "文号", "主题", "有效", "公开", "名称", "关键",
    "作者", "编辑", "责任", "责编", "时间", "日期", "浏览", "点击", "点阅", "阅读", "字体", "字号", "来源",
    "信息", "分类", "审核", "分享", "打印", "记者", "撰稿", "标题", "标签", "更新",
];

/// What ends a value that nothing parts from what stands behind it.
const CUTS: &[&str] = &[
    "作者",
    "时间",
    "发布",
    "浏览",
    "点击",
    "点阅",
    "日期",
    "责任编辑",
    "编辑",
    "字体",
    "字号",
    "来源",
    "阅读",
    "参与互动",
];

/// What is said of a document, by the names of what can be kept.
pub(super) type Said = Vec<(&'static str, String)>;

/// Where a text is from.
pub(super) fn source<'l>(lines: impl Iterator<Item = &'l str> + Clone) -> Option<String> {
    lines.clone().find_map(|line| labelled(line, SOURCES)).or_else(|| {
        let mut lines = lines;
        lines.find_map(|line| labelled(line, PUBLISHERS))
    })
}

/// Who wrote a text.
pub(super) fn author<'l>(mut lines: impl Iterator<Item = &'l str>) -> Option<String> {
    lines.find_map(|line| labelled(line, AUTHORS))
}

/// The date behind a label that says what it is: the day on which a text was published, before that on which it was made.
pub(super) fn labelled_date<'l>(lines: impl Iterator<Item = &'l str> + Clone) -> Option<String> {
    let mut published = lines.clone().filter_map(|line| {
        let plain = simplified(line);
        let behind = |label: &&str| plain.find(*label).map(|at| &plain[at + label.len()..]);
        PUBLISHED.iter().filter_map(behind).find_map(date_in)
    });
    let has = |line: &str, labels: &[&str]| {
        let plain = simplified(line);
        labels.iter().any(|label| plain.contains(label))
    };
    let mut made = lines.clone().filter(|line| has(line, MADE));
    let mut others = lines.filter(|line| !has(line, MADE) && (has(line, DATES) || begins_with_moment(line)));
    published.next().or_else(|| others.find_map(date_in)).or_else(|| made.find_map(date_in))
}

/// What stands in a line behind one of these labels.
fn labelled(line: &str, labels: &[&str]) -> Option<String> {
    const LONGEST: usize = 30;
    let plain = simplified(line);
    if is_statement(&plain) {
        return None;
    }
    let (at, label) = labels.iter().find_map(|label| Some((plain.find(label)?, label)))?;
    let (before, rest) = (&plain[..at], &plain[at + label.len()..]);
    let begins_cell = before.is_empty() || before.ends_with('\t');
    let sign = rest.trim_start().strip_prefix(['：', ':', '】', '|', '丨', '｜']);
    let rest = sign.or_else(|| rest.strip_prefix('\t').filter(|_| begins_cell))?.trim_start();
    if !parts_labels(before) {
        return None;
    }
    let is_end = |c: char| c.is_whitespace() || "|【】[]）)丨｜/，。；,;”\"".contains(c);
    let rest = rest.trim_start_matches(['“', '"', '[', '【', ' ']);
    let value = rest.split(is_end).next().unwrap_or_default();
    let begins_so = LABELS.iter().any(|label| value.starts_with(label));
    if begins_so && value.contains(['：', ':']) || value.ends_with(['：', ':']) {
        return None;
    }
    // Accounts of administrations are called `某某发布`.
    let is_name = |word: &str, at: usize| word == "发布" && at + word.len() == value.len();
    let cuts = CUTS.iter().filter_map(|word| value.find(word).filter(|at| *at > 0 && !is_name(word, *at)));
    let cut = cuts.chain(date_at(value).map(|(at, _)| at)).min();
    let length = trim(&value[..cut.unwrap_or(value.len())]).chars().count();
    let from = plain.chars().count() - rest.chars().count();
    (1..=LONGEST).contains(&length).then(|| line.chars().skip(from).take(length).collect())
}

/// A text in simplified characters, with the same number of them.
pub(super) fn simplified(text: &str) -> Cow<'_, str> {
    let plain = |c: char| if is_han(c) { plain_character(c) } else { c };
    let is_plain = text.chars().all(|c| plain(c) == c);
    if is_plain { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(plain).collect()) }
}

/// Whether behind this a label may begin, and no word goes on: 资金来源 is none.
fn parts_labels(before: &str) -> bool {
    let is_word = before.chars().next_back().is_some_and(char::is_alphabetic);
    let is_value = before.contains(['：', ':']) || date_in(before).is_some();
    let is_noun = ["资金", "经费", "收入", "货", "原料", "数据"].iter().any(|noun| before.ends_with(noun));
    !is_noun && (!is_word || is_value) && !before.ends_with(['“', '‘', '"', '「'])
}

/// Whether a line is about whose texts are, and names sources only to say so.
fn is_statement(line: &str) -> bool {
    ["注明", "标明", "凡本", "版权", "转载", "侵权", "免责", "声明"].iter().any(|word| line.contains(word))
}

/// The name that stands before the date without a label: on phones this is the source.
pub(super) fn before_date<'l>(mut lines: impl Iterator<Item = &'l str>) -> Option<String> {
    const WORDS: [&str; 10] =
        ["时间", "日期", "发布于", "发表", "更新", "星期", "今天", "来源", "作者", "编辑"];
    lines.find_map(|line| {
        let (at, _) = date_at(line).filter(|_| !line.contains(['。', '；', '！']))?;
        let name = trim(line[..at].trim_end().rsplit('\t').next()?);
        let name = trim(name.trim_end_matches(['·', '|', '/', '丨', '｜', ' ']));
        let name = paper(name).unwrap_or(name);
        let plain = simplified(name);
        let is_name = plain.chars().all(char::is_alphabetic) && plain != "发布";
        let is_label = WORDS.iter().any(|word| plain.contains(word));
        (is_name && !is_label && (2..=16).contains(&name.chars().count())).then(|| name.to_owned())
    })
}

/// The name of a paper, of which the sheet is told behind its date: `《某某日报》（2020年03月05日 第 02 版）`.
fn paper(name: &str) -> Option<&str> {
    let name = name.trim_end_matches(['（', '(', ' ']).strip_prefix('《')?.strip_suffix('》')?;
    name.ends_with(['报', '報', '刊']).then_some(name)
}

/// What the lines of a text say of it that was copied from a page: those before its first sentence, and the date that it
/// is signed with.
pub(super) fn by_lines<'l>(lines: impl Iterator<Item = &'l str> + Clone) -> Said {
    const HEAD: usize = 12;
    let lines = lines.map(trim).filter(|line| !line.is_empty());
    let shown: Vec<&str> = lines.clone().take(HEAD).take_while(|line| !is_prose(line)).collect();
    let head: Vec<Cow<'_, str>> = shown.iter().map(|line| spelt(line)).collect();
    let head: Vec<&str> = head.iter().map(Cow::as_ref).collect();
    let facts = || head.iter().copied().filter(|line| is_of_page(line));
    let named = head.iter().find_map(|line| line.strip_prefix("标题")?.strip_prefix(['：', ':']).map(trim));
    // The title stands right above what is said of it.
    let above = head.iter().position(|line| is_of_page(line)).and_then(|at| shown[..at].last().copied());
    let above = above.filter(|line| kind_by_itself(line).is_none_or(|kind| kind == Kind::Heading));
    let date = labelled_date(facts()).or_else(|| facts().find_map(date_in));
    let all = [
        ("title", named.filter(|title| !title.is_empty()).or(above).map(str::to_owned)),
        ("date", date.or_else(|| signed_date(lines))),
        ("source", source(head.iter().copied()).or_else(|| before_date(facts()))),
        ("author", author(head.iter().copied())),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Whether a line has a sentence of the text.
fn is_prose(line: &str) -> bool {
    const LONG: usize = 120;
    let has_marks = line.contains('。') || line.contains('，') || line.chars().count() > LONG;
    has_marks && !is_of_page(line) && kind_by_itself(line) != Some(Kind::Furniture)
}

/// Whether a line says of a page when it was published, or where it is from.
fn is_of_page(line: &str) -> bool {
    let has_date = date_in(line).is_some();
    let has_source = source(std::iter::once(line)).is_some();
    has_date && has_source || (has_date || has_source) && kind_by_itself(line) == Some(Kind::Furniture)
}

/// What a text in Markdown says of itself: in the fields at its start, else in its first lines.
pub(super) fn by_markdown(text: &str) -> Said {
    let (fields, text) = fields(text);
    let lines = text.lines().map(|line| line.trim_start().trim_start_matches(['#', '>', '*', ' ']));
    let mut said = by_lines(lines);
    let heading = text.lines().map(str::trim).find(|line| !line.is_empty());
    let heading = heading.and_then(|line| line.strip_prefix("# ")).map(|title| trim(title).to_owned());
    said = joined(heading.map(|title| ("title", title)).into_iter().collect(), said);
    joined(by_fields(&fields), said)
}

/// What is said, by the first that says it, in the order of the names of what can be kept.
pub(super) fn joined(first: Said, second: Said) -> Said {
    let mut all = first;
    for (name, value) in second {
        if !all.iter().any(|(known, _)| *known == name) {
            all.push((name, value));
        }
    }
    all.sort_by_key(|(name, _)| NAMES.iter().position(|(known, _)| known == name));
    all
}

/// The fields at the start of a text in Markdown, between two lines of `---`, and what is below.
fn fields(text: &str) -> (Vec<&str>, &str) {
    let Some((_, mut rest)) = text.split_once('\n').filter(|(first, _)| trim(first) == "---") else {
        return (Vec::new(), text);
    };
    let mut fields = Vec::new();
    while let Some((line, below)) = rest.split_once('\n') {
        rest = below;
        if matches!(trim(line), "---" | "...") {
            return (fields, rest);
        }
        fields.push(line);
    }
    (Vec::new(), text)
}

/// What can be kept, and the names of the fields in Markdown that say it, the best first.
const NAMES: [(&str, &[&str]); 4] = [
    ("title", &["title", "标题"]),
    ("date", &["date", "日期", "发布日期", "发布时间", "published", "pubdate", "created"]),
    ("source", &["source", "来源", "publisher"]),
    ("author", &["author", "authors", "作者", "creator"]),
];

fn by_fields(lines: &[&str]) -> Said {
    let field = |wanted: &&str| {
        lines.iter().enumerate().find_map(|(at, line)| {
            let (name, value) = line.split_once(':').or_else(|| line.split_once('：'))?;
            let value = bare(value);
            let items = lines[at + 1..].iter().map_while(|line| line.trim().strip_prefix("- ")).map(bare);
            let value = if value.is_empty() { items.collect::<Vec<_>>().join("、") } else { value };
            (name.trim().eq_ignore_ascii_case(wanted) && !value.is_empty()).then_some(value)
        })
    };
    let found = NAMES.iter().filter_map(|(name, names)| Some((*name, names.iter().find_map(field)?)));
    let dated = |(name, value): (&'static str, String)| match name {
        "date" => (name, date_in(&value).unwrap_or(value)),
        _ => (name, value),
    };
    found.map(dated).collect()
}

/// A value without the signs around it: quotation marks, the brackets of a list.
fn bare(value: &str) -> String {
    let value = trim(value);
    let plain = |item: &str| trim(trim(item).trim_matches(['"', '\''])).to_owned();
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(list) => list.split([',', '，']).map(plain).collect::<Vec<_>>().join("、"),
        None => plain(value),
    }
}

/// What is said, as it is kept with paragraphs: under each of these names, in their order.
pub(super) fn kept(said: &Said, keep: &[String]) -> Vec<(String, Value)> {
    let value = |field: &String| {
        let found = said.iter().find(|(known, _)| known == field);
        found.map_or(Value::Null, |(_, value)| Value::from(value.as_str()))
    };
    keep.iter().map(|field| (field.clone(), value(field))).collect()
}

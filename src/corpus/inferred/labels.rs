//! Lines made of labels and their values: 来源：… 作者：… 责任编辑：…

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::dates;
use super::furniture::has_any;
use super::label_words::{LABELS, Value};
use super::names::are_names;

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
pub(in crate::corpus) fn is_of_money(text: &str) -> bool {
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

//! Letters to administrations and their answers: such pages state of each letter what the office's program knows of it,
//! in lines or rows of a label and a value. What was asked and answered is the text; these are none of it.

use super::blocks::Block;
use super::dom::Dom;
use crate::corpus::documents::flow::trim;
use crate::corpus::kind::Kind;
use crate::corpus::labels::spelt;
use crate::corpus::said::simplified;

/// What only a program that keeps letters states.
const OF_LETTERS: &[&str] = &[
    "信件编号",
    "来信编号",
    "信件编码",
    "查询编号",
    "查询码",
    "受理编号",
    "来信人",
    "写信人",
    "来信时间",
    "写信时间",
    "来信日期",
    "写信日期",
    "提交时间",
    "提问时间",
    "留言时间",
    "咨询时间",
    "信件类型",
    "来信类型",
    "信件类别",
    "信件状态",
    "办理状态",
    "处理状态",
    "办理进度",
    "回复时间",
    "答复时间",
    "回复日期",
    "答复日期",
    "办结时间",
    "受理时间",
    "是否公开",
    "评价人数",
];

/// What other programs state as well.
const OF_ANY: &[&str] = &[
    "编号",
    "状态",
    "类别",
    "类型",
    "姓名",
    "点击数",
    "浏览数",
    "浏览量",
    "浏览次数",
    "访问次数",
    "点击次数",
    "关注度",
    "网友",
    "咨询人",
    "留言人",
    "提问人",
    "发布时间",
    "办理单位",
    "回复单位",
    "答复单位",
    "受理单位",
    "来信来源",
    "满意度",
    "满意度评价",
    "评价结果",
];

/// The labels before what was asked and answered.
const CONTENTS: &[&str] = &[
    "来信内容",
    "信件内容",
    "咨询内容",
    "留言内容",
    "诉求内容",
    "问题内容",
    "回复内容",
    "答复内容",
    "办理结果",
    "处理结果",
    "回复意见",
    "答复意见",
];

/// The labels before what a letter is called.
const TITLES: &[&str] = &["信件标题", "来信标题", "信件主题", "来信主题", "标题", "主题"];

/// Whether a line is the label of what was asked or answered.
pub(super) fn is_of_content(text: &str) -> bool {
    CONTENTS.contains(&simplified(text).trim_end_matches(['：', ':', ' ', '\u{3000}']))
}

/// Marks what the program states as lines of the site.
pub(super) fn mark(page: &Dom, blocks: &mut [Block]) {
    let is_of_letters = |text: &str| facts(text).iter().any(|(label, _)| OF_LETTERS.contains(label));
    let texts: Vec<String> =
        blocks.iter().map(|block| spelt(&simplified(&block.text)).into_owned()).collect();
    if texts.iter().filter(|text| is_of_letters(text)).count() < 2 {
        return;
    }
    let is_stated = |(label, value): &(&str, &str)| {
        (OF_LETTERS.contains(label) || OF_ANY.contains(label)) && value.chars().count() <= LONGEST_VALUE
    };
    for (block, text) in blocks.iter_mut().zip(&texts) {
        let label = text.trim_end_matches(['：', ':', ' ', '\u{3000}']);
        block.is_of_site |= CONTENTS.contains(&label);
        let facts = facts(text);
        // What a letter is called stands in a row of its own, and is no data.
        if let [(label, value)] = facts[..]
            && !value.is_empty()
            && block.kind == Kind::TableRow
            && TITLES.contains(&label)
        {
            let from = block.text.find('\t').map_or(0, |at| at + 1);
            block.text = trim(&block.text[from..]).to_owned();
            block.length = block.text.chars().filter(|c| !c.is_whitespace()).count();
            block.kind = Kind::Heading;
            continue;
        }
        block.is_of_site |= !facts.is_empty() && facts.iter().all(is_stated);
    }
    // A table of one row is no data: its cells are lines.
    let is_cell = |node: usize| matches!(page.name(node), "td" | "th");
    for at in 1..blocks.len() {
        let (label, value) = (&blocks[at - 1], &blocks[at]);
        let is_row = is_cell(label.node)
            && is_cell(value.node)
            && label.node != value.node
            && page.nodes[label.node].parent == page.nodes[value.node].parent;
        let name = texts[at - 1].trim_end_matches(['：', ':', ' ', '\u{3000}']);
        if is_row && is_stated(&(name, texts[at].as_str())) {
            blocks[at - 1].is_of_site = true;
            blocks[at].is_of_site = true;
        }
    }
}

/// What a value has at most, in characters.
const LONGEST_VALUE: usize = 24;

/// What a letter is called, where a line says it under a label.
pub(super) fn title(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|block| {
        let plain = simplified(&block.text);
        let spelt = spelt(&plain);
        let (_, value) = facts(&spelt).into_iter().find(|(label, _)| TITLES.contains(label))?;
        title_in(&block.text, &plain, value)
    })
}

/// The title that is a value in a line, as it stands there. `plain`: the line in simplified characters, in which the
/// value was found.
pub(super) fn title_in(line: &str, plain: &str, value: &str) -> Option<String> {
    let from = plain.find(value).filter(|_| value.chars().count() >= 4)?;
    line.get(from..from + value.len()).map(str::to_owned)
}

/// The labels of a line or row, each with its value; none where it has something else. Blanks in labels are to be taken
/// out before.
pub(super) fn facts(text: &str) -> Vec<(&str, &str)> {
    const LONGEST: usize = 160;
    if text.len() > LONGEST * 3 || text.contains('。') {
        return Vec::new();
    }
    let bare = |label: &'_ str| -> usize { label.trim_end_matches(['：', ':', ' ', '\u{3000}']).len() };
    let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
    let is_stated = |cell: &&str| !cell.ends_with(['：', ':']) && cell.contains(['：', ':']);
    if cells.len() > 1 && cells.iter().all(is_stated) {
        return cells.into_iter().flat_map(facts).collect();
    }
    if cells.len() > 1 {
        let pairs =
            cells.chunks(2).map(|pair| (&pair[0][..bare(pair[0])], pair.get(1).copied().unwrap_or_default()));
        return pairs.collect();
    }
    // A time of day has a colon as well.
    let begins_fact =
        |word: &&str| !word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(['：', ':']);
    let mut pairs = Vec::new();
    let mut rest = text.trim();
    while let Some((label, behind)) = rest.split_once(['：', ':']) {
        let next = behind.split_whitespace().find(begins_fact);
        let end = next.and_then(|next| behind.find(next)).unwrap_or(behind.len());
        pairs.push((label.trim(), behind[..end].trim()));
        rest = &behind[end..];
    }
    pairs
}

//! What collections of laws and documents state of each in a table: who made it, from when on it holds. It is known as
//! a date or source, and is none of the text.

use super::blocks::Block;
use super::letters::facts;
use crate::corpus::kind::Kind;
use crate::corpus::said::simplified;

/// The labels of such tables.
const LABELS: &[&str] = &[
    "制定机关",
    "公布机关",
    "批准机关",
    "发布机关",
    "发布机构",
    "发布部门",
    "发文机关",
    "发文单位",
    "公布日期",
    "公布时间",
    "发布日期",
    "发布时间",
    "批准日期",
    "通过日期",
    "成文日期",
    "施行日期",
    "实施日期",
    "生效日期",
    "失效日期",
    "时效性",
    "效力状态",
    "有效性",
    "效力级别",
    "效力位阶",
    "法律效力位阶",
    "法规类别",
    "主题分类",
    "发文字号",
    "文号",
    "索引号",
    "下载",
];

/// A table with so many of them says what a document is; one of data may have a column called like one.
const FACTS: usize = 3;

/// Marks the rows of such tables as lines of the site.
pub(super) fn mark(blocks: &mut [Block]) {
    let stated = |block: &Block| {
        let text = simplified(&block.text);
        let facts = facts(&text);
        // In the row of the names of columns, a label stands beside another.
        let is_fact = |(label, value): &(&str, &str)| {
            LABELS.contains(label) && !value.is_empty() && !LABELS.contains(value)
        };
        let is_known = !facts.is_empty() && facts.iter().all(is_fact);
        (block.kind == Kind::TableRow && is_known).then_some(facts.len())
    };
    for table in blocks.chunk_by_mut(|one, next| one.node == next.node) {
        let rows: Vec<Option<usize>> = table.iter().map(stated).collect();
        if rows.iter().flatten().sum::<usize>() < FACTS {
            continue;
        }
        for (row, facts) in table.iter_mut().zip(rows) {
            row.is_of_site |= facts.is_some();
        }
    }
}

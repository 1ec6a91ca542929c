//! What kinds of documents there are: a title that is set in several lines ends with the one that names its kind.

use crate::corpus::said::simplified;

const KINDS: [&str; 42] = [
    "通知", "意见", "方案", "办法", "规定", "决定", "报告", "批复", "公告", "通告", "通报", "请示", "细则",
    "条例", "说明", "措施", "规划", "计划", "纲要", "讲话", "要点", "建议", "议案", "纪要", "制度", "规则",
    "章程", "清单", "指南", "答复", "公示", "总结", "预案", "标准", "规范", "政策", "情况", "草案", "问答",
    "解读", "公报", "函",
];

/// Whether a text ends with what kind of document it is. What stands in brackets behind says which years it is for, or
/// that it is a draft.
pub(super) fn names_document(text: &str) -> bool {
    let text = simplified(text.trim());
    let without_note = text
        .strip_suffix(['）', ')'])
        .and_then(|text| text.rsplit_once(['（', '(']))
        .map_or(&*text, |(before, _)| before);
    KINDS.iter().any(|kind| without_note.ends_with(kind))
}

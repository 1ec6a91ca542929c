//! What documents are called: what kinds of them there are, the one of which ends a title that is set in several lines; and
//! what programs call a document to which nobody gave a title.

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

/// What programs call a new document.
const UNNAMED: [&str; 11] = [
    "无标题",
    "附件",
    "未命名",
    "文档标题",
    "标题",
    "正文",
    "untitled",
    "untitleddocument",
    "worddocument",
    "powerpoint演示文稿",
    "新建microsoftword文档",
];

/// The endings of files that are printed.
const ENDINGS: [&str; 14] = [
    ".doc", ".docx", ".wps", ".rtf", ".odt", ".txt", ".pdf", ".xls", ".xlsx", ".ppt", ".pptx", ".htm",
    ".html", ".indd",
];

/// Whether a title is none that somebody gave: the name of the file it was made of, or of a new document.
pub(super) fn is_placeholder(title: &str) -> bool {
    const NUMBERED: [&str; 4] = ["文档", "文件", "幻灯片", "document"];
    let plain: String = simplified(title).chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.to_lowercase();
    let is_numbered = |name: &str| {
        plain.strip_prefix(name).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    !plain.chars().any(char::is_alphabetic)
        || plain.starts_with("microsoftword-")
        || plain.starts_with("microsoftpowerpoint-")
        || plain.starts_with("microsoftexcel-")
        || ENDINGS.iter().any(|ending| plain.ends_with(ending))
        || UNNAMED.contains(&plain.as_str())
        || NUMBERED.iter().any(|name| is_numbered(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_no_titles() {
        for title in [
            "Microsoft Word - 文件1.doc",
            "无标题",
            "無標題",
            "正文.docx",
            "文档 1",
            "Word Document",
            "幻灯片 1",
        ] {
            assert!(is_placeholder(title), "{title}");
        }
        for title in ["关于发放用电补贴的通知", "文件处理办法", "Word 使用说明", "标题党治理方案"]
        {
            assert!(!is_placeholder(title), "{title}");
        }
    }
}

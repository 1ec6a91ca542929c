//! The text of a line: as a browser shows it, in its parts, and what of it stands around links.

use crate::corpus::documents::flow::trim;

/// Text as a browser shows it: runs of blanks are one, and a line break between Chinese characters is none.
pub(super) fn collapse(raw: &str) -> String {
    let is_wide = |c: char| c >= '\u{2E80}';
    let mut text = String::with_capacity(raw.len());
    let mut blank: Option<bool> = None;
    for c in raw.chars() {
        match c {
            ' ' | '\t' | '\r' | '\x0C' => blank = blank.or(Some(false)),
            '\n' => blank = Some(true),
            '\u{200B}' | '\u{FEFF}' | '\u{AD}' => {}
            _ => {
                if let Some(is_break) = blank.take() {
                    let is_between = is_wide(c) && text.chars().next_back().is_some_and(is_wide);
                    if !(text.is_empty() || is_break && is_between) {
                        text.push(' ');
                    }
                }
                text.push(c);
            }
        }
    }
    text
}

/// Cuts a line where a sentence ends and an indent follows: some editors write paragraphs with blanks alone.
pub(super) fn at_indents(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut width, mut blank_from, mut before) = (0, 0, 0, ' ');
    for (at, c) in line.char_indices() {
        if c.is_whitespace() {
            blank_from = if width == 0 { at } else { blank_from };
            width += if matches!(c, '\u{3000}' | '\u{2003}') { 2 } else { 1 };
            continue;
        }
        if width >= 4 && matches!(before, '。' | '！' | '？' | '；' | '：' | '”' | '）' | '.') {
            pieces.push(&line[from..blank_from]);
            from = at;
        }
        (width, before) = (0, c);
    }
    pieces.push(&line[from..]);
    pieces
}

/// A line with more characters than so many says nothing of the page.
pub(super) const LONGEST_PARTED: usize = 160;

/// The parts of a line, with a tab between them.
pub(super) fn parts(parted: &str) -> String {
    let parts = parted.split('\t').map(collapse);
    parts.map(|part| trim(&part).to_owned()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\t")
}

/// Stands for a link.
pub(super) const LINK: char = '\u{FFFC}';

/// Whether what stands around links is a sentence: it ends like one, and has more than the date of a page.
pub(super) fn is_sentence_around(around: &str) -> bool {
    const WORDS: usize = 2;
    let around = around.trim_end().trim_end_matches(['”', '’', '）', ')', '」']);
    let words = around.chars().filter(|c| c.is_alphabetic() && !"年月日".contains(*c)).count();
    around.ends_with(['。', '；', '！', '？', '：']) && words >= WORDS
}

/// The name of an attached document without how often it was loaded down: `方案.docx 已下载35次`.
pub(super) fn without_downloads(line: &str) -> &str {
    let Some((name, count)) = line.rsplit_once("已下载") else { return line };
    let count = count.trim().trim_matches(|c| "：:[]（）()次 ".contains(c));
    let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { name.trim_end_matches(['，', '（', '(', '[', ' ', '\u{3000}']) } else { line }
}

//! From running text with soft line breaks to paragraphs, the same for every format in which people write.

use super::Part;
use crate::corpus::kind::Kind;

/// Puts a text in which `\n` stands for soft line breaks at the end of `parts`.
///
/// A soft line break is how people make a new paragraph who do not know better: in text it is one, unless a line is
/// so long that it was broken to fit. In titles it only makes a new line.
pub(super) fn push(parts: &mut Vec<Part>, kind: Kind, text: &str) {
    let is_text = matches!(kind, Kind::Body | Kind::ListItem);
    let mut joined = String::new();
    let mut before = "";
    for line in text.split('\n') {
        let begins = (is_text && !is_broken(before)) || is_indented(line);
        let line = trim(line);
        // An empty line parts whatever stands around it.
        if begins || line.is_empty() {
            push_line(parts, kind, &joined);
            joined.clear();
        }
        join(&mut joined, line);
        before = line;
    }
    push_line(parts, kind, &joined);
}

/// A shorter line was not broken to fit, in characters.
const SHORTEST: usize = 25;

/// Whether the text of a line goes on in the next.
fn is_broken(line: &str) -> bool {
    !line.ends_with(['。', '！', '？', '；', '：', '!', '?', ';', ':', '”', '）'])
        && line.chars().count() >= SHORTEST
}

/// Puts a text without line breaks at the end of `parts`, unless it is blank.
pub(super) fn push_line(parts: &mut Vec<Part>, kind: Kind, text: &str) {
    let text = trim(text);
    if !text.is_empty() {
        parts.push(Part { kind, text: text.to_owned() });
    }
}

/// One row of a table from its cells. What stands in a cell one below the other stands one after the other; a row in
/// which nothing is written is none.
pub(super) fn push_row(parts: &mut Vec<Part>, cells: &[Vec<Part>]) {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| {
            let texts: Vec<String> = cell.iter().map(|part| part.text.replace('\t', " ")).collect();
            texts.join(" ")
        })
        .collect();
    push_line(parts, Kind::TableRow, &cells.join("\t"));
}

/// Text without blanks at its ends, and without characters that take no room there.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}'))
}

/// Joins what a line break separated. Chinese is written without blanks, other scripts with them.
pub(super) fn join(joined: &mut String, line: &str) {
    let is_wide = |c: char| c >= '\u{2E80}' || matches!(c, '\u{2018}'..='\u{201D}' | '…' | '—');
    let needs_blank = match (joined.chars().next_back(), line.chars().next()) {
        (Some(left), Some(right)) => !is_wide(left) && !is_wide(right),
        _ => false,
    };
    if needs_blank {
        joined.push(' ');
    }
    joined.push_str(line);
}

/// Whether a line begins with the indent of a Chinese paragraph.
fn is_indented(line: &str) -> bool {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks.map(|c| if c == '\u{3000}' || c == '\t' { 2 } else { 1 }).sum::<usize>() >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(kind: Kind, text: &str) -> Vec<String> {
        let mut parts = Vec::new();
        push(&mut parts, kind, text);
        parts.into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn line_breaks_part_text_but_not_titles() {
        let notice = "停止举办庙会活动\n对企业发放补贴\n\n减免三个月房租";
        assert_eq!(texts(Kind::Body, notice), ["停止举办庙会活动", "对企业发放补贴", "减免三个月房租"]);
        let title = "关于支持小微企业\n渡过难关的通知";
        assert_eq!(texts(Kind::Heading, title), ["关于支持小微企业渡过难关的通知"]);
        let broken = "对承租国有企业经营性房产的中小微企业，免收三个月租金，减半\n收取六个月租金。";
        assert_eq!(texts(Kind::Body, broken), [broken.replace('\n', "")]);
    }
}

//! The sentences of a text as it was written, for whoever wants smaller units than paragraphs.

use std::ops::Range;

use super::characters::is_ascii_like_alphanumeric;
use super::fold::fold;
use super::units::may_end_sentence;

/// Where the sentences of a text stand, in bytes: without the blanks around them, with the quotation marks and brackets
/// that close behind them. A sentence ends where it does for rules: at 。！？；
///
/// ```
/// let text = "“减租三个月。”他说。 申请从速！";
/// let sentences: Vec<&str> = cuoshi::sentences(text).into_iter().map(|bytes| &text[bytes]).collect();
/// assert_eq!(sentences, ["“减租三个月。”", "他说。", "申请从速！"]);
/// ```
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let (mut start, mut is_over) = (0, false);
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if is_over && !is_end(c) && !closes(c) {
            sentences.push(start..at);
            (start, is_over) = (at, false);
        }
        let next = characters.peek().map(|(_, next)| *next);
        let is_letter = |c: Option<char>| c.is_some_and(is_ascii_like_alphanumeric);
        is_over |= is_end(c) && !(c.is_ascii() && is_letter(before) && is_letter(next));
        before = Some(c);
    }
    sentences.push(start..text.len());
    let trimmed = |range: Range<usize>| {
        let sentence = &text[range.clone()];
        let start = range.start + sentence.len() - sentence.trim_start().len();
        start..start + sentence.trim().len()
    };
    sentences.into_iter().map(trimmed).filter(|range| !range.is_empty()).collect()
}

fn is_end(c: char) -> bool {
    c != ' ' && fold(c.encode_utf8(&mut [0; 4])).chars().any(may_end_sentence)
}

/// What closes behind the end of a sentence.
fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | ']')
}

//! What YAML accepts silently, or answers in its own jargon, when an analyst types Chinese punctuation or
//! forgets a blank. Each trap knows the mended text, so that reading can go on and tell the rest too.

use std::ops::Range;

use super::cases;
use super::code::Code;
use super::node::announces_block;
use super::read::{CATEGORY_KEYS, FILE_KEYS};
use super::read_clauses::{CLAUSE_KEYS, CONDITION_KEYS};

/// One trap: where, and how the text should read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trap {
    pub(super) code: Code,
    /// In bytes of the text looked at.
    pub(super) span: Range<usize>,
    /// What to replace by what; nothing where only the analyst can know.
    pub(super) edits: Vec<(Range<usize>, String)>,
    pub(super) found: String,
}

const DASHES: [char; 6] = ['－', '—', '–', '−', '‐', '―'];
const OPENING_BRACKETS: [char; 4] = ['【', '［', '〔', '〖'];
const CLOSING_BRACKETS: [char; 4] = ['】', '］', '〕', '〗'];
const SEPARATORS: [char; 4] = ['，', '、', '；', '､'];
const WIDE_BLANKS: [char; 5] = ['\u{3000}', '\u{A0}', '\u{2002}', '\u{2003}', '\u{2009}'];
const MARKS: [char; 8] = ['*', '&', '!', '@', '%', '>', '|', '`'];
const CURLY_QUOTES: [char; 8] = ['“', '”', '‘', '’', '「', '」', '『', '』'];

/// The traps in a plain term: `text` is what stands in the file, line ends included.
pub(super) fn in_term(text: &str) -> Option<Trap> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start_matches(' ');
        let start = offset + line.len() - trimmed.len();
        if let Some(trap) = in_term_line(trimmed.trim_end(), offset > 0) {
            return Some(shifted(trap, start));
        }
        offset += line.len();
    }
    None
}

fn in_term_line(line: &str, is_continued: bool) -> Option<Trap> {
    indentation(line).or_else(|| hash(line)).or_else(|| dash(line)).or_else(|| key_colon(line)).or_else(
        || {
            let swallowed = is_continued && line.starts_with("- ");
            let colon = line.find(':').filter(|at| {
                let han = |c: Option<char>| c.is_some_and(crate::text::is_han);
                han(line[..*at].chars().next_back()) && han(line[at + 1..].chars().next())
            });
            match colon {
                Some(at) => Some(trap(Code::MissingBlankAfterColon, at..at + 1, line, ": ")),
                None => swallowed
                    .then(|| Trap { edits: Vec::new(), ..trap(Code::StrangeIndentation, 0..1, line, "") }),
            }
        },
    )
}

/// A list in brackets of the wrong kind: `【补贴, 补助】`.
pub(super) fn in_list_value(text: &str) -> Option<Trap> {
    let first = text.chars().next().filter(|c| OPENING_BRACKETS.contains(c))?;
    let mut found = trap(Code::FullWidthBracket, 0..first.len_utf8(), text, "[");
    let separators = text.char_indices().filter(|(_, c)| SEPARATORS.contains(c));
    found.edits.extend(separators.map(|(at, c)| (at..at + c.len_utf8(), ", ".to_owned())));
    let closing = text.char_indices().rfind(|(_, c)| CLOSING_BRACKETS.contains(c));
    found.edits.extend(closing.map(|(at, c)| (at..at + c.len_utf8(), "]".to_owned())));
    Some(found)
}

/// Chinese separators between the terms of a list in brackets: `[补贴，补助、资助]` is one term.
pub(super) fn in_list_item(text: &str) -> Option<Trap> {
    let first = text.find(SEPARATORS)?;
    let width = text[first..].chars().next().map_or(0, char::len_utf8);
    let mut found = trap(Code::FullWidthSeparator, first..first + width, text, ", ");
    let others = text[first + width..].char_indices().filter(|(_, c)| SEPARATORS.contains(c));
    found.edits.extend(others.map(|(at, c)| {
        let at = first + width + at;
        (at..at + c.len_utf8(), ", ".to_owned())
    }));
    Some(found)
}

/// Curly quotes that were meant to quote: they are part of the text.
pub(super) fn curly_quotes(text: &str) -> Option<Trap> {
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let opens = CURLY_QUOTES.contains(&first);
    let closes = CURLY_QUOTES.contains(&last);
    let within = text.chars().filter(|c| CURLY_QUOTES.contains(c)).count();
    let is_wrapped = opens && closes && within == 2 && text.chars().count() > 2;
    if !is_wrapped && (within != 1 || !(opens || closes)) {
        return None;
    }
    let mut found = trap(Code::CurlyQuotes, 0..text.len(), text, "");
    found.edits.clear();
    if opens {
        found.edits.push((0..first.len_utf8(), "\"".to_owned()));
    }
    if closes && text.chars().count() > 1 {
        found.edits.push((text.len() - last.len_utf8()..text.len(), "\"".to_owned()));
    }
    Some(found)
}

/// A comment sign right before text, behind a plain term: ` #` cuts the term's tail off. `rest` is what
/// follows the term on its line.
pub(super) fn swallowed_tail(rest: &str) -> bool {
    let comment = rest.trim_start_matches([' ', '\t']);
    comment.len() < rest.len()
        && comment
            .strip_prefix('#')
            .and_then(|tail| tail.chars().next())
            .is_some_and(|c| !c.is_whitespace() && !matches!(c, '#' | '!' | '-' | '='))
}

/// The traps in the lines of a file that YAML cannot read, one a line.
pub(super) fn in_lines(text: &str) -> Vec<Trap> {
    let mut traps = Vec::new();
    let mut offset = 0;
    // How deep the line is indented whose block of text the following lines may belong to.
    let mut block: Option<usize> = None;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (number, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let is_text = block.is_some_and(|outer| line.trim().is_empty() || indent > outer);
        if !is_text {
            block = announces_block(line.trim_end()).then_some(indent);
            let next = lines[number + 1..].iter().find(|line| !line.trim().is_empty());
            traps.extend(in_line(line.trim_end(), next.copied()).map(|trap| shifted(trap, offset)));
        }
        offset += line.len();
    }
    traps
}

fn in_line(line: &str, next: Option<&str>) -> Option<Trap> {
    if let Some(trap) = indentation(line) {
        return Some(trap);
    }
    let content = line.trim_start_matches(' ');
    if content.starts_with('#') {
        return None;
    }
    let at_content = |trap| shifted(trap, line.len() - content.len());
    let structure = || hash(content).or_else(|| dash(content)).or_else(|| key_colon(content));
    if let Some(trap) = structure() {
        return Some(at_content(trap));
    }
    let value = value_of(content);
    let at_value = |trap| shifted(trap, line.len() - value.len());
    if let Some(trap) = in_list_value(value).or_else(|| in_value(value)) {
        return Some(at_value(trap));
    }
    unclosed(line, next)
}

/// Tabs and wide blanks that indent a line, which only ASCII blanks may.
fn indentation(line: &str) -> Option<Trap> {
    let is_blank = |c: char| c == ' ' || c == '\t' || WIDE_BLANKS.contains(&c);
    let indent = &line[..line.len() - line.trim_start_matches(is_blank).len()];
    let (at, first) = indent.char_indices().find(|(_, c)| *c != ' ')?;
    if indent.len() == line.len() {
        return None;
    }
    let code = if first == '\t' { Code::TabIndentation } else { Code::WideBlank };
    let ascii: String =
        indent.chars().map(|c| if matches!(c, ' ' | '\u{A0}') { " " } else { "  " }).collect();
    let mut found = trap(code, at..at + first.len_utf8(), line, "");
    found.edits = vec![(0..indent.len(), ascii)];
    Some(found)
}

/// A full-width ＃ where a comment was meant.
fn hash(line: &str) -> Option<Trap> {
    let at = line.char_indices().map(|(at, _)| at).find(|at| {
        line[*at..].starts_with('＃') && line[..*at].chars().next_back().is_none_or(char::is_whitespace)
    })?;
    let mended = if line[at..].starts_with("＃ ") { "#" } else { "# " };
    Some(trap(Code::FullWidthHash, at..at + '＃'.len_utf8(), line, mended))
}

/// A dash that begins no entry: full-width, or without a blank behind it.
fn dash(line: &str) -> Option<Trap> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let next = rest.chars().next()?;
    if DASHES.contains(&first) && !DASHES.contains(&next) {
        let blanks = rest.len() - rest.trim_start().len();
        return Some(trap(Code::FullWidthDash, 0..first.len_utf8() + blanks, line, "- "));
    }
    if first != '-' {
        return None;
    }
    if WIDE_BLANKS.contains(&next) {
        return Some(trap(Code::WideBlank, 1..1 + next.len_utf8(), line, " "));
    }
    let is_text =
        !next.is_ascii() || matches!(next, '<' | '"' | '\'' | '[' | '{') || next.is_ascii_alphabetic();
    is_text.then(|| trap(Code::MissingBlankAfterDash, 0..1, line, "- "))
}

/// A key whose colon is full-width or has no blank behind it.
fn key_colon(line: &str) -> Option<Trap> {
    let key_start = line.len() - line.trim_start_matches("- ").trim_start().len();
    let (at, colon) = line[key_start..].char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let key = &line[key_start..key_start + at];
    let at = key_start + at;
    let rest = &line[at + colon.len_utf8()..];
    let is_known = is_key(key.trim());
    let is_name =
        !key.is_empty() && !key.contains(['"', '\'', '[', ']', '{', '}', ',', ' ', '#', '。', '，']);
    let next = rest.chars().next();
    if colon == '：' {
        let opens = next.is_some_and(|c| matches!(c, '[' | '{') || OPENING_BRACKETS.contains(&c));
        let meant = is_known || (is_name && (rest.trim().is_empty() || opens));
        let mended = if rest.is_empty() || rest.starts_with(' ') { ":" } else { ": " };
        return meant.then(|| trap(Code::FullWidthColon, at..at + colon.len_utf8(), line, mended));
    }
    let next = next?;
    if WIDE_BLANKS.contains(&next) && (is_known || is_name) {
        return Some(trap(Code::WideBlank, at + 1..at + 1 + next.len_utf8(), line, " "));
    }
    let meant = !next.is_whitespace() && (is_known || (is_name && matches!(next, '[' | '{')));
    meant.then(|| trap(Code::MissingBlankAfterColon, at..at + 1, line, ": "))
}

/// A value that YAML takes for something else unless it is quoted.
fn in_value(value: &str) -> Option<Trap> {
    let term_end = value.find(" #").map_or(value.len(), |at| value[..at].trim_end().len());
    let term = &value[..term_end];
    let first = term.chars().next()?;
    let second = term.chars().nth(1);
    let quoted = || vec![(0..term_end, format!("'{}'", term.replace('\'', "''")))];
    if MARKS.contains(&first) && second.is_some_and(|c| !c.is_ascii() || matches!(first, '@' | '%' | '`')) {
        let mut found = trap(Code::UnquotedMark, 0..first.len_utf8(), term, "");
        found.edits = quoted();
        found.found = first.to_string();
        return Some(found);
    }
    let colon = term.find(": ").filter(|_| !matches!(first, '"' | '\'' | '[' | '{'))?;
    let mut found = trap(Code::ColonInTerm, colon..colon + 1, term, "");
    found.edits = quoted();
    Some(found)
}

/// A bracket or quotation mark that is opened on a line and closed nowhere before the next entry.
fn unclosed(line: &str, next: Option<&str>) -> Option<Trap> {
    let mut brackets: Vec<usize> = Vec::new();
    let mut quote: Option<(usize, char)> = None;
    for (at, c) in line.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) if line[..at].ends_with([' ', '[', '{', ',']) => quote = Some((at, c)),
            (c, Some((_, open))) if c == open => quote = None,
            ('[' | '{', None) => brackets.push(at),
            (']' | '}', None) => _ = brackets.pop(),
            ('#', None) if line[..at].ends_with(' ') => break,
            _ => {}
        }
    }
    let entry_follows = next.is_none_or(|next| {
        let next = next.trim();
        next.starts_with("- ") || next.find(':').is_some_and(|at| is_key(&next[..at]))
    });
    if !entry_follows {
        return None;
    }
    let end = line.len();
    let (code, at, closing) = match (quote, brackets.last()) {
        (Some((at, c)), _) => (Code::UnclosedQuote, at, c.to_string()),
        (None, Some(at)) => {
            (Code::UnclosedBracket, *at, if line[*at..].starts_with('[') { "]" } else { "}" }.to_owned())
        }
        (None, None) => return None,
    };
    let mut found = trap(code, at..at + 1, line, "");
    found.edits = vec![(end..end, closing)];
    line[at..=at].clone_into(&mut found.found);
    Some(found)
}

/// What stands behind the dash and the key of a line.
fn value_of(content: &str) -> &str {
    let mut value = content;
    while let Some(rest) = value.strip_prefix("- ") {
        value = rest.trim_start();
    }
    match value.split_once(": ") {
        Some((key, rest)) if !key.contains(['[', '{', '"', '\'']) => rest.trim_start(),
        _ => value,
    }
}

fn is_key(word: &str) -> bool {
    let language = ["gap", "boundary", "zh", "en"];
    [FILE_KEYS, CATEGORY_KEYS, CLAUSE_KEYS, CONDITION_KEYS, cases::KEYS, &language[..]]
        .iter()
        .any(|keys| keys.contains(&word))
}

fn trap(code: Code, span: Range<usize>, text: &str, replacement: &str) -> Trap {
    let edits = vec![(span.clone(), replacement.to_owned())];
    Trap { code, span, edits, found: text.trim().trim_start_matches("- ").to_owned() }
}

fn shifted(mut trap: Trap, by: usize) -> Trap {
    let shift = |span: &Range<usize>| span.start + by..span.end + by;
    trap.span = shift(&trap.span);
    for (span, _) in &mut trap.edits {
        *span = shift(span);
    }
    trap
}

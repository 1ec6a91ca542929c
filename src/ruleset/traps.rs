//! What YAML accepts silently, or answers in its own jargon, when an analyst types Chinese punctuation or
//! forgets a blank. Each trap knows the mended text, so that reading can go on and tell the rest too.

use std::ops::Range;

use super::code::Code;
use super::keys::is_key;

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
const CURLY_QUOTES: [char; 8] = ['“', '”', '‘', '’', '「', '」', '『', '』'];

/// Where a plain term stands, which decides what its signs may have been meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Surrounding {
    /// Whether nothing but blanks stands before it on its line.
    pub(super) begins_line: bool,
    /// Whether it stands in a list in brackets or in braces.
    pub(super) is_in_flow: bool,
}

/// The traps in a plain term: `text` is what stands in the file, line ends included.
pub(super) fn in_term(text: &str, surrounding: Surrounding) -> Vec<Trap> {
    let mut traps = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start_matches(' ');
        let start = offset + line.len() - trimmed.len();
        let begins_line = offset > 0 || surrounding.begins_line;
        let is_alone = line.len() == text.len();
        let found = in_term_line(trimmed.trim_end(), Surrounding { begins_line, ..surrounding }, is_alone);
        traps.extend(found.map(|trap| shifted(trap, start)));
        offset += line.len();
    }
    // A dash in the right form that was taken for text tells nothing where a wrong one is told.
    if traps.iter().any(|trap| trap.code != Code::StrangeIndentation) {
        traps.retain(|trap| trap.code != Code::StrangeIndentation);
    }
    traps
}

fn in_term_line(line: &str, surrounding: Surrounding, is_alone: bool) -> Option<Trap> {
    let Surrounding { begins_line, is_in_flow } = surrounding;
    let structure = || if begins_line { indentation(line).or_else(|| dash(line)) } else { None };
    let colon =
        || if is_in_flow { None } else { key_colon(line).map(|trap| as_text_if_alone(trap, line, is_alone)) };
    // A ＃ that begins the only line of an entry may as well be part of it.
    let hash = || {
        let is_certain = |at: usize| at > 0 || begins_line || !is_alone;
        hash(line)
            .map(|trap| if is_certain(trap.span.start) { trap } else { Trap { edits: Vec::new(), ..trap } })
    };
    structure().or_else(hash).or_else(colon).or_else(|| colon_in_text(line)).or_else(|| {
        let swallowed = begins_line && line.starts_with("- ");
        swallowed.then(|| Trap { edits: Vec::new(), ..trap(Code::StrangeIndentation, 0..1, line, "") })
    })
}

/// A term that ends with a colon and has nothing below it is text with a colon, not a key.
fn as_text_if_alone(mut trap: Trap, line: &str, is_alone: bool) -> Trap {
    if is_alone && line.ends_with('：') {
        trap.edits = vec![(0..line.len(), format!("'{}'", line.replace('\'', "''")))];
    }
    trap
}

/// A colon right between two Chinese words: what was meant, only the analyst knows.
fn colon_in_text(line: &str) -> Option<Trap> {
    let han = |c: Option<char>| c.is_some_and(crate::text::is_han);
    let at = line.match_indices(':').map(|(at, _)| at).find(|at| {
        let is_reference = line[..*at].contains(['<', '＜']) && line[*at..].contains(['>', '＞']);
        !is_reference && han(line[..*at].chars().next_back()) && han(line[at + 1..].chars().next())
    })?;
    Some(Trap { edits: Vec::new(), ..trap(Code::MissingBlankAfterColon, at..at + 1, line, "") })
}

/// A list in brackets of the wrong kind: `【补贴, 补助】`.
pub(super) fn in_list_value(text: &str) -> Option<Trap> {
    let first = text.chars().next()?;
    let last = text.chars().next_back()?;
    let kind = OPENING_BRACKETS.iter().position(|bracket| *bracket == first)?;
    let inner = text.strip_prefix(first)?.strip_suffix(CLOSING_BRACKETS[kind])?;
    if inner.contains(OPENING_BRACKETS) {
        return None;
    }
    let mut found = trap(Code::FullWidthBracket, 0..first.len_utf8(), text, "[");
    let separators = text.char_indices().filter(|(_, c)| SEPARATORS.contains(c));
    found.edits.extend(separators.map(|(at, c)| (at..at + c.len_utf8(), ", ".to_owned())));
    found.edits.push((text.len() - last.len_utf8()..text.len(), "]".to_owned()));
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

/// A full-width comma within braces behind which another key follows: `{near: 疫情，within：paragraph}`.
pub(super) fn key_behind_comma(text: &str, keys: &[&str]) -> Option<Trap> {
    let mut found: Option<Trap> = None;
    for (at, comma) in text.char_indices().filter(|(_, c)| matches!(c, '，' | '、' | '；')) {
        let rest = &text[at + comma.len_utf8()..];
        let Some((key, _)) = rest.split_once([':', '：']) else { continue };
        if !keys.contains(&key.trim()) {
            continue;
        }
        let colon = at + comma.len_utf8() + key.len();
        let width = text[colon..].chars().next().map_or(0, char::len_utf8);
        let separator = (at..at + comma.len_utf8(), ", ".to_owned());
        let found = found.get_or_insert_with(|| Trap {
            edits: Vec::new(),
            ..trap(Code::FullWidthSeparator, separator.0.clone(), text, "")
        });
        found.edits.push(separator);
        let has_blank = text[colon + width..].starts_with(' ');
        found.edits.push((colon..colon + width, if has_blank { ":" } else { ": " }.to_owned()));
    }
    found
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
    // Of quotation marks that a comma parts, only the analyst knows what they were to hold together.
    if is_wrapped {
        found.edits.push((0..first.len_utf8(), "\"".to_owned()));
        found.edits.push((text.len() - last.len_utf8()..text.len(), "\"".to_owned()));
    }
    Some(found)
}

/// The rest of the line behind a term if it is a comment, else nothing: so that a long line of terms is not
/// looked through once for each.
pub(super) fn comment_behind(text: &str) -> &str {
    if text.trim_start_matches([' ', '\t']).starts_with('#') {
        text.lines().next().unwrap_or_default()
    } else {
        ""
    }
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

/// Tabs and wide blanks that indent a line, which only ASCII blanks may.
pub(super) fn indentation(line: &str) -> Option<Trap> {
    let is_blank = |c: char| c == ' ' || c == '\t' || WIDE_BLANKS.contains(&c);
    let indent = &line[..line.len() - line.trim_start_matches(is_blank).len()];
    let (at, first) = indent.char_indices().find(|(_, c)| *c != ' ')?;
    if indent.len() == line.len() {
        // Nothing but blanks: the line may as well be empty.
        let is_wide = WIDE_BLANKS.contains(&first);
        return is_wide.then(|| trap(Code::WideBlank, 0..line.len(), line, ""));
    }
    let code = if first == '\t' { Code::TabIndentation } else { Code::WideBlank };
    let ascii: String =
        indent.chars().map(|c| if matches!(c, ' ' | '\u{A0}') { " " } else { "  " }).collect();
    let mut found = trap(code, at..at + first.len_utf8(), line, "");
    found.edits = vec![(0..indent.len(), ascii)];
    Some(found)
}

/// A full-width ＃ where a comment was meant, or a wide blank before a plain one.
pub(super) fn hash(line: &str) -> Option<Trap> {
    let is_quoted = |at: usize| line[..at].matches(['"', '\'']).count() % 2 == 1;
    let at = line.char_indices().map(|(at, _)| at).find(|at| {
        let before = line[..*at].chars().next_back();
        let is_full = line[*at..].starts_with('＃') && before.is_none_or(char::is_whitespace);
        let is_behind_wide = line[*at..].starts_with('#') && before.is_some_and(|c| WIDE_BLANKS.contains(&c));
        (is_full || is_behind_wide) && !is_quoted(*at)
    })?;
    if line[at..].starts_with('#') {
        let blank = line[..at].chars().next_back().map_or(0, char::len_utf8);
        return Some(trap(Code::WideBlank, at - blank..at, line, " "));
    }
    let mended = if line[at..].starts_with("＃ ") { "#" } else { "# " };
    Some(trap(Code::FullWidthHash, at..at + '＃'.len_utf8(), line, mended))
}

/// A dash that begins no entry: full-width, or without a blank behind it.
pub(super) fn dash(line: &str) -> Option<Trap> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let next = rest.chars().next()?;
    if DASHES.contains(&first) && !DASHES.contains(&next) && !crate::text::is_digit(next) {
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
pub(super) fn key_colon(line: &str) -> Option<Trap> {
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

pub(super) fn trap(code: Code, span: Range<usize>, text: &str, replacement: &str) -> Trap {
    let edits = vec![(span.clone(), replacement.to_owned())];
    Trap { code, span, edits, found: text.trim().trim_start_matches("- ").to_owned() }
}

pub(super) fn shifted(mut trap: Trap, by: usize) -> Trap {
    let shift = |span: &Range<usize>| span.start + by..span.end + by;
    trap.span = shift(&trap.span);
    for (span, _) in &mut trap.edits {
        *span = shift(span);
    }
    trap
}

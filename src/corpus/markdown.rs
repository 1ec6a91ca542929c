//! Markdown, as far as telling paragraphs apart and taking its markers away needs it.
//!
//! Headings, list items and table rows are paragraphs of their own. A parser by the book would leave
//! `**重点：**内容` as it is, since the book's rules for emphasis assume spaces between words; and it
//! would want the whole file in memory.

use super::kind::Kind;
use super::split::{Role, trim};

/// Markers nested deeper than this stay, and so do those in a paragraph of more bytes than this: no
/// author writes so, and what is not written by one shall not exhaust the stack or the afternoon.
const DEEPEST: usize = 8;
const LONGEST: usize = 64 * 1024;

/// Where in a file of Markdown we are.
#[derive(Debug, Default)]
pub(super) struct Markdown {
    place: Place,
    /// The line that would close the code block we are in begins so.
    fence: String,
    /// What the markers of the last line say it is.
    kind: Option<Kind>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Start,
    /// Between the `---` that may open a file and the one that ends its fields.
    Fields,
    Code,
    Text,
}

impl Markdown {
    /// What a line is, and its text without the markers at its start.
    pub(super) fn read<'t>(&mut self, line: &'t str) -> (Role, &'t str) {
        let text = trim(line);
        match self.place {
            Place::Start if text == "---" => {
                self.place = Place::Fields;
                return (Role::Blank, "");
            }
            Place::Fields if text == "---" || text == "..." => {
                self.place = Place::Text;
                return (Role::Blank, "");
            }
            Place::Fields if is_field(line) => return (Role::Blank, ""),
            Place::Code => {
                if text.starts_with(&self.fence) {
                    self.place = Place::Text;
                }
                return (Role::Blank, "");
            }
            Place::Start | Place::Fields | Place::Text => self.place = Place::Text,
        }
        if let Some(fence) = ["```", "~~~"].into_iter().find(|fence| text.starts_with(fence)) {
            self.place = Place::Code;
            fence.clone_into(&mut self.fence);
            return (Role::Blank, "");
        }
        let (role, text, kind) = role(text);
        self.kind = kind;
        (role, text)
    }

    /// What the markers of the last line say it is; none where it has none.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.kind
    }
}

/// Whether a line can stand among the fields at the start of a file.
fn is_field(line: &str) -> bool {
    line.contains(':') || line.starts_with([' ', '\t', '-', '#'])
}

fn role(text: &str) -> (Role, &str, Option<Kind>) {
    let quoted = text.trim_start_matches(['>', ' ']);
    if quoted.is_empty() || is_rule(quoted) || is_reference(quoted) {
        return (Role::Blank, "", None);
    }
    if let Some(heading) = heading(quoted) {
        return (Role::Alone, heading, Some(Kind::Heading));
    }
    if let Some(row) = quoted.strip_prefix('|') {
        let is_ruling = row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        // The bars between cells stay, so that no pattern reaches from one cell into the next.
        let cells = trim(row.strip_suffix('|').unwrap_or(row));
        return if is_ruling { (Role::Blank, "", None) } else { (Role::Alone, cells, Some(Kind::TableRow)) };
    }
    match item(quoted) {
        Some(item) => (Role::Begins, item, Some(Kind::ListItem)),
        None => (Role::Continues, quoted, None),
    }
}

/// A line of dashes and the like: a rule, or the underline of a heading.
fn is_rule(text: &str) -> bool {
    ["-", "=", "*", "_"]
        .iter()
        .any(|sign| text.matches(sign).count() >= 3 && text.chars().all(|c| c == ' ' || sign.starts_with(c)))
}

/// The definition of a link: `[1]: https://…`.
fn is_reference(text: &str) -> bool {
    text.starts_with('[') && text.split_once("]:").is_some_and(|(name, _)| !name.contains(']'))
}

fn heading(text: &str) -> Option<&str> {
    let title = text.trim_start_matches('#');
    let depth = text.len() - title.len();
    let is_heading = (1..=6).contains(&depth) && title.starts_with([' ', '\t', '\u{3000}']);
    is_heading.then(|| trim(trim(title).trim_end_matches('#')))
}

/// The text of a list item, without the box of a task.
fn item(text: &str) -> Option<&str> {
    let after = match text.trim_start_matches(|c: char| c.is_ascii_digit()) {
        same if same.len() == text.len() => text.strip_prefix(['-', '*', '+'])?,
        rest if text.len() - rest.len() <= 9 => rest.strip_prefix(['.', ')'])?,
        _ => return None,
    };
    let item = after.strip_prefix([' ', '\t'])?.trim_start();
    let boxes = ["[ ] ", "[x] ", "[X] "];
    Some(boxes.into_iter().find_map(|task| item.strip_prefix(task)).unwrap_or(item))
}

/// A paragraph without the markers within it: emphasis, code, links and images become their text,
/// HTML tags vanish.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    if text.len() <= LONGEST {
        strip(text, DEEPEST, &mut plain);
    } else {
        plain.push_str(text);
    }
    plain
}

fn strip(mut text: &str, depth: usize, plain: &mut String) {
    if depth == 0 {
        plain.push_str(text);
        return;
    }
    while let Some(at) = text.find(['\\', '`', '*', '_', '~', '!', '[', '<']) {
        plain.push_str(&text[..at]);
        let before = plain.chars().next_back();
        text = &text[at..];
        let rest = match text.as_bytes()[0] {
            b'\\' => escape(text, plain),
            b'`' => Some(code(text, plain)),
            b'!' => text.strip_prefix('!').and_then(|text| link(text, depth, plain)),
            b'[' => link(text, depth, plain),
            b'<' => tag(text, plain),
            _ => Some(emphasis(text, before, depth, plain)),
        };
        text = rest.unwrap_or_else(|| {
            plain.push_str(&text[..1]);
            &text[1..]
        });
    }
    plain.push_str(text);
}

fn escape<'t>(text: &'t str, plain: &mut String) -> Option<&'t str> {
    let escaped = text.chars().nth(1).filter(char::is_ascii_punctuation)?;
    plain.push(escaped);
    Some(&text[2..])
}

fn code<'t>(text: &'t str, plain: &mut String) -> &'t str {
    let (ticks, rest) = run(text);
    let Some((inner, after)) = rest.split_once(ticks) else {
        plain.push_str(ticks);
        return rest;
    };
    plain.push_str(inner.trim());
    after
}

/// `[text](target)` and `[text][reference]`; a bracket alone stays.
fn link<'t>(text: &'t str, depth: usize, plain: &mut String) -> Option<&'t str> {
    let end = closing_bracket(text).filter(|_| text.starts_with('['))?;
    let rest = &text[end + 1..];
    let after = match rest.as_bytes().first()? {
        b'(' => rest.split_once(')')?.1,
        b'[' => rest.split_once(']')?.1,
        _ => return None,
    };
    strip(&text[1..end], depth - 1, plain);
    Some(after)
}

fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

/// `<https://…>` becomes the address, an HTML tag or comment nothing.
fn tag<'t>(text: &'t str, plain: &mut String) -> Option<&'t str> {
    if text.starts_with("<!--") {
        return text.split_once("-->").map(|(_, rest)| rest);
    }
    let (inner, rest) = text[1..].split_once('>')?;
    if inner.contains("://") && !inner.contains(' ') {
        plain.push_str(inner);
    } else if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
        return None;
    }
    Some(rest)
}

/// `*a*`, `**a**`, `***a***`, `~~a~~`; with underscores only between other characters than letters
/// and digits of the West, so that `file_name_1` stays.
fn emphasis<'t>(text: &'t str, before: Option<char>, depth: usize, plain: &mut String) -> &'t str {
    let (marks, rest) = run(text);
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let longest = if marks.starts_with('~') { 2 } else { 3 };
    let closed = rest.split_once(marks).filter(|(inner, after)| {
        let is_hugged = !inner.is_empty() && inner.trim().len() == inner.len();
        let is_within_word = is_word(before) || is_word(after.chars().next());
        is_hugged && marks.len() <= longest && !(marks.starts_with('_') && is_within_word)
    });
    let Some((inner, after)) = closed else {
        plain.push_str(marks);
        return rest;
    };
    strip(inner, depth - 1, plain);
    after
}

/// The run of one sign that a text begins with, and what comes after.
fn run(text: &str) -> (&str, &str) {
    let sign = text.as_bytes()[0];
    text.split_at(text.bytes().take_while(|byte| *byte == sign).count())
}

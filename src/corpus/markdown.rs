//! Markdown, as far as telling paragraphs apart and taking its markers away needs it.
//!
//! Headings, list items, notes and table rows are paragraphs of their own, and so is each line of a code block; the
//! fields at the start of a file are furniture. A parser by the book would leave `**重点：**内容` as it is, since the
//! book's rules for emphasis assume spaces between words; and it would want the whole file in memory.

mod within;

use super::kind::Kind;
use super::split::{Role, trim};
pub(super) use within::plain;

/// Where in a file of Markdown we are.
#[derive(Debug, Default)]
pub(super) struct Markdown {
    place: Place,
    /// The line that opened the code block we are in begins so.
    fence: String,
    /// What the markers of the last line say it is.
    kind: Option<Kind>,
    /// Whether we are below the first line of a note, with nothing but its indented lines since.
    is_in_note: bool,
    /// Whether we are in a table whose rows begin without a bar.
    is_in_table: bool,
    /// Whether the last line is `===` or `---`, which makes a heading of the line above.
    is_underline: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Start,
    /// Between the `---` that may open a file and the one that ends its fields; whether there was a field yet.
    Fields(bool),
    Code,
    Text,
}

impl Markdown {
    /// What a line is, and its text without the markers at its start.
    pub(super) fn read<'t>(&mut self, line: &'t str) -> (Role, &'t str) {
        let text = trim(line);
        self.kind = None;
        self.is_underline = false;
        match self.place {
            Place::Start if text == "---" => {
                self.place = Place::Fields(false);
                return (Role::Blank, "");
            }
            Place::Fields(_) if text == "---" || text == "..." => {
                self.place = Place::Text;
                return (Role::Blank, "");
            }
            Place::Fields(is_below) if is_field(line, is_below) => {
                self.place = Place::Fields(true);
                self.kind = Some(Kind::Furniture);
                return (Role::Alone, text);
            }
            Place::Code => return self.code(line, text),
            Place::Start | Place::Fields(_) | Place::Text => self.place = Place::Text,
        }
        if let Some(fence) = fence(text) {
            self.place = Place::Code;
            fence.clone_into(&mut self.fence);
            return (Role::Blank, "");
        }
        let is_indented = line.starts_with(['\t', ' ']);
        let (role, text) = self.text(text);
        self.is_in_note &= is_indented || text.is_empty() || self.kind == Some(Kind::Footnote);
        if self.is_in_note && role != Role::Blank {
            self.kind = Some(Kind::Footnote);
        }
        (role, text)
    }

    /// What the markers of the last line say it is; none where it has none.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// Whether a paragraph above the last line is a heading by it. After a sentence it is a rule without a blank line.
    pub(super) fn underlines(&self, text: &str) -> bool {
        const LONGEST: usize = 60;
        let is_sentence = text.ends_with(['。', '；', '：', '！', '，']);
        self.is_underline && !is_sentence && text.chars().count() <= LONGEST
    }

    /// Whether the last line is one of code, in which nothing is a marker.
    pub(super) fn is_code(&self) -> bool {
        self.place == Place::Code
    }

    /// A line of a code block: what stands there is text as it is, whatever it is written in.
    fn code<'t>(&mut self, line: &'t str, text: &'t str) -> (Role, &'t str) {
        let sign = self.fence.chars().next().unwrap_or_default();
        if text.len() >= self.fence.len() && text.chars().all(|c| c == sign) {
            self.place = Place::Text;
            return (Role::Blank, "");
        }
        self.kind = Some(Kind::Body);
        (if text.is_empty() { Role::Blank } else { Role::Alone }, line.trim_end())
    }

    /// A line of text.
    fn text<'t>(&mut self, text: &'t str) -> (Role, &'t str) {
        let quoted = text.trim_start_matches(['>', ' ']);
        let was_in_table = std::mem::take(&mut self.is_in_table);
        self.is_underline =
            is_rule(quoted) && ["=", "-"].iter().any(|sign| quoted.replace(sign, "").is_empty());
        if quoted.is_empty() || is_rule(quoted) || is_reference(quoted) {
            return (Role::Blank, "");
        }
        let (role, text, kind) = if let Some(heading) = heading(quoted) {
            (Role::Alone, heading, Some(Kind::Heading))
        } else if is_ruling(quoted) {
            self.is_in_table = !quoted.starts_with('|');
            (Role::Blank, "", None)
        } else if quoted.starts_with('|') || was_in_table && quoted.contains('|') {
            self.is_in_table = was_in_table;
            // The bars between cells stay, so that no pattern reaches from one cell into the next.
            let row = quoted.strip_prefix('|').unwrap_or(quoted);
            (Role::Alone, trim(row.strip_suffix('|').unwrap_or(row)), Some(Kind::TableRow))
        } else if let Some(note) = note(quoted) {
            self.is_in_note = true;
            (Role::Begins, note, Some(Kind::Footnote))
        } else if let Some(item) = item(quoted) {
            (Role::Begins, item, Some(Kind::ListItem))
        } else {
            (Role::Continues, quoted, None)
        };
        self.kind = kind;
        (role, text)
    }
}

/// Whether a line can stand among the fields at the start of a file: `title: …`, and below one of these, what belongs
/// to it. `is_below`: there was one.
fn is_field(line: &str, is_below: bool) -> bool {
    const LONGEST_NAME: usize = 24;
    let is_name = |name: &str| {
        !name.is_empty()
            && name.chars().count() <= LONGEST_NAME
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    let is_named = line.split_once(':').is_some_and(|(name, value)| {
        is_name(name.trim_end()) && (value.is_empty() || value.starts_with([' ', '\t']))
    });
    is_named || is_below && (line.starts_with([' ', '\t', '-', '#']) || line.is_empty())
}

/// The signs that open a code block.
fn fence(text: &str) -> Option<&str> {
    let sign = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = text.trim_start_matches(sign);
    let fence = &text[..text.len() - rest.len()];
    // Three of these within one line are code within that line.
    (fence.len() >= 3 && !(sign == '`' && rest.contains('`'))).then_some(fence)
}

/// A line of dashes and the like: a rule, or the underline of a heading.
fn is_rule(text: &str) -> bool {
    ["-", "=", "*", "_"]
        .iter()
        .any(|sign| text.matches(sign).count() >= 3 && text.chars().all(|c| c == ' ' || sign.starts_with(c)))
}

/// The line below the head of a table: `|---|:-:|`, `--- | ---`.
fn is_ruling(text: &str) -> bool {
    text.contains('|') && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The definition of a link: `[1]: https://…`; what has no address behind it is text.
fn is_reference(text: &str) -> bool {
    let definition = text.strip_prefix('[').and_then(|rest| rest.split_once("]:"));
    definition.is_some_and(|(name, target)| {
        !name.starts_with('^') && !name.contains(']') && within::is_address(target.trim())
    })
}

/// The text of a note: `[^1]: …`.
fn note(text: &str) -> Option<&str> {
    let (name, note) = text.strip_prefix("[^")?.split_once("]:")?;
    within::is_note_name(name).then(|| trim(note))
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

//! The traps in a file that YAML refuses, found line by line: what the lines before say about a line decides
//! whether it is looked at, so that a fault in one place accuses no other.

use super::code::Code;
use super::keys::is_key;
use super::node::{announces_block, without_comment};
use super::traps::{Trap, dash, hash, in_list_value, indentation, key_colon, shifted, trap};

/// What YAML keeps for itself at the beginning of a value.
const MARKS: [char; 8] = ['*', '&', '!', '@', '%', '>', '|', '`'];

/// Keys whose values are read by people: their punctuation is their own.
const FREE_TEXTS: [&str; 4] = ["about", "counterexamples", "examples", "name"];

/// The traps in the lines of a text, one a line.
pub(super) fn in_lines(text: &str) -> Vec<Trap> {
    let mut state = State { text, ..State::default() };
    let mut traps = Vec::new();
    let mut offset = 0;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (number, line) in lines.iter().enumerate() {
        let next = lines[number + 1..].iter().find(|line| !line.trim().is_empty());
        let found = state.line(line.trim_end_matches(['\n', '\r']), next.copied().unwrap_or_default());
        traps.extend(found.map(|trap| shifted(trap, offset)));
        offset += line.len();
    }
    traps
}

/// Only what indents lines: YAML accepts some of it and reads something else.
pub(super) fn indents(text: &str) -> Vec<Trap> {
    // As in nearly all files; a closer look takes as long as YAML itself.
    if text.lines().all(|line| indentation(line).is_none()) {
        return Vec::new();
    }
    let is_indent = |trap: &Trap| {
        let before = text[..trap.span.start].rsplit('\n').next().unwrap_or_default();
        matches!(trap.code, Code::TabIndentation | Code::WideBlank) && before.trim().is_empty()
    };
    in_lines(text).into_iter().filter(is_indent).collect()
}

/// What the lines so far say about the next one.
#[derive(Default)]
struct State<'t> {
    text: &'t str,
    /// How deep the line is indented whose block of text, or list of sentences, may go on.
    block: Option<usize>,
    sentences: Option<usize>,
    /// Brackets and a quotation mark that are open.
    brackets: Vec<char>,
    quote: Option<char>,
    /// Where the last key, and the last dash, of the lines so far stand, and whether the last line opens
    /// something below it.
    key: usize,
    dash: usize,
    opens: bool,
    /// The indentations with tabs that the next line stands within or beside: as written, whether of an entry
    /// of a list, and the column that they came to.
    tabs: Vec<(String, bool, usize)>,
}

impl State<'_> {
    fn line(&mut self, line: &str, next: &str) -> Option<Trap> {
        let indent = line.len() - line.trim_start().len();
        if !self.is_closed() {
            let found = if self.quote.is_none() { stray_commas(line) } else { None };
            self.follow(line);
            return found;
        }
        if self.block.is_some_and(|outer| line.trim().is_empty() || indent > outer) {
            return None;
        }
        self.block = announces_block(line).then_some(indent);
        let content = line.trim_start();
        let is_sentence = |outer| indent > outer || (indent == outer && content.starts_with('-'));
        if self.sentences.is_some_and(is_sentence) || content.starts_with('#') {
            return None;
        }
        let key = content.trim_start_matches("- ").split(':').next().unwrap_or_default();
        let is_free = FREE_TEXTS.contains(&key);
        let is_at_margin = indent == 0;
        self.follow(line);
        let is_whole = value_of(content).starts_with(['[', '{', '"', '\'']) && self.is_closed();
        self.sentences = (is_free && !is_whole).then_some(indent);
        let found = self
            .structure(line)
            .or_else(|| if is_at_margin { margin_colon(line) } else { None })
            .or_else(|| self.value(line, is_free))
            .or_else(|| self.unclosed(line, next));
        self.note_place(line, found.as_ref());
        found
    }

    /// Whether no bracket and no quotation mark is open.
    fn is_closed(&self) -> bool {
        self.quote.is_none() && self.brackets.is_empty()
    }

    /// Keeps count of what a line opens and closes.
    fn follow(&mut self, line: &str) {
        let mut before = ' ';
        let mut characters = line.chars();
        while let Some(c) = characters.next() {
            let begins = self.brackets.is_empty() && matches!(before, ':' | '-' | ' ');
            match (c, self.quote) {
                ('\\', Some('"')) => _ = characters.next(),
                (c, Some(open)) if c == open => self.quote = None,
                ('#', None) if before == ' ' => return,
                ('"' | '\'', None) if matches!(before, ' ' | '[' | '{' | ',') => self.quote = Some(c),
                ('[', None) if begins || !self.brackets.is_empty() => self.brackets.push(']'),
                ('{', None) if begins || !self.brackets.is_empty() => self.brackets.push('}'),
                (']' | '}', None) => _ = self.brackets.pop(),
                _ => {}
            }
            before = c;
        }
    }

    fn structure(&self, line: &str) -> Option<Trap> {
        if let Some(mut trap) = indentation(line) {
            if trap.code == Code::TabIndentation
                && let Some((span, blanks)) = trap.edits.first_mut()
            {
                *blanks = " ".repeat(self.column_of(&line[span.clone()], line[span.end..].starts_with('-')));
            }
            return Some(trap);
        }
        let content = line.trim_start_matches(' ');
        let found = hash(content)
            .map(|trap| certain_hash(trap, content))
            .or_else(|| dash(content))
            .or_else(|| key_colon(content));
        found.map(|trap| shifted(trap, line.len() - content.len()))
    }

    /// Where a line belongs whose indentation is not to be trusted: where an earlier one stands that is indented
    /// alike, else by what the line before opens.
    fn column_of(&self, indent: &str, is_dash: bool) -> usize {
        let is_alike = |(seen, was_dash, _): &&(String, bool, usize)| seen == indent && *was_dash == is_dash;
        if let Some((.., column)) = self.tabs.iter().rev().find(is_alike) {
            return *column;
        }
        match (self.opens, is_dash) {
            (true, _) => self.key + 2,
            (false, true) => self.dash,
            (false, false) => self.key,
        }
    }

    fn note_place(&mut self, line: &str, found: Option<&Trap>) {
        let content = line.trim_start();
        if content.is_empty() {
            return;
        }
        let indent = match found {
            Some(Trap { code: Code::TabIndentation, edits, .. }) => {
                let (written, column) = (&line[..line.len() - content.len()], edits[0].1.len());
                self.tabs.retain(|(seen, ..)| written.starts_with(seen));
                self.tabs.push((written.to_owned(), content.starts_with('-'), column));
                column
            }
            _ => {
                line.chars().take_while(|c| c.is_whitespace()).map(|c| 1 + usize::from(c == '\u{3000}')).sum()
            }
        };
        let inner = content.trim_start_matches("- ");
        if content.starts_with('-') {
            self.dash = indent;
        }
        let plain = inner.split(" #").next().unwrap_or_default().trim_end();
        if plain.contains(": ") || plain.ends_with([':', '：']) {
            self.key = indent + content.len() - inner.len();
        }
        self.opens = plain.ends_with([':', '：']);
    }

    /// A value that YAML takes for something else unless it is quoted.
    fn value(&self, line: &str, is_free: bool) -> Option<Trap> {
        let value = value_of(line.trim_start());
        let at_value = |trap| shifted(trap, line.len() - value.len());
        if value.starts_with('#') {
            return None;
        }
        let uncommented = value.find(" #").map_or(value, |at| value[..at].trim_end()).trim_end();
        let list = if is_free { None } else { in_list_value(uncommented) };
        let found = list.or_else(|| braces(uncommented)).or_else(|| self.marked_items(uncommented));
        let found = found.or_else(|| colon_in_term(uncommented));
        let commas = || stray_commas(uncommented).filter(|_| uncommented.starts_with('['));
        found.or_else(commas).map(at_value)
    }

    /// Terms, alone or in a list in brackets, that begin with a sign YAML keeps for itself.
    fn marked_items(&self, value: &str) -> Option<Trap> {
        let mut all: Option<Trap> = None;
        let mut start = 0;
        let ends = value.match_indices([',', ']']).map(|(at, _)| at).chain([value.len()]);
        let ends: Vec<usize> = if value.starts_with('[') { ends.collect() } else { vec![value.len()] };
        for end in ends {
            let item = value.get(start..end)?;
            let term = item.trim_start_matches([' ', '[']);
            let at = end - term.len();
            let term = term.trim_end();
            if self.is_marked(term) {
                let quoted = term.replace('\'', "''");
                // What begins with | would be a pattern with an empty alternative.
                let escaped = if quoted.starts_with('|') { format!("\\{quoted}") } else { quoted };
                let mut found = trap(Code::UnquotedMark, at..at + 1, term, "");
                term[..1].clone_into(&mut found.found);
                let all = all.get_or_insert(Trap { edits: Vec::new(), ..found });
                all.edits.push((at..at + term.len(), format!("'{escaped}'")));
            }
            start = end + 1;
        }
        all
    }

    fn is_marked(&self, term: &str) -> bool {
        let mut characters = term.chars();
        let (Some(first), rest) = (characters.next(), characters.as_str()) else { return false };
        let names =
            |sign: char| self.text.contains(&format!("{sign}{}", rest.split(' ').next().unwrap_or_default()));
        let is_name = rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        MARKS.contains(&first)
            && match first {
                '*' => !is_name && !names('&'),
                '&' => !is_name && !rest.contains(' ') && !names('*'),
                '!' => !is_name && !rest.starts_with('!'),
                '>' | '|' => !announces_block(term),
                _ => true,
            }
    }

    /// A bracket or quotation mark that is opened on a line and closed nowhere before the next entry.
    fn unclosed(&mut self, line: &str, next: &str) -> Option<Trap> {
        let next = next.trim();
        let entry_follows =
            next.is_empty() || next.starts_with("- ") || next.find(':').is_some_and(|at| is_key(&next[..at]));
        let goes_on = without_comment(line).trim_end().ends_with([',', '[', '{']);
        if !entry_follows || goes_on || (self.quote.is_none() && self.brackets.is_empty()) {
            return None;
        }
        let (quote, brackets) = (self.quote.take(), std::mem::take(&mut self.brackets));
        let (code, sign) = match quote {
            Some(quote) => (Code::UnclosedQuote, quote),
            None => (Code::UnclosedBracket, if brackets.contains(&']') { '[' } else { '{' }),
        };
        let at = if quote.is_some() { line.rfind(sign)? } else { line.find(sign)? };
        let mut found = trap(code, at..at + 1, line, "");
        found.found = sign.to_string();
        // A comment behind the bracket may be the tail of a term: only the analyst knows.
        found.edits = if line.contains(" #") {
            Vec::new()
        } else {
            let closing: String = quote.into_iter().chain(brackets.into_iter().rev()).collect();
            vec![(line.trim_end().len()..line.trim_end().len(), closing)]
        };
        Some(found)
    }
}

/// A full-width colon behind a first word at the margin, where nothing but a key can stand.
fn margin_colon(line: &str) -> Option<Trap> {
    let (key, rest) = line.split_once('：')?;
    let is_name = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let mended = if rest.is_empty() || rest.starts_with(' ') { ":" } else { ": " };
    let colon = key.len()..key.len() + '：'.len_utf8();
    is_name.then(|| trap(Code::FullWidthColon, colon, line, mended))
}

/// A ＃ right behind a dash may begin the entry as well as a comment: only the analyst knows.
fn certain_hash(mut trap: Trap, content: &str) -> Trap {
    if trap.code == Code::FullWidthHash && content[..trap.span.start].trim_end() == "-" {
        trap.edits.clear();
    }
    trap
}

/// Full-width braces, and full-width signs within braces.
fn braces(value: &str) -> Option<Trap> {
    let opening = value.find(['{', '｛'])?;
    if value[..opening].contains(['"', '\'']) {
        return None;
    }
    let mut edits = Vec::new();
    for (at, c) in value.char_indices().filter(|(at, _)| *at >= opening) {
        let rest = value[at + c.len_utf8()..].trim_start();
        let before = || value[..at].rsplit(['{', '｛', ',', '，', ' ']).next().unwrap_or_default();
        let replacement = match c {
            '｛' => "{",
            '｝' => "}",
            '：' if is_key(before()) || rest.starts_with(['[', '{', '【', '｛']) => ": ",
            '，' if rest.find([':', '：']).is_some_and(|end| is_key(rest[..end].trim()))
                || rest.starts_with(['{', '｛']) =>
            {
                ", "
            }
            _ => continue,
        };
        edits.push((at..at + c.len_utf8(), replacement.to_owned()));
    }
    let (first, replacement) = edits.first()?.clone();
    let code = match &*replacement {
        ": " => Code::FullWidthColon,
        ", " => Code::FullWidthSeparator,
        _ => Code::FullWidthBracket,
    };
    Some(Trap { edits, ..trap(code, first, value, "") })
}

/// Commas before which no term stands; `text` lies in a list in brackets, or begins with one.
fn stray_commas(text: &str) -> Option<Trap> {
    let mut quote = None;
    let mut before = ' ';
    let mut all: Option<Trap> = None;
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) if matches!(before, ' ' | '[' | ',') => quote = Some(c),
            ('#', None) if text[..at].ends_with(' ') => break,
            (',', None) if matches!(before, ',' | '[') => {
                let rest = &text[at + 1..];
                let blanks = rest.len() - rest.trim_start_matches(' ').len();
                let blanks = if text[..at].ends_with([' ', '[']) { blanks } else { 0 };
                let found = trap(Code::StrayComma, at..at + 1, text, "");
                let all = all.get_or_insert(Trap { edits: Vec::new(), ..found });
                all.edits.push((at..at + 1 + blanks, String::new()));
            }
            _ => {}
        }
        if c != ' ' {
            before = c;
        }
    }
    all
}

/// A term with a colon and a blank in it, behind a key.
fn colon_in_term(term: &str) -> Option<Trap> {
    let colon = term.find(": ").filter(|_| !term.starts_with(['"', '\'', '[', '{']))?;
    let mut found = trap(Code::ColonInTerm, colon..colon + 1, term, "");
    let word = term[..colon].rsplit([' ', ',', '，']).next().unwrap_or_default();
    // A key that stands on the same line was meant as one: only the analyst knows where it belongs.
    found.edits = if is_key(word) {
        Vec::new()
    } else {
        vec![(0..term.len(), format!("'{}'", term.replace('\'', "''")))]
    };
    Some(found)
}

/// What stands behind the dash and the key of a line.
fn value_of(content: &str) -> &str {
    let mut value = content;
    while let Some(rest) = value.strip_prefix("- ") {
        value = rest.trim_start();
    }
    // An apostrophe may stand in a name; quotation marks that open are part of a text.
    let is_name = |key: &str| !key.contains(' ') && !key.starts_with(['"', '\'']);
    if let Some((key, rest)) = value.split_once(": ")
        && !key.contains(['[', '{'])
        && (is_name(key) || !key.contains(['"', '\'']))
    {
        value = rest.trim_start();
    }
    // A name given to the value, to stand for it elsewhere, is no part of it.
    match value.split_once(' ') {
        Some((name, rest)) if name.starts_with('&') => rest.trim_start(),
        _ => value,
    }
}

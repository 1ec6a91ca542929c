//! What may stand where an analyst is typing. A mark is put into the text at the cursor, so that what is being
//! typed is a part of the file like any other, and the part with the mark tells what belongs there.

use std::ops::Range;

use crate::language::Language;
use crate::ruleset::{Code, Key, Kind, RELATIONS, Severity, Takes};

use super::draft::{Content, Draft};
use super::drafts::Drafts;
use super::outline::{Shape, Style, unquoted};
use super::role::Role;
use super::words;

/// What is put in at the cursor; no file has it.
const MARK: char = '\u{10FFFE}';

/// Something that may stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is.
    pub sort: Sort,
    /// What it is called.
    pub label: String,
    /// More about it in a few words; may be empty.
    pub detail: String,
    /// What it means, in Markdown; may be empty.
    pub meaning: String,
    /// The bytes of the text that it takes the place of: the last is right before the cursor, or behind it
    /// where a word goes on there.
    pub span: Range<usize>,
    /// What to write there.
    pub text: String,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A key of the language.
    Key,
    /// A word that a key takes.
    Word,
    /// A set.
    Set,
    /// The id of a category.
    Id,
    /// The code of a warning.
    Code,
}

/// What is being typed.
struct Typed<'d> {
    drafts: &'d Drafts,
    /// The file with the mark in it.
    marked: &'d Draft,
    part: usize,
    byte: usize,
    language: Language,
}

impl Drafts {
    /// What may stand at a byte of `draft`, a file of these or a case file that they are put to. In the order
    /// of the language, names by spelling.
    pub fn completions(&self, draft: &Draft, byte: usize, language: Language) -> Vec<Completion> {
        let text = draft.text();
        if draft.content() == Content::Else || !text.is_char_boundary(byte) {
            return Vec::new();
        }
        let marked = Draft::new(draft.name(), format!("{}{MARK}{}", &text[..byte], &text[byte..]));
        // Within the mark, which no other part reaches.
        let Some(part) = marked.outline().at(byte + 1) else { return Vec::new() };
        Typed { drafts: self, marked: &marked, part, byte, language }.completions()
    }
}

impl Typed<'_> {
    fn completions(&self) -> Vec<Completion> {
        let outline = self.marked.outline();
        let part = outline.part(self.part);
        match &part.shape {
            Shape::Entry { key, has_colon } => {
                let mapping = part.parent.map(|parent| (parent, outline.part(parent).role));
                let Some((mapping, Role::Mapping(kind))) = mapping else { return Vec::new() };
                let span = key.start..key.end - MARK.len_utf8();
                let in_braces = outline.part(mapping).shape == Shape::Mapping { in_braces: true };
                let written: Vec<&str> = self.marked.keys(mapping).collect();
                let typed = unquoted(&self.marked.text()[key.clone()]).replace(MARK, "");
                let written: Vec<&str> =
                    written.into_iter().filter(|key| key.replace(MARK, "") != typed).collect();
                let free = kind.keys().iter().filter(|key| is_free(kind, key, &written));
                let behind = |key: &Key| match (has_colon, in_braces) {
                    (true, _) => "",
                    (false, true) => ": ",
                    (false, false) => behind_key(key),
                };
                free.map(|key| self.key(key, "", behind(key), span.clone())).collect()
            }
            Shape::Text(style) => self.text(*style, part.role),
            Shape::Mapping { .. } | Shape::List { .. } => Vec::new(),
        }
    }

    fn text(&self, style: Style, role: Role) -> Vec<Completion> {
        let key = match role {
            Role::Members => return self.references(),
            Role::Cases => return self.keys_that_begin(Kind::Case, 1, ""),
            Role::Value(key) if matches!(style, Style::Plain | Style::Quoted) => key,
            _ => return Vec::new(),
        };
        let mut all = self.keys_of_entry(key);
        match key.takes {
            Takes::Version => all.push(self.word("1", String::new())),
            Takes::Truth => all.extend(["true", "false"].map(|word| self.word(word, String::new()))),
            Takes::Word(words) => {
                all.extend(words.iter().map(|word| self.word(word.name, word.meaning(self.language))));
            }
            Takes::Codes => all.extend(self.codes()),
            Takes::Id => all.extend(self.parents(".")),
            Takes::Ids | Takes::IdsOrNone => {
                all.extend(self.ids());
                all.extend(self.parents(""));
            }
            Takes::Patterns | Takes::Clauses | Takes::Conditions => all.extend(self.references()),
            _ => {}
        }
        all
    }

    /// The keys of a mapping that may begin here, on a line or behind a dash.
    fn keys_of_entry(&self, key: &Key) -> Vec<Completion> {
        let outline = self.marked.outline();
        let parent = outline.part(self.part).parent;
        let is_entry = parent.is_some_and(|parent| matches!(outline.part(parent).shape, Shape::List { .. }));
        let Some(kind) = key.takes.mapping() else { return Vec::new() };
        let first = match kind {
            Kind::Clause | Kind::Category => 1,
            Kind::Condition => RELATIONS,
            _ => kind.keys().len(),
        };
        let dash = if kind == Kind::Category && !is_entry { "- " } else { "" };
        self.keys_that_begin(kind, first, dash)
    }

    /// The first so many keys of a kind, where a line begins.
    fn keys_that_begin(&self, kind: Kind, first: usize, dash: &str) -> Vec<Completion> {
        let start = self.marked.outline().part(self.part).span.start;
        let before = self.marked.text()[..start].rsplit('\n').next().unwrap_or_default();
        if !before.trim_start_matches([' ', '-']).is_empty() {
            return Vec::new();
        }
        kind.keys()[..first].iter().map(|key| self.key(key, dash, behind_key(key), self.typed())).collect()
    }

    fn key(&self, key: &Key, dash: &str, behind: &str, span: Range<usize>) -> Completion {
        let meaning = words::of_key(key, self.language);
        let text = format!("{dash}{}{behind}", key.name);
        Completion { sort: Sort::Key, label: key.name.to_owned(), detail: String::new(), meaning, span, text }
    }

    fn word(&self, word: &str, meaning: String) -> Completion {
        let (label, text) = (word.to_owned(), word.to_owned());
        Completion { sort: Sort::Word, label, detail: String::new(), meaning, span: self.typed(), text }
    }

    fn codes(&self) -> impl Iterator<Item = Completion> {
        let warnings = Code::ALL.iter().filter(|code| code.severity() == Severity::Warning);
        warnings.map(|code| Completion {
            sort: Sort::Code,
            meaning: words::of_code(*code, self.language),
            ..self.word(code.word(), String::new())
        })
    }

    fn ids(&self) -> impl Iterator<Item = Completion> {
        self.drafts.ids().map(|id| Completion {
            sort: Sort::Id,
            detail: words::label(self.drafts, id, self.language).unwrap_or_default(),
            ..self.word(id, String::new())
        })
    }

    /// The ids under which others stand, and which need not be given themselves.
    fn parents(&self, behind: &str) -> Vec<Completion> {
        let mut parents: Vec<&str> =
            self.drafts.ids().flat_map(|id| id.match_indices('.').map(|(at, _)| &id[..at])).collect();
        parents.sort_unstable();
        parents.dedup();
        let is_new = |parent: &&str| !behind.is_empty() || self.drafts.given_as_id(parent).next().is_none();
        let parents = parents.into_iter().filter(is_new);
        let one = |parent: &str| Completion {
            sort: Sort::Id,
            detail: words::label(self.drafts, parent, self.language).unwrap_or_default(),
            ..self.word(&format!("{parent}{behind}"), String::new())
        };
        parents.map(one).collect()
    }

    /// The sets, where a reference may stand: behind a `<`, or where an alternative begins.
    fn references(&self) -> Vec<Completion> {
        let text = self.marked.text();
        let typed = self.typed();
        let before = &text[typed.clone()];
        let behind = self.behind();
        let last = before.rfind(['<', '＜', '>', '＞', '|', '｜', '…', '~', '～']);
        let opening =
            last.filter(|at| before[*at..].starts_with(['<', '＜']) && !before[..*at].ends_with('\\'));
        let name = |name: &str| name.to_owned();
        let (start, wrap): (usize, &dyn Fn(&str) -> String) = match opening {
            Some(at) => (typed.start + at + before[at..].chars().next().map_or(1, char::len_utf8), &name),
            None if last.map_or(before, |at| &before[at..]).trim_matches(is_between).is_empty() => {
                (self.byte, &|name: &str| format!("<{name}>"))
            }
            None => return Vec::new(),
        };
        // The rest of a name that stands behind the cursor goes with it.
        let rest = behind
            .find(['>', '＞'])
            .filter(|end| opening.is_some() && !behind[..*end].contains(['|', '<', '…', '~', ',', '\n']));
        let span = start..self.byte + rest.unwrap_or(0);
        let closing = if opening.is_some() && rest.is_none() { ">" } else { "" };
        let one = |set: &str| Completion {
            sort: Sort::Set,
            label: set.to_owned(),
            detail: words::listed(&self.drafts.members(set), self.language),
            meaning: String::new(),
            span: span.clone(),
            text: format!("{}{closing}", wrap(set)),
        };
        self.drafts.sets().map(one).collect()
    }

    /// What is typed of the text with the mark, up to the cursor.
    fn typed(&self) -> Range<usize> {
        let start = self.marked.outline().part(self.part).span.start;
        let quote = usize::from(self.marked.text()[start..self.byte].starts_with(['"', '\'']));
        start + quote..self.byte
    }

    /// What stands behind the mark in the same text.
    fn behind(&self) -> &str {
        let end = self.marked.outline().part(self.part).span.end;
        &self.marked.text()[self.byte + MARK.len_utf8()..end]
    }
}

/// Whether a key may stand beside those that are written.
fn is_free(kind: Kind, key: &Key, written: &[&str]) -> bool {
    if written.contains(&key.name) {
        return false;
    }
    if kind != Kind::Condition {
        return true;
    }
    let is_relation = |name: &str| Kind::Condition.keys()[..RELATIONS].iter().any(|key| key.name == name);
    match written.iter().find(|name| is_relation(name)) {
        Some(&"all") => false,
        Some(&"inside") => !is_relation(key.name) && key.name != "within",
        Some(_) => !is_relation(key.name),
        None => true,
    }
}

/// What is written behind a key that begins a line: its value, or where that is long, a line below.
fn behind_key(key: &Key) -> &'static str {
    match key.takes {
        Takes::Sets | Takes::Flags | Takes::Categories | Takes::Anything => ":",
        _ => ": ",
    }
}

/// What may stand between two alternatives.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '｜' | '…' | '.' | '~' | '～')
}

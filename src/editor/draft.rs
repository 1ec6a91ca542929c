//! One file of rules or cases as it is typed: its text, and what stands where in it.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::language::Language;
use crate::ruleset::Kind;

use super::mention::{self, Mention};
use super::outline::{Outline, Shape, Style, unquoted};
use super::role::Role;

/// One file as it is typed. It may be unfinished, or not be about rules at all.
#[derive(Debug)]
pub struct Draft {
    name: String,
    text: Arc<str>,
    outline: OnceLock<Outline>,
    mentions: OnceLock<Vec<Mention>>,
}

/// What a file is about, as its keys show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Rules.
    Rules,
    /// Cases that rules are put to.
    Cases,
    /// Nothing yet.
    Nothing,
    /// Something else.
    Else,
}

/// Keys of a rule file that other files hardly have.
const TELLING: [&str; 6] = ["sets", "mask", "flags", "lexicon", "unless", "categories"];

impl Draft {
    /// A file of this name with this text.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Draft {
        Draft { name: name.into(), text: text.into(), outline: OnceLock::new(), mentions: OnceLock::new() }
    }

    /// The name of the file, under which diagnostics speak of it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// What it is about. Goes by its keys, so that other YAML files are left alone.
    ///
    /// ```
    /// use cuoshi::editor::{Content, Draft};
    ///
    /// let content = |text: &str| Draft::new("a.yml", text).content();
    /// assert_eq!(content("version: 1\ncategories:\n  - id: x\n"), Content::Rules);
    /// assert_eq!(content("- text: 发放补贴。\n  tags: [x]\n"), Content::Cases);
    /// assert_eq!(content("services:\n  web: {image: nginx}\n"), Content::Else);
    /// assert_eq!(content("# notes\n"), Content::Nothing);
    /// ```
    pub fn content(&self) -> Content {
        let outline = self.outline();
        let Some(root) = outline.parts().first() else { return Content::Nothing };
        match root.role {
            Role::Mapping(_) => self.content_of_mapping(),
            Role::Cases => {
                let has = |case: usize, name| outline.entry(&self.text, case, name).is_some();
                let is_case = |case: &usize| has(*case, "text") && (has(*case, "tags") || has(*case, "not"));
                if outline.children(0).any(|case| is_case(&case)) { Content::Cases } else { Content::Else }
            }
            _ => Content::Else,
        }
    }

    fn content_of_mapping(&self) -> Content {
        let keys: Vec<&str> = self.keys(0).collect();
        let is_telling = |key: &&str| TELLING.contains(key);
        let known = keys.iter().filter(|key| Kind::File.key(key).is_some()).count();
        if keys.is_empty() || keys == ["version"] {
            Content::Nothing
        } else if self.builds_on_built_in() || (keys.iter().any(is_telling) && known * 2 >= keys.len()) {
            Content::Rules
        } else {
            Content::Else
        }
    }

    /// Whether it says that it builds on the shipped rules.
    pub(super) fn builds_on_built_in(&self) -> bool {
        let outline = self.outline();
        let is_rules = outline.parts().first().is_some_and(|root| root.role == Role::Mapping(Kind::File));
        let value =
            outline.entry(&self.text, 0, "extends").filter(|_| is_rules).and_then(|at| outline.value(at));
        let texts = value.map_or_else(Vec::new, |value| outline.texts(value));
        texts.into_iter().any(|text| self.read(text).is_some_and(|(base, _)| base == "built-in"))
    }

    /// The keys of a mapping that have their colon.
    pub(super) fn keys(&self, mapping: usize) -> impl Iterator<Item = &str> {
        let outline = self.outline();
        let is_whole = |at: &usize| matches!(outline.part(*at).shape, Shape::Entry { has_colon: true, .. });
        outline.children(mapping).filter(is_whole).filter_map(|at| outline.key(&self.text, at))
    }

    pub(super) fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Outline::of(&self.text))
    }

    /// Everything with a name that stands in it.
    pub(super) fn mentions(&self) -> &[Mention] {
        self.mentions.get_or_init(|| mention::all(self))
    }

    /// The mentions that begin at a byte or behind it.
    pub(super) fn mentions_from(&self, byte: usize) -> impl Iterator<Item = &Mention> {
        let first = self.mentions().partition_point(|mention| mention.span.start < byte);
        self.mentions()[first..].iter()
    }

    /// The mention at a byte, its end included.
    pub(super) fn mention_at(&self, byte: usize) -> Option<&Mention> {
        let at = |mention: &&Mention| mention.span.start <= byte && byte <= mention.span.end;
        self.mentions().iter().filter(at).min_by_key(|mention| mention.span.len())
    }

    /// What a text says, and where it is written as it reads, if it is.
    pub(super) fn read(&self, text: usize) -> Option<(String, Option<Range<usize>>)> {
        let part = self.outline().part(text);
        let Shape::Text(style) = part.shape else { return None };
        let written = self.text.get(part.span.clone())?;
        let inner = unquoted(written);
        let edge = (written.len() - inner.len()) / 2;
        let place = part.span.start + edge..part.span.end - edge;
        let is_single = written.starts_with('\'');
        match style {
            Style::Alias => None,
            Style::Quoted if is_single && inner.contains('\'') => Some((inner.replace("''", "'"), None)),
            Style::Quoted if !is_single && inner.contains('\\') => Some((unescaped(inner), None)),
            Style::Block => {
                let lines: Vec<&str> = written.lines().skip(1).map(str::trim).collect();
                Some((lines.join(" "), None))
            }
            _ if inner.contains('\n') => {
                Some((inner.lines().map(str::trim).collect::<Vec<_>>().join(" "), None))
            }
            Style::Quoted | Style::Plain => Some((inner.to_owned(), Some(place))),
        }
    }

    /// What a key says for readers: of a label in two languages the one in `language`, if it is there.
    pub(super) fn label(&self, entry: usize, language: Language) -> Option<String> {
        let outline = self.outline();
        let value = outline.value(entry)?;
        let named = |name| outline.entry(&self.text, value, name).and_then(|entry| outline.value(entry));
        let text = Some(language)
            .into_iter()
            .chain(Language::ALL)
            .find_map(|one| named(one.word()))
            .unwrap_or(value);
        Some(self.read(text)?.0)
    }

    /// The id of a category, given by its mapping.
    pub(super) fn id(&self, category: usize) -> Option<(String, Range<usize>)> {
        let outline = self.outline();
        let id = outline.value(outline.entry(&self.text, category, "id")?)?;
        let (id, place) =
            self.read(id).map(|(text, place)| (text, place.unwrap_or(outline.part(id).span.clone())))?;
        Some((id, place))
    }

    /// The category that a part belongs to, as its mapping.
    pub(super) fn category_of(&self, part: usize) -> Option<usize> {
        let outline = self.outline();
        outline.lineage(part).find(|at| outline.part(*at).role == Role::Mapping(Kind::Category))
    }

    /// The id of the category that stands at a byte, if one does.
    pub fn category_at(&self, byte: usize) -> Option<String> {
        let part = self.outline().at(byte)?;
        Some(self.id(self.category_of(part)?)?.0)
    }

    /// The categories written in it, each as its mapping.
    pub(super) fn categories(&self) -> impl Iterator<Item = usize> {
        let parts = self.outline().parts().iter().enumerate();
        parts.filter(|(_, part)| part.role == Role::Mapping(Kind::Category)).map(|(at, _)| at)
    }
}

/// What a text in double quotation marks says.
fn unescaped(written: &str) -> String {
    let mut text = String::new();
    let mut characters = written.chars();
    while let Some(c) = characters.next() {
        match (c, if c == '\\' { characters.next() } else { None }) {
            ('\\', Some('n' | 't' | 'r')) => text.push(' '),
            ('\\', Some('x')) => text.extend(by_number(&mut characters, 2)),
            ('\\', Some('u')) => text.extend(by_number(&mut characters, 4)),
            ('\\', Some('U')) => text.extend(by_number(&mut characters, 8)),
            ('\\', Some(escaped)) => text.push(escaped),
            _ => text.push(c),
        }
    }
    text
}

/// The character whose number is written with so many hexadecimal digits.
fn by_number(characters: &mut std::str::Chars, digits: usize) -> Option<char> {
    let number: String = characters.by_ref().take(digits).collect();
    char::from_u32(u32::from_str_radix(&number, 16).ok()?)
}

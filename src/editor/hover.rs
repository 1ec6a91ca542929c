//! What is known about what stands under the pointer: a key, a word, a term, a set, a category, a code.

use std::ops::Range;

use crate::language::{Language, Message};
use crate::ruleset::{Code, Key, Takes};

use super::draft::Draft;
use super::drafts::Drafts;
use super::mention::{Mention, What};
use super::outline::Shape;
use super::role::Role;
use super::words;

/// So many other places of a term are named.
const PLACES: usize = 6;

/// What is known about what stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// In bytes of the text.
    pub span: Range<usize>,
    /// In Markdown.
    pub text: String,
    /// The term that stands there, folded: what may be counted in texts.
    pub term: Option<String>,
}

impl Drafts {
    /// What is known about what stands at a byte of `draft`, a file of these or a case file that they are put to.
    pub fn hover(&self, draft: &Draft, byte: usize, language: Language) -> Option<Hover> {
        if let Some(mention) = draft.mention_at(byte) {
            return Some(self.of_mention(draft, mention, language));
        }
        let at = draft.outline().at(byte)?;
        let part = draft.outline().part(at);
        match (&part.shape, part.role) {
            (Shape::Entry { key: span, .. }, Role::Value(key)) => {
                Some(Hover { span: span.clone(), text: words::of_key(key, language), term: None })
            }
            (Shape::Text(_), Role::Value(key)) => {
                let text = of_word(key, &draft.read(at)?.0, language)?;
                Some(Hover { span: part.span.clone(), text, term: None })
            }
            _ => None,
        }
    }

    fn of_mention(&self, draft: &Draft, mention: &Mention, language: Language) -> Hover {
        let name = &mention.name;
        let (text, term) = match mention.what {
            What::Term => (self.of_term(draft, mention, language), Some(name.clone())),
            What::Set => (self.of_set(name, language), None),
            What::Id => (self.of_id(name, language), None),
            What::Flag => (said("editor.flag", name).text(language), None),
        };
        Hover { span: mention.span.clone(), text, term }
    }

    fn of_term(&self, draft: &Draft, mention: &Mention, language: Language) -> String {
        let name = &mention.name;
        let written = draft.text().get(mention.span.clone()).filter(|_| mention.is_placed);
        let mut lines = vec![format!("**{}**", written.unwrap_or(name))];
        if written.is_some_and(|written| written != name) {
            lines.push(said("editor.folded", name).text(language));
        }
        let is_here = |(other, at): &(&std::sync::Arc<Draft>, &Mention)| {
            other.name() == draft.name() && at.span == mention.span
        };
        let others: Vec<_> = self.mentions(What::Term, name).filter(|other| !is_here(other)).collect();
        if !others.is_empty() {
            lines.push(Message::new("editor.also_in").text(language));
            let shown = others.iter().take(PLACES);
            lines.extend(shown.map(|(draft, mention)| format!("- {}", place_of(draft, mention))));
        }
        if others.len() > PLACES {
            lines
                .push(Message::new("editor.more_places").with("count", others.len() - PLACES).text(language));
        }
        paragraphs(&lines)
    }

    fn of_set(&self, name: &str, language: Language) -> String {
        if self.given_as_set(name).next().is_none() {
            return said("editor.no_set", name).text(language);
        }
        let members = self.members(name);
        let uses = self.mentions(What::Set, name).filter(|(_, mention)| !mention.is_given).count();
        let head = said("editor.set", name).with("count", members.len()).with("uses", uses);
        paragraphs(&[head.text(language), words::listed(&members, language)])
    }

    /// Of a category its label and definition; of the id of a group that is not written down, what lies below.
    fn of_id(&self, id: &str, language: Language) -> String {
        let below: Vec<String> = self.ids_below(id).map(str::to_owned).collect();
        let mut lines = vec![format!("**{id}**")];
        let is_given = self.given_as_id(id).next().is_some();
        if !is_given && below.is_empty() {
            return said("editor.no_id", id).text(language);
        }
        lines.extend(["label", "about"].into_iter().filter_map(|key| words::said(self, id, key, language)));
        let patterns = self.given_as_id(id).map(|(draft, mention)| {
            let outline = draft.outline();
            let any = draft.category_of(mention.part).and_then(|at| outline.entry(draft.text(), at, "any"));
            any.and_then(|any| outline.value(any)).map_or(0, |any| outline.entries(any))
        });
        let patterns: usize = patterns.sum();
        if patterns > 0 {
            lines.push(Message::new("editor.patterns").with("count", patterns).text(language));
        }
        if !below.is_empty() {
            let listed = words::listed(&below, language);
            lines.push(Message::new("editor.below").with("ids", listed).text(language));
        }
        paragraphs(&lines)
    }
}

/// What a word means that a key takes.
fn of_word(key: &Key, word: &str, language: Language) -> Option<String> {
    match key.takes {
        Takes::Word(words) => {
            words.iter().find(|known| known.name == word).map(|word| word.meaning(language))
        }
        Takes::Codes => {
            let code = Code::ALL.iter().find(|code| code.word() == word)?;
            Some(words::of_code(*code, language))
        }
        _ => None,
    }
}

/// Where a term stands: the category or set, and the file with the line.
fn place_of(draft: &Draft, mention: &Mention) -> String {
    let outline = draft.outline();
    let set = outline.lineage(mention.part).find(|at| {
        matches!(outline.part(*at).shape, Shape::Entry { .. }) && outline.part(*at).role == Role::Members
    });
    let key = outline.lineage(mention.part).find_map(|at| match &outline.part(at).shape {
        Shape::Entry { .. } => outline.key(draft.text(), at),
        _ => None,
    });
    let owner = match (set, draft.category_of(mention.part).and_then(|category| draft.id(category))) {
        (Some(set), _) => format!("`<{}>`", outline.key(draft.text(), set).unwrap_or_default()),
        (None, Some((id, _))) => format!("`{id}` {}", key.unwrap_or_default()),
        (None, None) => format!("`{}`", key.unwrap_or_default()),
    };
    let line = draft.text()[..mention.span.start].matches('\n').count() + 1;
    let file = draft.name().rsplit(['/', '\\']).next().unwrap_or_default();
    format!("{owner} ({file}:{line})")
}

fn said(key: &'static str, name: &str) -> Message {
    Message::new(key).with("name", name)
}

/// Lines as Markdown, list items close together.
fn paragraphs(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        if !text.is_empty() {
            text.push_str(
                if line.starts_with("- ")
                    && text.rsplit('\n').next().is_some_and(|last| last.starts_with("- "))
                {
                    "\n"
                } else {
                    "\n\n"
                },
            );
        }
        text.push_str(line);
    }
    text
}

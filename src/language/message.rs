//! A message: its key and its arguments, to be put into words when it is known who reads.

use std::fmt;

use super::{Language, tables};

/// Something to say: the key of a message in the tables, and what its names stand for.
///
/// ```
/// use cuoshi::{Language, Message};
///
/// let message = Message::new("list").with_list("items", ["near", "before"]);
/// assert_eq!(message.text(Language::English), "near, before");
/// assert_eq!(message.text(Language::Chinese), "near、before");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    key: &'static str,
    arguments: Vec<(&'static str, Argument)>,
}

/// What a name in a message stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// The same in every language.
    Text(String),
    /// A message of its own.
    Message(Message),
    /// Several, listed as the language lists.
    List(Vec<Argument>),
}

impl Message {
    /// The message with this key.
    pub fn new(key: &'static str) -> Message {
        Message { key, arguments: Vec::new() }
    }

    /// With a value for a name.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl fmt::Display) -> Message {
        self.with_argument(name, Argument::Text(value.to_string()))
    }

    /// With a message for a name.
    #[must_use]
    pub fn with_message(self, name: &'static str, message: Message) -> Message {
        self.with_argument(name, Argument::Message(message))
    }

    /// With a list for a name.
    #[must_use]
    pub fn with_list<A: Into<Argument>>(
        self,
        name: &'static str,
        items: impl IntoIterator<Item = A>,
    ) -> Message {
        self.with_argument(name, Argument::List(items.into_iter().map(Into::into).collect()))
    }

    /// With an argument for a name.
    #[must_use]
    pub fn with_argument(mut self, name: &'static str, argument: Argument) -> Message {
        self.arguments.push((name, argument));
        self
    }

    /// Its words in a language. A key that is in no table stands for itself; tests see to it that there is
    /// none.
    pub fn text(&self, language: Language) -> String {
        let lines = tables::lines(language, self.key);
        if lines.is_empty() {
            return self.key.to_owned();
        }
        let lines: Vec<String> = lines.iter().map(|line| self.fill(line, language)).collect();
        lines.join("\n")
    }

    /// One of its lines, from 0; empty where it has fewer.
    pub(crate) fn line(&self, number: usize, language: Language) -> String {
        let line = tables::lines(language, self.key).get(number);
        line.map_or_else(String::new, |line| self.fill(line, language))
    }

    /// Puts the arguments into a template.
    fn fill(&self, template: &str, language: Language) -> String {
        let mut text = String::with_capacity(template.len());
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            text.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                text.push_str(brace);
                rest = after;
            } else if let Some((name, after)) = rest.split_once('}') {
                text.push_str(&self.value(name, language));
                rest = after;
            }
        }
        text.push_str(rest);
        text
    }

    /// What stands between braces: the value of a name, or the word that goes with its number.
    fn value(&self, name: &str, language: Language) -> String {
        let (name, words) = name.split_once(':').map_or((name, None), |(name, words)| (name, Some(words)));
        let argument = self.arguments.iter().find(|(known, _)| *known == name);
        debug_assert!(argument.is_some(), "{} is not told its {name}", self.key);
        let value = argument.map_or_else(|| name.to_owned(), |(_, argument)| argument.text(language));
        match words.and_then(|words| words.split_once('|')) {
            Some((one, more)) => (if value == "1" { one } else { more }).to_owned(),
            None => value,
        }
    }
}

impl Argument {
    /// The first of some things, and how many more there are.
    pub fn first_of<A: Into<Argument>>(
        items: impl IntoIterator<Item = A, IntoIter: ExactSizeIterator>,
        most: usize,
    ) -> Argument {
        let items = items.into_iter();
        let rest = items.len().saturating_sub(most);
        let shown = Argument::List(items.take(most).map(Into::into).collect());
        match rest {
            0 => shown,
            _ => Message::new("and_more").with_argument("items", shown).with("count", rest).into(),
        }
    }

    fn text(&self, language: Language) -> String {
        match self {
            Argument::Text(text) => text.clone(),
            Argument::Message(message) => message.text(language),
            Argument::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.text(language)).collect();
                items.join(match language {
                    Language::English => ", ",
                    Language::Chinese => "、",
                })
            }
        }
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        Argument::Text(text)
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Argument {
        Argument::Message(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        Message::new("no such key").with("key", "any").with("near", "{x}").with("count", 2).with("one", 1)
    }

    #[test]
    fn arguments_take_the_place_of_their_names() {
        let filled = message().fill("`{key}`: {{near}} is {near}.", Language::English);
        assert_eq!(filled, "`any`: {near} is {x}.");
    }

    #[test]
    fn of_a_long_list_the_rest_is_counted() {
        let text = |most| Argument::first_of(["a", "b", "c"], most).text(Language::English);
        assert_eq!((&*text(3), &*text(1)), ("a, b, c", "a and 2 more"));
    }

    #[test]
    fn a_word_goes_with_its_number() {
        let template = "{count} {count:term|terms}, {one} {one:mask|masks}";
        assert_eq!(message().fill(template, Language::English), "2 terms, 1 mask");
    }
}

//! What diagnostics say, as data: one sentence and one way out for each code, with named arguments, so
//! that another language is another table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::code::Code;

/// What a diagnostic says; `{name}` stands for the argument of that name, `{{` for a brace.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Message {
    pub(super) sentence: &'static str,
    pub(super) help: &'static str,
}

/// Puts the arguments into a template.
pub(super) fn fill(template: &str, arguments: &[(&'static str, String)]) -> String {
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
            let value = arguments.iter().find(|(known, _)| *known == name);
            text.push_str(value.map_or(name, |(_, value)| value));
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

/// What a diagnostic of this code says in English.
pub(super) fn of(code: Code) -> Message {
    ENGLISH.get(code.word()).copied().unwrap_or_default()
}

const ENGLISH_TEXT: &str = include_str!("messages.en.txt");

/// By the word of the code; constant data.
static ENGLISH: LazyLock<BTreeMap<&str, Message>> = LazyLock::new(|| table(ENGLISH_TEXT));

/// Reads a table of messages: blocks of three lines, the word, the sentence and the help.
fn table(text: &'static str) -> BTreeMap<&'static str, Message> {
    let blocks = text.split("\n\n").filter_map(|block| {
        let mut lines = block.lines().filter(|line| !line.starts_with('#'));
        let (word, sentence, help) = (lines.next()?, lines.next()?, lines.next()?);
        Some((word, Message { sentence, help }))
    });
    blocks.collect()
}

/// What the YAML reader stumbled over, in an analyst's terms.
pub(super) fn yaml_reason(message: &str) -> &'static str {
    const REASONS: &[(&str, &str)] = &[
        ("mapping values are not allowed", "a colon stands where none may, or the line is indented too deep"),
        ("did not find expected key", "the line begins too far left or right of the entries it belongs to"),
        ("did not find expected '-'", "an entry of the list does not begin with a dash in the same column"),
        ("simple key expected ':'", "a colon is missing behind the key"),
        ("unknown anchor", "a term that begins with * must be in quotation marks"),
        (
            "unexpected character",
            "this sign is not allowed here; a term that begins with it must be in quotation marks",
        ),
        ("block scalar", "a term that begins with > or | must be in quotation marks"),
        ("multiple YAML documents", "a line of three dashes begins a second document; a rule file is one"),
        ("quoted scalar", "a quotation mark is not closed, or text stands behind the closing one"),
        ("flow sequence", "a list in brackets is not closed, or a comma is missing or one too many in it"),
        ("flow mapping", "braces or brackets are not closed, or a comma is missing or one too many in them"),
        ("illegal placement of ':'", "a bracket or quotation mark above is not closed"),
        ("tabs disallowed", "a tab indents this line"),
        ("alias", "what the names behind * stand for is too much text in all"),
        ("budget", "the file is too large or too deeply nested"),
    ];
    let known = REASONS.iter().find(|(jargon, _)| message.contains(jargon));
    known.map_or("its structure is not clear here", |(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_take_the_place_of_their_names() {
        let arguments = [("key", "any".to_owned()), ("near", "{x}".to_owned())];
        assert_eq!(fill("`{key}`: {{near}} is {near}.", &arguments), "`any`: {near} is {x}.");
    }

    #[test]
    fn every_code_has_a_word_of_its_own_and_says_something() {
        let words: std::collections::BTreeSet<&str> = Code::ALL.iter().map(|code| code.word()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| !of(*code).sentence.is_empty() && !of(*code).help.is_empty()));
        assert_eq!(ENGLISH.len(), Code::ALL.len(), "the table has words that are no codes");
    }
}

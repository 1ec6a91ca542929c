//! The guide to the rule language: every example in `rules/README.md`, and in its Chinese sister, does what
//! stands below it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod pages;

use cuoshi::{Dictionary, Language, Tagger};
use pages::{Block, blocks};

/// The tags of a text as the guide writes them: `id (flag), id`; nothing for none.
fn tags(tagger: &Tagger, text: &str) -> String {
    let tags: Vec<String> = tagger
        .tag(text)
        .iter()
        .map(|tag| {
            let flags: Vec<&str> =
                tag.evidence.iter().flat_map(|one| &one.flags).map(|flag| flag.name()).collect();
            match flags[..] {
                [] => tag.category.id().to_owned(),
                _ => format!("{} ({})", tag.category.id(), flags.join(", ")),
            }
        })
        .collect();
    tags.join(", ")
}

/// Puts the sentences of a block to the rules above them; returns how many there are.
fn put_to(rules: &Block, sentences: &Block, nothing: &str, page: &str) -> usize {
    let place = format!("{page}:{}", rules.line);
    assert_eq!(sentences.kind, "text", "{place}: sentences must follow the rules");
    let (checked, warnings) = Dictionary::parse([(place.clone(), rules.text.clone())])
        .check()
        .unwrap_or_else(|faults| panic!("{place}:\n{}", faults.render(false, Language::English)));
    assert!(warnings.is_empty(), "{place}:\n{}", warnings.render(false, Language::English));
    let tagger = Tagger::new(checked);
    for sentence in sentences.text.lines() {
        let (text, expected) = sentence.split_once(" → ").unwrap();
        let expected = if expected == nothing { "" } else { expected };
        assert_eq!(tags(&tagger, text), expected, "{place}: {text}");
    }
    sentences.text.lines().count()
}

#[test]
fn examples_do_what_stands_below_them() {
    for (page, nothing) in [("rules/README.md", "nothing"), ("rules/README.zh-CN.md", "无")] {
        let blocks = blocks(&pages::read(page));
        let pairs = blocks.iter().zip(blocks.iter().skip(1)).filter(|(rules, _)| rules.kind == "yaml");
        let count: usize = pairs.map(|(rules, sentences)| put_to(rules, sentences, nothing, page)).sum();
        assert!(count > 30, "only {count} sentences of {page} were tried");
    }
}

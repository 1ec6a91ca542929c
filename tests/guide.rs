//! The guide to the rule language: every example in `rules/README.md` does what stands below it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::Path;

use cuoshi::{Dictionary, Language, Tagger};

/// The fenced blocks of a page: what they are, their text, and the line they begin on.
fn blocks(page: &str) -> Vec<(String, String, usize)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String, usize)> = None;
    for (number, line) in (1..).zip(page.lines()) {
        match (line.strip_prefix("```"), open.take()) {
            (Some(kind), None) => open = Some((kind.to_owned(), String::new(), number)),
            (Some(_), Some(block)) => blocks.push(block),
            (None, Some((kind, text, start))) => open = Some((kind, text + line + "\n", start)),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// The tags of a text as the guide writes them: `id (flag), id`, or `nothing`.
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
    if tags.is_empty() { "nothing".to_owned() } else { tags.join(", ") }
}

#[test]
fn examples_do_what_stands_below_them() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/README.md")).unwrap();
    let blocks = blocks(&page);
    let mut sentences = 0;
    for (rules, cases) in blocks.iter().zip(blocks.iter().skip(1)).filter(|(rules, _)| rules.0 == "yaml") {
        let line = rules.2;
        assert_eq!(cases.0, "text", "line {line}: sentences must follow the rules");
        let checked = Dictionary::parse([(format!("rules/README.md:{line}"), rules.1.clone())]).check();
        let (rules, warnings) = checked
            .unwrap_or_else(|faults| panic!("line {line}:\n{}", faults.render(false, Language::English)));
        assert!(warnings.is_empty(), "line {line}:\n{}", warnings.render(false, Language::English));
        let tagger = Tagger::new(rules);
        for case in cases.1.lines() {
            let (text, expected) = case.split_once(" → ").unwrap();
            assert_eq!(tags(&tagger, text), expected, "line {line}: {text}");
            sentences += 1;
        }
    }
    assert!(sentences > 30, "only {sentences} sentences were tried");
}

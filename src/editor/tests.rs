//! The outline reads a file in its own way, so it is compared with the reader: on files without errors both must
//! find the same names at the same places. And whatever is cut off a file, it must not stumble.

use std::fs;
use std::path::Path;

use crate::language::Language;
use crate::ruleset::{Dictionary, Severity};

use super::draft::Draft;
use super::drafts::Drafts;

/// Rules of many kinds: the shipped ones, those of the guide, and cases of the tests.
fn rules() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["rules", "tests/diagnostics", "tests/lints"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "yml") {
                all.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let guide = fs::read_to_string(root.join("rules/README.md")).unwrap();
    let blocks = guide.split("```yaml\n").skip(1).filter_map(|block| block.split("```").next());
    all.extend(blocks.map(|block| ("rules/README.md".to_owned(), block.to_owned())));
    let cases = fs::read_to_string(root.join("tests/suite/language.jsonl")).unwrap();
    for line in cases.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        all.push((case["name"].to_string(), case["rules"].as_str().unwrap().to_owned()));
    }
    all.sort();
    all
}

#[test]
fn the_outline_finds_what_the_reader_finds() {
    let mut compared = 0;
    for (name, text) in rules() {
        let dictionary = Dictionary::parse([(name.clone(), text.clone())]);
        let faults = dictionary.checked().map_or_else(|all| all, |(_, warnings)| warnings);
        let is_readable = faults.iter().all(|fault| {
            let alone = ["unknown_set", "misspelt_set", "no_categories"];
            fault.severity() == Severity::Warning || alone.contains(&fault.code().word())
        });
        // What a name stands for is read at each place; the outline tells it once.
        // Of a file that builds on another, the dictionary holds both.
        let is_whole = !text.contains("\nextends:");
        if !is_readable || !is_whole || text.contains(": *") || text.contains("- *") {
            continue;
        }
        let draft = Draft::new(name.clone(), text.as_str());
        let mut expected: Vec<_> = dictionary
            .written()
            .into_iter()
            .map(|(what, name, bytes)| {
                let inner = text[bytes.clone()].trim_matches(['"', '\'', '<', '>', '＜', '＞']);
                let edge = text[bytes.clone()].find(inner).unwrap();
                (what.to_owned(), name, bytes.start + edge)
            })
            .collect();
        let mut found: Vec<_> = draft
            .mentions()
            .iter()
            .map(|mention| {
                let (what, name) = (format!("{:?}", mention.what), mention.name.clone());
                let written = &text[mention.span.clone()];
                let inner = written.trim_matches(['"', '\'', '<', '>', '＜', '＞']);
                (what, name, mention.span.start + written.find(inner).unwrap())
            })
            .collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{name}\n{text}");
        compared += found.len();
    }
    assert!(compared > 5_000, "only {compared} names were compared");
}

#[test]
fn a_file_may_end_anywhere() {
    for (name, text) in rules().into_iter().filter(|(_, text)| text.len() < 3_000) {
        for (end, _) in text.char_indices().step_by(7) {
            for text in [text[..end].to_owned(), format!("{}\n{}", &text[..end], &text[end..])] {
                let draft = std::sync::Arc::new(Draft::new(name.clone(), text));
                let drafts = Drafts::new(vec![draft.clone()]);
                drafts.completions(&draft, end, Language::English);
                drafts.hover(&draft, end, Language::English);
                draft.symbols(Language::English);
                for part in draft.outline().parts() {
                    assert!(draft.text().get(part.span.clone()).is_some(), "{name}: {part:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_deep_or_long_is_read() {
    let deep =
        "[".repeat(100_000) + &"{a: ".repeat(100_000) + &"- ".repeat(100_000) + "\n" + &"- ".repeat(100_000);
    let names = "&a ".repeat(200_000) + "\na: " + &"&a ".repeat(200_000);
    let steps: Vec<String> = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let steps = steps.concat();
    let long = format!("version: 1\ncategories: [{{id: x, any: '{}'}}]", "a|".repeat(500_000) + "a");
    for text in [deep, names, steps, long] {
        let draft = Draft::new("a.yml", text);
        draft.symbols(Language::English);
        draft.mentions();
    }
}

#[test]
fn rules_that_build_on_the_shipped_ones_know_them() {
    let shipped = Drafts::built_in();
    let set = shipped.sets().next().unwrap();
    let id = shipped.ids().find(|id| id.contains('.')).unwrap();
    let head = format!("version: 1\nextends: built-in\nsets: {{{set}: [补充词]}}\ncategories:\n");
    let text = format!("{head}  - id: {id}\n    any: [<{set}>, <");
    let draft = std::sync::Arc::new(Draft::new("own.yml", text.clone()));
    let drafts = Drafts::new(vec![draft.clone()]);
    let offered = drafts.completions(&draft, text.len(), Language::English);
    assert_eq!(offered.len(), shipped.sets().count());
    let members = drafts.members(set);
    assert_eq!(members[0], "补充词", "its own members come first");
    assert!(members.ends_with(&shipped.members(set)));
    let at = |sought: &str| text.rfind(sought).unwrap() + 1;
    let hover = drafts.hover(&draft, at(&format!("{set}>")), Language::English).unwrap();
    assert!(hover.text.contains(&format!("{} terms", members.len())), "{}", hover.text);
    let hover = drafts.hover(&draft, at(id), Language::English).unwrap();
    let label = super::words::label(&shipped, id, Language::English).unwrap();
    assert!(hover.text.contains(&label), "{}", hover.text);
    assert!(drafts.rename(set, "新名").is_err(), "the set of the shipped rules keeps its name");
}

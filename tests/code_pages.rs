//! The pages of the codes, which `cuoshi check --explain CODE` prints: in every language, each with a bad example
//! that gives its code and a good one that does not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::Path;

use cuoshi::analysis::Survey;
use cuoshi::{CaseFiles, Code, Diagnostics, Dictionary, Language, RuleSet, Tagger};

/// What the cases of the pages are put to.
const RULES_OF_CASES: &str = "version: 1\ncategories:\n  - id: fiscal.subsidies\n    any: 补贴\n  - id: control.access\n    any: 封控\n";

#[test]
fn the_examples_of_each_page_show_its_code() {
    let mut faults = Vec::new();
    for code in Code::ALL {
        let page = code.page(Language::English);
        let blocks = blocks(page);
        let text = blocks.iter().find(|(kind, _)| *kind == "text").map(|(_, text)| *text);
        let examples: Vec<_> = blocks.iter().filter(|(kind, _)| *kind != "text").collect();
        match examples[..] {
            _ if page.lines().count() < 3 => faults.push(format!("{code} has no page")),
            [bad, good] => {
                if !gives(*bad, text, *code) {
                    faults.push(format!("the bad example of {code} does not give it"));
                }
                if gives(*good, text, *code) {
                    faults.push(format!("the good example of {code} gives it"));
                }
            }
            _ => faults.push(format!("{code}: a bad example and a good one")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_language_shows_the_same_examples() {
    for code in Code::ALL {
        let (english, chinese) = (code.page(Language::English), code.page(Language::Chinese));
        assert_eq!(blocks(english), blocks(chinese), "the examples of {code}");
        let paragraphs =
            |page: &'static str| page.split("```").step_by(2).flat_map(|text| text.split("\n\n"));
        let prose =
            |page| paragraphs(page).map(str::trim).filter(|text| !text.is_empty() && !text.starts_with("##"));
        assert_eq!(prose(english).count(), prose(chinese).count(), "the paragraphs of {code}");
        let is_chinese = |text: &str| text.chars().any(|c| ('一'..='鿿').contains(&c));
        assert!(prose(chinese).all(is_chinese), "{code} says something in English");
    }
}

/// The fenced blocks of a page: the kind and the text of each.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let fenced = page.split("```").skip(1).step_by(2);
    fenced.filter_map(|block| block.split_once('\n')).collect()
}

/// Whether an example gives a code: files and a command, cases, or rules, these perhaps with a text as corpus.
fn gives((kind, example): (&str, &str), text: Option<&str>, code: Code) -> bool {
    let found = match text {
        _ if kind == "console" => at_paths(example),
        _ if example.starts_with("# cases") => of_cases(example),
        Some(text) => surveyed(&dictionary(example), text),
        None => dictionary(example).inspect().map_or_else(|all| all, |(_, warnings)| warnings),
    };
    found.iter().any(|one| one.code() == code)
}

/// What a command says about files, which are written first: lines `path: encoding`, then the command.
fn at_paths(example: &str) -> Diagnostics {
    let folder = tempfile::tempdir().unwrap();
    let (files, command) = example.split_once("$ cuoshi ").unwrap();
    for (path, encoding) in files.lines().filter_map(|line| line.split_once(": ")) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let is_cases = path.parent().is_some_and(|parent| parent.ends_with("cases"));
        let text = if is_cases { "- text: 发放补贴。\n" } else { RULES_OF_CASES };
        let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap();
        fs::write(path, encoding.encode(text).0).unwrap();
    }
    let words: Vec<&str> = command.split_whitespace().collect();
    let at = |path: &str| folder.path().join(path);
    match words[..] {
        ["check", rules] => Dictionary::load(&at(rules)).err(),
        ["test", "built-in", cases] => CaseFiles::load(&[at(cases)]).err(),
        _ => panic!("cuoshi {command}"),
    }
    .unwrap_or_default()
}

fn of_cases(example: &str) -> Diagnostics {
    let rules = RuleSet::from_yaml("rules.yml", RULES_OF_CASES).unwrap();
    let cases = CaseFiles::parse([("cases.yml".to_owned(), example.to_owned())]);
    cases.check(&rules).map_or_else(|all| all, |(_, warnings)| warnings)
}

/// What a corpus of these lines says about rules.
fn surveyed(dictionary: &Dictionary, text: &str) -> Diagnostics {
    let (rules, warnings) = dictionary.inspect().unwrap();
    let tagger = Tagger::new(rules);
    let mut survey = Survey::new(dictionary, &tagger);
    text.lines().for_each(|line| survey.add(line));
    survey.finish(warnings, 50.0)
}

/// The rules of an example. Lines `# file: …` divide it into files; those below `built-in/` stand in the place of
/// the built-in dictionary. What has no `version` is part of a category.
fn dictionary(example: &str) -> Dictionary {
    let whole = if example.lines().any(|line| line.starts_with("version")) || example.contains("# whole") {
        example.to_owned()
    } else {
        let indented: Vec<String> = example.lines().map(|line| format!("    {line}")).collect();
        format!("version: 1\ncategories:\n  - id: example\n{}\n", indented.join("\n"))
    };
    if !whole.contains("# file: ") {
        return Dictionary::parse([("rules.yml".to_owned(), whole)]);
    }
    let parts = whole.split("# file: ").filter_map(|part| part.split_once('\n'));
    let files = parts.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let (base, own): (Vec<_>, Vec<_>) = files.partition(|(name, _)| Path::new(name).starts_with("built-in"));
    if base.is_empty() { Dictionary::parse(own) } else { Dictionary::extending(Dictionary::parse(base), own) }
}

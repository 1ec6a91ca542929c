//! The tables of messages against the sources: what code names is in the tables, what is in the tables is
//! named by code, a template gets its arguments, and nothing is worded anywhere else.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cuoshi::Code;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files below `src` with this ending: the path of each, with `/`, and its text.
fn files(ending: &str) -> Vec<(String, String)> {
    let mut folders = vec![source()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let name = path.strip_prefix(source()).unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The code of each source file, without its tests.
fn code() -> Vec<(String, String)> {
    let without_tests = |text: String| text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
    files("rs").into_iter().map(|(name, text)| (name, without_tests(text))).collect()
}

/// The tables of a language: the lines of each message.
fn tables(language: &str) -> BTreeMap<String, Vec<String>> {
    let mut tables = BTreeMap::new();
    let texts =
        files("txt").into_iter().filter(|(name, _)| name.starts_with(&format!("language/{language}/")));
    for (_, text) in texts {
        for block in text.split("\n\n") {
            let lines = block.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            let lines: Vec<String> = lines.map(str::to_owned).collect();
            if let [key, rest @ ..] = &lines[..] {
                tables.insert(key.clone(), rest.to_vec());
            }
        }
    }
    tables
}

/// The strings of a piece of code, each with the byte it begins at.
fn strings(code: &str) -> Vec<(usize, &str)> {
    let mut strings = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let from = &rest[at..];
        let start = code.len() - from.len();
        rest = if from.starts_with("//") {
            from.split_once('\n').map_or("", |(_, rest)| rest)
        } else if from.starts_with("'\"'") || from.starts_with("'\\'") {
            &from[if from.starts_with("'\\") { 4 } else { 3 }..]
        } else if from.starts_with('"') && rest[..at].ends_with("r#") {
            let (text, after) = from[1..].split_once("\"#").unwrap();
            strings.push((start, text));
            after
        } else if let Some(inner) = from.strip_prefix('"') {
            let end = end_of_string(inner);
            strings.push((start, &inner[..end]));
            &inner[end + 1..]
        } else {
            &from[1..]
        };
    }
    strings
}

/// Where a string ends whose first quotation mark is left out.
fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.char_indices().find(|(_, c)| {
        let ends = *c == '"' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        ends
    });
    end.map_or(text.len() - 1, |(at, _)| at)
}

/// The keys that stand between `Message::new("` and `")`, with what follows each in its function.
fn named(code: &str) -> Vec<(&str, &str)> {
    let found = code.match_indices("Message::new(\"").map(|(at, start)| at + start.len());
    let key = |at: usize| code[at..].split('"').next().unwrap_or_default();
    found.map(|at| (key(at), function_around(code, at))).collect()
}

/// The function that a byte of the code lies in.
fn function_around(code: &str, at: usize) -> &str {
    let starts = |text: &str| text.rfind("\nfn ").max(text.rfind(" fn ")).unwrap_or(0);
    let (start, rest) = (starts(&code[..at]), &code[at..]);
    let end = rest.find("\n    }\n").into_iter().chain(rest.find("\n}\n")).min().unwrap_or(rest.len());
    &code[start..at + end]
}

/// The names in the templates of a message.
fn names(lines: &[String]) -> BTreeSet<String> {
    let text = lines.join("\n").replace("{{", "").replace("}}", "");
    let names = text.split('{').skip(1).filter_map(|part| part.split('}').next());
    names.map(|name| name.split(':').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn what_code_names_is_in_the_tables() {
    let tables = tables("en");
    let mut missing = Vec::new();
    for (name, code) in code() {
        let keys = named(&code).into_iter().map(|(key, _)| key).filter(|key| !tables.contains_key(*key));
        missing.extend(keys.map(|key| format!("src/{name}: {key}")));
    }
    assert!(missing.is_empty(), "no table has these messages:\n{}", missing.join("\n"));
}

#[test]
fn what_is_in_the_tables_is_named_by_code() {
    let code = code();
    let said: BTreeSet<&str> =
        code.iter().flat_map(|(_, code)| strings(code)).map(|(_, text)| text).collect();
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    let tables = tables("en");
    // The keys of the language and the words they take are put together in src/ruleset/keys.rs.
    let is_composed = |key: &str| {
        ["key.", "word."].iter().any(|kind| key.starts_with(kind))
            && key.rsplit('.').next().is_some_and(|name| said.contains(name))
    };
    let is_named =
        |key: &&String| said.contains(key.as_str()) || codes.contains(key.as_str()) || is_composed(key);
    let unused: Vec<_> = tables.keys().filter(|key| !is_named(key)).collect();
    assert!(unused.is_empty(), "nothing says these messages: {unused:?}");
}

#[test]
fn a_message_gets_its_arguments() {
    let tables = tables("en");
    let mut faults = Vec::new();
    for (name, code) in code() {
        for (key, function) in named(&code) {
            let names = tables.get(key).map(|lines| names(lines)).unwrap_or_default();
            for argument in
                names.iter().filter(|argument| !gives(function, argument) && !gives(&code, argument))
            {
                faults.push(format!("src/{name}: {key} is not told its {argument}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether a function, or a file whose functions work together, calls `.with("argument", …)` or one of the kind.
fn gives(function: &str, argument: &str) -> bool {
    let name = format!("\"{argument}\"");
    ["", "_message", "_list", "_argument"].iter().any(|kind| {
        let call = format!(".with{kind}(");
        let mut calls = function.split(&call).skip(1);
        calls.any(|call| call.trim_start().starts_with(&name))
    })
}

/// What others say, looked for in their messages and pages, and syllables.
const OF_OTHERS: &[&str] = &[
    "corpus/damage/pinyin.rs",
    "corpus/documents/html/site_words.rs",
    "corpus/inferred/furniture.rs",
    "corpus/message.rs",
    "ruleset/yaml_reasons.rs",
];

/// What an editor is told that breaks the protocol, and what tests say.
const NOT_FOR_READERS: &[&str] = &["bin/cuoshi/lsp/", "editor/tests.rs"];

/// The English of the command line, of which `help.zh.md` is the Chinese.
const HELP: &str = "bin/cuoshi/args";

/// What stands before a string that only developers read, in the same statement.
const FOR_DEVELOPERS: &[&str] =
    &["reason = ", "debug_assert", ".expect(", "fn expecting", "doc = ", ".rsplit_once("];

#[test]
fn nothing_is_worded_in_code() {
    let is_word = |word: &str| {
        let rest = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        word.len() > 1 && word.len() < rest.len() + 2 && rest.chars().all(|c| c.is_ascii_lowercase())
    };
    let mut faults = Vec::new();
    for (name, code) in
        code().into_iter().filter(|(name, _)| !name.starts_with(HELP) && !OF_OTHERS.contains(&name.as_str()))
    {
        if NOT_FOR_READERS.iter().any(|place| name.starts_with(place)) {
            continue;
        }
        for (at, text) in strings(&code) {
            let words: Vec<&str> = text.split(' ').collect();
            // A command is written alike in every language.
            let is_command = text.starts_with("cuoshi ");
            let is_sentence =
                !is_command && words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)));
            let statement = code[..at].rsplit([';', '}']).next().unwrap_or_default();
            if is_sentence && !FOR_DEVELOPERS.iter().any(|sign| statement.contains(sign)) {
                let line = code[..at].matches('\n').count() + 1;
                faults.push(format!("src/{name}:{line}: {text}"));
            }
        }
    }
    assert!(faults.is_empty(), "these belong into src/language:\n{}", faults.join("\n"));
}

#[test]
fn the_chinese_tables_are_in_chinese() {
    let english = tables("en");
    let mut faults = Vec::new();
    for (key, lines) in tables("zh") {
        for (line, other) in lines.iter().zip(&english[&key]) {
            let (words, is_worded) = (words(line), !words(other).is_empty());
            let has_sentence = words.windows(3).any(|three| line.contains(&three.join(" ")));
            // An example of rules is the same in both.
            let is_example = key.starts_with("key.") && line == other;
            if has_sentence || is_worded && !is_example && !line.contains(|c| ('一'..='鿿').contains(&c)) {
                faults.push(format!("{key}: {line}"));
            }
        }
    }
    assert!(faults.is_empty(), "not in Chinese:\n{}", faults.join("\n"));
}

/// The English words of a line, without code and the names of arguments, which are the same in every language.
fn words(line: &str) -> Vec<&str> {
    let prose = line.split('`').step_by(2);
    let prose =
        prose.flat_map(|text| text.split('{')).map(|text| text.rsplit('}').next().unwrap_or_default());
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
    prose.flat_map(|text| text.split(' ')).filter(is_word).collect()
}

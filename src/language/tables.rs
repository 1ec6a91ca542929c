//! The tables of messages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Language;

/// The tables of each language; constant data.
const ENGLISH: &[&str] = &[
    include_str!("en/commands.txt"),
    include_str!("en/common.txt"),
    include_str!("en/corpus.txt"),
    include_str!("en/damage.txt"),
    include_str!("en/diagnostics.txt"),
    include_str!("en/documents.txt"),
    include_str!("en/editor.txt"),
    include_str!("en/evaluate.txt"),
    include_str!("en/explain.txt"),
    include_str!("en/extends.txt"),
    include_str!("en/fmt.txt"),
    include_str!("en/init.txt"),
    include_str!("en/keys.txt"),
    include_str!("en/program.txt"),
    include_str!("en/report.txt"),
    include_str!("en/rules.txt"),
];
const CHINESE: &[&str] = &[
    include_str!("zh/commands.txt"),
    include_str!("zh/common.txt"),
    include_str!("zh/corpus.txt"),
    include_str!("zh/damage.txt"),
    include_str!("zh/diagnostics.txt"),
    include_str!("zh/documents.txt"),
    include_str!("zh/editor.txt"),
    include_str!("zh/evaluate.txt"),
    include_str!("zh/explain.txt"),
    include_str!("zh/extends.txt"),
    include_str!("zh/fmt.txt"),
    include_str!("zh/init.txt"),
    include_str!("zh/keys.txt"),
    include_str!("zh/program.txt"),
    include_str!("zh/report.txt"),
    include_str!("zh/rules.txt"),
];

type Table = BTreeMap<&'static str, Vec<&'static str>>;

static TABLES: [LazyLock<Table>; 2] = [LazyLock::new(|| table(ENGLISH)), LazyLock::new(|| table(CHINESE))];

/// The lines of a message; none where the key is unknown.
pub(super) fn lines(language: Language, key: &str) -> &'static [&'static str] {
    let table = &TABLES[match language {
        Language::English => 0,
        Language::Chinese => 1,
    }];
    table.get(key).map_or(&[], Vec::as_slice)
}

/// Reads tables: blocks with blank lines between, each a key and its lines; `#` begins a comment.
fn table(texts: &'static [&'static str]) -> Table {
    let mut table = Table::new();
    for block in texts.iter().flat_map(|text| text.split("\n\n")) {
        let mut lines = block.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        if let Some(key) = lines.next() {
            table.insert(key, lines.collect());
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The names of arguments in the lines of a message.
    fn names(lines: &[&str]) -> BTreeSet<String> {
        let text = lines.join("\n").replace("{{", "").replace("}}", "");
        let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
        parts.map(|(name, _)| name.split(':').next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn no_message_is_missing_in_a_language() {
        let (english, chinese) = (&*TABLES[0], &*TABLES[1]);
        let missing: Vec<&&str> = english.keys().filter(|key| !chinese.contains_key(*key)).collect();
        assert!(missing.is_empty(), "not in Chinese: {missing:?}");
        let missing: Vec<&&str> = chinese.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(missing.is_empty(), "not in English: {missing:?}");
        for (key, lines) in english {
            assert_eq!(lines.len(), chinese[key].len(), "{key} has as many lines in each language");
            assert_eq!(names(lines), names(&chinese[key]), "the arguments of {key}");
            assert!(!lines.is_empty(), "{key} says nothing");
        }
    }

    #[test]
    fn no_key_stands_twice() {
        for texts in [ENGLISH, CHINESE] {
            let blocks = texts
                .iter()
                .flat_map(|text| text.split("\n\n"))
                .filter(|block| block.lines().any(|line| !line.is_empty() && !line.starts_with('#')));
            assert_eq!(blocks.count(), table(texts).len());
        }
    }
}

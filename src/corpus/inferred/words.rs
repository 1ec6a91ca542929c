//! What pages say around their texts: the lists of `words.txt`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

const TABLE: &str = include_str!("words.txt");

/// The lists, each of entries in simplified characters, lower case and half width.
pub(super) struct Words {
    /// Lines that are furniture by themselves.
    pub(super) whole: FxHashSet<&'static str>,
    /// Lines below which a page lists other pages.
    pub(super) opening: FxHashSet<&'static str>,
    /// Names of the parts of sites.
    pub(super) menu: FxHashSet<&'static str>,
    /// Beginnings of lines that are furniture if no sentence follows.
    pub(super) beginnings: Beginnings,
    /// Beginnings of what a site declares.
    pub(super) declarations: Beginnings,
    /// What such a declaration also says.
    pub(super) declared: Vec<&'static str>,
}

/// What lines may begin with, by its first character: every line is asked for all of them.
pub(super) struct Beginnings(FxHashMap<char, Vec<&'static str>>);

impl Beginnings {
    fn of(words: impl Iterator<Item = &'static str>) -> Beginnings {
        let mut by_first: FxHashMap<char, Vec<&str>> = FxHashMap::default();
        for word in words {
            by_first.entry(word.chars().next().unwrap_or_default()).or_default().push(word);
        }
        Beginnings(by_first)
    }

    /// Whether one of them begins with a character.
    pub(super) fn may_begin(&self, first: char) -> bool {
        self.0.contains_key(&first)
    }

    /// Whether a line begins with one of them.
    pub(super) fn begin(&self, line: &str) -> bool {
        let words = line.chars().next().and_then(|first| self.0.get(&first));
        words.is_some_and(|words| words.iter().any(|words| line.starts_with(words)))
    }
}

/// Constant data.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    whole: list("whole").collect(),
    opening: list("opening").collect(),
    menu: list("menu").collect(),
    beginnings: Beginnings::of(list("beginnings")),
    declarations: Beginnings::of(list("declarations")),
    declared: list("declared").collect(),
});

/// The entries below a line `[name]`.
fn list(name: &str) -> impl Iterator<Item = &'static str> {
    let is_head =
        move |line: &&str| line.strip_prefix('[').and_then(|head| head.strip_suffix(']')) == Some(name);
    let lines = TABLE.lines().skip_while(move |line| !is_head(line)).skip(1);
    let lines = lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.starts_with('#'));
    // At the end of a line, the entry is over.
    lines.flat_map(|line| line.split('、')).filter(|entry| !entry.is_empty())
}

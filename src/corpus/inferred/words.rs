//! What pages say around their texts: the lists of `words.txt`.

use std::collections::HashSet;
use std::sync::LazyLock;

const TABLE: &str = include_str!("words.txt");

/// The lists, each of entries in simplified characters, lower case and half width.
pub(super) struct Words {
    /// Lines that are furniture by themselves.
    pub(super) whole: HashSet<&'static str>,
    /// Lines below which a page lists other pages.
    pub(super) opening: HashSet<&'static str>,
    /// Names of the parts of sites.
    pub(super) menu: HashSet<&'static str>,
    /// Beginnings of lines that are furniture if no sentence follows.
    pub(super) beginnings: Vec<&'static str>,
    /// Beginnings of what a site declares.
    pub(super) declarations: Vec<&'static str>,
    /// What such a declaration also says.
    pub(super) declared: Vec<&'static str>,
}

/// Constant data.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    whole: list("whole").collect(),
    opening: list("opening").collect(),
    menu: list("menu").collect(),
    beginnings: list("beginnings").collect(),
    declarations: list("declarations").collect(),
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

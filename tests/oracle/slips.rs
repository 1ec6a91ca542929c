//! What mending must keep when slips have broken a file: every comment, in its order; and nothing is left to mend
//! a second time.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::any_form::formatted;
use super::runner::{check, fail};
use super::{generate, yaml};

/// The slip of an entry that stands twice.
const TWICE: usize = 5;

const KEYS: [&str; 12] = [
    "sets",
    "mask",
    "flags",
    "lexicon",
    "if",
    "unless",
    "categories",
    "id",
    "any",
    "match",
    "near",
    "version",
];

/// A slip of which the loader knows how the line must read: its kind, and at which of the lines where it can
/// be made.
fn damage() -> impl Strategy<Value = (usize, Index)> {
    (0..=TWICE, any::<Index>())
}

/// The line with a slip of this kind; none where it cannot be made.
fn damaged(kind: usize, line: &str) -> Option<String> {
    let content = line.trim_start();
    let indent = line.len() - content.len();
    let key = content.trim_start_matches("- ");
    let is_key = key.split_once(':').is_some_and(|(key, _)| KEYS.contains(&key));
    let odd = ['<', '"', '\'', '{', '&', '*', '|', '｜', '，', '、', '；', '#', '!', '\u{3000}'];
    let is_simple = |text: &str| !text.contains(odd);
    match kind {
        0 if is_key => Some(line.replacen(": ", "：", 1)).filter(|mended| mended != line),
        1 if is_key && content.ends_with(':') => Some(line.replacen(':', "：", 1)),
        // A dash before a digit may be a minus.
        2 if content.starts_with("- ") && !content[2..].starts_with(|c: char| c.is_ascii_digit()) => {
            Some(line.replacen("- ", "－", 1))
        }
        3 if is_key && line.contains(", ") && line.ends_with(']') && is_simple(line) => {
            Some(line.replace(", ", "，"))
        }
        4 if indent > 0 && !content.starts_with('#') => Some("\u{3000}".repeat(indent / 2) + content),
        TWICE if content.starts_with("- ") && is_simple(content) && !key.contains([':', '：']) => {
            Some(format!("{line}\n{line}"))
        }
        _ => None,
    }
}

/// Whether an entry below these lines is one of `any` or of `mask`, where repetitions are told.
fn is_told_twice(above: &[String]) -> bool {
    let opener = above.iter().rev().find(|line| line.ends_with(':'));
    opener.is_some_and(|line| ["any:", "mask:"].contains(&line.trim()))
}

fn fixed(text: &str) -> String {
    let files = cuoshi::fix([("a.yml".to_owned(), text.to_owned())]);
    files[0].after().to_owned()
}

/// The text after a slip of this kind in one of the lines where it can be made.
fn broken(text: &str, kind: usize, at: Index) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let slip = |at: usize| {
        let may = kind < TWICE || is_told_twice(&lines[..at]);
        damaged(kind, &lines[at]).filter(|_| may).map(|line| (at, line))
    };
    let slips: Vec<(usize, String)> = (0..lines.len()).filter_map(slip).collect();
    if !slips.is_empty() {
        let (at, line) = at.get(&slips);
        lines[*at].clone_from(line);
    }
    lines.join("\n") + "\n"
}

/// The comments of the generator, each of which has a number of its own.
fn comments(text: &str) -> Vec<&str> {
    let numbered = |at: &usize| text[at + 2..].starts_with(|c: char| c.is_ascii_digit());
    let places = text.match_indices("# ").map(|(at, _)| at).filter(numbered);
    places.map(|at| text[at..].lines().next().unwrap_or_default()).collect()
}

#[test]
fn comments_outlive_any_slips() {
    check(80, &(generate::rules(), vec(damage(), 1..5)), |(rules, damages)| {
        let files = formatted(&yaml::files(&rules)).unwrap_or_default();
        let [(_, text)] = files.as_slice() else { return Ok(()) };
        let whole = fixed(text);
        let broken = damages.into_iter().fold(whole.clone(), |text, (kind, at)| broken(&text, kind, at));
        let mended = fixed(&broken);
        let told = |what| fail(format!("{what}\n────\n{whole}\n────\n{broken}\n────\n{mended}"));
        if fixed(&mended) != mended {
            return told("a second time mends more");
        }
        if comments(&mended) != comments(&whole) {
            return told("other comments");
        }
        Ok(())
    });
}

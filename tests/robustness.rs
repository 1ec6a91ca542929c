//! How a paragraph is rendered must not change its tags: each is tagged as it is and in other renderings, and the
//! differences are counted. There are none.
//!
//! A rendering is left as it is only where the language says that it means something else; each such restriction
//! stands beside the rendering, with its reason.
//!
//! The paragraphs are the examples and counterexamples of the dictionary and, where they are there, the coded ones of
//! `../shared/gold`.
#![cfg(feature = "corpus")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use cuoshi::corpus::{Coded, CodedOptions, Corpus, Format, Options, Split};
use cuoshi::{Category, Example, RuleSet, Tagger, fold};

/// What a rendering makes of a paragraph, with its evidence for those that need it.
type Render = Box<dyn Fn(&str, &[Found]) -> String>;

/// What a match is: category, words without what folding takes away, pattern, flags.
type Told = (String, String, String, Vec<String>);

/// A match, and where it stands, in bytes.
#[derive(Clone, Debug)]
struct Found {
    told: Told,
    bytes: std::ops::Range<usize>,
}

fn found(tagger: &Tagger, text: &str) -> Vec<Found> {
    let mut all = Vec::new();
    for tag in tagger.tag(text) {
        for found in tag.evidence {
            let flags = found.flags.iter().map(|flag| flag.name().to_owned()).collect();
            let words = fold(&text[found.bytes.clone()]);
            let told = (tag.category.id().to_owned(), words, found.pattern.to_owned(), flags);
            all.push(Found { told, bytes: found.bytes });
        }
    }
    all
}

/// The signs that end sentences and clauses and exist in both widths.
const SIGNS: [(char, char); 5] = [(',', '，'), (';', '；'), (':', '：'), ('!', '！'), ('?', '？')];

fn is_letter_or_digit(c: Option<char>) -> bool {
    let is_wide =
        |c: char| ('Ａ'..='Ｚ').contains(&c) || ('ａ'..='ｚ').contains(&c) || ('０'..='９').contains(&c);
    c.is_some_and(|c| c.is_ascii_alphanumeric() || is_wide(c))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}')
}

/// Rewrites each character, knowing its neighbours.
fn rewrite(text: &str, mut change: impl FnMut(Option<char>, char, Option<char>) -> String) -> String {
    let all: Vec<char> = text.chars().collect();
    let at = |at: Option<usize>| at.and_then(|at| all.get(at)).copied();
    let changed =
        all.iter().enumerate().map(|(here, c)| change(at(here.checked_sub(1)), *c, at(Some(here + 1))));
    changed.collect()
}

/// Half-width signs. 。 has no half-width form but ｡, which ends a sentence like it; 、 has one that the language does
/// not take for the same, as it has no use for 、 either. A sign between two letters or digits stays: an ASCII one ends
/// nothing there (10:30, 1,100), a full-width one does.
fn half_width(text: &str) -> String {
    rewrite(text, |before, c, after| {
        let joins = is_letter_or_digit(before) && is_letter_or_digit(after);
        let half = SIGNS.iter().find(|(_, full)| *full == c && !joins).map(|(half, _)| *half);
        match c {
            '。' => '｡',
            '（' => '(',
            '）' => ')',
            '％' => '%',
            '＋' => '+',
            c => half.unwrap_or(c),
        }
        .to_string()
    })
}

/// Full-width signs, with the same restriction. The full stop stays: only an ASCII one makes 2.5G one number.
fn full_width(text: &str) -> String {
    rewrite(text, |before, c, after| {
        let joins = is_letter_or_digit(before) && is_letter_or_digit(after);
        let full = SIGNS.iter().find(|(half, _)| *half == c && !joins).map(|(_, full)| *full);
        match c {
            '(' => '（',
            ')' => '）',
            '%' => '％',
            '+' => '＋',
            c => full.unwrap_or(c),
        }
        .to_string()
    })
}

/// Full-width letters and digits, which count like ASCII ones everywhere.
fn full_width_letters(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap();
    text.chars().map(|c| if c.is_ascii_alphanumeric() { wide(c) } else { c }).collect()
}

/// The traditional form of each character that is the simplified form of exactly one: of others only the word could
/// tell which is meant, and a traditional text would never have the wrong one.
fn traditional() -> BTreeMap<char, char> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/traditional-to-simplified.tsv");
    let mut forms: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for line in fs::read_to_string(table).unwrap().lines().filter(|line| !line.starts_with('#')) {
        let (from, to) = line.split_once('\t').unwrap();
        forms.entry(to.chars().next().unwrap()).or_default().push(from.chars().next().unwrap());
    }
    forms.into_iter().filter_map(|(to, from)| (from.len() == 1).then(|| (to, from[0]))).collect()
}

/// Something between all Han characters that follow each other.
fn spread(text: &str, between: &str) -> String {
    rewrite(text, |_, c, after| match after {
        Some(next) if is_han(c) && is_han(next) => format!("{c}{between}"),
        _ => c.to_string(),
    })
}

/// Every blank as another one.
fn other_blanks(text: &str, blank: char) -> String {
    text.chars().map(|c| if matches!(c, ' ' | '\u{A0}' | '\u{3000}') { blank } else { c }).collect()
}

/// The text in lines of 40 columns, as editors and mail programs break it: at blanks and beside Chinese characters, not
/// within a Western word or number.
fn wrapped(text: &str) -> String {
    let is_narrow = |c: char| c.is_ascii() && c != ' ';
    let columns = |c: char| if c.is_ascii() { 1 } else { 2 };
    let mut lines = String::new();
    let mut line = String::new();
    let all: Vec<char> = text.chars().collect();
    let mut start = 0;
    while start < all.len() {
        let word = if is_narrow(all[start]) {
            all[start..].iter().take_while(|c| is_narrow(**c)).count()
        } else {
            1
        };
        let piece: String = all[start..start + word].iter().collect();
        if line.chars().chain(piece.chars()).map(columns).sum::<usize>() > 40 && !line.is_empty() {
            lines.push_str(&line);
            lines.push('\n');
            line.clear();
        }
        line.push_str(&piece);
        start += word;
    }
    lines + &line
}

/// The paragraphs that a text is read as.
fn read(text: String, split: Split) -> Vec<String> {
    let options = Options {
        input: Some(Format::Text),
        split,
        encoding: Some("utf-8".to_owned()),
        ..Options::default()
    };
    let corpus = Corpus::new(vec!["-".into()], Cursor::new(text), options).unwrap();
    corpus.filter_map(Result::ok).map(|paragraph| paragraph.text).collect()
}

/// The paragraph that a wrapped text is read as by `--split blank`. By default one paragraph that fills two or three lines
/// is not joined: so few lines may as well be paragraphs of their own, as most texts have them, and who knows better says
/// so. What the default does promise is below: a text of many such paragraphs is evidently wrapped.
fn read_wrapped(text: &str) -> String {
    let paragraphs = read(wrapped(text), Split::Blank);
    assert!(paragraphs.len() < 2, "one paragraph: {paragraphs:?}");
    paragraphs.concat()
}

#[test]
fn a_wrapped_text_of_many_paragraphs_is_joined_by_default() {
    let rules = RuleSet::built_in().unwrap();
    let examples = rules.categories().iter().flat_map(Category::examples);
    let texts: Vec<&str> = examples.map(Example::text).filter(|text| !text.contains('\n')).collect();
    let wrapped_texts: Vec<String> = texts.iter().map(|text| wrapped(text)).collect();
    assert!(wrapped_texts.iter().filter(|text| text.contains('\n')).count() > 50);
    assert_eq!(read(wrapped_texts.join("\n\n"), Split::Auto), texts);
}

const QUOTES: &str = "“”„‟\"〝〞「」『』‘’'＂＇";

/// Whether a mark at this place would part or join what counts as one: between letters and digits it separates
/// (“5G”“AI” are two terms), and beside an ASCII sign it decides whether that ends a clause.
fn matters(before: Option<char>, after: Option<char>) -> bool {
    let is_western = |c: Option<char>| is_letter_or_digit(c) || c.is_some_and(|c| "!?;,:.".contains(c));
    is_western(before) && is_western(after)
}

/// The text without quotation marks, but for those that matter.
fn without_quotes(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let is_quote = |at: &usize| QUOTES.contains(all[*at]);
    let kept = (0..all.len()).filter(|at| {
        let before = (0..*at).rev().find(|at| !is_quote(at)).map(|at| all[at]);
        let after = (at + 1..all.len()).find(|at| !is_quote(at)).map(|at| all[at]);
        !is_quote(at) || matters(before, after)
    });
    kept.map(|at| all[at]).collect()
}

/// The text with quotation marks around each piece of evidence, but where they would matter.
fn quoted(text: &str, found: &[Found], [open, close]: [char; 2]) -> String {
    let mut marks: Vec<(usize, char)> = Vec::new();
    for found in found {
        for (at, mark) in [(found.bytes.start, open), (found.bytes.end, close)] {
            if !matters(text[..at].chars().next_back(), text[at..].chars().next()) {
                marks.push((at, mark));
            }
        }
    }
    marks.sort_unstable();
    marks.dedup();
    let mut shown = text.to_owned();
    for (at, mark) in marks.into_iter().rev() {
        shown.insert(at, mark);
    }
    shown
}

fn renderings() -> Vec<(String, Render)> {
    let mut all: Vec<(String, Render)> = Vec::new();
    let mut add = |name: &str, render: Render| all.push((name.to_owned(), render));
    add("half-width signs", Box::new(|text, _| half_width(text)));
    add("full-width signs", Box::new(|text, _| full_width(text)));
    add("full-width letters and digits", Box::new(|text, _| full_width_letters(text)));
    let forms = traditional();
    let to_traditional =
        move |text: &str, _: &[Found]| text.chars().map(|c| *forms.get(&c).unwrap_or(&c)).collect();
    add("traditional characters", Box::new(to_traditional));
    for between in [" ", "\t", "\u{A0}", "\u{2002}", "\u{2003}", "\u{2009}", "\u{3000}", " \u{3000} ", "\n"] {
        add(&format!("{between:?} between characters"), Box::new(move |text, _| spread(text, between)));
    }
    for between in ["\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}"] {
        add(&format!("{between:?} between characters"), Box::new(move |text, _| spread(text, between)));
    }
    for blank in ['\u{A0}', '\u{2002}', '\u{2003}', '\u{2009}', '\u{3000}', '\t'] {
        add(&format!("{blank:?} for blanks"), Box::new(move |text, _| other_blanks(text, blank)));
    }
    add("wrapped at 40 columns", Box::new(|text, _| read_wrapped(text)));
    add("without quotation marks", Box::new(|text, _| without_quotes(text)));
    for marks in [['“', '”'], ['「', '」'], ['"', '"']] {
        let name = format!("evidence in {}{}", marks[0], marks[1]);
        add(&name, Box::new(move |text, found| quoted(text, found, marks)));
    }
    all
}

/// Renders all paragraphs in all ways; fails where a tag, its evidence or a flag differs. Paragraphs have names, and are
/// told by them alone: those that rules are judged by are not to be read.
fn check<'p>(paragraphs: impl Iterator<Item = (&'p str, &'p str)>) {
    let tagger = Tagger::new(RuleSet::built_in().unwrap());
    let renderings = renderings();
    let mut changes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let (mut count, mut with_tags, mut rendered) = (0, 0, 0);
    for (paragraph, text) in paragraphs {
        let plain = found(&tagger, text);
        let told = |found: &[Found]| found.iter().map(|found| found.told.clone()).collect::<Vec<_>>();
        count += 1;
        with_tags += usize::from(!plain.is_empty());
        for (name, render) in &renderings {
            let other = render(text, &plain);
            rendered += usize::from(other != text);
            let (before, after) = (told(&plain), told(&found(&tagger, &other)));
            if before != after {
                let patterns = |told: &[Told]| {
                    let lines =
                        told.iter().map(|(category, _, pattern, _)| format!("  {category} {pattern}"));
                    lines.collect::<Vec<_>>().join("\n")
                };
                let (before, after) = (patterns(&before), patterns(&after));
                changes.entry(name).or_default().push(format!("{paragraph}\n{before}\n became\n{after}"));
            }
        }
    }
    assert!(count == 0 || (with_tags > 0 && rendered > count), "the renderings render something");
    let told: Vec<String> = changes
        .iter()
        .map(|(name, changes)| {
            format!("{name}: {} of {count} change, such as\n{}", changes.len(), changes[0])
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn examples_of_the_dictionary_are_tagged_the_same() {
    let rules = RuleSet::built_in().unwrap();
    let of = |category: &Category| [category.examples(), category.counterexamples()].concat();
    let all: Vec<_> = rules.categories().iter().flat_map(of).collect();
    check(all.iter().map(|example| (example.text(), example.text())));
}

#[test]
fn coded_paragraphs_are_tagged_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    let entries = fs::read_dir(&folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    if files.is_empty() {
        eprintln!("skipped: {} has no coded paragraphs", folder.display());
    }
    let read = |path: &PathBuf| Coded::read(path, std::io::empty(), &CodedOptions::default()).paragraphs;
    let paragraphs: Vec<_> = files.iter().flat_map(read).collect();
    check(paragraphs.iter().map(|paragraph| (paragraph.name.as_str(), paragraph.text.as_str())));
}

#[test]
fn renderings_are_what_they_say() {
    assert_eq!(half_width("减免，10：30。５Ｇ，ＡＩ；好"), "减免,10：30｡５Ｇ，ＡＩ;好");
    assert_eq!(full_width("减免,1,100元;a?b"), "减免，1,100元；a?b");
    assert_eq!(spread("发5补贴a", "\u{200B}"), "发5补\u{200B}贴a");
    assert_eq!(without_quotes("“补贴”与“5G”“AI”和it's"), "补贴与5G”“AI和it's");
    let long = format!("{}see the notice of 2020年", "补贴".repeat(12));
    assert_eq!(wrapped(&long), format!("{}\n补贴补贴see the notice of 2020年", "补贴".repeat(10)));
    assert_eq!(read_wrapped(&long), long);
    assert!(traditional().len() > 1500);
}

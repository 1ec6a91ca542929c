//! Generated text, to look at and to keep.
//!
//! ```text
//! cargo bench --bench corpus                                   how far it resembles real text
//! CUOSHI_BENCH_TEXT=FILE cargo bench --bench corpus            beside a text of your own, a paragraph a line
//! cargo bench --bench corpus -- --bytes 1000000000 > FILE      a text of this size, a paragraph a line
//!     --kind sparse|dense   --seed 1   --traditional 0.1   --half-width 0.1
//! cargo bench --bench corpus -- --literals > FILE              the strings a bare search is given, one a line
//! cargo bench --bench corpus -- --terms 50000 > FILE           rules of so many terms of four characters or more
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    missing_docs
)]

mod text;

use std::collections::HashSet;
use std::io::{BufWriter, Write as _};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use cuoshi::{Folded, RuleSet, Tagger};
use text::terms::{rules_of, terms};
use text::{Asked, Author, Kind, Recipe};

/// So much of a text is looked at.
const SAMPLE_BYTES: usize = 8 << 20;

fn main() {
    let asked = Asked::new();
    let tagger = Tagger::new(RuleSet::built_in().unwrap());
    if asked.has("--literals") {
        println!("{}", tagger.literals().collect::<Vec<_>>().join("\n"));
    } else if asked.has("--terms") {
        print!("{}", rules_of(&terms(asked.count("--terms", 0), 4)));
    } else if asked.has("--bytes") {
        write(&tagger, asked.recipe(asked.kind()), asked.count("--bytes", 0));
    } else {
        compare(&tagger);
    }
}

/// Writes without holding more than a paragraph.
fn write(tagger: &Tagger, recipe: Recipe, bytes: usize) {
    let mut author = Author::new(recipe, tagger);
    let mut output = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    let (mut paragraph, mut written) = (String::new(), 0);
    while written < bytes {
        paragraph.clear();
        author.write_paragraph(&mut paragraph);
        output.write_all(paragraph.as_bytes()).unwrap();
        written += paragraph.len();
    }
    output.flush().unwrap();
}

fn compare(tagger: &Tagger) {
    let sample = |kind| Recipe::new(kind, 1).text(tagger, SAMPLE_BYTES);
    let mut columns = vec![
        ("sparse", Figures::of(tagger, &sample(Kind::Sparse))),
        ("dense", Figures::of(tagger, &sample(Kind::Dense))),
    ];
    if let Some(file) = std::env::var_os("CUOSHI_BENCH_TEXT") {
        columns.push(("yours", Figures::of(tagger, &std::fs::read_to_string(file).unwrap())));
    }
    print!("{:<52}", "");
    for (name, _) in &columns {
        print!("{name:>12}");
    }
    println!();
    for row in 0..columns[0].1.0.len() {
        print!("{:<52}", columns[0].1.0[row].0);
        for (_, figures) in &columns {
            print!("{:>12.3}", figures.0[row].1);
        }
        println!();
    }
}

/// What is said of a text, each with its name.
struct Figures(Vec<(String, f64)>);

impl Figures {
    fn of(tagger: &Tagger, text: &str) -> Figures {
        let bare = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(tagger.literals()).unwrap();
        let lengths: Vec<usize> = tagger.literals().map(|literal| literal.chars().count()).collect();
        let mut beginnings = HashSet::new();
        for literal in tagger.literals() {
            beginnings.extend(literal.char_indices().skip(1).map(|(at, _)| &literal[..at]));
        }
        let (mut paragraphs, mut characters, mut with_tags, mut matches) = (Vec::new(), 0, 0, 0);
        let (mut begun, mut hits) = ([0; 3], [0; 4]);
        for paragraph in text.lines() {
            let folded = Folded::new(paragraph);
            paragraphs.push(paragraph.chars().count());
            characters += folded.text().chars().count();
            let places: Vec<usize> =
                folded.text().char_indices().map(|(at, _)| at).chain([folded.text().len()]).collect();
            for (length, begun) in (1..).zip(&mut begun) {
                let pieces = places.windows(length + 1).map(|ends| &folded.text()[ends[0]..ends[length]]);
                *begun += pieces.filter(|piece| beginnings.contains(piece)).count();
            }
            for hit in bare.find_overlapping_iter(folded.text()) {
                hits[lengths[hit.pattern().as_usize()].min(4) - 1] += 1;
            }
            let tags = tagger.tag(paragraph);
            with_tags += usize::from(!tags.is_empty());
            matches += tags.iter().map(|tag| tag.evidence.len()).sum::<usize>();
        }
        paragraphs.sort_unstable();
        let share = |count: usize| count as f64 * 1000.0 / characters as f64;
        let mut rows = vec![
            ("paragraphs".to_owned(), paragraphs.len() as f64),
            ("bytes a character".to_owned(), text.len() as f64 / paragraphs.iter().sum::<usize>() as f64),
        ];
        for percent in [1, 10, 50, 90, 99, 100] {
            let at = (paragraphs.len() * percent / 100).min(paragraphs.len() - 1);
            rows.push((format!("length of paragraphs, {percent} %"), paragraphs[at] as f64));
        }
        for (length, begun) in (1..).zip(begun) {
            rows.push((format!("of 1000 characters, begin a string for {length}"), share(begun)));
        }
        for (length, hits) in (1..).zip(hits) {
            let more = if length == 4 { " or more" } else { "" };
            rows.push((format!("hits in 1000 characters, of {length}{more}"), share(hits)));
        }
        rows.push(("characters a hit".to_owned(), characters as f64 / hits.iter().sum::<usize>() as f64));
        rows.push(("characters a match (evidence of a tag)".to_owned(), characters as f64 / matches as f64));
        rows.push((
            "percent of the paragraphs tagged".to_owned(),
            100.0 * with_tags as f64 / paragraphs.len() as f64,
        ));
        Figures(rows)
    }
}

//! Where the time of tagging goes: reading, decoding, splitting, folding and a first look at a paragraph, scanning the
//! sentences that decide, word boundaries, matching, writing.
//!
//! ```text
//! cargo bench --bench stages
//! CUOSHI_BENCH_TEXT=FILE cargo bench --bench stages    on a file of your own
//!     -- --bytes 16000000 --rounds 5 --kind sparse|dense --seed 1
//! ```
//!
//! Nothing in the program is timed from inside. Each stage is either run alone, or is the difference between two
//! runs of which one lacks it: decoding is what a text costs beyond its bytes, splitting what paragraphs cost
//! beyond that, with their kinds and the damage to them, scanning what it costs to find all hits beyond a first look, word
//! boundaries what tagging costs beyond tagging by the same rules with `boundary: none`, and matching what is left.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    missing_docs
)]

#[allow(dead_code, reason = "each bench uses a part")]
mod race;
#[allow(dead_code, reason = "each bench uses a part")]
mod text;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use cuoshi::corpus::{Corpus, Options, Paragraph};
use cuoshi::report::{Format, JsonLines};
use cuoshi::{Dictionary, RuleSet, Tag, Tagger};
use race::outside::scratch;
use race::{Peer, Race};
use text::Asked;

const BYTES: usize = 16_000_000;
const ROUNDS: usize = 5;

fn main() {
    let asked = Asked::new();
    let tagger = Tagger::new(RuleSet::built_in().unwrap());
    let without_boundaries = Tagger::new(without_boundaries());
    tagger.tag("帮助企业复工。"); // loads what is loaded when first needed
    let file = std::env::var_os("CUOSHI_BENCH_TEXT").map_or_else(|| scratch("stages.txt"), PathBuf::from);
    if std::env::var_os("CUOSHI_BENCH_TEXT").is_none() {
        let text = asked.recipe(asked.kind()).text(&tagger, asked.count("--bytes", BYTES));
        fs::write(&file, text).unwrap();
    }
    let paragraphs: Vec<Paragraph> = corpus(&file).collect();
    let close = |paragraph: &Paragraph| tagger.closely_read(&paragraph.text) > 0;
    let close: Vec<&Paragraph> = paragraphs.iter().filter(|paragraph| close(paragraph)).collect();
    let tags: Vec<Vec<Tag>> = paragraphs.iter().map(|paragraph| tagger.tag(&paragraph.text)).collect();
    let with_tags = || paragraphs.iter().zip(&tags).filter(|(_, tags)| !tags.is_empty());
    let format = Format::JsonLines(JsonLines::new(tagger.rules()));
    let matches = |tagger: &Tagger| {
        let evidence = |tag: &Tag| tag.evidence.len();
        let of = |paragraph: &Paragraph| {
            tagger.tag(black_box(&paragraph.text)).iter().map(evidence).sum::<usize>()
        };
        paragraphs.iter().map(of).sum()
    };

    let mut peers = [
        Peer::new("read", || fs::read(&file).unwrap().len()),
        Peer::new("text", || fs::read_to_string(&file).unwrap().len()),
        Peer::new("paragraphs", || corpus(&file).count()),
        Peer::new("look", || {
            paragraphs.iter().map(|paragraph| tagger.closely_read(black_box(&paragraph.text))).sum()
        }),
        Peer::new("hits", || {
            paragraphs.iter().map(|paragraph| tagger.hits(black_box(&paragraph.text))).sum()
        }),
        Peer::new("without boundaries", || matches(&without_boundaries)),
        Peer::new("tag", || matches(&tagger)),
        Peer::new("write", || {
            let mut bytes = Vec::new();
            with_tags().for_each(|(paragraph, tags)| format.paragraph(paragraph, tags, &mut bytes));
            bytes.len()
        }),
    ];
    let race = Race::run(&mut peers, asked.count("--rounds", ROUNDS));
    let [read, text, split, look, hits, without, tag, write] = std::array::from_fn(|at| race.seconds(at));
    println!(
        "{} paragraphs, {} read closely, {} tagged, {} hits, {} matches\n",
        paragraphs.len(),
        close.len(),
        with_tags().count(),
        race.counts[4],
        race.counts[6]
    );
    show(
        race.counts[0],
        split + tag + write,
        &[
            ("read", read),
            ("decode", text - read),
            ("split", split - text),
            ("look", look),
            ("scan", hits - look),
            ("boundary", tag - without),
            ("match", without - hits),
            ("write", write),
            ("all", split + tag + write),
        ],
    );
}

fn show(bytes: usize, all: f64, stages: &[(&str, f64)]) {
    println!("| stage | ns a byte | share |\n|---|--:|--:|");
    for (name, seconds) in stages {
        println!("| {name} | {:.2} | {:.0} % |", seconds * 1e9 / bytes as f64, seconds / all * 100.0);
    }
}

fn corpus(file: &Path) -> impl Iterator<Item = Paragraph> + use<> {
    // What was mended is told among the paragraphs.
    Corpus::new(vec![file.to_owned()], std::io::empty(), Options::default()).unwrap().filter_map(Result::ok)
}

/// The built-in dictionary, with every occurrence taken as it stands.
fn without_boundaries() -> RuleSet {
    let mut files =
        Dictionary::built_in_files().iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let (name, first) = files.next().unwrap();
    let first = first.replacen("version: 1\n", "version: 1\ndefaults: { boundary: none }\n", 1);
    Dictionary::parse([(name, first)].into_iter().chain(files)).check().unwrap().0
}

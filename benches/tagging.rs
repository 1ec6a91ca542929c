//! How tagging compares with a bare search for the same strings: the ratio of the two on the same text in
//! the same run, on one thread.
//!
//! ```text
//! cargo bench --bench tagging                           on the shipped examples, repeated
//! CUOSHI_BENCH_TEXT=FILE cargo bench --bench tagging    on a file of your own, a paragraph a line
//! ```
//!
//! Each is run several times in turn; medians are printed, since machines are noisy.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss, missing_docs)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use cuoshi::{RuleSet, Tagger};

const RUNS: usize = 7;
const LEAST_BYTES: usize = 8 << 20;

fn paragraphs(rules: &RuleSet) -> Vec<String> {
    if let Some(file) = std::env::var_os("CUOSHI_BENCH_TEXT") {
        return std::fs::read_to_string(file).unwrap().lines().map(str::to_owned).collect();
    }
    let own =
        rules.categories().iter().flat_map(|category| [category.examples(), category.counterexamples()]);
    let texts: Vec<String> = own.flatten().map(|example| example.text().to_owned()).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    texts.iter().cycle().take(texts.len() * LEAST_BYTES.div_ceil(bytes)).cloned().collect()
}

/// How long one pass of `work` over all paragraphs takes, and what it counts.
fn timed(paragraphs: &[String], work: impl Fn(&str) -> usize) -> (Duration, usize) {
    let start = Instant::now();
    let count = paragraphs.iter().map(|paragraph| work(black_box(paragraph))).sum();
    (start.elapsed(), count)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    let tagger = Tagger::new(RuleSet::built_in().unwrap());
    let paragraphs = paragraphs(tagger.rules());
    let bytes: usize = paragraphs.iter().map(String::len).sum();
    let bare = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(tagger.literals()).unwrap();
    let search = |text: &str| bare.find_overlapping_iter(text).count();
    let fold_and_search = |text: &str| bare.find_overlapping_iter(&cuoshi::fold(text)).count();
    let tag = |text: &str| tagger.tag(text).len();
    tag("帮助企业复工。"); // loads what is loaded when first needed

    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    let mut counts = [0; 3];
    for _ in 0..RUNS {
        for (at, work) in [&search as &dyn Fn(&str) -> usize, &fold_and_search, &tag].into_iter().enumerate()
        {
            let (time, count) = timed(&paragraphs, work);
            times[at].push(time);
            counts[at] = count;
        }
    }
    let bare_time = median(times[0].clone()).as_secs_f64();
    println!(
        "{} paragraphs, {:.1} MB, {} strings",
        paragraphs.len(),
        bytes as f64 / 1e6,
        tagger.literals().count()
    );
    for (at, name) in ["bare search, hits", "fold and search, hits", "cuoshi, tags"].iter().enumerate() {
        let time = median(times[at].clone()).as_secs_f64();
        let (speed, ratio) = (bytes as f64 / 1e6 / time, time / bare_time);
        println!("{name:<22} {:>8}  {speed:>7.1} MB/s  {ratio:>5.2} x bare search", counts[at]);
    }
}

//! How tagging compares with bare searches for the same strings: on the same paragraphs in memory, in the same
//! run, on one thread.
//!
//! ```text
//! cargo bench --bench tagging                           on generated text, with few matches and with many
//! CUOSHI_BENCH_TEXT=FILE cargo bench --bench tagging    on a file of your own, a paragraph a line
//!     -- --bytes 16000000 --rounds 7 --seed 1
//! ```
//!
//! A bare search reports every overlapping occurrence in the text as it stands. It folds nothing, so that it misses
//! what is written otherwise, and it knows no conditions, word boundaries or places of the original.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    missing_docs
)]

mod race;
#[expect(dead_code, reason = "each bench uses a part")]
mod text;

use std::fs;

use cuoshi::{RuleSet, Tagger};
use race::inside::{each, searches, table};
use race::outside::{hyperscan, pyahocorasick, scratch};
use race::{Peer, Race};
use text::{Asked, Kind};

const BYTES: usize = 16_000_000;
const ROUNDS: usize = 7;

fn main() {
    let asked = Asked::new();
    let tagger = Tagger::new(RuleSet::built_in().unwrap());
    tagger.tag("帮助企业复工。"); // loads what is loaded when first needed
    let rounds = asked.count("--rounds", ROUNDS);
    if let Some(file) = std::env::var_os("CUOSHI_BENCH_TEXT") {
        return compare(&tagger, "your text", &fs::read_to_string(file).unwrap(), rounds);
    }
    for (kind, name) in [(Kind::Sparse, "few matches"), (Kind::Dense, "many matches")] {
        let text = asked.recipe(kind).text(&tagger, asked.count("--bytes", BYTES));
        compare(&tagger, name, &text, rounds);
    }
}

fn compare(tagger: &Tagger, name: &str, text: &str, rounds: usize) {
    let paragraphs: Vec<&str> = text.lines().collect();
    let literals: Vec<&str> = tagger.literals().collect();
    let mut peers = searches(&literals, &paragraphs);
    let bare = bare_search(&literals);
    peers.push(each("folding, aho-corasick, DFA", &paragraphs, move |text| bare(&cuoshi::fold(text))));
    peers.push(each("cuoshi, matches", &paragraphs, |text| {
        tagger.tag(text).iter().map(|tag| tag.evidence.len()).sum()
    }));
    let own = peers.len() - 1;
    let files = [scratch("literals.txt"), scratch("text.txt")];
    fs::write(&files[0], literals.join("\n")).unwrap();
    fs::write(&files[1], text).unwrap();
    let outside = [hyperscan(&files[0], &files[1]), pyahocorasick(&files[0], &files[1])];
    let mut absent = Vec::new();
    for peer in outside {
        peer.map_or_else(|reason| absent.push(reason), |peer| peers.push(peer));
    }
    let race = Race::run(&mut peers, rounds);
    let characters = text.chars().count() - paragraphs.len();
    println!(
        "\n{name}: {:.1} MB, {} paragraphs, {} strings, a hit every {:.1} characters, a match every {:.0}\n",
        text.len() as f64 / 1e6,
        paragraphs.len(),
        literals.len(),
        characters as f64 / race.counts[0] as f64,
        characters as f64 / race.counts[own] as f64
    );
    show(&peers, &race, text.len(), own);
    for reason in absent {
        println!("{reason}");
    }
}

fn bare_search(literals: &[&str]) -> impl Fn(&str) -> usize + use<> {
    let bare = table(literals);
    move |text| bare.find_overlapping_iter(text).count()
}

fn show(peers: &[Peer], race: &Race, bytes: usize, own: usize) {
    println!(
        "| medians of {} rounds | MB/s | × aho-corasick, DFA | cuoshi is × this | found |",
        race.rounds()
    );
    println!("|---|--:|--:|--:|--:|");
    for (at, peer) in peers.iter().enumerate() {
        println!(
            "| {} | {:.0} | {:.2} | {:.2} | {} |",
            peer.name,
            bytes as f64 / 1e6 / race.seconds(at),
            race.speed(at, 0),
            race.speed(own, at),
            race.counts[at]
        );
    }
}

//! What time does to texts and rules that are made to be slow: linear in text and hits, or not.
//!
//! ```text
//! cargo bench --bench worst
//!     -- --bytes 100000000     how long the longest paragraph is
//!        --rounds 3
//!        --only masks          cases whose name has this word
//! ```
//!
//! Each case is timed at five sizes, each twice the one before, in turn. *Power* is the exponent by which time
//! grew from the first to the last: 1.0 is linear. Hits are occurrences of the rules' strings. *Memory* is what one
//! pass over the largest text took at its peak, beside text and rules; it is known on Linux.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    missing_docs
)]

mod cases;
#[allow(dead_code, reason = "each bench uses a part")]
#[path = "../race/mod.rs"]
mod race;
#[allow(dead_code, reason = "each bench uses a part")]
#[path = "../text/mod.rs"]
mod text;

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use aho_corasick::AhoCorasick;
use cuoshi::{RuleSet, Tagger};

use cases::{CASES, Case, Unit};
use race::inside::each;
use race::{Peer, Race};
use text::Asked;

const DOUBLINGS: u32 = 4;
const ROUNDS: usize = 3;

fn main() {
    let asked = Asked::new();
    Tagger::new(RuleSet::built_in().unwrap()).tag("帮助企业复工。"); // loads what is loaded when first needed
    println!(
        "| case, largest size | rules made in | ns a byte and hit, at each doubling | seconds at last | power | memory | found |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for case in CASES {
        if asked.word("--only").is_some_and(|word| !case.name.contains(word)) {
            continue;
        }
        let is_asked = case.unit == Unit::Bytes && asked.has("--bytes");
        let largest = if is_asked { asked.count("--bytes", 0) } else { case.unit.largest() };
        show(&case, largest, asked.count("--rounds", ROUNDS));
    }
}

/// A case at one size, made ready.
struct Sized {
    tagger: Tagger,
    paragraphs: Vec<String>,
    /// How long rules take from their text to a tagger.
    making: f64,
    /// Bytes of text and hits in it.
    work: usize,
}

impl Sized {
    fn of(case: &Case, size: usize) -> Sized {
        let (rules, paragraphs) = (case.make)(size);
        let start = Instant::now();
        let tagger = Tagger::new(rules.read());
        let making = start.elapsed().as_secs_f64();
        let bare = AhoCorasick::new(tagger.literals()).unwrap();
        let hits = |text: &String| bare.find_overlapping_iter(&cuoshi::fold(text)).count();
        let work = paragraphs.iter().map(|text| text.len() + hits(text)).sum();
        Sized { tagger, paragraphs, making, work }
    }
}

fn show(case: &Case, largest: usize, rounds: usize) {
    let sizes: Vec<Sized> =
        (0..=DOUBLINGS).map(|step| Sized::of(case, largest >> (DOUBLINGS - step))).collect();
    let texts: Vec<Vec<&str>> =
        sizes.iter().map(|sized| sized.paragraphs.iter().map(String::as_str).collect()).collect();
    let memory = sizes.last().and_then(memory_of);
    let mut peers: Vec<Peer> = sizes
        .iter()
        .zip(&texts)
        .map(|(sized, text)| {
            each("", text, |text| sized.tagger.tag(text).iter().map(|tag| tag.evidence.len()).sum())
        })
        .collect();
    let race = Race::run(&mut peers, rounds);
    let last = sizes.len() - 1;
    let nanoseconds = |at: usize| format!("{:.1}", race.seconds(at) * 1e9 / sizes[at].work as f64);
    // Where rules grow, the text does not: time should grow with the hits alone.
    let growth = if case.unit.is_of_rules() { sizes[last].work as f64 / sizes[0].work as f64 } else { 1.0 };
    let power = (race.speed(0, last) / growth).log2() / f64::from(DOUBLINGS);
    println!(
        "| {}, {} {} | {:.0} ms | {} | {:.2} | {:.2} | {} | {} |",
        case.name,
        largest,
        case.unit.name(),
        sizes[last].making * 1e3,
        (0..=last).map(nanoseconds).collect::<Vec<_>>().join(", "),
        race.seconds(last),
        power,
        memory.map_or("?".to_owned(), |megabytes| format!("{megabytes:.0} MB")),
        race.counts[last]
    );
}

/// By how many megabytes a pass raises the memory held, at its peak.
fn memory_of(sized: &Sized) -> Option<f64> {
    fs::write("/proc/self/clear_refs", "5").ok()?; // the peak is what is held from here on
    let before = held("VmRSS:")?;
    let tagged = |text: &String| sized.tagger.tag(text).len();
    black_box(sized.paragraphs.iter().map(tagged).sum::<usize>());
    Some(held("VmHWM:")? - before)
}

/// A line of what the system says of this process, in megabytes.
fn held(name: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

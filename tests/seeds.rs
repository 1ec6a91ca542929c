//! Texts that were scraped from web pages, from `../shared/seeds`: what stands below a text is furniture, and no paragraph
//! of a text is. None of these texts may stand in this repository, so that lines are told by their numbers.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::io::empty;
use std::path::{Path, PathBuf};

use cuoshi::corpus::{Corpus, Kind, Options};

/// What is known of a text.
struct Seed {
    /// How the name of its file begins.
    name: &'static str,
    /// How many paragraphs it has.
    paragraphs: usize,
    /// The lines on which the text begins and ends, its title left out.
    text: (usize, usize),
    /// How many paragraphs of running text stand there.
    bodies: usize,
    /// How many headings.
    headings: usize,
    /// The lines before the text that are furniture.
    above: &'static [usize],
}

const SEEDS: &[Seed] = &[
    Seed { name: "000", paragraphs: 72, text: (9, 37), bodies: 12, headings: 3, above: &[1, 5] },
    Seed { name: "001", paragraphs: 3, text: (3, 3), bodies: 1, headings: 0, above: &[2] },
    Seed { name: "002", paragraphs: 36, text: (5, 61), bodies: 15, headings: 3, above: &[3] },
];

fn seed(folder: &Path, name: &str) -> PathBuf {
    let mut paths = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    paths.find(|path| path.file_name().unwrap().to_string_lossy().starts_with(name)).unwrap()
}

#[test]
fn what_stands_around_scraped_texts_is_furniture_and_no_paragraph_of_them_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !folder.is_dir() {
        let is_ci = std::env::var_os("CI").is_some_and(|value| value == "true");
        assert!(!is_ci, "there is no {}", folder.display());
        println!("skipped, since there is no {}", folder.display());
        return;
    }
    for known in SEEDS {
        let corpus = Corpus::new(vec![seed(&folder, known.name)], empty(), Options::default()).unwrap();
        let lines: Vec<(usize, Kind)> =
            corpus.map(Result::unwrap).map(|paragraph| (paragraph.line.unwrap(), paragraph.kind)).collect();
        let (first, last) = known.text;
        let is_of_text = |line: usize| (first..=last).contains(&line);
        let is_around = |line: usize| line > last || known.above.contains(&line);
        let count = |kind: Kind| lines.iter().filter(|(line, own)| is_of_text(*line) && *own == kind).count();
        assert_eq!(lines.len(), known.paragraphs, "{}", known.name);
        assert_eq!(count(Kind::Body), known.bodies, "{}: {lines:?}", known.name);
        assert_eq!(count(Kind::Heading), known.headings, "{}: {lines:?}", known.name);
        assert_eq!(count(Kind::Furniture), 0, "{}: {lines:?}", known.name);
        let kept: Vec<usize> = lines
            .iter()
            .filter(|(line, kind)| is_around(*line) && !kind.is_furniture())
            .map(|(line, _)| *line)
            .collect();
        assert!(kept.is_empty(), "{}: lines {kept:?} are not furniture", known.name);
    }
}

//! Text of any size with the statistics of Chinese policy text, that anyone can have: the same recipe gives the
//! same bytes on every machine.
//!
//! Characters follow each other as they do in 32 MB of news, statutes and notices (only the counts are here, in
//! `transitions.tsv`, and `count` makes them from any text), so that terms begin, go on and fail to end about as
//! often as in real text. Matches come from phrases around the evidence of the dictionary's own examples.
//! Lengths of paragraphs, script and punctuation are drawn. `cargo bench --bench corpus` shows how far the
//! result resembles a real text.

mod asked;
mod chain;
mod random;
pub(crate) mod terms;

use cuoshi::Tagger;

pub(crate) use self::asked::Asked;
use self::chain::Chain;
pub(crate) use self::random::Random;

/// Half-width signs as they stand in text that was typed so.
const HALF_WIDTH: [(char, char); 10] = [
    ('，', ','),
    ('。', '.'),
    ('；', ';'),
    ('：', ':'),
    ('（', '('),
    ('）', ')'),
    ('！', '!'),
    ('？', '?'),
    ('“', '"'),
    ('”', '"'),
];

/// After these a phrase may begin.
const PAUSES: &str = "，。；：、！？,.;:!? ";

const SHORTEST: usize = 20;
const LONGEST: usize = 20_000;

/// How dense the matches are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One match of the built-in dictionary in some thousand characters, as in news, statutes and notices.
    Sparse,
    /// One in forty characters, as in a list of measures.
    Dense,
}

/// What a text is made by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recipe {
    pub(crate) kind: Kind,
    pub(crate) seed: u64,
    /// The share of paragraphs in traditional script.
    pub(crate) traditional: f64,
    /// The share of paragraphs with half-width punctuation.
    pub(crate) half_width: f64,
}

/// Writes paragraphs by a recipe, one after the other.
pub(crate) struct Author {
    recipe: Recipe,
    chain: Chain,
    phrases: Vec<Vec<char>>,
    random: Random,
    /// How many characters there are to the next phrase.
    until_phrase: f64,
}

impl Recipe {
    pub(crate) fn new(kind: Kind, seed: u64) -> Recipe {
        Recipe { kind, seed, traditional: 0.1, half_width: 0.1 }
    }

    /// Paragraphs, one a line, of `bytes` bytes or a little more.
    pub(crate) fn text(self, tagger: &Tagger, bytes: usize) -> String {
        let mut author = Author::new(self, tagger);
        let mut text = String::with_capacity(bytes + 3 * LONGEST);
        while text.len() < bytes {
            author.write_paragraph(&mut text);
        }
        text
    }
}

impl Kind {
    /// How many characters there are on average from one phrase to the next. A phrase may hold a match, two or
    /// none, and the other characters make some by themselves.
    fn characters_to_phrase(self) -> f64 {
        match self {
            Kind::Sparse => 1_050.0,
            Kind::Dense => 22.0,
        }
    }
}

impl Author {
    pub(crate) fn new(recipe: Recipe, tagger: &Tagger) -> Author {
        let mut random = Random::new(recipe.seed);
        Author {
            until_phrase: random.wait(recipe.kind.characters_to_phrase()),
            recipe,
            chain: Chain::new(),
            phrases: phrases(tagger),
            random,
        }
    }

    /// Writes a paragraph and the end of its line.
    pub(crate) fn write_paragraph(&mut self, text: &mut String) {
        let is_traditional = self.random.unit() < self.recipe.traditional;
        let is_half_width = self.random.unit() < self.recipe.half_width;
        let paragraph = self.characters();
        text.extend(paragraph.into_iter().map(|c| {
            let c = if is_traditional { self.chain.traditional(c) } else { c };
            let other = HALF_WIDTH.iter().find(|(full, _)| is_half_width && *full == c);
            other.map_or(c, |(_, half)| *half)
        }));
        text.push('\n');
    }

    /// A paragraph in simplified script and full width.
    fn characters(&mut self) -> Vec<char> {
        let length = self.length();
        let mut paragraph = vec!['。', '。'];
        while paragraph.len() < length + 2 {
            let last = paragraph[paragraph.len() - 1];
            if self.until_phrase > 0.0 {
                paragraph.push(self.chain.after((paragraph[paragraph.len() - 2], last), &mut self.random));
                self.until_phrase -= 1.0;
                continue;
            }
            if !PAUSES.contains(last) {
                paragraph.push('，');
            }
            paragraph.extend(&self.phrases[self.random.below(self.phrases.len())]);
            self.until_phrase = self.random.wait(self.recipe.kind.characters_to_phrase());
        }
        paragraph.truncate(length + 2);
        paragraph.drain(..2);
        paragraph
    }

    /// Most paragraphs are as long as those of news and statutes; one in 200 is anything up to the longest.
    fn length(&mut self) -> usize {
        let length = if self.random.below(200) == 0 {
            300.0 * (LONGEST as f64 / 300.0).powf(self.random.unit())
        } else {
            self.random.log_normal(55.0, 0.75)
        };
        (length as usize).clamp(SHORTEST, LONGEST)
    }
}

/// What stands around the evidence of the examples, from one pause to the next.
fn phrases(tagger: &Tagger) -> Vec<Vec<char>> {
    let mut phrases = Vec::new();
    for category in tagger.rules().categories() {
        for example in category.examples() {
            let text = example.text();
            for found in tagger.tag(text).iter().flat_map(|tag| &tag.evidence) {
                let is_pause = |c| PAUSES.contains(c);
                let start = text[..found.bytes.start].rfind(is_pause);
                let end =
                    text[found.bytes.end..].find(is_pause).map_or(text.len(), |at| found.bytes.end + at);
                let phrase = text[start.unwrap_or(0)..end].trim_start_matches(is_pause);
                phrases.push(phrase.chars().collect());
            }
        }
    }
    phrases
}

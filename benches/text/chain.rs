//! Which character follows which in policy text, by the counts in `transitions.tsv`.
//!
//! What stands before matters: with characters drawn one by one, terms would hardly ever begin and go on for two or
//! three characters, and an automaton would rest in its root as it never does on real text.

use std::collections::HashMap;

use super::random::Random;

const TRANSITIONS: &str = include_str!("transitions.tsv");

/// What one in a million weighs in [`Drawn`].
const UNIT: f64 = 16.0;

/// Draws each character by the two before it.
#[derive(Default)]
pub(crate) struct Chain {
    after_two: HashMap<(char, char), Drawn>,
    after_one: HashMap<char, Drawn>,
    /// After anything: all that the table has.
    any: Drawn,
    /// The form of a character in traditional script, where that is another.
    traditional: HashMap<char, char>,
}

/// Characters to draw from, and what each weighs with all before it.
#[derive(Default)]
struct Drawn {
    characters: Vec<char>,
    sums: Vec<usize>,
    /// The weight of everything, of what is too rare for the table too.
    all: usize,
}

impl Chain {
    pub(crate) fn new() -> Chain {
        let mut chain = Chain::default();
        for line in TRANSITIONS.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let (before, per_million): (Vec<char>, f64) =
                (fields[0].chars().collect(), fields[1].parse().unwrap());
            let followers = Drawn::of(per_million, fields.get(2).unwrap_or(&""));
            if let Some(form) = fields.get(3) {
                chain.traditional.extend(before.iter().copied().zip(form.chars()));
            }
            if let [first, second] = before[..] {
                chain.after_two.insert((first, second), followers);
            } else {
                chain.any.add(before[0], per_million);
                chain.after_one.insert(before[0], followers);
            }
        }
        chain
    }

    /// A character that may follow these two.
    pub(crate) fn after(&self, before: (char, char), random: &mut Random) -> char {
        let after_two = self.after_two.get(&before).and_then(|drawn| drawn.draw(random));
        let after_one = || self.after_one.get(&before.1).and_then(|drawn| drawn.draw(random));
        after_two.or_else(after_one).or_else(|| self.any.draw(random)).unwrap_or('。')
    }

    /// A character in traditional script.
    pub(crate) fn traditional(&self, c: char) -> char {
        self.traditional.get(&c).copied().unwrap_or(c)
    }
}

impl Drawn {
    /// Of what stands `per_million` times in a million: each character that follows, and a letter for how often.
    fn of(per_million: f64, followers: &str) -> Drawn {
        let mut drawn = Drawn::default();
        let followers: Vec<char> = followers.chars().collect();
        for pair in followers.chunks_exact(2) {
            let steps = f64::from(u32::from(pair[1]) - u32::from('a'));
            drawn.add(pair[0], 2.0 * (steps / 2.0).exp2());
        }
        drawn.all = drawn.all.max((per_million * UNIT) as usize);
        drawn
    }

    fn add(&mut self, character: char, per_million: f64) {
        self.all += (per_million * UNIT) as usize;
        self.characters.push(character);
        self.sums.push(self.all);
    }

    fn draw(&self, random: &mut Random) -> Option<char> {
        let place = random.below(self.all.max(1));
        self.characters.get(self.sums.partition_point(|sum| *sum <= place)).copied()
    }
}

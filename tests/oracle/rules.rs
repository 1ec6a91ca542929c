//! Rules as a structure, so that the oracle shares no parser with the engine. Terms and sets are numbers
//! into the vocabulary and the list of sets, taken modulo what there is; that keeps every generated and
//! every shrunk rule set legal.

#[derive(Clone, Debug)]
pub struct Rules {
    pub vocabulary: Vec<String>,
    pub gap: Option<usize>,
    pub boundary: Option<Boundary>,
    pub sets: Vec<(String, Vec<Alternative>)>,
    pub masks: Vec<Pattern>,
    pub flags: Vec<(String, Vec<Condition>)>,
    pub lexicon: Vec<usize>,
    pub surroundings: Surroundings,
    pub categories: Vec<Category>,
    /// How the rules are written down: 0 is the plainest style.
    pub style: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    Word,
    None,
}

#[derive(Clone, Copy, Debug)]
pub enum Alternative {
    Literal(usize),
    Set(usize),
}

/// Segments in order, or two in either order.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub first: Vec<Alternative>,
    pub rest: Vec<(Option<usize>, Vec<Alternative>)>,
    /// Whether two segments may come in either order.
    pub either: bool,
    pub style: u64,
}

#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    pub ifs: Vec<Condition>,
    pub unless: Vec<Condition>,
}

#[derive(Clone, Debug)]
pub struct Category {
    pub id: &'static str,
    pub clauses: Vec<Clause>,
    pub masks: Vec<Pattern>,
    pub surroundings: Surroundings,
}

#[derive(Clone, Debug)]
pub struct Clause {
    pub patterns: Vec<Pattern>,
    pub surroundings: Surroundings,
    pub boundary: Option<Boundary>,
    pub unconditional: Option<bool>,
    at_least: Option<usize>,
}

#[derive(Clone, Debug)]
pub enum Condition {
    Pattern(Pattern),
    All(Vec<Condition>),
    Place(Place),
}

/// An interval of one of the patterns, and where it must stand.
#[derive(Clone, Debug)]
pub struct Place {
    pub relation: Relation,
    pub patterns: Vec<Pattern>,
    pub boundary: Option<Boundary>,
    pub within: Option<Within>,
    pub distance: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Near,
    Before,
    After,
    Inside,
}

#[derive(Clone, Copy, Debug)]
pub enum Within {
    Sentence,
    Clause,
    Paragraph,
}

impl Clause {
    pub fn new(
        patterns: Vec<Pattern>,
        surroundings: Surroundings,
        boundary: Option<Boundary>,
        unconditional: Option<bool>,
        at_least: Option<usize>,
    ) -> Clause {
        Clause { patterns, surroundings, boundary, unconditional, at_least }
    }

    /// How many of its patterns must match; at most as many as there are.
    pub fn at_least(&self) -> Option<usize> {
        self.at_least.map(|n| n % self.patterns.len() + 1)
    }

    /// Asks for so many of its patterns, whatever was asked for.
    pub fn set_at_least(&mut self, at_least: Option<usize>) {
        self.at_least = at_least.map(|n| n - 1);
    }
}

/// The set meant by a number, of the first `known` ones; a set knows only those before it, so that none
/// contain each other.
pub fn set(number: usize, known: usize) -> Option<usize> {
    (known > 0).then(|| number % known)
}

impl Rules {
    pub fn term(&self, number: usize) -> &str {
        &self.vocabulary[number % self.vocabulary.len()]
    }

    pub fn lexicon(&self) -> Vec<String> {
        self.lexicon.iter().map(|number| self.term(*number).to_owned()).collect()
    }

    /// All literals an alternative stands for.
    pub fn literals(&self, alternative: Alternative, known: usize) -> Vec<String> {
        match alternative {
            Alternative::Literal(number) => vec![self.term(number).to_owned()],
            Alternative::Set(number) => match set(number, known) {
                None => vec![self.term(number).to_owned()],
                Some(set) => self.sets[set].1.iter().flat_map(|member| self.literals(*member, set)).collect(),
            },
        }
    }

    /// The categories above one, where they are declared.
    pub fn parents(&self, id: &str) -> Vec<&Category> {
        self.categories.iter().filter(|other| id.starts_with(&format!("{}.", other.id))).collect()
    }
}

impl Pattern {
    /// Whether its two segments may come in either order.
    pub fn is_either(&self) -> bool {
        self.either && self.rest.len() == 1
    }
}

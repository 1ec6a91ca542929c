//! What several coders said of the same paragraphs.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::analysis::evaluation::rolled_up;
use crate::corpus::{CodedParagraph, Uncoded};
use crate::engine::Tagger;
use crate::language::Message;
use crate::ruleset::{Category, Label};
use crate::text::nearest;

use super::join::{Clash, Joined, Key, is_shared};

/// A person, or several whose work is one, with the paragraphs they coded.
#[derive(Clone, Debug)]
pub struct Coder {
    /// What the coder is called.
    pub name: String,
    /// The coded paragraphs.
    pub paragraphs: Vec<CodedParagraph>,
}

impl Coder {
    /// A coder.
    pub fn new(name: impl Into<String>, paragraphs: Vec<CodedParagraph>) -> Coder {
        Coder { name: name.into(), paragraphs }
    }

    /// The coders of a file: one, unless a paragraph of it is coded by several; then each of them.
    pub fn of_file(name: &str, paragraphs: Vec<CodedParagraph>) -> Vec<Coder> {
        let mut by_coder: BTreeMap<Option<String>, Vec<CodedParagraph>> = BTreeMap::new();
        let mut first: BTreeMap<&str, &Option<String>> = BTreeMap::new();
        let mut have_several = false;
        for paragraph in paragraphs.iter().filter(|paragraph| paragraph.tags.is_ok()) {
            let known = first.entry(&paragraph.name).or_insert(&paragraph.coder);
            have_several |= **known != paragraph.coder;
        }
        if !have_several {
            return vec![Coder::new(name, paragraphs)];
        }
        // What nobody has coded yet belongs to nobody.
        for paragraph in paragraphs.into_iter().filter(|one| one.tags.is_ok() || one.coder.is_some()) {
            by_coder.entry(paragraph.coder.clone()).or_default().push(paragraph);
        }
        let named = |coder: Option<String>| coder.map_or(name.to_owned(), |coder| format!("{name}: {coder}"));
        by_coder.into_iter().map(|(coder, paragraphs)| Coder::new(named(coder), paragraphs)).collect()
    }
}

/// What several coders said of the paragraphs that at least two of them coded.
#[derive(Debug)]
pub struct Codings {
    coders: Vec<String>,
    categories: Vec<Given>,
    units: Vec<Unit>,
    /// The positions of the paragraphs of each document.
    documents: Vec<Vec<usize>>,
    /// By what the paragraphs were joined.
    pub key: Key,
    /// Of each coder who is a person, how many paragraphs nobody else coded.
    pub alone: Vec<usize>,
}

/// A category that somebody gave.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its id, or what stands for it in the files.
    pub id: String,
    /// What it is called, where rules say so.
    pub label: Option<Label>,
    /// Whether each coder could give it: rules can give only what they have.
    known_to: Vec<bool>,
}

/// A paragraph that at least two coded.
#[derive(Clone, Debug)]
pub struct Unit {
    /// What it is called.
    pub name: String,
    /// The document it belongs to.
    pub document: Option<String>,
    /// Its text.
    pub text: String,
    /// What each coder gave, as positions among the categories; nothing where the coder did not code it.
    given: Vec<Option<Vec<usize>>>,
}

/// Something doubtful about codings. They are compared all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodingProblem {
    /// Paragraphs are not joined by the ids that they have.
    Clash(Clash),
    /// Paragraphs of a coder have no coding.
    Uncoded {
        /// Who.
        coder: String,
        /// Why.
        why: Uncoded,
        /// How many.
        paragraphs: usize,
    },
    /// A category that only one coder uses is nearly one of the others.
    Misspelt {
        /// Who.
        coder: String,
        /// As it is written.
        id: String,
        /// What may be meant.
        near: String,
    },
}

/// The categories known so far, and how they are found.
struct Categories<'r> {
    all: Vec<Given>,
    level: Option<usize>,
    rules: Vec<&'r Category>,
    coders: usize,
}

impl Codings {
    /// Puts the codings of persons side by side, and of rules that code what at least one person coded. With a
    /// `level`, ids are rolled up.
    pub fn of(
        coders: Vec<Coder>,
        rules: &[(&str, &Tagger)],
        level: Option<usize>,
    ) -> (Codings, Vec<CodingProblem>) {
        let mut problems: Vec<CodingProblem> = coders.iter().flat_map(uncoded).collect();
        let coders: Vec<Coder> = coders.into_iter().map(coded_only).collect();
        let named: Vec<_> = coders.iter().map(|coder| (coder.name.as_str(), &coder.paragraphs[..])).collect();
        let joined = Joined::of(&named);
        problems.extend(joined.clash.map(CodingProblem::Clash));
        let mut categories = Categories {
            all: Vec::new(),
            level,
            rules: rules.iter().flat_map(|(_, tagger)| tagger.rules().categories()).collect(),
            coders: coders.len() + rules.len(),
        };
        let is_wanted = |row: &&Vec<Option<usize>>| is_shared(row) || !rules.is_empty();
        let mut units: Vec<Unit> = joined
            .rows
            .iter()
            .filter(is_wanted)
            .map(|row| unit(row, &coders, rules, &mut categories))
            .collect();
        categories.limit_to_rules(coders.len(), rules);
        let categories = categories.sorted(&mut units);
        let is_alone = |row: &&Vec<Option<usize>>| rules.is_empty() && !is_shared(row);
        let alone =
            |coder: usize| joined.rows.iter().filter(|row| row[coder].is_some()).filter(is_alone).count();
        let alone = (0..coders.len()).map(alone).collect();
        let persons = coders.into_iter().map(|coder| coder.name);
        let all = persons.chain(rules.iter().map(|(name, _)| (*name).to_owned())).collect();
        let documents = documents(&units);
        let codings = Codings { coders: all, categories, units, documents, key: joined.key, alone };
        problems.extend(codings.misspelt());
        (codings, problems)
    }

    /// The coders, persons first.
    pub fn coders(&self) -> &[String] {
        &self.coders
    }

    /// The categories that somebody gave.
    pub fn categories(&self) -> &[Given] {
        &self.categories
    }

    /// The paragraphs that at least two coded.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The positions of the paragraphs of each document.
    pub fn documents(&self) -> &[Vec<usize>] {
        &self.documents
    }

    /// Each pair of coders.
    pub fn pairs_of_coders(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let count = self.coders.len();
        (0..count).flat_map(move |one| (one + 1..count).map(move |other| (one, other)))
    }

    /// Whether a coder gave a paragraph a category; nothing where the coder did not decide.
    pub fn says(&self, unit: &Unit, coder: usize, category: usize) -> Option<bool> {
        let given = unit.given[coder].as_ref().filter(|_| self.categories[category].known_to[coder])?;
        Some(given.binary_search(&category).is_ok())
    }

    /// What every coder says.
    pub fn said<'u>(&'u self, unit: &'u Unit, category: usize) -> impl Iterator<Item = Option<bool>> + 'u {
        (0..self.coders.len()).map(move |coder| self.says(unit, coder, category))
    }

    /// How often a coder gave some categories; nothing where the coder has none of them.
    pub fn given(&self, coder: usize, categories: Range<usize>) -> Option<usize> {
        let is_known = self.categories[categories.clone()].iter().any(|category| category.known_to[coder]);
        let given =
            |unit: &Unit| categories.clone().filter(|at| self.says(unit, coder, *at) == Some(true)).count();
        is_known.then(|| self.units.iter().map(given).sum())
    }

    /// The categories that one coder alone uses and that are nearly others.
    fn misspelt(&self) -> Vec<CodingProblem> {
        let users = |at: usize| {
            (0..self.coders.len())
                .filter(move |coder| self.given(*coder, at..at + 1).is_some_and(|count| count > 0))
        };
        let shared: Vec<usize> = (0..self.categories.len()).filter(|at| users(*at).count() > 1).collect();
        let single = (0..self.categories.len()).filter(|at| !shared.contains(at));
        let problem = |at: usize| {
            let id = &self.categories[at].id;
            let near = nearest(id, shared.iter().map(|at| self.categories[*at].id.as_str()))?;
            let coder = self.coders[users(at).next()?].clone();
            Some(CodingProblem::Misspelt { coder, id: id.clone(), near: near.to_owned() })
        };
        single.filter_map(problem).collect()
    }
}

impl Categories<'_> {
    /// The position of what a coder wrote: an id or, where rules are among the coders, a label of theirs.
    fn position(&mut self, tag: &str) -> usize {
        let is_label = |category: &&&Category| {
            category
                .label()
                .is_some_and(|label| [&label.zh, &label.en].into_iter().flatten().any(|one| one == tag))
        };
        let labelled = self.rules.iter().find(is_label).map(|category| category.id());
        let id = rolled_up(labelled.unwrap_or(tag), self.level);
        if let Some(at) = self.all.iter().position(|known| known.id == id) {
            return at;
        }
        let label =
            self.rules.iter().find(|category| category.id() == id).and_then(|category| category.label());
        self.all.push(Given { id: id.to_owned(), label: label.cloned(), known_to: vec![true; self.coders] });
        self.all.len() - 1
    }

    fn positions<'t>(&mut self, tags: impl Iterator<Item = &'t str>) -> Vec<usize> {
        let mut positions: Vec<usize> = tags.map(|tag| self.position(tag)).collect();
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// Notes which categories each rule set has. Rules are the coders from `first` on.
    fn limit_to_rules(&mut self, first: usize, rules: &[(&str, &Tagger)]) {
        for (coder, (_, tagger)) in (first..).zip(rules) {
            let own = || tagger.rules().categories().iter().filter(|category| !category.is_group());
            for category in &mut self.all {
                category.known_to[coder] = own().any(|own| rolled_up(own.id(), self.level) == category.id);
            }
        }
    }

    /// The categories in the order of the rules, others behind by their ids; what the units say follows.
    fn sorted(self, units: &mut [Unit]) -> Vec<Given> {
        let place = |given: &Given| {
            let own = self.rules.iter().position(|category| rolled_up(category.id(), self.level) == given.id);
            own.unwrap_or(usize::MAX)
        };
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by_key(|at| (place(&self.all[*at]), &self.all[*at].id));
        let mut moved = vec![0; order.len()];
        for (to, from) in order.iter().enumerate() {
            moved[*from] = to;
        }
        for given in units.iter_mut().flat_map(|unit| unit.given.iter_mut().flatten()) {
            for at in given.iter_mut() {
                *at = moved[*at];
            }
            given.sort_unstable();
        }
        order.into_iter().map(|at| self.all[at].clone()).collect()
    }
}

/// A paragraph with what the persons and the rules say of it.
fn unit(
    row: &[Option<usize>],
    coders: &[Coder],
    rules: &[(&str, &Tagger)],
    categories: &mut Categories,
) -> Unit {
    let found = |coder: usize| row[coder].map(|at| &coders[coder].paragraphs[at]);
    let mut present = (0..coders.len()).filter_map(found);
    let first = present.next();
    let document = first.into_iter().chain(present).find_map(|paragraph| paragraph.document.clone());
    let text = first.map_or("", |paragraph| &paragraph.text);
    let mut given: Vec<Option<Vec<usize>>> = Vec::new();
    for coder in 0..coders.len() {
        let tags = found(coder).and_then(|paragraph| paragraph.tags.as_ref().ok());
        given.push(tags.map(|tags| categories.positions(tags.iter().map(String::as_str))));
    }
    for (_, tagger) in rules {
        let tags = tagger.tag(text);
        given.push(Some(categories.positions(tags.iter().map(|tag| tag.category.id()))));
    }
    let name = first.map_or_else(String::new, |paragraph| paragraph.name.clone());
    Unit { name, document, text: text.to_owned(), given }
}

fn documents(units: &[Unit]) -> Vec<Vec<usize>> {
    let mut documents: Vec<Vec<usize>> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        let place = match &unit.document {
            Some(document) => *known.entry(document).or_insert(documents.len()),
            None => documents.len(),
        };
        if place == documents.len() {
            documents.push(Vec::new());
        }
        documents[place].push(at);
    }
    documents
}

fn uncoded(coder: &Coder) -> Vec<CodingProblem> {
    let mut counts: BTreeMap<Uncoded, usize> = BTreeMap::new();
    for why in coder.paragraphs.iter().filter_map(|paragraph| paragraph.tags.as_ref().err()) {
        *counts.entry(*why).or_default() += 1;
    }
    let problem = |(why, paragraphs)| CodingProblem::Uncoded { coder: coder.name.clone(), why, paragraphs };
    counts.into_iter().map(problem).collect()
}

fn coded_only(mut coder: Coder) -> Coder {
    coder.paragraphs.retain(|paragraph| paragraph.tags.is_ok());
    coder
}

impl CodingProblem {
    /// What to tell.
    pub fn message(&self) -> Message {
        match self {
            CodingProblem::Clash(Clash::Texts { id, ids }) => {
                Message::new("agreement.unlike_texts").with("id", id).with("count", ids)
            }
            CodingProblem::Clash(Clash::Repeated { coder, id }) => {
                Message::new("agreement.repeated_id").with("coder", coder).with("id", id)
            }
            CodingProblem::Uncoded { coder, why, paragraphs } => {
                let message = Message::new(match why {
                    Uncoded::NoField => "agreement.no_field",
                    Uncoded::Unreadable => "agreement.unreadable",
                    Uncoded::Skipped => "agreement.skipped",
                });
                message.with("coder", coder).with("count", paragraphs)
            }
            CodingProblem::Misspelt { coder, id, near } => {
                Message::new("agreement.misspelt").with("coder", coder).with("id", id).with("near", near)
            }
        }
    }
}

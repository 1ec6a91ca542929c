//! What several coders said of the same paragraphs.

use std::collections::BTreeMap;

use crate::engine::Tagger;
use crate::ruleset::{Names, RuleSet};
use crate::text::nearest;

use super::categories::{Categories, Given};
use super::coder::Coder;
use super::join::{Joined, Key, is_shared};
use super::problem::{CodingProblem, uncoded};

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
    pub(super) given: Vec<Option<Vec<usize>>>,
}

impl Unit {
    /// Whether a coder coded it.
    pub(super) fn is_coded_by(&self, coder: usize) -> bool {
        self.given[coder].is_some()
    }
}

impl Codings {
    /// Puts the codings of persons side by side, and of rules that code what at least one person coded. With a
    /// `level`, ids are rolled up. What is known by an id or a label of the rules for `naming`, or of those that code,
    /// is one category, whichever of its names a coder wrote.
    pub fn of(
        coders: Vec<Coder>,
        rules: &[(&str, &Tagger)],
        naming: &[&RuleSet],
        level: Option<usize>,
    ) -> (Codings, Vec<CodingProblem>) {
        let mut problems: Vec<CodingProblem> = coders.iter().flat_map(uncoded).collect();
        let mut coders: Vec<Coder> = coders.into_iter().map(coded_only).collect();
        problems.extend(coders.iter_mut().filter_map(Coder::each_once));
        let named: Vec<_> = coders.iter().map(|coder| (coder.name.as_str(), &coder.paragraphs[..])).collect();
        let joined = Joined::of(&named);
        problems.extend(joined.clash.map(CodingProblem::Clash));
        let known: Vec<&RuleSet> =
            rules.iter().map(|(_, tagger)| tagger.rules()).chain(naming.iter().copied()).collect();
        let mut categories = Categories {
            all: Vec::new(),
            level,
            rules: known.iter().flat_map(|rules| rules.categories()).collect(),
            names: Names::of(known.iter().copied()),
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
        let known_names = categories.names.clone();
        let categories = categories.sorted(&mut units);
        let is_alone = |row: &&Vec<Option<usize>>| rules.is_empty() && !is_shared(row);
        let alone =
            |coder: usize| joined.rows.iter().filter(|row| row[coder].is_some()).filter(is_alone).count();
        let alone = (0..coders.len()).map(alone).collect();
        let persons = coders.into_iter().map(|coder| coder.name);
        let all = persons.chain(rules.iter().map(|(name, _)| (*name).to_owned())).collect();
        let documents = documents(&units);
        let codings = Codings { coders: all, categories, units, documents, key: joined.key, alone };
        problems.extend(codings.misspelt(&known_names));
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
    pub fn given(&self, coder: usize, categories: &[usize]) -> Option<usize> {
        let is_known = categories.iter().any(|at| self.categories[*at].known_to[coder]);
        let says = |unit: &Unit, at: usize| self.says(unit, coder, at) == Some(true);
        let given = |unit: &Unit| categories.iter().filter(|at| says(unit, **at)).count();
        is_known.then(|| self.units.iter().map(given).sum())
    }

    /// The categories that the rules do not know and that hold names of several; and those that one coder alone uses
    /// and that are nearly others.
    fn misspelt(&self, names: &Names) -> Vec<CodingProblem> {
        let users = |at: usize| {
            (0..self.coders.len())
                .filter(move |coder| self.given(*coder, &[at]).is_some_and(|count| count > 0))
        };
        let shared: Vec<usize> = (0..self.categories.len()).filter(|at| users(*at).count() > 1).collect();
        let is_known = |at: &usize| names.is_known(&self.categories[*at].id);
        let single = (0..self.categories.len()).filter(|at| !is_known(at));
        let problem = |at: usize| {
            let id = &self.categories[at].id;
            if names.has_name(id) {
                return Some(CodingProblem::Unseparated { text: id.clone() });
            }
            if shared.contains(&at) {
                return None;
            }
            let near = nearest(id, shared.iter().map(|at| self.categories[*at].id.as_str()))?;
            let coder = self.coders[users(at).next()?].clone();
            Some(CodingProblem::Misspelt { coder, id: id.clone(), near: near.to_owned() })
        };
        single.filter_map(problem).collect()
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

fn coded_only(mut coder: Coder) -> Coder {
    coder.paragraphs.retain(|paragraph| paragraph.tags.is_ok());
    coder
}

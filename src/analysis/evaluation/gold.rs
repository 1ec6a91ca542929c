//! The coded paragraphs that rules are measured against, and what is doubtful about them.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::{CodedParagraph, Uncoded};
use crate::text::nearest;

use super::gold_problem::GoldProblem;
use super::scheme::{Meaning, Scheme};

/// Coded paragraphs in terms of the categories that are judged.
#[derive(Clone, Debug)]
pub struct Gold {
    pub(super) scheme: Scheme,
    pub(super) paragraphs: Vec<GoldParagraph>,
    /// Where the paragraphs of each document stand, in the order of their first ones.
    pub(super) documents: Vec<Vec<usize>>,
}

/// A paragraph and what the coder says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldParagraph {
    /// What it is called: its id, else its place in the file.
    pub name: String,
    /// The document it belongs to; a document of its own where none is named.
    pub document: String,
    /// Its text.
    pub text: String,
    /// Its categories, as positions in the scheme, sorted.
    pub(super) categories: Vec<usize>,
    /// Whether the coder gave it no category at all, known to the rules or not; of selected ones, none of these.
    pub(super) is_empty: bool,
}

impl Gold {
    /// Takes coded paragraphs for gold, and says what is doubtful about them.
    pub fn new(coded: Vec<CodedParagraph>, scheme: Scheme) -> (Gold, Vec<GoldProblem>) {
        let mut problems = Vec::new();
        let coded = one_coding_each(coded, &mut problems);
        problems.extend(duplicates(&coded));
        let mut uncoded: BTreeMap<Uncoded, (String, usize)> = BTreeMap::new();
        let mut empty: Vec<String> = Vec::new();
        let mut gold = Gold { scheme, paragraphs: Vec::new(), documents: Vec::new() };
        let mut strange: BTreeMap<(bool, String), usize> = BTreeMap::new();
        let mut documents: BTreeMap<String, usize> = BTreeMap::new();
        for paragraph in coded {
            match &paragraph.tags {
                Err(why) => uncoded.entry(why.clone()).or_insert_with(|| (paragraph.name.clone(), 0)).1 += 1,
                Ok(tags) => {
                    if paragraph.text.trim().is_empty() && !tags.is_empty() {
                        empty.push(paragraph.name.clone());
                    }
                    let categories = gold.categories(tags, &mut strange);
                    gold.add(paragraph, categories, &mut documents);
                }
            }
        }
        problems.extend(uncoded.into_iter().map(|(why, (first, paragraphs))| GoldProblem::Uncoded {
            why,
            first,
            paragraphs,
        }));
        if let Some(first) = empty.first() {
            problems.push(GoldProblem::NoText { first: first.clone(), paragraphs: empty.len() });
        }
        problems.extend(gold.strangers(strange));
        (gold, problems)
    }

    /// The categories that are judged.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The paragraphs.
    pub fn paragraphs(&self) -> &[GoldParagraph] {
        &self.paragraphs
    }

    /// How many documents they come from.
    pub fn documents(&self) -> usize {
        self.documents.len()
    }

    fn categories(&self, tags: &[String], strange: &mut BTreeMap<(bool, String), usize>) -> Vec<usize> {
        let mut categories = Vec::new();
        for tag in tags {
            match self.scheme.meaning(tag) {
                Meaning::Category(at) => categories.push(at),
                Meaning::Outside => {}
                meaning => *strange.entry((meaning == Meaning::Group, tag.clone())).or_default() += 1,
            }
        }
        categories.sort_unstable();
        categories.dedup();
        categories
    }

    fn add(
        &mut self,
        paragraph: CodedParagraph,
        categories: Vec<usize>,
        documents: &mut BTreeMap<String, usize>,
    ) {
        let at = self.paragraphs.len();
        let place = match &paragraph.document {
            Some(document) => *documents.entry(document.clone()).or_insert(self.documents.len()),
            None => self.documents.len(),
        };
        if place == self.documents.len() {
            self.documents.push(Vec::new());
        }
        self.documents[place].push(at);
        let is_judged = |tag: &String| self.scheme.meaning(tag) != Meaning::Outside;
        self.paragraphs.push(GoldParagraph {
            document: paragraph.document.unwrap_or_else(|| paragraph.name.clone()),
            name: paragraph.name,
            text: paragraph.text,
            categories,
            is_empty: !paragraph.tags.is_ok_and(|tags| tags.iter().any(is_judged)),
        });
    }

    /// What to say of categories that do not count: groups, and what the rules do not have.
    fn strangers(&self, strange: BTreeMap<(bool, String), usize>) -> Vec<GoldProblem> {
        let mut problems = Vec::new();
        let (mut unknown, mut tags) = (Vec::new(), 0);
        let mut unseparated: Option<(String, usize)> = None;
        for ((is_group, id), paragraphs) in strange {
            let known = self.scheme.judged().iter().map(|judged| judged.id.as_str());
            if is_group {
                problems.push(GoldProblem::Group { id, paragraphs });
            } else if self.scheme.names().has_name(&id) {
                unseparated.get_or_insert((id, 0)).1 += paragraphs;
            } else if let Some(near) = nearest(&id, known) {
                problems.push(GoldProblem::MisspeltCategory { near: near.to_owned(), id, paragraphs });
            } else {
                unknown.push(id);
                tags += paragraphs;
            }
        }
        problems.extend(unseparated.map(|(first, tags)| GoldProblem::Unseparated { first, tags }));
        if !unknown.is_empty() {
            problems.push(GoldProblem::UnknownCategories { ids: unknown, tags });
        }
        problems
    }
}

/// Of paragraphs that several people coded, the coding marked as the one to go by.
fn one_coding_each(coded: Vec<CodedParagraph>, problems: &mut Vec<GoldProblem>) -> Vec<CodedParagraph> {
    let mut groups: Vec<Vec<CodedParagraph>> = Vec::new();
    let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
    for paragraph in coded {
        let key = (paragraph.name.clone(), paragraph.text.clone());
        let group = paragraph.coder.as_ref().map(|_| *known.entry(key).or_insert(groups.len()));
        match group.filter(|group| *group < groups.len()) {
            Some(group) if groups[group].iter().all(|other| other.coder != paragraph.coder) => {
                groups[group].push(paragraph);
            }
            _ => groups.push(vec![paragraph]),
        }
    }
    let (mut single, mut disputed, mut untrue) = (Vec::new(), Vec::new(), Vec::new());
    for mut group in groups {
        let truths: Vec<usize> = (0..group.len()).filter(|at| group[*at].is_ground_truth).collect();
        match (group.len(), &truths[..]) {
            (1, _) => single.append(&mut group),
            (_, [truth, others @ ..])
                if others.iter().all(|other| same_tags(&group[*truth], &group[*other])) =>
            {
                single.push(group.swap_remove(*truth));
            }
            (_, [_, ..]) => untrue.push(truths.into_iter().map(|at| group[at].clone()).collect::<Vec<_>>()),
            (_, []) => disputed.push(group),
        }
    }
    let coders = |group: &[CodedParagraph]| group.iter().filter_map(|one| one.coder.clone()).collect();
    if let Some(first) = disputed.first() {
        problems.push(GoldProblem::SeveralCoders {
            first: first[0].name.clone(),
            coders: coders(first),
            paragraphs: disputed.len(),
        });
    }
    if let Some(first) = untrue.first() {
        problems.push(GoldProblem::SeveralTruths {
            first: first[0].name.clone(),
            coders: coders(first),
            paragraphs: untrue.len(),
        });
    }
    single
}

fn same_tags(one: &CodedParagraph, other: &CodedParagraph) -> bool {
    let sorted = |paragraph: &CodedParagraph| {
        paragraph.tags.as_ref().map(|tags| tags.iter().cloned().collect::<BTreeSet<String>>()).ok()
    };
    sorted(one) == sorted(other)
}

/// What to say of ids that stand more than once.
fn duplicates(coded: &[CodedParagraph]) -> Vec<GoldProblem> {
    let mut with_id: BTreeMap<&str, Vec<&CodedParagraph>> = BTreeMap::new();
    for paragraph in coded {
        if let Some(id) = &paragraph.id {
            with_id.entry(id).or_default().push(paragraph);
        }
    }
    let contradicts = |all: &[&CodedParagraph]| {
        let mut texts: BTreeMap<&str, &CodedParagraph> = BTreeMap::new();
        all.iter().any(|one| !same_tags(texts.entry(&one.text).or_insert(one), one))
    };
    with_id.retain(|_, all| all.len() > 1);
    let (contrary, double): (Vec<_>, Vec<_>) = with_id.iter().partition(|(_, all)| contradicts(all));
    let first = |ids: &[(&&str, &Vec<&CodedParagraph>)]| ids.first().map(|(id, _)| (**id).to_owned());
    let double = first(&double).map(|first| GoldProblem::DuplicateId { first, ids: double.len() });
    let contrary = first(&contrary).map(|first| GoldProblem::Contradiction { first, ids: contrary.len() });
    double.into_iter().chain(contrary).collect()
}

//! Whoever coded paragraphs, as files tell.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::corpus::CodedParagraph;

use super::join::bare;
use super::problem::CodingProblem;

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

    /// Takes paragraphs that are coded twice, with the same id and text, for one; what to say where the codings differ.
    pub(super) fn each_once(&mut self) -> Option<CodingProblem> {
        let mut known: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        let mut contrary = Vec::new();
        let is_new = |paragraph: &CodedParagraph| {
            let (Some(id), Ok(tags)) = (&paragraph.id, &paragraph.tags) else { return true };
            let mut tags = tags.clone();
            tags.sort_unstable();
            match known.entry((id.clone(), bare(&paragraph.text))) {
                Entry::Vacant(place) => {
                    place.insert(tags);
                    true
                }
                Entry::Occupied(first) => {
                    if *first.get() != tags {
                        contrary.push(paragraph.name.clone());
                    }
                    false
                }
            }
        };
        self.paragraphs.retain(is_new);
        let (coder, paragraphs) = (self.name.clone(), contrary.len());
        let first = contrary.into_iter().next()?;
        Some(CodingProblem::Contradiction { coder, first, paragraphs })
    }
}

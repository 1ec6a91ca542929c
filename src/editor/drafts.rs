//! The files of one rule set as they are typed: where a name is given and where it is used, and what is wrong
//! or doubtful.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::ruleset::{BUILT_IN, CaseFiles, Diagnostics, Dictionary, RuleSet};

use super::draft::{Content, Draft};
use super::mention::{Mention, What};

/// The files of one rule set as they are typed.
#[derive(Debug, Default)]
pub struct Drafts {
    all: Vec<Arc<Draft>>,
    builds_on_built_in: OnceLock<bool>,
    given: OnceLock<Given>,
    checked: OnceLock<Checked>,
}

/// Where each name is given, own files first: as positions among the files and their mentions.
#[derive(Debug, Default)]
struct Given {
    sets: BTreeMap<String, Vec<(usize, usize)>>,
    ids: BTreeMap<String, Vec<(usize, usize)>>,
}

#[derive(Debug)]
struct Checked {
    dictionary: Dictionary,
    outcome: Result<(RuleSet, Diagnostics), Diagnostics>,
}

/// A place in one of several files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The name of the file.
    pub file: String,
    /// In bytes of its text.
    pub span: Range<usize>,
}

impl Drafts {
    /// Rule files that make one rule set, in this order.
    pub fn new(all: Vec<Arc<Draft>>) -> Drafts {
        Drafts { all, ..Drafts::default() }
    }

    /// The shipped rules, which no file of the user's holds.
    pub fn built_in() -> Drafts {
        Drafts::new(shipped().to_vec())
    }

    /// The files.
    pub fn all(&self) -> &[Arc<Draft>] {
        &self.all
    }

    /// The files, and those of the dictionary that they build on.
    fn with_base(&self) -> impl Iterator<Item = &Arc<Draft>> {
        let builds = || self.all.iter().any(|draft| draft.builds_on_built_in());
        self.all.iter().chain(if *self.builds_on_built_in.get_or_init(builds) { shipped() } else { &[] })
    }

    /// Whether a set comes from the dictionary that these files build on.
    pub(super) fn is_of_base(&self, set: &str) -> bool {
        self.given_as_set(set).any(|(draft, _)| self.all.iter().all(|own| !Arc::ptr_eq(own, draft)))
    }

    /// The file of this name.
    pub fn named(&self, name: &str) -> Option<&Arc<Draft>> {
        self.all.iter().find(|draft| draft.name() == name)
    }

    /// All that makes the rules wrong, and what tagging by them would tell. Worked out once.
    pub fn diagnostics(&self) -> &Diagnostics {
        match &self.checked().outcome {
            Ok((_, diagnostics)) | Err(diagnostics) => diagnostics,
        }
    }

    /// All that is wrong or doubtful: what [`diagnostics`](Self::diagnostics) tells and, of rules without
    /// errors, what a closer look finds. Worked out anew each time, which may take long for large rules.
    pub fn inspect(&self) -> Diagnostics {
        match self.checked().dictionary.inspect() {
            Ok((_, diagnostics)) | Err(diagnostics) => diagnostics,
        }
    }

    /// The rules, if nothing makes them wrong.
    pub fn rules(&self) -> Option<&RuleSet> {
        self.checked().outcome.as_ref().ok().map(|(rules, _)| rules)
    }

    /// All that is wrong with a case file that these rules are put to; of rules with errors, only what needs no
    /// rules.
    pub fn inspect_cases(&self, cases: &Draft) -> Diagnostics {
        let files = CaseFiles::parse([(cases.name().to_owned(), cases.text().to_string())]);
        match self.rules() {
            Some(rules) => files.check(rules).map_or_else(|all| all, |(_, warnings)| warnings),
            None => files.into_faults(),
        }
    }

    /// How many of the ids in a case file these rules know.
    pub fn ids_known(&self, cases: &Draft) -> usize {
        let is_known =
            |id: &&str| self.given_as_id(id).next().is_some() || self.ids_below(id).next().is_some();
        names(cases, What::Id, false).iter().filter(|id| is_known(id)).count()
    }

    fn checked(&self) -> &Checked {
        self.checked.get_or_init(|| {
            let files = self.all.iter().map(|draft| (draft.name().to_owned(), draft.text().to_string()));
            let dictionary = Dictionary::parse(files);
            let outcome = dictionary.checked();
            Checked { dictionary, outcome }
        })
    }

    /// Where the name that stands at a byte of `draft` is given: a set, a category, a flag. `draft` may be a
    /// case file.
    pub fn definitions(&self, draft: &Draft, byte: usize) -> Vec<Target> {
        let Some(mention) = draft.mention_at(byte) else { return Vec::new() };
        let same = self.mentions(mention.what, &mention.name);
        same.filter(|(_, other)| other.is_given).map(|(draft, other)| target(draft, other)).collect()
    }

    /// Every place at which what stands at a byte of `draft` is used, or with `with_given` given too. Of a term,
    /// all places at which the same term stands.
    pub fn references(&self, draft: &Draft, byte: usize, with_given: bool) -> Vec<Target> {
        let Some(mention) = draft.mention_at(byte) else { return Vec::new() };
        let same = self.mentions(mention.what, &mention.name);
        same.filter(|(_, other)| with_given || !other.is_given)
            .map(|(draft, other)| target(draft, other))
            .collect()
    }

    /// All mentions of a name.
    pub(super) fn mentions<'d>(
        &'d self,
        what: What,
        name: &'d str,
    ) -> impl Iterator<Item = (&'d Arc<Draft>, &'d Mention)> {
        let all =
            self.with_base().flat_map(|draft| draft.mentions().iter().map(move |mention| (draft, mention)));
        all.filter(move |(_, mention)| mention.what == what && mention.name == name)
    }

    /// The names of the sets, by spelling.
    pub(super) fn sets(&self) -> impl Iterator<Item = &str> {
        self.given().sets.keys().map(String::as_str)
    }

    /// The ids of the categories, by spelling.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.given().ids.keys().map(String::as_str)
    }

    /// Where a set is given: more than once where it adds to one of the base.
    pub(super) fn given_as_set(&self, name: &str) -> impl Iterator<Item = (&Arc<Draft>, &Mention)> {
        self.places(self.given().sets.get(name))
    }

    /// Where the id of a category is given: more than once where it adds to one of the base.
    pub(super) fn given_as_id(&self, id: &str) -> impl Iterator<Item = (&Arc<Draft>, &Mention)> {
        self.places(self.given().ids.get(id))
    }

    fn places<'d>(
        &'d self,
        places: Option<&'d Vec<(usize, usize)>>,
    ) -> impl Iterator<Item = (&'d Arc<Draft>, &'d Mention)> {
        places.into_iter().flatten().filter_map(|(draft, mention)| {
            let draft = self.with_base().nth(*draft)?;
            Some((draft, draft.mentions().get(*mention)?))
        })
    }

    fn given(&self) -> &Given {
        self.given.get_or_init(|| {
            let mut given = Given::default();
            for (at, draft) in self.with_base().enumerate() {
                for (number, mention) in draft.mentions().iter().enumerate().filter(|(_, one)| one.is_given) {
                    let names = match mention.what {
                        What::Set => &mut given.sets,
                        What::Id => &mut given.ids,
                        What::Flag | What::Term => continue,
                    };
                    names.entry(mention.name.clone()).or_default().push((at, number));
                }
            }
            given
        })
    }

    /// The ids below an id, which need not be given itself.
    pub(super) fn ids_below(&self, id: &str) -> impl Iterator<Item = &str> {
        let stem = format!("{id}.");
        let from = self.given().ids.range(stem.clone()..);
        from.map(|(id, _)| id.as_str()).take_while(move |id| id.starts_with(&stem))
    }

    /// What the set of this name comes to, in the order written: its terms, and those of the sets it uses.
    pub(super) fn members(&self, name: &str) -> Vec<String> {
        let mut members = Vec::new();
        let mut seen = BTreeSet::from([name.to_owned()]);
        // What is still to be written out, the next one last.
        let mut ahead = vec![(What::Set, name.to_owned())];
        while let Some((what, name)) = ahead.pop() {
            if what == What::Term {
                members.push(name);
                continue;
            }
            let own = self.given_as_set(&name).flat_map(|(draft, set)| {
                let extent = &draft.outline().part(set.part).span;
                draft.mentions_from(extent.start).take_while(|one| one.span.start < extent.end)
            });
            let own: Vec<_> = own
                .filter(|mention| !mention.is_given)
                .filter(|mention| mention.what == What::Term || seen.insert(mention.name.clone()))
                .map(|mention| (mention.what, mention.name.clone()))
                .collect();
            ahead.extend(own.into_iter().rev());
        }
        members
    }

    /// The files beside `draft` with which it makes one rule set: all of them, if one uses a set that `draft`
    /// has, or has one that `draft` uses; or if one of the two has no categories and so is no rule set alone.
    /// Else none. A file that says the same as `draft` for the most part is another version of it and left out.
    pub fn belong_with(draft: &Draft, others: &[Arc<Draft>]) -> Vec<Arc<Draft>> {
        let others: Vec<&Arc<Draft>> = others
            .iter()
            .filter(|other| other.content() == Content::Rules && !is_version_of(other, draft))
            .collect();
        if others.iter().any(|other| is_linked(draft, other)) {
            others.into_iter().cloned().collect()
        } else {
            Vec::new()
        }
    }
}

/// The files of the shipped rules.
fn shipped() -> &'static [Arc<Draft>] {
    static SHIPPED: OnceLock<Vec<Arc<Draft>>> = OnceLock::new();
    SHIPPED.get_or_init(|| BUILT_IN.iter().map(|(name, text)| Arc::new(Draft::new(*name, *text))).collect())
}

pub(super) fn target(draft: &Draft, mention: &Mention) -> Target {
    Target { file: draft.name().to_owned(), span: mention.span.clone() }
}

fn names(draft: &Draft, what: What, is_given: bool) -> BTreeSet<&str> {
    let all = draft.mentions().iter();
    all.filter(|mention| mention.what == what && mention.is_given == is_given)
        .map(|mention| mention.name.as_str())
        .collect()
}

fn is_version_of(one: &Draft, other: &Draft) -> bool {
    let given = |draft| names(draft, What::Id, true);
    let (one, other) = (given(one), given(other));
    let shared = one.intersection(&other).count();
    shared > 0 && shared * 2 >= one.len().min(other.len())
}

fn is_linked(one: &Draft, other: &Draft) -> bool {
    let has_categories = |draft: &Draft| draft.categories().next().is_some();
    has_categories(one) != has_categories(other) || uses(one, other) || uses(other, one)
}

/// Whether one file uses a set that it lacks and the other has.
fn uses(one: &Draft, other: &Draft) -> bool {
    let own = names(one, What::Set, true);
    let given = names(other, What::Set, true);
    names(one, What::Set, false).iter().any(|name| !own.contains(name) && given.contains(name))
}

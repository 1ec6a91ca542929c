//! Changes of the rules that were tried and do change the result.

use crate::engine::{Tagger, Trace};
use crate::ruleset::{Boundary, Edit, NewClause, Rewriting, RuleSet, Written};

use super::fix::{Fix, fixes};
use super::miss::Miss;
use super::scene::Scene;
use super::wording;

/// Remedies named for one clause.
const MOST_NAMED: usize = 3;

/// Combinations of changes tried for one clause.
const MOST_COMBINED: usize = 32;

/// Changes made one after the other, each looking at what the last left undone.
const MOST_STEPS: usize = 8;

/// Changes of rules that together change the result, of which none can be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    pub(crate) edits: Vec<Edit>,
}

impl Remedy {
    /// The rules after the change.
    pub fn apply(&self, rules: &RuleSet) -> RuleSet {
        rules.edited(&self.edits)
    }

    /// A tagger by the rules after the change, quickly made, for a few paragraphs.
    pub fn tagger(&self, tagger: &Tagger) -> Tagger {
        tagger.with_lexicon(self.apply(tagger.rules()))
    }

    /// The rule files after the change. None where they are written in a way that only people understand.
    pub fn rewrite(&self, rules: &RuleSet) -> Option<Rewriting> {
        rules.rewritten(&self.edits)
    }
}

/// Tries changes of the rules of one category on one paragraph.
pub(super) struct Judge<'t> {
    tagger: &'t Tagger,
    trace: &'t Trace<'t>,
    text: &'t str,
    category: usize,
    /// Those of the category alone.
    rules: RuleSet,
    /// Whether the category is wanted, and not to be got rid of.
    is_wanted: bool,
}

impl<'t> Judge<'t> {
    pub(super) fn new(
        tagger: &'t Tagger,
        trace: &'t Trace<'t>,
        text: &'t str,
        category: usize,
        is_wanted: bool,
    ) -> Judge<'t> {
        Judge { tagger, trace, text, category, rules: tagger.rules().only(&[category]), is_wanted }
    }

    /// Whether the changes change the result. It is the engine itself that says so.
    pub(super) fn approves(&self, edits: &[Edit]) -> bool {
        let rules = self.rules.compacted(edits);
        let category = &rules.categories[self.category];
        // Without any term the category would be no category, and a clause can need no more patterns than it has.
        let is_one = !category.is_group();
        let is_possible = category.clauses.iter().all(|clause| clause.at_least <= clause.patterns.len());
        is_one && is_possible && self.tagger.with_lexicon(rules).tag(self.text).is_empty() != self.is_wanted
    }

    /// The changes that would make a clause hold; each by itself.
    pub(super) fn remedies(&self, scene: &Scene, miss: &Miss) -> Vec<Remedy> {
        let options: Vec<Vec<Fix>> =
            miss.obstacles.iter().map(|obstacle| fixes(scene, miss, obstacle)).collect();
        if let [only] = &options[..] {
            let mut named: Vec<Remedy> = Vec::new();
            for fix in only.iter().filter(|fix| self.approves(fix)) {
                let remedy = self.without_needless(fix.clone());
                if named.len() < MOST_NAMED && !named.contains(&remedy) {
                    named.push(remedy);
                }
            }
            if !named.is_empty() {
                return named;
            }
        }
        let combined = combinations(&options).into_iter().find(|edits| self.approves(edits));
        let found = combined.map(|edits| self.without_needless(edits)).or_else(|| self.step_by_step(miss));
        found.into_iter().collect()
    }

    /// Changes found one after the other, each for what stands in the way of the clause after those before.
    fn step_by_step(&self, miss: &Miss) -> Option<Remedy> {
        let mut edits: Vec<Edit> = Vec::new();
        for _ in 0..MOST_STEPS {
            let rules = self.rules.tried(&edits);
            let scene = Scene::new(self.trace, &rules, self.category);
            let nearest = scene.miss(miss.at)?;
            let mut possible =
                nearest.obstacles.iter().flat_map(|obstacle| fixes(&scene, &nearest, obstacle));
            let fix = possible.find(|fix| fix.iter().any(|edit| !edits.contains(edit)))?;
            edits.extend(fix.into_iter().filter(|edit| !edits.contains(edit)).collect::<Vec<_>>());
            if self.approves(&edits) {
                return Some(self.without_needless(edits));
            }
        }
        None
    }

    /// What always helps: a pattern made of words of the paragraph, which asks for nothing else, and no mask over
    /// these words. None where the paragraph holds nothing.
    pub(super) fn last_resort(&self, scene: &Scene) -> Option<Remedy> {
        let asks = |unconditional, boundary| {
            move |word: &String| {
                Edit::NewClause(NewClause {
                    category: self.category,
                    segments: vec![Written::literal(word)],
                    gaps: Vec::new(),
                    after: Vec::new(),
                    unconditional,
                    boundary,
                })
            }
        };
        let words = wording::telling(scene);
        let plain = words.iter().map(asks(false, Boundary::Word)).take(MOST_COMBINED);
        let unconditional = words.iter().map(asks(true, Boundary::Word)).take(MOST_COMBINED);
        let free = words.iter().map(asks(true, Boundary::None));
        let mut each = plain.chain(unconditional).chain(free.clone());
        if let Some(edit) = each.find(|edit| self.approves(std::slice::from_ref(edit))) {
            return Some(Remedy { edits: vec![edit] });
        }
        // Everything is masked, or the paragraph is no word at all.
        let masks = scene.masks().iter().map(|at| Edit::WithoutPattern { pattern: at.clone() });
        let masks: Vec<Edit> = masks.collect();
        let mut unmasked = free.map(|edit| [vec![edit], masks.clone()].concat());
        unmasked.find(|edits| self.approves(edits)).map(|edits| self.without_needless(edits))
    }

    /// The changes without those that the others can do without.
    pub(super) fn without_needless(&self, mut edits: Vec<Edit>) -> Remedy {
        for at in (0..edits.len()).rev() {
            if edits.len() == 1 {
                break;
            }
            let edit = edits.remove(at);
            if !self.approves(&edits) {
                edits.insert(at, edit);
            }
        }
        Remedy { edits }
    }
}

/// One change for each obstacle: the first of each, then others, few of many.
fn combinations(options: &[Vec<Fix>]) -> Vec<Vec<Edit>> {
    if options.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let mut combined: Vec<(usize, Vec<Edit>)> = vec![(0, Vec::new())];
    for fixes in options {
        let mut longer = Vec::new();
        for (rank, edits) in &combined {
            for (number, fix) in fixes.iter().enumerate() {
                let new = fix.iter().filter(|edit| !edits.contains(edit));
                longer.push((rank + number, edits.iter().chain(new).cloned().collect()));
            }
        }
        longer.sort_by_key(|(rank, edits): &(usize, Vec<Edit>)| (*rank, edits.len()));
        longer.truncate(MOST_COMBINED);
        combined = longer;
    }
    combined.into_iter().map(|(_, edits)| edits).collect()
}

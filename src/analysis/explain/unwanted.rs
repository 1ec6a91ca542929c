//! What would take a tag away that is not wanted.

use crate::engine::Interval;
use crate::ruleset::{Edit, PatternAt, source};

use super::held::Held;
use super::remedy::{Judge, Remedy};
use super::scene::Scene;
use super::wording;

/// Remedies named for one tag.
const MOST_NAMED: usize = 4;

/// What of the rules would have to change for one match to be none.
type Way<'w> = &'w dyn Fn(&Held) -> Vec<Edit>;

impl Judge<'_> {
    /// The changes that would take the tag away, the smallest first: each for all of its matches together.
    pub(super) fn remedies_against(&self, scene: &Scene, matches: &[Held]) -> Vec<Remedy> {
        let ways: [Way; 6] = [
            &|held| masked(scene, held, 0),
            &|held| masked(scene, held, 1),
            &more_needed,
            &narrowed,
            &|held| without_alternative(scene, held),
            &|held| without_pattern(scene, held),
        ];
        let named = self.remedies_by(&ways, matches);
        if named.is_empty() {
            self.remedies_by(&[&|held| masked_itself(scene, held)], matches)
        } else {
            named
        }
    }

    fn remedies_by(&self, ways: &[Way], matches: &[Held]) -> Vec<Remedy> {
        let mut named: Vec<Remedy> = Vec::new();
        for way in ways {
            let mut edits: Vec<Edit> = Vec::new();
            for edit in matches.iter().flat_map(way) {
                if !edits.contains(&edit) {
                    edits.push(edit);
                }
            }
            if !edits.is_empty() && self.approves(&edits) {
                let remedy = self.without_needless(edits);
                if !named.contains(&remedy) {
                    named.push(remedy);
                }
            }
        }
        named.truncate(MOST_NAMED);
        named
    }
}

/// A longer phrase around one of the segments, masked; `side` chooses between what stands behind and before.
fn masked(scene: &Scene, held: &Held, side: usize) -> Vec<Edit> {
    // The last segment is the thing that is spoken of; with it the pattern falls.
    let Some((_, words)) = held.segments.last() else { return Vec::new() };
    let phrase = wording::phrases(scene, words).into_iter().nth(side);
    let mask = |phrase: Interval| Edit::NewMask {
        category: scene.category,
        phrase: scene.trace.folded(phrase).to_owned(),
    };
    phrase.map(mask).into_iter().collect()
}

/// The words themselves, masked: what always helps.
fn masked_itself(scene: &Scene, held: &Held) -> Vec<Edit> {
    let words = held.segments.last().map(|(_, words)| scene.trace.folded(words.place).to_owned());
    words.map(|phrase| Edit::NewMask { category: scene.category, phrase }).into_iter().collect()
}

/// A clause that counts its patterns, asking for one more than there are.
fn more_needed(held: &Held) -> Vec<Edit> {
    let number = held.at_least.filter(|found| *found < held.clause.patterns.len()).map(|found| found + 1);
    number.map(|number| Edit::AtLeast { clause: held.at, number }).into_iter().collect()
}

/// The widest gap made too narrow.
fn narrowed(held: &Held) -> Vec<Edit> {
    let widest = held.gaps.iter().enumerate().max_by_key(|(_, (measured, _))| *measured);
    let Some((gap, (measured, _))) = widest.filter(|(_, (measured, _))| *measured > 0) else {
        return Vec::new();
    };
    let pattern = PatternAt::Match(held.at, held.number);
    vec![Edit::Gap { pattern, gap, most: measured - 1 }]
}

/// The pattern without an alternative that matched.
fn without_alternative(scene: &Scene, held: &Held) -> Vec<Edit> {
    let edit = held.segments.iter().rev().find_map(|(segment, words)| {
        let word = scene.trace.folded(words.place).to_owned();
        let is_one_of_several = source::may_lose(&held.pattern.source, *segment, &word);
        let pattern = PatternAt::Match(held.at, held.number);
        is_one_of_several.then_some(Edit::WithoutAlternative { pattern, segment: *segment, word })
    });
    edit.into_iter().collect()
}

/// The category without the pattern, as far as that leaves it and its clause something.
fn without_pattern(scene: &Scene, held: &Held) -> Vec<Edit> {
    let category = &scene.rules.categories[held.at.category];
    let is_all = category.clauses.iter().map(|clause| clause.patterns.len()).sum::<usize>() == 1;
    if is_all {
        return Vec::new();
    }
    vec![Edit::WithoutPattern { pattern: PatternAt::Match(held.at, held.number) }]
}

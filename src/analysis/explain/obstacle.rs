//! What stands between a paragraph and a match: each single thing that would have to be otherwise.

use crate::engine::{Interval, Sighting};
use crate::ruleset::{Boundary, ClauseAt, Level, List, Pattern, PatternAt, Segment};

use super::attempt::{Attempt, weight};
use super::scene::{Finding, Scene, Words};

/// One thing that keeps a clause from holding, or a condition from being met.
#[derive(Clone, Debug)]
pub(crate) enum Obstacle<'r> {
    /// A segment stands nowhere in the paragraph, or nowhere that would do.
    Missing { pattern: PatternAt, number: usize, segment: &'r Segment },
    /// A segment stands there only as part of a longer run of letters or digits.
    Cut { pattern: PatternAt, number: usize, words: Words, run: Words },
    /// A mask hides the words.
    Masked { words: Words, mask: &'r Pattern, at: PatternAt, phrase: Words },
    /// The word boundaries drop the words: they are shared by accident by those of the segmentation.
    Lost { pattern: PatternAt, words: Words, segmentation: Vec<Words> },
    /// The gap is too long.
    Gap { pattern: PatternAt, gap: usize, measured: usize, most: usize, between: (Words, Words) },
    /// A sentence ends between two segments.
    SentenceEnd { pattern: PatternAt, between: (Words, Words) },
    /// Two segments stand in the other order.
    Order { pattern: PatternAt, between: (Words, Words) },
    /// Two segments share characters.
    Overlap { pattern: PatternAt, between: (Words, Words) },
    /// None of the conditions of an `if` holds; each with what it finds, the nearest first.
    If { level: Level, findings: Vec<Finding<'r>> },
    /// A condition of an `unless` holds.
    Unless { level: Level, finding: Finding<'r> },
    /// Too few patterns of the clause have a match.
    AtLeast { clause: ClauseAt, found: usize, needed: usize, others: Vec<&'r Pattern> },
}

/// What keeps a way through a pattern from being a match.
pub(super) fn of_attempt<'r>(
    scene: &Scene<'_, 'r>,
    at: &PatternAt,
    pattern: &'r Pattern,
    attempt: &Attempt,
    boundary: Boundary,
) -> Vec<Obstacle<'r>> {
    let mut obstacles = Vec::new();
    let mut before: Option<Interval> = None;
    for (step, (number, sighting)) in attempt.steps.iter().enumerate() {
        let Some(sighting) = sighting else {
            let segment = &pattern.segments[*number];
            obstacles.push(Obstacle::Missing { pattern: at.clone(), number: *number, segment });
            before = None;
            continue;
        };
        obstacles.extend(of_sighting(scene, at, *number, sighting, boundary));
        if let Some(before) = before {
            obstacles.extend(between(scene, at, pattern, step - 1, before, sighting.place));
        }
        before = Some(sighting.place);
    }
    obstacles
}

/// What keeps words from counting.
fn of_sighting<'r>(
    scene: &Scene<'_, 'r>,
    at: &PatternAt,
    number: usize,
    sighting: &Sighting,
    boundary: Boundary,
) -> Vec<Obstacle<'r>> {
    let words = scene.words(sighting.place);
    let mut obstacles = Vec::new();
    if sighting.is_cut {
        let run = scene.words(scene.trace.run(sighting.place));
        obstacles.push(Obstacle::Cut { pattern: at.clone(), number, words: words.clone(), run });
    }
    for (mask_at, phrase) in scene.masks_over(sighting.place) {
        let Some(mask) = scene.rules.pattern(&mask_at) else { continue };
        let phrase = scene.words(phrase);
        obstacles.push(Obstacle::Masked { words: words.clone(), mask, at: mask_at, phrase });
    }
    if sighting.is_lost && boundary == Boundary::Word {
        let segmentation =
            scene.trace.words(sighting.place).into_iter().map(|word| scene.words(word)).collect();
        obstacles.push(Obstacle::Lost { pattern: at.clone(), words, segmentation });
    }
    obstacles
}

/// What is wrong between a segment and the next.
fn between<'r>(
    scene: &Scene<'_, 'r>,
    at: &PatternAt,
    pattern: &Pattern,
    gap: usize,
    before: Interval,
    here: Interval,
) -> Vec<Obstacle<'r>> {
    let words = |first, second| (scene.words(first), scene.words(second));
    let pattern_at = || at.clone();
    let apart = |first: Interval, second: Interval| {
        let (measured, most) = (first.distance(second), pattern.gaps[gap]);
        if scene.trace.has_sentence_end(first, second) {
            Some(Obstacle::SentenceEnd { pattern: pattern_at(), between: words(first, second) })
        } else {
            let between = words(first, second);
            (measured > most).then(|| Obstacle::Gap { pattern: pattern_at(), gap, measured, most, between })
        }
    };
    if here.start >= before.end {
        apart(before, here).into_iter().collect()
    } else if here.end <= before.start {
        let order = Obstacle::Order { pattern: pattern_at(), between: words(before, here) };
        std::iter::once(order).chain(apart(here, before)).collect()
    } else {
        vec![Obstacle::Overlap { pattern: pattern_at(), between: words(before, here) }]
    }
}

/// What the conditions of all levels have against a match at `place`, and how much it weighs.
pub(super) fn of_place<'r>(
    scene: &Scene<'_, 'r>,
    clause: ClauseAt,
    place: Interval,
) -> (Vec<Obstacle<'r>>, usize) {
    let unconditional = scene.rules.clause(clause).is_some_and(|clause| clause.unconditional);
    let above = scene.levels().filter(|_| !unconditional);
    let mut obstacles = Vec::new();
    let mut cost = 0;
    for level in above.chain([Level::Clause(clause)]) {
        let mut findings = scene.findings(level, List::If, place);
        if !findings.is_empty() && !findings.iter().any(|finding| finding.holds) {
            findings.sort_by_key(Finding::lack);
            cost += findings[0].lack();
            obstacles.push(Obstacle::If { level, findings });
        }
        let met = scene.findings(level, List::Unless, place).into_iter().filter(|finding| finding.holds);
        for finding in met {
            cost += weight::UNLESS;
            obstacles.push(Obstacle::Unless { level, finding });
        }
    }
    (obstacles, cost)
}

impl Finding<'_> {
    /// Whether nothing of it stands in the paragraph.
    pub(crate) fn is_absent(&self) -> bool {
        self.nearest.is_none() && self.parts.iter().all(Finding::is_absent)
    }

    /// How much is missing to make it hold.
    pub(super) fn lack(&self) -> usize {
        if self.holds {
            return 0;
        }
        match &self.nearest {
            Some(nearby) => {
                let far = nearby.standing.distance.min(weight::MOST_EXCESS) / 4;
                weight::IF + far + 4 * nearby.blocks.len()
            }
            None if self.parts.is_empty() => weight::IF_ABSENT + weight::MOST_EXCESS / 4,
            None => self.parts.iter().map(Finding::lack).sum(),
        }
    }
}

//! From what stands in the way to the changes of the rules that would take it away. Whether a change does is
//! not decided here: it is tried.

use crate::engine::Interval;
use crate::ruleset::{
    Boundary, Condition, ConditionAt, Edit, Level, NewClause, Pattern, PatternAt, Relation, Shape, Written,
    source,
};
use crate::text::Unit;

use super::miss::Miss;
use super::obstacle::Obstacle;
use super::scene::{Finding, Nearby, Scene, Side, Words};
use super::wording;

/// Of the conditions of an `if`, so many are thought of.
const MOST_CONDITIONS: usize = 3;

/// Changes that belong together.
pub(super) type Fix = Vec<Edit>;

/// What could take an obstacle away: each by itself, the smallest change first.
pub(super) fn fixes(scene: &Scene, miss: &Miss, obstacle: &Obstacle) -> Vec<Fix> {
    match obstacle {
        Obstacle::Missing { pattern, number, .. } => {
            let word = wording::filling(scene, miss, *number);
            let add = |word| vec![Edit::Alternative { pattern: pattern.clone(), segment: *number, word }];
            word.map(add).into_iter().collect()
        }
        Obstacle::Cut { pattern, number, run, .. } => {
            let word = scene.trace.written(run.place).to_owned();
            vec![vec![Edit::Alternative { pattern: pattern.clone(), segment: *number, word }]]
        }
        Obstacle::Masked { mask, at, phrase, .. } => unmasked(scene, mask, at, phrase),
        Obstacle::Lost { pattern, words, segmentation } => {
            found_again(scene, miss, pattern, words, segmentation)
        }
        Obstacle::Gap { pattern, gap, measured, .. } => {
            vec![vec![Edit::Gap { pattern: pattern.clone(), gap: *gap, most: *measured }]]
        }
        Obstacle::SentenceEnd { pattern: PatternAt::Match(..), between } => {
            across_sentences(scene, miss, &between.1)
        }
        Obstacle::Order { pattern: at @ PatternAt::Match(..), .. } if miss.pattern.segments.len() == 2 => {
            vec![vec![Edit::Either { pattern: at.clone() }]]
        }
        Obstacle::Order { pattern: PatternAt::Match(..), .. } => as_they_stand(scene, miss),
        Obstacle::Overlap { pattern: PatternAt::Match(..), between: (one, other) } => {
            let place = Interval {
                start: one.place.start.min(other.place.start),
                end: one.place.end.max(other.place.end),
            };
            let written = Written::literal(scene.trace.written(place));
            vec![vec![new_clause(scene, miss, vec![written], Vec::new(), Vec::new())]]
        }
        Obstacle::SentenceEnd { .. } | Obstacle::Order { .. } | Obstacle::Overlap { .. } => Vec::new(),
        Obstacle::If { level, findings } => {
            let near = findings.iter().take(MOST_CONDITIONS);
            let mut fixes: Vec<Fix> = near.filter_map(|finding| met(scene, miss, finding)).collect();
            fixes.extend(released(miss, *level));
            fixes.push(vec![Edit::WithoutIf { level: *level }]);
            fixes
        }
        Obstacle::Unless { level, finding } => {
            let mut fixes = unmet(scene, miss, finding);
            fixes.extend(released(miss, *level));
            fixes.push(vec![Edit::WithoutCondition { condition: finding.at.clone() }]);
            fixes.extend(nearer(scene, miss, finding, false));
            fixes
        }
        Obstacle::AtLeast { clause, found, .. } => {
            vec![vec![Edit::AtLeast { clause: *clause, number: (*found).max(1) }]]
        }
    }
}

/// For a level above it, a clause may ask no conditions but its own.
fn released(miss: &Miss, level: Level) -> Option<Fix> {
    (!matches!(level, Level::Clause(_))).then(|| vec![Edit::Unconditional { clause: miss.at }])
}

/// What narrows a mask, or takes it away.
fn unmasked(scene: &Scene, mask: &Pattern, at: &PatternAt, phrase: &Words) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    if let [_] = &mask.segments[..] {
        let word = scene.trace.folded(phrase.place).to_owned();
        if source::may_lose(&mask.source, 0, &word) {
            fixes.push(vec![Edit::WithoutAlternative { pattern: at.clone(), segment: 0, word }]);
        }
    }
    if let Some(chain) = scene.trace.chain(mask, phrase.place, scene.view(Boundary::None)) {
        for (gap, pair) in chain.hits.windows(2).enumerate() {
            if let Some(less) = pair[0].1.distance(pair[1].1).checked_sub(1) {
                fixes.push(vec![Edit::Gap { pattern: at.clone(), gap, most: less }]);
            }
        }
    }
    fixes.push(vec![Edit::WithoutPattern { pattern: at.clone() }]);
    fixes
}

/// What lets words count that the word boundaries drop.
fn found_again(
    scene: &Scene,
    miss: &Miss,
    at: &PatternAt,
    words: &Words,
    segmentation: &[Words],
) -> Vec<Fix> {
    let mut fixes = Vec::new();
    if let PatternAt::Match(clause, _) = at {
        fixes.push(vec![Edit::AnyBoundary { clause: *clause }]);
    }
    let segment = miss.segments.iter().find(|(_, found)| found.as_ref() == Some(words));
    if let (PatternAt::Match(..), Some((segment, _)), [first, .., last]) = (at, segment, segmentation) {
        let whole = Interval { start: first.place.start, end: last.place.end };
        let word = scene.trace.written(whole).to_owned();
        fixes.push(vec![Edit::Alternative { pattern: at.clone(), segment: *segment, word }]);
    }
    fixes
}

/// Segments in different sentences: what stands before the end, where the rest stands behind it.
fn across_sentences(scene: &Scene, miss: &Miss, behind: &Words) -> Vec<Fix> {
    let conditions = &miss.clause.conditions;
    let is_whole = miss.segments.iter().all(|(_, words)| words.is_some());
    if conditions.must.is_some() || !conditions.must_not.is_empty() || !is_whole {
        return Vec::new();
    }
    let is_behind = |words: &Option<Words>| words.as_ref() == Some(behind);
    let Some(cut) = miss.segments.iter().position(|(_, words)| is_behind(words)) else { return Vec::new() };
    let (before, after) = miss.segments.split_at(cut);
    let written = |steps: &[(usize, Option<Words>)]| {
        steps.iter().map(|(segment, _)| written(miss.pattern, *segment)).collect()
    };
    let gaps = miss.pattern.gaps[..cut.saturating_sub(1)].to_vec();
    vec![vec![new_clause(scene, miss, written(before), gaps, written(after))]]
}

/// Segments in the order in which they stand.
fn as_they_stand(scene: &Scene, miss: &Miss) -> Vec<Fix> {
    let steps: Option<Vec<(usize, &Words)>> =
        miss.segments.iter().map(|(segment, words)| Some((*segment, words.as_ref()?))).collect();
    let Some(mut steps) = steps else { return Vec::new() };
    steps.sort_by_key(|(_, words)| words.place);
    let usual = miss.pattern.gaps.iter().copied().min().unwrap_or_default();
    let gaps = steps.windows(2).map(|pair| pair[0].1.place.distance(pair[1].1.place).max(usual)).collect();
    let segments = steps.iter().map(|(segment, _)| written(miss.pattern, *segment)).collect();
    vec![vec![new_clause(scene, miss, segments, gaps, Vec::new())]]
}

fn new_clause(
    scene: &Scene,
    miss: &Miss,
    segments: Vec<Written>,
    gaps: Vec<usize>,
    after: Vec<Written>,
) -> Edit {
    Edit::NewClause(NewClause {
        category: scene.category,
        segments,
        gaps,
        after,
        unconditional: miss.clause.unconditional,
        boundary: miss.clause.boundary,
    })
}

fn written(pattern: &Pattern, segment: usize) -> Written {
    Written { source: source::segment(&pattern.source, segment), segment: pattern.segments[segment].clone() }
}

/// What makes a condition hold.
fn met(scene: &Scene, miss: &Miss, finding: &Finding) -> Option<Fix> {
    if !finding.parts.is_empty() {
        let failing = finding.parts.iter().filter(|part| !part.holds);
        let fix = failing.flat_map(|part| {
            met(scene, miss, part)
                .unwrap_or_else(|| vec![Edit::WithoutCondition { condition: part.at.clone() }])
        });
        return Some(fix.collect());
    }
    let nearby = finding.nearest.as_ref()?;
    let (shape, _) = finding.condition.around()?;
    if !nearby.standing.is_placed
        && (nearby.standing.side == Side::Inside || shape.relation == Relation::Inside)
    {
        return found_otherwise(finding, shape, nearby);
    }
    let mut wanted = shape_for(shape, nearby);
    let mut fix = Vec::new();
    for block in &nearby.blocks {
        match block {
            Obstacle::Lost { .. } => wanted.boundary = Boundary::None,
            other => fix.extend(fixes(scene, miss, other).into_iter().next()?),
        }
    }
    if wanted != shape {
        fix.push(Edit::Shape { condition: finding.at.clone(), shape: wanted });
    }
    Some(fix)
}

/// Words inside the match that are sought around it, or the other way round: to be sought there too. A list means
/// that one is enough; within an `all`, a further condition would be a further demand.
fn found_otherwise(finding: &Finding, shape: Shape, nearby: &Nearby) -> Option<Fix> {
    let shape = if nearby.standing.side == Side::Inside {
        Shape { relation: Relation::Inside, within: Unit::Sentence, distance: None, ..shape }
    } else {
        Shape {
            relation: Relation::Near,
            within: Unit::Sentence.widened(nearby.standing.shared),
            distance: None,
            ..shape
        }
    };
    let is_single = finding.at.path.len() == 1 && nearby.blocks.is_empty();
    is_single.then(|| vec![Edit::NewCondition { beside: finding.at.clone(), shape }])
}

/// How a condition would have to look to find these words.
fn shape_for(shape: Shape, nearby: &Nearby) -> Shape {
    let standing = nearby.standing;
    let mut wanted = shape;
    if !standing.is_placed {
        wanted.relation = Relation::Near;
    }
    if wanted.relation == Relation::Inside {
        return wanted;
    }
    wanted.within = wanted.within.widened(standing.shared);
    wanted.distance = shape.distance.map(|most| most.max(standing.distance));
    wanted
}

/// What keeps a condition from holding that does.
fn unmet(scene: &Scene, miss: &Miss, finding: &Finding) -> Vec<Fix> {
    let (Some((shape, patterns)), Some(place)) = (finding.condition.around(), miss.place()) else {
        return Vec::new();
    };
    let standing = scene.all_standing(&finding.at, place);
    let mut fixes = Vec::new();
    // A number that is there is changed before one is invented.
    fixes.extend(nearer(scene, miss, finding, true));
    if shape.relation != Relation::Inside {
        let narrower =
            [Unit::Sentence, Unit::Clause].into_iter().filter(|unit| shape.within.is_wider_than(*unit));
        let leaves_out =
            |unit: &Unit| standing.iter().all(|(_, _, standing)| standing.shared.is_wider_than(*unit));
        let reshaped = |within| reshaped(finding, Shape { within, ..shape });
        fixes.extend(narrower.filter(leaves_out).map(reshaped).next());
    }
    let words = standing.iter().map(|(number, other, _)| (*number, *other));
    fixes.extend(without(scene, &finding.at, patterns, words.collect()));
    fixes
}

/// A condition that looks less far than to the nearest words that make it hold; only if it says so far how far, or
/// only if it does not.
fn nearer(scene: &Scene, miss: &Miss, finding: &Finding, says_how_far: bool) -> Option<Fix> {
    let (shape, _) = finding.condition.around()?;
    if shape.distance.is_some() != says_how_far || shape.relation == Relation::Inside {
        return None;
    }
    let standing = scene.all_standing(&finding.at, miss.place()?);
    let less = standing.iter().map(|(_, _, standing)| standing.distance).min()?.checked_sub(1)?;
    Some(reshaped(finding, Shape { distance: Some(less), ..shape }))
}

fn reshaped(finding: &Finding, shape: Shape) -> Fix {
    vec![Edit::Shape { condition: finding.at.clone(), shape }]
}

/// A condition without the words that make it hold: without the alternatives or patterns that they are.
fn without(
    scene: &Scene,
    at: &ConditionAt,
    patterns: &[Pattern],
    words: Vec<(usize, Interval)>,
) -> Option<Fix> {
    let mut fix: Fix = Vec::new();
    for (number, place) in words {
        let pattern_at = PatternAt::Condition(at.clone(), number);
        let pattern = &patterns[number];
        let word = scene.trace.folded(place).to_owned();
        let is_one_of_several = pattern.segments.len() == 1 && source::may_lose(&pattern.source, 0, &word);
        let edit = if is_one_of_several {
            Edit::WithoutAlternative { pattern: pattern_at, segment: 0, word }
        } else {
            Edit::WithoutPattern { pattern: pattern_at }
        };
        if !fix.contains(&edit) {
            fix.push(edit);
        }
    }
    // What takes everything out of a condition is the condition taken out.
    let gone = |edit: &Edit| matches!(edit, Edit::WithoutPattern { .. });
    (fix.len() <= 2 && fix.iter().filter(|edit| gone(edit)).count() < patterns.len()).then_some(fix)
}

impl Condition {
    /// How it looks, and for what.
    pub(crate) fn around(&self) -> Option<(Shape, &[Pattern])> {
        match self {
            Condition::All(_) => None,
            Condition::Around { relation, patterns, boundary, within, distance, .. } => {
                let shape =
                    Shape { relation: *relation, boundary: *boundary, within: *within, distance: *distance };
                Some((shape, patterns))
            }
        }
    }
}

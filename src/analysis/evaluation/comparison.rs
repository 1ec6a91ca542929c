//! Two rule sets on the same gold: what one does better, and whether that may be chance.

use crate::analysis::statistics::{Counts, Estimate, McNemar, interval_of, mean};
use crate::engine::Tag;

use super::scores::sum;
use super::{Evaluation, GoldParagraph, Judged};

/// Rules compared with others, on the same paragraphs and by the same scheme.
#[derive(Debug)]
pub struct Comparison<'e, 'g> {
    /// The rules.
    pub rules: &'e Evaluation<'g>,
    /// Those that they are compared with.
    pub against: &'e Evaluation<'g>,
    /// Each category on which they differ, in the order of the rules.
    pub categories: Vec<Difference<'g>>,
    /// All tags together.
    pub micro: Difference<'g>,
    /// The mean of F1 over the categories that a coder gave: of the other rules, of the rules, and the difference.
    pub macro_f1: [Estimate; 3],
    /// Each paragraph and category that only one of both gives, by category.
    pub changes: Vec<Change<'e, 'g>>,
}

/// How two rule sets differ.
#[derive(Clone, Debug)]
pub struct Difference<'g> {
    /// On which category; nothing for all together.
    pub category: Option<&'g Judged>,
    /// F1 of the other rules.
    pub before: Option<f64>,
    /// F1 of the rules.
    pub after: Option<f64>,
    /// What the rules gain, with the interval that comes of drawing the same documents for both.
    pub gain: Estimate,
    /// The decisions on which one alone is right: the first the other rules, the second the rules.
    pub test: McNemar,
}

/// A paragraph that gets a category from one of two rule sets.
#[derive(Clone, Debug)]
pub struct Change<'e, 'g> {
    /// The paragraph.
    pub paragraph: &'g GoldParagraph,
    /// The category.
    pub category: &'g Judged,
    /// Whether the rules give it, and not the others.
    pub is_gained: bool,
    /// Whether the coder gives it.
    pub is_coded: bool,
    /// The tags that stand for it, of the rule set that gives them.
    pub tags: Vec<&'e Tag<'g>>,
}

impl Change<'_, '_> {
    /// Whether it is one for the better.
    pub fn is_better(&self) -> bool {
        self.is_gained == self.is_coded
    }
}

impl<'e, 'g> Comparison<'e, 'g> {
    /// Compares two evaluations on the same gold.
    pub fn of(rules: &'e Evaluation<'g>, against: &'e Evaluation<'g>) -> Comparison<'e, 'g> {
        let judged = rules.gold.scheme.judged();
        let changes: Vec<Change> = (0..judged.len()).flat_map(|at| changes_of(rules, against, at)).collect();
        let pair = Pair { before: against, after: rules };
        let figure = |at: usize| move |counts: &[Counts]| counts[at].f1();
        let differs = |at: &usize| changes.iter().any(|change| change.category.at == *at);
        let of_category = |at: usize| {
            let test = test(changes.iter().filter(|change| change.category.at == at));
            let [before, after, gain] = pair.gain(figure(at));
            Difference { category: Some(&judged[at]), before: before.value, after: after.value, gain, test }
        };
        let [before, after, gain] = pair.gain(|counts| sum(counts).f1());
        let micro = Difference {
            category: None,
            before: before.value,
            after: after.value,
            gain,
            test: test(changes.iter()),
        };
        let macro_f1 = pair.gain(|counts| mean(counts.iter().map(|counts| counts.f1())).0);
        let categories = (0..judged.len()).filter(differs).map(of_category).collect();
        Comparison { rules, against, categories, micro, macro_f1, changes }
    }
}

fn changes_of<'e, 'g>(
    rules: &'e Evaluation<'g>,
    against: &'e Evaluation<'g>,
    at: usize,
) -> impl Iterator<Item = Change<'e, 'g>> {
    let category = &rules.gold.scheme.judged()[at];
    let both = rules.paragraphs.iter().zip(&against.paragraphs);
    let changed = both.filter(move |(after, before)| after.is_tagged(at) != before.is_tagged(at));
    changed.map(move |(after, before)| {
        let is_gained = after.is_tagged(at);
        let giver = if is_gained { after } else { before };
        Change {
            paragraph: after.paragraph,
            category,
            is_gained,
            is_coded: after.is_coded(at),
            tags: giver.tags_of(category).collect(),
        }
    })
}

fn test<'c, 'e: 'c, 'g: 'e>(changes: impl Iterator<Item = &'c Change<'e, 'g>>) -> McNemar {
    let mut test = McNemar::default();
    for change in changes {
        if change.is_better() {
            test.second += 1;
        } else {
            test.first += 1;
        }
    }
    test
}

/// Two evaluations, for which the same documents are drawn.
struct Pair<'e, 'g> {
    before: &'e Evaluation<'g>,
    after: &'e Evaluation<'g>,
}

impl Pair<'_, '_> {
    /// A figure before, after, and the difference.
    fn gain(&self, figure: impl Fn(&[Counts]) -> Option<f64>) -> [Estimate; 3] {
        let difference = |before: &[Counts], after: &[Counts]| Some(figure(after)? - figure(before)?);
        let (before, after) = (self.before.totals(), self.after.totals());
        let gain = difference(&before, &after);
        let drawn = self.before.draws().iter().zip(self.after.draws().iter());
        let is_one = self.after.gold.documents.len() < 2 || gain.is_none();
        let interval = if is_one {
            None
        } else {
            interval_of(drawn.filter_map(|(before, after)| difference(before, after)).collect())
        };
        let plain = |value| Estimate { value, interval: None };
        [plain(figure(&before)), plain(figure(&after)), Estimate { value: gain, interval }]
    }
}

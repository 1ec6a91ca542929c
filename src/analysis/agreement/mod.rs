//! How far coders agree who coded the same paragraphs, a set of rules perhaps among them.

mod categories;
mod coder;
mod codings;
mod join;
mod problem;

use crate::analysis::evaluation::is_within_any;
use crate::analysis::statistics::{Bootstrap, Decisions, Estimate, Pairs, interval_of, mean, share};
use crate::ruleset::Label;

pub use categories::Given;
pub use coder::Coder;
pub use codings::{Codings, Unit};
pub use join::{Clash, Key};
pub use problem::CodingProblem;

/// How far coders agree.
///
/// ```
/// use cuoshi::analysis::{Agreement, Coder, Codings};
/// use cuoshi::corpus::{Coded, CodedOptions};
///
/// let read = |file: &'static str| Coded::read("-".as_ref(), file.as_bytes(), &CodedOptions::default()).paragraphs;
/// let one = read("{\"id\":1,\"text\":\"甲\",\"tags\":[\"a\"]}\n{\"id\":2,\"text\":\"乙\",\"tags\":[]}\n");
/// let other = read("{\"id\":2,\"text\":\"乙\",\"tags\":[]}\n{\"id\":1,\"text\":\"甲\",\"tags\":[\"a\"]}\n");
/// let (codings, problems) = Codings::of(vec![Coder::new("one", one), Coder::new("other", other)], &[], &[], None);
/// assert!(problems.is_empty());
/// assert_eq!(Agreement::of(&codings, &[]).overall.alpha.value, Some(1.0));
/// ```
#[derive(Debug)]
pub struct Agreement<'c> {
    /// What the coders said.
    pub codings: &'c Codings,
    /// The ids that were selected; none where all categories count.
    pub only: Vec<String>,
    /// Each category that somebody gave.
    pub categories: Vec<Reliability<'c>>,
    /// All decisions together: each category of each paragraph is one.
    pub overall: Reliability<'c>,
    /// The share of pairs of codings of one paragraph that give the same categories.
    pub identical: Option<f64>,
    /// The paragraphs on which coders differ, in order.
    pub disagreements: Vec<Disagreement<'c>>,
    /// How the intervals of alpha are drawn.
    pub bootstrap: Bootstrap,
}

/// How far coders agree on one category, or on all.
#[derive(Clone, Debug)]
pub struct Reliability<'c> {
    /// The category; nothing for all.
    pub category: Option<&'c str>,
    /// What it is called, where rules say so.
    pub label: Option<&'c Label>,
    /// How often each coder gave it among the paragraphs that are compared; nothing for rules that do not have it.
    pub given: Vec<Option<usize>>,
    /// The share of equal decisions among all pairs of decisions on the same thing.
    pub agreement: Option<f64>,
    /// Cohen's kappa; of more than two coders the mean of all pairs for which it is defined.
    pub kappa: Option<f64>,
    /// Over how many pairs of coders kappa is a mean.
    pub pairs: usize,
    /// Krippendorff's alpha of all coders.
    pub alpha: Estimate,
}

/// A paragraph on which coders differ.
#[derive(Clone, Debug)]
pub struct Disagreement<'c> {
    /// The paragraph.
    pub unit: &'c Unit,
    /// The categories on which they differ, each with what every coder says: nothing where the coder did not code it.
    pub categories: Vec<(&'c str, Vec<Option<bool>>)>,
}

impl<'c> Agreement<'c> {
    /// Compares all coders, by all categories or only those of some ids, a parent's id including its children.
    pub fn of(codings: &'c Codings, only: &[String]) -> Agreement<'c> {
        let bootstrap = Bootstrap::default();
        let is_wanted = |at: &usize| only.is_empty() || is_within_any(&codings.categories()[*at].id, only);
        let all: Vec<usize> = (0..codings.categories().len()).filter(is_wanted).collect();
        let categories = all.iter().map(|at| reliability(codings, &[*at], bootstrap)).collect();
        let mut overall = reliability(codings, &all, bootstrap);
        (overall.category, overall.label) = (None, None);
        let identical = identical(codings, &all);
        if all.is_empty() {
            // Who gives no category at all agrees on all of them.
            overall.agreement = identical;
            overall.given = codings.coders().iter().map(|_| Some(0)).collect();
        }
        let units = codings.units().iter();
        Agreement {
            codings,
            only: only.to_vec(),
            categories,
            overall,
            identical,
            disagreements: units.filter_map(|unit| disagreement(codings, unit, &all)).collect(),
            bootstrap,
        }
    }
}

/// The figures of some categories together.
fn reliability<'c>(codings: &'c Codings, at: &[usize], bootstrap: Bootstrap) -> Reliability<'c> {
    let pairs: Vec<Pairs> = codings.pairs_of_coders().map(|pair| decisions(codings, pair, at)).collect();
    let equal = pairs.iter().map(|pairs| pairs.both + pairs.neither).sum();
    let (kappa, count) = mean(pairs.iter().map(|pairs| pairs.kappa()));
    let first = at.first().map(|at| &codings.categories()[*at]);
    Reliability {
        category: first.map(|category| category.id.as_str()),
        label: first.and_then(|category| category.label.as_ref()),
        given: (0..codings.coders().len()).map(|coder| codings.given(coder, at)).collect(),
        agreement: share(equal, pairs.iter().map(|pairs| pairs.all()).sum()),
        kappa,
        pairs: count,
        alpha: alpha(codings, at, bootstrap),
    }
}

/// What two coders said of the same things.
fn decisions(codings: &Codings, (one, other): (usize, usize), at: &[usize]) -> Pairs {
    let said = |unit: &Unit, category| {
        Some((codings.says(unit, one, category)?, codings.says(unit, other, category)?))
    };
    codings
        .units()
        .iter()
        .flat_map(|unit| at.iter().filter_map(move |category| said(unit, *category)))
        .collect()
}

fn alpha(codings: &Codings, at: &[usize], bootstrap: Bootstrap) -> Estimate {
    let of_document = |units: &Vec<usize>| {
        let mut decisions = Decisions::default();
        for unit in units {
            for category in at {
                let said = || codings.said(&codings.units()[*unit], *category).flatten();
                decisions.add(said().filter(|yes| *yes).count(), said().count());
            }
        }
        decisions
    };
    let documents: Vec<Decisions> = codings.documents().iter().map(of_document).collect();
    let together = |draw: &mut dyn Iterator<Item = usize>| {
        let mut all = Decisions::default();
        draw.for_each(|at| all += documents[at]);
        all.alpha()
    };
    let value = together(&mut (0..documents.len()));
    let mut draws = Vec::new();
    // Where one document alone shows any variation, drawing it more or less often says nothing.
    let bearing = documents.iter().filter(|decisions| decisions.has_yes()).count();
    if value.is_some() && bearing > 1 {
        bootstrap.each(documents.len(), |draw| draws.extend(together(&mut draw.iter().copied())));
    }
    Estimate { value, interval: interval_of(draws) }
}

/// The share of pairs of codings of one paragraph that are the same.
fn identical(codings: &Codings, at: &[usize]) -> Option<f64> {
    let (mut same, mut all) = (0, 0);
    for unit in codings.units() {
        for (one, other) in codings.pairs_of_coders() {
            let both = |category| codings.says(unit, one, category).zip(codings.says(unit, other, category));
            let mut decisions = at.iter().filter_map(|category| both(*category)).peekable();
            if decisions.peek().is_some()
                || (at.is_empty() && unit.is_coded_by(one) && unit.is_coded_by(other))
            {
                all += 1;
                same += usize::from(decisions.all(|(one, other)| one == other));
            }
        }
    }
    share(same, all)
}

fn disagreement<'c>(codings: &'c Codings, unit: &'c Unit, at: &[usize]) -> Option<Disagreement<'c>> {
    let differing = at.iter().filter_map(|category| {
        let said: Vec<Option<bool>> = codings.said(unit, *category).collect();
        let differ = said.contains(&Some(true)) && said.contains(&Some(false));
        differ.then(|| (codings.categories()[*category].id.as_str(), said))
    });
    let categories: Vec<_> = differing.collect();
    (!categories.is_empty()).then_some(Disagreement { unit, categories })
}

//! Whether what must surround a match does, and what must not does not.

use crate::ruleset::Boundary;

use super::intervals::Interval;
use super::program::{Demand, DemandList, Demands, PatternId, ScopeId};
use super::reading::Reading;

impl Reading<'_> {
    /// Whether the `if` and the `unless` of one level are passed at `place`.
    pub(super) fn pass(&mut self, demands: &Demands, place: Interval, scope: ScopeId) -> bool {
        demands.must.as_ref().is_none_or(|must| self.one_holds(must, place, scope))
            && !self.one_holds(&demands.must_not, place, scope)
    }

    /// Whether one of the conditions holds at `place`.
    pub(super) fn one_holds(&mut self, demands: &DemandList, place: Interval, scope: ScopeId) -> bool {
        self.may_hold(demands) && demands.any.iter().any(|demand| self.holds(demand, place, scope))
    }

    fn holds(&mut self, demand: &Demand, place: Interval, scope: ScopeId) -> bool {
        match demand {
            Demand::All(all) => all.iter().all(|demand| self.holds(demand, place, scope)),
            Demand::Around { relation, patterns, boundary, within, distance } => {
                let program = self.program;
                let is_single = |pattern: PatternId| program.patterns[pattern].segments.len() == 1;
                let mut stands = |pattern: PatternId, boundary: Boundary| {
                    let Some(surroundings) = self.surroundings(pattern, boundary, scope, *within) else {
                        return false;
                    };
                    let unit = self.units().around(*within, place.start, place.end);
                    unit.is_some_and(|unit| surroundings.hold(*relation, place, *distance, unit))
                };
                // Word boundaries take most of the time, and of a single segment they only take hits away.
                patterns.iter().any(|pattern| {
                    let is_loose = *boundary == Boundary::Word && is_single(*pattern);
                    (!is_loose || stands(*pattern, Boundary::None)) && stands(*pattern, *boundary)
                })
            }
        }
    }
}

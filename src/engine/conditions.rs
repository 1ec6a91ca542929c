//! Whether what must surround a match does, and what must not does not.

use std::ops::Range;

use crate::ruleset::Boundary;

use super::intervals::Interval;
use super::program::{Demand, DemandList, Demands, Outlook, PatternId, ScopeId, SegmentId};
use super::reading::Reading;
use super::surroundings::Sought;

/// So many hits are gone through one by one; more are arranged first, so that no place has to look at all.
const FEW_HITS: usize = 16;

impl Reading<'_> {
    /// Whether the `if` and the `unless` of one level are passed at `place`.
    pub(super) fn pass(&mut self, demands: &Demands, place: Interval, scope: ScopeId) -> bool {
        demands.must.as_ref().is_none_or(|must| self.one_holds(must, place, scope))
            && !self.one_holds(&demands.must_not, place, scope)
    }

    /// Whether one of the conditions holds at `place`.
    pub(super) fn one_holds(&mut self, demands: &DemandList, place: Interval, scope: ScopeId) -> bool {
        !demands.any.is_empty()
            && self.may_hold(demands)
            && demands.any.iter().any(|demand| self.holds(demand, place, scope))
    }

    fn holds(&mut self, demand: &Demand, place: Interval, scope: ScopeId) -> bool {
        match demand {
            Demand::All(all) => all.iter().all(|demand| self.holds(demand, place, scope)),
            Demand::Around(outlook, patterns) => patterns.iter().any(|pattern| {
                let Outlook { relation, within, distance, .. } = *outlook;
                self.may_match(*pattern)
                    && self.units().around(within, place.start, place.end).is_some_and(|unit| {
                        let sought = Sought { relation, place, distance, unit };
                        self.stands(*pattern, *outlook, scope, sought)
                    })
            }),
        }
    }

    /// Whether a pattern that may match stands where it is sought.
    fn stands(
        &mut self,
        pattern: PatternId,
        Outlook { boundary, within, .. }: Outlook,
        scope: ScopeId,
        sought: Sought,
    ) -> bool {
        let view = self.view(boundary, scope);
        let [segment] = self.program.patterns[pattern].segments[..] else {
            return self.surroundings(pattern, view, within).hold(sought);
        };
        let hits = self.hits_in(segment, sought.starts());
        if hits.len() > FEW_HITS {
            // Word boundaries take most of the time, and of a single segment they only take hits away.
            let loosely = (Boundary::None, view.1);
            return (boundary == Boundary::None || self.surroundings(pattern, loosely, within).hold(sought))
                && self.surroundings(pattern, view, within).hold(sought);
        }
        hits.into_iter().any(|at| {
            let place = self.place(at);
            sought.is_met_by(place)
                && self.units().around(within, place.start, place.end).is_some()
                && self.is_left(at, view)
        })
    }

    /// Those hits of a segment that begin in `starts`.
    fn hits_in(&mut self, segment: SegmentId, starts: Range<usize>) -> Range<usize> {
        let Range { start, end } = self.hits_of(segment);
        let places = &self.notes.hits.places()[start..end];
        let first = places.partition_point(|place| place.start < starts.start);
        let count = places[first..].partition_point(|place| place.start < starts.end);
        start + first..start + first + count
    }
}

//! Intervals arranged so that a condition asks them in logarithmic time.

use std::ops::Range;

use crate::ruleset::Relation;
use crate::text::{Unit, Units};

use super::intervals::Interval;

/// Where a condition looks for an interval that lies whole in a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sought {
    pub(super) relation: Relation,
    /// What it stands around.
    pub(super) place: Interval,
    /// At most so many characters away.
    pub(super) distance: usize,
    /// The borders of the unit in which `place` lies whole.
    pub(super) unit: (usize, usize),
}

impl Sought {
    /// Where an interval may begin that stands here.
    pub(super) fn starts(self) -> Range<usize> {
        let Interval { start, end } = self.place;
        let end_after = self.unit.1.min(end.saturating_add(self.distance).saturating_add(1));
        match self.relation {
            Relation::Before => self.unit.0..start,
            Relation::After => end..end_after.max(end),
            Relation::Inside => start..end,
            Relation::Near => self.unit.0..end_after.max(end),
        }
    }

    /// Whether an interval that lies whole in a unit stands here.
    pub(super) fn is_met_by(self, interval: Interval) -> bool {
        let Interval { start, end } = self.place;
        let is_before = || {
            interval.end <= start && start - interval.end <= self.distance && interval.end > self.unit.0
        };
        let is_after = || {
            interval.start >= end && interval.start - end <= self.distance && interval.start < self.unit.1
        };
        match self.relation {
            Relation::Before => is_before(),
            Relation::After => is_after(),
            Relation::Inside => interval.lies_within(self.place),
            Relation::Near => {
                let is_across = interval.end > start && interval.start < end;
                is_before() || is_after() || (is_across && !interval.lies_within(self.place))
            }
        }
    }
}

/// The intervals of a pattern that lie whole in one unit each, arranged for asking.
#[derive(Debug)]
pub(super) struct Surroundings {
    /// Sorted.
    by_start: Vec<Interval>,
    /// The furthest end among the intervals up to each of `by_start`.
    furthest_end: Vec<usize>,
    /// The nearest end among the intervals from each of `by_start` on.
    nearest_end: Vec<usize>,
    /// Sorted.
    ends: Vec<usize>,
}

impl Surroundings {
    /// Arranges `intervals`, which are sorted.
    pub(super) fn of(intervals: &[Interval], unit: Unit, units: &Units) -> Surroundings {
        let is_whole = |interval: &&Interval| units.around(unit, interval.start, interval.end).is_some();
        let by_start: Vec<Interval> = intervals.iter().filter(is_whole).copied().collect();
        let mut ends: Vec<usize> = by_start.iter().map(|interval| interval.end).collect();
        let mut furthest_end = ends.clone();
        for at in 1..furthest_end.len() {
            furthest_end[at] = furthest_end[at].max(furthest_end[at - 1]);
        }
        let mut nearest_end = ends.clone();
        for at in (1..nearest_end.len()).rev() {
            nearest_end[at - 1] = nearest_end[at].min(nearest_end[at - 1]);
        }
        ends.sort_unstable();
        Surroundings { by_start, furthest_end, nearest_end, ends }
    }

    /// Whether an interval stands where it is sought.
    pub(super) fn hold(&self, sought: Sought) -> bool {
        let Sought { relation, place, distance, unit } = sought;
        match relation {
            Relation::Before => self.before(place, distance, unit.0),
            Relation::After => self.after(place, distance, unit.1),
            Relation::Inside => self.inside(place),
            Relation::Near => {
                self.before(place, distance, unit.0)
                    || self.after(place, distance, unit.1)
                    || self.across(place, unit.0)
            }
        }
    }

    /// An interval that lies whole in a unit and ends in it, lies in it: so ends alone decide.
    fn before(&self, place: Interval, distance: usize, unit_start: usize) -> bool {
        let least = place.start.saturating_sub(distance).max(unit_start.saturating_add(1));
        let at = self.ends.partition_point(|end| *end < least);
        self.ends.get(at).is_some_and(|end| *end <= place.start)
    }

    fn after(&self, place: Interval, distance: usize, unit_end: usize) -> bool {
        let at = self.by_start.partition_point(|interval| interval.start < place.end);
        let most = place.end.saturating_add(distance);
        self.by_start.get(at).is_some_and(|next| next.start <= most && next.start < unit_end)
    }

    fn inside(&self, place: Interval) -> bool {
        let at = self.by_start.partition_point(|interval| interval.start < place.start);
        self.nearest_end.get(at).is_some_and(|end| *end <= place.end)
    }

    /// Whether an interval overlaps the place and sticks out of it on one side or both. Those of an earlier
    /// unit end before it begins, and so before the place does.
    fn across(&self, place: Interval, unit_start: usize) -> bool {
        let furthest_before = |position: usize| {
            let at = self.by_start.partition_point(|interval| interval.start < position);
            at.checked_sub(1).map_or(0, |at| self.furthest_end[at])
        };
        debug_assert!(unit_start <= place.start, "the place lies in its unit");
        furthest_before(place.start) > place.start || furthest_before(place.end) > place.end
    }
}

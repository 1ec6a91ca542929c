//! A rule set made ready to run: every literal, segment and pattern once, and which categories each can
//! give.

use std::ops::Range;

use crate::ruleset::{Boundary, Relation};
use crate::text::{Edges, Unit, is_han, may_end_sentence};

use super::audience::Audience;
use super::intervals::{Interval, Row};
use super::lists::Lists;
use super::memberships::Memberships;
use super::trie::number;

/// Positions in the lists of a [`Program`].
pub(super) type LiteralId = usize;
pub(super) type SegmentId = usize;
pub(super) type PatternId = usize;
/// The masks that act at one place, as a position in [`Program::scopes`].
pub(super) type ScopeId = usize;

/// The scope in which only the masks of the rule set act, as they do for flags.
pub(super) const RULE_SET_SCOPE: ScopeId = 0;

/// A rule set made ready to run.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// The first of them lead patterns, the others none.
    pub(super) literals: Vec<Literal>,
    /// What must be known of each literal to take a hit of it.
    pub(super) terms: Vec<Term>,
    /// The literals of each segment, sorted.
    pub(super) segments: Lists,
    /// The same, for asking.
    pub(super) memberships: Memberships,
    pub(super) patterns: Vec<Sequence>,
    /// The masks of each scope.
    pub(super) scopes: Vec<Vec<PatternId>>,
    pub(super) categories: Vec<CategoryProgram>,
    pub(super) flags: Vec<DemandList>,
    /// The `if` and `unless` of the rule set, then of each category, in order.
    pub(super) levels: Vec<Demands>,
    /// The patterns of categories that each of the first literals leads: those of which it may fill the segment that is
    /// least to be expected.
    pub(super) led: Lists,
    /// The other segments of each pattern.
    pub(super) followers: Lists,
    /// The entries of categories that a pattern is written in.
    pub(super) entries_of: Vec<Vec<Entry>>,
    /// The segment that all fill with which patterns begin that conditions look for in the whole paragraph.
    pub(super) far: SegmentId,
    /// Whether a sentence without any part of a match, and without any of what fills the far segment, cannot change what
    /// is found in the others.
    pub(super) is_local: bool,
    /// By list of conditions, the literals one of which has a hit where one of the conditions holds.
    pub(super) leads: Memberships,
    /// By scope, the literals one of which has a hit where one of the masks matches.
    pub(super) cover_leads: Memberships,
}

/// One string to search for.
#[derive(Clone, Debug)]
pub(super) struct Literal {
    /// Folded.
    pub(super) text: String,
    pub(super) edges: Edges,
}

/// What must be known of a literal to take a hit of it: little, and so near to the processor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) characters: u32,
    /// Whether word boundaries are asked about it.
    pub(super) is_han: bool,
}

/// A pattern over segments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sequence {
    pub(super) segments: Vec<SegmentId>,
    pub(super) gaps: Vec<usize>,
    pub(super) either: bool,
}

impl Sequence {
    /// What the hits of its segments make.
    pub(super) fn row<'a>(&'a self, places: &'a [Interval], segments: &'a [Range<usize>]) -> Row<'a> {
        Row { places, segments, gaps: &self.gaps, either: self.either }
    }
}

#[derive(Debug)]
pub(super) struct CategoryProgram {
    pub(super) scope: ScopeId,
    /// The levels whose conditions act, as positions in [`Program::levels`].
    pub(super) levels: Vec<usize>,
    pub(super) clauses: Vec<ClauseProgram>,
}

#[derive(Debug)]
pub(super) struct ClauseProgram {
    pub(super) patterns: Vec<PatternId>,
    /// How many patterns of the category stand before the first of this clause.
    pub(super) patterns_before: usize,
    pub(super) boundary: Boundary,
    pub(super) demands: Demands,
    pub(super) unconditional: bool,
    pub(super) at_least: usize,
}

/// Where a pattern is written: category, clause, position in its list. Their order is that of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) category: usize,
    pub(super) clause: usize,
    pub(super) position: usize,
}

/// What must and must not surround a match, at one level.
#[derive(Debug, Default)]
pub(super) struct Demands {
    pub(super) must: Option<DemandList>,
    pub(super) must_not: DemandList,
}

impl DemandList {
    /// Adds the patterns that the conditions look for.
    fn patterns(&self, to: &mut Vec<PatternId>) {
        self.any.iter().for_each(|demand| demand.patterns(to));
    }
}

impl Demand {
    fn patterns(&self, to: &mut Vec<PatternId>) {
        match self {
            Demand::All(all) => all.iter().for_each(|demand| demand.patterns(to)),
            Demand::Around(_, patterns) => to.extend_from_slice(patterns),
        }
    }
}

impl Demands {
    fn patterns(&self, to: &mut Vec<PatternId>) {
        self.must.iter().chain([&self.must_not]).for_each(|list| list.patterns(to));
    }

    /// Whether nothing is demanded.
    pub(super) fn are_none(&self) -> bool {
        self.must.is_none() && self.must_not.any.is_empty()
    }
}

/// Conditions of which one is enough.
#[derive(Debug, Default)]
pub(super) struct DemandList {
    /// Among all lists.
    pub(super) number: usize,
    pub(super) any: Vec<Demand>,
}

/// One condition.
#[derive(Debug)]
pub(super) enum Demand {
    All(Vec<Demand>),
    Around(Outlook, Vec<PatternId>),
}

/// How a condition looks around a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Outlook {
    pub(super) relation: Relation,
    pub(super) boundary: Boundary,
    pub(super) within: Unit,
    /// At most so many characters away.
    pub(super) distance: usize,
}

impl Outlook {
    pub(super) fn of(
        relation: Relation,
        boundary: Boundary,
        within: Unit,
        distance: Option<usize>,
    ) -> Outlook {
        // What lies inside the match lies nowhere else.
        let within = if relation == Relation::Inside { Unit::Paragraph } else { within };
        Outlook { relation, boundary, within, distance: distance.unwrap_or(usize::MAX) }
    }

    /// Whether it looks beyond the sentence of the match.
    pub(super) fn is_far(self) -> bool {
        self.relation != Relation::Inside && self.within == Unit::Paragraph
    }
}

impl Program {
    /// What must be known of each literal.
    pub(super) fn terms_of_literals(&self) -> Vec<Term> {
        let term = |literal: &Literal| Term {
            characters: number(literal.text.chars().count()),
            is_han: literal.text.chars().all(is_han),
        };
        self.literals.iter().map(term).collect()
    }

    /// For each literal, the categories that look for it in one of their patterns, conditions or masks; what flags look
    /// for matters to all.
    pub(super) fn audiences(&self) -> Vec<Audience> {
        let mut of_patterns = vec![Audience::default(); self.patterns.len()];
        let mut asked = Vec::new();
        for (number, category) in self.categories.iter().enumerate() {
            asked.extend_from_slice(&self.scopes[category.scope]);
            for clause in &category.clauses {
                asked.extend_from_slice(&clause.patterns);
                clause.demands.patterns(&mut asked);
            }
            for level in &category.levels {
                self.levels[*level].patterns(&mut asked);
            }
            for pattern in asked.drain(..) {
                of_patterns[pattern].add(number);
            }
        }
        self.flags.iter().for_each(|demands| demands.patterns(&mut asked));
        if !self.flags.is_empty() {
            asked.extend_from_slice(&self.scopes[RULE_SET_SCOPE]);
        }
        for pattern in asked {
            of_patterns[pattern] = Audience::ALL;
        }
        let mut audiences = vec![Audience::default(); self.literals.len()];
        for (pattern, audience) in self.patterns.iter().zip(of_patterns) {
            for segment in &pattern.segments {
                for literal in self.segments.get(*segment) {
                    audiences[*literal as usize].join(audience);
                }
            }
        }
        audiences
    }

    /// Whether no literal reaches from one sentence into the next, nor a pattern by one that ends the first.
    pub(super) fn is_within_sentences(&self) -> bool {
        let ends_within = |literal: &Literal| {
            literal
                .text
                .char_indices()
                .any(|(at, c)| may_end_sentence(c) && at + c.len_utf8() < literal.text.len())
        };
        let has_end = |literal: &u32| self.literals[*literal as usize].text.contains(may_end_sentence);
        let longer = self.patterns.iter().filter(|pattern| pattern.segments.len() > 1);
        !self.literals.iter().any(ends_within)
            && !longer
                .flat_map(|pattern| &pattern.segments)
                .any(|segment| self.segments.get(*segment).iter().any(has_end))
    }
}

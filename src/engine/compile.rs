//! From a rule set to its program: every literal, segment and pattern gets a number, once.

use std::collections::BTreeSet;
use std::hash::Hash;
use std::mem;

use rustc_hash::FxHashMap;

use crate::ruleset::{Category, Clause, Condition, Conditions, Pattern, RuleSet, Segment};
use crate::text::{Edges, expected};

use super::lists::Lists;
use super::memberships::Memberships;
use super::program::{
    CategoryProgram, ClauseProgram, Demand, DemandList, Demands, Entry, Literal, LiteralId, Outlook,
    PatternId, Program, RULE_SET_SCOPE, ScopeId, SegmentId, Sequence,
};

impl Program {
    pub(super) fn of(rules: &RuleSet) -> Program {
        let mut compiler = Compiler::default();
        let rule_set_masks: Vec<PatternId> = compiler.any_of(&rules.masks);
        let rule_set_scope = compiler.scope(rule_set_masks.clone());
        debug_assert_eq!(rule_set_scope, RULE_SET_SCOPE, "the first scope is the rule set's");
        for conditions in rules.conditions.iter().chain(rules.categories.iter().map(|c| &c.conditions)) {
            let demands = compiler.demands(conditions);
            compiler.program.levels.push(demands);
        }
        for flag in &rules.flags {
            let demands = compiler.demand_list(&flag.conditions);
            compiler.program.flags.push(demands);
        }
        for (at, category) in rules.categories.iter().enumerate() {
            let category = compiler.category(at, category, rules, &rule_set_masks);
            compiler.program.categories.push(category);
        }
        compiler.finish()
    }
}

#[derive(Default)]
struct Compiler {
    program: Program,
    literals: FxHashMap<String, LiteralId>,
    segments: FxHashMap<Segment, SegmentId>,
    patterns: FxHashMap<Sequence, PatternId>,
    scopes: FxHashMap<Vec<PatternId>, ScopeId>,
    fillings: Vec<Vec<LiteralId>>,
    /// By list of conditions, the segments of which it needs one.
    leads: Vec<Vec<SegmentId>>,
    /// The patterns that conditions look for in the whole paragraph.
    far: Vec<PatternId>,
    /// Whether a condition counts characters beyond its sentence.
    measures_far: bool,
}

impl Compiler {
    fn category(
        &mut self,
        at: usize,
        category: &Category,
        rules: &RuleSet,
        rule_set_masks: &[PatternId],
    ) -> CategoryProgram {
        let lineage = || category.parents.iter().copied().chain([at]);
        let mut masks = rule_set_masks.to_vec();
        for level in lineage() {
            masks.extend(self.any_of(&rules.categories[level].masks));
        }
        let above = rules.conditions.len();
        let mut program = CategoryProgram {
            scope: self.scope(masks),
            levels: {
                let all = (0..above).chain(lineage().map(|level| above + level));
                all.filter(|level| !self.program.levels[*level].are_none()).collect()
            },
            clauses: Vec::new(),
        };
        let mut patterns_before = 0;
        for clause in &category.clauses {
            program.clauses.push(self.clause(clause, patterns_before));
            patterns_before += clause.patterns.len();
        }
        program
    }

    fn clause(&mut self, clause: &Clause, patterns_before: usize) -> ClauseProgram {
        ClauseProgram {
            patterns: self.patterns(&clause.patterns),
            patterns_before,
            boundary: clause.boundary,
            demands: self.demands(&clause.conditions),
            unconditional: clause.unconditional,
            at_least: clause.at_least,
        }
    }

    fn demands(&mut self, conditions: &Conditions) -> Demands {
        Demands {
            must: conditions.must.as_ref().map(|must| self.demand_list(must)),
            must_not: self.demand_list(&conditions.must_not),
        }
    }

    fn demand_list(&mut self, conditions: &[Condition]) -> DemandList {
        let mut any = Vec::new();
        // Those that look in the same way are one, for the patterns of all.
        let mut outlooks = FxHashMap::default();
        let mut alike: Vec<(Outlook, Vec<&Pattern>)> = Vec::new();
        for condition in conditions {
            let Condition::Around { relation, patterns, boundary, within, distance, .. } = condition else {
                any.push(self.demand(condition));
                continue;
            };
            let outlook = Outlook::of(*relation, *boundary, *within, *distance);
            let (at, is_new) = number(&mut outlooks, outlook);
            if is_new {
                alike.push((outlook, Vec::new()));
            }
            alike[at].1.extend(patterns);
        }
        any.extend(alike.into_iter().map(|(outlook, patterns)| self.around(outlook, patterns)));
        let number = self.leads.len();
        let mut leads = Vec::new();
        for demand in &any {
            self.leads_of(demand, &mut leads);
        }
        self.leads.push(leads);
        DemandList { number, any }
    }

    /// The segments of which a condition needs one: the first of each pattern of one of its parts.
    fn leads_of(&self, demand: &Demand, leads: &mut Vec<SegmentId>) {
        match demand {
            Demand::All(all) => all.iter().take(1).for_each(|demand| self.leads_of(demand, leads)),
            Demand::Around(_, patterns) => {
                leads.extend(patterns.iter().map(|pattern| self.program.patterns[*pattern].segments[0]));
            }
        }
    }

    fn demand(&mut self, condition: &Condition) -> Demand {
        match condition {
            Condition::All(all) => Demand::All(all.iter().map(|condition| self.demand(condition)).collect()),
            Condition::Around { relation, patterns, boundary, within, distance, .. } => {
                self.around(Outlook::of(*relation, *boundary, *within, *distance), patterns)
            }
        }
    }

    fn around<'p>(&mut self, outlook: Outlook, patterns: impl IntoIterator<Item = &'p Pattern>) -> Demand {
        let patterns = self.any_of(patterns);
        if outlook.is_far() {
            self.far.extend(&patterns);
            self.measures_far |= outlook.distance < usize::MAX;
        }
        Demand::Around(outlook, patterns)
    }

    fn scope(&mut self, mut masks: Vec<PatternId>) -> ScopeId {
        masks.sort_unstable();
        masks.dedup();
        let (id, is_new) = number(&mut self.scopes, masks.clone());
        if is_new {
            self.program.scopes.push(masks);
        }
        id
    }

    fn patterns(&mut self, patterns: &[Pattern]) -> Vec<PatternId> {
        patterns.iter().map(|pattern| self.pattern(pattern)).collect()
    }

    /// Patterns of which it does not matter which one matches: all of one segment are one.
    fn any_of<'p>(&mut self, patterns: impl IntoIterator<Item = &'p Pattern>) -> Vec<PatternId> {
        let (single, longer): (Vec<&Pattern>, Vec<&Pattern>) =
            patterns.into_iter().partition(|pattern| pattern.segments.len() == 1);
        let mut all: Vec<String> = single
            .iter()
            .flat_map(|pattern| &pattern.segments)
            .flat_map(|segment| segment.0.clone())
            .collect();
        all.sort_unstable();
        all.dedup();
        let mut ids = Vec::new();
        if !all.is_empty() {
            ids.push(self.sequence(&[Segment(all)], &[], false));
        }
        ids.extend(longer.into_iter().map(|pattern| self.pattern(pattern)));
        ids
    }

    fn pattern(&mut self, pattern: &Pattern) -> PatternId {
        self.sequence(&pattern.segments, &pattern.gaps, pattern.either)
    }

    fn sequence(&mut self, segments: &[Segment], gaps: &[usize], either: bool) -> PatternId {
        let segments = segments.iter().map(|segment| self.segment(segment)).collect();
        let sequence = Sequence { segments, gaps: gaps.to_vec(), either };
        let (id, is_new) = number(&mut self.patterns, sequence.clone());
        if is_new {
            self.program.patterns.push(sequence);
        }
        id
    }

    fn segment(&mut self, segment: &Segment) -> SegmentId {
        let (id, is_new) = number(&mut self.segments, segment.clone());
        if is_new {
            let mut literals: Vec<LiteralId> = segment.0.iter().map(|text| self.literal(text)).collect();
            literals.sort_unstable();
            self.fillings.push(literals);
        }
        id
    }

    fn literal(&mut self, text: &str) -> LiteralId {
        let (id, is_new) = number(&mut self.literals, text.to_owned());
        if is_new {
            self.program.literals.push(Literal { text: text.to_owned(), edges: Edges::of(text) });
        }
        id
    }

    /// Adds the ways back from segments to patterns and from patterns to entries.
    fn finish(mut self) -> Program {
        let far: Vec<SegmentId> =
            self.far.iter().map(|pattern| self.program.patterns[*pattern].segments[0]).collect();
        self.program.far = self.fillings.len();
        self.fillings.push(self.union(&far));
        let program = &mut self.program;
        program.entries_of = vec![Vec::new(); program.patterns.len()];
        for (category, rules) in program.categories.iter().enumerate() {
            for (clause, rules) in rules.clauses.iter().enumerate() {
                for (position, pattern) in rules.patterns.iter().enumerate() {
                    program.entries_of[*pattern].push(Entry { category, clause, position });
                }
            }
        }
        let rarest = self.rarest_segments();
        let mut led = self.led(&rarest);
        self.leaders_first(&mut led);
        let cover_leads: Vec<Vec<SegmentId>> = self
            .program
            .scopes
            .iter()
            .map(|masks| masks.iter().map(|mask| rarest[*mask]).collect())
            .collect();
        let mut program = mem::take(&mut self.program);
        program.led = Lists::of(led);
        program.followers = Lists::of(program.patterns.iter().zip(&rarest).map(|(pattern, rarest)| {
            pattern.segments.iter().copied().filter(move |segment| segment != rarest)
        }));
        program.leads = self.memberships(&self.leads);
        program.cover_leads = self.memberships(&cover_leads);
        program.segments = Lists::of(self.fillings);
        program.memberships = Memberships::of(&program.segments);
        program.is_local = !self.measures_far && program.is_within_sentences();
        program.terms = program.terms_of_literals();
        program
    }

    /// The literals of some segments.
    fn union(&self, segments: &[SegmentId]) -> Vec<LiteralId> {
        let literals: BTreeSet<LiteralId> =
            segments.iter().flat_map(|segment| &self.fillings[*segment]).copied().collect();
        literals.into_iter().collect()
    }

    fn memberships(&self, unions: &[Vec<SegmentId>]) -> Memberships {
        Memberships::of(&Lists::of(unions.iter().map(|segments| self.union(segments))))
    }

    /// The segment of each pattern that is least to be expected.
    fn rarest_segments(&self) -> Vec<SegmentId> {
        let expected = |literal: &LiteralId| expected(&self.program.literals[*literal].text);
        let frequencies: Vec<u64> =
            self.fillings.iter().map(|fillings| fillings.iter().map(expected).sum()).collect();
        let rarest = |pattern: &Sequence| {
            let segments = pattern.segments.iter().copied();
            segments.min_by_key(|segment| frequencies[*segment]).unwrap_or(self.program.far)
        };
        self.program.patterns.iter().map(rarest).collect()
    }

    /// The patterns of categories that each literal leads.
    fn led(&self, rarest: &[SegmentId]) -> Vec<Vec<PatternId>> {
        let program = &self.program;
        let mut led = vec![Vec::new(); program.literals.len()];
        for (id, rarest) in rarest.iter().enumerate() {
            // Patterns that stand only in masks and conditions are looked at when these ask.
            if !program.entries_of[id].is_empty() {
                self.fillings[*rarest].iter().for_each(|literal| led[*literal].push(id));
            }
        }
        led
    }

    /// Numbers the literals anew, so that those that lead patterns come first; of the others, nothing is kept in `led`.
    fn leaders_first(&mut self, led: &mut Vec<Vec<PatternId>>) {
        let mut order: Vec<LiteralId> = (0..led.len()).collect();
        order.sort_by_key(|literal| led[*literal].is_empty());
        let mut place_of = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, literal)| place_of[*literal] = place);
        let literals = &self.program.literals;
        self.program.literals = order.iter().map(|literal| literals[*literal].clone()).collect();
        *led = order.iter().map(|literal| mem::take(&mut led[*literal])).collect();
        led.retain(|patterns| !patterns.is_empty());
        for fillings in &mut self.fillings {
            for literal in &mut *fillings {
                *literal = place_of[*literal];
            }
            fillings.sort_unstable();
        }
    }
}

/// The number of `key` among the distinct keys seen, and whether it is new.
fn number<K: Eq + Hash>(known: &mut FxHashMap<K, usize>, key: K) -> (usize, bool) {
    let next = known.len();
    let id = *known.entry(key).or_insert(next);
    (id, id == next)
}

//! What conditions find around a match, put into words.

use crate::analysis::{Finding, Nearby, Side, Standing};
use crate::language::{Argument, Message};
use crate::ruleset::{Pattern, Relation, Shape};
use crate::text::Unit;

use super::teller::{MOST_NAMED, Teller};

impl Teller<'_> {
    /// A single condition that holds, and the words it rests on.
    pub(super) fn held(&self, finding: &Finding) -> Message {
        let Some(nearby) = &finding.nearest else {
            return Message::new("explain.held_alone").with("condition", self.condition(finding.condition));
        };
        // Of several patterns, only the one that is there matters.
        let condition = self.looking_for(finding, &[nearby.pattern]);
        self.nearby(["explain.held", "explain.held_itself"], nearby, condition)
    }

    /// What keeps a condition from holding, a line for each of its parts. None where nothing of it stands in the
    /// paragraph, unless something else of the same `all` does.
    pub(super) fn lacks(&self, finding: &Finding) -> Vec<Message> {
        if finding.is_absent() {
            return Vec::new();
        }
        let failing = finding.leaves().into_iter().filter(|leaf| !leaf.holds);
        failing.map(|leaf| self.lack(leaf)).collect()
    }

    fn lack(&self, finding: &Finding) -> Message {
        let condition = match &finding.nearest {
            Some(nearby) => self.looking_for(finding, &patterns(finding, nearby)),
            None => self.condition(finding.condition),
        };
        match &finding.nearest {
            None => Message::new("explain.near.absent").with("condition", condition),
            Some(nearby) if nearby.blocks.is_empty() => {
                let shape = finding.condition.around().map(|(shape, _)| shape);
                let faults = shape.map_or_else(Vec::new, |shape| faults(shape, nearby.standing));
                let keys = ["explain.near.misses", "explain.near.misses_itself"];
                self.nearby(keys, nearby, condition).with_list("faults", faults)
            }
            Some(nearby) => {
                let blocks = nearby.blocks.iter().map(|block| self.obstacle(block));
                Message::new("explain.near.blocked").with("condition", condition).with_list("block", blocks)
            }
        }
    }

    /// Words and where they stand; by the second key where they are all that the condition says.
    fn nearby(&self, [key, itself]: [&'static str; 2], nearby: &Nearby, condition: String) -> Message {
        let key = if condition == self.text_of(&nearby.words) { itself } else { key };
        let message = Message::new(key).with("condition", condition).with("words", self.words(&nearby.words));
        message.with_message("where", seen(nearby.standing))
    }

    /// A condition as it is, but for these patterns.
    fn looking_for(&self, finding: &Finding, patterns: &[&Pattern]) -> String {
        match finding.condition.around() {
            Some((shape, _)) => self.briefly(|brevity| shape.shown(patterns, "", brevity)),
            None => self.condition(finding.condition),
        }
    }
}

/// The patterns of a condition; the one that is spoken of first, where it could be left out.
fn patterns<'f>(finding: &Finding<'f>, nearby: &Nearby<'f>) -> Vec<&'f Pattern> {
    let all = finding.condition.around().map_or(&[][..], |(_, patterns)| patterns);
    let is_it = |pattern: &&Pattern| std::ptr::eq(*pattern, nearby.pattern);
    let is_shown = all.iter().take(MOST_NAMED).any(|pattern| is_it(&pattern));
    let first = (!is_shown).then_some(nearby.pattern);
    first.into_iter().chain(all.iter().filter(|pattern| is_shown || !is_it(pattern))).collect()
}

/// Where words stand, seen from a match.
fn seen(standing: Standing) -> Message {
    let unit = Message::new(match standing.shared {
        Unit::Clause => "explain.unit.clause",
        Unit::Sentence => "explain.unit.sentence",
        Unit::Paragraph => "explain.unit.paragraph",
    });
    let key = match (standing.side, standing.distance) {
        (Side::Inside, _) => return Message::new("explain.where.inside"),
        (Side::Across, _) => return Message::new("explain.where.across"),
        (Side::Before, 0) => "explain.where.directly_before",
        (Side::Before, _) => "explain.where.before",
        (Side::After, 0) => "explain.where.directly_after",
        (Side::After, _) => "explain.where.after",
    };
    Message::new(key).with("distance", standing.distance).with_message("unit", unit)
}

/// The demands of a condition that words do not fulfil.
fn faults(shape: Shape, standing: Standing) -> Vec<Argument> {
    let place = Message::new(match shape.relation {
        Relation::Near => "explain.fault.inside",
        Relation::Before => "explain.fault.not_before",
        Relation::After => "explain.fault.not_after",
        Relation::Inside => "explain.fault.not_inside",
    });
    let within = Message::new(match shape.within {
        Unit::Clause => "explain.fault.other_clause",
        Unit::Sentence | Unit::Paragraph => "explain.fault.other_sentence",
    });
    let most = shape.distance.unwrap_or_default();
    let far = Message::new("explain.fault.too_far").with("distance", standing.distance).with("most", most);
    let demands = [(standing.is_placed, place), (standing.is_within, within), (standing.is_close, far)];
    demands.into_iter().filter(|(is_met, _)| !is_met).map(|(_, fault)| fault.into()).collect()
}

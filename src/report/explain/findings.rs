//! What conditions find around a match, put into words.

use crate::analysis::{Finding, Nearby, Side, Standing};
use crate::language::{Argument, Message};
use crate::ruleset::{Relation, Shape};
use crate::text::Unit;

use super::teller::{PATTERN_WIDTH, Teller};
use crate::report::width::shortened;

impl Teller<'_> {
    /// A single condition that holds, and the words it rests on.
    pub(super) fn held(&self, finding: &Finding) -> Message {
        let message = Message::new("explain.held").with("condition", condition(finding));
        match &finding.nearest {
            Some(nearby) => self.nearby(message, nearby),
            None => message,
        }
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
        let new = |key| Message::new(key).with("condition", condition(finding));
        match &finding.nearest {
            None => new("explain.near.absent"),
            Some(nearby) if nearby.blocks.is_empty() => {
                let shape = finding.condition.around().map(|(shape, _)| shape);
                let faults = shape.map_or_else(Vec::new, |shape| faults(shape, nearby.standing));
                self.nearby(new("explain.near.misses"), nearby).with_list("faults", faults)
            }
            Some(nearby) => {
                let blocks = nearby.blocks.iter().map(|block| self.obstacle(block));
                new("explain.near.blocked").with_list("block", blocks)
            }
        }
    }

    fn nearby(&self, message: Message, nearby: &Nearby) -> Message {
        message.with("words", self.words(&nearby.words)).with_message("where", seen(nearby.standing))
    }
}

/// A condition with the one pattern of it that matters; as it is where that is not known.
fn condition(finding: &Finding) -> String {
    let shown = match (finding.condition.around(), &finding.nearest) {
        (Some((shape, _)), Some(nearby)) => shape.shown(&[nearby.pattern]),
        _ => finding.condition.shown(),
    };
    shortened(&shown, PATTERN_WIDTH).into_owned()
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

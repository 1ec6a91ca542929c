//! Ids that are hard to name: with blanks or commas, which part ids where several are named, or with dots that
//! part nothing.

use super::Subject;
use crate::language::Message;
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::Diagnostic;

pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    for (entry, category) in &subject.categories {
        if let Some(what) = strangeness(&category.id) {
            let what = Message::new(what).with("id", &category.id);
            faults.push(Diagnostic::new(Code::StrangeId, entry.id.place.clone()).with_message("what", what));
        }
    }
}

/// The key of what is said about an id, where there is something to say.
fn strangeness(id: &str) -> Option<&'static str> {
    if id.contains(',') {
        Some("strange_id.comma")
    } else if id.contains(char::is_whitespace) {
        Some("strange_id.blank")
    } else if id.split('.').any(str::is_empty) {
        Some("strange_id.dot")
    } else {
        None
    }
}

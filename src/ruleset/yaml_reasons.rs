//! What the YAML reader stumbled over, in an analyst's terms.

use crate::language::Message;

/// A word of the reader's own message, and the key of ours.
const REASONS: &[(&str, &str)] = &[
    ("mapping values are not allowed", "yaml.colon"),
    ("did not find expected key", "yaml.indent"),
    ("did not find expected '-'", "yaml.dash"),
    ("simple key expected ':'", "yaml.missing_colon"),
    ("unknown anchor", "yaml.star"),
    ("unexpected character", "yaml.sign"),
    ("block scalar", "yaml.block"),
    ("multiple YAML documents", "yaml.documents"),
    ("quoted scalar", "yaml.quote"),
    ("flow sequence", "yaml.list"),
    ("flow mapping", "yaml.braces"),
    ("illegal placement of ':'", "yaml.unclosed"),
    ("tabs disallowed", "yaml.tab"),
    ("alias", "yaml.names"),
    ("budget", "yaml.size"),
];

/// Why a file cannot be read, from what the reader says.
pub(super) fn reason(jargon: &str) -> Message {
    let known = REASONS.iter().find(|(word, _)| jargon.contains(word));
    Message::new(known.map_or("yaml.unclear", |(_, key)| key))
}

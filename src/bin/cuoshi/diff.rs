//! The difference between two texts of a file, as `diff -u` shows it.

use std::io::IsTerminal as _;
use std::time::Duration;

use similar::TextDiff;

/// After so long a difference need not be the shortest.
const PATIENCE: Duration = Duration::from_secs(2);

/// Lines around a change.
const CONTEXT: usize = 3;

/// What makes one text the other; with colours on a terminal.
pub(crate) fn unified(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(before, after);
    let plain = diff.unified_diff().context_radius(CONTEXT).header(name, name).to_string();
    let stdout = std::io::stdout();
    let choice = anstream::AutoStream::choice(&stdout);
    if !stdout.is_terminal() || choice == anstream::ColorChoice::Never {
        return plain;
    }
    plain.split_inclusive('\n').map(coloured).collect()
}

fn coloured(line: &str) -> String {
    let text = line.trim_end_matches('\n');
    let look = match text.as_bytes().first() {
        _ if text.starts_with("--- ") || text.starts_with("+++ ") => "1",
        Some(b'-') => "31",
        Some(b'+') => "32",
        Some(b'@') => "36",
        _ => return line.to_owned(),
    };
    format!("\x1b[{look}m{text}\x1b[0m\n")
}

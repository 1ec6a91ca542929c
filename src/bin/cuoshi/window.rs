//! What the window of the reader allows.

use std::io;

use cuoshi::Language;
use cuoshi::report::Style;

/// The columns of a terminal view where no window tells.
const USUAL_WIDTH: usize = 80;

/// The style of a view; without colours where it does not go to standard output.
pub(crate) fn style(to_stdout: bool, language: Language) -> Style {
    let stdout = io::stdout();
    let colour = to_stdout && anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    let window = terminal_size::terminal_size_of(&stdout).map(|(width, _)| usize::from(width.0));
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    Style { width: window.or_else(told).unwrap_or(USUAL_WIDTH), colour, language }
}

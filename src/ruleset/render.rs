//! Diagnostics as an analyst reads them: the line itself, a mark right under what is meant, the way
//! out, and the corrected line where it is known.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::language::{Language, Message};

use super::diagnostic::{Diagnostic, Diagnostics, Place, Severity};

impl Diagnostics {
    /// All of them for reading, one below the other; `colour` for a terminal.
    pub fn render(&self, colour: bool, language: Language) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let blocks: Vec<String> =
            self.iter().map(|diagnostic| render(diagnostic, &renderer, language)).collect();
        blocks.join("\n\n")
    }
}

fn render(diagnostic: &Diagnostic, renderer: &Renderer, language: Language) -> String {
    let (message, help) = (diagnostic.message(language), diagnostic.help(language));
    let word = |key| Message::new(key).text(language);
    let also_here = word("also_here");
    let help = match diagnostic.corrected_line() {
        Some(line) => format!("{help}\n{}", line.trim_end()),
        None => help,
    };
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR.with_name(word("error")),
        Severity::Warning => Level::WARNING.with_name(word("warning")),
    };
    let way_out = Level::HELP.with_name(word("help"));
    let title = level.primary_title(&message).id(diagnostic.code().word());
    let mut group = match diagnostic.place() {
        Some(place) => Group::with_title(title).element(snippet(place, AnnotationKind::Primary, "")),
        None => Group::with_title(title),
    };
    if let Some(other) = diagnostic.other() {
        group = group.element(snippet(other, AnnotationKind::Context, &also_here));
    }
    renderer.render(&[group.element(way_out.message(&help))])
}

/// The line of a place with a mark under it; a place of no width is marked by one column.
fn snippet<'p>(
    place: &'p Place,
    kind: AnnotationKind,
    label: &'p str,
) -> Snippet<'p, annotate_snippets::Annotation<'p>> {
    let line = place.line_bytes();
    let text = place.file.text.get(line.clone()).unwrap_or_default();
    let start = place.span.start.clamp(line.start, line.end) - line.start;
    let end = (place.span.end.clamp(line.start, line.end) - line.start).max(start);
    let mut annotation = kind.span(start..end);
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    Snippet::source(text).line_start(place.line()).path(place.file()).annotation(annotation)
}

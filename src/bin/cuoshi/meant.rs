//! The paragraph that a call of `explain` means: a text, or one of the paragraphs of a document.

use std::io;
use std::path::Path;

use cuoshi::corpus::{self, Corpus, Paragraph, Problem, Severity};
use cuoshi::{Argument, Language, Message};

use crate::args::ExplainArguments;
use crate::say;

/// Of records with the same id, so many are named.
const MOST_NAMED: usize = 8;

/// Its text. The failure is what is wrong; nothing where that has been said.
pub(crate) fn text(arguments: &ExplainArguments, language: Language) -> Result<String, Option<Message>> {
    match (&arguments.text, &arguments.document) {
        (Some(text), _) if text == "-" => standard_input(arguments, language),
        (Some(text), _) => Ok(text.clone()),
        (None, Some(document)) => in_document(arguments, document, language),
        (None, None) => Ok(String::new()),
    }
}

/// All of standard input as one paragraph.
fn standard_input(arguments: &ExplainArguments, language: Language) -> Result<String, Option<Message>> {
    let whole = corpus::Options {
        input: Some(corpus::Format::Text),
        split: corpus::Split::None,
        ..arguments.reading.options()
    };
    let corpus = Corpus::new(vec!["-".into()], io::stdin(), whole).map_err(|trouble| trouble.message())?;
    let mut text = String::new();
    let mut is_lost = false;
    for paragraph in corpus {
        match paragraph {
            Ok(paragraph) => text += &paragraph.text,
            Err(trouble) => {
                is_lost |= trouble.severity() == Severity::Failure;
                say(&trouble.message(), language);
            }
        }
    }
    if is_lost { Err(None) } else { Ok(text) }
}

/// What of a document comes into question.
#[derive(Default)]
struct Found {
    /// How many paragraphs the document has or, where a record is meant, that record.
    count: usize,
    /// The one that is meant or, where no number says which, the first.
    meant: Option<Paragraph>,
    /// Where the records of the id that is meant begin.
    records: Vec<Option<usize>>,
    /// The ids of other records.
    others: Vec<String>,
    /// Whether it was said what is wrong with the document.
    is_told: bool,
}

fn in_document(
    arguments: &ExplainArguments,
    document: &Path,
    language: Language,
) -> Result<String, Option<Message>> {
    let new = |key| Message::new(key).with("source", document.display());
    if document.is_dir() {
        return Err(Some(new("explain.program.folder")));
    }
    let number = arguments.paragraph.map(|number| number as usize);
    let Found { count, meant, records, others, is_told } = find(arguments, document, number, language)?;
    if let Some(id) = &arguments.record {
        match &records[..] {
            [] if is_told && others.is_empty() => return Err(None),
            [] => {
                let message = match cuoshi::nearest(id, others.iter().map(String::as_str)) {
                    Some(near) => new("explain.program.misspelt_record").with("near", near),
                    None => new("explain.program.no_such_record"),
                };
                return Err(Some(message.with("id", id)));
            }
            [line] if count == 0 => {
                let message = new("explain.program.empty_record").with("id", id);
                return Err(Some(message.with("line", line.unwrap_or_default())));
            }
            [_] => {}
            lines => {
                let lines = lines.iter().map(|line| line.unwrap_or_default().to_string());
                let lines = Argument::first_of(lines, MOST_NAMED);
                let message = new("explain.program.same_ids").with("id", id);
                return Err(Some(message.with_argument("lines", lines)));
            }
        }
    }
    Err(Some(match (meant, number) {
        (Some(paragraph), Some(_)) => return Ok(paragraph.text),
        (Some(paragraph), None) if count == 1 => return Ok(paragraph.text),
        (Some(_), None) => new("explain.program.which_paragraph").with("count", count),
        (None, _) if is_told && count == 0 => return Err(None),
        (None, Some(number)) => {
            new("explain.program.no_such_paragraph").with("number", number).with("count", count)
        }
        (None, None) => new("explain.program.no_paragraph"),
    }))
}

/// Reads a document as far as that is needed.
fn find(
    arguments: &ExplainArguments,
    document: &Path,
    number: Option<usize>,
    language: Language,
) -> Result<Found, Message> {
    let options = corpus::Options {
        // Whoever asks for a record that has no text is to hear so.
        empty_records: arguments.record.is_some(),
        ..arguments.reading.options()
    };
    let corpus = Corpus::new(vec![document.to_owned()], io::stdin(), options);
    let corpus = corpus.map_err(|trouble| trouble.message())?;
    let mut found = Found::default();
    for paragraph in corpus {
        let paragraph = match paragraph {
            Ok(paragraph) => paragraph,
            // Which record is meant is said below, if it matters.
            Err(trouble) if matches!(trouble.problem(), Problem::RepeatedIds { .. }) => continue,
            Err(trouble) => {
                found.is_told = true;
                say(&trouble.message(), language);
                continue;
            }
        };
        if let Some(id) = &arguments.record {
            if *id != paragraph.document {
                if found.others.last() != Some(&paragraph.document) {
                    found.others.push(paragraph.document);
                }
                continue;
            }
            if found.records.last() != Some(&paragraph.record) {
                found.records.push(paragraph.record);
            }
            if paragraph.text.is_empty() {
                continue;
            }
        }
        found.count += 1;
        if found.meant.is_none() && number.is_none_or(|number| number == found.count) {
            found.meant = Some(paragraph);
        }
        // Another record of the same id may still come.
        if number.is_some() && found.meant.is_some() && arguments.record.is_none() {
            break;
        }
    }
    Ok(found)
}

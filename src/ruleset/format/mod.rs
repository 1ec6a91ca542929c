//! The one form in which rule files are written: `cuoshi fmt`.
//!
//! ```text
//! text ─ events ─▶ Events ─ tree ─▶ Tree (with comments) ─ order ─▶ Tree ─ print ─▶ lines ─▶ text
//! ```
//!
//! What a file says stays, and so do its comments, the order of its entries, and the names given to values.
//! Before a text is given back it is read again and compared with the one it was made from.

mod events;
mod lines;
mod order;
mod place;
mod print;
mod remarks;
mod same;
mod text;
mod tree;
mod wrap;

use std::sync::Arc;

use self::place::Place;
use self::tree::Shape;
use super::cases::{self, CaseFiles};
use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Place as FilePlace, SourceFile};
use super::dictionary::Dictionary;
use super::{fix, node};
use crate::language::Message;

/// Gives a rule file, or a file of cases, its one form: the order of keys, indentation, quotation marks only
/// where they are needed, lists in brackets or one entry a line. `name` is what diagnostics call it.
///
/// ```
/// let text = "version: 1\ncategories:\n- {id: fiscal.subsidies, any: ['补贴',  补助]} # money\n";
/// let formatted = cuoshi::format("mine.yml", text)?;
/// assert_eq!(formatted, "version: 1\n\ncategories:\n  # money\n  - id: fiscal.subsidies\n    any: [补贴, 补助]\n");
/// # Ok::<(), cuoshi::Diagnostics>(())
/// ```
///
/// # Errors
///
/// All that is wrong with the file where that leaves open how it is to be read.
pub fn format(name: &str, text: &str) -> Result<String, Diagnostics> {
    let plain = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n");
    let is_cases = cases::is_list(&plain);
    let formatted = format_as(is_cases, name, text, &plain);
    // What the first line seems to be need not be what the file is.
    if formatted.is_ok() { formatted } else { format_as(!is_cases, name, text, &plain).or(formatted) }
}

fn format_as(is_cases: bool, name: &str, text: &str, plain: &str) -> Result<String, Diagnostics> {
    let (mended, faults) = fix::fix_writing(name, plain, is_cases);
    if faults.iter().any(|fault| fault.code.is_about_writing()) {
        return Err(all_faults(name, text, is_cases));
    }
    settled(&mended, is_cases, &faults).map_err(|at| {
        let faults = all_faults(name, text, is_cases);
        if faults.has_errors() { faults } else { refusal(name, mended, at) }
    })
}

/// So often a text is laid out at most.
const MOST_ROUNDS: usize = 4;

/// The text in its form, which laying it out again does not change: where a comment has moved, what it stood in
/// may fit on one line.
fn settled(text: &str, is_cases: bool, faults: &[Diagnostic]) -> Result<String, usize> {
    let mut formatted = laid_out(text, is_cases, faults)?;
    for _ in 1..MOST_ROUNDS {
        let again = laid_out(&formatted, is_cases, faults)?;
        if again == formatted {
            break;
        }
        formatted = again;
    }
    Ok(formatted)
}

/// The text in its form; else the byte at which it is not clear how.
fn laid_out(text: &str, is_cases: bool, faults: &[Diagnostic]) -> Result<String, usize> {
    let place = if is_cases { Place::Cases } else { Place::File };
    let mut tree = tree::build(text, events::read(text)?);
    match tree.root.value.shape {
        Shape::List(_) if is_cases => {}
        Shape::Mapping(_) if !is_cases => {}
        _ => return Err(0),
    }
    order::sort(&mut tree.root.value, place);
    let formatted = lines::join(&print::lines(&tree, place));
    let values = |text: &str| node::read(text).map_err(|_| 0_usize);
    same::values(&values(text)?, &values(&formatted)?)?;
    same::comments(text, &formatted)?;
    same::faults(faults, &fix::faults_of_writing("", &formatted, is_cases))?;
    Ok(formatted)
}

/// What the loader says about a file.
fn all_faults(name: &str, text: &str, is_cases: bool) -> Diagnostics {
    let files = [(name.to_owned(), text.to_owned())];
    if is_cases {
        return CaseFiles::parse(files).into_faults();
    }
    Dictionary::parse(files).check().map_or_else(|all| all, |(_, warnings)| warnings)
}

/// Says that a file was left as it is, which no file should cause.
fn refusal(name: &str, text: String, at: usize) -> Diagnostics {
    let file = Arc::new(SourceFile { name: name.to_owned(), text });
    let fault = Diagnostic::new(Code::YamlSyntax, FilePlace::new(file, at..at));
    fault.with_message("reason", Message::new("yaml.form")).into()
}

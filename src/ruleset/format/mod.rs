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
use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Place as FilePlace, SourceFile};
use super::node;
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
    let refused = |at: usize| {
        let file = Arc::new(SourceFile { name: name.to_owned(), text: plain.clone() });
        let fault = Diagnostic::new(Code::YamlSyntax, FilePlace { file, span: at..at });
        Diagnostics::from(fault.with_message("reason", Message::new("yaml.form")))
    };
    let before = node::read(&plain).map_err(|_| refused(0))?;
    let mut tree = tree::build(&plain, events::read(&plain).map_err(refused)?);
    let place = if matches!(tree.root.value.shape, Shape::List(_)) { Place::Cases } else { Place::File };
    order::sort(&mut tree.root.value, place);
    let formatted = lines::join(&print::lines(&tree, place));
    let after = node::read(&formatted).map_err(|_| refused(0))?;
    if !same::values(&before, &after) || !same::comments(&plain, &formatted) {
        return Err(refused(0));
    }
    Ok(formatted)
}

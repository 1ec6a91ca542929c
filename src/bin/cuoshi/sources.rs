//! What a result is made from must outlive it: a document or a rule file that it replaced could not be had
//! again.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use cuoshi::{Message, corpus};

use crate::args::TagArguments;
use crate::output::is_stdout;

/// Refuses a result that would take the place of a document or of the rules; says why.
pub(crate) fn refuse_to_replace(arguments: &TagArguments, paths: &[PathBuf]) -> Result<(), Message> {
    let Some(output) = arguments.output.as_deref().filter(|path| !is_stdout(path) && path.is_file()) else {
        return Ok(());
    };
    let is_output = |path: &Path| same_file::is_same_file(path, output).unwrap_or(false);
    let reads_stdin = paths.is_empty() || paths.iter().any(|path| path.as_os_str() == "-");
    let is_stdin = || Some(same_file::Handle::stdin().ok()? == same_file::Handle::from_path(output).ok()?);
    let mut sources = paths.iter().chain(&arguments.rules).chain(&arguments.metadata);
    let is_a_source = sources.any(|path| is_output(path)) || (reads_stdin && is_stdin() == Some(true));
    let lies_in = |folder: &PathBuf| {
        let places = folder.canonicalize().ok().zip(output.canonicalize().ok());
        folder.is_dir() && places.is_some_and(|(folder, output)| output.starts_with(folder))
    };
    // A file in a folder that is read may be replaced only where it is what an earlier run left there.
    let rules = arguments.rules.as_slice();
    let lies_in_one = |paths: &[PathBuf]| paths.iter().any(lies_in) || corpus::leads_to(paths, output);
    let may_be_a_source = lies_in_one(rules) || (lies_in_one(paths) && !is_result(output));
    if is_a_source || may_be_a_source {
        return Err(Message::new("tag.would_replace").with("path", output.display()));
    }
    Ok(())
}

/// Whether a file begins like a result.
fn is_result(path: &Path) -> bool {
    let mut head = [0; 64];
    let length = std::fs::File::open(path).and_then(|mut file| file.read(&mut head)).unwrap_or(0);
    let head = String::from_utf8_lossy(&head[..length]);
    let head = head.trim_start_matches('\u{FEFF}');
    head.is_empty()
        || head.starts_with("{\"document\":")
        || head.starts_with("document,paragraph,line,kind,category")
        || head.starts_with("document,paragraph,line,category")
}

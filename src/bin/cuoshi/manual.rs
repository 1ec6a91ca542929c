//! `cuoshi completions` and `cuoshi man`: what shells and readers of manuals need, generated from the
//! description of the command line, so that it is never behind it.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;
use cuoshi::{Language, Message};

use crate::args::Arguments;
use crate::output::Output;
use crate::{Outcome, help, output, say};

/// Prints the completions for a shell.
pub(crate) fn completions(shell: Shell, language: Language) -> ExitCode {
    let mut out = Vec::new();
    let mut command = help::described(Arguments::command(), language);
    clap_complete::generate(shell, &mut command, "cuoshi", &mut out);
    output::print(&out, language).into()
}

/// Prints the manual page of the program or, with a folder, writes one for each command into it.
pub(crate) fn pages(folder: Option<&Path>, language: Language) -> ExitCode {
    // `help` says nothing that the pages do not.
    let command = help::described(Arguments::command().disable_help_subcommand(true), language);
    let Some(folder) = folder else {
        return output::print(&page(&Man::new(command), language), language).into();
    };
    match write(&command, folder, language) {
        Ok(written) => output::print(written.as_bytes(), language),
        Err(error) => {
            let unwritable = Message::new("program.unwritable").with("path", folder.display());
            say(&unwritable.with_message("reason", (&error).into()), language);
            Outcome::InputFailed
        }
    }
    .into()
}

/// Writes the page of each command into a folder; gives their paths, one a line.
fn write(command: &Command, folder: &Path, language: Language) -> io::Result<String> {
    fs::create_dir_all(folder)?;
    let mut written = String::new();
    for command in command.get_subcommands().chain([command]) {
        let man = Man::new(command.clone());
        let path = folder.join(man.get_filename());
        let mut file = Output::open(Some(&path))?;
        file.write_all(&page(&man, language))?;
        file.complete()?;
        written.push_str(&path.display().to_string());
        written.push('\n');
    }
    Ok(written)
}

/// A page; its headings are those of the language.
fn page(man: &Man, language: Language) -> Vec<u8> {
    let mut page = Vec::new();
    let rendered = man.render(&mut page);
    debug_assert!(rendered.is_ok(), "a buffer takes everything");
    help::headed(&String::from_utf8_lossy(&page), language).into_bytes()
}

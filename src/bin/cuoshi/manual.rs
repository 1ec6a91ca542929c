//! `cuoshi completions` and `cuoshi man`: what shells and readers of manuals need, generated from the
//! description of the command line, so that it is never behind it.

use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::args::Arguments;
use crate::{Outcome, output, say};

/// Prints the completions for a shell.
pub(crate) fn completions(shell: Shell) -> ExitCode {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "cuoshi", &mut out);
    output::print(&out).into()
}

/// Prints the manual page of the program or, with a folder, writes one for each command into it.
pub(crate) fn pages(folder: Option<&Path>) -> ExitCode {
    // `help` says nothing that the pages do not.
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = folder else {
        let mut out = Vec::new();
        let rendered = clap_mangen::Man::new(command).render(&mut out);
        debug_assert!(rendered.is_ok(), "a buffer takes everything");
        return output::print(&out).into();
    };
    let written = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    if let Err(error) = written {
        say(format_args!("{}: cannot be written: {error}", folder.display()));
        return Outcome::InputFailed.into();
    }
    Outcome::Done.into()
}

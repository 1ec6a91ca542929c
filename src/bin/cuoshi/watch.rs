//! `--watch`: when files change, so that a command can run again.
//!
//! Editors save in several steps, and many put a new file in the place of the old one. So the folder of a file
//! is watched and not the file itself, and a change counts when no other has followed for a moment.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use cuoshi::Message;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

/// After so long without another step, a change is complete.
const QUIET: Duration = Duration::from_millis(100);

/// So often it is asked whether changes are still wanted.
const PULSE: Duration = Duration::from_millis(500);

/// The changes of some files, and of the YAML files below some folders.
pub(crate) struct Changes {
    changed: Receiver<PathBuf>,
    /// Ends the watch when dropped.
    _watcher: RecommendedWatcher,
}

impl Changes {
    /// Begins to watch.
    ///
    /// # Errors
    ///
    /// Where the system does not let it, with what to say then.
    pub(crate) fn of<'p>(paths: impl Iterator<Item = &'p Path>) -> Result<Changes, Message> {
        Changes::watched(paths).map_err(|error| {
            let reason = match &error.kind {
                notify::ErrorKind::Io(error) => error.into(),
                _ => Message::new("system.other").with("reason", &error),
            };
            Message::new("test.unwatchable").with_message("reason", reason)
        })
    }

    fn watched<'p>(paths: impl Iterator<Item = &'p Path>) -> notify::Result<Changes> {
        let paths = paths.map(Path::canonicalize).collect::<Result<Vec<PathBuf>, _>>()?;
        let (sender, changed) = mpsc::channel();
        let wanted = paths.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let event = event.unwrap_or_default();
            if !event.kind.is_access() {
                for path in event.paths.into_iter().filter(|path| concerns(path, &wanted)) {
                    // Nobody listens any more when the program ends.
                    _ = sender.send(path);
                }
            }
        })?;
        for path in &paths {
            if path.is_dir() {
                watcher.watch(path, RecursiveMode::Recursive)?;
            } else {
                watcher.watch(path.parent().unwrap_or(path), RecursiveMode::NonRecursive)?;
            }
        }
        Ok(Changes { changed, _watcher: watcher })
    }

    /// Waits for the next change and names a file that changed; nothing when no change can come any more, or
    /// `is_over` says that none is wanted.
    pub(crate) fn next(&self, is_over: impl Fn() -> bool) -> Option<PathBuf> {
        let first = loop {
            match self.changed.recv_timeout(PULSE) {
                Ok(first) => break first,
                Err(RecvTimeoutError::Timeout) if !is_over() => {}
                Err(_) => return None,
            }
        };
        while self.changed.recv_timeout(QUIET).is_ok() {}
        Some(first)
    }
}

/// Whether a file is one of the wanted, or a rule or case file below one of them.
fn concerns(path: &Path, wanted: &[PathBuf]) -> bool {
    let is_yaml = path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml");
    wanted.iter().any(|wanted| path == wanted || is_yaml && path.starts_with(wanted))
}

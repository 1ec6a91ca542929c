//! A sign of life on long work, on a terminal only.

use std::io::IsTerminal as _;
use std::time::Duration;

use cuoshi::{Language, Message};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How many paragraphs are done, on standard error.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// `is_free` tells whether the terminal shows nothing else.
    pub(crate) fn new(is_free: bool, language: Language) -> Progress {
        let is_shown = is_free && std::io::stderr().is_terminal();
        let target = if is_shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        let template = Message::new("program.progress").text(language);
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        if is_shown {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Progress { bar }
    }

    pub(crate) fn add(&self, paragraphs: usize) {
        self.bar.inc(paragraphs as u64);
    }

    /// Does something that writes to the terminal too.
    pub(crate) fn pause(&self, action: impl FnOnce()) {
        self.bar.suspend(action);
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

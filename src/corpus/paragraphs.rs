//! The paragraphs of all that is read, settled, one after the other.

use std::io::Read;
use std::path::PathBuf;

use super::document::Paragraph;
use super::options::Options;
use super::reader::Steps;
use super::settling::Settling;
use super::trouble::Trouble;

/// The paragraphs of all that a list of paths leads to, and what went wrong on the way, in order.
///
/// An error concerns one input, one line of it or one row; reading goes on after it. Its severity
/// tells a failure from a mere note.
#[derive(Debug)]
pub struct Corpus {
    steps: Steps,
    settling: Settling,
}

impl Corpus {
    /// Takes files, folders and `-`, which stands for `input`. Nothing is opened yet.
    ///
    /// Standard input, and a pipe given as a path, is read as `Options::input` says; without it as
    /// what its first bytes say it is: a document, JSON lines if its first line that is not blank is a
    /// JSON object, else plain text.
    ///
    /// # Errors
    ///
    /// When there is no encoding of the name that the options give.
    pub fn new(
        paths: Vec<PathBuf>,
        input: impl Read + Send + 'static,
        options: Options,
    ) -> Result<Corpus, Trouble> {
        Ok(Corpus { steps: Steps::new(paths, input, options)?, settling: Settling::default() })
    }

    /// Its two halves, for who works on several threads: any of them can look at steps, which are taken and settled in
    /// their order.
    ///
    /// ```
    /// use cuoshi::corpus::{Corpus, Kind, Options};
    ///
    /// let text = "一、发放稳岗补贴。\n责任编辑：王小明".as_bytes();
    /// let (steps, mut settling) = Corpus::new(vec!["-".into()], text, Options::default())?.halves();
    /// for step in steps {
    ///     settling.push(step.looked_at());
    /// }
    /// let kinds: Vec<Kind> = std::iter::from_fn(|| settling.pop()).flatten().map(|paragraph| paragraph.kind).collect();
    /// assert_eq!(kinds, [Kind::ListItem, Kind::Furniture]);
    /// # Ok::<(), cuoshi::corpus::Trouble>(())
    /// ```
    pub fn halves(self) -> (Steps, Settling) {
        (self.steps, self.settling)
    }
}

impl Iterator for Corpus {
    type Item = Result<Paragraph, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.settling.pop() {
                return Some(item);
            }
            self.settling.push(self.steps.next()?);
        }
    }
}

//! The job of `cuoshi tag`: paragraphs are read, tagged on all processors, and written in the order of the input. Few
//! batches of them are held at a time, however large the input.

use std::io::{self, Write as _};

use cuoshi::corpus::{Corpus, Paragraph, Problem, Severity, Trouble};
use cuoshi::report::{Format, Summary};
use cuoshi::{Language, Message, Tag, Tagger};

use crate::output::{Output, unwritable};
use crate::progress::Progress;
use crate::{Outcome, crew, say};

/// A batch is full at so many bytes of text or so many paragraphs and troubles: enough that handing it on costs
/// nothing, little enough that no thread is left with the last one for long.
const BATCH_BYTES: usize = 256 << 10;
const BATCH_ITEMS: usize = 4096;

/// Everything that tagging and writing need.
pub(crate) struct Job {
    pub(crate) tagger: Tagger,
    pub(crate) format: Format,
    /// Which categories are wanted, by their position among the rules.
    pub(crate) wanted: Option<Vec<bool>>,
    pub(crate) untagged_too: bool,
    /// The further fields that are asked for.
    pub(crate) asked: Vec<String>,
    /// Whether a terminal shows what is written as it is, so that documents must not be able to command it.
    pub(crate) is_raw: bool,
    pub(crate) threads: usize,
    pub(crate) progress: Progress,
    pub(crate) language: Language,
}

/// Why a run could not be carried through.
pub(crate) enum Stop {
    /// What follows on standard output is not wanted any more.
    OutputClosed,
    /// The call makes no sense, or the result cannot be written.
    Failed(Message),
}

/// Paragraphs in their order, and what went wrong between them.
#[derive(Default)]
struct Batch {
    paragraphs: Vec<Paragraph>,
    troubles: Vec<Trouble>,
}

/// What becomes of a batch.
struct Tagged {
    bytes: Vec<u8>,
    summary: Summary,
    paragraphs: usize,
    troubles: Vec<Trouble>,
}

/// What has been written, and where to.
struct Written<'j> {
    job: &'j Job,
    output: &'j mut Output,
    summary: Summary,
    failures: usize,
    /// Whether no paragraph has been written yet.
    is_first: bool,
}

impl Job {
    /// Does it.
    ///
    /// # Errors
    ///
    /// When the result cannot be written, or is not wanted any more.
    pub(crate) fn run(&self, mut corpus: Corpus, mut output: Output) -> Result<Outcome, Stop> {
        let mut head = Vec::new();
        self.format.head(&mut head);
        write(&mut output, &head)?;
        let (summary, failures) = (Summary::default(), 0);
        let mut written = Written { job: self, output: &mut output, summary, failures, is_first: true };
        crew::in_order(
            self.threads,
            || next_batch(&mut corpus, &self.asked),
            |batch| self.tag(batch),
            |tagged| written.add(tagged),
        )?;
        let Written { summary, failures, .. } = written;
        self.progress.end();
        self.write_tail(&summary, &mut output)?;
        output.complete().map_err(|error| stop(&error))?;
        Ok(self.told_at_the_end(failures))
    }

    fn tag(&self, batch: Batch) -> Tagged {
        let Batch { paragraphs, troubles } = batch;
        let (mut bytes, mut summary) = (Vec::new(), Summary::default());
        for paragraph in &paragraphs {
            let mut tags = self.tagger.tag(&paragraph.text);
            if self.wanted.is_some() {
                tags.retain(|tag| self.is_wanted(tag));
            }
            summary.add(&tags);
            if self.untagged_too || !tags.is_empty() {
                self.format.paragraph(paragraph, &tags, &mut bytes);
            }
        }
        if self.is_raw {
            bytes = harmless(&bytes);
        }
        Tagged { bytes, summary, paragraphs: paragraphs.len(), troubles }
    }

    fn is_wanted(&self, tag: &Tag) -> bool {
        let position =
            self.tagger.rules().categories().iter().position(|other| std::ptr::eq(other, tag.category));
        let wanted = self.wanted.as_ref().zip(position);
        wanted.is_none_or(|(wanted, position)| wanted[position])
    }

    fn write_tail(&self, summary: &Summary, output: &mut Output) -> Result<(), Stop> {
        let mut tail = Vec::new();
        let categories = self.tagger.rules().categories();
        let wanted = |at: &usize| self.wanted.as_ref().is_none_or(|wanted| wanted[*at]);
        let looked_for: Vec<_> = (0..categories.len()).filter(wanted).map(|at| &categories[at]).collect();
        self.format.tail(summary, self.tagger.rules(), &looked_for, &mut tail);
        write(output, &tail)
    }

    fn told_at_the_end(&self, failures: usize) -> Outcome {
        if failures == 0 {
            return Outcome::Done;
        }
        say(&Message::new("tag.unread").with("count", failures), self.language);
        Outcome::InputFailed
    }
}

impl Written<'_> {
    /// Writes what became of the next batch, after telling what went wrong with it.
    fn add(&mut self, tagged: Tagged) -> Result<(), Stop> {
        let Tagged { bytes, summary, paragraphs, troubles } = tagged;
        self.failures += self.tell(&troubles);
        let is_separated = self.is_first && !bytes.is_empty();
        let skipped = if is_separated { self.job.format.separator().len() } else { 0 };
        self.is_first &= bytes.is_empty();
        write(self.output, &bytes[skipped..])?;
        self.summary.merge(summary);
        self.job.progress.add(paragraphs);
        Ok(())
    }

    /// Tells what went wrong; how much of it lost something.
    fn tell(&self, troubles: &[Trouble]) -> usize {
        if troubles.is_empty() {
            return 0;
        }
        let tell = |trouble: &Trouble| say(&trouble.message(), self.job.language);
        self.job.progress.pause(|| troubles.iter().for_each(tell));
        troubles.iter().filter(|trouble| trouble.severity() == Severity::Failure).count()
    }
}

/// Text without characters that a terminal obeys.
fn harmless(bytes: &[u8]) -> Vec<u8> {
    let is_command = |c: char| c.is_control() && !matches!(c, '\r' | '\n' | '\t');
    let show = |c| if is_command(c) { char::REPLACEMENT_CHARACTER } else { c };
    String::from_utf8_lossy(bytes).chars().map(show).collect::<String>().into_bytes()
}

/// The next paragraphs, or what went wrong instead of them; none at the end.
fn next_batch(corpus: &mut Corpus, asked: &[String]) -> Option<Batch> {
    let mut batch = Batch::default();
    let mut bytes = 0;
    while bytes < BATCH_BYTES && batch.paragraphs.len() + batch.troubles.len() < BATCH_ITEMS {
        match corpus.next() {
            Some(Ok(paragraph)) => {
                bytes += paragraph.text.len();
                batch.paragraphs.push(paragraph);
            }
            // That a column is missing is told of those asked for.
            Some(Err(trouble)) if is_unasked(&trouble, asked) => {}
            Some(Err(trouble)) => batch.troubles.push(trouble),
            None => break,
        }
    }
    (!batch.paragraphs.is_empty() || !batch.troubles.is_empty()).then_some(batch)
}

/// Whether it is about a column that nobody asked to keep.
fn is_unasked(trouble: &Trouble, asked: &[String]) -> bool {
    matches!(trouble.problem(), Problem::NothingToKeep { column, .. } if !asked.contains(column))
}

fn write(output: &mut Output, bytes: &[u8]) -> Result<(), Stop> {
    output.write_all(bytes).map_err(|error| stop(&error))
}

fn stop(error: &io::Error) -> Stop {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Stop::OutputClosed,
        _ => Stop::Failed(unwritable(error)),
    }
}

//! The job of `cuoshi tag`: paragraphs are read, tagged on all processors, and written in the order of the input. Few
//! batches of them are held at a time, however large the input.

use std::io::{self, Write as _};
use std::ops::Range;

use cuoshi::corpus::{Paragraph, Trouble};
use cuoshi::report::{Format, Summary};
use cuoshi::{Language, Message, Tag, Tagger, sentences};

use crate::crew::{self, Stages};
use crate::kinds::{Fate, Kinds};
use crate::output::{Output, unwritable};
use crate::progress::Progress;
use crate::reading::{Batch, Reading, Steps};
use crate::{Outcome, say};

/// Everything that tagging and writing need.
pub(crate) struct Job {
    pub(crate) tagger: Tagger,
    pub(crate) format: Format,
    /// Which categories are wanted, by their position among the rules.
    pub(crate) wanted: Option<Vec<bool>>,
    pub(crate) kinds: Kinds,
    /// Whether the result is by sentences, not by paragraphs.
    pub(crate) by_sentence: bool,
    pub(crate) untagged_too: bool,
    /// How much was lost before the first paragraph.
    pub(crate) failures: usize,
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

/// A batch is rendered up to so many bytes by the thread that tags it; what is left, while it is written.
const MOST_RENDERED: usize = 4 << 20;

/// What becomes of a batch.
#[derive(Default)]
struct Tagged<'t> {
    /// The result up to the first that waits.
    bytes: Vec<u8>,
    /// Those that would take too much memory, and those behind them.
    waiting: Vec<(Paragraph, Vec<Tag<'t>>)>,
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
    pub(crate) fn run(&self, reading: Reading, mut output: Output) -> Result<Outcome, Stop> {
        let mut head = Vec::new();
        self.format.head(&mut head);
        write(&mut output, &head)?;
        let (summary, failures) = (Summary::default(), self.failures);
        let mut written = Written { job: self, output: &mut output, summary, failures, is_first: true };
        let Reading { mut source, mut settled } = reading;
        let stages = Stages {
            take: || source.next_batch(),
            look: Steps::looked_at,
            settle: |steps| settled.settle(steps),
            work: |batch| self.tag(batch),
            give: |tagged| written.add(tagged),
        };
        crew::in_order(self.threads, stages)?;
        let Written { summary, failures, .. } = written;
        self.progress.end();
        self.write_tail(&summary, &mut output)?;
        output.complete().map_err(|error| stop(&error))?;
        Ok(self.told_at_the_end(failures))
    }

    fn tag(&self, batch: Batch) -> Tagged<'_> {
        let Batch { paragraphs, troubles } = batch;
        let mut tagged = Tagged { paragraphs: paragraphs.len(), troubles, ..Tagged::default() };
        for paragraph in paragraphs {
            let mut tags = match self.kinds.fate(paragraph.kind) {
                Fate::LeftOut => continue,
                Fate::Untagged => {
                    tagged.summary.pass_over();
                    // Nobody is to code menus.
                    if self.untagged_too && !self.format.is_for_coding() {
                        let parts = whole_sentences(&paragraph.text, &[]);
                        let sentences = paragraph.sentences(&parts).filter(|_| self.by_sentence);
                        let whole = (!self.by_sentence).then(|| paragraph.clone());
                        for unit in sentences.chain(whole) {
                            self.render(unit, Vec::new(), &mut tagged);
                        }
                    }
                    continue;
                }
                Fate::Tagged => self.tagger.tag(&paragraph.text),
            };
            if self.wanted.is_some() {
                tags.retain(|tag| self.is_wanted(tag));
            }
            if self.by_sentence {
                let parts = whole_sentences(&paragraph.text, &tags);
                for (part, sentence) in parts.iter().zip(paragraph.sentences(&parts)) {
                    let tags: Vec<Tag> = tags.iter().filter_map(|tag| tag.within(part)).collect();
                    self.write(sentence, tags, &mut tagged);
                }
            } else {
                self.write(paragraph, tags, &mut tagged);
            }
        }
        tagged
    }

    fn write<'t>(&'t self, unit: Paragraph, tags: Vec<Tag<'t>>, tagged: &mut Tagged<'t>) {
        tagged.summary.add(&tags);
        if self.untagged_too || !tags.is_empty() {
            self.render(unit, tags, tagged);
        }
    }

    fn render<'t>(&'t self, unit: Paragraph, tags: Vec<Tag<'t>>, tagged: &mut Tagged<'t>) {
        let size = tagged.bytes.len().saturating_add(self.format.size(&unit, &tags));
        if size > MOST_RENDERED || !tagged.waiting.is_empty() {
            tagged.waiting.push((unit, tags));
        } else {
            self.format.paragraph(&unit, &tags, &mut tagged.bytes);
        }
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
        let Tagged { bytes, waiting, summary, paragraphs, troubles } = tagged;
        self.failures += self.tell(&troubles);
        self.write(bytes)?;
        for (unit, tags) in waiting {
            for piece in self.job.format.pieces(&unit, &tags) {
                self.write(piece)?;
            }
        }
        self.summary.merge(summary);
        self.job.progress.add(paragraphs);
        Ok(())
    }

    fn write(&mut self, bytes: Vec<u8>) -> Result<(), Stop> {
        let is_separated = self.is_first && !bytes.is_empty();
        let skipped = if is_separated { self.job.format.separator().len() } else { 0 };
        self.is_first &= bytes.is_empty();
        let bytes = if self.job.is_raw { harmless(&bytes) } else { bytes };
        write(self.output, &bytes[skipped..])
    }

    /// Tells what went wrong; how much of it lost something.
    fn tell(&self, troubles: &[Trouble]) -> usize {
        if troubles.is_empty() {
            return 0;
        }
        let mut failures = 0;
        self.job.progress.pause(|| failures = told(troubles, self.job.language));
        failures
    }
}

/// Tells what went wrong; how much of it lost something.
pub(crate) fn told(troubles: &[Trouble], language: Language) -> usize {
    for trouble in troubles {
        say(&trouble.message(), language);
    }
    troubles.iter().map(Trouble::losses).sum()
}

/// Where the sentences of a paragraph stand, in bytes; those that a match reaches across are one.
fn whole_sentences(text: &str, tags: &[Tag]) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::new();
    let found = found(tags);
    let is_inside = |at: usize| {
        let next = found.partition_point(|bytes| bytes.start < at);
        next > 0 && at < found[next - 1].end
    };
    for sentence in sentences(text) {
        match whole.last_mut() {
            Some(last) if is_inside(sentence.start) || is_inside(last.end) => last.end = sentence.end,
            _ => whole.push(sentence),
        }
    }
    whole
}

/// Where the matches stand, in bytes and in order; those that overlap are one.
fn found(tags: &[Tag]) -> Vec<Range<usize>> {
    let all = tags.iter().flat_map(|tag| &tag.evidence).map(|found| found.bytes.clone());
    let mut all: Vec<Range<usize>> = all.collect();
    all.sort_unstable_by_key(|bytes| (bytes.start, bytes.end));
    all.dedup_by(|next, last| {
        let is_one = next.start < last.end;
        last.end = if is_one { last.end.max(next.end) } else { last.end };
        is_one
    });
    all
}

/// Text without characters that a terminal obeys.
fn harmless(bytes: &[u8]) -> Vec<u8> {
    let is_command = |c: char| c.is_control() && !matches!(c, '\r' | '\n' | '\t');
    let show = |c| if is_command(c) { char::REPLACEMENT_CHARACTER } else { c };
    String::from_utf8_lossy(bytes).chars().map(show).collect::<String>().into_bytes()
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

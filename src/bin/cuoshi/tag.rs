//! `cuoshi tag`: the main job. Paragraphs are read, tagged on all processors, and written in the order of
//! the input; no more than two batches of them are held at a time.

use std::io::{self, IsTerminal as _, Write as _};
use std::num::NonZero;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cuoshi::corpus::{Paragraph, Severity, Trouble};
use cuoshi::report::{Csv, Doccano, Format, JsonLines, LabelStudio, Summary, Terminal};
use cuoshi::{Language, Message, RuleSet, Tag, Tagger, sentences};
use rayon::prelude::*;

use crate::args::{OutputFormat, TagArguments, TagUnit};
use crate::kinds::{Fate, Kinds};
use crate::output::{Output, is_stdout, unwritable};
use crate::progress::Progress;
use crate::reading::{Batch, Reading};
use crate::{Outcome, rules, say, sources, wanted, window};

/// So many paragraphs are tagged by a thread at a time, to keep the cost of sharing small.
const SHARE: usize = 32;

/// More threads than so many for each processor only cost.
const MOST_THREADS: usize = 8;

/// Why a run could not be carried through.
enum Stop {
    /// What follows on standard output is not wanted any more.
    OutputClosed,
    /// The call makes no sense, or the result cannot be written.
    Failed(Message),
}

/// Runs the command.
pub(crate) fn run(arguments: &TagArguments, language: Language) -> ExitCode {
    let rules = match rules::load(arguments.rules.as_deref(), Message::new("tag.undone"), language) {
        Ok(rules) => rules,
        Err(outcome) => return outcome.into(),
    };
    let outcome =
        prepare(arguments, rules, language).and_then(|(job, reading, output)| job.run(reading, output));
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(Stop::OutputClosed) => Outcome::Done.into(),
        Err(Stop::Failed(message)) => {
            say(&message, language);
            Outcome::InputFailed.into()
        }
    }
}

/// Everything that tagging and writing need.
struct Job {
    tagger: Tagger,
    format: Format,
    /// Which categories are wanted, by their position among the rules.
    wanted: Option<Vec<bool>>,
    kinds: Kinds,
    /// Whether the result is by sentences, not by paragraphs.
    by_sentence: bool,
    untagged_too: bool,
    /// How much was lost before the first paragraph.
    failures: usize,
    /// Whether a terminal shows what is written as it is, so that documents must not be able to command it.
    is_raw: bool,
    progress: Progress,
    language: Language,
}

fn prepare(
    arguments: &TagArguments,
    rules: RuleSet,
    language: Language,
) -> Result<(Job, Reading, Output), Stop> {
    let (words, paths) = words_and_paths(arguments, &rules);
    let wanted = wanted(&rules, &words)?;
    sources::refuse_to_replace(arguments, &paths).map_err(Stop::Failed)?;
    let kinds = Kinds::of(arguments).map_err(Stop::Failed)?;
    let format = format(arguments)?;
    let (reading, troubles) = Reading::new(arguments, is_for_coding(format), paths).map_err(Stop::Failed)?;
    let failures = told(&troubles, language);
    if let Some(threads) = arguments.threads {
        let most = std::thread::available_parallelism().map_or(1, NonZero::get) * MOST_THREADS;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(most.min(threads.into())).build_global();
        pool.map_err(|error| Stop::Failed(Message::new("tag.no_threads").with("reason", error)))?;
    }
    if arguments.bom && format != OutputFormat::Csv {
        return Err(Stop::Failed(Message::new("commands.bom_without_csv")));
    }
    let output = Output::open(arguments.output.as_deref()).map_err(|error| {
        let path = arguments.output.as_deref().unwrap_or(Path::new("-"));
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let reason = match folder {
            Some(folder) => Message::new("program.no_folder").with("folder", folder.display()),
            None => Message::from(&error),
        };
        let unwritable = Message::new("program.unwritable").with("path", path.display());
        Stop::Failed(unwritable.with_message("reason", reason))
    })?;
    let shows_result = to_stdout(arguments) && io::stdout().is_terminal();
    let tagger = Tagger::new(rules);
    let by_sentence = arguments.unit == TagUnit::Sentence;
    let format = match format {
        OutputFormat::Text => {
            Format::Text(Terminal::new(tagger.rules(), window::style(to_stdout(arguments), language)))
        }
        OutputFormat::Jsonl => Format::JsonLines(JsonLines::new(tagger.rules())),
        OutputFormat::Csv => {
            let kept = reading.fields().to_vec();
            Format::Csv(Csv { kept, sentences: by_sentence, bom: arguments.bom, ..Csv::default() })
        }
        OutputFormat::Doccano => Format::Doccano(Doccano { spans: false }),
        OutputFormat::DoccanoSpans => Format::Doccano(Doccano { spans: true }),
        OutputFormat::LabelStudio => Format::LabelStudio(LabelStudio::new(tagger.rules())),
    };
    let progress = Progress::new(!shows_result, language);
    let is_raw = shows_result && matches!(format, Format::Csv(_));
    let untagged_too = arguments.all || format.is_for_coding();
    Ok((
        Job {
            tagger,
            format,
            wanted,
            kinds,
            by_sentence,
            untagged_too,
            failures,
            is_raw,
            progress,
            language,
        },
        reading,
        output,
    ))
}

/// Whether the result goes to standard output.
fn to_stdout(arguments: &TagArguments) -> bool {
    arguments.output.as_deref().is_none_or(is_stdout)
}

/// Which categories the words behind `--category` stand for; nothing where there are none.
fn wanted(rules: &RuleSet, words: &[String]) -> Result<Option<Vec<bool>>, Stop> {
    let ids = wanted::ids(rules, words).map_err(Stop::Failed)?;
    let is_wanted = |category: &cuoshi::Category| ids.iter().any(|id| category.is_within(id));
    Ok((!ids.is_empty()).then(|| rules.categories().iter().map(is_wanted).collect()))
}

/// The words behind `--category`, and the paths: some of these may stand behind `--category` too; what is no id but a
/// path there is, is one.
fn words_and_paths(arguments: &TagArguments, rules: &RuleSet) -> (Vec<String>, Vec<PathBuf>) {
    let is_path = |word: &String| !wanted::is_id(rules, word.trim()) && Path::new(word.trim()).exists();
    let (paths, words): (Vec<_>, Vec<_>) = arguments.category.iter().cloned().partition(is_path);
    let paths = paths.iter().map(|path| PathBuf::from(path.trim()));
    (words, paths.chain(arguments.paths.iter().cloned()).collect())
}

/// Whether a format is one of a tool in which people code.
fn is_for_coding(format: OutputFormat) -> bool {
    matches!(format, OutputFormat::Doccano | OutputFormat::DoccanoSpans | OutputFormat::LabelStudio)
}

/// The format asked for; else the one that fits where the result goes.
fn format(arguments: &TagArguments) -> Result<OutputFormat, Stop> {
    if let Some(format) = arguments.format {
        return Ok(format);
    }
    if to_stdout(arguments) {
        return Ok(if io::stdout().is_terminal() { OutputFormat::Text } else { OutputFormat::Jsonl });
    }
    let ending = arguments.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
        "csv" => Ok(OutputFormat::Csv),
        "txt" => Ok(OutputFormat::Text),
        ending @ ("tsv" | "xlsx" | "xls" | "ods" | "docx" | "doc" | "pdf" | "html" | "md" | "parquet") => {
            Err(Stop::Failed(Message::new("tag.unknown_ending").with("ending", ending)))
        }
        _ => Ok(OutputFormat::Jsonl),
    }
}

/// Tells what went wrong; how much of it lost something.
fn told(troubles: &[Trouble], language: Language) -> usize {
    for trouble in troubles {
        say(&trouble.message(), language);
    }
    troubles.iter().filter(|trouble| trouble.severity() == Severity::Failure).count()
}

/// What a thread makes of some paragraphs.
struct Tagged {
    bytes: Vec<u8>,
    summary: Summary,
}

impl Job {
    fn run(&self, mut reading: Reading, mut output: Output) -> Result<Outcome, Stop> {
        let mut summary = Summary::default();
        let mut failures = self.failures;
        let mut is_first = true;
        let mut head = Vec::new();
        self.format.head(&mut head);
        write(&mut output, &head)?;
        let mut batch = reading.next_batch();
        loop {
            failures += self.tell(&batch.troubles);
            // The next batch is read while this one is tagged.
            let (shares, next) = rayon::join(
                || self.tag(&batch.paragraphs),
                || if batch.is_last { Batch::default() } else { reading.next_batch() },
            );
            for share in shares {
                let skipped =
                    if is_first && !share.bytes.is_empty() { self.format.separator().len() } else { 0 };
                is_first &= share.bytes.is_empty();
                write(&mut output, &share.bytes[skipped..])?;
                summary.merge(share.summary);
            }
            self.progress.add(batch.paragraphs.len());
            if batch.is_last {
                break;
            }
            batch = next;
        }
        self.progress.end();
        let mut tail = Vec::new();
        let categories = self.tagger.rules().categories();
        let wanted = |at: &usize| self.wanted.as_ref().is_none_or(|wanted| wanted[*at]);
        let looked_for: Vec<_> = (0..categories.len()).filter(wanted).map(|at| &categories[at]).collect();
        self.format.tail(&summary, self.tagger.rules(), &looked_for, &mut tail);
        write(&mut output, &tail)?;
        output.complete().map_err(|error| stop(&error))?;
        Ok(self.told_at_the_end(failures))
    }

    /// Tells what went wrong; how much of it lost something.
    fn tell(&self, troubles: &[Trouble]) -> usize {
        let mut failures = 0;
        self.progress.pause(|| failures = told(troubles, self.language));
        failures
    }

    fn told_at_the_end(&self, failures: usize) -> Outcome {
        if failures == 0 {
            return Outcome::Done;
        }
        say(&Message::new("tag.unread").with("count", failures), self.language);
        Outcome::InputFailed
    }

    fn tag(&self, paragraphs: &[Paragraph]) -> Vec<Tagged> {
        paragraphs.par_chunks(SHARE).map(|share| self.tag_share(share)).collect()
    }

    fn tag_share(&self, paragraphs: &[Paragraph]) -> Tagged {
        let mut tagged = Tagged { bytes: Vec::new(), summary: Summary::default() };
        for paragraph in paragraphs {
            let mut tags = match self.kinds.fate(paragraph.kind) {
                Fate::LeftOut => continue,
                Fate::Untagged => {
                    tagged.summary.pass_over();
                    // Nobody is to code menus.
                    if self.untagged_too && !self.format.is_for_coding() {
                        self.format.paragraph(paragraph, &[], &mut tagged.bytes);
                    }
                    continue;
                }
                Fate::Tagged => self.tagger.tag(&paragraph.text),
            };
            if self.wanted.is_some() {
                tags.retain(|tag| self.is_wanted(tag));
            }
            if self.by_sentence {
                for (number, bytes) in (1..).zip(whole_sentences(&paragraph.text, &tags)) {
                    let tags: Vec<Tag> = tags.iter().filter_map(|tag| tag.within(&bytes)).collect();
                    self.write(&paragraph.sentence(number, &bytes), &tags, &mut tagged);
                }
            } else {
                self.write(paragraph, &tags, &mut tagged);
            }
        }
        if self.is_raw {
            tagged.bytes = harmless(&tagged.bytes);
        }
        tagged
    }

    fn write(&self, unit: &Paragraph, tags: &[Tag], tagged: &mut Tagged) {
        tagged.summary.add(tags);
        if self.untagged_too || !tags.is_empty() {
            self.format.paragraph(unit, tags, &mut tagged.bytes);
        }
    }

    fn is_wanted(&self, tag: &Tag) -> bool {
        let position =
            self.tagger.rules().categories().iter().position(|other| std::ptr::eq(other, tag.category));
        let wanted = self.wanted.as_ref().zip(position);
        wanted.is_none_or(|(wanted, position)| wanted[position])
    }
}

/// Where the sentences of a paragraph stand, in bytes; those that a match reaches across are one.
fn whole_sentences(text: &str, tags: &[Tag]) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::new();
    let is_inside = |at: usize| {
        let mut evidence = tags.iter().flat_map(|tag| &tag.evidence);
        evidence.any(|found| found.bytes.start < at && at < found.bytes.end)
    };
    for sentence in sentences(text) {
        match whole.last_mut() {
            Some(last) if is_inside(sentence.start) || is_inside(last.end) => last.end = sentence.end,
            _ => whole.push(sentence),
        }
    }
    whole
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

//! `cuoshi tag`: what is asked for becomes a job.

use std::io::{self, IsTerminal as _};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cuoshi::report::{Csv, Doccano, Format, JsonLines, LabelStudio, Terminal};
use cuoshi::{Language, Message, RuleSet, Tagger};

use crate::args::{OutputFormat, TagArguments, TagUnit};
use crate::job::{Job, Stop, told};
use crate::kinds::Kinds;
use crate::output::{Output, is_stdout};
use crate::progress::Progress;
use crate::reading::Reading;
use crate::{Outcome, rules, say, sources, wanted, window};

/// More threads than so many for each processor only cost.
const MOST_THREADS: usize = 8;

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
    let threads = threads(arguments);
    let job = Job {
        tagger,
        format,
        wanted,
        kinds,
        by_sentence,
        untagged_too,
        failures,
        is_raw,
        threads,
        progress,
        language,
    };
    Ok((job, reading, output))
}

/// How many threads work.
fn threads(arguments: &TagArguments) -> usize {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    arguments.threads.map_or(processors, |threads| usize::from(threads).min(processors * MOST_THREADS))
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

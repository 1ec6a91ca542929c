//! What `cuoshi tag` reads: paragraphs in batches, each with what is known of its document besides.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use cuoshi::Message;
use cuoshi::corpus::{self, Corpus, Metadata, Paragraph, Problem, Settling, Step, Trouble};

use crate::args::TagArguments;
use crate::kinds::{Fate, Kinds};

/// A batch is full at so many bytes of text or so many steps: enough that handing it on costs
/// nothing, little enough that no thread is left with the last one for long.
const BATCH_BYTES: usize = 256 << 10;
const BATCH_ITEMS: usize = 4096;

/// The field that says which document a record belongs to: tools in which people code are to give it back.
const DOCUMENT: &str = "document";

/// Steps of reading that follow each other.
pub(crate) struct Steps {
    steps: Vec<Step>,
    /// Whether none follow.
    are_last: bool,
}

/// Paragraphs in their order, and what went wrong between them.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) troubles: Vec<Trouble>,
}

/// The paragraphs to be tagged: first as steps, which any thread may look at, then settled.
pub(crate) struct Reading {
    pub(crate) source: Source,
    pub(crate) settled: Settled,
}

/// What is read.
pub(crate) struct Source {
    steps: corpus::Steps,
    is_over: bool,
}

/// What becomes of it, with what is known of its documents besides.
pub(crate) struct Settled {
    settling: Settling,
    metadata: Option<Metadata>,
    /// The fields that travel with a paragraph.
    fields: Vec<String>,
    /// Those of them that every input must have, or it is told.
    asked: Vec<String>,
    /// Whether furniture is tagged like everything else.
    has_furniture: bool,
}

impl Reading {
    /// Opens nothing but the table of `--metadata`; what there is to say of that comes with it. The failure is what makes
    /// the call useless.
    pub(crate) fn new(
        arguments: &TagArguments,
        is_for_coding: bool,
        mut paths: Vec<PathBuf>,
    ) -> Result<(Reading, Vec<Trouble>), Message> {
        if paths.is_empty() {
            if io::stdin().is_terminal() {
                return Err(Message::new("tag.nothing"));
            }
            paths.push(PathBuf::from("-"));
        }
        let (metadata, troubles) = match &arguments.metadata {
            None if arguments.join.is_some() => return Err(Message::new("commands.join_alone")),
            None => (None, Vec::new()),
            Some(path) => {
                let encoding = arguments.reading.encoding.as_deref();
                let join = arguments.join.as_deref().unwrap_or(DOCUMENT);
                let read = Metadata::read(path, join, encoding);
                let (metadata, troubles) = read.map_err(|trouble| trouble.message())?;
                (Some(metadata), troubles)
            }
        };
        let mut fields = arguments.keep.clone();
        if let Some(metadata) = metadata.as_ref().filter(|_| fields.is_empty()) {
            fields = metadata.columns().map(str::to_owned).collect();
        }
        let is_joined = |field: &&String| metadata.as_ref().is_some_and(|metadata| metadata.has(field));
        let asked = arguments.keep.iter().filter(|field| !is_joined(field)).cloned().collect();
        let has_furniture = Kinds::of(arguments)?.fate(corpus::Kind::Furniture) == Fate::Tagged;
        if is_for_coding && !fields.iter().any(|field| field == DOCUMENT) {
            fields.push(DOCUMENT.to_owned());
        }
        let join = metadata
            .as_ref()
            .map(Metadata::join_column)
            .filter(|join| !fields.iter().any(|field| field == join));
        let options = corpus::Options {
            keep: fields.iter().map(String::as_str).chain(join).map(str::to_owned).collect(),
            other_fields: metadata.iter().flat_map(Metadata::columns).map(str::to_owned).collect(),
            metadata: arguments.metadata.clone(),
            leave_out: arguments.output.clone(),
            ..arguments.reading.options()
        };
        let corpus = Corpus::new(paths, io::stdin(), options).map_err(|trouble| trouble.message())?;
        let (steps, settling) = corpus.halves();
        let source = Source { steps, is_over: false };
        let settled = Settled { settling, metadata, fields, asked, has_furniture };
        Ok((Reading { source, settled }, troubles))
    }

    /// The fields that travel with a paragraph.
    pub(crate) fn fields(&self) -> &[String] {
        &self.settled.fields
    }
}

impl Source {
    /// The next steps, as many as make a batch; none at the end.
    pub(crate) fn next_batch(&mut self) -> Option<Steps> {
        if self.is_over {
            return None;
        }
        let mut batch = Steps { steps: Vec::new(), are_last: false };
        let mut bytes = 0;
        while bytes < BATCH_BYTES && batch.steps.len() < BATCH_ITEMS {
            let Some(step) = self.steps.next() else {
                self.is_over = true;
                batch.are_last = true;
                break;
            };
            bytes += step.length();
            batch.steps.push(step);
        }
        Some(batch)
    }
}

impl Steps {
    /// Finds out what each of them says by itself.
    pub(crate) fn looked_at(self) -> Steps {
        Steps { steps: self.steps.into_iter().map(Step::looked_at).collect(), ..self }
    }
}

impl Settled {
    /// What steps have settled, taken in their order.
    pub(crate) fn settle(&mut self, Steps { steps, are_last }: Steps) -> Batch {
        let mut batch = Batch::default();
        for step in steps {
            self.settling.push(step);
            while let Some(item) = self.settling.pop() {
                self.add(item, &mut batch);
            }
        }
        if are_last {
            batch.troubles.extend(self.metadata.iter().flat_map(Metadata::troubles));
        }
        batch
    }

    fn add(&mut self, item: Result<Paragraph, Trouble>, batch: &mut Batch) {
        match item {
            Ok(mut paragraph) => {
                if let Some(metadata) = &mut self.metadata {
                    metadata.join(&mut paragraph, &self.fields);
                }
                batch.paragraphs.push(paragraph);
            }
            // That a column is missing is told of those asked for.
            Err(trouble) if self.is_unasked(&trouble) => {}
            Err(trouble) => batch.troubles.push(trouble),
        }
    }

    /// Whether it is about a column that nobody asked to keep, or about furniture, which is tagged.
    fn is_unasked(&self, trouble: &Trouble) -> bool {
        match trouble.problem() {
            Problem::NothingToKeep { column, .. } | Problem::NeverKept { column, .. } => {
                !self.asked.contains(column)
            }
            Problem::OnlyFurniture => self.has_furniture,
            _ => false,
        }
    }
}

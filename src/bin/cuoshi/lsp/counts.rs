//! How often terms stand in the user's texts. They are read once, in a thread of their own, as far as they fit
//! into some memory; a term is counted when it is first asked for, and the answer is kept.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};

use cuoshi::corpus::{self, Corpus};
use cuoshi::{Language, Message, Tagger, fold};

use super::world::Family;
use super::{locked, spawn};

/// So many bytes of texts are kept.
const MOST_BYTES: usize = 64 << 20;

/// So many answers are kept.
const MOST_ANSWERS: usize = 10_000;

/// In so many paragraphs it is looked up what masks and word boundaries do to a term.
const LOOKED_AT: usize = 5_000;

/// A term to be counted, with what decides which of its occurrences count.
#[derive(Clone)]
pub(super) struct Question {
    pub(super) corpus: Vec<PathBuf>,
    /// Folded.
    pub(super) term: String,
    /// The category whose masks act, if it stands in one.
    pub(super) id: Option<String>,
    pub(super) family: Arc<Family>,
}

/// What is known about a term.
#[derive(Clone, Debug)]
enum Count {
    Pending,
    Unreadable(String),
    Done(Counted),
}

#[derive(Clone, Debug, Default)]
struct Counted {
    times: usize,
    paragraphs: usize,
    all: usize,
    /// How many the word boundaries drop, and masks hide; nothing where that was not looked up.
    lost: Option<usize>,
    masked: Option<usize>,
    /// Whether the texts were too long to be read whole.
    is_part: bool,
}

/// What tells one question from another: the texts, the term, the category, and the rules by their digest.
type Key = (Vec<PathBuf>, String, Option<String>, String);

/// Counts terms in the background.
pub(super) struct Counts {
    known: Arc<Mutex<HashMap<Key, Count>>>,
    questions: Sender<Question>,
}

impl Counts {
    pub(super) fn start() -> Counts {
        let (questions, received) = mpsc::channel();
        let known = Arc::new(Mutex::new(HashMap::new()));
        let answers = known.clone();
        spawn("count", move || answer(&received, &answers));
        Counts { known, questions }
    }

    /// What is known about a term, in words; nothing where no texts are named.
    pub(super) fn ask(&self, question: Question, language: Language) -> Option<String> {
        if question.corpus.is_empty() {
            return None;
        }
        let key = key(&question);
        let mut known = locked(&self.known);
        if let Some(count) = known.get(&key) {
            return Some(told(count, language));
        }
        if known.len() >= MOST_ANSWERS {
            known.clear();
        }
        known.insert(key, Count::Pending);
        // Nobody listens any more when the program ends.
        let _ = self.questions.send(question);
        Some(told(&Count::Pending, language))
    }

    /// Forgets all answers, since the texts or settings changed.
    pub(super) fn forget(&self) {
        locked(&self.known).clear();
    }
}

fn key(question: &Question) -> Key {
    let digest = question.family.drafts.rules().map_or("", |rules| rules.digest());
    (question.corpus.clone(), question.term.clone(), question.id.clone(), digest.to_owned())
}

/// A count in words, each sentence a line.
fn told(count: &Count, language: Language) -> String {
    let line = |message: Message| message.text(language);
    let counted = match count {
        Count::Pending => return line(Message::new("editor.counting")),
        Count::Unreadable(reason) => return line(Message::new("editor.no_corpus").with("reason", reason)),
        Count::Done(counted) => counted,
    };
    let head = Message::new("editor.counted").with("count", counted.times);
    let mut lines = vec![line(head.with("paragraphs", counted.paragraphs).with("all", counted.all))];
    for (key, number) in [("editor.counted_lost", counted.lost), ("editor.counted_masked", counted.masked)] {
        if let Some(number) = number.filter(|number| *number > 0) {
            lines.push(line(Message::new(key).with("count", number)));
        }
    }
    if counted.is_part {
        lines.push(line(Message::new("editor.counted_part").with("size", MOST_BYTES >> 20)));
    }
    lines.join("\n\n")
}

/// The texts of the user, folded, a paragraph a line.
struct Texts {
    paths: Vec<PathBuf>,
    text: String,
    paragraphs: usize,
    is_part: bool,
}

fn answer(questions: &Receiver<Question>, known: &Mutex<HashMap<Key, Count>>) {
    let mut texts: Option<Texts> = None;
    let mut tagger: Option<(String, Tagger)> = None;
    while let Ok(question) = questions.recv() {
        if texts.as_ref().is_none_or(|texts| texts.paths != question.corpus) {
            texts = None;
            match read(&question.corpus) {
                Ok(read) => texts = Some(read),
                Err(reason) => {
                    locked(known).insert(key(&question), Count::Unreadable(reason));
                    continue;
                }
            }
        }
        let Some(texts) = &texts else { continue };
        if let Some(rules) = question.family.drafts.rules() {
            if tagger.as_ref().is_none_or(|(digest, _)| digest != rules.digest()) {
                tagger = Some((rules.digest().to_owned(), Tagger::new(rules.clone())));
            }
        } else {
            tagger = None;
        }
        let counted = counted(texts, &question, tagger.as_ref().map(|(_, tagger)| tagger));
        locked(known).insert(key(&question), Count::Done(counted));
    }
}

fn read(paths: &[PathBuf]) -> Result<Texts, String> {
    for path in paths {
        path.metadata().map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let corpus = Corpus::new(paths.to_vec(), std::io::empty(), corpus::Options::default());
    let corpus = corpus.map_err(|trouble| trouble.to_string())?;
    let mut texts = Texts { paths: paths.to_vec(), text: String::new(), paragraphs: 0, is_part: false };
    // What cannot be read is told by `cuoshi tag`; the rest is counted.
    for paragraph in corpus.flatten().filter(|paragraph| !paragraph.kind.is_furniture()) {
        if texts.text.len() + paragraph.text.len() > MOST_BYTES {
            texts.is_part = true;
            break;
        }
        texts.text.push_str(&fold(&paragraph.text));
        texts.text.push('\n');
        texts.paragraphs += 1;
    }
    Ok(texts)
}

fn counted(texts: &Texts, question: &Question, tagger: Option<&Tagger>) -> Counted {
    let mut counted = Counted { all: texts.paragraphs, is_part: texts.is_part, ..Counted::default() };
    let mut found: Vec<&str> = Vec::new();
    let mut end = 0;
    for (at, _) in texts.text.match_indices(&question.term) {
        counted.times += 1;
        if at >= end {
            let start = texts.text[..at].rfind('\n').map_or(0, |before| before + 1);
            end = at + texts.text[at..].find('\n').unwrap_or(0);
            counted.paragraphs += 1;
            if found.len() <= LOOKED_AT {
                found.push(&texts.text[start..end]);
            }
        }
    }
    let Some(tagger) = tagger.filter(|_| found.len() <= LOOKED_AT) else { return counted };
    let mut categories = tagger.rules().categories().iter();
    let category = question.id.as_ref().and_then(|id| categories.position(|category| category.id() == id));
    let (mut lost, mut masked) = (0, 0);
    for paragraph in found {
        for one in tagger.occurrences(paragraph).all.iter().filter(|one| one.literal == question.term) {
            match category {
                Some(category) if tagger.is_masked(one, category) => masked += 1,
                _ => lost += usize::from(one.is_lost),
            }
        }
    }
    counted.lost = Some(lost);
    counted.masked = category.map(|_| masked);
    counted
}

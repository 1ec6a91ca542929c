//! What putting rules to the test gave: the failures for reading, with the text drawn as `cuoshi tag` draws it,
//! or everything as JSON for programs.

use serde_json::{Map, Value, json};

use crate::analysis::{Failure, Source, Trial, Trials, Verdict};
use crate::engine::{Match, Tag};
use crate::language::{Language, Message};
use crate::ruleset::{Category, Place, RuleSet};

use super::explain;
use super::json_lines::escape_from;
use super::labels::name;
use super::passage::{self, number};
use super::style::{Look, Row, Style};
use super::terminal::Terminal;
use super::width::{columns, shortened};
use super::wrap::wrap;
use super::{counted, grouped};

const INDENT: usize = 2;

/// Writes each failure, each text that is no longer to be done, and the totals.
pub fn text(trials: &Trials, rules: &RuleSet, style: Style, out: &mut Vec<u8>) {
    let view = Terminal::new(rules, style);
    for trial in trials.failed() {
        for failure in &trial.failures {
            view.failure(trial, failure, rules).iter().for_each(|row| row.print(out));
            view.nearest(trial, failure, rules).iter().for_each(|row| row.print(out));
            out.push(b'\n');
        }
    }
    for trial in trials.all().iter().filter(|trial| trial.is_done()) {
        let mut row = Row::default();
        row.say(&trial.text.place().to_string(), Look::STRONG, style);
        row.write(&format!(": {}", style.text(&Message::new("trials.done"))));
        row.print(out);
        out.push(b'\n');
    }
    let mut row = Row::default();
    row.say(&style.text(&totals(trials)), Look::STRONG, style);
    row.print(out);
}

/// The totals in one line, such as `12 examples and 3 cases: 13 as expected, 1 missing, 0 noisy; 1 todo`.
fn totals(trials: &Trials) -> Message {
    let texts = match trials.cases() {
        0 => counted("trials.examples", trials.examples()),
        cases => Message::new("trials.examples_and_cases")
            .with("examples", grouped(trials.examples()))
            .with("cases", grouped(cases)),
    };
    let totals = Message::new("trials.totals")
        .with_message("texts", texts)
        .with("expected", grouped(trials.expected()))
        .with("missing", grouped(trials.count(Verdict::Missing)))
        .with("noisy", grouped(trials.count(Verdict::Noisy)));
    match trials.todo() {
        0 => totals,
        todo => {
            Message::new("trials.totals_with_todo").with_message("totals", totals).with("todo", grouped(todo))
        }
    }
}

fn verdict(verdict: Verdict) -> Message {
    Message::new(match verdict {
        Verdict::Missing => "trials.missing",
        Verdict::Noisy => "trials.noisy",
    })
}

fn source(source: Source) -> Message {
    Message::new(match source {
        Source::Example => "trials.example",
        Source::Counterexample => "trials.counterexample",
        Source::Case => "trials.case",
    })
}

impl Terminal {
    /// A line that says where and what, the text, and what explains the failure.
    fn failure(&self, trial: &Trial, failure: &Failure, rules: &RuleSet) -> Vec<Row> {
        let mut rows = vec![self.verdict(trial, failure, rules)];
        let noise = trial.tag(failure.id).filter(|_| failure.verdict == Verdict::Noisy);
        let spans = noise.map_or_else(Vec::new, |tag| self.spans(&[tag]));
        let width = self.style.width - INDENT;
        for text in passage::rows(trial.text.text(), &spans, width, self.style) {
            let mut row = Row::indented(INDENT);
            row.push(&text.text, text.columns);
            rows.push(row);
        }
        match noise {
            Some(tag) => rows.extend(self.evidence(trial, tag)),
            None => rows.push(self.what_came(&trial.tags)),
        }
        rows
    }

    /// Place first, as editors take it.
    fn verdict(&self, trial: &Trial, failure: &Failure, rules: &RuleSet) -> Row {
        let mut row = Row::default();
        row.say(&trial.text.place().to_string(), Look::STRONG, self.style);
        row.write(": ");
        row.say(&self.style.text(&verdict(failure.verdict)), Look::WARNING, self.style);
        row.write(&format!(" {}", failure.id));
        let category = rules.categories().iter().find(|category| category.id() == failure.id);
        if let Some(label) = category.and_then(Category::label) {
            row.write(&format!(" {}", label.in_chinese()));
        }
        row.say(&format!("  ({})", self.style.text(&source(trial.source))), Look::FAINT, self.style);
        row
    }

    /// The words and the patterns that found them, each pair once.
    fn evidence(&self, trial: &Trial, tag: &Tag) -> Vec<Row> {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for found in &tag.evidence {
            let pair = (words(trial, found), found.pattern);
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        pairs.into_iter().map(|(words, pattern)| self.pair(words, pattern)).collect()
    }

    fn pair(&self, words: &str, pattern: &str) -> Row {
        let mut row = Row::indented(INDENT);
        if !self.style.colour {
            row.write(&format!("{} ", number(0)));
        }
        let by = format!("  {} ", self.style.text(&Message::new("trials.by")));
        let room = self.style.width.saturating_sub(row.columns + columns(&by)) / 2;
        row.write(&shortened(words, room));
        row.say(&by, Look::FAINT, self.style);
        row.write(&shortened(pattern, room));
        row
    }

    /// What the text was tagged with instead: a pattern in the wrong place often shows so.
    fn what_came(&self, tags: &[Tag]) -> Row {
        let got = tags
            .iter()
            .map(|tag| format!("{} {}", tag.category.id(), name(tag.category, self.style.language)));
        let told = match tags {
            [] => Message::new("trials.got_nothing"),
            _ => Message::new("trials.got").with_list("tags", got),
        };
        let mut row = Row::indented(INDENT);
        row.say(&shortened(&self.style.text(&told), self.style.width - INDENT), Look::FAINT, self.style);
        row
    }
}

impl Terminal {
    /// What came nearest to giving what is missing.
    fn nearest(&self, trial: &Trial, failure: &Failure, rules: &RuleSet) -> Vec<Row> {
        let Some(miss) = &failure.nearest else { return Vec::new() };
        let language = self.style.language;
        let told = explain::nearest_miss(miss, trial.text.text(), rules, language).text(language);
        let rows = wrap(&told, self.style.width - INDENT).into_iter().map(|line| {
            let mut row = Row::indented(INDENT);
            row.say(&told[line], Look::FAINT, self.style);
            row
        });
        rows.collect()
    }
}

/// The words of a piece of evidence, as they stand in the text.
fn words<'t>(trial: &Trial<'t>, found: &Match) -> &'t str {
    trial.text.text().get(found.bytes.clone()).unwrap_or_default()
}

/// Writes one JSON object: the totals; under `failures` each expectation that was not met, with all that its
/// text was tagged with; under `done` each text that is no longer to be done. What is still to be done stands
/// among the failures with `todo`, and does not count under `missing` and `noisy`, which count the other failures. What
/// is missing has `nearest`, the clause that came nearest to giving it, with `pattern`, `file`, `line` and a `message`
/// that says what stopped it.
pub fn json(trials: &Trials, rules: &RuleSet, language: Language, out: &mut Vec<u8>) {
    let failures: Vec<Value> = trials
        .all()
        .iter()
        .flat_map(|trial| {
            trial.failures.iter().map(|failure| failure_fields(trial, failure, rules, language).into())
        })
        .collect();
    let done: Vec<Value> =
        trials.all().iter().filter(|trial| trial.is_done()).map(|trial| text_fields(trial).into()).collect();
    let object = json!({
        "ruleset": rules.digest(),
        "examples": trials.examples(),
        "cases": trials.cases(),
        "expected": trials.expected(),
        "missing": trials.count(Verdict::Missing),
        "noisy": trials.count(Verdict::Noisy),
        "todo": trials.todo(),
        "failures": failures,
        "done": done,
    });
    let start = out.len();
    out.extend_from_slice(object.to_string().as_bytes());
    escape_from(start, out);
    out.push(b'\n');
}

fn failure_fields(
    trial: &Trial,
    failure: &Failure,
    rules: &RuleSet,
    language: Language,
) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("verdict".to_owned(), failure.verdict.word().into());
    fields.insert("category".to_owned(), failure.id.into());
    fields.append(&mut text_fields(trial));
    if trial.todo {
        fields.insert("todo".to_owned(), true.into());
    }
    let tags: Vec<Value> = trial.tags.iter().map(|tag| tag_fields(trial, tag)).collect();
    fields.insert("tags".to_owned(), tags.into());
    if let Some(miss) = &failure.nearest {
        let nearest = explain::nearest_miss_fields(miss, trial.text.text(), rules, language);
        fields.insert("nearest".to_owned(), nearest);
    }
    fields
}

fn text_fields(trial: &Trial) -> Map<String, Value> {
    let place: &Place = trial.text.place();
    let fields = [
        ("source", Value::from(trial.source.word())),
        ("file", place.file().into()),
        ("line", place.line().into()),
        ("column", place.column().into()),
        ("text", trial.text.text().into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn tag_fields(trial: &Trial, tag: &Tag) -> Value {
    let evidence = tag.evidence.iter().map(|found| {
        json!({
            "start": found.span.start,
            "end": found.span.end,
            "text": words(trial, found),
            "pattern": found.pattern,
        })
    });
    json!({"category": tag.category.id(), "evidence": evidence.collect::<Vec<_>>()})
}

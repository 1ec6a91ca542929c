//! The same for programs.

use serde_json::{Map, Value, json};

use crate::analysis::{Effect, Explanation, Finding, Held, Miss, Obstacle, Reasons, Remedy, Sample, Words};
use crate::language::Message;
use crate::ruleset::{
    Category, Condition, ConditionAt, Edit, Level, List, Pattern, PatternAt, Place, clause_text, source, word,
};

use super::Told;
use super::edits::list_word;
use super::teller::Teller;
use crate::report::json_lines::escape_from;

impl Told<'_> {
    /// Writes it as one JSON object: `ruleset`, the digest of the rules; `text`, the paragraph; with a corpus
    /// `paragraphs`, how many it has; and `explanations`, a list of
    ///
    /// | field | what it is |
    /// |---|---|
    /// | `category` | the id |
    /// | `verdict` | `tagged`, `not_tagged`, `group` (it has no terms of its own) or `nothing` (to be found in the text) |
    /// | `matches` | of what is tagged; `more_matches` are not told of |
    /// | `misses` | of what is not, the clauses that came nearest, the nearest first |
    /// | `remedies` | changes that belong to no single clause, or would take the tag away |
    ///
    /// Words of the text are `start`, `end` (code points) and `text` everywhere; places in the rules are `file` and
    /// `line`; a condition is written on one line. A match has its words, `pattern`, `file`, `line`, `segments`
    /// (each with the `segment` as written), `gaps` (`characters` and `most`), `at_least` (`found` and `needed`,
    /// where more than one is needed), `levels` and `flags`. A level is `level` (`rule_set`, `category` with its
    /// `category`, or `clause`) with `if`, the condition that holds, and `unless`, those that do not. A
    /// condition that was looked at is `condition`, `file`, `line`, `holds`, for `all` its `parts`, else the words
    /// nearest to making it hold, where there are any, with `distance`, `within` (the narrowest unit shared with the
    /// match) and `fails` (of `place`, `within`, `distance`) or `obstacles` that keep them from counting.
    ///
    /// A miss has `pattern`, `file`, `line`, `segments` (words where one stands), `obstacles` and `remedies`. The
    /// `kind` of an obstacle is `missing`, `cut`, `masked`, `lost`, `gap`, `sentence_end`, `order`, `overlap`, `if`,
    /// `unless` or `at_least`, its `message` a sentence, other fields what the sentence names. A remedy has `edits`,
    /// each with its `kind`, `file`, `line`, `message`, and new numbers and words; `hunks`, the lines of files `now` and
    /// `then`, absent where they are written in a way that only people understand; and with a corpus `effect`: how
    /// many paragraphs would have been `gained` and `lost`, of `others` the other tags would change (absent where the
    /// change acts on no other category), and `samples`.
    pub fn json(&self, out: &mut Vec<u8>) {
        let explanations = self.explanations.iter().enumerate().map(|(number, explanation)| {
            let effects = self.effects.map_or(&[][..], |effects| effects.of(number));
            let teller = self.teller(None);
            Writer { told: self, teller, effects: effects.iter() }.explanation(explanation)
        });
        let explanations: Vec<Value> = explanations.collect();
        let mut object = fields(json!({"ruleset": self.rules.digest(), "text": self.text}));
        if self.is_nearest {
            object.insert("nearest".to_owned(), true.into());
        }
        if let Some(effects) = self.effects {
            object.insert("paragraphs".to_owned(), effects.paragraphs().into());
        }
        object.insert("explanations".to_owned(), explanations.into());
        let start = out.len();
        out.extend_from_slice(Value::from(object).to_string().as_bytes());
        escape_from(start, out);
        out.push(b'\n');
    }
}

/// Writes one explanation.
struct Writer<'s> {
    told: &'s Told<'s>,
    teller: Teller<'s>,
    effects: std::slice::Iter<'s, Effect>,
}

impl Writer<'_> {
    fn explanation(&mut self, explanation: &Explanation) -> Value {
        let verdict = match explanation.reasons {
            Reasons::Tagged { .. } => "tagged",
            Reasons::Missed(_) => "not_tagged",
            Reasons::Group => "group",
            Reasons::Nothing => "nothing",
        };
        let mut value = fields(json!({"category": explanation.category.id(), "verdict": verdict}));
        match &explanation.reasons {
            Reasons::Tagged { matches, more } => {
                value.insert("matches".to_owned(), matches.iter().map(|held| self.held(held)).collect());
                if *more > 0 {
                    value.insert("more_matches".to_owned(), (*more).into());
                }
            }
            Reasons::Missed(misses) => {
                value.insert("misses".to_owned(), misses.iter().map(|miss| self.miss(miss)).collect());
            }
            Reasons::Group | Reasons::Nothing => {}
        }
        if !explanation.remedies.is_empty() {
            let remedies = explanation.remedies.iter().map(|remedy| self.remedy(remedy));
            value.insert("remedies".to_owned(), remedies.collect());
        }
        value.into()
    }

    fn held(&self, held: &Held) -> Value {
        let gaps = held.gaps.iter().map(|(measured, most)| json!({"characters": measured, "most": most}));
        let mut value = self.words(&held.words);
        value.append(&mut pattern_fields(held.pattern));
        let segments =
            held.segments.iter().map(|(segment, words)| self.segment(held.pattern, *segment, Some(words)));
        value.insert("segments".to_owned(), segments.collect());
        value.insert("gaps".to_owned(), gaps.collect());
        if let Some(found) = held.at_least {
            value.insert("at_least".to_owned(), json!({"found": found, "needed": held.clause.at_least}));
        }
        if held.clause.unconditional {
            value.insert("unconditional".to_owned(), true.into());
        }
        let levels = held.levels.iter().map(|passed| {
            let mut value = self.level(passed.level);
            if let Some(finding) = &passed.must {
                value.insert("if".to_owned(), self.finding(finding));
            }
            let unless: Vec<String> = passed.must_not.iter().copied().map(Condition::shown).collect();
            if !unless.is_empty() {
                value.insert("unless".to_owned(), unless.into());
            }
            Value::from(value)
        });
        value.insert("levels".to_owned(), levels.collect());
        let flags = held.flags.iter().map(|(flag, finding)| {
            json!({"flag": flag.name(), "if": finding.as_ref().map(|finding| self.finding(finding))})
        });
        value.insert("flags".to_owned(), flags.collect());
        value.into()
    }

    fn miss(&mut self, miss: &Miss) -> Value {
        let mut value = pattern_fields(miss.pattern);
        let segments =
            miss.segments.iter().map(|(segment, words)| self.segment(miss.pattern, *segment, words.as_ref()));
        value.insert("segments".to_owned(), segments.collect());
        let obstacles = miss.obstacles.iter().map(|obstacle| self.obstacle(obstacle));
        value.insert("obstacles".to_owned(), obstacles.collect());
        let remedies = miss.remedies.iter().map(|remedy| self.remedy(remedy));
        value.insert("remedies".to_owned(), remedies.collect());
        value.into()
    }

    fn say(&self, message: &Message) -> String {
        message.text(self.told.language)
    }

    fn segment(&self, pattern: &Pattern, segment: usize, words: Option<&Words>) -> Value {
        let mut value = fields(json!({"segment": source::segment(&pattern.source, segment)}));
        if let Some(words) = words {
            value.append(&mut self.words(words));
        }
        value.into()
    }

    fn words(&self, words: &Words) -> Map<String, Value> {
        let text = self.told.text.get(words.bytes.clone()).unwrap_or_default();
        fields(json!({"start": words.span.start, "end": words.span.end, "text": text}))
    }

    fn level(&self, level: Level) -> Map<String, Value> {
        let mut value = fields(json!({"level": level_word(level)}));
        if let Level::Category(category) = level {
            let id = self.told.rules.categories().get(category).map(Category::id);
            value.insert("category".to_owned(), id.into());
        }
        value
    }

    fn finding(&self, finding: &Finding) -> Value {
        let mut value = fields(json!({"condition": finding.condition.shown()}));
        if let Some(place) = finding.condition.place() {
            value.append(&mut place_fields(place));
        }
        value.insert("holds".to_owned(), finding.holds.into());
        if !finding.parts.is_empty() {
            let parts = finding.parts.iter().map(|part| self.finding(part));
            value.insert("parts".to_owned(), parts.collect());
        }
        let Some(nearby) = &finding.nearest else { return value.into() };
        let standing = nearby.standing;
        value.insert("pattern".to_owned(), nearby.pattern.source.clone().into());
        value.append(&mut self.words(&nearby.words));
        value.insert("distance".to_owned(), standing.distance.into());
        value.insert("within".to_owned(), word::unit(standing.shared).into());
        let demands =
            [("place", standing.is_placed), ("within", standing.is_within), ("distance", standing.is_close)];
        let fails: Vec<&str> =
            demands.into_iter().filter(|(_, is_met)| !is_met).map(|(name, _)| name).collect();
        if !fails.is_empty() {
            value.insert("fails".to_owned(), fails.into());
        }
        if !nearby.blocks.is_empty() {
            let blocks = nearby.blocks.iter().map(|block| self.obstacle(block));
            value.insert("obstacles".to_owned(), blocks.collect());
        }
        value.into()
    }

    fn obstacle(&self, obstacle: &Obstacle) -> Value {
        let words = |words: &Words| Value::from(self.words(words));
        let between = |kind: &str, (one, other): &(Words, Words)| json!({"kind": kind, "before": words(one), "after": words(other)});
        let mut value = fields(match obstacle {
            Obstacle::Missing { pattern, number, segment } => {
                let source =
                    self.told.rules.pattern(pattern).map(|pattern| source::segment(&pattern.source, *number));
                json!({"kind": "missing", "segment": source, "accepts": segment.0})
            }
            Obstacle::Cut { words: found, run, .. } => {
                json!({"kind": "cut", "words": words(found), "run": words(run)})
            }
            Obstacle::Masked { words: found, mask, at, phrase } => {
                let mut mask_fields = pattern_fields(mask);
                let level = match at {
                    PatternAt::Mask(category, _) => Level::Category(*category),
                    _ => Level::RuleSet(0),
                };
                mask_fields.append(&mut self.level(level));
                json!({"kind": "masked", "words": words(found), "mask": mask_fields, "phrase": words(phrase)})
            }
            Obstacle::Lost { words: found, segmentation, .. } => {
                let segmentation: Vec<Value> = segmentation.iter().map(words).collect();
                json!({"kind": "lost", "words": words(found), "segmentation": segmentation})
            }
            Obstacle::Gap { measured, most, between: both, .. } => {
                let mut value = fields(between("gap", both));
                value.insert("characters".to_owned(), (*measured).into());
                value.insert("most".to_owned(), (*most).into());
                value.into()
            }
            Obstacle::SentenceEnd { between: both, .. } => between("sentence_end", both),
            Obstacle::Order { between: both, .. } => between("order", both),
            Obstacle::Overlap { between: both, .. } => between("overlap", both),
            Obstacle::If { level, findings } => {
                let findings: Vec<Value> = findings.iter().map(|finding| self.finding(finding)).collect();
                let mut value = fields(json!({"kind": "if"}));
                value.append(&mut self.level(*level));
                value.insert("conditions".to_owned(), findings.into());
                value.into()
            }
            Obstacle::Unless { level, finding } => {
                let mut value = fields(json!({"kind": "unless"}));
                value.append(&mut self.level(*level));
                value.insert("condition".to_owned(), self.finding(finding));
                value.into()
            }
            Obstacle::AtLeast { found, needed, others, .. } => {
                let others: Vec<&str> = others.iter().map(|pattern| pattern.source.as_str()).collect();
                json!({"kind": "at_least", "found": found, "needed": needed, "others": others})
            }
        });
        value.insert("message".to_owned(), self.say(&self.teller.obstacle(obstacle)).into());
        value.into()
    }

    fn remedy(&mut self, remedy: &Remedy) -> Value {
        let edits: Vec<Value> = remedy.edits.iter().map(|edit| self.edit(edit)).collect();
        let mut value = fields(json!({"edits": edits}));
        if let Some(rewriting) = remedy.rewrite(self.told.rules) {
            let hunks = rewriting.hunks.iter().map(
                |hunk| json!({"file": hunk.file, "line": hunk.line, "now": hunk.now, "then": hunk.then}),
            );
            value.insert("hunks".to_owned(), hunks.collect());
        }
        if let Some(effect) = self.effects.next() {
            let samples = |samples: &[Sample]| -> Vec<Value> {
                samples.iter().map(|sample| json!({"whence": sample.whence, "text": sample.text})).collect()
            };
            let samples = json!({
                "gained": samples(&effect.gained_samples),
                "lost": samples(&effect.lost_samples),
            });
            let mut told = fields(json!({"gained": effect.gained, "lost": effect.lost}));
            if let Some(others) = effect.others {
                told.insert("others".to_owned(), others.into());
            }
            told.insert("samples".to_owned(), samples);
            value.insert("effect".to_owned(), told.into());
        }
        value.into()
    }

    fn edit(&self, edit: &Edit) -> Value {
        let mut value = fields(edit_fields(edit));
        if let Some(place) = self.told.rules.place_of(edit) {
            value.append(&mut place_fields(&place));
        }
        value.insert("message".to_owned(), self.say(&self.teller.edit(edit)).into());
        value.into()
    }
}

/// What a change is made of, places and sentence aside.
fn edit_fields(edit: &Edit) -> Value {
    let list = |at: &ConditionAt| list_word(at.list);
    match edit {
        Edit::Gap { gap, most, .. } => json!({"kind": "gap", "gap": gap + 1, "most": most}),
        Edit::Either { .. } => json!({"kind": "either"}),
        Edit::Alternative { segment, word, .. } => {
            json!({"kind": "alternative", "segment": segment + 1, "word": word})
        }
        Edit::WithoutAlternative { segment, word, .. } => {
            json!({"kind": "without_alternative", "segment": segment + 1, "word": word})
        }
        Edit::WithoutPattern { .. } => json!({"kind": "without_pattern"}),
        Edit::AnyBoundary { .. } => json!({"kind": "boundary", "boundary": "none"}),
        Edit::Unconditional { .. } => json!({"kind": "unconditional"}),
        Edit::AtLeast { number, .. } => json!({"kind": "at_least", "at_least": number}),
        Edit::Shape { condition, shape } => json!({
            "kind": "condition",
            "list": list(condition),
            "relation": word::relation(shape.relation),
            "within": word::unit(shape.within),
            "distance": shape.distance,
            "boundary": word::boundary(shape.boundary),
        }),
        Edit::NewCondition { beside, shape } => json!({
            "kind": "new_condition",
            "list": list(beside),
            "relation": word::relation(shape.relation),
            "within": word::unit(shape.within),
            "boundary": word::boundary(shape.boundary),
        }),
        Edit::WithoutCondition { condition } => json!({"kind": "without_condition", "list": list(condition)}),
        Edit::WithoutIf { .. } => json!({"kind": "without_if", "list": list_word(List::If)}),
        Edit::NewClause(new) => {
            json!({"kind": "new_clause", "clause": clause_text(new)})
        }
        Edit::NewMask { phrase, .. } => json!({"kind": "new_mask", "phrase": phrase}),
    }
}

/// The word for a level.
fn level_word(level: Level) -> &'static str {
    match level {
        Level::RuleSet(_) => "rule_set",
        Level::Category(_) => "category",
        Level::Clause(_) => "clause",
    }
}

fn pattern_fields(pattern: &Pattern) -> Map<String, Value> {
    let mut value = fields(json!({"pattern": pattern.source}));
    value.append(&mut place_fields(&pattern.place));
    value
}

fn place_fields(place: &Place) -> Map<String, Value> {
    fields(json!({"file": place.file(), "line": place.line()}))
}

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

//! Every figure that evaluation and agreement print, against scikit-learn, SciPy and the `krippendorff` package on
//! random codings: by figures stored in `tests/evaluate/figures.json`, and by the packages themselves where they are
//! there. `tests/packages tests/evaluate/requirements.txt` puts them there; `REWRITE=1` then stores their figures anew.
#![cfg(feature = "corpus")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, missing_docs)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cuoshi::analysis::{Agreement, Coder, Codings, Counts, Evaluation, Gold, McNemar, Pairs, Scheme, wilson};
use cuoshi::corpus::CodedParagraph;
use cuoshi::{RuleSet, Tagger};
use serde_json::{Value, json};

/// Figures may differ by so much, which is rounding.
const ROUNDING: f64 = 1e-9;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluate")
}

/// Numbers that look random and are the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// So many decisions, one in `of` of them yes, one in `missing` of them not made; none where that is 0.
    fn decisions(&mut self, count: u64, of: u64, missing: u64) -> Vec<Option<u64>> {
        let mut one = || {
            let is_missing = missing > 0 && self.below(missing) == 0;
            (!is_missing).then(|| u64::from(self.below(of) == 0))
        };
        (0..count).map(|_| one()).collect()
    }

    /// Decisions that are mostly those of another.
    fn like(&mut self, other: &[Option<u64>], differing: u64, missing: u64) -> Vec<Option<u64>> {
        let own = self.decisions(other.len() as u64, 2, missing);
        let choose = |(own, other): (&Option<u64>, &Option<u64>)| match (own, self.below(differing)) {
            (None, _) => None,
            (own, 0) => *own,
            (own, _) => other.or(*own),
        };
        own.iter().zip(other).map(choose).collect()
    }
}

/// Random cases, each a figure and what it is a figure of.
fn cases(seed: u64) -> Vec<Value> {
    let mut random = Random(seed);
    let mut cases = Vec::new();
    for number in 0..40 {
        let rows = 3 + random.below(40);
        let columns = 2 + random.below(5);
        let of = 1 + random.below(6);
        let gold: Vec<_> = (0..rows).map(|_| random.decisions(columns, of, 0)).collect();
        let found: Vec<_> = gold.iter().map(|row| random.like(row, 3, 0)).collect();
        cases.push(json!({"figure": "scores", "of": [gold, found]}));
        let whole = 1 + random.below(if number % 2 == 0 { 8 } else { 900 });
        cases.push(json!({"figure": "wilson", "of": [random.below(whole + 1), whole]}));
        let most = if number % 2 == 0 { 6 } else { 900 };
        cases.push(json!({"figure": "mcnemar", "of": [random.below(most), random.below(most)]}));
        let of = 1 + random.below(9);
        let one = random.decisions(rows, of, 9);
        let other = random.like(&one, 2, 9);
        cases.push(json!({"figure": "kappa", "of": [one, other]}));
        let coders = 2 + random.below(4);
        let missing = 2 + random.below(6);
        let others: Vec<_> = (1..coders).map(|_| random.like(&one, 3, missing)).collect();
        let all: Vec<_> = std::iter::once(one).chain(others).collect();
        cases.push(json!({"figure": "alpha", "of": all}));
    }
    cases
}

/// What cuoshi says.
fn figures(case: &Value) -> Value {
    let of = case["of"].as_array().unwrap();
    let number = |at: usize| usize::try_from(of[at].as_u64().unwrap()).unwrap();
    match case["figure"].as_str().unwrap() {
        "scores" => scores(&of[0], &of[1]),
        "wilson" => {
            let (low, high) = wilson(number(0), number(1)).interval.unwrap();
            json!([low, high])
        }
        "mcnemar" => {
            let test = McNemar { first: number(0), second: number(1) };
            json!([test.exact(), test.mid_p()])
        }
        "kappa" => {
            let both = of[0].as_array().unwrap().iter().zip(of[1].as_array().unwrap());
            let made = both.filter_map(|(one, other)| Some((one.as_u64()? == 1, other.as_u64()? == 1)));
            json!(made.collect::<Pairs>().kappa())
        }
        "alpha" => alpha(of),
        other => panic!("{other}"),
    }
}

fn paragraph(name: String, text: String, tags: Vec<String>) -> CodedParagraph {
    CodedParagraph {
        id: Some(name.clone()),
        document: None,
        number: None,
        name,
        text,
        tags: Ok(tags),
        coder: None,
        is_ground_truth: false,
    }
}

/// The scores by way of rules, each of which finds its own letter in a paragraph.
fn scores(gold: &Value, found: &Value) -> Value {
    let yes = |row: &Value| -> Vec<usize> {
        let row = row.as_array().unwrap().iter().enumerate();
        row.filter(|(_, value)| **value == 1).map(|(at, _)| at).collect()
    };
    let words = ["甲", "乙", "丙", "丁", "戊", "己"];
    let columns = gold[0].as_array().unwrap().len();
    let rules: Vec<String> =
        (0..columns).map(|at| format!("  - id: c{at}\n    any: [{}]\n", words[at])).collect();
    let rules = format!("version: 1\ncategories:\n{}", rules.concat());
    let tagger = Tagger::new(RuleSet::from_yaml("random.yml", &rules).unwrap());
    let rows = gold.as_array().unwrap().iter().zip(found.as_array().unwrap()).enumerate();
    let coded = rows.map(|(number, (gold, found))| {
        let text: Vec<&str> = yes(found).into_iter().map(|at| words[at]).collect();
        paragraph(number.to_string(), text.join("，"), yes(gold).iter().map(|at| format!("c{at}")).collect())
    });
    let (gold, _) = Gold::new(coded.collect(), Scheme::of(&[tagger.rules()], None));
    let evaluation = Evaluation::of(&tagger, &gold);
    let of = |counts: Counts| json!([counts.precision().value, counts.recall().value, counts.f1()]);
    let macro_mean = evaluation.macro_mean();
    let means = [macro_mean.precision, macro_mean.recall, macro_mean.f1].map(|mean| mean.estimate.value);
    json!({
        "categories": evaluation.by_category().iter().map(|one| of(one.counts)).collect::<Vec<_>>(),
        "micro": of(evaluation.counts()),
        "macro": means,
    })
}

/// Alpha by way of files of coded paragraphs; where nobody says yes there is no category to speak of.
fn alpha(coders: &[Value]) -> Value {
    let coder = |(number, decisions): (usize, &Value)| {
        let decisions = decisions.as_array().unwrap().iter().enumerate();
        let made = decisions.filter(|(_, value)| !value.is_null());
        let tags = |value: &Value| if *value == 1 { vec!["c".to_owned()] } else { Vec::new() };
        let coded = made.map(|(at, value)| paragraph(at.to_string(), at.to_string(), tags(value)));
        Coder::new(number.to_string(), coded.collect())
    };
    let (codings, _) = Codings::of(coders.iter().enumerate().map(coder).collect(), &[], &[], None);
    let agreement = Agreement::of(&codings, &[]);
    json!(agreement.categories.first().and_then(|category| category.alpha.value))
}

/// Where two sets of figures differ by more than rounding.
fn differs(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() != other.len() || one.iter().zip(other).any(|(one, other)| differs(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() != other.len() || one.iter().any(|(key, one)| differs(one, &other[key]))
        }
        (Value::Number(one), Value::Number(other)) => {
            (one.as_f64().unwrap() - other.as_f64().unwrap()).abs() > ROUNDING
        }
        (one, other) => one != other,
    }
}

fn compare(cases: &[Value]) {
    let wrong = cases.iter().filter_map(|case| {
        let found = figures(case);
        differs(&found, &case["figures"]).then(|| {
            format!("{} of {}\n  should be {}\n  is {found}", case["figure"], case["of"], case["figures"])
        })
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// How `figures.py` ends where the packages are not there.
const NO_PACKAGES: i32 = 3;

/// The cases with the figures of the packages, those that `tests/packages` puts below `target/` or Python's own; nothing
/// where they are not there.
fn figures_of_packages(cases: &[Value]) -> Option<String> {
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/python/evaluate/packages");
    let mut command = Command::new("python3");
    command.arg(folder().join("figures.py")).env("PYTHONPATH", packages);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    // Where the packages are not there, nobody reads it.
    let _ = child.stdin.take().unwrap().write_all(Value::from(cases).to_string().as_bytes());
    let output = child.wait_with_output().unwrap();
    if output.status.code() == Some(NO_PACKAGES) {
        return None;
    }
    assert!(output.status.success(), "figures.py failed");
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn figures_equal_the_stored_ones() {
    let stored = fs::read_to_string(folder().join("figures.json")).unwrap();
    compare(&serde_json::from_str::<Vec<Value>>(&stored).unwrap());
}

#[test]
fn figures_equal_those_of_the_packages() {
    if std::env::var_os("REWRITE").is_some() {
        let figures =
            figures_of_packages(&cases(1)).expect("the packages are needed to rewrite their figures");
        fs::write(folder().join("figures.json"), figures).unwrap();
    }
    match figures_of_packages(&cases(2)) {
        Some(figures) => compare(&serde_json::from_str::<Vec<Value>>(&figures).unwrap()),
        None => {
            eprintln!("skipped: no Python with scikit-learn and krippendorff; the stored figures stand in");
        }
    }
}

//! Texts and rules that are made to be slow, each at any size.

use std::fmt::Write as _;
use std::sync::LazyLock;

use cuoshi::{RuleSet, Tagger};

use crate::text::terms::{rules_of, terms};
use crate::text::{Kind, Recipe};

/// So much ordinary text stands beside rules of many terms, categories or conditions.
const ORDINARY_BYTES: usize = 2_000_000;

/// One kind of worst case.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// What its size counts.
    pub(crate) unit: Unit,
    /// Rules and paragraphs of a size.
    pub(crate) make: fn(usize) -> (Rules, Vec<String>),
}

/// The rules of a case.
pub(crate) enum Rules {
    BuiltIn,
    Text(String),
}

impl Rules {
    pub(crate) fn read(&self) -> RuleSet {
        match self {
            Rules::BuiltIn => RuleSet::built_in().unwrap(),
            Rules::Text(text) => RuleSet::from_yaml("worst.yml", text).unwrap(),
        }
    }
}

/// What grows, to what size it does, and how that is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Bytes,
    Paragraphs,
    Terms,
    Categories,
    Conditions,
}

impl Unit {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Unit::Bytes => "bytes",
            Unit::Paragraphs => "paragraphs",
            Unit::Terms => "terms",
            Unit::Categories => "categories",
            Unit::Conditions => "conditions",
        }
    }

    /// The size after the last doubling, where nothing else is asked for.
    pub(crate) fn largest(self) -> usize {
        match self {
            Unit::Bytes => 16_000_000,
            Unit::Paragraphs => 1_000_000,
            Unit::Terms => 50_000,
            Unit::Categories => 2_000,
            Unit::Conditions => 10_000,
        }
    }

    /// Whether it is the rules that grow, not the text.
    pub(crate) fn is_of_rules(self) -> bool {
        matches!(self, Unit::Terms | Unit::Categories | Unit::Conditions)
    }
}

pub(crate) const CASES: [Case; 21] = [
    bytes("a paragraph of one term", |bytes| (plain("[补贴]"), one("补贴", bytes))),
    bytes("of one term, written with blanks", |bytes| (plain("[补贴]"), one("補 貼 ", bytes))),
    bytes("of segments that almost match", |bytes| {
        (
            plain("[减免…租金, 租金…9…减免]"),
            one("减免一二三四五六七八九十一二三租金甲乙丙丁戊己庚辛壬癸", bytes),
        )
    }),
    bytes("of two segments out of three", |bytes| (plain("[减免…租金…商户]"), one("减免租金", bytes))),
    bytes("of segments in either order", |bytes| {
        (plain("[减免~租金, 减免…200…租金]"), one("减免租金", bytes))
    }),
    bytes("of one segment, then the other", |bytes| {
        let half = bytes / 2;
        (plain("[减免…200…租金]"), vec![one("减免", half).concat() + &one("租金", half).concat()])
    }),
    bytes("of conditions that never hold", |bytes| {
        let conditions = "{ near: 企业, distance: 6 }, { before: 取消, distance: 1 }, { all: [商户, 没有] }";
        (clause("补贴", "if", conditions), one("补贴一二三四五六七企业一二三四五六七取消商户", bytes))
    }),
    bytes("of terms that each condition excludes", |bytes| {
        (
            clause("补贴", "unless", "{ near: 企业, within: paragraph }, { before: 取消 }"),
            one("补贴企业取消", bytes),
        )
    }),
    bytes("of masks within masks", |bytes| {
        let masks = "[反补贴, 裁定反补贴, 反补贴税, 征收反补贴税, 裁定…30…税, 反~40~税, 骗取…补贴]";
        (
            Rules::Text(category("[补贴]") + &format!("    mask: {masks}\n")),
            one("裁定征收反补贴税骗取补贴", bytes),
        )
    }),
    bytes("of terms across word boundaries", |bytes| (plain("[助企, 封城]"), one("帮助企业开封城墙", bytes))),
    bytes("of terms across them, in short clauses", |bytes| {
        (plain("[助企, 封城]"), one("帮助企业，开封城墙。", bytes))
    }),
    bytes("of one term, by the built-in rules", |bytes| (Rules::BuiltIn, one("补贴", bytes))),
    bytes("of flagged matches, by the built-in rules", |bytes| {
        (Rules::BuiltIn, one("不再给予企业补贴，计划发放租金减免，没有取消贷款贴息", bytes))
    }),
    bytes("of what the built-in rules nearly find", |bytes| {
        (
            Rules::BuiltIn,
            one("给予一二三四五六七八九十一二三四五六奖励减免甲乙丙丁戊己庚辛壬癸子丑寅卯租金", bytes),
        )
    }),
    bytes("of flags on each term", |bytes| {
        let flags = "flags:\n  no: { if: { before: 不, within: clause } }\n  far: { if: [{ near: 企业, within: paragraph }, { inside: 贴 }] }\n";
        (Rules::Text(category("[补贴]").replacen('\n', &format!("\n{flags}"), 1)), one("不予补贴企业", bytes))
    }),
    Case {
        name: "paragraphs of one character",
        unit: Unit::Paragraphs,
        make: |count| (plain("[补贴, 补]"), characters(count)),
    },
    Case {
        name: "paragraphs of one character, by the built-in rules",
        unit: Unit::Paragraphs,
        make: |count| (Rules::BuiltIn, characters(count)),
    },
    Case {
        name: "rules of many long terms",
        unit: Unit::Terms,
        make: |count| (Rules::Text(rules_of(&terms(count, 4))), ordinary()),
    },
    Case {
        name: "rules of many words of every length",
        unit: Unit::Terms,
        make: |count| (Rules::Text(rules_of(&terms(count, 2))), ordinary()),
    },
    Case {
        name: "rules of many categories",
        unit: Unit::Categories,
        make: |count| (categories(count), ordinary()),
    },
    Case {
        name: "rules of many conditions",
        unit: Unit::Conditions,
        make: |count| (conditions(count), ordinary()),
    },
];

const fn bytes(name: &'static str, make: fn(usize) -> (Rules, Vec<String>)) -> Case {
    Case { name, unit: Unit::Bytes, make }
}

/// Rules of one category with these patterns.
fn plain(patterns: &str) -> Rules {
    Rules::Text(category(patterns))
}

fn category(patterns: &str) -> String {
    format!("version: 1\ncategories:\n  - id: measure\n    any: {patterns}\n")
}

/// Rules of one category with one clause.
fn clause(term: &str, key: &str, conditions: &str) -> Rules {
    let clause = format!("\n      - match: {term}\n        {key}: [{conditions}]\n");
    Rules::Text(category("").trim_end().to_owned() + &clause)
}

/// Paragraphs of one character each.
fn characters(count: usize) -> Vec<String> {
    (0..count).map(|at| if at % 2 == 0 { "补" } else { "贴" }.to_owned()).collect()
}

/// One paragraph that is `unit` again and again.
fn one(unit: &str, bytes: usize) -> Vec<String> {
    vec![unit.repeat(bytes / unit.len())]
}

/// Five terms a category.
fn categories(count: usize) -> Rules {
    let terms = terms(count * 5, 2);
    let mut rules = String::from("version: 1\ncategories:\n");
    for (number, terms) in terms.chunks(5).enumerate() {
        writeln!(rules, "  - id: group{}.measure{number}\n    any: [{}]", number % 40, terms.join(", "))
            .unwrap();
    }
    Rules::Text(rules)
}

/// Two conditions a clause, ten clauses a category.
fn conditions(count: usize) -> Rules {
    let terms = terms(count * 3 / 2, 2);
    let mut rules = String::from("version: 1\ncategories:\n");
    for (number, terms) in terms.chunks_exact(3).enumerate() {
        if number % 10 == 0 {
            writeln!(rules, "  - id: measure{number}\n    any:").unwrap();
        }
        let [term, first, second] = terms else { continue };
        write!(rules, "      - match: {term}\n        if: [{first}, 的]\n").unwrap();
        writeln!(rules, "        unless: [{{ before: {second}, distance: 6 }}]").unwrap();
    }
    Rules::Text(rules)
}

fn ordinary() -> Vec<String> {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let tagger = Tagger::new(RuleSet::built_in().unwrap());
        Recipe::new(Kind::Sparse, 1).text(&tagger, ORDINARY_BYTES)
    });
    TEXT.lines().map(str::to_owned).collect()
}

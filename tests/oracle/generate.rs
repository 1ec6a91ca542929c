//! Random rule sets and texts, nasty on purpose: few terms and few characters, so that everything
//! overlaps everything.

use std::ops::Range;

use proptest::collection::vec;
use proptest::option::{self, weighted};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::fold::{TRADITIONAL, folded_text};
use super::rules::{Alternative, Boundary, Category, Clause, Condition, Pattern, Place, Relation, Rules};
use super::rules::{Surroundings, Within};
use super::style::Style;

/// Words whose neighbours share characters, numbers with signs, and scalars YAML would read otherwise.
#[rustfmt::skip]
const TERMS: [&str; 76] = [
    "助企", "帮助企业", "帮助", "企业", "复工", "修复", "修复工作", "工作", "包车", "面包车", "专班", "大专班", "大专", "工作专班", "拟",
    "虚拟", "不", "不断", "不再", "断", "封城", "开封", "开封城墙", "补贴", "贴", "一次性补贴", "租金", "减免", "减", "点对点",
    "返岗", "贷款", "5G", "2.5G", "100万元", "12345", "12306热线", "APP", "〇", "二〇二〇", "𠮷野家", "𠮷", "乾", "徵",
    "於", "no", "007", "12:30", "1e5", "2020-02-15", "null", "true", "0x1F", "1_000", "+1", ".5",
    "补贴。", "，补", "a b", "5%", "５", "Ａ", "「不」断", "補貼", "點", "一 次 性", "a.b", "..", "不，再", "企", "元",
    "万元", "次性补", "1", "100", "2345",
];
const FEW: [&str; 8] = ["甲", "乙", "丙", "补", "贴", "不", "断", "企"];
#[rustfmt::skip]
const LATIN: [&str; 16] = [
    "a", "B", "5", "0", "1", "２", "Ａ", ".", ",", "，", "．", "-", "%", ":", "?", " ",
];
#[rustfmt::skip]
const ODD: [&str; 44] = [
    "|", "<", ">", "~", "…", ".", "\\", "｜", "＜", "＞", "～", "＼", "“", "”", "\"", "'", "‘", "『", "＂",
    "〝", "\u{AD}", "\u{200B}", "\u{200D}", "\u{2060}", "\u{FEFF}", " ", "\t", "\n", "\r", "\u{A0}",
    "\u{2002}", "\u{2003}", "\u{2009}", "\u{3000}", "甲", "a", "1", "𠮷", "#", "：", "﨑", "㐀", "&",
    "*",
];
const SIGNS: [&str; 15] = ["。", "！", "？", "；", "｡", "，", "：", "!", "?", ";", ",", ":", "、", ".", "．"];
#[rustfmt::skip]
const FILLERS: [&str; 25] = [
    "对", "的", "，", "和", "在", "a", "5", " ", "1,100", "2.5", "12345,12306", "1,100万元", "１００",
    "1，100", "开封城墙", "帮助企业", "虚拟", "不断", "修复工作", "面包车", "大专班", "专班组", "1,2345", "5GHz", "一次性补贴",
];
const SET_NAMES: [&str; 8] = ["车辆", "A b", "否定", "x.1", "1", "no", "a'b", "Ｘ：\"y\" #"];
const FLAG_NAMES: [&str; 3] = ["ended", "计划", "no"];
const IDS: [&str; 8] = ["a", "a.b", "a.b.c", "a.d", "ab.c", "d", "财政", "财政.补贴"];

/// A rule set, and texts made for it; the last is made of some of them, so far from each other that they are not looked at
/// at once.
pub fn cases(texts: Range<usize>) -> impl Strategy<Value = (Rules, Vec<String>)> {
    (rules(), vec(vec(piece(), 0..36), texts)).prop_map(|(rules, texts)| {
        let write = |pieces: &Vec<Piece>| pieces.iter().map(|piece| piece.write(&rules)).collect::<String>();
        let mut texts: Vec<String> = texts.iter().map(write).collect();
        texts.push(texts[..texts.len().min(3)].join(&format!("。{}。", "田".repeat(260))));
        (rules, texts)
    })
}

/// A term, sign or filler.
pub fn phrase() -> impl Strategy<Value = &'static str> {
    prop_oneof![select(&TERMS[..]), select(&FILLERS[..]), select(&SIGNS[..]), select(&LATIN[..])]
}

/// Terms that need neither escapes nor quotation marks.
pub fn plain_terms() -> Vec<&'static str> {
    TERMS.into_iter().filter(|term| !term.contains(['.', '\''])).collect()
}

#[derive(Clone, Debug)]
enum Piece {
    Text(&'static str),
    Term(usize, u64),
}

fn piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        10 => (0..64_usize, prop_oneof![2 => Just(0), 1 => any::<u64>()]).prop_map(|(n, style)| Piece::Term(n, style)),
        2 => select(&FEW[..]).prop_map(Piece::Text),
        2 => select(&LATIN[..]).prop_map(Piece::Text),
        1 => select(&ODD[..]).prop_map(Piece::Text),
        2 => select(&SIGNS[..]).prop_map(Piece::Text),
        4 => select(&FILLERS[..]).prop_map(Piece::Text),
    ]
}

impl Piece {
    fn write(&self, rules: &Rules) -> String {
        match self {
            Piece::Text(text) => (*text).to_owned(),
            Piece::Term(number, style) => disguised(rules.term(*number), &mut Style::new(*style)),
        }
    }
}

/// A text that mostly folds to the same: traditional, full-width, in capitals, with quotation marks.
fn disguised(text: &str, style: &mut Style) -> String {
    let disguise = |c: char| {
        let mut text = match style.pick(4) {
            1 if c.is_ascii_graphic() => char::from_u32(u32::from(c) - 0x21 + 0xFF01).unwrap().to_string(),
            2 => TRADITIONAL.get(&c).unwrap_or(&c).to_string(),
            3 => c.to_ascii_uppercase().to_string(),
            _ => c.to_string(),
        };
        if style.once_in(10) {
            text.push_str(style.one_of(&["“", "\u{200B}", " ", "\u{3000}", "」", "'", "\n\t", "\" "]));
        }
        text
    };
    text.chars().map(disguise).collect()
}

fn term() -> impl Strategy<Value = String> {
    let of =
        |pool: &'static [&'static str], most| vec(select(pool), 1..=most).prop_map(|parts| parts.concat());
    prop_oneof![
        10 => select(&TERMS[..]).prop_map(str::to_owned),
        4 => of(&FEW, 4),
        2 => of(&LATIN, 4),
        1 => of(&ODD, 4),
        1 => (select(&TERMS[..]), 1..u64::MAX).prop_map(|(term, style)| disguised(term, &mut Style::new(style))),
    ]
    .prop_map(|term| if folded_text(&term).is_empty() { format!("{term}甲") } else { term })
}

fn boundary() -> impl Strategy<Value = Option<Boundary>> {
    prop_oneof![3 => Just(None), 1 => Just(Some(Boundary::None)), 1 => Just(Some(Boundary::Word))]
}

fn number() -> impl Strategy<Value = Option<usize>> {
    prop_oneof![4 => Just(None), 4 => (0..8_usize).prop_map(Some), 1 => select(&[12, 13, 200, 99999][..]).prop_map(Some)]
}

fn style() -> impl Strategy<Value = u64> {
    prop_oneof![1 => Just(0), 2 => any::<u64>()]
}

fn alternative() -> impl Strategy<Value = Alternative> {
    prop_oneof![4 => (0..64_usize).prop_map(Alternative::Literal), 1 => (0..8_usize).prop_map(Alternative::Set)]
}

fn segment() -> impl Strategy<Value = Vec<Alternative>> {
    prop_oneof![2 => vec(alternative(), 1), 1 => vec(alternative(), 2..4)]
}

pub fn pattern() -> impl Strategy<Value = Pattern> {
    let rest = prop_oneof![
        3 => vec((number(), segment()), 0),
        2 => vec((number(), segment()), 1),
        1 => vec((number(), segment()), 2..4),
    ];
    (segment(), rest, any::<bool>(), style()).prop_map(|(first, rest, either, style)| Pattern {
        first,
        rest,
        either,
        style,
    })
}

fn place() -> impl Strategy<Value = Condition> {
    let relation = select(&[Relation::Near, Relation::Before, Relation::After, Relation::Inside][..]);
    let within = option::of(select(&[Within::Sentence, Within::Clause, Within::Paragraph][..]));
    (relation, vec(pattern(), 1..3), boundary(), within, number()).prop_map(
        |(relation, patterns, boundary, within, distance)| {
            Condition::Place(Place { relation, patterns, boundary, within, distance })
        },
    )
}

fn condition() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![1 => pattern().prop_map(Condition::Pattern), 3 => place()];
    leaf.prop_recursive(2, 6, 3, |inner| vec(inner, 1..3).prop_map(Condition::All))
}

/// Conditions that are there once in a while.
fn surroundings(likely: f64) -> impl Strategy<Value = Surroundings> {
    let some = |most| weighted(likely, vec(condition(), 1..most)).prop_map(Option::unwrap_or_default);
    (some(4), some(3)).prop_map(|(ifs, unless)| Surroundings { ifs, unless })
}

fn masks(likely: f64) -> impl Strategy<Value = Vec<Pattern>> {
    weighted(likely, vec(pattern(), 1..3)).prop_map(Option::unwrap_or_default)
}

pub fn clause() -> impl Strategy<Value = Clause> {
    let plain = pattern().prop_map(|p| Clause::new(vec![p], Surroundings::default(), None, None, None));
    let patterns = prop_oneof![vec(pattern(), 1), vec(pattern(), 2..5)];
    let truth = prop_oneof![2 => Just(None), 1 => any::<bool>().prop_map(Some)];
    let full = (patterns, surroundings(0.35), boundary(), truth, weighted(0.3, 0..8_usize)).prop_map(
        |(patterns, around, boundary, truth, least)| Clause::new(patterns, around, boundary, truth, least),
    );
    prop_oneof![2 => plain, 3 => full]
}

pub fn categories() -> impl Strategy<Value = Vec<Category>> {
    let category = || (vec(clause(), 0..4), masks(0.2), surroundings(0.12));
    (subsequence(&IDS[..], 1..=4).prop_shuffle(), vec(category(), 4)).prop_map(|(ids, bodies)| {
        let join = |(id, (clauses, masks, surroundings))| Category { id, clauses, masks, surroundings };
        ids.into_iter().zip(bodies).map(join).collect()
    })
}

/// A legal rule set.
pub fn rules() -> impl Strategy<Value = Rules> {
    let named = |names: &'static [&'static str]| subsequence(names, 0..=3).prop_shuffle();
    let sets = (named(&SET_NAMES), vec(vec(alternative(), 1..4), 3));
    let flags = (named(&FLAG_NAMES), vec(vec(condition(), 1..3), 3));
    let lexicon = weighted(0.2, vec(0..64_usize, 1..3)).prop_map(Option::unwrap_or_default);
    let shared = (vec(term(), 2..9), weighted(0.3, 0..6_usize), boundary(), sets, flags, lexicon, style());
    (shared, masks(0.15), surroundings(0.08), categories()).prop_map(
        |(shared, masks, surroundings, categories)| {
            let (vocabulary, gap, boundary, sets, flags, lexicon, style) = shared;
            Rules {
                vocabulary,
                gap,
                boundary,
                sets: sets.0.into_iter().map(str::to_owned).zip(sets.1).collect(),
                masks,
                flags: flags.0.into_iter().map(str::to_owned).zip(flags.1).collect(),
                lexicon,
                surroundings,
                categories,
                style,
            }
        },
    )
}

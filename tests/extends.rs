//! Rules that build on others, in small: what each key does to what is there already. That nothing else changes,
//! the oracle's tests show on random rules.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use cuoshi::analysis::Trials;
use cuoshi::{Category, Dictionary, Language, RuleSet, Tagger};

const BASE: &str = "version: 1
name: 基础
defaults: { gap: 2 }
sets:
  车辆: [包车]
flags:
  ended: { label: 停止, if: { before: 停止, within: clause } }
mask: [面包车]
categories:
  - id: fiscal
    label: 财政
    unless: 诈骗
  - id: fiscal.subsidies
    label: { zh: 补贴, en: Subsidies }
    about: 补贴。
    any: [补贴, 给予…奖励]
    meta: { a: 1, b: 2 }
    examples: [发放补贴。]
  - id: transport
    any: [接送…<车辆>]
";

fn file(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

/// The base with what builds on it; `version` goes without saying.
fn extended(own: &str) -> RuleSet {
    let own = [file("own.yml", &format!("version: 1\n{own}"))];
    let checked = Dictionary::extending(Dictionary::parse([file("base.yml", BASE)]), own).check();
    checked.unwrap_or_else(|faults| panic!("{}", faults.render(false, Language::English))).0
}

/// Each category that a text gets, with the pattern of its evidence.
fn tags(rules: &RuleSet, text: &str) -> Vec<String> {
    let tagger = Tagger::new(rules.clone());
    let evidence = tagger.tag(text).into_iter().map(|tag| {
        let patterns: Vec<&str> = tag.evidence.iter().map(|one| one.pattern).collect();
        format!("{}: {}", tag.category.id(), patterns.join(" "))
    });
    evidence.collect()
}

fn category<'r>(rules: &'r RuleSet, id: &str) -> Option<&'r Category> {
    rules.categories().iter().find(|category| category.id() == id)
}

#[test]
fn what_is_new_comes_after_what_was_there() {
    let rules = extended(
        "categories: [{id: fiscal.vouchers, any: 消费券}, {id: fiscal.subsidies, any: [奖补, '补贴|津贴']}]",
    );
    let ids: Vec<&str> = rules.categories().iter().map(Category::id).collect();
    assert_eq!(ids, ["fiscal", "fiscal.subsidies", "transport", "fiscal.vouchers"]);
    assert_eq!(tags(&rules, "发放补贴、津贴和奖补。"), ["fiscal.subsidies: 补贴 补贴|津贴 奖补"]);
    assert_eq!(tags(&rules, "谨防消费券诈骗。"), Vec::<String>::new(), "a new child is in the group");
}

#[test]
fn what_is_said_once_is_replaced_and_lists_grow() {
    let rules = extended(
        "name: 我的\nflags: {ended: {if: 取消}, 拟: {if: 拟}}\ncategories: [{id: fiscal.subsidies, label: 奖补, meta: {b: 3, c: 4}, examples: 给予奖励。}]",
    );
    let subsidies = category(&rules, "fiscal.subsidies").unwrap();
    let label = subsidies.label().unwrap();
    assert_eq!((label.zh.as_deref(), label.en.as_deref()), (Some("奖补"), None));
    assert_eq!(subsidies.about().unwrap().in_chinese(), "补贴。");
    assert_eq!(serde_json::to_string(subsidies.meta()).unwrap(), r#"{"a":1,"b":3,"c":4}"#);
    assert_eq!(subsidies.examples().len(), 2);
    assert_eq!(rules.name(), Some("我的"));
    let flags: Vec<&str> = rules.flags().iter().map(cuoshi::Flag::name).collect();
    assert_eq!(flags, ["ended", "拟"]);
    assert_eq!(rules.flags()[0].label().unwrap().in_chinese(), "停止");
    let tagger = Tagger::new(rules);
    for text in ["停止发放补贴。", "补贴取消。"] {
        assert_eq!(tagger.tag(text)[0].evidence[0].flags[0].name(), "ended", "{text}");
    }
}

#[test]
fn sets_are_shared_and_grow() {
    let rules = extended("sets: {车辆: [专列]}\ncategories: [{id: x, any: '<车辆>…返岗'}]");
    assert_eq!(tags(&rules, "接送用专列。包车返岗。"), ["transport: 接送…<车辆>", "x: <车辆>…返岗"]);
}

#[test]
fn defaults_hold_for_what_stands_beside_them() {
    let rules = extended("defaults: {gap: 5}\ncategories: [{id: fiscal.subsidies, any: 兑现…奖金}]");
    assert_eq!(tags(&rules, "给予一二三奖励。兑现一二三奖金。"), ["fiscal.subsidies: 兑现…奖金"]);
}

#[test]
fn a_category_is_dropped_or_written_anew() {
    let rules = extended("remove: fiscal\ncategories: [{id: fiscal.subsidies, any: 奖补}]");
    assert!(category(&rules, "fiscal").is_none());
    assert_eq!(tags(&rules, "发放补贴和奖补，谨防诈骗。"), ["fiscal.subsidies: 奖补"]);
    assert!(category(&rules, "fiscal.subsidies").unwrap().examples().is_empty());
}

#[test]
fn a_removed_pattern_takes_no_example_with_it() {
    let own = |removed: &str| extended(&format!("categories: [{{id: fiscal.subsidies, remove: {removed}}}]"));
    let failed = |rules: RuleSet| {
        let tagger = Tagger::new(rules);
        Trials::run(&tagger, &[]).failed().map(|trial| trial.text.place().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(failed(own("'補 贴'")), ["base.yml:18:16"]);
    assert_eq!(failed(own("[补贴, 发放补贴。]")), Vec::<String>::new());
}

#[test]
fn to_build_on_the_shipped_dictionary_and_add_nothing_is_that_dictionary() {
    let (rules, warnings) =
        Dictionary::parse([file("own.yml", "version: 1\nextends: built-in\n")]).inspect().unwrap();
    assert!(warnings.is_empty());
    assert_eq!(rules.digest(), RuleSet::built_in().unwrap().digest());
}

#[test]
fn one_file_of_several_says_what_they_build_on() {
    let one = file("a.yml", "version: 1\nextends: built-in\nsets: {疏导: [心理疏导, 心理援助]}\n");
    let other = "version: 1\ncategories: [{id: welfare.counselling, any: <疏导>}, {id: fiscal.subsidies, any: 奖补金}]\n";
    let (rules, _) = Dictionary::parse([one.clone(), file("b.yml", other)]).check().unwrap();
    assert_eq!(tags(&rules, "开展心理疏导。"), ["welfare.counselling: <疏导>"]);
    let both =
        Dictionary::parse([one, file("b.yml", "version: 1\nextends: built-in\n")]).check().unwrap_err();
    assert_eq!(both.to_string(), "b.yml:2:10: `extends` stands in two files [duplicate_extends]");
}

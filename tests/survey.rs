//! What a corpus says about rules: which terms, segments and members of sets it has not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use cuoshi::analysis::Survey;
use cuoshi::{Code, Dictionary, Language, Tagger};

/// What is said of terms that the paragraphs have not, each with its line.
fn dead(rules: &str, paragraphs: &[&str]) -> Vec<(usize, String)> {
    let dictionary = Dictionary::parse([("mine.yml".to_owned(), rules.to_owned())]);
    let (checked, warnings) = dictionary.inspect().unwrap();
    let tagger = Tagger::new(checked);
    let mut survey = Survey::new(&dictionary, &tagger);
    for paragraph in paragraphs {
        survey.add(paragraph);
    }
    let found = survey.finish(warnings, 100.0);
    let of_code = found.iter().filter(|one| one.code() == Code::DeadTerm);
    of_code.map(|one| (one.place().unwrap().line(), one.message(Language::English))).collect()
}

#[test]
fn a_pattern_is_dead_with_all_alternatives_of_a_segment() {
    let rules = "version: 1
sets: { 运力: [专列, 包机] }
categories:
  - id: x
    any:
      - 企业…绝无此词语
      - 企业…补贴|绝无此词语
      - 绝无此词语|亦无此词语…企业…<运力>
      - 企业…<运力>
      - 补贴…企业
";
    let found = dead(rules, &["对企业发放补贴。"]);
    let none = "in none of the 1 paragraphs of the corpus stands";
    let expected = [
        (2, "of the set `运力`, nowhere in the 1 paragraphs of the corpus stands `专列`, `包机`".to_owned()),
        (6, format!("`企业…绝无此词语` can match nowhere: {none} `绝无此词语`")),
        (
            8,
            format!(
                "`绝无此词语|亦无此词语…企业…<运力>` can match nowhere: {none} `绝无此词语|亦无此词语`, `<运力>`"
            ),
        ),
        (9, format!("`企业…<运力>` can match nowhere: {none} `<运力>`")),
    ];
    assert_eq!(found, expected);
}

#[test]
fn members_of_a_set_are_told_together_where_the_set_is_used() {
    let rules = "version: 1
sets:
  运力: [专列, 包机]
  没用: [大巴]
categories:
  - { id: x, any: 点对点, unless: <运力> }
";
    let found = dead(rules, &["点对点接返。", "开行专列。"]);
    assert_eq!(
        found,
        [(3, "of the set `运力`, nowhere in the 2 paragraphs of the corpus stands `包机`".to_owned())]
    );
}

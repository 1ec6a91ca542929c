//! The shipped dictionary: it loads without a word, covers the codebook, and every category gets its
//! examples and none of its counterexamples.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use cuoshi::{Category, Dictionary, Language, RuleSet, Tagger};

/// The categories of the codebook.
const CODEBOOK: [&str; 37] = [
    "fiscal.subsidies",
    "fiscal.tax_relief",
    "fiscal.social_insurance_relief",
    "employment.job_retention",
    "fiscal.rent_relief",
    "fiscal.fee_relief",
    "finance.credit_support",
    "finance.interest_subsidy",
    "employment.point_to_point_transport",
    "employment.recruitment",
    "governance.task_force",
    "governance.command",
    "governance.grassroots",
    "reopening.approval",
    "reopening.enterprise_service",
    "reopening.online_service",
    "supply.green_channel",
    "supply.epidemic_supplies",
    "supply.daily_goods",
    "supply.production_inputs",
    "supply.agriculture",
    "control.health_code",
    "control.digital_monitoring",
    "control.quarantine",
    "control.screening",
    "control.access",
    "control.health_monitoring",
    "control.testing_treatment",
    "control.hygiene",
    "control.gatherings",
    "control.schools",
    "control.border",
    "control.public_information",
    "development.investment",
    "development.consumption",
    "development.trade",
    "development.innovation_talent",
];

fn categories(rules: &RuleSet) -> Vec<&Category> {
    rules.categories().iter().filter(|category| !category.is_group()).collect()
}

#[test]
fn it_loads_without_a_word() {
    let (_, warnings) = Dictionary::built_in()
        .check()
        .unwrap_or_else(|faults| panic!("{}", faults.render(false, Language::English)));
    assert!(warnings.is_empty(), "{}", warnings.render(false, Language::English));
}

#[test]
fn it_covers_the_codebook() {
    let rules = RuleSet::built_in().unwrap();
    let ids: BTreeSet<&str> = categories(&rules).iter().map(|category| category.id()).collect();
    assert_eq!(ids, BTreeSet::from(CODEBOOK));
}

#[test]
fn every_category_explains_itself() {
    let rules = RuleSet::built_in().unwrap();
    for category in categories(&rules) {
        let id = category.id();
        let both = |label: Option<&cuoshi::Label>| label.is_some_and(|l| l.zh.is_some() && l.en.is_some());
        assert!(both(category.label()), "{id}: a label in Chinese and one in English");
        assert!(both(category.about()), "{id}: a definition in Chinese and one in English");
        assert!(category.examples().len() >= 3, "{id}: three examples");
        assert!(category.counterexamples().len() >= 2, "{id}: two counterexamples");
    }
}

#[test]
fn examples_are_tagged_and_counterexamples_are_not() {
    let tagger = Tagger::new(RuleSet::built_in().unwrap());
    let has = |text: &str, id: &str| tagger.tag(text).iter().any(|tag| tag.category.id() == id);
    let mut faults = Vec::new();
    for category in categories(tagger.rules()) {
        let id = category.id();
        let missing = category.examples().iter().map(cuoshi::Example::text).filter(|text| !has(text, id));
        faults.extend(missing.map(|text| format!("{id} misses its example: {text}")));
        let noisy = category.counterexamples().iter().map(cuoshi::Example::text).filter(|text| has(text, id));
        faults.extend(noisy.map(|text| format!("{id} is got by its counterexample: {text}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_file_is_carried_in_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut texts: Vec<(String, String)> = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yml") {
            texts.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
    texts.sort();
    let (on_disk, _) = Dictionary::parse(texts).check().unwrap();
    assert_eq!(on_disk.digest(), RuleSet::built_in().unwrap().digest(), "list every file in built_in.rs");
}

#[test]
fn a_set_of_a_neighbouring_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("sets.yml"), "version: 1\nsets: { 政府: [政府, 财政] }\n").unwrap();
    fs::write(at("fiscal.yml"), "version: 1\ncategories:\n  - { id: x, any: [<政府>…补贴, <政付>…奖补] }\n")
        .unwrap();
    let faults = Dictionary::load(&at("fiscal.yml")).unwrap().check().unwrap_err();
    let helps: Vec<String> = faults.iter().map(|fault| fault.help(Language::English)).collect();
    assert!(helps[0].starts_with("`sets.yml` in the same folder has it: name the folder, `"), "{}", helps[0]);
    assert!(helps[1].starts_with("write the list under `sets:`"), "{}", helps[1]);
    assert!(Dictionary::load(folder.path()).unwrap().check().is_err(), "one is in no file");
}

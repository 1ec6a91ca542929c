//! Rules that build on others are what one would write in one place: a random rule set is taken apart into a
//! base and what builds on it, the base gets some more that is removed again, and both must come to the rules
//! as they were.

use std::collections::BTreeSet;

use cuoshi::{Dictionary, Language};
use proptest::collection::vec;
use proptest::prelude::*;

use super::agreement::shown;
use super::fold::folded_text;
use super::rules::{self, Alternative, Category, Clause, Pattern, Rules, Surroundings};
use super::runner::{check, fail};
use super::style::Style;
use super::write::{self, Node};
use super::{generate, yaml};

/// More than this makes no rule set stranger.
const MOST_EXTRAS: usize = 4;

#[test]
fn an_extension_is_the_rules_in_one_place() {
    let extras = vec(generate::pattern(), 0..MOST_EXTRAS);
    check(500, &(generate::rules(), extras, any::<u64>()), |(rules, extras, seed)| {
        let parts = Parts::of(rules, &extras, seed);
        let (base, own, whole) = (parts.base(), parts.own(), parts.whole());
        let files = [&base[..], &own, &whole].concat();
        let extended = Dictionary::extending(Dictionary::parse(base), own).check();
        let whole = Dictionary::parse(whole).check();
        match (extended, whole) {
            (Ok((one, _)), Ok((other, _))) if one.digest() == other.digest() => Ok(()),
            (Ok((one, _)), Ok((other, _))) => fail(format!("{}\n{one:#?}\n{other:#?}", shown(&files))),
            (Err(faults), _) | (_, Err(faults)) => {
                fail(format!("{}\n{}", shown(&files), faults.render(false, Language::English)))
            }
        }
    });
}

/// A rule set and how it is taken apart: of each list, how many entries the base has.
struct Parts {
    /// Those of the base come first.
    rules: Rules,
    sets: Vec<usize>,
    flags: Vec<usize>,
    categories: Vec<Cut>,
    masks: usize,
    lexicon: usize,
    /// Whether the conditions of the rule set stand in the base.
    surroundings: bool,
    /// A category that the base has too many.
    dropped: bool,
}

#[derive(Default)]
struct Cut {
    in_base: bool,
    in_own: bool,
    clauses: usize,
    masks: usize,
    ifs: usize,
    unless: usize,
    /// Patterns that the base has too many.
    extras: Vec<Pattern>,
}

impl Parts {
    fn of(mut rules: Rules, extras: &[Pattern], seed: u64) -> Parts {
        let style = &mut Style::new(seed);
        let mut cut: Vec<(Category, Cut)> =
            std::mem::take(&mut rules.categories).into_iter().map(|one| (one, Cut::default())).collect();
        for (category, cut) in &mut cut {
            *cut = Cut::of(category, style);
            let kept: BTreeSet<_> = patterns(category).map(|pattern| meaning(&rules, pattern)).collect();
            let may_have = cut.in_base && !category.clauses.is_empty();
            let fit = |pattern: &&Pattern| may_have && !kept.contains(&meaning(&rules, pattern));
            cut.extras = extras.iter().filter(fit).filter(|_| style.once_in(2)).cloned().collect();
            cut.in_own |= !cut.extras.is_empty();
        }
        cut.sort_by_key(|(_, cut)| !cut.in_base);
        let categories;
        (rules.categories, categories) = cut.into_iter().unzip();
        let mut flags: Vec<_> = std::mem::take(&mut rules.flags)
            .into_iter()
            .map(|flag| {
                let count = style.pick(flag.1.len() + 1);
                (flag, count)
            })
            .collect();
        flags.sort_by_key(|(_, count)| *count == 0);
        let counts;
        (rules.flags, counts) = flags.into_iter().unzip();
        Parts {
            sets: rules.sets.iter().map(|(_, members)| style.pick(members.len() + 1)).collect(),
            flags: counts,
            categories,
            masks: style.pick(rules.masks.len() + 1),
            lexicon: style.pick(rules.lexicon.len() + 1),
            surroundings: style.once_in(2),
            dropped: style.once_in(4),
            rules,
        }
    }

    fn base(&self) -> Vec<(String, String)> {
        let categories = self.rules.categories.iter().zip(&self.categories).filter(|(_, cut)| cut.in_base);
        let mut categories: Vec<Node> = categories
            .map(|(category, cut)| {
                let mut category = cut.base(category);
                with_extras(&mut category, &cut.extras, self.rules.style);
                yaml::category(&self.rules, &category)
            })
            .collect();
        if self.dropped {
            let mut dropped = self.rules.categories[0].clone();
            dropped.id = "zz.top";
            categories.insert(0, yaml::category(&self.rules, &dropped));
        }
        let (masks, _) = self.rules.masks.split_at(self.masks);
        let lexicon = self.rules.lexicon();
        let (lexicon, _) = lexicon.split_at(self.lexicon);
        self.file("base.yml", true, masks, lexicon, categories, self.surroundings)
    }

    fn own(&self) -> Vec<(String, String)> {
        let categories = self.rules.categories.iter().zip(&self.categories).filter(|(_, cut)| cut.in_own);
        let categories = categories.map(|(category, cut)| {
            let Node::Map(mut entries) = yaml::category(&self.rules, &cut.own(category)) else {
                unreachable!("a category is a map")
            };
            if !cut.extras.is_empty() {
                entries.push(("remove".to_owned(), yaml::patterns(&self.rules, &cut.extras)));
            }
            Node::Map(entries)
        });
        let (_, masks) = self.rules.masks.split_at(self.masks);
        let lexicon = self.rules.lexicon();
        let (_, lexicon) = lexicon.split_at(self.lexicon);
        self.file("own.yml", false, masks, lexicon, categories.collect(), !self.surroundings)
    }

    /// The rules as they were.
    fn whole(&self) -> Vec<(String, String)> {
        let rules = &self.rules;
        let set = |(at, set): (usize, &(String, _))| (set.0.clone(), yaml::set(rules, at));
        let flag = |(name, ifs): &(String, Vec<_>)| {
            (name.clone(), yaml::map(vec![("if", yaml::conditions(rules, ifs))]))
        };
        let mut entries = vec![("version", Node::Word("1".to_owned()))];
        entries.extend(yaml::defaults(rules));
        entries.push(("sets", Node::Map(rules.sets.iter().enumerate().map(set).collect())));
        entries.push(("flags", Node::Map(rules.flags.iter().map(flag).collect())));
        entries.push(("mask", yaml::patterns(rules, &rules.masks)));
        entries.push(("lexicon", texts(&rules.lexicon())));
        let categories = rules.categories.iter().map(|category| yaml::category(rules, category));
        entries.push(("categories", Node::List(categories.collect())));
        entries.extend(yaml::surroundings(rules, &rules.surroundings));
        document("whole.yml", rules, entries)
    }

    fn file(
        &self,
        name: &str,
        is_base: bool,
        masks: &[Pattern],
        lexicon: &[String],
        categories: Vec<Node>,
        has_surroundings: bool,
    ) -> Vec<(String, String)> {
        let rules = &self.rules;
        let mut entries = vec![("version", Node::Word("1".to_owned()))];
        entries.extend(yaml::defaults(rules));
        let set = |(at, (set, count)): (usize, (&(String, _), &usize))| {
            let Node::List(mut members) = yaml::set(rules, at) else { unreachable!("a set is a list") };
            let own = members.split_off(*count);
            let members = if is_base { members } else { own };
            (!members.is_empty()).then(|| (set.0.clone(), Node::List(members)))
        };
        let sets = rules.sets.iter().zip(&self.sets).enumerate().filter_map(set);
        entries.push(("sets", Node::Map(sets.collect())));
        let flag = |((name, ifs), count): (&(String, Vec<_>), &usize)| {
            let (base, own) = ifs.split_at(*count);
            let ifs = if is_base { base } else { own };
            let node = || yaml::map(vec![("if", yaml::conditions(rules, ifs))]);
            (!ifs.is_empty()).then(|| (name.clone(), node()))
        };
        let flags = rules.flags.iter().zip(&self.flags).filter_map(flag);
        entries.push(("flags", Node::Map(flags.collect())));
        entries.push(("mask", yaml::patterns(rules, masks)));
        entries.push(("lexicon", texts(lexicon)));
        if has_surroundings {
            entries.extend(yaml::surroundings(rules, &rules.surroundings));
        }
        if !is_base && self.dropped {
            entries.push(("remove", Node::List(vec![Node::Text("zz".to_owned())])));
        }
        entries.push(("categories", Node::List(categories)));
        document(name, rules, entries)
    }
}

fn document(name: &str, rules: &Rules, entries: Vec<(&str, Node)>) -> Vec<(String, String)> {
    vec![(name.to_owned(), write::document(&yaml::map(entries), &mut Style::new(rules.style)))]
}

impl Cut {
    fn of(category: &Category, style: &mut Style) -> Cut {
        let whose = style.pick(4);
        let mut count = |length: usize| match whose {
            0 | 1 => style.pick(length + 1),
            2 => length,
            _ => 0,
        };
        Cut {
            in_base: whose != 3,
            in_own: whose != 2,
            clauses: count(category.clauses.len()),
            masks: count(category.masks.len()),
            ifs: count(category.surroundings.ifs.len()),
            unless: count(category.surroundings.unless.len()),
            extras: Vec::new(),
        }
    }

    fn base(&self, category: &Category) -> Category {
        Category {
            id: category.id,
            clauses: category.clauses[..self.clauses].to_vec(),
            masks: category.masks[..self.masks].to_vec(),
            surroundings: Surroundings {
                ifs: category.surroundings.ifs[..self.ifs].to_vec(),
                unless: category.surroundings.unless[..self.unless].to_vec(),
            },
        }
    }

    fn own(&self, category: &Category) -> Category {
        Category {
            id: category.id,
            clauses: category.clauses[self.clauses..].to_vec(),
            masks: category.masks[self.masks..].to_vec(),
            surroundings: Surroundings {
                ifs: category.surroundings.ifs[self.ifs..].to_vec(),
                unless: category.surroundings.unless[self.unless..].to_vec(),
            },
        }
    }
}

/// Puts patterns to be removed among the others: as clauses of their own, in the lists of others, as masks.
fn with_extras(category: &mut Category, extras: &[Pattern], seed: u64) {
    let style = &mut Style::new(seed);
    for pattern in extras {
        let clause = style.pick(category.clauses.len() + 1);
        match (style.pick(3), category.clauses.get_mut(clause)) {
            (0, _) => category.masks.insert(style.pick(category.masks.len() + 1), pattern.clone()),
            (1, Some(clause)) => {
                let least = clause.at_least();
                let place = style.pick(clause.patterns.len() + 1);
                clause.patterns.insert(place, pattern.clone());
                clause.set_at_least(least);
            }
            _ => {
                let alone = vec![pattern.clone()];
                category
                    .clauses
                    .insert(clause, Clause::new(alone, Surroundings::default(), None, None, None));
            }
        }
    }
}

fn patterns(category: &Category) -> impl Iterator<Item = &Pattern> {
    category.clauses.iter().flat_map(|clause| &clause.patterns).chain(&category.masks)
}

/// The segments of a pattern as what they are written as, so that equal ones are seen; gaps are left out.
fn meaning(rules: &Rules, pattern: &Pattern) -> Vec<BTreeSet<String>> {
    let known = rules.sets.len();
    let name = |alternative: &Alternative| match alternative {
        Alternative::Set(number) if known > 0 => {
            format!("<{}>", rules::set(*number, known).unwrap_or_default())
        }
        Alternative::Set(number) | Alternative::Literal(number) => folded_text(rules.term(*number)),
    };
    let segments = std::iter::once(&pattern.first).chain(pattern.rest.iter().map(|(_, segment)| segment));
    segments.map(|segment| segment.iter().map(name).collect()).collect()
}

fn texts(words: &[String]) -> Node {
    Node::List(words.iter().cloned().map(Node::Text).collect())
}

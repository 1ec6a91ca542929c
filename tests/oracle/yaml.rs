//! Rules as an analyst could have written them: the model as YAML, in one file or two.

use super::fold::folded_text;
use super::rules::{
    self, Alternative, Boundary, Category, Clause, Condition, Pattern, Place, Relation, Rules,
};
use super::rules::{Surroundings, Within};
use super::style::Style;
use super::write::{self, Node};

/// The rule files, by name and text, in the order in which they are merged.
pub fn files(rules: &Rules) -> Vec<(String, String)> {
    let style = &mut Style::new(rules.style);
    let is_split = style.once_in(6);
    let half = |count: usize| if is_split { count / 2 } else { count };
    let parts = [false, true].map(|second| {
        let range = |count: usize| if second { half(count)..count } else { 0..half(count) };
        let mut entries = Vec::new();
        if !second {
            entries.extend(defaults(rules));
        }
        let sets: Vec<_> =
            range(rules.sets.len()).map(|i| (rules.sets[i].0.clone(), set(rules, i))).collect();
        entries.push(("sets", Node::Map(sets)));
        entries.push(("mask", patterns(rules, &rules.masks[range(rules.masks.len())])));
        let flag = |(name, ifs): &(String, Vec<Condition>)| {
            (name.clone(), Node::Map(vec![("if".to_owned(), conditions(rules, ifs))]))
        };
        entries.push(("flags", Node::Map(rules.flags[range(rules.flags.len())].iter().map(flag).collect())));
        let lexicon = rules.lexicon()[range(rules.lexicon.len())].to_vec();
        entries.push(("lexicon", Node::List(lexicon.into_iter().map(Node::Text).collect())));
        if !second {
            entries.extend(surroundings(rules, &rules.surroundings));
        }
        let some = &rules.categories[range(rules.categories.len())];
        entries.push(("categories", Node::List(some.iter().map(|c| category(rules, c)).collect())));
        entries
    });
    let mut files = Vec::new();
    for (name, mut entries) in ["rules/a.yml", "rules/b.yml"].into_iter().zip(parts) {
        if name == "rules/b.yml" && !is_split {
            continue;
        }
        if let Some((_, Node::Map(sets))) = entries.iter_mut().find(|(key, _)| *key == "sets") {
            style.shuffle(sets);
        }
        style.shuffle(&mut entries);
        entries.insert(style.pick(2), ("version", Node::Word("1".to_owned())));
        files.push((name.to_owned(), write::document(&map(entries), style)));
    }
    files
}

/// Entries as a map, without those that are empty.
pub fn map(entries: Vec<(&str, Node)>) -> Node {
    let is_there = |node: &Node| match node {
        Node::List(items) => !items.is_empty(),
        Node::Map(entries) => !entries.is_empty(),
        _ => true,
    };
    let entries = entries.into_iter().filter(|(_, node)| is_there(node));
    Node::Map(entries.map(|(key, node)| (key.to_owned(), node)).collect())
}

pub fn defaults(rules: &Rules) -> Option<(&'static str, Node)> {
    let mut entries = Vec::new();
    entries.extend(rules.gap.map(|gap| ("gap", Node::Word(gap.to_string()))));
    entries.extend(boundary(rules.boundary));
    (!entries.is_empty()).then(|| ("defaults", map(entries)))
}

fn boundary(boundary: Option<Boundary>) -> Option<(&'static str, Node)> {
    let word = match boundary? {
        Boundary::Word => "word",
        Boundary::None => "none",
    };
    Some(("boundary", Node::Word(word.to_owned())))
}

pub fn set(rules: &Rules, number: usize) -> Node {
    let style = &mut Style::new(rules.style);
    let member = |member: &Alternative| Node::Text(alternative(rules, *member, number, style));
    Node::List(rules.sets[number].1.iter().map(member).collect())
}

pub fn patterns(rules: &Rules, patterns: &[Pattern]) -> Node {
    Node::List(patterns.iter().map(|p| Node::Text(pattern(rules, p))).collect())
}

pub fn surroundings(rules: &Rules, level: &Surroundings) -> [(&'static str, Node); 2] {
    [("if", conditions(rules, &level.ifs)), ("unless", conditions(rules, &level.unless))]
}

pub fn conditions(rules: &Rules, conditions: &[Condition]) -> Node {
    Node::List(conditions.iter().map(|c| condition(rules, c)).collect())
}

fn condition(rules: &Rules, condition: &Condition) -> Node {
    match condition {
        Condition::Pattern(p) => Node::Text(pattern(rules, p)),
        Condition::All(all) => map(vec![("all", conditions(rules, all))]),
        Condition::Place(place) => self::place(rules, place),
    }
}

fn place(rules: &Rules, place: &Place) -> Node {
    let relation = match place.relation {
        Relation::Near => "near",
        Relation::Before => "before",
        Relation::After => "after",
        Relation::Inside => "inside",
    };
    let mut entries = vec![(relation, patterns(rules, &place.patterns))];
    entries.extend(boundary(place.boundary));
    let within = place.within.filter(|_| place.relation != Relation::Inside).map(|within| match within {
        Within::Sentence => "sentence",
        Within::Clause => "clause",
        Within::Paragraph => "paragraph",
    });
    entries.extend(within.map(|within| ("within", Node::Word(within.to_owned()))));
    entries.extend(place.distance.map(|distance| ("distance", Node::Word(distance.to_string()))));
    Style::new(rules.style).shuffle(&mut entries);
    map(entries)
}

pub fn category(rules: &Rules, category: &Category) -> Node {
    let clauses = category.clauses.iter().map(|c| clause(rules, c)).collect();
    let mut entries = vec![("id", Node::Text(category.id.to_owned())), ("any", Node::List(clauses))];
    entries.push(("mask", patterns(rules, &category.masks)));
    entries.extend(surroundings(rules, &category.surroundings));
    let style = &mut Style::new(rules.style);
    if style.once_in(8) {
        let about =
            vec![("zh", Node::Text("政府：发放“补贴”。".to_owned())), ("en", Node::Text("no".to_owned()))];
        entries.push(("about", map(about)));
        entries.push(("examples", Node::List(vec![Node::Text("发放补贴 # 一".to_owned())])));
        entries.push(("meta", map(vec![("oxcgrt", Node::Word("2020-02-15".to_owned()))])));
    }
    style.shuffle(&mut entries);
    map(entries)
}

fn clause(rules: &Rules, clause: &Clause) -> Node {
    let mut entries = vec![("match", patterns(rules, &clause.patterns))];
    entries.extend(surroundings(rules, &clause.surroundings));
    entries.extend(boundary(clause.boundary));
    entries.extend(clause.unconditional.map(|truth| ("unconditional", Node::Word(truth.to_string()))));
    entries.extend(clause.at_least().map(|count| ("at_least", Node::Word(count.to_string()))));
    let Node::Map(entries) = map(entries) else { unreachable!() };
    if entries.len() == 1
        && let [pattern] = &clause.patterns[..]
        && pattern.style.is_multiple_of(4)
    {
        return Node::Text(self::pattern(rules, pattern));
    }
    let mut entries = entries;
    Style::new(rules.style).shuffle(&mut entries);
    Node::Map(entries)
}

/// A pattern as the analyst wrote it.
pub fn pattern(rules: &Rules, pattern: &Pattern) -> String {
    let style = &mut Style::new(pattern.style);
    let mut text = segment(rules, &pattern.first, style);
    for (gap, next) in &pattern.rest {
        let marks: &[&str] = if pattern.is_either() { &["~", "～"] } else { &["…", "...", "……"] };
        // A segment of nothing but digits would be read as the number of the gap before it.
        let looks_like_number = match next[..] {
            [Alternative::Literal(_) | Alternative::Set(_)] => {
                folded_text(&segment(rules, next, &mut Style::new(0))).bytes().all(|b| b.is_ascii_digit())
            }
            _ => false,
        };
        let gap = gap.or_else(|| looks_like_number.then(|| rules.gap.unwrap_or(12)));
        blank(&mut text, style);
        text.push_str(style.one_of(marks));
        if let Some(gap) = gap {
            blank(&mut text, style);
            let full_width = style.once_in(4);
            let digit = |c: char| {
                if full_width {
                    "０１２３４５６７８９".chars().nth(c as usize - 48).unwrap()
                } else {
                    c
                }
            };
            text.extend(gap.to_string().chars().map(digit));
            blank(&mut text, style);
            text.push_str(style.one_of(marks));
        }
        blank(&mut text, style);
        text.push_str(&segment(rules, next, style));
    }
    text
}

fn blank(text: &mut String, style: &mut Style) {
    text.push_str(style.one_of(&["", "", "", "", " ", "  ", "\u{3000}", "\t"]));
}

fn segment(rules: &Rules, alternatives: &[Alternative], style: &mut Style) -> String {
    let mut text = String::new();
    for (i, one) in alternatives.iter().enumerate() {
        if i > 0 {
            blank(&mut text, style);
            text.push_str(style.one_of(&["|", "|", "｜"]));
            blank(&mut text, style);
        }
        text.push_str(&alternative(rules, *one, rules.sets.len(), style));
    }
    text
}

fn alternative(rules: &Rules, alternative: Alternative, known: usize, style: &mut Style) -> String {
    let number = match alternative {
        Alternative::Literal(number) => number,
        Alternative::Set(number) => match rules::set(number, known) {
            None => number,
            Some(set) => {
                let (open, close) = style.one_of(&[("<", ">"), ("<", ">"), ("＜", "＞"), ("<", "＞")]);
                return format!("{open}{}{close}", rules.sets[set].0);
            }
        },
    };
    escaped(rules.term(number), style)
}

/// A literal with what would be an operator escaped, and now and then what need not be.
fn escaped(literal: &str, style: &mut Style) -> String {
    let characters: Vec<char> = literal.chars().collect();
    let mut text = String::new();
    for (i, c) in characters.iter().enumerate() {
        let beside = |c: Option<&char>| c.is_some_and(|c| !".…\\".contains(*c) && !c.is_whitespace());
        let is_alone = i > 0 && beside(characters.get(i - 1)) && beside(characters.get(i + 1));
        let escapes = match c {
            '|' | '<' | '~' | '｜' | '＜' | '～' | '…' => true,
            '.' => !is_alone || style.once_in(3),
            '\\' => !is_alone || "|<~｜＜～".contains(characters[i + 1]) || style.once_in(2),
            _ => false,
        };
        if escapes {
            text.push('\\');
        }
        text.push(*c);
    }
    text
}

//! What a file holds, as an outline for readers: its sets, its flags, its categories, or its cases.

use std::collections::HashMap;
use std::ops::Range;

use crate::language::Language;

use super::draft::Draft;
use super::mention::What;
use super::outline::Shape;
use super::role::Role;

/// Something in a file that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is.
    pub sort: SymbolSort,
    /// Its name; of a case its text.
    pub name: String,
    /// Its label; of a set how many members are written; may be empty.
    pub detail: String,
    /// All of it, what lies below it included, in bytes of the text.
    pub span: Range<usize>,
    /// Its name.
    pub name_span: Range<usize>,
    /// What lies below it: of a category those whose ids go on with a dot.
    pub children: Vec<Symbol>,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolSort {
    /// All sets, or all flags.
    Group,
    /// A set.
    Set,
    /// A flag.
    Flag,
    /// A category.
    Category,
    /// A case.
    Case,
}

impl Draft {
    /// The symbols of the file, in its order: sets and flags under their keys, categories under their parents,
    /// cases.
    pub fn symbols(&self, language: Language) -> Vec<Symbol> {
        let outline = self.outline();
        let Some(root) = outline.parts().first() else { return Vec::new() };
        if root.role == Role::Cases {
            return outline.children(0).filter_map(|case| self.case(case)).collect();
        }
        let mut symbols: Vec<Symbol> =
            ["sets", "flags"].into_iter().filter_map(|key| self.group(key, language)).collect();
        symbols.extend(nested(self.categories().filter_map(|at| self.category(at, language)).collect()));
        symbols.sort_by_key(|symbol| symbol.span.start);
        symbols
    }

    fn group(&self, key: &str, language: Language) -> Option<Symbol> {
        let outline = self.outline();
        let entry = outline.entry(self.text(), 0, key)?;
        let (part, within) = (outline.part(entry), outline.part(entry).span.clone());
        let Shape::Entry { key: name_span, .. } = part.shape.clone() else { return None };
        let what = if key == "sets" { What::Set } else { What::Flag };
        let own = self.mentions().iter().filter(|mention| mention.what == what && mention.is_given);
        let children = own.filter(|mention| within.contains(&mention.span.start)).map(|mention| {
            let value = outline.value(mention.part);
            let label =
                value.and_then(|flag| self.label(outline.entry(self.text(), flag, "label")?, language));
            let members = value.map_or(0, |value| outline.entries(value));
            Symbol {
                sort: if what == What::Set { SymbolSort::Set } else { SymbolSort::Flag },
                name: mention.name.clone(),
                detail: if what == What::Set { members.to_string() } else { label.unwrap_or_default() },
                span: outline.part(mention.part).span.clone(),
                name_span: mention.span.clone(),
                children: Vec::new(),
            }
        });
        let children = children.collect();
        Some(Symbol {
            sort: SymbolSort::Group,
            name: key.to_owned(),
            detail: String::new(),
            span: within,
            name_span,
            children,
        })
    }

    fn category(&self, category: usize, language: Language) -> Option<Symbol> {
        let outline = self.outline();
        let (name, name_span) = self.id(category)?;
        let label =
            outline.entry(self.text(), category, "label").and_then(|entry| self.label(entry, language));
        let span = outline.part(category).span.clone();
        let detail = label.unwrap_or_default();
        Some(Symbol { sort: SymbolSort::Category, name, detail, span, name_span, children: Vec::new() })
    }

    fn case(&self, case: usize) -> Option<Symbol> {
        let outline = self.outline();
        let text = outline.value(outline.entry(self.text(), case, "text")?)?;
        let (name, _) = self.read(text)?;
        let ids = outline.entry(self.text(), case, "tags").and_then(|entry| outline.value(entry));
        let ids: Vec<String> = ids
            .map_or_else(Vec::new, |ids| outline.texts(ids))
            .into_iter()
            .filter_map(|id| Some(self.read(id)?.0))
            .collect();
        let (span, name_span) = (outline.part(case).span.clone(), outline.part(text).span.clone());
        Some(Symbol {
            sort: SymbolSort::Case,
            name,
            detail: ids.join(", "),
            span,
            name_span,
            children: Vec::new(),
        })
    }
}

/// Categories below the nearest of their parents that is among them, wherever it stands.
fn nested(categories: Vec<Symbol>) -> Vec<Symbol> {
    let places: HashMap<&str, usize> =
        categories.iter().enumerate().rev().map(|(at, category)| (category.name.as_str(), at)).collect();
    let parent = |id: &str| {
        let mut parents = id.rmatch_indices('.').map(|(at, _)| &id[..at]);
        parents.find_map(|parent| places.get(parent).copied())
    };
    let parents: Vec<Option<usize>> = categories.iter().map(|category| parent(&category.name)).collect();
    // Children before their parents, so that each goes whole to where it belongs.
    let mut order: Vec<usize> = (0..categories.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(categories[*at].name.len()));
    let mut all: Vec<Option<Symbol>> = categories.into_iter().map(Some).collect();
    for at in order {
        let Some(parent) = parents[at].filter(|parent| *parent != at) else { continue };
        let Some(child) = all[at].take() else { continue };
        if let Some(parent) = &mut all[parent] {
            parent.span = parent.span.start.min(child.span.start)..parent.span.end.max(child.span.end);
            parent.children.push(child);
        }
    }
    let mut outermost: Vec<Symbol> = all.into_iter().flatten().collect();
    sort(&mut outermost);
    outermost
}

/// Symbols in the order of the file, on every level.
fn sort(symbols: &mut [Symbol]) {
    symbols.sort_by_key(|symbol| symbol.name_span.start);
    for symbol in symbols {
        sort(&mut symbol.children);
    }
}

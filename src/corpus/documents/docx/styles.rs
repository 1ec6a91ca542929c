//! What the styles of a document say of the paragraphs that have them.

use std::collections::HashMap;

use crate::corpus::kind::Kind;
use crate::corpus::problem::Defect;

use super::super::look::{Look, Side};
use super::super::xml::{self, Element, Node, Xml};
use super::formatting::note;

/// A style of paragraphs.
#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    level: Option<u32>,
    is_numbered: bool,
    hides: Option<bool>,
    look: Look,
}

/// What paragraphs of each style are.
#[derive(Default)]
pub(super) struct Styles {
    known: HashMap<String, Known>,
    looks: HashMap<String, Look>,
    /// The style of paragraphs that name none.
    normal: String,
}

/// What no style says is said under this name.
const DEFAULTS: &str = "";

/// What a paragraph is by its style.
#[derive(Clone, Copy, Default)]
pub(super) struct Known {
    /// None where the style leaves it open.
    pub(super) kind: Option<Kind>,
    /// Whether it has a number or a bullet.
    pub(super) is_numbered: bool,
    /// Whether it is the title of the whole.
    pub(super) is_title: bool,
    /// Whether nobody sees it.
    pub(super) is_hidden: bool,
}

impl Styles {
    pub(super) fn get(&self, id: &str) -> Known {
        // Some writers use styles that they do not list, under the names that everybody uses.
        self.known.get(id).copied().unwrap_or_else(|| Known {
            kind: kind(id),
            is_title: is_title(id),
            ..Known::default()
        })
    }

    /// How paragraphs of a style are set.
    pub(super) fn look(&self, id: &str) -> Look {
        self.own_look(id).over(&self.own_look(DEFAULTS))
    }

    /// How paragraphs are set that name no style.
    pub(super) fn usual(&self) -> Look {
        self.look(&self.normal)
    }

    /// What a style says itself of how text is set, or one that it is based on.
    pub(super) fn own_look(&self, id: &str) -> Look {
        self.looks.get(id).cloned().unwrap_or_default()
    }
}

/// The styles in a `styles.xml`.
///
/// Fails when it is no XML.
pub(super) fn read(bytes: Option<&[u8]>) -> Result<Styles, Defect> {
    let Some(bytes) = bytes else { return Ok(Styles::default()) };
    let text = xml::text(bytes);
    let mut nodes = Xml::new(&text);
    let mut styles: HashMap<String, Style> = HashMap::new();
    let mut normal = String::new();
    let mut current = DEFAULTS.to_owned();
    styles.insert(current.clone(), Style::default());
    while let Some(node) = nodes.next()? {
        let Node::Start(element) = node else { continue };
        let value = || element.get("val").unwrap_or_default();
        if element.name() == "style" {
            current = element.get("styleId").unwrap_or_default();
            let is_normal = element.get("default").is_some_and(|is| matches!(is.as_str(), "1" | "true"));
            if is_normal && element.get("type").is_none_or(|of| of == "paragraph") {
                normal.clone_from(&current);
            }
            styles.insert(current.clone(), Style::default());
        } else if let Some(style) = styles.get_mut(&current) {
            match element.name() {
                "name" => style.name = value(),
                "basedOn" => style.based_on = Some(value()),
                "outlineLvl" => style.level = value().parse().ok(),
                "numId" => style.is_numbered = value() != "0",
                "vanish" => style.hides = Some(is_on(&element)),
                "jc" => style.look.side = Some(Side::of(&value())),
                _ => note(&mut style.look, &element),
            }
        }
    }
    let known = styles.keys().map(|id| (id.clone(), resolve(&styles, id))).collect();
    let looks = styles.keys().map(|id| (id.clone(), look(&styles, id))).collect();
    Ok(Styles { known, looks, normal })
}

/// A style, and those that it is based on one after the other.
fn chain<'s>(styles: &'s HashMap<String, Style>, id: &str) -> impl Iterator<Item = &'s Style> {
    const LONGEST: usize = 16;
    let below = |style: &&'s Style| styles.get(style.based_on.as_ref()?);
    std::iter::successors(styles.get(id), below).take(LONGEST)
}

fn look(styles: &HashMap<String, Style>, id: &str) -> Look {
    chain(styles, id).fold(Look::default(), |look, style| look.over(&style.look))
}

/// What a style says itself, or one that it is based on.
fn resolve(styles: &HashMap<String, Style>, id: &str) -> Known {
    let mut known = Known::default();
    let mut hides = None;
    for style in chain(styles, id) {
        let by_level = style.level.map(|level| if level < 9 { Kind::Heading } else { Kind::Body });
        known.kind = known.kind.or_else(|| kind(&style.name)).or(by_level);
        known.is_numbered |= style.is_numbered;
        known.is_title |= is_title(&style.name);
        hides = hides.or(style.hides);
    }
    known.is_hidden = hides.unwrap_or_default();
    known
}

/// Whether a property that is there is not there to be switched off.
pub(super) fn is_on(property: &Element<'_>) -> bool {
    !matches!(property.get("val").as_deref(), Some("0" | "false" | "off"))
}

/// What the name of a style says, in ODT as well as in DOCX.
pub(in crate::corpus::documents) fn kind(name: &str) -> Option<Kind> {
    let name: String = name.to_lowercase().chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect();
    let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if begins(&["toc", "contents", "目录", "index", "header", "footer", "页眉", "页脚", "tableoffigures"])
    {
        Some(Kind::Furniture)
    } else if begins(&["caption", "题注"]) || ends(&["caption", "题注"]) || name == "illustration" {
        Some(Kind::Caption)
    } else if begins(&["footnote", "endnote", "脚注", "尾注"]) {
        Some(Kind::Footnote)
    } else if begins(&["heading", "title", "subtitle", "标题", "副标题"]) {
        Some(Kind::Heading)
    } else {
        None
    }
}

pub(in crate::corpus::documents) fn is_title(name: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "title" | "标题")
}

//! What the elements of pages are for: which begin a line of their own, and which show no text.

use super::dom::{Data, Dom};
use super::names;

/// Whether an image is a mere sign or space.
pub(super) fn is_icon(page: &Dom, node: usize) -> bool {
    let small = |name| {
        let size = page.get(node, name).map(|size| size.trim_end_matches("px"));
        size.and_then(|size| size.parse::<u32>().ok()).is_some_and(|size| size < 60)
    };
    small("width") || small("height")
}

/// Whether nothing in an element is shown as text.
pub(super) fn shows_nothing(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "object"
            | "embed"
            | "applet"
            | "svg"
            | "canvas"
            | "audio"
            | "video"
            | "map"
            | "select"
            | "textarea"
            | "button"
            | "input"
            | "datalist"
            | "title"
            | "meta"
            | "link"
    )
}

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "marquee"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Whether behind an element of this name another line begins.
pub(super) fn is_end_of_line(name: &str) -> bool {
    matches!(name, "br" | "hr") || is_block(name)
}

/// Whether most of a page is struck out: by a mark that was never closed, so that it says nothing.
pub(super) fn is_struck_for_most(page: &Dom) -> bool {
    let (mut all, mut struck) = (0, 0);
    let mut waiting = vec![(0, false)];
    while let Some((node, is_within)) = waiting.pop() {
        let is_struck = is_within || names::is_struck(page, node);
        match &page.nodes[node].data {
            Data::Element(name, _) if shows_nothing(name) => continue,
            Data::Text(text) => {
                all += text.trim().len();
                struck += if is_struck { text.trim().len() } else { 0 };
            }
            _ => {}
        }
        waiting.extend(page.nodes[node].children.iter().map(|child| (*child, is_struck)));
    }
    struck * 2 > all
}

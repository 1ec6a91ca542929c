//! Pages that lead to others and have no text of their own: columns of a site, portals. Their few lines that are no links
//! are the site's, whatever they look like.

use super::blocks::Block;
use super::lines::is_dateline;
use super::main_text::{is_attachment, is_link, is_prose, is_sentence};
use crate::corpus::kind::Kind;

/// So many links are a list.
pub(super) const LINKS: usize = 3;

/// Whether a page leads to others and has no text of its own: there is no sentence, most of its lines that are not the
/// site's are links, and none of these lines stands right below a title.
pub(super) fn is_list_of_links(blocks: &[Block], title: Option<usize>) -> bool {
    let is_text = |block: &Block| {
        is_prose(block) || is_sentence(block) || is_attachment(block) || block.kind == Kind::TableRow
    };
    let is_own = |block: &Block| {
        !is_link(block) && !block.is_of_site && !matches!(block.kind, Kind::Heading | Kind::Furniture)
    };
    let heads = |at: &usize| blocks[*at].kind == Kind::Heading || title == Some(*at);
    let is_of_page = |block: &Block| !is_link(block) && (is_dateline(&block.text) || block.is_of_site);
    let below = |at: usize| blocks[at + 1..].iter().find(|block| !is_of_page(block));
    let has_titled = (0..blocks.len()).filter(heads).any(|at| below(at).is_some_and(is_own));
    let links = blocks.iter().filter(|block| is_link(block)).count();
    links >= LINKS
        && links > blocks.iter().filter(|block| is_own(block)).count()
        && !has_titled
        && !blocks.iter().any(is_text)
}

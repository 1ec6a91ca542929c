//! What the names, addresses and styles in a page's markup say. Editors and templates of Chinese sites have names of
//! their own, in English, pinyin and the initials of pinyin.

use super::dom::Dom;

/// Names of the element that holds the text of an article, without `-` and `_`.
const OF_TEXT: &[&str] = &[
    "zoom",
    "zoomcon",
    "fontzoom",
    "trseditor",
    "trsueditor",
    "trspreserve",
    "customunionstyle",
    "ucapcontent",
    "jscontent",
    "richmediacontent",
    "artibody",
    "articlecontent",
    "articlebody",
    "articletext",
    "articlecon",
    "articledetail",
    "rmtxtcon",
    "newscontent",
    "newstext",
    "newsdetail",
    "newscon",
    "entrycontent",
    "postcontent",
    "postbody",
    "vsbcontent",
    "vnewscontent",
    "pagescontent",
    "zhengwen",
    "neirong",
    "endtext",
    "mainarticle",
    "mainaticle",
    "mainarticlecontent",
    "contenttext",
    "contentarticle",
    "detailcontent",
    "detailtext",
    "pdetail",
    "cntbd",
    "thecontent",
    "leftzw",
    "maintext",
    "textcon",
    "contxt",
    "nrcon",
    "wzcon",
    "wznr",
    "bodytext",
    "storybody",
    "articlezw",
    "zwcontent",
    "xxgkcontent",
    "infocontent",
    "noticecontent",
    "tf",
    "readtpc",
    "singlecontent",
    "textcontent",
    "qqarticle",
    "contentmain",
    "contentarea",
    "showtext",
    "ztcon",
    "conttext",
];

/// Words in names of what stands around a text.
const AROUND: &[&str] = &[
    "nav",
    "navi",
    "navbar",
    "menu",
    "footer",
    "foot",
    "sidebar",
    "side",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "bread",
    "location",
    "position",
    "share",
    "related",
    "relate",
    "relation",
    "relevant",
    "recommend",
    "recom",
    "recomm",
    "comment",
    "comments",
    "reply",
    "replies",
    "hot",
    "rank",
    "ranking",
    "ad",
    "ads",
    "advert",
    "copyright",
    "login",
    "search",
    "toolbar",
    "tools",
    "friendlink",
    "pager",
    "pagination",
    "prev",
    "qrcode",
    "erwm",
    "ewm",
    "erweima",
    "tuijian",
    "xiangguan",
    "xgyd",
    "xgxw",
    "xgwz",
    "xglj",
    "xgzc",
    "pinglun",
    "fenxiang",
    "fx",
    "daohang",
    "dh",
    "weizhi",
    "wz_dqwz",
    "dqwz",
    "guanggao",
    "mbx",
    "dbx",
    "backtop",
    "gotop",
    "syt",
    "topbar",
    "latest",
    "popular",
    "widget",
    "jiathis",
    "bdsharebuttonbox",
    "statement",
    "disclaimer",
    "banquan",
    "subscribe",
    "download",
    "signin",
    "weather",
    "tabbar",
    "author-info",
    "praise",
    "like",
    "vote",
];

/// Parts of such names that are long enough to stand in the middle of a word.
const WITHIN: &[&str] = &[
    "related",
    "recommend",
    "share",
    "comment",
    "breadcrumb",
    "sidebar",
    "footer",
    "copyright",
    "navbar",
    "friendlink",
    "guanggao",
    "fenxiang",
    "xiangguan",
    "tuijian",
    "qrcode",
    "wxfollow",
    "toolbar",
    "pagination",
    "hotnews",
    "newslist",
    "hotlist",
];

/// Whether an element is named like one that holds the text.
pub(super) fn is_of_text(page: &Dom, node: usize) -> bool {
    let is_named = words(page, node).any(|name| {
        let plain: String = name.to_ascii_lowercase().chars().filter(|c| !matches!(c, '-' | '_')).collect();
        OF_TEXT.contains(&plain.as_str())
            || plain.starts_with("vsbcontent")
            || plain.starts_with("postmessage")
    });
    is_named || page.get(node, "itemprop") == Some("articleBody") || page.name(node) == "article"
}

/// Whether an element is, or is named like, one that stands around the text.
pub(super) fn is_around(page: &Dom, node: usize) -> bool {
    if matches!(page.name(node), "nav" | "footer" | "aside" | "menu" | "marquee") {
        return true;
    }
    if matches!(page.name(node), "body" | "html") {
        return false;
    }
    // Office programs write what stands at the head and foot of each sheet so.
    if page.name(node) == "div" && matches!(page.get(node, "title"), Some("header" | "footer")) {
        return true;
    }
    words(page, node).any(|name| {
        let lower = name.to_ascii_lowercase();
        AROUND.contains(&lower.as_str())
            || WITHIN.iter().any(|part| lower.contains(part))
            || parts(name).any(|part| AROUND.contains(&part.as_str()))
    })
}

/// Whether an element is named like one that says in short what a text says.
pub(super) fn is_summary(page: &Dom, node: usize) -> bool {
    const NAMES: [&str; 5] = ["zhaiyao", "summary", "abstract", "digest", "tiyao"];
    words(page, node).any(|name| parts(name).any(|part| NAMES.contains(&part.as_str())))
}

/// Whether an element is named like one that says where a text is from.
pub(super) fn is_source(page: &Dom, node: usize) -> bool {
    const NAMES: [&str; 4] = ["source", "laiyuan", "articlesource", "medianame"];
    let plain = |name: &str| name.to_ascii_lowercase().replace(['-', '_'], "");
    words(page, node).any(|name| NAMES.contains(&plain(name).as_str()))
}

/// The names in the id and the classes of an element.
fn words(page: &Dom, node: usize) -> impl Iterator<Item = &str> {
    let values = ["id", "class"].into_iter().filter_map(move |name| page.get(node, name));
    values.flat_map(str::split_whitespace)
}

/// The words a name is made of: `hot-news`, `hot_news`, `hotNews`.
fn parts(name: &str) -> impl Iterator<Item = String> {
    let mut parts = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_ascii_alphabetic() || (was_lower && c.is_ascii_uppercase()) {
            parts.push(String::new());
        }
        if let (true, Some(part)) = (c.is_ascii_alphabetic(), parts.last_mut()) {
            part.push(c.to_ascii_lowercase());
        }
        was_lower = c.is_ascii_lowercase();
    }
    parts.into_iter().filter(|part| !part.is_empty())
}

/// Whether an element is not shown.
pub(super) fn is_hidden(page: &Dom, node: usize) -> bool {
    let style = style(page, node);
    let classes = page.get(node, "class").unwrap_or_default();
    page.get(node, "hidden").is_some()
        || style.contains("display:none")
        || style.contains("mso-hide:all")
        || classes
            .split_whitespace()
            .any(|name| matches!(name, "sr-only" | "visually-hidden" | "screen-reader-text"))
}

/// Whether what is in an element was struck out.
pub(super) fn is_struck(page: &Dom, node: usize) -> bool {
    matches!(page.name(node), "del" | "s" | "strike") || style(page, node).contains("line-through")
}

/// Whether an element is set in the middle.
pub(super) fn is_centred(page: &Dom, node: usize) -> bool {
    style(page, node).contains("text-align:center")
        || page.get(node, "align").is_some_and(|align| align.eq_ignore_ascii_case("center"))
}

/// Whether lines are drawn around the cells of a table.
pub(super) fn is_ruled(page: &Dom, table: usize) -> bool {
    let border = page.get(table, "border").and_then(|width| width.trim_end_matches("px").parse::<u32>().ok());
    let classes = page.get(table, "class").unwrap_or_default();
    border.is_some_and(|width| width > 0)
        || classes.contains("MsoTableGrid")
        || classes.contains("MsoNormalTable")
}

fn style(page: &Dom, node: usize) -> String {
    let style = page.get(node, "style").unwrap_or_default();
    style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether a link is the mark of a note, or leads back to one.
pub(super) fn is_note_mark(page: &Dom, node: usize) -> bool {
    let role = page.get(node, "role").or_else(|| page.get(node, "epub:type")).unwrap_or_default();
    let classes = page.get(node, "class").unwrap_or_default();
    matches!(role, "doc-noteref" | "doc-backlink" | "noteref" | "backlink")
        || classes.split_whitespace().any(|name| {
            matches!(
                name,
                "footnote-ref"
                    | "footnote-back"
                    | "noteref"
                    | "sdfootnoteanc"
                    | "sdfootnotesym"
                    | "sdendnoteanc"
                    | "sdendnotesym"
            )
        })
}

/// Whether an element holds notes.
pub(super) fn is_notes(page: &Dom, node: usize) -> bool {
    let role = page.get(node, "role").or_else(|| page.get(node, "epub:type")).unwrap_or_default();
    let id = page.get(node, "id").unwrap_or_default();
    let classes = page.get(node, "class").unwrap_or_default();
    matches!(
        role,
        "doc-endnotes" | "doc-footnote" | "doc-endnote" | "footnotes" | "endnotes" | "footnote" | "rearnote"
    ) || ["sdfootnote", "sdendnote"].iter().any(|start| id.starts_with(start))
        || classes.split_whitespace().any(|name| matches!(name, "footnotes" | "footnote" | "endnotes"))
}

/// Whether an element is a page of a book before its text: title page, cover, list of contents.
pub(super) fn is_front_matter(page: &Dom, node: usize) -> bool {
    let kinds = page.get(node, "epub:type").unwrap_or_default();
    kinds
        .split_whitespace()
        .any(|kind| matches!(kind, "titlepage" | "cover" | "toc" | "landmarks" | "copyright-page"))
}

/// Whether an address leads to a document to load down.
pub(super) fn is_file(address: &str) -> bool {
    const ENDINGS: &[&str] =
        &[".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".et", ".zip", ".rar", ".ppt", ".pptx", ".ofd"];
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

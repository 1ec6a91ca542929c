//! What a paragraph is in its document: an analyst wants the text, and no menu.

/// What a paragraph is in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Running text.
    #[default]
    Body,
    /// The title of the document or of a part of it.
    Heading,
    /// An item of a list, numbered or not.
    ListItem,
    /// The cells of one row of a table.
    TableRow,
    /// What stands under a picture or over a table.
    Caption,
    /// A note at the foot of a page or the end of a text.
    Footnote,
    /// What the page has around its text: menus, links, counters, running heads, page numbers.
    Furniture,
}

impl Kind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Kind; 7] = [
        Kind::Body,
        Kind::Heading,
        Kind::ListItem,
        Kind::TableRow,
        Kind::Caption,
        Kind::Footnote,
        Kind::Furniture,
    ];

    /// Whether it is none of the document's own text, so that it is not tagged unless asked for.
    pub fn is_furniture(self) -> bool {
        self == Kind::Furniture
    }

    /// The word for it on the command line and in results.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Body => "body",
            Kind::Heading => "heading",
            Kind::ListItem => "list_item",
            Kind::TableRow => "table_row",
            Kind::Caption => "caption",
            Kind::Footnote => "footnote",
            Kind::Furniture => "furniture",
        }
    }
}

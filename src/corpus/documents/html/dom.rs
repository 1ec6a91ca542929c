//! A web page as a tree, by the rules of browsers, so that what is not closed or stands in the wrong place means here
//! what it means there.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use super::tags;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ParseOpts, QualName, local_name, ns, parse_document};

/// Elements deeper than this are put beside each other; nobody nests so deep on purpose, and the walk is a recursion.
const DEPTH: usize = 400;

/// The parser's time and memory grow with the square of the depth. A page that nests deeper than this is as a rule one
/// whose marks of bold and colour are never closed, and is read without them.
const DEEP: usize = 800;

/// Without them, a page is read until it nests deeper than this.
const DEEPEST: usize = 10_000;

/// So much is parsed between two looks at the depth, in bytes.
const CHUNK: usize = 4 * 1024;

/// A page as a tree. The first node is the document.
#[derive(Debug, Default)]
pub(super) struct Dom {
    pub(super) nodes: Vec<Node>,
}

/// A node of the tree.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) parent: Option<usize>,
    pub(super) children: Vec<usize>,
    pub(super) data: Data,
    depth: usize,
    deepest: usize,
}

/// What a node is.
#[derive(Debug, Default)]
pub(super) enum Data {
    Text(String),
    /// The name and the attributes of an element.
    Element(String, Vec<(String, String)>),
    /// The document, a comment, and what else shows nothing.
    #[default]
    Other,
}

impl Dom {
    /// The tree of a page.
    pub(super) fn parse(page: &str) -> Dom {
        let page = tags::without_blanks(page);
        let unmarked = || Self::parse_to(&tags::without_marks(&page), DEEPEST);
        let flat = || Self::parse_to(&tags::flat(&page), DEEPEST);
        Self::parse_to(&page, DEEP).or_else(|_| unmarked()).or_else(|_| flat()).unwrap_or_else(|dom| dom)
    }

    /// The tree of a page, or of its begin where it nests too deep.
    fn parse_to(page: &str, deepest: usize) -> Result<Dom, Dom> {
        let options = ParseOpts {
            tree_builder: TreeBuilderOpts { scripting_enabled: true, ..TreeBuilderOpts::default() },
            ..ParseOpts::default()
        };
        let mut parser = parse_document(Sink::default(), options);
        let mut rest = page;
        while !rest.is_empty() {
            let mut end = rest.len().min(CHUNK);
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            parser.process(StrTendril::from_slice(&rest[..end]));
            rest = &rest[end..];
            if *parser.tokenizer.sink.sink.deepest.borrow() > deepest {
                return Err(parser.finish());
            }
        }
        Ok(parser.finish())
    }

    /// The name of an element; empty for what is none.
    pub(super) fn name(&self, node: usize) -> &str {
        match &self.nodes[node].data {
            Data::Element(name, _) => name,
            _ => "",
        }
    }

    /// The value of an attribute.
    pub(super) fn get(&self, node: usize, name: &str) -> Option<&str> {
        match &self.nodes[node].data {
            Data::Element(_, attributes) => {
                attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
            }
            _ => None,
        }
    }

    /// The text in an element, if that is all in a few others and has at most so many bytes.
    pub(super) fn short_text(&self, node: usize, most: usize) -> Option<String> {
        const NODES: usize = 8;
        let mut text = String::new();
        let mut waiting = vec![node];
        for _ in 0..NODES {
            let Some(node) = waiting.pop() else { return Some(text) };
            if let Data::Text(own) = &self.nodes[node].data {
                text.push_str(own);
            }
            if text.len() > most || self.nodes[node].children.len() > NODES {
                return None;
            }
            waiting.extend(self.nodes[node].children.iter().rev());
        }
        waiting.is_empty().then_some(text)
    }

    /// The text below a node, as it stands in the source.
    pub(super) fn text(&self, node: usize) -> String {
        let mut text = String::new();
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            if let Data::Text(own) = &self.nodes[node].data {
                text.push_str(own);
            }
            waiting.extend(self.nodes[node].children.iter().rev());
        }
        text
    }
}

/// Builds the tree from what the parser says.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: RefCell<usize>,
}

/// A node as the parser knows it.
#[derive(Clone)]
struct Handle {
    node: usize,
    name: Rc<QualName>,
}

impl Default for Sink {
    fn default() -> Self {
        Sink { nodes: RefCell::new(vec![Node::default()]), deepest: RefCell::new(0) }
    }
}

impl Sink {
    fn add(&self, data: Data, name: QualName) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { data, ..Node::default() });
        Handle { node: nodes.len() - 1, name: Rc::new(name) }
    }

    fn nameless() -> QualName {
        QualName::new(None, ns!(), local_name!(""))
    }

    /// Puts a node or text into `parent`, before its child number `place`.
    fn insert(&self, parent: usize, place: Option<usize>, child: NodeOrText<Handle>) {
        let mut nodes = self.nodes.borrow_mut();
        let place = place.unwrap_or(nodes[parent].children.len());
        match child {
            NodeOrText::AppendNode(child) => {
                let deepest = nodes[parent].deepest + 1;
                let mut deepest_of_all = self.deepest.borrow_mut();
                *deepest_of_all = deepest.max(*deepest_of_all);
                let (parent, place) = match nodes[parent].parent {
                    Some(above) if nodes[parent].depth >= DEPTH => (above, nodes[above].children.len()),
                    _ => (parent, place),
                };
                detach(&mut nodes, child.node);
                let place = place.min(nodes[parent].children.len());
                nodes[child.node].depth = nodes[parent].depth + 1;
                nodes[child.node].deepest = deepest;
                nodes[child.node].parent = Some(parent);
                nodes[parent].children.insert(place, child.node);
            }
            NodeOrText::AppendText(text) => {
                let before = place.checked_sub(1).map(|before| nodes[parent].children[before]);
                if let Some(Node { data: Data::Text(known), .. }) = before.map(|before| &mut nodes[before]) {
                    known.push_str(&text);
                    return;
                }
                let (depth, deepest) = (nodes[parent].depth + 1, nodes[parent].deepest);
                let data = Data::Text(text.to_string());
                nodes.push(Node { parent: Some(parent), data, depth, deepest, ..Node::default() });
                let child = nodes.len() - 1;
                nodes[parent].children.insert(place, child);
            }
        }
    }
}

fn detach(nodes: &mut [Node], node: usize) {
    if let Some(parent) = nodes[node].parent.take() {
        nodes[parent].children.retain(|child| *child != node);
    }
}

fn place(nodes: &[Node], node: usize) -> Option<(usize, usize)> {
    let parent = nodes[node].parent?;
    Some((parent, nodes[parent].children.iter().position(|child| *child == node)?))
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { node: 0, name: Rc::new(Self::nameless()) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.name
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let data = Data::Element(name.local.to_string(), owned(attributes));
        self.add(data, name)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.add(Data::Other, Self::nameless())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.add(Data::Other, Self::nameless())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.node, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.nodes.borrow()[element.node].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.node == y.node
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(child) = &child {
            detach(&mut self.nodes.borrow_mut(), child.node);
        }
        let found = place(&self.nodes.borrow(), sibling.node);
        if let Some((parent, place)) = found {
            self.insert(parent, Some(place), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        if let Data::Element(_, known) = &mut self.nodes.borrow_mut()[target.node].data {
            for (name, value) in owned(attributes) {
                if !known.iter().any(|(own, _)| *own == name) {
                    known.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        detach(&mut self.nodes.borrow_mut(), target.node);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.node].children);
        for child in &children {
            nodes[*child].parent = Some(parent.node);
        }
        nodes[parent.node].children.extend(children);
    }
}

/// The attributes by their names without prefix.
fn owned(attributes: Vec<Attribute>) -> Vec<(String, String)> {
    let pair = |one: Attribute| (one.name.local.to_string(), one.value.to_string());
    attributes.into_iter().map(pair).collect()
}

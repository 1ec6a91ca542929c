//! What is answered to each request: the library is asked, and its bytes become the protocol's places.

use std::sync::Arc;

use cuoshi::editor::{Sort, Symbol, SymbolSort, Target};
use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionParams, Contents, DefinitionParams,
    DocumentSymbol, DocumentSymbolParams, Documentation, ErrorCodes, Hover, HoverParams, Location,
    MarkupContent, MarkupKind, ReferenceParams, SymbolKind, TextDocumentIdentifier,
    TextDocumentPositionParams,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::counts::{Counts, Question};
use super::jobs::Refusal;
use super::page::Page;
use super::world::{Family, Matter, World};

/// Whether there is an answer to requests with this method.
pub(super) fn knows(method: &str) -> bool {
    METHODS.iter().any(|(known, _)| *known == method)
}

type Answer = fn(&Asked, Value) -> Result<Value, Refusal>;

const METHODS: &[(&str, Answer)] = &[
    ("textDocument/completion", |asked, params| asked.with(params, Asked::completion)),
    ("textDocument/hover", |asked, params| asked.with(params, Asked::hover)),
    ("textDocument/definition", |asked, params| asked.with(params, Asked::definition)),
    ("textDocument/references", |asked, params| asked.with(params, Asked::references)),
    ("textDocument/prepareRename", |asked, params| asked.with(params, Asked::prepare_rename)),
    ("textDocument/rename", |asked, params| written(asked.rename(&read(params)?)?)),
    ("textDocument/codeAction", |asked, params| asked.with(params, Asked::code_actions)),
    ("textDocument/formatting", |asked, params| asked.with(params, Asked::formatting)),
    ("textDocument/documentSymbol", |asked, params| asked.with(params, Asked::symbols)),
];

/// Answers a request about the world as it was when the request came.
pub(super) fn answer(
    world: World,
    counts: Arc<Counts>,
    method: &str,
    params: Value,
) -> Result<Value, Refusal> {
    match METHODS.iter().find(|(known, _)| *known == method) {
        Some((_, answer)) => answer(&Asked { world, counts }, params),
        None => Err(refusal(ErrorCodes::MethodNotFound, format!("there is no {method}"))),
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, Refusal> {
    serde_json::from_value(params).map_err(|error| refusal(ErrorCodes::InvalidParams, error.to_string()))
}

fn written(result: impl Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(result).map_err(|error| refusal(ErrorCodes::InternalError, error.to_string()))
}

fn refusal(code: ErrorCodes, reason: String) -> Refusal {
    Refusal { code: code.into(), reason }
}

/// What requests are about.
pub(super) struct Asked {
    pub(super) world: World,
    counts: Arc<Counts>,
}

/// A place in an open file, with the rules it belongs to.
pub(super) struct At {
    pub(super) page: Arc<Page>,
    pub(super) family: Arc<Family>,
    pub(super) byte: usize,
}

impl Asked {
    /// Reads the parameters, and writes the result.
    fn with<P: DeserializeOwned, R: Serialize>(
        &self,
        params: Value,
        answer: fn(&Asked, &P) -> R,
    ) -> Result<Value, Refusal> {
        written(answer(self, &read(params)?))
    }

    /// What is open under a URI, and the rules it belongs to; nothing where it is nothing of ours.
    pub(super) fn page(&self, document: &TextDocumentIdentifier) -> Option<(Arc<Page>, Arc<Family>)> {
        let page = self.world.page(&document.uri)?;
        match self.world.matter(page) {
            Matter::Rules(family) | Matter::Cases(family) => Some((page.clone(), family)),
            Matter::Nothing => Some((page.clone(), Arc::default())),
            Matter::Else => None,
        }
    }

    pub(super) fn at(&self, params: &TextDocumentPositionParams) -> Option<At> {
        let (page, family) = self.page(&params.text_document)?;
        let byte = page.byte(params.position, self.world.client.encoding);
        Some(At { page, family, byte })
    }

    fn completion(&self, params: &CompletionParams) -> Vec<CompletionItem> {
        let Some(at) = self.at(&params.text_document_position_params) else { return Vec::new() };
        // A blank begins many things; only where a word of the language follows is it worth an offer.
        let by_blank =
            params.context.as_ref().is_some_and(|context| context.trigger_character.as_deref() == Some(" "));
        let all = at.family.drafts.completions(&at.page.draft, at.byte, self.world.client.language);
        let wanted = all.into_iter().filter(|one| !by_blank || one.sort != Sort::Set);
        wanted.enumerate().map(|(number, one)| self.completion_item(&at.page, number, one)).collect()
    }

    fn completion_item(&self, page: &Page, number: usize, one: cuoshi::editor::Completion) -> CompletionItem {
        let edit = page.edit(&one.span, one.text, self.world.client.encoding);
        let some = |text: String| (!text.is_empty()).then_some(text);
        CompletionItem {
            label: one.label,
            kind: Some(match one.sort {
                Sort::Key => CompletionItemKind::Property,
                Sort::Word => CompletionItemKind::Value,
                Sort::Set => CompletionItemKind::Variable,
                Sort::Id => CompletionItemKind::Class,
                Sort::Code => CompletionItemKind::EnumMember,
            }),
            detail: some(one.detail),
            documentation: some(one.meaning).map(|text| Documentation::MarkupContent(self.markup(text))),
            sort_text: Some(format!("{number:05}")),
            text_edit: Some(CompletionItemTextEdit::TextEdit(edit)),
            ..Default::default()
        }
    }

    /// A text with marks for a client that shows them, else without.
    fn markup(&self, text: String) -> MarkupContent {
        if self.world.client.markdown {
            return MarkupContent { kind: MarkupKind::Markdown, value: text };
        }
        let lines = text.lines().filter(|line| !line.starts_with("```"));
        let value = lines.map(|line| line.replace("**", "")).collect::<Vec<_>>().join("\n");
        MarkupContent { kind: MarkupKind::PlainText, value }
    }

    fn hover(&self, params: &HoverParams) -> Option<Hover> {
        let at = self.at(&params.text_document_position_params)?;
        let (drafts, language) = (&at.family.drafts, self.world.client.language);
        let hover = drafts.hover(&at.page.draft, at.byte, language)?;
        let counted = hover.term.and_then(|term| {
            let corpus = self.world.settings.corpus.clone();
            let id = at.page.draft.category_at(hover.span.start);
            self.counts.ask(Question { corpus, term, id, family: at.family.clone() }, language)
        });
        let text = [Some(hover.text), counted].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        let range = Some(at.page.range(&hover.span, self.world.client.encoding));
        Some(Hover { contents: Contents::MarkupContent(self.markup(text)), range })
    }

    fn definition(&self, params: &DefinitionParams) -> Vec<Location> {
        let Some(at) = self.at(&params.text_document_position_params) else { return Vec::new() };
        self.locations(&at, at.family.drafts.definitions(&at.page.draft, at.byte))
    }

    fn references(&self, params: &ReferenceParams) -> Vec<Location> {
        let Some(at) = self.at(&params.text_document_position_params) else { return Vec::new() };
        let with_given = params.context.include_declaration;
        self.locations(&at, at.family.drafts.references(&at.page.draft, at.byte, with_given))
    }

    /// Places as the protocol has them; those in the built-in rules are in no file.
    fn locations(&self, at: &At, targets: Vec<Target>) -> Vec<Location> {
        let location = |target: Target| {
            let page = at.family.page(&target.file)?;
            let range = page.range(&target.span, self.world.client.encoding);
            Some(Location { uri: page.uri.clone(), range })
        };
        targets.into_iter().filter_map(location).collect()
    }

    fn symbols(&self, params: &DocumentSymbolParams) -> Vec<DocumentSymbol> {
        let Some((page, _)) = self.page(&params.text_document) else { return Vec::new() };
        let symbols = page.draft.symbols(self.world.client.language);
        symbols.into_iter().map(|symbol| self.symbol(&page, symbol)).collect()
    }

    #[expect(deprecated, reason = "the field must be filled, if with nothing")]
    fn symbol(&self, page: &Page, symbol: Symbol) -> DocumentSymbol {
        let encoding = self.world.client.encoding;
        let children: Vec<_> = symbol.children.into_iter().map(|child| self.symbol(page, child)).collect();
        DocumentSymbol {
            // A symbol without a name is refused by clients.
            name: if symbol.name.is_empty() { "–".to_owned() } else { symbol.name },
            detail: (!symbol.detail.is_empty()).then_some(symbol.detail),
            kind: match symbol.sort {
                SymbolSort::Group => SymbolKind::Namespace,
                SymbolSort::Set => SymbolKind::Array,
                SymbolSort::Flag => SymbolKind::Event,
                SymbolSort::Category => SymbolKind::Class,
                SymbolSort::Case => SymbolKind::String,
            },
            tags: None,
            deprecated: None,
            range: page.range(&symbol.span, encoding),
            selection_range: page.range(&symbol.name_span, encoding),
            children: (!children.is_empty()).then_some(children),
        }
    }
}

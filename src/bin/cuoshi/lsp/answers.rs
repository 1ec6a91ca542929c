//! What is answered to each request: the library is asked, and its bytes become the protocol's places.

use std::collections::BTreeMap;
use std::sync::Arc;

use cuoshi::editor::{Edit, Sort, Symbol, SymbolSort, Target};
use cuoshi::{Diagnostic, Diagnostics, Message};
use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CompletionItem, CompletionItemKind, CompletionItemTextEdit,
    CompletionParams, Contents, DefinitionParams, DocumentChange, DocumentFormattingParams, DocumentSymbol,
    DocumentSymbolParams, Documentation, ErrorCodes, Hover, HoverParams, Location, LspErrorCodes,
    MarkupContent, MarkupKind, OptionalVersionedTextDocumentIdentifier, PrepareRenameParams,
    PrepareRenamePlaceholder, ReferenceParams, RenameParams, SymbolKind, TextDocumentEdit,
    TextDocumentIdentifier, TextDocumentPositionParams, TextEdit, WorkspaceEdit,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::checks;
use super::counts::{Counts, Question};
use super::jobs::Refusal;
use super::page::Page;
use super::world::{Family, Matter, World};

/// Whether there is an answer to requests with this method.
pub(super) fn knows(method: &str) -> bool {
    METHODS.iter().any(|(known, _)| *known == method)
}

/// For so many diagnostics fixes are offered at a time; who marks the whole file wants no list of thousands.
const MOST_FIXED: usize = 50;

type Answer = fn(&Asked, Value) -> Result<Value, Refusal>;

const METHODS: &[(&str, Answer)] = &[
    ("textDocument/completion", |asked, params| asked.with(params, Asked::completion)),
    ("textDocument/hover", |asked, params| asked.with(params, Asked::hover)),
    ("textDocument/definition", |asked, params| asked.with(params, Asked::definition)),
    ("textDocument/references", |asked, params| asked.with(params, Asked::references)),
    ("textDocument/prepareRename", |asked, params| asked.with(params, Asked::prepare_rename)),
    ("textDocument/rename", |asked, params| asked.with(params, Asked::rename)),
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

fn refusal(code: ErrorCodes, reason: String) -> Refusal {
    Refusal { code: code.into(), reason }
}

/// What requests are about.
struct Asked {
    world: World,
    counts: Arc<Counts>,
}

/// A place in an open file, with the rules it belongs to.
struct At {
    page: Arc<Page>,
    family: Arc<Family>,
    byte: usize,
}

impl Asked {
    /// Reads the parameters, and writes the result.
    fn with<P: DeserializeOwned, R: Serialize>(
        &self,
        params: Value,
        answer: fn(&Asked, P) -> Result<R, Refusal>,
    ) -> Result<Value, Refusal> {
        let params = serde_json::from_value(params)
            .map_err(|error| refusal(ErrorCodes::InvalidParams, error.to_string()))?;
        let result = answer(self, params)?;
        serde_json::to_value(result).map_err(|error| refusal(ErrorCodes::InternalError, error.to_string()))
    }

    /// What is open under a URI, and the rules it belongs to; nothing where it is nothing of ours.
    fn page(&self, document: &TextDocumentIdentifier) -> Option<(Arc<Page>, Arc<Family>)> {
        let page = self.world.page(&document.uri)?;
        match self.world.matter(page) {
            Matter::Rules(family) | Matter::Cases(family) => Some((page.clone(), family)),
            Matter::Nothing => Some((page.clone(), Arc::default())),
            Matter::Else => None,
        }
    }

    fn at(&self, params: &TextDocumentPositionParams) -> Option<At> {
        let (page, family) = self.page(&params.text_document)?;
        let byte = page.byte(params.position, self.world.client.encoding);
        Some(At { page, family, byte })
    }

    fn completion(&self, params: CompletionParams) -> Result<Vec<CompletionItem>, Refusal> {
        let Some(at) = self.at(&params.text_document_position_params) else { return Ok(Vec::new()) };
        // A blank begins many things; only where a word of the language follows is it worth an offer.
        let by_blank =
            params.context.is_some_and(|context| context.trigger_character.as_deref() == Some(" "));
        let all = at.family.drafts.completions(&at.page.draft, at.byte, self.world.client.language);
        let wanted = all.into_iter().filter(|one| !by_blank || one.sort != Sort::Set);
        Ok(wanted.enumerate().map(|(number, one)| self.completion_item(&at.page, number, one)).collect())
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

    fn markup(&self, value: String) -> MarkupContent {
        let kind = if self.world.client.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
        MarkupContent { kind, value }
    }

    fn hover(&self, params: HoverParams) -> Result<Option<Hover>, Refusal> {
        let Some(at) = self.at(&params.text_document_position_params) else { return Ok(None) };
        let (drafts, language) = (&at.family.drafts, self.world.client.language);
        let Some(hover) = drafts.hover(&at.page.draft, at.byte, language) else { return Ok(None) };
        let counted = hover.term.and_then(|term| {
            let corpus = self.world.settings.corpus.clone();
            let id = at.page.draft.category_at(hover.span.start);
            self.counts.ask(Question { corpus, term, id, family: at.family.clone() }, language)
        });
        let text = [Some(hover.text), counted].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        let range = Some(at.page.range(&hover.span, self.world.client.encoding));
        Ok(Some(Hover { contents: Contents::MarkupContent(self.markup(text)), range }))
    }

    fn definition(&self, params: DefinitionParams) -> Result<Vec<Location>, Refusal> {
        let Some(at) = self.at(&params.text_document_position_params) else { return Ok(Vec::new()) };
        Ok(self.locations(&at, at.family.drafts.definitions(&at.page.draft, at.byte)))
    }

    fn references(&self, params: ReferenceParams) -> Result<Vec<Location>, Refusal> {
        let Some(at) = self.at(&params.text_document_position_params) else { return Ok(Vec::new()) };
        let with_given = params.context.include_declaration;
        Ok(self.locations(&at, at.family.drafts.references(&at.page.draft, at.byte, with_given)))
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

    fn prepare_rename(
        &self,
        params: PrepareRenameParams,
    ) -> Result<Option<PrepareRenamePlaceholder>, Refusal> {
        let Some(at) = self.at(&params.text_document_position_params) else { return Ok(None) };
        let set = at.family.drafts.set_at(&at.page.draft, at.byte);
        Ok(set.map(|(placeholder, span)| PrepareRenamePlaceholder {
            range: at.page.range(&span, self.world.client.encoding),
            placeholder,
        }))
    }

    fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>, Refusal> {
        let Some(at) = self.at(&params.text_document_position_params) else { return Ok(None) };
        let Some((old, _)) = at.family.drafts.set_at(&at.page.draft, at.byte) else { return Ok(None) };
        let new = params.new_name.as_str();
        let targets = at.family.drafts.rename(&old, new).map_err(|reason| Refusal {
            code: LspErrorCodes::RequestFailed.into(),
            reason: reason.text(self.world.client.language),
        })?;
        let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
        for target in targets {
            edits.entry(target.file).or_default().push((target.span, new.to_owned()));
        }
        let pages = edits.iter().filter_map(|(file, edits)| Some((at.family.page(file)?, edits)));
        Ok(Some(self.workspace_edit(pages.map(|(page, edits)| (&**page, &edits[..])))))
    }

    fn workspace_edit<'e>(&self, files: impl Iterator<Item = (&'e Page, &'e [Edit])>) -> WorkspaceEdit {
        let edits = |page: &Page, edits: &[Edit]| -> Vec<TextEdit> {
            let encoding = self.world.client.encoding;
            edits.iter().map(|(span, new)| page.edit(span, new.as_str(), encoding)).collect()
        };
        if !self.world.client.versioned_edits {
            let changes = files.map(|(page, own)| (page.uri.clone(), edits(page, own))).collect();
            return WorkspaceEdit { changes: Some(changes), ..Default::default() };
        }
        let changes = files.map(|(page, own)| {
            let text_document_identifier = TextDocumentIdentifier { uri: page.uri.clone() };
            let text_document =
                OptionalVersionedTextDocumentIdentifier { version: page.version, text_document_identifier };
            let edits = edits(page, own).into_iter().map(gen_lsp_types::Edit::TextEdit).collect();
            DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits })
        });
        WorkspaceEdit { document_changes: Some(changes.collect()), ..Default::default() }
    }

    fn code_actions(&self, params: CodeActionParams) -> Result<Vec<CodeAction>, Refusal> {
        let Some((page, family)) = self.page(&params.text_document) else { return Ok(Vec::new()) };
        let wanted = |kind: &CodeActionKind| {
            let is_of = |asked: &CodeActionKind| {
                let (kind, asked) = (kind.to_string(), asked.to_string());
                kind == asked || kind.starts_with(&format!("{asked}."))
            };
            params.context.only.as_ref().is_none_or(|only| only.iter().any(is_of))
        };
        let cases;
        let all: &Diagnostics = match self.world.matter(&page) {
            Matter::Cases(_) => {
                cases = family.drafts.inspect_cases(&page.draft);
                &cases
            }
            _ => family.known(),
        };
        let mut actions = Vec::new();
        if wanted(&CodeActionKind::QuickFix) {
            let asked = page.span(params.range, self.world.client.encoding);
            let is_touched = |one: &&Diagnostic| {
                one.place().is_some_and(|place| {
                    let own = place.bytes();
                    place.file() == page.draft.name() && own.start <= asked.end && asked.start <= own.end
                })
            };
            for one in all.iter().filter(is_touched).take(MOST_FIXED) {
                actions.extend(self.quick_fixes(&page, &family, one));
            }
        }
        let edits = page.draft.all_edits(all);
        if wanted(&CodeActionKind::SourceFixAll) && !edits.is_empty() {
            actions.push(CodeAction {
                title: Message::new("editor.fix_all").text(self.world.client.language),
                kind: Some(CodeActionKind::SourceFixAll),
                edit: Some(self.workspace_edit([(&*page, &edits[..])].into_iter())),
                ..Default::default()
            });
        }
        Ok(actions)
    }

    fn quick_fixes(&self, page: &Page, family: &Family, one: &Diagnostic) -> Vec<CodeAction> {
        let fixes = page.draft.fixes(one).into_iter();
        let action = |fix: cuoshi::editor::Fix| CodeAction {
            title: fix.title.text(self.world.client.language),
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![checks::diagnostic(&self.world, page, one, family)]),
            is_preferred: fix.is_mending.then_some(true),
            edit: Some(self.workspace_edit([(page, &fix.edits[..])].into_iter())),
            ..Default::default()
        };
        fixes.map(action).collect()
    }

    fn formatting(&self, params: DocumentFormattingParams) -> Result<Vec<TextEdit>, Refusal> {
        let Some((page, _)) = self.page(&params.text_document) else { return Ok(Vec::new()) };
        // Errors that leave open how a file is to be read are shown where they stand; its text stays as it is.
        let Ok(new) = cuoshi::format(page.draft.name(), page.text()) else { return Ok(Vec::new()) };
        let edit = difference(page.text(), &new);
        let edit = edit.map(|(span, new)| page.edit(&span, new, self.world.client.encoding));
        Ok(edit.into_iter().collect())
    }

    fn symbols(&self, params: DocumentSymbolParams) -> Result<Vec<DocumentSymbol>, Refusal> {
        let Some((page, _)) = self.page(&params.text_document) else { return Ok(Vec::new()) };
        let symbols = page.draft.symbols(self.world.client.language);
        Ok(symbols.into_iter().map(|symbol| self.symbol(&page, symbol)).collect())
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

/// The one edit that makes one text of another: whole lines, without those that are the same at the beginning
/// and the end. Nothing where they are equal.
fn difference(old: &str, new: &str) -> Option<Edit> {
    let before: usize = old
        .split_inclusive('\n')
        .zip(new.split_inclusive('\n'))
        .take_while(|(a, b)| a == b)
        .map(|(line, _)| line.len())
        .sum();
    let (old, new) = (&old[before..], &new[before..]);
    let after: usize = old
        .split_inclusive('\n')
        .rev()
        .zip(new.split_inclusive('\n').rev())
        .take_while(|(a, b)| a == b)
        .map(|(line, _)| line.len())
        .sum();
    let (old, new) = (&old[..old.len() - after], &new[..new.len() - after]);
    (old != new).then(|| (before..before + old.len(), new.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn an_edit_leaves_equal_lines_alone() {
        for (old, new) in
            [("a\nb\nc\n", "a\nx\ny\nc\n"), ("a\na\n", "a\n"), ("", "a"), ("a", "a\n"), ("a\nb", "b")]
        {
            let (span, text) = difference(old, new).unwrap();
            let mut edited = old.to_owned();
            edited.replace_range(span, &text);
            assert_eq!(edited, new);
        }
        assert_eq!(difference("a\nb\nc\n", "a\nx\nc\n"), Some((2..4, "x\n".to_owned())));
        assert_eq!(difference("a", "a"), None);
    }
}

//! What changes texts: renaming, quick fixes, formatting.

use std::collections::BTreeMap;

use cuoshi::editor::Edit;
use cuoshi::{Diagnostic, Diagnostics, Message};
use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, DocumentChange, DocumentFormattingParams, LspErrorCodes,
    OptionalVersionedTextDocumentIdentifier, PrepareRenameParams, PrepareRenamePlaceholder, RenameParams,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};

use super::answers::Asked;
use super::checks;
use super::jobs::Refusal;
use super::page::Page;
use super::world::{Family, Matter};

/// For so many diagnostics fixes are offered at a time; who marks the whole file wants no list of thousands.
const MOST_FIXED: usize = 50;

impl Asked {
    pub(super) fn prepare_rename(&self, params: &PrepareRenameParams) -> Option<PrepareRenamePlaceholder> {
        let at = self.at(&params.text_document_position_params)?;
        let (placeholder, span) = at.family.drafts.own_set_at(&at.page.draft, at.byte)?;
        let range = at.page.range(&span, self.world.client.encoding);
        Some(PrepareRenamePlaceholder { range, placeholder })
    }

    pub(super) fn rename(&self, params: &RenameParams) -> Result<Option<WorkspaceEdit>, Refusal> {
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

    pub(super) fn code_actions(&self, params: &CodeActionParams) -> Vec<CodeAction> {
        let Some((page, family)) = self.page(&params.text_document) else { return Vec::new() };
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
        actions
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

    pub(super) fn formatting(&self, params: &DocumentFormattingParams) -> Vec<TextEdit> {
        let Some((page, _)) = self.page(&params.text_document) else { return Vec::new() };
        // Errors that leave open how a file is to be read are shown where they stand; its text stays as it is.
        let Ok(new) = cuoshi::format(page.draft.name(), page.text()) else { return Vec::new() };
        let edit = difference(page.text(), &new);
        let edit = edit.map(|(span, new)| page.edit(&span, new, self.world.client.encoding));
        edit.into_iter().collect()
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

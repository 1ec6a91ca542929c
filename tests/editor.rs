//! What an editor is told while rules are typed: the cases of `tests/editor/*.md`, each a question about rules,
//! with `▮` where the cursor stands, and the answer. `REWRITE=1 cargo test --test editor` writes the answers
//! anew; read the difference.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use cuoshi::Language;
use cuoshi::editor::{Content, Draft, Drafts, Symbol, Target};

const CURSOR: char = '▮';

/// The files of a case, and where the cursor stands: a file and a byte of it.
struct Case {
    title: String,
    drafts: Drafts,
    draft: Arc<Draft>,
    byte: usize,
}

impl Case {
    /// Reads a case from its part of the page: a title, then each file as a block of YAML with its name.
    fn read(part: &str) -> Case {
        let mut cursor = None;
        let mut all = Vec::new();
        for block in part.split("```yaml").skip(1) {
            let (name, rest) = block.split_once('\n').unwrap();
            let (text, _) = rest.split_once("```").unwrap();
            let name = if name.trim().is_empty() { "rules.yml" } else { name.trim() };
            let at = text.find(CURSOR);
            let draft = Arc::new(Draft::new(name, text.replace(CURSOR, "")));
            if at.is_some() || cursor.is_none() {
                cursor = Some((draft.clone(), at.unwrap_or(0)));
            }
            all.push(draft);
        }
        all.retain(|draft| draft.content() != Content::Cases);
        let (draft, byte) = cursor.expect("a case has a file");
        let title = part.lines().next().unwrap().trim().to_owned();
        Case { title, drafts: Drafts::new(all), draft, byte }
    }

    fn completions(&self) -> String {
        let mut out = String::new();
        for one in self.drafts.completions(&self.draft, self.byte, Language::English) {
            let replaced = &self.draft.text()[one.span.clone()];
            write!(out, "{:?} {}: {:?}", one.sort, one.label, one.text).unwrap();
            if !replaced.is_empty() {
                write!(out, " for {replaced:?}").unwrap();
            }
            if !one.detail.is_empty() {
                write!(out, " ({})", one.detail).unwrap();
            }
            out.push('\n');
        }
        out
    }

    fn hover(&self) -> String {
        let Some(hover) = self.drafts.hover(&self.draft, self.byte, Language::English) else {
            return String::new();
        };
        format!("at {:?}\n{}\n", &self.draft.text()[hover.span.clone()], hover.text.replace("```", "~~~"))
    }

    fn links(&self) -> String {
        let mut out = String::new();
        for target in self.drafts.definitions(&self.draft, self.byte) {
            writeln!(out, "given at {}", self.place(&target)).unwrap();
        }
        for target in self.drafts.references(&self.draft, self.byte, false) {
            writeln!(out, "used at {}", self.place(&target)).unwrap();
        }
        out
    }

    fn rename(&self) -> String {
        let (_, new) = self.title.rsplit_once(": ").unwrap();
        let Some((old, _)) = self.drafts.set_at(&self.draft, self.byte) else { return "no set\n".to_owned() };
        match self.drafts.rename(&old, new) {
            Ok(targets) => {
                let places: Vec<String> = targets.iter().map(|target| self.place(target) + "\n").collect();
                places.concat()
            }
            Err(reason) => reason.text(Language::English) + "\n",
        }
    }

    fn symbols(&self) -> String {
        fn write(symbols: &[Symbol], depth: usize, text: &str, out: &mut String) {
            for one in symbols {
                let indent = "  ".repeat(depth);
                let last = text[..one.span.end].matches('\n').count() + 1;
                let first = text[..one.span.start].matches('\n').count() + 1;
                assert!(one.span.start <= one.name_span.start && one.name_span.end <= one.span.end);
                writeln!(out, "{indent}{:?} {} ({}) lines {first}–{last}", one.sort, one.name, one.detail)
                    .unwrap();
                write(&one.children, depth + 1, text, out);
            }
        }
        let mut out = String::new();
        write(&self.draft.symbols(Language::English), 0, self.draft.text(), &mut out);
        out
    }

    fn fixes(&self) -> String {
        let mut out = String::new();
        let found = match self.draft.content() {
            Content::Cases => self.drafts.inspect_cases(&self.draft),
            _ => self.drafts.inspect(),
        };
        for diagnostic in &found {
            for fix in self.draft.fixes(diagnostic) {
                writeln!(out, "{}: {}", diagnostic.code(), fix.title.text(Language::English)).unwrap();
                let mended = applied(self.draft.text(), &fix.edits);
                let old: Vec<&str> = self.draft.text().lines().collect();
                for line in mended.lines().filter(|line| !old.contains(line)) {
                    writeln!(out, "  {line}").unwrap();
                }
                let drafts = Drafts::new(vec![Arc::new(Draft::new(self.draft.name(), mended))]);
                let count = |found: &cuoshi::Diagnostics| {
                    found.iter().filter(|one| one.code() == diagnostic.code()).count()
                };
                if self.draft.content() != Content::Cases {
                    assert!(
                        count(&drafts.inspect()) < count(&found),
                        "{}: {} stays",
                        self.title,
                        diagnostic.code()
                    );
                }
            }
        }
        out
    }

    fn place(&self, target: &Target) -> String {
        let draft = self.drafts.named(&target.file).unwrap_or(&self.draft);
        let before = &draft.text()[..target.span.start];
        let (line, column) =
            (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap().chars().count() + 1);
        format!("{}:{line}:{column} {:?}", target.file, &draft.text()[target.span.clone()])
    }
}

fn applied(text: &str, edits: &[cuoshi::editor::Edit]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = text.to_owned();
    for (span, new) in edits {
        text.replace_range(span, &new);
    }
    text
}

/// Puts the question of a page to each of its cases.
fn check(name: &str, ask: impl Fn(&Case) -> String) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editor").join(name);
    let page = fs::read_to_string(&file).unwrap();
    let (head, cases) = page.split_once("\n## ").unwrap();
    let mut answered = head.to_owned();
    for part in cases.split("\n## ") {
        let question = part.split("```text\n").next().unwrap().trim_end();
        let answer = ask(&Case::read(part));
        write!(answered, "\n## {question}\n```text\n{answer}```\n").unwrap();
    }
    if std::env::var_os("REWRITE").is_some() {
        fs::write(&file, &answered).unwrap();
        return;
    }
    assert!(answered == page, "the answers differ from {name}; they are now:\n{answered}");
}

#[test]
fn completions() {
    check("completions.md", Case::completions);
}

#[test]
fn hovers() {
    check("hovers.md", Case::hover);
}

#[test]
fn links() {
    check("links.md", Case::links);
}

#[test]
fn renames() {
    check("renames.md", Case::rename);
}

#[test]
fn symbols() {
    check("symbols.md", Case::symbols);
}

#[test]
fn fixes() {
    check("fixes.md", Case::fixes);
}

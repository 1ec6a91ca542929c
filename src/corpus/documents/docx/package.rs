//! Which member of a DOCX file is what. Names are customary, the relations between members say them.

use crate::corpus::problem::Defect;

use super::super::xml::{self, Node, Xml};
use super::super::zip::Zip;

/// The members that matter.
pub(super) struct Package {
    /// The member with the text.
    pub(super) main: String,
    /// The member that says who wrote it, and when.
    pub(super) properties: String,
    /// What the text refers to.
    pub(super) relations: Vec<Relation>,
}

/// What a member refers to.
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type.
    pub(super) kind: String,
    /// The member.
    pub(super) target: String,
}

impl Package {
    /// Fails when a list of relations is damaged.
    pub(super) fn read(zip: &mut Zip<'_>) -> Result<Self, Defect> {
        let roots = relations(zip, "")?;
        let find = |name: &str, usual: &str| {
            let found = roots.iter().find(|relation| relation.kind == name);
            found.map_or_else(|| usual.to_owned(), |relation| relation.target.clone())
        };
        let main = find("officeDocument", "word/document.xml");
        let relations = relations(zip, &main)?;
        Ok(Package { properties: find("core-properties", "docProps/core.xml"), main, relations })
    }

    /// The member that the text has in this relation; none if it has none.
    ///
    /// Fails as `Zip::read` does.
    pub(super) fn part(&self, zip: &mut Zip<'_>, kind: &str) -> Result<Option<Vec<u8>>, Defect> {
        match self.relations.iter().find(|relation| relation.kind == kind) {
            Some(relation) => zip.read(&relation.target),
            None => zip.read(&format!("word/{kind}.xml")),
        }
    }
}

/// The relations of a member, or of the package as a whole.
fn relations(zip: &mut Zip<'_>, of: &str) -> Result<Vec<Relation>, Defect> {
    let (folder, file) = of.rsplit_once('/').map_or(("", of), |(folder, file)| (folder, file));
    let list = format!("{folder}/_rels/{file}.rels");
    let Some(bytes) = zip.read(list.trim_start_matches('/'))? else { return Ok(Vec::new()) };
    let text = xml::text(&bytes);
    let mut nodes = Xml::new(&text);
    let mut relations = Vec::new();
    while let Some(node) = nodes.next()? {
        let Node::Start(element) = node else { continue };
        if let (Some(kind), Some(target)) = (element.get("Type"), element.get("Target")) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let target = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}/{target}").trim_start_matches('/').to_owned(),
            };
            relations.push(Relation { id: element.get("Id").unwrap_or_default(), kind, target });
        }
    }
    Ok(relations)
}

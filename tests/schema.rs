//! The schemas that ship beside the rules are those the program prints. `REWRITE=1 cargo test --test schema`
//! writes them anew. `tests/editor` puts them to a validator.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;

use cuoshi::{Language, case_schema, rule_schema};

#[test]
fn the_shipped_schemas_are_those_of_the_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let schemas =
        [("schema.json", rule_schema(&Language::ALL)), ("cases.schema.json", case_schema(&Language::ALL))];
    for (name, schema) in schemas {
        let (file, schema) = (folder.join(name), format!("{schema:#}\n"));
        if std::env::var_os("REWRITE").is_some() {
            fs::write(&file, &schema).unwrap();
        }
        let shipped = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(
            shipped, schema,
            "rules/{name} is behind the language: REWRITE=1 cargo test --test schema"
        );
    }
}

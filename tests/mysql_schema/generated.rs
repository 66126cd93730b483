//! `schema.rs` beside this file is what is generated.

use kinfolk::backend::mysql;
use kinfolk::codegen::{self, Config, Header};
use std::error::Error;
use std::fs;
use std::path::Path;

#[test]
fn the_schema_is_generated() -> Result<(), Box<dyn Error>> {
    let (_database, mut conn) = crate::library();
    let catalog = mysql::introspect(&mut conn)?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mysql_schema");
    let config = Config::load(&folder.join("kinfolk.toml"))?;
    let header = Header { source: "schema.sql".into(), fingerprint: None };
    let generated = codegen::generate(&catalog, &config, &header)?;
    assert_eq!(generated.notices, []);
    let file = folder.join("schema.rs");
    if std::env::var_os("KINFOLK_BLESS").is_some() {
        fs::write(&file, &generated.text)?;
    }
    assert_eq!(fs::read_to_string(&file)?, generated.text);
    Ok(())
}

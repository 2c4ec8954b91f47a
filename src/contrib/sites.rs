//! `django.contrib.sites.management`.

use super::contenttypes::text;
use crate::database::{Database, SqlValue};
use crate::orm::{Apps, DjangoResult};

/// Records `example.com` when there is no site, and answers a line if it did.
///
/// # Errors
///
/// The database's, when the table does not fit.
pub fn create_default_site(
    database: &mut Database,
    apps: &Apps,
    site_id: i64,
) -> DjangoResult<Vec<String>> {
    let Some(site) = apps.get_model("sites", "Site") else {
        return Ok(Vec::new());
    };
    let table = site.db_table();
    let existing = database.execute(&format!("SELECT \"id\" FROM \"{table}\" LIMIT 1"), &[])?;
    if !existing.rows.is_empty() {
        return Ok(Vec::new());
    }
    let insert = format!("INSERT INTO \"{table}\" (\"id\", \"domain\", \"name\") VALUES (?, ?, ?)");
    let domain = text("example.com");
    database.execute(
        &insert,
        &[SqlValue::Integer(site_id), domain.clone(), domain],
    )?;
    Ok(vec!["Creating example.com Site object".to_owned()])
}

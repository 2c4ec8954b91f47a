//! `MigrationRecorder`: the table `django_migrations`, in which a row means "applied".

use super::exceptions::migration_schema_missing;
use super::loader::AppliedMigrations;
use super::migration::MigrationKey;
use crate::backends::base::Connection;
use crate::database::SqlValue;
use crate::orm::DjangoResult;

/// The table's name.
pub const TABLE: &str = "django_migrations";

/// What the schema editor makes of Django's `Migration` model. It is written out because the table
/// is needed before there is any project whose Python could run.
const CREATE_TABLE: &str = "CREATE TABLE \"django_migrations\" (\"id\" integer NOT NULL PRIMARY \
     KEY AUTOINCREMENT, \"app\" varchar(255) NOT NULL, \"name\" varchar(255) NOT NULL, \
     \"applied\" datetime NOT NULL)";

/// Reads and writes which migrations are applied.
pub struct MigrationRecorder<'a> {
    connection: &'a mut dyn Connection,
    /// Whether the table is known to exist: looking for it means listing all tables.
    has_table: bool,
}

impl<'a> MigrationRecorder<'a> {
    /// The recorder of a database.
    pub fn new(connection: &'a mut dyn Connection) -> Self {
        Self {
            connection,
            has_table: false,
        }
    }

    /// The recorder of a database that is known to have the table.
    pub fn with_table(connection: &'a mut dyn Connection) -> Self {
        Self {
            connection,
            has_table: true,
        }
    }

    /// Whether the table exists.
    pub fn has_table(&mut self) -> bool {
        self.has_table = self.has_table || self.connection.catalog().tables.contains_key(TABLE);
        self.has_table
    }

    /// Creates the table if it does not exist.
    ///
    /// # Errors
    ///
    /// `MigrationSchemaMissing` when the database refuses.
    pub fn ensure_schema(&mut self) -> DjangoResult<()> {
        if self.has_table() {
            return Ok(());
        }
        match self.connection.execute(CREATE_TABLE, &[]) {
            Ok(_) => Ok(()),
            Err(error) => Err(migration_schema_missing(&error.message)),
        }
    }

    /// What is applied, in the order recorded, each with its time; nothing without the table.
    ///
    /// # Errors
    ///
    /// The database's error.
    pub fn applied_migrations(&mut self) -> DjangoResult<AppliedMigrations> {
        if !self.has_table() {
            return Ok(AppliedMigrations::new());
        }
        let sql = "SELECT \"django_migrations\".\"app\", \"django_migrations\".\"name\", \
                   \"django_migrations\".\"applied\" FROM \"django_migrations\"";
        let result = self.connection.execute(sql, &[])?;
        let applied = result.rows.iter().filter_map(|row| match row.as_slice() {
            [SqlValue::Text(app), SqlValue::Text(name), applied] => {
                let applied = match applied {
                    SqlValue::Text(time) => Some(time.clone()),
                    _ => None,
                };
                Some((MigrationKey::new(app, name), applied))
            }
            _ => None,
        });
        Ok(applied.collect())
    }

    /// Records that a migration was applied at `now`, in microseconds since 1970-01-01 UTC.
    ///
    /// # Errors
    ///
    /// The database's error.
    pub fn record_applied(&mut self, key: &MigrationKey, now: i64) -> DjangoResult<()> {
        self.ensure_schema()?;
        let sql = "INSERT INTO \"django_migrations\" (\"app\", \"name\", \"applied\") \
                   VALUES (?, ?, ?)";
        let applied = SqlValue::Text(datetime_text(now).into());
        let [app, name] = parameters(key);
        self.connection.execute(sql, &[app, name, applied])?;
        Ok(())
    }

    /// Removes the record that a migration was applied.
    ///
    /// # Errors
    ///
    /// The database's error.
    pub fn record_unapplied(&mut self, key: &MigrationKey) -> DjangoResult<()> {
        self.ensure_schema()?;
        let sql = "DELETE FROM \"django_migrations\" WHERE \"django_migrations\".\"app\" = ? \
                   AND \"django_migrations\".\"name\" = ?";
        self.connection.execute(sql, &parameters(key))?;
        Ok(())
    }

    /// Removes every record.
    ///
    /// # Errors
    ///
    /// The database's error.
    pub fn flush(&mut self) -> DjangoResult<()> {
        self.connection
            .execute("DELETE FROM \"django_migrations\"", &[])?;
        Ok(())
    }
}

fn parameters(key: &MigrationKey) -> [SqlValue; 2] {
    [
        SqlValue::Text(key.app_label.clone()),
        SqlValue::Text(key.name.clone()),
    ]
}

/// A time as Django stores it in SQLite: `2025-01-01 00:00:00`, with microseconds if there are any.
fn datetime_text(now: i64) -> String {
    let time = chrono::DateTime::from_timestamp_micros(now).unwrap_or_default();
    match now.rem_euclid(1_000_000) {
        0 => time.format("%Y-%m-%d %H:%M:%S").to_string(),
        _ => time.format("%Y-%m-%d %H:%M:%S%.6f").to_string(),
    }
}

//! The names that a project has, for what an error names and the project does not.

use std::collections::BTreeSet;

use crate::protocol::View;

use super::pattern;

/// What is called how in a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Folders with Python in them.
    packages: BTreeSet<String>,
    /// Migrations: app label and name.
    migrations: BTreeSet<(String, String)>,
    /// Models that migrations made: app label and name in lower case.
    models: BTreeSet<(String, String)>,
    /// Columns of the tables, and fields that migrations added.
    fields: BTreeSet<String>,
    /// The migration at which making the models from the migrations fails: `books.0002_z`.
    pub(super) failing: Option<String>,
}

impl Names {
    /// The names in a view.
    #[inline(never)]
    pub fn of(view: &View) -> Self {
        let mut names = Self::default();
        for file in &view.files {
            names.add_file(&file.path);
        }
        for migration in view.apps.iter().flat_map(|app| &app.migrations) {
            let app = &migration.app;
            let key = (app.clone(), migration.name.clone());
            names.migrations.insert(key);
            for operation in &migration.operations {
                names.add_operation(app, &operation.description);
            }
        }
        let columns = view.tables.iter().flat_map(|table| &table.columns);
        names
            .fields
            .extend(columns.map(|column| column.name.clone()));
        let mut errors = view.diagnostics.iter();
        let failing = errors.find(|it| it.message.starts_with("KeyError"));
        names.failing =
            failing.and_then(|it| migration(&it.path).map(|(app, name)| format!("{app}.{name}")));
        names
    }

    pub(super) fn packages(&self) -> impl Iterator<Item = &str> {
        self.packages.iter().map(String::as_str)
    }

    pub(super) fn migrations(&self, app: &str) -> impl Iterator<Item = &str> {
        of_app(&self.migrations, app)
    }

    pub(super) fn models(&self, app: &str) -> impl Iterator<Item = &str> {
        of_app(&self.models, app)
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(String::as_str)
    }

    fn add_file(&mut self, path: &str) {
        if let Some((app, name)) = migration(path) {
            self.migrations.insert((app.to_owned(), name.to_owned()));
        }
        if path.ends_with(".py") {
            let folders = path.rsplit('/').skip(1);
            let own = folders.filter(|folder| !folder.is_empty() && *folder != "migrations");
            self.packages.extend(own.map(str::to_owned));
        }
    }

    fn add_operation(&mut self, app: &str, description: &str) {
        if let Some(model) = description.strip_prefix("Create model ") {
            let key = (app.to_owned(), model.to_lowercase());
            self.models.insert(key);
        }
        let added = pattern::find("Add field {field} to {model}", description);
        if let Some(field) = added.as_ref().and_then(|found| found.word("field")) {
            self.fields.insert(field.to_owned());
        }
    }
}

/// The app's folder and the name of the migration that a path is of.
fn migration(path: &str) -> Option<(&str, &str)> {
    let (folder, file) = path.rsplit_once("/migrations/")?;
    let name = file.strip_suffix(".py").filter(|it| *it != "__init__")?;
    Some((folder.rsplit('/').next()?, name))
}

fn of_app<'a>(names: &'a BTreeSet<(String, String)>, app: &str) -> impl Iterator<Item = &'a str> {
    let own = names.iter().filter(move |(label, _)| *label == app);
    own.map(|(_, name)| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::migration;

    #[test]
    fn a_migration_is_known_by_its_path() {
        let found = migration("site/books/migrations/0001_initial.py");
        assert_eq!(found, Some(("books", "0001_initial")));
        assert_eq!(migration("books/migrations/__init__.py"), None);
        assert_eq!(migration("books/models.py"), None);
    }
}

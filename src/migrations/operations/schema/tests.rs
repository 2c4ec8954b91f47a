//! Operations on fields, models and relations as SQL. The expected statements are Django's own.

use std::rc::Rc;

use crate::backends::SchemaEditor;
use crate::backends::base::Connection;
use crate::backends::sqlite::schema::EditorOptions;
use crate::database::{Catalog, Database, DatabaseError, Mark, QueryResult, SqlValue};
use crate::migrations::migration::Migration;
use crate::migrations::operations::Operation;
use crate::migrations::operations::samples::{
    add, alter, create, indexed, integer, key, nullable, primary, relation, remove, rename_field,
    text, unique,
};
use crate::migrations::state::ProjectState;
use crate::orm::FieldKind;
use crate::python::{Importer, Interpreter, Source};

/// A database that is asked for nothing: statements are only collected.
struct NoDatabase;

impl Connection for NoDatabase {
    fn execute(&mut self, _: &str, _: &[SqlValue]) -> Result<QueryResult, DatabaseError> {
        Ok(QueryResult::default())
    }

    fn mark(&self, _: &dyn Mark) -> Result<(), DatabaseError> {
        Ok(())
    }

    fn catalog(&self) -> Catalog {
        Catalog::default()
    }

    fn savepoint(&self) -> Database {
        Database::default()
    }

    fn rollback_to(&mut self, _: Database) {}
}

struct NoFiles;

impl Importer for NoFiles {
    fn find(&self, _: &str) -> Option<Source> {
        None
    }
}

/// Checks what `sqlmigrate` prints for operations after others, forwards and backwards.
#[track_caller]
fn check(before: Vec<Operation>, operations: Vec<Operation>, forwards: &str, backwards: &str) {
    let mut state = ProjectState::default();
    for operation in &before {
        operation.state_forwards("app", &mut state).unwrap();
    }
    let mut migration = Migration::new("app", "0002_m");
    migration.operations = operations;
    let collect = |backwards: bool| {
        let options = EditorOptions {
            collect_sql: true,
            atomic: true,
        };
        let mut interpreter = Interpreter::new(Rc::new(NoFiles));
        let change = |editor: &mut SchemaEditor<'_>| match backwards {
            true => migration.unapply(state.clone(), editor),
            false => migration.apply(state.clone(), editor),
        };
        let (_, lines) =
            SchemaEditor::with(&mut NoDatabase, &mut interpreter, options, change).unwrap();
        let sql = lines.into_iter().filter(|line| !line.starts_with("--"));
        sql.collect::<Vec<_>>().join("\n")
    };
    let lines = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(collect(false), lines(forwards));
    assert_eq!(collect(true), lines(backwards));
}

#[test]
fn a_created_table_gets_its_indexes_last() {
    let book = [
        ("id", key()),
        ("author", relation(FieldKind::ForeignKey, "Author")),
        ("shelf", nullable(integer())),
    ];
    let before = vec![create("Author", &[("id", key())])];
    check(
        before,
        vec![create("Book", &book)],
        r#"
        CREATE TABLE "app_book" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "author_id" integer NOT NULL REFERENCES "app_author" ("id") DEFERRABLE INITIALLY DEFERRED, "shelf" integer NULL);
        CREATE INDEX "app_book_author_id_980d3e25" ON "app_book" ("author_id");
        "#,
        r#"
        DROP TABLE "app_book";
        "#,
    );
}

#[test]
fn columns_stand_in_the_order_in_which_django_made_the_fields() {
    let node = [
        ("id", key()),
        ("name", indexed(FieldKind::TextField)),
        ("parent", relation(FieldKind::ForeignKey, "self")),
        ("size", integer()),
    ];
    let before = vec![create("Node", &node)];
    let operations = vec![
        alter("Node", "name", nullable(text())),
        add("Node", "note", nullable(text())),
        add("Node", "label", unique(nullable(text()))),
        rename_field("Node", "size", "extent"),
        remove("Node", "parent"),
    ];
    check(
        before,
        operations,
        r#"
        CREATE TABLE "new__app_node" ("name" text NULL, "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "size" integer NOT NULL, "parent_id" integer NOT NULL REFERENCES "app_node" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "new__app_node" ("id", "parent_id", "size", "name") SELECT "id", "parent_id", "size", "name" FROM "app_node";
        DROP TABLE "app_node";
        ALTER TABLE "new__app_node" RENAME TO "app_node";
        CREATE INDEX "app_node_parent_id_72e6b356" ON "app_node" ("parent_id");
        ALTER TABLE "app_node" ADD COLUMN "note" text NULL;
        CREATE TABLE "new__app_node" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" text NULL, "size" integer NOT NULL, "note" text NULL, "label" text NULL UNIQUE, "parent_id" integer NOT NULL REFERENCES "app_node" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "new__app_node" ("id", "name", "parent_id", "size", "note", "label") SELECT "id", "name", "parent_id", "size", "note", NULL FROM "app_node";
        DROP TABLE "app_node";
        ALTER TABLE "new__app_node" RENAME TO "app_node";
        CREATE INDEX "app_node_parent_id_72e6b356" ON "app_node" ("parent_id");
        ALTER TABLE "app_node" RENAME COLUMN "size" TO "extent";
        CREATE TABLE "new__app_node" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" text NULL, "note" text NULL, "label" text NULL UNIQUE, "extent" integer NOT NULL);
        INSERT INTO "new__app_node" ("id", "name", "note", "label", "extent") SELECT "id", "name", "note", "label", "extent" FROM "app_node";
        DROP TABLE "app_node";
        ALTER TABLE "new__app_node" RENAME TO "app_node";
        "#,
        r#"
        CREATE TABLE "new__app_node" ("parent_id" integer NOT NULL REFERENCES "app_node" ("id") DEFERRABLE INITIALLY DEFERRED, "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" text NULL, "note" text NULL, "label" text NULL UNIQUE, "extent" integer NOT NULL);
        INSERT INTO "new__app_node" ("id", "name", "note", "label", "extent", "parent_id") SELECT "id", "name", "note", "label", "extent", NULL FROM "app_node";
        DROP TABLE "app_node";
        ALTER TABLE "new__app_node" RENAME TO "app_node";
        CREATE INDEX "app_node_parent_id_72e6b356" ON "app_node" ("parent_id");
        ALTER TABLE "app_node" RENAME COLUMN "extent" TO "size";
        CREATE TABLE "new__app_node" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" text NULL, "size" integer NOT NULL, "note" text NULL, "parent_id" integer NOT NULL REFERENCES "app_node" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "new__app_node" ("id", "name", "parent_id", "size", "note") SELECT "id", "name", "parent_id", "size", "note" FROM "app_node";
        DROP TABLE "app_node";
        ALTER TABLE "new__app_node" RENAME TO "app_node";
        CREATE INDEX "app_node_parent_id_72e6b356" ON "app_node" ("parent_id");
        ALTER TABLE "app_node" DROP COLUMN "note";
        CREATE TABLE "new__app_node" ("name" text NOT NULL, "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "size" integer NOT NULL, "parent_id" integer NOT NULL REFERENCES "app_node" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "new__app_node" ("id", "parent_id", "size", "name") SELECT "id", "parent_id", "size", coalesce("name", NULL) FROM "app_node";
        DROP TABLE "app_node";
        ALTER TABLE "new__app_node" RENAME TO "app_node";
        CREATE INDEX "app_node_name_d1428a74" ON "app_node" ("name");
        CREATE INDEX "app_node_parent_id_72e6b356" ON "app_node" ("parent_id");
        "#,
    );
}

#[test]
fn renaming_a_model_repoints_what_refers_to_it() {
    let post = [
        ("id", key()),
        ("tags", relation(FieldKind::ManyToManyField, "Tag")),
        ("next", relation(FieldKind::ForeignKey, "self")),
    ];
    let note = [
        ("id", key()),
        ("post", relation(FieldKind::OneToOneField, "Post")),
    ];
    let before = vec![
        create("Tag", &[("id", key())]),
        create("Post", &post),
        create("Note", &note),
    ];
    let rename = Operation::RenameModel {
        old_name: "Post".into(),
        new_name: "Entry".into(),
    };
    check(
        before,
        vec![rename],
        r#"
        ALTER TABLE "app_post" RENAME TO "app_entry";
        CREATE TABLE "new__app_entry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "next_id" integer NOT NULL REFERENCES "app_entry" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "new__app_entry" ("id", "next_id") SELECT "id", "next_id" FROM "app_entry";
        DROP TABLE "app_entry";
        ALTER TABLE "new__app_entry" RENAME TO "app_entry";
        CREATE INDEX "app_entry_next_id_3b48a171" ON "app_entry" ("next_id");
        CREATE TABLE "new__app_note" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "post_id" integer NOT NULL UNIQUE REFERENCES "app_entry" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "new__app_note" ("id", "post_id") SELECT "id", "post_id" FROM "app_note";
        DROP TABLE "app_note";
        ALTER TABLE "new__app_note" RENAME TO "app_note";
        CREATE TABLE "app_entry_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "entry_id" integer NOT NULL REFERENCES "app_entry" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" integer NOT NULL REFERENCES "app_tag" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "app_entry_tags" (id, entry_id, tag_id) SELECT id, post_id, tag_id FROM "app_post_tags";
        DROP TABLE "app_post_tags";
        CREATE UNIQUE INDEX "app_entry_tags_entry_id_tag_id_85667763_uniq" ON "app_entry_tags" ("entry_id", "tag_id");
        CREATE INDEX "app_entry_tags_entry_id_1838814c" ON "app_entry_tags" ("entry_id");
        CREATE INDEX "app_entry_tags_tag_id_408666af" ON "app_entry_tags" ("tag_id");
        "#,
        r#"
        ALTER TABLE "app_entry" RENAME TO "app_post";
        CREATE TABLE "new__app_note" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "post_id" integer NOT NULL UNIQUE REFERENCES "app_post" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "new__app_note" ("id", "post_id") SELECT "id", "post_id" FROM "app_note";
        DROP TABLE "app_note";
        ALTER TABLE "new__app_note" RENAME TO "app_note";
        CREATE TABLE "new__app_post" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "next_id" integer NOT NULL REFERENCES "app_post" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "new__app_post" ("id", "next_id") SELECT "id", "next_id" FROM "app_post";
        DROP TABLE "app_post";
        ALTER TABLE "new__app_post" RENAME TO "app_post";
        CREATE INDEX "app_post_next_id_56775e39" ON "app_post" ("next_id");
        CREATE TABLE "app_post_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "post_id" integer NOT NULL REFERENCES "app_post" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" integer NOT NULL REFERENCES "app_tag" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "app_post_tags" (id, post_id, tag_id) SELECT id, entry_id, tag_id FROM "app_entry_tags";
        DROP TABLE "app_entry_tags";
        CREATE UNIQUE INDEX "app_post_tags_post_id_tag_id_8b172ad2_uniq" ON "app_post_tags" ("post_id", "tag_id");
        CREATE INDEX "app_post_tags_post_id_99efbe0e" ON "app_post_tags" ("post_id");
        CREATE INDEX "app_post_tags_tag_id_ef7fd308" ON "app_post_tags" ("tag_id");
        "#,
    );
}

#[test]
fn a_primary_key_takes_the_intermediate_tables_along() {
    let tag = [("id", primary(text())), ("n", integer())];
    let post = [
        ("id", key()),
        ("tags", relation(FieldKind::ManyToManyField, "Tag")),
    ];
    let before = vec![create("Tag", &tag), create("Post", &post)];
    let table = Operation::AlterModelTable {
        name: "Post".into(),
        table: Some("entries".into()),
    };
    let operations = vec![
        alter("Tag", "id", primary(integer())),
        rename_field("Post", "tags", "labels"),
        table,
        remove("Post", "labels"),
    ];
    check(
        before,
        operations,
        r#"
        CREATE TABLE "new__app_tag" ("id" integer NOT NULL PRIMARY KEY, "n" integer NOT NULL);
        INSERT INTO "new__app_tag" ("n", "id") SELECT "n", "id" FROM "app_tag";
        DROP TABLE "app_tag";
        ALTER TABLE "new__app_tag" RENAME TO "app_tag";
        CREATE TABLE "new__app_post_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "post_id" integer NOT NULL REFERENCES "app_post" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" integer NOT NULL REFERENCES "app_tag" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "new__app_post_tags" ("id", "post_id", "tag_id") SELECT "id", "post_id", "tag_id" FROM "app_post_tags";
        DROP TABLE "app_post_tags";
        ALTER TABLE "new__app_post_tags" RENAME TO "app_post_tags";
        CREATE UNIQUE INDEX "app_post_tags_post_id_tag_id_8b172ad2_uniq" ON "app_post_tags" ("post_id", "tag_id");
        CREATE INDEX "app_post_tags_post_id_99efbe0e" ON "app_post_tags" ("post_id");
        CREATE INDEX "app_post_tags_tag_id_ef7fd308" ON "app_post_tags" ("tag_id");
        CREATE TABLE "app_post_labels" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "post_id" integer NOT NULL REFERENCES "app_post" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" integer NOT NULL REFERENCES "app_tag" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "app_post_labels" (id, post_id, tag_id) SELECT id, post_id, tag_id FROM "app_post_tags";
        DROP TABLE "app_post_tags";
        ALTER TABLE "app_post" RENAME TO "entries";
        ALTER TABLE "app_post_labels" RENAME TO "entries_labels";
        DROP TABLE "entries_labels";
        "#,
        r#"
        CREATE TABLE "entries_labels" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "post_id" integer NOT NULL REFERENCES "entries" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" integer NOT NULL REFERENCES "app_tag" ("id") DEFERRABLE INITIALLY DEFERRED);
        ALTER TABLE "entries" RENAME TO "app_post";
        ALTER TABLE "entries_labels" RENAME TO "app_post_labels";
        CREATE TABLE "app_post_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "post_id" integer NOT NULL REFERENCES "app_post" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" integer NOT NULL REFERENCES "app_tag" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "app_post_tags" (id, post_id, tag_id) SELECT id, post_id, tag_id FROM "app_post_labels";
        DROP TABLE "app_post_labels";
        CREATE TABLE "new__app_tag" ("id" text NOT NULL PRIMARY KEY, "n" integer NOT NULL);
        INSERT INTO "new__app_tag" ("n", "id") SELECT "n", "id" FROM "app_tag";
        DROP TABLE "app_tag";
        ALTER TABLE "new__app_tag" RENAME TO "app_tag";
        CREATE UNIQUE INDEX "app_post_tags_post_id_tag_id_8b172ad2_uniq" ON "app_post_tags" ("post_id", "tag_id");
        CREATE INDEX "app_post_tags_post_id_99efbe0e" ON "app_post_tags" ("post_id");
        CREATE INDEX "app_post_tags_tag_id_ef7fd308" ON "app_post_tags" ("tag_id");
        CREATE TABLE "new__app_post_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "post_id" integer NOT NULL REFERENCES "app_post" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" text NOT NULL REFERENCES "app_tag" ("id") DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO "new__app_post_tags" ("id", "post_id", "tag_id") SELECT "id", "post_id", "tag_id" FROM "app_post_tags";
        DROP TABLE "app_post_tags";
        ALTER TABLE "new__app_post_tags" RENAME TO "app_post_tags";
        CREATE UNIQUE INDEX "app_post_tags_post_id_tag_id_8b172ad2_uniq" ON "app_post_tags" ("post_id", "tag_id");
        CREATE INDEX "app_post_tags_post_id_99efbe0e" ON "app_post_tags" ("post_id");
        CREATE INDEX "app_post_tags_tag_id_ef7fd308" ON "app_post_tags" ("tag_id");
        "#,
    );
}

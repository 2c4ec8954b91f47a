//! Changes between states written as lines like `a.Book(a.Base): id=auto author=fk:a.Author`,
//! as real Django answers them for the same models.

use std::rc::Rc;

use super::*;
use crate::migrations::migration::{Dependency, MigrationKey};
use crate::migrations::questioner::QuestionerDefaults;
use crate::orm::{Base, FieldKind, Index, ModelOptions, ModelReference, Relation};
use crate::python::Value;

/// Checks the migrations between two lists of models; the graph has `a.0001_initial` and so on for
/// every app of the first.
fn check(before: &[&str], after: &[&str], expected: &[&str]) {
    let mut questioner = QuestionerDefaults {
        ask_initial: true,
        ask_rename: true,
        ask_rename_model: true,
        ..QuestionerDefaults::default()
    };
    let (from_state, to_state) = (state(before), state(after));
    let mut graph = MigrationGraph::new();
    for key in from_state.models.keys() {
        let migration = Migration::new(&key.app_label, "0001_initial");
        if !graph.contains(&migration.key()) {
            graph.add_node(migration.key(), Rc::new(migration));
        }
    }
    let changes = MigrationAutodetector::new(from_state, to_state, &mut questioner, 0)
        .changes(&graph, None, None, None)
        .unwrap();
    let lines: Vec<String> = changes.values().flatten().map(line).collect();
    assert_eq!(lines, expected);
}

/// `a.0002_b [a.0001_initial]: Create model B; …`
fn line(migration: &Migration) -> String {
    let mut dependencies: Vec<String> = migration
        .dependencies
        .iter()
        .map(|dependency| dependency.key().to_string())
        .collect();
    dependencies.sort();
    let operations: Vec<String> = migration
        .operations
        .iter()
        .map(Operation::describe)
        .collect();
    format!(
        "{} [{}]: {}",
        migration.key(),
        dependencies.join(", "),
        operations.join("; ")
    )
}

fn state(lines: &[&str]) -> ProjectState {
    ProjectState::with_models(Rc::default(), lines.iter().map(|line| model(line)))
}

fn model(line: &str) -> ModelState {
    let (head, body) = line.split_once(':').unwrap();
    let (label, base) = match head.split_once('(') {
        Some((label, base)) => (label, Base::Named(base.trim_end_matches(')').into())),
        None => (head, Base::Model),
    };
    let (app_label, name) = label.split_once('.').unwrap();
    let mut options = ModelOptions::default();
    let mut fields = Vec::new();
    for word in body.split_whitespace() {
        match word.split_once('=') {
            Some(("index", fields)) => options.indexes.push(Index {
                name: format!("{fields}_idx").into(),
                fields: fields.split('+').map(Rc::from).collect(),
                ..Index::default()
            }),
            Some(("together", names)) => {
                let names = names
                    .split('+')
                    .map(|name| Value::Str(name.into()))
                    .collect();
                let together = Value::list(vec![Value::tuple(names)]);
                options.values.insert("unique_together".into(), together);
            }
            Some(("table", table)) => {
                options
                    .values
                    .insert("db_table".into(), Value::Str(table.into()));
            }
            Some(("order", field)) => {
                let field = Value::Str(field.into());
                options.values.insert("order_with_respect_to".into(), field);
            }
            Some((name, definition)) => fields.push((name.into(), field(name, definition))),
            None => {
                options
                    .values
                    .insert("proxy".into(), Value::Bool(word == "proxy"));
            }
        }
    }
    ModelState::new(app_label, name, fields, options, vec![base], Vec::new()).unwrap()
}

fn field(name: &str, definition: &str) -> Field {
    let (kind, rest) = definition.split_once(':').unwrap_or((definition, ""));
    let plain = |kind| Field::of_kind(kind).with_name(name);
    match kind {
        "auto" => Field::auto(FieldKind::BigAutoField).with_name(name),
        "int" => plain(FieldKind::IntegerField),
        "int?" => plain(FieldKind::IntegerField).with(|data| data.options.null = true),
        "int1" => {
            plain(FieldKind::IntegerField).with(|data| data.options.default = Some(Value::Int(1)))
        }
        "text" => plain(FieldKind::TextField),
        "fk" => related(plain(FieldKind::ForeignKey), rest),
        "m2m" => related(plain(FieldKind::ManyToManyField), rest),
        "parent" => related(plain(FieldKind::OneToOneField), rest).with(|data| {
            data.options.primary_key = true;
            data.options.auto_created = true;
            if let Some(relation) = &mut data.relation {
                relation.parent_link = true;
            }
        }),
        _ => panic!("unknown field {definition}"),
    }
}

fn related(field: Field, targets: &str) -> Field {
    let mut targets = targets.split(':').map(|target| {
        let (app_label, model) = target.split_once('.').unwrap();
        ModelReference::Scoped {
            app_label: app_label.into(),
            model: model.into(),
        }
    });
    field.with(|data| {
        let mut relation = Relation::to(targets.next().unwrap());
        relation.through = targets.next();
        data.relation = Some(relation);
    })
}

#[test]
fn nothing_changed() {
    check(&["a.A: id=auto"], &["a.A: id=auto"], &[]);
}

#[test]
fn models_that_need_each_other_are_created_in_order() {
    check(
        &[],
        &[
            "a.Book: id=auto author=fk:a.Author",
            "a.Author: id=auto name=text",
        ],
        &["a.0001_initial []: Create model Author; Create model Book"],
    );
    check(
        &[],
        &[
            "a.A: id=auto b=fk:a.B",
            "a.B: id=auto a=fk:a.A",
            "a.C(a.B): b_ptr=parent:a.B",
        ],
        &[
            "a.0001_initial []: Create model A; Create model B; Create model C; \
           Add field b to a",
        ],
    );
}

#[test]
fn apps_that_need_each_other_get_two_migrations() {
    check(
        &[],
        &["a.A: id=auto b=fk:b.B", "b.B: id=auto a=fk:a.A"],
        &[
            "a.0001_initial []: Create model A",
            "a.0002_initial [a.0001_initial, b.0001_initial]: Add field b to a",
            "b.0001_initial [a.0001_initial]: Create model B",
        ],
    );
    check(
        &["b.B: id=auto"],
        &[
            "a.A: id=auto b=fk:b.B m=m2m:c.C",
            "b.B: id=auto",
            "c.C: id=auto",
        ],
        &[
            "c.0001_initial []: Create model C",
            "a.0001_initial [b.0001_initial, c.0001_initial]: Create model A",
        ],
    );
}

#[test]
fn options_follow_the_fields_they_name() {
    check(
        &[],
        &[
            "a.A: id=auto b=fk:a.B n=int together=b+n index=n+b",
            "a.B: id=auto c=fk:a.A order=c",
        ],
        &[
            "a.0001_initial []: Create model A; Create model B; Add field b to a; \
           Create index n+b_idx on field(s) n, b of model a; \
           Alter unique_together for a (1 constraint(s))",
        ],
    );
    check(
        &["a.A: id=auto n=int m=int together=n+m"],
        &["a.A: id=auto n=int"],
        &[
            "a.0002_alter_a_unique_together_remove_a_m [a.0001_initial]: \
           Alter unique_together for a (0 constraint(s)); Remove field m from a",
        ],
    );
    check(
        &["a.A: id=auto n=int", "a.B: id=auto"],
        &[
            "a.A: id=auto n=int b=fk:a.B k=int1 together=n+k index=k",
            "a.B: id=auto",
        ],
        &[
            "a.0002_a_b_a_k_alter_a_unique_together_a_k_idx [a.0001_initial]: Add field b to a; \
           Add field k to a; Alter unique_together for a (1 constraint(s)); \
           Create index k_idx on field(s) k of model a",
        ],
    );
}

#[test]
fn deleted_models_go_after_what_points_to_them() {
    check(
        &[
            "a.A: id=auto",
            "a.B: id=auto a=fk:a.A",
            "b.C: id=auto a=fk:a.A",
        ],
        &["b.C: id=auto"],
        &[
            "b.0002_remove_c_a [b.0001_initial]: Remove field a from c",
            "a.0002_remove_b_a_delete_a_delete_b [a.0001_initial, b.0002_remove_c_a]: \
             Remove field a from b; Delete model A; Delete model B",
        ],
    );
    check(
        &[
            "a.A: id=auto m=m2m:a.B:a.T",
            "a.B: id=auto",
            "a.T: id=auto a=fk:a.A b=fk:a.B",
        ],
        &["a.A: id=auto", "a.B: id=auto"],
        &["a.0002_remove_a_m_delete_t [a.0001_initial]: Remove field m from a; Delete model T"],
    );
}

#[test]
fn renames_are_recognised_by_definition() {
    check(
        &["a.A: id=auto n=int", "a.B: id=auto a=fk:a.A"],
        &["a.Z: id=auto n=int", "a.B: id=auto z=fk:a.Z"],
        &[
            "a.0002_rename_a_z_rename_a_b_z [a.0001_initial]: Rename model A to Z; \
           Rename field a on b to z",
        ],
    );
    check(
        &["a.A: id=auto n=int"],
        &["a.A: id=auto k=int together=k+id"],
        &[
            "a.0002_rename_n_a_k_alter_a_unique_together [a.0001_initial]: \
           Rename field n on a to k; Alter unique_together for a (1 constraint(s))",
        ],
    );
}

#[test]
fn a_many_to_many_field_cannot_become_a_column() {
    check(
        &["a.A: id=auto b=m2m:a.B", "a.B: id=auto"],
        &["a.A: id=auto b=fk:a.B", "a.B: id=auto"],
        &["a.0002_remove_a_b_a_b [a.0001_initial]: Remove field b from a; Add field b to a"],
    );
}

#[test]
fn tables_and_proxies() {
    check(
        &["a.A: id=auto", "a.P(a.A): proxy"],
        &["a.A: id=auto table=t", "a.P(a.A): a_ptr=parent:a.A n=int"],
        &[
            "a.0002_delete_p_alter_a_table_p [a.0001_initial]: Delete model P; \
           Rename table for a to t; Create model P",
        ],
    );
}

#[test]
fn only_the_last_migration_of_another_app_is_known() {
    check(
        &["a.A: id=auto", "b.B: id=auto"],
        &["a.A: id=auto b=fk:b.B", "b.B: id=auto"],
        &["a.0002_a_b [a.0001_initial, b.0001_initial]: Add field b to a"],
    );
    check(
        &["a.A: id=auto"],
        &["a.A: id=auto b=fk:x.X"],
        &["a.0002_a_b [a.0001_initial, x.__first__]: Add field b to a"],
    );
}

#[test]
fn trimming_keeps_what_is_needed() {
    let key = |text: &str| Dependency::Migration(MigrationKey::new(text, "0001_initial"));
    let migration = |label: &str, needs: &[&str]| Migration {
        dependencies: needs.iter().map(|need| key(need)).collect(),
        ..Migration::new(label, "0001_initial")
    };
    let mut changes: Changes = [("a", &["b"][..]), ("b", &["c"]), ("c", &[]), ("d", &["a"])]
        .into_iter()
        .map(|(label, needs)| (Rc::from(label), vec![migration(label, needs)]))
        .collect();
    arrange::trim_to_apps(&mut changes, &["b".into()]);
    let labels: Vec<&str> = changes.keys().map(|label| &**label).collect();
    assert_eq!(labels, ["b", "c"]);
}

//! The workloads: projects of one app, `shop`, made of nothing but their size.
//!
//! A workload is a folder `models_N` with `before.py` and `after.py`, or `chain_N` with `models.py`
//! and `migrations/`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Fields of the form `name = models.…` and options of `class Meta`.
struct Model {
    name: String,
    fields: Vec<(String, String)>,
    meta: Vec<String>,
}

/// Two versions of `models.py`.
pub struct ModelsText {
    pub before: String,
    /// A fifth of the models is another.
    pub after: String,
}

/// `models.py` and the migrations that lead to it, by name.
pub struct ChainText {
    pub models: String,
    pub migrations: Vec<(String, String)>,
}

/// Writes a workload of each size into the folder.
pub fn write(folder: &Path, models_of: &[usize], chains_of: &[usize]) -> Result<(), String> {
    for count in models_of {
        let ModelsText { before, after } = models(*count);
        let folder = folder.join(format!("models_{count}"));
        write_file(&folder.join("before.py"), &before)?;
        write_file(&folder.join("after.py"), &after)?;
    }
    for length in chains_of {
        let ChainText { models, migrations } = chain(*length);
        let folder = folder.join(format!("chain_{length}"));
        write_file(&folder.join("models.py"), &models)?;
        for (name, text) in migrations {
            write_file(&folder.join("migrations").join(format!("{name}.py")), &text)?;
        }
    }
    Ok(())
}

fn write_file(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.map_err(|error| format!("{}: {error}", path.display()))
}

/// Models with what models usually have: seven plain fields, an index, a constraint, and relations
/// to their neighbours.
pub fn models(count: usize) -> ModelsText {
    let before: Vec<Model> = (0..count).map(record).collect();
    let after = (0..count).map(|number| {
        let mut model = record(number);
        if number % 5 == 0 {
            change(&mut model, number);
        }
        model
    });
    ModelsText {
        after: models_file(&after.collect::<Vec<_>>()),
        before: models_file(&before),
    }
}

fn record(number: usize) -> Model {
    let mut model = Model::new(&record_name(number));
    model.field(
        "title",
        format!("CharField(max_length={})", 40 + number % 60),
    );
    model.field("code", "SlugField(unique=True)".into());
    model.field(
        "amount",
        "DecimalField(max_digits=12, decimal_places=2, default=0)".into(),
    );
    model.field("pieces", format!("PositiveIntegerField(default={number})"));
    model.field("active", "BooleanField(default=True)".into());
    model.field("changed", "DateTimeField(auto_now=True)".into());
    model.field("remarks", "TextField(blank=True)".into());
    if !number.is_multiple_of(8) {
        let owner = record_name(number - 1);
        model.field(
            "owner",
            format!("ForeignKey(\"{owner}\", models.CASCADE, null=True, related_name=\"owned_{number}\")"),
        );
    }
    if number % 8 == 5 {
        let other = record_name(number - 3);
        model.field(
            "others",
            format!("ManyToManyField(\"{other}\", related_name=\"of_{number}\")"),
        );
    }
    model.meta.push("ordering = [\"title\"]".into());
    model.meta.push(format!(
        "indexes = [models.Index(fields=[\"active\", \"pieces\"], name=\"record_{number}_active\")]"
    ));
    model.meta.push(format!(
        "constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), \
         name=\"record_{number}_amount\")]"
    ));
    model
}

fn record_name(number: usize) -> String {
    format!("Record{number:04}")
}

/// Half of the changed models get a field, the others another one of a field they have.
fn change(model: &mut Model, number: usize) {
    if number.is_multiple_of(2) {
        model.field("weight", "FloatField(null=True)".into());
    } else {
        model.field("remarks", "CharField(max_length=500, blank=True)".into());
    }
}

/// A linear history: ten migrations for each model, of one operation each.
pub fn chain(length: usize) -> ChainText {
    let mut models: Vec<Model> = Vec::new();
    let mut migrations: Vec<(String, String)> = Vec::new();
    for number in 0..length {
        let (title, operation) = step(number, &mut models);
        let parent = migrations.last().map(|(name, _)| name.as_str());
        let text = migration_file(parent, &operation);
        migrations.push((format!("{:04}_{title}", number + 1), text));
    }
    ChainText {
        models: models_file(&models),
        migrations,
    }
}

/// What the migration of this number is called and does; the models follow.
fn step(number: usize, models: &mut Vec<Model>) -> (String, String) {
    if number.is_multiple_of(10) {
        return create_step(models);
    }
    let Some(model) = models.last_mut() else {
        return (String::new(), String::new());
    };
    let name = model.name.to_lowercase();
    match number % 10 {
        4 => {
            let field = format!("CharField(max_length={})", 60 + number % 40);
            model.field("title", field.clone());
            (
                format!("alter_{name}_title"),
                field_operation("AlterField", &name, "title", &field),
            )
        }
        5 => {
            let index = format!("models.Index(fields=[\"title\"], name=\"title_{number}\")");
            model.meta.push(format!("indexes = [{index}]"));
            let operation = format!("AddIndex(model_name=\"{name}\", index={index})");
            (format!("{name}_title_{number}"), operation)
        }
        7 => {
            let (old, new) = (format!("extra_{}", number - 1), format!("extra_{number}"));
            model.rename(&old, &new);
            let operation = format!(
                "RenameField(model_name=\"{name}\", old_name=\"{old}\", new_name=\"{new}\")"
            );
            (format!("rename_{old}_{name}_{new}"), operation)
        }
        8 => {
            let gone = format!("extra_{}", number - 1);
            model.fields.retain(|(field, _)| *field != gone);
            let operation = format!("RemoveField(model_name=\"{name}\", name=\"{gone}\")");
            (format!("remove_{name}_{gone}"), operation)
        }
        9 => {
            model.meta.push("ordering = [\"title\"]".into());
            let options = "{\"ordering\": [\"title\"]}";
            let operation = format!("AlterModelOptions(name=\"{name}\", options={options})");
            (format!("alter_{name}_options"), operation)
        }
        place => {
            let (kind, field) = match place {
                1 => ("number", "IntegerField(default=0)"),
                2 => ("flag", "BooleanField(default=False)"),
                3 => ("text", "CharField(max_length=20, null=True)"),
                _ => ("extra", "IntegerField(default=1)"),
            };
            let added = format!("{kind}_{number}");
            model.field(&added, field.into());
            let operation = field_operation("AddField", &name, &added, field);
            (format!("{name}_{added}"), operation)
        }
    }
}

fn create_step(models: &mut Vec<Model>) -> (String, String) {
    let mut model = Model::new(&format!("Stage{:03}", models.len()));
    model.field("title", "CharField(max_length=60)".into());
    if let Some(previous) = models.last().filter(|_| models.len() % 2 == 1) {
        let to = format!(
            "ForeignKey(\"shop.{}\", models.CASCADE, null=True)",
            previous.name
        );
        model.field("previous", to);
    }
    let mut fields = String::from(
        "(\"id\", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, \
         verbose_name=\"ID\")), ",
    );
    for (name, field) in &model.fields {
        let _ = write!(fields, "(\"{name}\", models.{field}), ");
    }
    let title = if models.is_empty() {
        "initial".to_owned()
    } else {
        model.name.to_lowercase()
    };
    let operation = format!("CreateModel(name=\"{}\", fields=[{fields}])", model.name);
    models.push(model);
    (title, operation)
}

fn field_operation(class: &str, model: &str, name: &str, field: &str) -> String {
    format!("{class}(model_name=\"{model}\", name=\"{name}\", field=models.{field})")
}

impl Model {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            fields: Vec::new(),
            meta: Vec::new(),
        }
    }

    /// Adds a field, or puts it in the place of the one of its name.
    fn field(&mut self, name: &str, text: String) {
        match self.fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = text,
            None => self.fields.push((name.to_owned(), text)),
        }
    }

    fn rename(&mut self, old: &str, new: &str) {
        for (name, _) in &mut self.fields {
            if name == old {
                new.clone_into(name);
            }
        }
    }
}

fn models_file(models: &[Model]) -> String {
    let mut text = String::from("from django.db import models\n");
    for model in models {
        let _ = write!(text, "\n\nclass {}(models.Model):\n", model.name);
        for (name, field) in &model.fields {
            let _ = writeln!(text, "    {name} = models.{field}");
        }
        if !model.meta.is_empty() {
            text.push_str("\n    class Meta:\n");
            for option in &model.meta {
                let _ = writeln!(text, "        {option}");
            }
        }
    }
    text
}

fn migration_file(parent: Option<&str>, operation: &str) -> String {
    let dependencies = parent.map(|parent| format!("(\"shop\", \"{parent}\")"));
    let initial = if parent.is_none() {
        "    initial = True\n"
    } else {
        ""
    };
    format!(
        "from django.db import migrations, models\n\n\n\
         class Migration(migrations.Migration):\n{initial}    \
         dependencies = [{}]\n    operations = [migrations.{operation}]\n",
        dependencies.unwrap_or_default()
    )
}

//! The project of a recorded scenario.

use migration_sandbox::files::Files;
use serde_json::{Map, Value};

/// What recorded output has in place of the project's folder.
pub const ROOT: &str = "<PROJECT>";
const MANAGE: &str =
    "import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"project.settings\")\n";

/// The files that a scenario begins with, and the labels of its apps.
pub fn project(scenario: &Value) -> (Files, Vec<String>) {
    let empty = Map::new();
    let apps = scenario
        .get("apps")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let labels: Vec<String> = apps.keys().cloned().collect();
    let mut files = Files::new();
    files.write("project/__init__.py", "");
    files.write("project/settings.py", &settings(scenario, &labels));
    files.write("manage.py", MANAGE);
    let bare = texts(scenario.get("no_migrations_package"));
    for (label, sources) in apps {
        files.write(&format!("{label}/__init__.py"), "");
        if !bare.contains(label) {
            files.write(&format!("{label}/migrations/__init__.py"), "");
        }
        for (path, text) in sources.as_object().unwrap_or(&empty) {
            let text = text.as_str().unwrap_or_default();
            files.write(&format!("{label}/{path}"), text);
        }
    }
    (files, labels)
}

fn settings(scenario: &Value, labels: &[String]) -> String {
    let mut apps = texts(scenario.get("django_apps"));
    apps.extend(labels.iter().cloned());
    let apps: Vec<String> = apps.iter().map(|app| format!("{app:?}")).collect();
    let mut text = format!(
        "SECRET_KEY = \"x\"\nDEBUG = False\nUSE_TZ = True\n\
         DEFAULT_AUTO_FIELD = \"django.db.models.BigAutoField\"\nINSTALLED_APPS = [{}]\n\
         DATABASES = {{\"default\": {{\"ENGINE\": \"django.db.backends.sqlite3\", \"NAME\": \
         \"{ROOT}/db.sqlite3\"}}}}\n",
        apps.join(", ")
    );
    let own = scenario.get("settings").and_then(Value::as_object);
    for (name, value) in own.into_iter().flatten() {
        text.push_str(&format!("{name} = {}\n", python(value)));
    }
    text
}

/// A JSON value as Python source.
fn python(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(python).collect::<Vec<_>>().join(", ")
            )
        }
        Value::Object(items) => {
            let pairs: Vec<String> = items
                .iter()
                .map(|(key, value)| format!("{key:?}: {}", python(value)))
                .collect();
            format!("{{{}}}", pairs.join(", "))
        }
        other => other.to_string(),
    }
}

/// The texts of a list; none without it.
pub fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

//! A folder of somebody's files as a project.

use std::collections::{BTreeMap, BTreeSet};

use super::{State, valid_path};
use crate::files::Files;
use crate::management::templates;
use crate::protocol::ProjectFile;

/// The name of the package with the settings that a folder without `manage.py` gets.
const SETTINGS_PACKAGE: &str = "sandbox_settings";

/// The state in which a project of these files begins: an empty database, and the console in the
/// folder of `manage.py`.
///
/// A folder that holds everything else is taken away. Files without a `manage.py` get one, with
/// settings that install the apps among them: every package with `models` or `migrations`.
///
/// # Errors
///
/// What is wrong with the files, as a sentence.
pub(super) fn open(given: Vec<ProjectFile>) -> Result<State, String> {
    let mut files = Files::new();
    let shared = shared_folder(&given);
    for file in &given {
        let path = file.path.strip_prefix(&shared).unwrap_or(&file.path);
        valid_path(path)?;
        files.write(path, &file.text);
    }
    let mut state = State {
        files,
        ..State::default()
    };
    if let Some(folder) = folder_of_manage(&state.files) {
        state.folder = folder;
        return Ok(state);
    }
    let apps = installed_apps(&state.files);
    if apps.labels.is_empty() {
        return Err(
            "there is no Django project among the files: no manage.py, and no package \
                    with models.py or migrations; open the folder that has them"
                .to_owned(),
        );
    }
    write_project(&mut state.files, &apps);
    state.folder = apps.root;
    Ok(state)
}

/// The folder that every file is in, with a slash at its end, or nothing.
fn shared_folder(given: &[ProjectFile]) -> String {
    let Some(first) = given.first() else {
        return String::new();
    };
    let Some((folder, _)) = first.path.split_once('/') else {
        return String::new();
    };
    let folder = format!("{folder}/");
    let is_shared = given.iter().all(|file| file.path.starts_with(&folder));
    // A package is no wrapping: its name is what everything imports.
    let is_package = given
        .iter()
        .any(|file| file.path.strip_prefix(&folder) == Some("__init__.py"));
    match is_shared && !is_package {
        true => folder,
        false => String::new(),
    }
}

/// The folder of the `manage.py` that is nearest to the top.
fn folder_of_manage(files: &Files) -> Option<String> {
    let folders = files.iter().filter_map(|(path, _)| match &**path {
        "manage.py" => Some(""),
        path => path.strip_suffix("/manage.py"),
    });
    folders
        .min_by_key(|folder| folder.matches('/').count())
        .map(str::to_owned)
}

/// Apps that were found among files.
struct FoundApps {
    /// The folder from which they are imported.
    root: String,
    /// Their dotted names.
    labels: BTreeSet<String>,
}

/// The apps of the folder from which most are imported.
fn installed_apps(files: &Files) -> FoundApps {
    let mut by_root: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, _) in files.iter() {
        let Some(app) = app_folder(path) else {
            continue;
        };
        let root = import_root(files, app);
        let name = app[root.len()..].trim_start_matches('/').replace('/', ".");
        if !name.is_empty() {
            by_root.entry(root).or_default().insert(name);
        }
    }
    let largest = by_root.into_iter().max_by_key(|(_, names)| names.len());
    let (root, labels) = largest.unwrap_or_default();
    FoundApps { root, labels }
}

/// The folder of the app to which the file is proof.
fn app_folder(path: &str) -> Option<&str> {
    const PROOFS: [&str; 3] = [
        "/models.py",
        "/models/__init__.py",
        "/migrations/__init__.py",
    ];
    PROOFS.iter().find_map(|proof| path.strip_suffix(proof))
}

/// The folder above the outermost package that holds `folder`.
fn import_root(files: &Files, folder: &str) -> String {
    let mut package = folder;
    while let Some((above, _)) = package.rsplit_once('/') {
        if !files.contains(&format!("{above}/__init__.py")) {
            return above.to_owned();
        }
        package = above;
    }
    String::new()
}

fn write_project(files: &mut Files, apps: &FoundApps) {
    let installed: String = apps
        .labels
        .iter()
        .map(|name| format!("    '{name}',\n"))
        .collect();
    for (path, text) in templates::project(SETTINGS_PACKAGE) {
        let path = match apps.root.as_str() {
            "" => path,
            root => format!("{root}/{path}"),
        };
        let text = text.replace(
            "INSTALLED_APPS = [\n",
            &format!("INSTALLED_APPS = [\n{installed}"),
        );
        files.write(&path, &text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Opens files with these paths; answers the console's folder, and the paths that there are.
    fn check(given: &[&str], folder: &str, paths: &[&str]) {
        let file = |path: &&str| ProjectFile {
            path: (*path).to_owned(),
            text: String::new(),
        };
        let state = open(given.iter().map(file).collect()).unwrap();
        assert_eq!(state.folder, folder);
        let found: Vec<&str> = state.files.iter().map(|(path, _)| &**path).collect();
        assert_eq!(found, paths);
    }

    #[test]
    fn a_folder_around_everything_is_taken_away() {
        check(
            &["shop-main/manage.py", "shop-main/shop/settings.py"],
            "",
            &["manage.py", "shop/settings.py"],
        );
    }

    #[test]
    fn the_console_stands_where_manage_py_is() {
        check(
            &["docs/index.md", "src/manage.py", "src/shop/settings.py"],
            "src",
            &["docs/index.md", "src/manage.py", "src/shop/settings.py"],
        );
    }

    #[test]
    fn apps_without_a_project_get_one_that_installs_them() {
        let given = ["src/shop/__init__.py", "src/shop/cart/__init__.py"];
        let proofs = ["src/shop/cart/models.py", "setup.py"];
        let file = |path: &&str| ProjectFile {
            path: (*path).to_owned(),
            text: String::new(),
        };
        let state = open(given.iter().chain(&proofs).map(file).collect()).unwrap();
        assert_eq!(state.folder, "src");
        let settings = state
            .files
            .read("src/sandbox_settings/settings.py")
            .unwrap();
        assert!(settings.contains("INSTALLED_APPS = [\n    'shop.cart',\n"));
        assert!(state.files.contains("src/manage.py"));
    }

    #[test]
    fn files_without_an_app_are_refused() {
        let file = ProjectFile {
            path: "notes.txt".to_owned(),
            text: String::new(),
        };
        assert!(open(vec![file]).is_err());
        assert!(open(Vec::new()).is_err());
    }
}

//! What a tutorial types and the sandbox does not do: each program by its name, with what to do
//! instead.

/// Programs by what the sandbox answers to them: a status, and what follows the program's name.
const PROGRAMS: &[(i32, &[&str], &str)] = &[
    (
        0,
        &[
            "source",
            ".",
            "activate",
            "deactivate",
            "virtualenv",
            "mkvirtualenv",
            "workon",
            "conda",
        ],
        "nothing to do; the sandbox has its own Python and Django, in no environment",
    ),
    (
        1,
        &[
            "pipenv", "poetry", "uv", "pyenv", "npm", "npx", "yarn", "brew", "apt", "apt-get",
            "yum", "choco",
        ],
        "the sandbox installs nothing; Django 5.2 is there, and a module of another package works \
         when its source is among the project's files",
    ),
    (
        1,
        &["git", "gh", "hg"],
        "the sandbox keeps no repository; every command is a step of the timeline, to which one \
         can go back, and Share makes a link to the project",
    ),
    (
        1,
        &[
            "nano", "vi", "vim", "nvim", "emacs", "code", "subl", "gedit", "notepad", "open",
            "xdg-open",
        ],
        "write files in the page's editor; it shows every file of the project",
    ),
    (
        1,
        &[
            "psql",
            "createdb",
            "dropdb",
            "createuser",
            "pg_dump",
            "pg_restore",
            "mysql",
            "mysqldump",
            "sqlplus",
            "mongo",
            "redis-cli",
        ],
        "the sandbox has one database, SQLite; look into it with sqlite3 db.sqlite3",
    ),
    (
        1,
        &[
            "docker",
            "docker-compose",
            "podman",
            "vagrant",
            "kubectl",
            "heroku",
            "fly",
            "flyctl",
            "ssh",
            "scp",
            "systemctl",
            "service",
        ],
        "the sandbox is one project in this page; run Django's command itself, python manage.py …",
    ),
    (
        1,
        &[
            "gunicorn",
            "uvicorn",
            "daphne",
            "hypercorn",
            "uwsgi",
            "celery",
            "curl",
            "wget",
            "http",
        ],
        "the sandbox has no server and no network; what is there is the project, its migrations \
         and its database",
    ),
    (
        1,
        &[
            "pytest",
            "tox",
            "coverage",
            "black",
            "isort",
            "flake8",
            "ruff",
            "mypy",
            "pylint",
            "pre-commit",
            "make",
        ],
        "the sandbox runs Django's commands only; python manage.py check looks for errors",
    ),
    (
        1,
        &[
            "grep", "sed", "awk", "sort", "xargs", "chmod", "chown", "ln", "tar", "zip", "unzip",
            "which", "env", "date", "man", "history", "diff", "time", "watch",
        ],
        "the sandbox's console does not have it; type help for what it has",
    ),
    (
        1,
        &["sudo"],
        "nothing here needs it; type the command alone",
    ),
];

/// The packages that are there.
const INSTALLED: &[&str] = &[
    "asgiref",
    "django",
    "pip",
    "setuptools",
    "sqlparse",
    "wheel",
];

/// The answer to a program that the console does not run.
pub(super) fn program(name: &str, arguments: &[&str]) -> (i32, String) {
    if matches!(name, "pip" | "pip3") {
        return pip(name, arguments);
    }
    let known = PROGRAMS.iter().find(|(_, names, _)| names.contains(&name));
    match known {
        Some((status, _, text)) => (*status, format!("{name}: {text}")),
        None => (127, format!("{name}: command not found")),
    }
}

/// `python` with anything but `manage.py` and `-m django`; `path_of` finds a file of the project.
pub(super) fn python(
    arguments: &[&str],
    path_of: impl Fn(&str) -> Option<String>,
) -> (i32, String) {
    match arguments {
        ["--version" | "-V" | "-VV"] => (0, format!("Python {}", crate::python::VERSION)),
        ["-m", "venv" | "virtualenv", ..] => (
            0,
            "python -m venv: nothing to do; the sandbox has its own Python and Django, in no \
             environment"
                .to_owned(),
        ),
        ["-m", "pip", rest @ ..] => pip("pip", rest),
        ["-m", module, ..] => (
            1,
            format!("python: the sandbox runs no module but django, and not {module}"),
        ),
        ["-c", ..] => (
            1,
            "python: the sandbox runs no code of its own; put it into a migration's RunPython or \
             a file that models.py imports"
                .to_owned(),
        ),
        [] => (
            1,
            "python: the sandbox opens the prompt when the command is alone on its line".to_owned(),
        ),
        [file, ..] => match path_of(file) {
            Some(_) => (
                1,
                format!("python: the sandbox runs manage.py only, not {file}"),
            ),
            None => (
                2,
                format!("python: can't open file '{file}': [Errno 2] No such file or directory"),
            ),
        },
    }
}

fn pip(name: &str, arguments: &[&str]) -> (i32, String) {
    let (action, rest) = arguments.split_first().unwrap_or((&"help", &[]));
    let wanted = || rest.iter().filter(|word| !word.starts_with('-'));
    let there = |package: &&str| {
        let bare = package.split(['=', '<', '>', '~', '!', '[']).next();
        INSTALLED.contains(&bare.unwrap_or_default().to_lowercase().as_str())
    };
    let missing = || wanted().filter(|package| !there(package)).copied();
    match *action {
        "install" if rest.contains(&"-r") => (
            1,
            format!(
                "{name}: the sandbox has Django and Python's standard library; a module of another \
                 package works when its source is among the project's files"
            ),
        ),
        "install" if missing().next().is_none() => (
            0,
            format!(
                "{name}: nothing to do; the sandbox has Django {}",
                crate::management::command::VERSION
            ),
        ),
        "install" => (
            1,
            format!(
                "{name}: the sandbox cannot install {}; a module of it works when its source is \
                 among the project's files",
                missing().collect::<Vec<_>>().join(", ")
            ),
        ),
        "freeze" => (
            0,
            format!("Django=={}", crate::management::command::VERSION),
        ),
        _ => (
            1,
            format!("{name}: the sandbox has no packages to manage but Django itself"),
        ),
    }
}

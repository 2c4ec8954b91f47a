//! Errors that come from no file of the project: typed at the Python prompt, given as code on the
//! command line, or raised by Django while it follows the migrations.

use super::catalogue::{Rule, run, way};

/// How a migration's line ends when it fails.
pub(super) const AT_WORK: &str = "...Traceback";

/// All of these rules.
#[cfg(test)]
pub(super) const ALL: [&[Rule]; 3] = [AT_PROMPT, IN_CODE, FOLLOWING];

/// The rules that are asked first, by where the error was raised.
#[inline(never)]
pub(super) fn rules(text: &str) -> &'static [Rule] {
    match last_file(text) {
        Some("<stdin>" | "<console>") => AT_PROMPT,
        Some("<string>") => IN_CODE,
        Some(_) => &[],
        None => FOLLOWING,
    }
}

/// The file of the last line that the traceback shows. It shows none of Django's own.
pub(super) fn last_file(text: &str) -> Option<&str> {
    let (_, rest) = text.rsplit_once("File \"")?;
    rest.split('"').next()
}

const AT_PROMPT: &[Rule] = &[
    Rule {
        texts: &["SyntaxError: "],
        title: [
            "This is the Python prompt, and the line is not Python",
            "Este es el intérprete de Python y la línea no es Python",
        ],
        reason: [
            "After `>>>` Python reads the line. Commands of the console, such as `python manage.py migrate`, are not known here.",
            "Tras `>>>` la línea la lee Python. Los comandos de la consola, como `python manage.py migrate`, no se conocen aquí.",
        ],
        ways: &[
            way(
                "`exit()` or Ctrl-D leads back to the console.",
                "`exit()` o Ctrl-D te devuelve a la consola.",
            ),
            way(
                "If it was meant as Python: the caret shows where it stops making sense.",
                "Si querías escribir Python: el acento circunflejo señala dónde deja de tener sentido.",
            ),
        ],
    },
    Rule {
        texts: &["NameError: name '{imported}' is not defined"],
        title: [
            "{imported} is not imported at this Python prompt",
            "{imported} no está importado en este intérprete de Python",
        ],
        reason: [
            "The prompt knows what was imported or assigned at it.",
            "El intérprete conoce lo que se importó o asignó en él.",
        ],
        ways: &[way("Enter `{import}` first.", "Escribe antes `{import}`.")],
    },
    Rule {
        texts: &["NameError: name '{name}' is not defined"],
        title: [
            "Nothing is called {name} at this Python prompt",
            "Nada se llama {name} en este intérprete de Python",
        ],
        reason: [
            "The prompt knows what was imported or assigned at it. Commands of the console, such as `ls`, are not known here.",
            "El intérprete conoce lo que se importó o asignó en él. Los comandos de la consola, como `ls`, no se conocen aquí.",
        ],
        ways: &[
            way(
                "For a command: `exit()` or Ctrl-D leads back to the console.",
                "Para un comando: `exit()` o Ctrl-D te devuelve a la consola.",
            ),
            way(
                "For a name of Python: look at its spelling, or import it first.",
                "Para un nombre de Python: revisa su ortografía o impórtalo antes.",
            ),
        ],
    },
];

const IN_CODE: &[Rule] = &[Rule {
    texts: &["SyntaxError: "],
    title: [
        "Python cannot read the code",
        "Python no puede leer el código",
    ],
    reason: [
        "The caret shows where the code given to the command stops making sense.",
        "El acento circunflejo señala dónde deja de tener sentido el código dado al comando.",
    ],
    ways: &[way(
        "Look for a bracket, a quote or a colon; the console takes the quotes around the code away.",
        "Busca un paréntesis, una comilla o dos puntos; la consola quita las comillas que rodean el código.",
    )],
}];

const FOLLOWING: &[Rule] = &[
    Rule {
        texts: &["Applying {migration}...Traceback … KeyError: ('{app}', '{absent}')"],
        title: [
            "{migration} names a model that is not there: {absent}",
            "{migration} nombra un modelo que no existe: {absent}",
        ],
        reason: [
            "It looks like a misspelling of {nearest}, which a migration of {app} makes.",
            "Parece un error al escribir {nearest}, que crea una migración de {app}.",
        ],
        ways: &[way(
            "Write `{nearest}` in its place in the file of {migration}.",
            "Escribe `{nearest}` en su lugar en el archivo de {migration}.",
        )],
    },
    Rule {
        texts: &["Applying {migration}...Traceback … KeyError: ('{app}', '{model}')"],
        title: [
            "{migration} names a model that is not there: {model}",
            "{migration} nombra un modelo que no existe: {model}",
        ],
        reason: [
            "At this point no migration has made a model {model} in {app}: it is misspelt, was renamed or deleted before, or `dependencies` lacks the migration that makes it.",
            "En este punto ninguna migración ha creado un modelo {model} en {app}: está mal escrito, se renombró o borró antes, o falta en `dependencies` la migración que lo crea.",
        ],
        ways: &[
            way(
                "Correct the operation or `dependencies` in the file of {migration}.",
                "Corrige la operación o `dependencies` en el archivo de {migration}.",
            ),
            run(
                "python manage.py showmigrations",
                "See which migrations there are.",
                "Mira qué migraciones hay.",
            ),
        ],
    },
    Rule {
        texts: &["Applying {migration}...Traceback … KeyError: '{lost}'"],
        title: [
            "{migration} names a field that is not there: {lost}",
            "{migration} nombra un campo que no existe: {lost}",
        ],
        reason: [
            "It looks like a misspelling of {nearest}.",
            "Parece un error al escribir {nearest}.",
        ],
        ways: &[way(
            "If that is meant, write `{nearest}` in its place in the file of {migration}.",
            "Si es lo que querías, escribe `{nearest}` en su lugar en el archivo de {migration}.",
        )],
    },
    Rule {
        texts: &["Applying {migration}...Traceback … KeyError: '{field}'"],
        title: [
            "{migration} names a field that is not there: {field}",
            "{migration} nombra un campo que no existe: {field}",
        ],
        reason: [
            "At this point the model has no field {field}: it is misspelt, or was renamed or removed before.",
            "En este punto el modelo no tiene el campo {field}: está mal escrito, o se renombró o eliminó antes.",
        ],
        ways: &[way(
            "Correct the operation in the file of {migration}.",
            "Corrige la operación en el archivo de {migration}.",
        )],
    },
];

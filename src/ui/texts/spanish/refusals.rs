//! Spanish, of what the engine refuses and of what two states do not have alike, by the engine's own
//! words.

use crate::ui::explain::pattern;

/// What the engine refuses: its words with names in braces, and the same in Spanish.
const REFUSALS: &[[&str; 2]] = &[
    ["there is no such step", "ese paso no existe"],
    ["there is no such moment", "ese momento no existe"],
    [
        "the timeline ends with step {step}",
        "la línea de tiempo acaba en el paso {step}",
    ],
    ["there is no file {path}", "no hay ningún archivo {path}"],
    ["{path} exists already", "{path} ya existe"],
    [
        "{path} is not a path in the project; write it like books/models.py",
        "{path} no es una ruta del proyecto; escríbela como books/models.py",
    ],
    [
        "there is no sample project called {name}",
        "no hay ningún proyecto de ejemplo llamado {name}",
    ],
    [
        "there is no Django project among the files",
        "entre los archivos no hay ningún proyecto de Django: ni manage.py ni un paquete con models.py \
         o migraciones; abre la carpeta que los tiene",
    ],
    [
        "the saved project cannot be read; reset to start anew",
        "no se puede leer el proyecto guardado; empieza de nuevo",
    ],
    ["nothing was run here", "aquí no se ejecutó nada"],
    [
        "this command cannot be shown from within: it would do something else now",
        "este comando no se puede mostrar por dentro: ahora haría otra cosa",
    ],
];

/// What two states do not have alike: how a line begins.
const CHANGES: &[[&str; 2]] = &[
    ["table ", "tabla "],
    ["column ", "columna "],
    ["index ", "índice "],
    ["rows of ", "filas de "],
];

/// What the engine refuses. What it says in Django's or Python's words stays as it is.
pub(super) fn refusal(message: &str) -> String {
    let mut all = REFUSALS.iter();
    let told = all.find_map(|[words, told]| Some(pattern::find(words, message)?.fill(told)));
    told.unwrap_or_else(|| message.to_owned())
}

/// What is other in a state than in another.
pub(super) fn change(text: &str) -> String {
    let mut all = CHANGES.iter();
    let told = all.find_map(|[words, told]| Some((*told, text.strip_prefix(words)?)));
    told.map_or_else(
        || text.to_owned(),
        |(told, rest)| {
            format!(
                "{told}{}",
                rest.replace(", with other values", ", con otros valores")
            )
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_with_its_names() {
        assert_eq!(refusal("a/b.py exists already"), "a/b.py ya existe");
        assert_eq!(
            refusal("\"/x\" is not a path in the project; write it like books/models.py"),
            "\"/x\" no es una ruta del proyecto; escríbela como books/models.py"
        );
        assert_eq!(refusal("KeyError: 'x'"), "KeyError: 'x'");
    }

    #[test]
    fn a_change_is_told_with_its_names() {
        assert_eq!(
            change("column books_book.title"),
            "columna books_book.title"
        );
        assert_eq!(
            change("rows of t: 2, with other values"),
            "filas de t: 2, con otros valores"
        );
    }
}

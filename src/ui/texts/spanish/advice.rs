//! Spanish, of what the engine says: by the kind of what it found, and what it found.

use crate::protocol::{Advice, Remedy};

/// What to beware of, and what to do instead. A kind that is not known here is told as the engine
/// tells it.
pub(super) fn of(advice: &Advice) -> [String; 2] {
    let values: Vec<&str> = advice.values.iter().map(String::as_str).collect();
    let told = |reason: String, remedy: &str| [reason, remedy.to_owned()];
    match (advice.id.as_str(), values.as_slice()) {
        ("dropped-table", [number, table]) => told(
            format!("Se perderá{} de {table}.", rows(number)),
            "Copia lo que aún haga falta en una migración anterior a esta. Aquí, deshacer recupera \
             las filas; en una base de datos real, solo una copia de seguridad.",
        ),
        ("dropped-column", [number, table, column]) => told(
            format!("Se perderá{} de {table}.{column}.", values_of(number)),
            "Copia los valores a su nuevo lugar con RunPython en una migración anterior a esta.",
        ),
        ("undone-column", [number, table, column]) => told(
            format!(
                "Se perderá{} de {table}.{column}: volver atrás quita lo que la migración añadió.",
                values_of(number)
            ),
            "Copia antes lo que aún haga falta. Migrar de nuevo devuelve la columna, no sus valores.",
        ),
        ("replaced-column", [number, table, column, new]) => told(
            format!(
                "Se perderá{} de {table}.{column}: el campo se va, llega {new} y no se copia nada.",
                values_of(number)
            ),
            "Si el campo solo ha cambiado de nombre, borra esta migración, ejecuta makemigrations de \
             nuevo y responde que sí a su pregunta. Si no, copia los valores con RunPython entre las dos \
             operaciones, con el campo nuevo primero.",
        ),
        ("unfit", [number, table, column, declared]) => told(
            format!(
                "Hay {} de {table}.{column} que no puede{} pasar a {declared}: SQLite conserva el texto, \
                 PostgreSQL rechaza la migración.",
                counted(number, "valor", "valores"),
                if number == &"1" { "" } else { "n" }
            ),
            "Conviértelos o quítalos con RunPython en una migración anterior a esta.",
        ),
        ("lost-values", [number, table, column]) => told(
            format!("Pasará{} de {table}.{column} a ser NULL.", values_of(number)),
            "Mira antes esas filas y conviértelas en una migración aparte.",
        ),
        ("changed-values", [number, table, column]) => told(
            format!("Se guardará{} de {table}.{column} de otra forma.", values_of(number)),
            "Compara algunos antes y después; un tipo en el que un valor no cabe lo cambia sin avisar \
             en SQLite y falla en PostgreSQL.",
        ),
        ("fails", ["repeated", number, table, column, all]) => told(
            format!(
                "Falla: se repite{} de {table}.{column}, en {}.",
                values_of(number),
                counted(all, "fila", "filas")
            ),
            "Haz únicos los valores con RunPython en una migración anterior a esta.",
        ),
        ("fails", [why, number, table, column]) => failure(why, number, table, column),
        ("one-off-default", [number, table, name]) => told(
            format!(
                "Recibirá{} de {table} el valor único para {name}; las filas nuevas tendrán que traer \
                 el suyo.",
                rows(number)
            ),
            "Si ningún valor sirve para todas, añade el campo con null=True, rellénalo con RunPython y \
             después hazlo NOT NULL.",
        ),
        ("too-long", [number, table, column, limit]) => told(
            format!(
                "Hay {} de {table}.{column} con más de {limit} caracteres: SQLite conserva lo que hay, \
                 PostgreSQL y MySQL lo rechazan.",
                counted(number, "valor", "valores")
            ),
            "Acórtalos con RunPython en una migración anterior a esta.",
        ),
        ("irreversible", [missing, noop]) => told(
            format!(
                "No tiene {missing}: ni esta migración ni las anteriores se pueden revertir."
            ),
            &format!("Escribe {missing}, o di {noop} si no hay nada que revertir."),
        ),
        ("state-unaware", [word]) => told(
            format!("{word} en RunSQL: el estado de los modelos no se entera."),
            "Pasa state_operations, para que makemigrations sepa qué tiene la base de datos.",
        ),
        ("missing-dependency", [model, app]) => told(
            format!(
                "Se refiere a {model}, pero ninguna migración de la que esta depende crea ese modelo."
            ),
            &format!("Añade a dependencies la migración de {app} que lo crea."),
        ),
        ("imported-model", [line]) => told(
            format!(
                "«{line}» da al código el modelo de hoy, no el que tienen las tablas cuando la migración \
                 se ejecuta."
            ),
            "Pídelo así: apps.get_model(\"app\", \"Model\").",
        ),
        ("edited", []) => told(
            "Su archivo se ha editado desde que se aplicó: la base de datos tiene lo que decía entonces."
                .to_owned(),
            "Reviértela y migra de nuevo, o retira la edición y escribe una migración nueva.",
        ),
        ("not-atomic", []) => told(
            "Esta migración no se ejecuta en una transacción: cuando una operación falla, las anteriores \
             quedan hechas y Django las volverá a ejecutar."
                .to_owned(),
            "Deja una sola operación en cada migración que no sea atómica.",
        ),
        _ => [advice.reason.clone(), advice.remedy.clone()],
    }
}

/// Why a command is offered.
pub(super) fn remedy(remedy: &Remedy) -> String {
    let value = remedy.values.first().map_or("", String::as_str);
    match remedy.id.as_str() {
        "conflict" => {
            format!("las migraciones de {value} acaban en varias: Django sigue cuando se unen")
        }
        "unwritten" => "models.py dice algo que ninguna migración hace".to_owned(),
        "unapplied" if value == "1" => "1 migración sin aplicar".to_owned(),
        "unapplied" => format!("{value} migraciones sin aplicar"),
        "tables-exist" => format!("las tablas de {value} ya existen"),
        "recorded-only" => format!(
            "todas las migraciones constan como aplicadas, pero {value} no está como ellas la dejan: \
             díselo a Django y migra de nuevo"
        ),
        "extra-columns" => format!(
            "{value} tiene una columna que ninguna migración crea: quítala, con sus valores"
        ),
        "mend-by-hand" => format!(
            "{value} no está como la dejan las migraciones, y otras aplicaciones se apoyan en ella: mira \
             qué escribirían y arréglala a mano"
        ),
        "made-otherwise" => format!(
            "todas las migraciones constan como aplicadas, pero {value} no está como ellas la dejan: quita \
             las tablas de la aplicación, con sus filas, y créalas de nuevo"
        ),
        "no-model" => format!(
            "ningún modelo tiene {value} y Django no la toca: si nada más la necesita, puede irse con sus \
             filas"
        ),
        _ => remedy.reason.clone(),
    }
}

fn failure(why: &str, number: &str, table: &str, column: &str) -> [String; 2] {
    let (reason, remedy) = match why {
        "null" => (
            format!(
                "Falla: {} de {table} sin {column}.",
                counted(number, "fila", "filas")
            ),
            "Da un valor a esas filas con RunPython en una migración anterior a esta.",
        ),
        // What Django says of it.
        _ => (
            format!("Falla: {number}"),
            "Arregla la operación, o las filas que encuentra, antes de migrar.",
        ),
    };
    [reason, remedy.to_owned()]
}

/// The end of a verb and its rows.
fn rows(number: &str) -> String {
    let end = if number == "1" { "" } else { "n" };
    format!("{end} {}", counted(number, "fila", "filas"))
}

/// The end of a verb and its values.
fn values_of(number: &str) -> String {
    let end = if number == "1" { "" } else { "n" };
    format!("{end} {}", counted(number, "valor", "valores"))
}

fn counted(number: &str, one: &str, others: &str) -> String {
    let noun = if number == "1" { one } else { others };
    format!("{number} {noun}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Severity;

    fn check(id: &str, values: &[&str], reason: &str) {
        let [told, remedy] = of(&Advice {
            id: id.to_owned(),
            severity: Severity::Error,
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            reason: "English.".to_owned(),
            remedy: "English.".to_owned(),
        });
        assert_eq!(told, reason);
        assert_eq!(remedy == "English.", reason == "English.", "{id}");
    }

    #[test]
    fn what_is_known_is_told_in_spanish() {
        check("dropped-table", &["1", "t"], "Se perderá 1 fila de t.");
        check("dropped-table", &["2", "t"], "Se perderán 2 filas de t.");
        check(
            "fails",
            &["repeated", "3", "t", "c", "7"],
            "Falla: se repiten 3 valores de t.c, en 7 filas.",
        );
        check(
            "fails",
            &["other", "ValueError: x", "", ""],
            "Falla: ValueError: x",
        );
    }

    #[test]
    fn what_is_not_known_is_told_as_the_engine_tells_it() {
        check("of-tomorrow", &["1"], "English.");
        check("dropped-table", &[], "English.");
    }
}

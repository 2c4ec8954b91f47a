//! The errors that are explained, each with its words in every language.
//!
//! A rule that says more about fewer errors stands before one that says less about more.

/// Words in every language, in the order of [`Language::ALL`](crate::ui::texts::Language::ALL).
type Words = [&'static str; 2];

/// What is explained, and how.
#[derive(Debug)]
pub(super) struct Rule {
    /// Django's, Python's or SQLite's texts, with names in braces.
    pub(super) texts: &'static [&'static str],
    pub(super) title: Words,
    pub(super) reason: Words,
    pub(super) ways: &'static [WayRule],
}

/// A way out.
#[derive(Debug)]
pub(super) struct WayRule {
    pub(super) words: Words,
    pub(super) command: Option<&'static str>,
}

pub(super) const fn way(english: &'static str, spanish: &'static str) -> WayRule {
    WayRule {
        words: [english, spanish],
        command: None,
    }
}

pub(super) const fn run(
    command: &'static str,
    english: &'static str,
    spanish: &'static str,
) -> WayRule {
    WayRule {
        words: [english, spanish],
        command: Some(command),
    }
}

/// All rules.
pub(super) const CATALOGUE: &[Rule] = &[
    Rule {
        texts: &["multiple leaf nodes in the migration graph: ({names} in {app})"],
        title: [
            "Two migrations of {app} are last",
            "Dos migraciones de {app} son la última",
        ],
        reason: [
            "{names} both follow the same migration, so Django cannot tell in which order to run them. This happens when two branches of work each added one.",
            "{names} siguen a la misma migración y Django no puede saber en qué orden ejecutarlas. Pasa cuando dos ramas de trabajo añaden una cada una.",
        ],
        ways: &[
            run(
                "python manage.py makemigrations --merge {app}",
                "Add a migration that depends on both; it changes nothing itself.",
                "Añade una migración que dependa de ambas; ella misma no cambia nada.",
            ),
            way(
                "Or make one depend on the other: change `dependencies` in its file and give it the next number.",
                "O haz que una dependa de la otra: cambia `dependencies` en su archivo y dale el número siguiente.",
            ),
        ],
    },
    Rule {
        texts: &["Migration {later} is applied before its dependency {earlier} on database"],
        title: [
            "{later} is recorded, {earlier} is not",
            "{later} consta como aplicada, {earlier} no",
        ],
        reason: [
            "django_migrations says that {later} ran, although {earlier}, on which it depends, did not. A dependency was added to a migration that is applied already, or rows of django_migrations were changed by hand.",
            "django_migrations dice que {later} se ejecutó, aunque {earlier}, de la que depende, no. Se añadió una dependencia a una migración ya aplicada o se cambiaron a mano filas de django_migrations.",
        ],
        ways: &[
            way(
                "If the tables of {earlier} are there, record it without running it: `migrate --fake` with its app and name, after taking the dependency out for a moment.",
                "Si las tablas de {earlier} existen, regístrala sin ejecutarla: `migrate --fake` con su app y su nombre, quitando la dependencia un momento.",
            ),
            way(
                "If the database can go, start again: delete its file or press Undo until before the change.",
                "Si la base de datos es prescindible, empieza de nuevo: borra su archivo o deshaz hasta antes del cambio.",
            ),
        ],
    },
    Rule {
        texts: &[
            "Migration {migration} dependencies reference nonexistent parent node ('{app}', '{wrong}')",
        ],
        title: [
            "{migration} depends on {wrong}, which is not there",
            "{migration} depende de {wrong}, que no existe",
        ],
        reason: [
            "It looks like a misspelling of {nearest}, which {app} has.",
            "Parece un error al escribir {nearest}, que {app} sí tiene.",
        ],
        ways: &[way(
            "Write `{nearest}` in its place in `dependencies`, in the file of {migration}.",
            "Escribe `{nearest}` en su lugar en `dependencies`, en el archivo de {migration}.",
        )],
    },
    Rule {
        texts: &["dependencies reference nonexistent parent node"],
        title: [
            "A migration depends on one that is not there",
            "Una migración depende de otra que no existe",
        ],
        reason: [
            "The name in `dependencies` is misspelt, or the file was deleted or renamed after others came to depend on it.",
            "El nombre en `dependencies` está mal escrito, o el archivo se borró o cambió de nombre cuando otros ya dependían de él.",
        ],
        ways: &[
            way(
                "Correct `dependencies`, or bring the missing file back.",
                "Corrige `dependencies` o recupera el archivo que falta.",
            ),
            run(
                "python manage.py showmigrations",
                "See which migrations there are once the files load again.",
                "Mira qué migraciones hay cuando los archivos vuelvan a cargarse.",
            ),
        ],
    },
    Rule {
        texts: &["CircularDependencyError"],
        title: [
            "The migrations depend on each other in a circle",
            "Las migraciones dependen unas de otras en círculo",
        ],
        reason: [
            "No order puts each migration after those it depends on. Often two apps point at each other in their first migrations.",
            "Ningún orden deja cada migración después de las que necesita. A menudo dos apps se apuntan mutuamente en sus primeras migraciones.",
        ],
        ways: &[way(
            "Move the operation that closes the circle (mostly an AddField with a ForeignKey) into a migration of its own.",
            "Mueve la operación que cierra el círculo (casi siempre un AddField con una ForeignKey) a una migración propia.",
        )],
    },
    Rule {
        texts: &["Migration {name} in app {app} has no Migration class"],
        title: [
            "{name}.py has no class Migration",
            "{name}.py no tiene la clase Migration",
        ],
        reason: [
            "Every file in a migrations package must define `class Migration(migrations.Migration)`.",
            "Todo archivo de un paquete migrations debe definir `class Migration(migrations.Migration)`.",
        ],
        ways: &[way(
            "Add the class, or move the file out of the folder migrations of {app}.",
            "Añade la clase o saca el archivo de la carpeta migrations de {app}.",
        )],
    },
    Rule {
        texts: &["Could not find common ancestor of"],
        title: [
            "The branches have no migration in common",
            "Las ramas no tienen ninguna migración en común",
        ],
        reason: [
            "Both last migrations begin histories of their own, so there is nothing to merge from.",
            "Las dos últimas migraciones inician historias separadas y no hay un punto común desde el que unirlas.",
        ],
        ways: &[way(
            "Give one of the first migrations the other as its dependency.",
            "Haz que una de las primeras migraciones dependa de la otra.",
        )],
    },
    Rule {
        texts: &["Cannot find a migration matching '{wrong}' from app '{app}'"],
        title: [
            "{app} has no migration {wrong}",
            "{app} no tiene la migración {wrong}",
        ],
        reason: [
            "It looks like a misspelling of {nearest}.",
            "Parece un error al escribir {nearest}.",
        ],
        ways: &[
            way(
                "If that is meant, write `{nearest}` in its place.",
                "Si es la que querías, escribe `{nearest}` en su lugar.",
            ),
            run(
                "python manage.py showmigrations {app}",
                "List the migrations of {app}.",
                "Lista las migraciones de {app}.",
            ),
        ],
    },
    Rule {
        texts: &["Cannot find a migration matching '{name}' from app '{app}'"],
        title: [
            "{app} has no migration {name}",
            "{app} no tiene la migración {name}",
        ],
        reason: [
            "The name, or its beginning, is that of no file in the migrations of {app}.",
            "Ningún archivo de las migraciones de {app} se llama así ni empieza así.",
        ],
        ways: &[run(
            "python manage.py showmigrations {app}",
            "List the migrations of {app}.",
            "Lista las migraciones de {app}.",
        )],
    },
    Rule {
        texts: &["More than one migration matches '{name}' in app '{app}'"],
        title: [
            "{name} may mean several migrations",
            "{name} puede referirse a varias migraciones",
        ],
        reason: [
            "A beginning of the name is enough, but it must fit one migration only.",
            "Basta el principio del nombre, pero solo puede corresponder a una migración.",
        ],
        ways: &[run(
            "python manage.py showmigrations {app}",
            "List the names and write more of the one you mean.",
            "Lista los nombres y escribe más letras del que quieres.",
        )],
    },
    Rule {
        texts: &["App '{app}' does not have migrations"],
        title: ["{app} has no migrations", "{app} no tiene migraciones"],
        reason: [
            "An app has migrations when its folder has a package migrations, with an __init__.py.",
            "Una app tiene migraciones cuando su carpeta contiene un paquete migrations, con un __init__.py.",
        ],
        ways: &[run(
            "python manage.py makemigrations {app}",
            "Make the first one; naming the app makes the folder, too.",
            "Crea la primera; al nombrar la app se crea también la carpeta.",
        )],
    },
    Rule {
        texts: &[
            "No installed app with label '{app}'",
            "'{app}' is not a valid app label",
        ],
        title: ["There is no app {app}", "No existe la app {app}"],
        reason: [
            "A label is the last part of what stands in INSTALLED_APPS: `shop` for `company.shop`. This one is misspelt, or the app is not listed.",
            "La etiqueta es la última parte de lo que hay en INSTALLED_APPS: `shop` en `company.shop`. Esta está mal escrita o la app no está en la lista.",
        ],
        ways: &[
            way(
                "Look at the spelling, and whether INSTALLED_APPS in the settings has the app.",
                "Revisa la ortografía y si la app está en INSTALLED_APPS.",
            ),
            run(
                "python manage.py startapp {app}",
                "Make the app, if it does not exist yet.",
                "Crea la app, si aún no existe.",
            ),
        ],
    },
    Rule {
        texts: &["Operation {operation} in {migration} is not reversible"],
        title: [
            "{migration} cannot be undone",
            "{migration} no se puede deshacer",
        ],
        reason: [
            "RunPython without `reverse_code` and RunSQL without `reverse_sql` do not say how to take back what they did, so nothing before them can be reached.",
            "RunPython sin `reverse_code` y RunSQL sin `reverse_sql` no dicen cómo revertir lo que hicieron, así que no se puede volver más atrás.",
        ],
        ways: &[
            way(
                "Give the operation a reverse; `migrations.RunPython.noop` or `migrations.RunSQL.noop` if nothing needs to be taken back.",
                "Dale a la operación una inversa; `migrations.RunPython.noop` o `migrations.RunSQL.noop` si no hay nada que revertir.",
            ),
            way(
                "In the sandbox, Undo goes back whether or not a migration can.",
                "En el sandbox, Deshacer vuelve atrás aunque la migración no pueda.",
            ),
        ],
    },
    Rule {
        texts: &["No changes detected"],
        title: [
            "The models are what the migrations say",
            "Los modelos coinciden con las migraciones",
        ],
        reason: [
            "makemigrations compares models.py with what the migration files add up to, never with the database. Where you expected a change, the app is not in INSTALLED_APPS, has no folder migrations, or the file is not saved; changes of methods, `__str__` or managers need no migration.",
            "makemigrations compara models.py con la suma de los archivos de migración, nunca con la base de datos. Si esperabas un cambio, la app no está en INSTALLED_APPS, no tiene carpeta migrations o el archivo no está guardado; los métodos, `__str__` y los managers no necesitan migración.",
        ],
        ways: &[
            run(
                "python manage.py showmigrations",
                "See which apps have migrations.",
                "Mira qué apps tienen migraciones.",
            ),
            way(
                "Name the app for its first migration: `makemigrations` and its label.",
                "Nombra la app para su primera migración: `makemigrations` y su etiqueta.",
            ),
        ],
    },
    Rule {
        texts: &["have changes that are not yet reflected in a migration"],
        title: [
            "models.py is ahead of the migrations",
            "models.py va por delante de las migraciones",
        ],
        reason: [
            "What migrate was asked for is done already, and the models have changed since the migrations were written.",
            "Lo que se pidió a migrate ya está hecho, y los modelos han cambiado desde que se escribieron las migraciones.",
        ],
        ways: &[run(
            "python manage.py makemigrations",
            "Write the change as a migration, then migrate.",
            "Escribe el cambio como migración y luego aplica migrate.",
        )],
    },
    Rule {
        texts: &["Target specific migration: {migration}, from {app} … No migrations to apply."],
        title: [
            "{app} is at {migration} already",
            "{app} ya está en {migration}",
        ],
        reason: [
            "migrate was asked to go to {migration}: it is applied, and none of {app} that comes after it is. Later ones were not asked for.",
            "Se pidió a migrate ir a {migration}: está aplicada y ninguna posterior de {app} lo está. Las posteriores no se pidieron.",
        ],
        ways: &[run(
            "python manage.py showmigrations {app}",
            "See what is applied and what is not.",
            "Mira qué está aplicado y qué no.",
        )],
    },
    Rule {
        texts: &["Unapply all migrations: {app} … No migrations to apply."],
        title: [
            "Nothing of {app} is applied",
            "No hay nada aplicado de {app}",
        ],
        reason: [
            "migrate was asked to undo all migrations of {app}, and none has its row in django_migrations.",
            "Se pidió a migrate deshacer todas las migraciones de {app} y ninguna tiene su fila en django_migrations.",
        ],
        ways: &[run(
            "python manage.py showmigrations {app}",
            "See what is applied and what is not.",
            "Mira qué está aplicado y qué no.",
        )],
    },
    Rule {
        texts: &["No migrations to apply."],
        title: ["The database is up to date", "La base de datos está al día"],
        reason: [
            "Every migration of the apps that are named above has its row in django_migrations. migrate looks at files and rows, not at the models.",
            "Cada migración de las apps nombradas arriba tiene su fila en django_migrations. migrate mira archivos y filas, no los modelos.",
        ],
        ways: &[run(
            "python manage.py makemigrations",
            "If models.py has changed, write the change as a migration first.",
            "Si models.py ha cambiado, escribe antes el cambio como migración.",
        )],
    },
    Rule {
        texts: &["unapplied migration(s)"],
        title: [
            "Some migrations have not run",
            "Hay migraciones sin ejecutar",
        ],
        reason: [
            "Their files are there and their rows in django_migrations are not, so tables or columns may be missing.",
            "Sus archivos existen y sus filas en django_migrations no, así que pueden faltar tablas o columnas.",
        ],
        ways: &[run("python manage.py migrate", "Run them.", "Ejecútalas.")],
    },
    Rule {
        texts: &[
            "table \"{table}\" already exists",
            "table {table} already exists",
        ],
        title: ["{table} is there already", "{table} ya existe"],
        reason: [
            "A migration that is not recorded wants to create a table which the database has: it was made by hand, or the rows of django_migrations were lost.",
            "Una migración no registrada quiere crear una tabla que la base de datos ya tiene: se creó a mano o se perdieron filas de django_migrations.",
        ],
        ways: &[
            run(
                "python manage.py migrate --fake-initial",
                "Record first migrations whose tables exist without running them.",
                "Registra sin ejecutar las primeras migraciones cuyas tablas existen.",
            ),
            way(
                "For a later migration: `migrate --fake` with its app and name, when the table has all that it would make.",
                "Para una migración posterior: `migrate --fake` con su app y nombre, si la tabla ya tiene todo lo que crearía.",
            ),
        ],
    },
    Rule {
        texts: &["Applying {migration}...Traceback … no such table: {table}"],
        title: [
            "{migration} works with a table that is not there: {table}",
            "{migration} usa una tabla que no existe: {table}",
        ],
        reason: [
            "Its name is misspelt in a RunSQL or RunPython, `dependencies` lacks the migration that makes it, it was dropped by hand, or its migration was recorded with --fake.",
            "Su nombre está mal escrito en un RunSQL o RunPython, falta en `dependencies` la migración que la crea, se borró a mano o su migración se registró con --fake.",
        ],
        ways: &[
            run(
                "python manage.py inspectdb",
                "See which tables and columns there are.",
                "Mira qué tablas y columnas hay.",
            ),
            way(
                "Correct the name or `dependencies` in the file of {migration}.",
                "Corrige el nombre o `dependencies` en el archivo de {migration}.",
            ),
        ],
    },
    Rule {
        texts: &[
            "Applying {migration}...Traceback … no such column: \"{column}\"",
            "Applying {migration}...Traceback … no such column: {column}",
            "Applying {migration}...Traceback … has no column named {column}",
        ],
        title: [
            "{migration} works with a column that is not there: {column}",
            "{migration} usa una columna que no existe: {column}",
        ],
        reason: [
            "Its name is misspelt in a RunSQL or RunPython, a later migration makes it, it was dropped by hand, or its migration was recorded with --fake.",
            "Su nombre está mal escrito en un RunSQL o RunPython, la crea una migración posterior, se borró a mano o su migración se registró con --fake.",
        ],
        ways: &[
            run(
                "python manage.py inspectdb",
                "See which tables and columns there are.",
                "Mira qué tablas y columnas hay.",
            ),
            way(
                "Correct the name in the file of {migration}.",
                "Corrige el nombre en el archivo de {migration}.",
            ),
        ],
    },
    Rule {
        texts: &["no such table: {table}"],
        title: [
            "The database has no table {table}",
            "La base de datos no tiene la tabla {table}",
        ],
        reason: [
            "Its migration has not run here, or was recorded with --fake although the table is not there.",
            "Su migración no se ha ejecutado aquí, o se registró con --fake sin que la tabla existiera.",
        ],
        ways: &[
            run(
                "python manage.py migrate",
                "Run what is pending.",
                "Ejecuta lo pendiente.",
            ),
            way(
                "If showmigrations says that it is applied: `migrate --fake` back to before it, then `migrate` again.",
                "Si showmigrations dice que está aplicada: `migrate --fake` hasta antes de ella y luego `migrate`.",
            ),
        ],
    },
    Rule {
        texts: &[
            "has no column named {column}",
            "no such column: \"{column}\"",
            "no such column: {column}",
        ],
        title: [
            "The table has no column {column}",
            "La tabla no tiene la columna {column}",
        ],
        reason: [
            "The model has a field that the database does not: its migration is not written or has not run.",
            "El modelo tiene un campo que la base de datos no: su migración no está escrita o no se ha ejecutado.",
        ],
        ways: &[
            run(
                "python manage.py makemigrations",
                "Write the migration, if there is none.",
                "Escribe la migración, si no existe.",
            ),
            run("python manage.py migrate", "Run it.", "Ejecútala."),
        ],
    },
    Rule {
        texts: &["duplicate column name: {column}"],
        title: ["{column} is there already", "{column} ya existe"],
        reason: [
            "A migration adds a column that the table has, because it was added by hand or by a migration whose row in django_migrations was lost.",
            "Una migración añade una columna que la tabla ya tiene, porque se añadió a mano o por una migración cuya fila en django_migrations se perdió.",
        ],
        ways: &[way(
            "Record the migration without running it: `migrate --fake` with its app and name.",
            "Registra la migración sin ejecutarla: `migrate --fake` con su app y nombre.",
        )],
    },
    Rule {
        texts: &["Cannot add a NOT NULL column with default value NULL"],
        title: [
            "The new column must not be empty, and rows are there",
            "La columna nueva no admite vacíos y ya hay filas",
        ],
        reason: [
            "Existing rows need a value for a column that is NOT NULL.",
            "Las filas existentes necesitan un valor para una columna NOT NULL.",
        ],
        ways: &[
            way(
                "Give the field a default, or `null=True`.",
                "Da al campo un valor por defecto o `null=True`.",
            ),
            way(
                "In three steps: add it with `null=True`, fill it in a data migration, then take `null=True` away.",
                "En tres pasos: añádelo con `null=True`, rellénalo en una migración de datos y quita `null=True`.",
            ),
        ],
    },
    Rule {
        texts: &["NOT NULL constraint failed: {column}"],
        title: ["{column} would be empty", "{column} quedaría vacía"],
        reason: [
            "A row has no value for a column that must have one. While migrating: rows that exist hold NULL where the field no longer allows it.",
            "Una fila no tiene valor en una columna obligatoria. Al migrar: hay filas con NULL donde el campo ya no lo permite.",
        ],
        ways: &[
            way(
                "Give a value when creating the object, or give the field a default or `null=True`.",
                "Da un valor al crear el objeto, o da al campo un valor por defecto o `null=True`.",
            ),
            way(
                "Before a migration: fill the rows first, with a RunPython in a migration before it.",
                "Antes de una migración: rellena primero las filas, con un RunPython en una migración anterior.",
            ),
        ],
    },
    Rule {
        texts: &["UNIQUE constraint failed: {column}"],
        title: [
            "Two rows would have the same {column}",
            "Dos filas tendrían el mismo valor en {column}",
        ],
        reason: [
            "A unique field or constraint allows each value once. While migrating: rows that exist are duplicates, often because all got the same default.",
            "Un campo o restricción único admite cada valor una vez. Al migrar: ya hay filas duplicadas, a menudo porque todas recibieron el mismo valor por defecto.",
        ],
        ways: &[
            way(
                "Find the duplicates: `SELECT …, count(*) … GROUP BY … HAVING count(*) > 1`.",
                "Busca los duplicados: `SELECT …, count(*) … GROUP BY … HAVING count(*) > 1`.",
            ),
            way(
                "For a new unique field, in three migrations: add it with `null=True`, fill it with RunPython, then make it unique.",
                "Para un campo único nuevo, tres migraciones: añádelo con `null=True`, rellénalo con RunPython y hazlo único.",
            ),
        ],
    },
    Rule {
        texts: &["CHECK constraint failed: {constraint}"],
        title: [
            "A row breaks {constraint}",
            "Una fila incumple {constraint}",
        ],
        reason: [
            "The condition of a CheckConstraint, or of a field that allows positive numbers only, is not true for the row.",
            "La condición de un CheckConstraint, o de un campo que solo admite números positivos, no se cumple en la fila.",
        ],
        ways: &[way(
            "Correct the value, or the rows that exist before the constraint is added.",
            "Corrige el valor, o las filas existentes antes de añadir la restricción.",
        )],
    },
    Rule {
        texts: &[
            "has an invalid foreign key",
            "FOREIGN KEY constraint failed",
        ],
        title: [
            "A row points at one that is not there",
            "Una fila apunta a otra que no existe",
        ],
        reason: [
            "A foreign key holds the key of a row that does not exist, or a row was deleted that others point at. Django looks at the end of the transaction.",
            "Una clave foránea contiene la clave de una fila que no existe, o se borró una fila a la que otras apuntan. Django lo comprueba al final de la transacción.",
        ],
        ways: &[
            way(
                "Create the row that is pointed at first, or delete the pointing rows, too (`on_delete`).",
                "Crea antes la fila a la que se apunta o borra también las que apuntan (`on_delete`).",
            ),
            way(
                "After changing a default: it must be the key of an existing row.",
                "Si cambiaste un valor por defecto: debe ser la clave de una fila existente.",
            ),
        ],
    },
    Rule {
        texts: &["database is locked"],
        title: ["Somebody else is writing", "Otra conexión está escribiendo"],
        reason: [
            "SQLite lets one connection write at a time; a transaction in dbshell is still open.",
            "SQLite deja escribir a una sola conexión; hay una transacción abierta en dbshell.",
        ],
        ways: &[way(
            "End it with COMMIT or ROLLBACK.",
            "Termínala con COMMIT o ROLLBACK.",
        )],
    },
    Rule {
        texts: &[": syntax error"],
        title: [
            "SQLite cannot read the statement",
            "SQLite no entiende la sentencia",
        ],
        reason: [
            "The word after `near` is where it stops making sense; the mistake is often just before.",
            "La palabra tras `near` es donde deja de tener sentido; el error suele estar justo antes.",
        ],
        ways: &[way(
            "Look for a missing comma, quote or keyword; names that are keywords need double quotes.",
            "Busca una coma, comilla o palabra clave que falte; los nombres que son palabras clave van entre comillas dobles.",
        )],
    },
    Rule {
        texts: &[
            "It is impossible to add a non-nullable field '{field}' to {model} without specifying a default",
        ],
        title: [
            "{field} needs a value for rows that exist",
            "{field} necesita un valor para las filas existentes",
        ],
        reason: [
            "Rows of {model} may be there when the migration runs, and the new column must not be empty.",
            "Puede haber filas de {model} cuando se ejecute la migración, y la columna nueva no puede quedar vacía.",
        ],
        ways: &[
            way(
                "1: a value for existing rows, used once and not kept in models.py.",
                "1: un valor para las filas existentes, usado una vez y que no queda en models.py.",
            ),
            way(
                "2: stop, and give the field `default=…` or `null=True` in models.py.",
                "2: parar y dar al campo `default=…` o `null=True` en models.py.",
            ),
        ],
    },
    Rule {
        texts: &[
            "It is impossible to change a nullable field '{field}' on {model} to non-nullable without providing a default",
        ],
        title: [
            "{field} may hold NULL in rows that exist",
            "{field} puede contener NULL en filas existentes",
        ],
        reason: [
            "The column will refuse NULL; rows of {model} that hold it need another value first.",
            "La columna rechazará NULL; las filas de {model} que lo tengan necesitan antes otro valor.",
        ],
        ways: &[way(
            "1: one value for all of them. 2: your own RunPython or RunSQL has dealt with them. 3: stop and give a default in models.py.",
            "1: un valor para todas. 2: ya se encargó tu RunPython o RunSQL. 3: parar y dar un valor por defecto en models.py.",
        )],
    },
    Rule {
        texts: &[
            "It is impossible to add the field '{field}' with 'auto_now_add=True' to {model} without providing a default",
        ],
        title: [
            "{field} needs a time for rows that exist",
            "{field} necesita una hora para las filas existentes",
        ],
        reason: [
            "`auto_now_add` knows the time of rows to come; when existing rows of {model} were added, nobody noted.",
            "`auto_now_add` conoce la hora de las filas futuras; nadie anotó cuándo se añadieron las de {model} que ya existen.",
        ],
        ways: &[way(
            "1: take `timezone.now` (just press Enter) for all of them. 2: stop, and use `null=True`.",
            "1: usa `timezone.now` para todas (pulsa Intro). 2: parar y usar `null=True`.",
        )],
    },
    Rule {
        texts: &["IndentationError", "TabError"],
        title: [
            "The lines are not indented evenly",
            "Las líneas no están bien sangradas",
        ],
        reason: [
            "Lines of a block begin with the same number of spaces; after a colon comes a deeper line.",
            "Las líneas de un bloque empiezan con los mismos espacios; tras dos puntos viene una línea más adentro.",
        ],
        ways: &[way(
            "Indent the line that is named like its neighbours, by four spaces a level.",
            "Sangra la línea indicada como sus vecinas, cuatro espacios por nivel.",
        )],
    },
    Rule {
        texts: &["SyntaxError"],
        title: [
            "Python cannot read the file",
            "Python no puede leer el archivo",
        ],
        reason: [
            "The carets point at where it stops making sense; the mistake is there or at the end of the line before: a bracket, a quote, a comma or a colon.",
            "Los acentos circunflejos señalan dónde deja de tener sentido; el error está ahí o al final de la línea anterior: un paréntesis, una comilla, una coma o dos puntos.",
        ],
        ways: &[way(
            "Correct that place. Until then no command can load the project.",
            "Corrige ese lugar. Hasta entonces ningún comando puede cargar el proyecto.",
        )],
    },
    Rule {
        texts: &["NameError: name '{imported}' is not defined"],
        title: ["{imported} is not imported", "{imported} no está importado"],
        reason: [
            "The file uses it without an import of its own.",
            "El archivo lo usa sin importarlo.",
        ],
        ways: &[way(
            "Write `{import}` at the top of the file.",
            "Escribe `{import}` al principio del archivo.",
        )],
    },
    Rule {
        texts: &["NameError: name '{name}' is not defined. Did you mean: '{likely}'"],
        title: ["Nothing is called {name} here", "Aquí nada se llama {name}"],
        reason: [
            "It may be a misspelling of {likely}; or it is not imported, or defined only further down.",
            "Puede ser un error al escribir {likely}; o no se ha importado, o se define más abajo.",
        ],
        ways: &[way(
            "If {likely} is meant, write `{likely}` in its place.",
            "Si querías {likely}, escribe `{likely}` en su lugar.",
        )],
    },
    Rule {
        texts: &["NameError: name '{pointed}' is not defined"],
        title: [
            "Nothing is called {pointed} here",
            "Aquí nada se llama {pointed}",
        ],
        reason: [
            "The relation names a model that is defined only further down, not imported, or misspelt.",
            "La relación nombra un modelo que se define más abajo, no se ha importado o está mal escrito.",
        ],
        ways: &[
            way(
                "Write a model that comes later in quotes: `\"{pointed}\"`; one of another app with its label: `\"app.{pointed}\"`.",
                "Escribe entre comillas un modelo que viene después: `\"{pointed}\"`; uno de otra app, con su etiqueta: `\"app.{pointed}\"`.",
            ),
            way(
                "Or import it, or correct its name.",
                "O impórtalo o corrige su nombre.",
            ),
        ],
    },
    Rule {
        texts: &["NameError: name '{name}' is not defined"],
        title: ["Nothing is called {name} here", "Aquí nada se llama {name}"],
        reason: [
            "It is misspelt, not imported, or defined only further down.",
            "Está mal escrito, no se ha importado o se define más abajo.",
        ],
        ways: &[way(
            "Correct the name, import it, or define it above the line that uses it.",
            "Corrige el nombre, impórtalo o defínelo antes de la línea que lo usa.",
        )],
    },
    Rule {
        texts: &["ModuleNotFoundError: No module named '{package}'"],
        title: [
            "There is no module {package}",
            "No existe el módulo {package}",
        ],
        reason: [
            "It looks like a misspelling of {nearest}, which the project has.",
            "Parece un error al escribir {nearest}, que el proyecto sí tiene.",
        ],
        ways: &[way(
            "Write `{nearest}` in its place, in INSTALLED_APPS or the import.",
            "Escribe `{nearest}` en su lugar, en INSTALLED_APPS o en el import.",
        )],
    },
    Rule {
        texts: &[
            "ModuleNotFoundError: No module named '{module}' … MIGRATION_SANDBOX_STAND_INS = ",
        ],
        title: [
            "There is no module {module}",
            "No existe el módulo {module}",
        ],
        reason: [
            "No file of the project is called so, and the sandbox has no such package: it carries Django and the parts of Python's library that migrations use.",
            "Ningún archivo del proyecto se llama así y el sandbox no tiene ese paquete: trae Django y las partes de la biblioteca de Python que usan las migraciones.",
        ],
        ways: &[
            way("Look at the spelling.", "Revisa la ortografía."),
            way(
                "For a third-party package: copy its source into the project, or the lines `MIGRATION_SANDBOX_STAND_INS = …` of the message into settings.py. They say what takes its place here; Django itself ignores them.",
                "Para un paquete de terceros: copia su código al proyecto, o las líneas `MIGRATION_SANDBOX_STAND_INS = …` del mensaje a settings.py. Dicen qué ocupa su lugar aquí; Django las ignora.",
            ),
        ],
    },
    Rule {
        texts: &["ModuleNotFoundError: No module named '{module}'"],
        title: [
            "There is no module {module}",
            "No existe el módulo {module}",
        ],
        reason: [
            "It is misspelt in INSTALLED_APPS or another setting, or it is a package that is not there: no file of the project is called so, and the sandbox carries Django and parts of Python's library.",
            "Está mal escrito en INSTALLED_APPS u otro ajuste, o es un paquete que no está: ningún archivo del proyecto se llama así y el sandbox trae Django y partes de la biblioteca de Python.",
        ],
        ways: &[
            way(
                "Correct the name in the settings.",
                "Corrige el nombre en la configuración.",
            ),
            way(
                "For a third-party app: copy its source into the project, or take it out of INSTALLED_APPS.",
                "Para una app de terceros: copia su código al proyecto o quítala de INSTALLED_APPS.",
            ),
        ],
    },
    Rule {
        texts: &[
            "ImportError: cannot import name '{name}' from partially initialized module '{module}'",
        ],
        title: [
            "Two modules import each other",
            "Dos módulos se importan mutuamente",
        ],
        reason: [
            "{module} is still being read when {name} is asked of it.",
            "{module} aún se está leyendo cuando se le pide {name}.",
        ],
        ways: &[way(
            "Refer to the model by text, \"app.Model\", or import inside the function.",
            "Refiérete al modelo con texto, \"app.Model\", o importa dentro de la función.",
        )],
    },
    Rule {
        texts: &[
            "module '{module}' has no attribute '{misspelt}'",
            "ImportError: cannot import name '{misspelt}' from '{module}'",
        ],
        title: ["{module} has no {misspelt}", "{module} no tiene {misspelt}"],
        reason: [
            "The name is misspelt: {nearest} is the one most like it.",
            "El nombre está mal escrito: {nearest} es el que más se le parece.",
        ],
        ways: &[way(
            "Write `{nearest}` in its place.",
            "Escribe `{nearest}` en su lugar.",
        )],
    },
    Rule {
        texts: &["module 'django.db.models' has no attribute '{name}'"],
        title: [
            "django.db.models has no {name}",
            "django.db.models no tiene {name}",
        ],
        reason: [
            "There is no such field, and nothing else of this name.",
            "No hay tal campo ni ninguna otra cosa con ese nombre.",
        ],
        ways: &[way(
            "Text is `CharField` or `TextField`, a whole number `IntegerField`, yes or no `BooleanField`, a day `DateField`, a row of another table `ForeignKey`.",
            "Un texto es `CharField` o `TextField`, un número entero `IntegerField`, sí o no `BooleanField`, un día `DateField`, una fila de otra tabla `ForeignKey`.",
        )],
    },
    Rule {
        texts: &["module '{module}' has no attribute '{name}'"],
        title: ["{module} has no {name}", "{module} no tiene {name}"],
        reason: [
            "The name is misspelt, or it lives in another module.",
            "El nombre está mal escrito o vive en otro módulo.",
        ],
        ways: &[way("Correct the name.", "Corrige el nombre.")],
    },
    Rule {
        texts: &["Field.__init__() got an unexpected keyword argument '{misspelt}'"],
        title: [
            "This field has no option {misspelt}",
            "Este campo no tiene la opción {misspelt}",
        ],
        reason: [
            "It is misspelt: {nearest} is the one most like it.",
            "Está mal escrita: {nearest} es la que más se le parece.",
        ],
        ways: &[way(
            "Write `{nearest}` in its place.",
            "Escribe `{nearest}` en su lugar.",
        )],
    },
    Rule {
        texts: &["Field.__init__() got an unexpected keyword argument '{name}'"],
        title: [
            "This field has no option {name}",
            "Este campo no tiene la opción {name}",
        ],
        reason: [
            "It is misspelt, or belongs to another kind of field.",
            "Está mal escrita o es de otra clase de campo.",
        ],
        ways: &[way(
            "Correct the option, or leave it out.",
            "Corrige la opción o quítala.",
        )],
    },
    Rule {
        texts: &["ImportError: cannot import name '{name}' from '{module}'"],
        title: ["{module} has no {name}", "{module} no tiene {name}"],
        reason: [
            "The name is misspelt, or it lives in another module.",
            "El nombre está mal escrito o vive en otro módulo.",
        ],
        ways: &[way("Correct the import.", "Corrige el import.")],
    },
    Rule {
        texts: &[
            "doesn't declare an explicit app_label and isn't in an application in INSTALLED_APPS",
        ],
        title: [
            "A model belongs to no app",
            "Un modelo no pertenece a ninguna app",
        ],
        reason: [
            "Its module was imported, but the app is not in INSTALLED_APPS.",
            "Se importó su módulo, pero la app no está en INSTALLED_APPS.",
        ],
        ways: &[way(
            "Add the app to INSTALLED_APPS in the settings.",
            "Añade la app a INSTALLED_APPS.",
        )],
    },
    Rule {
        texts: &["App '{app}' doesn't have a '{model}' model"],
        title: [
            "{app} has no model {model}",
            "{app} no tiene el modelo {model}",
        ],
        reason: [
            "In a migration, `apps.get_model` sees the models as they were at that point: a model made later, renamed, or of an app that `dependencies` does not name is not there.",
            "En una migración, `apps.get_model` ve los modelos como eran en ese punto: no ve uno creado después, renombrado o de una app que `dependencies` no nombra.",
        ],
        ways: &[way(
            "Add the migration that makes it to `dependencies`, or use the name it had then.",
            "Añade a `dependencies` la migración que lo crea o usa el nombre que tenía entonces.",
        )],
    },
    Rule {
        texts: &["SECRET_KEY setting must not be empty"],
        title: [
            "The settings have no SECRET_KEY",
            "La configuración no tiene SECRET_KEY",
        ],
        reason: [
            "Django does not start without one.",
            "Django no arranca sin ella.",
        ],
        ways: &[way(
            "Write any text in settings.py: `SECRET_KEY = \"…\"`.",
            "Escribe cualquier texto en settings.py: `SECRET_KEY = \"…\"`.",
        )],
    },
    Rule {
        texts: &["fields.E304"],
        title: [
            "Two relations want the same name on the other model",
            "Dos relaciones quieren el mismo nombre en el otro modelo",
        ],
        reason: [
            "Each ForeignKey gives its target an accessor such as `book_set`; two of one model to the same target clash.",
            "Cada ForeignKey da a su destino un accesor como `book_set`; dos del mismo modelo al mismo destino chocan.",
        ],
        ways: &[way(
            "Give one of them `related_name=…`.",
            "Da a una de ellas `related_name=…`.",
        )],
    },
    Rule {
        texts: &["fields.E302", "fields.E303"],
        title: [
            "A relation's name on the other model is a field's",
            "El nombre inverso de una relación ya es un campo",
        ],
        reason: [
            "The reverse accessor or query name is the name of a field of the target.",
            "El accesor inverso o su nombre en consultas coincide con un campo del destino.",
        ],
        ways: &[way(
            "Give the relation another `related_name`.",
            "Da a la relación otro `related_name`.",
        )],
    },
    Rule {
        texts: &[
            "fields.E300",
            "fields.E307",
            "was declared with a lazy reference to",
        ],
        title: [
            "A relation points at a model that is not there",
            "Una relación apunta a un modelo que no existe",
        ],
        reason: [
            "The name is misspelt, its app is not in INSTALLED_APPS, the model is abstract, or, in a migration, `dependencies` lacks the one that makes it.",
            "El nombre está mal escrito, su app no está en INSTALLED_APPS, el modelo es abstracto o, en una migración, falta en `dependencies` la que lo crea.",
        ],
        ways: &[way(
            "Write it as \"app.Model\", and look at INSTALLED_APPS and `dependencies`.",
            "Escríbelo como \"app.Model\" y revisa INSTALLED_APPS y `dependencies`.",
        )],
    },
    Rule {
        texts: &[
            "fields.E130",
            "fields.E131",
            "fields.E132",
            "fields.E133",
            "fields.E134",
        ],
        title: [
            "A DecimalField needs its digits",
            "Un DecimalField necesita sus dígitos",
        ],
        reason: [
            "`max_digits` counts all digits and `decimal_places` those after the point; the former must not be less.",
            "`max_digits` cuenta todos los dígitos y `decimal_places` los decimales; el primero no puede ser menor.",
        ],
        ways: &[way(
            "Write both: `DecimalField(max_digits=10, decimal_places=2)`.",
            "Escribe ambos: `DecimalField(max_digits=10, decimal_places=2)`.",
        )],
    },
    Rule {
        texts: &["fields.E320"],
        title: [
            "SET_NULL needs a column that may be empty",
            "SET_NULL necesita una columna que admita vacíos",
        ],
        reason: [
            "`on_delete=SET_NULL` writes NULL when the target is deleted, and the field forbids it.",
            "`on_delete=SET_NULL` escribe NULL al borrar el destino y el campo no lo permite.",
        ],
        ways: &[way(
            "Add `null=True`, or choose CASCADE or PROTECT.",
            "Añade `null=True` o elige CASCADE o PROTECT.",
        )],
    },
    Rule {
        texts: &["fields.E210"],
        title: ["ImageField needs Pillow", "ImageField necesita Pillow"],
        reason: [
            "Django reads the size of pictures with that package.",
            "Django lee el tamaño de las imágenes con ese paquete.",
        ],
        ways: &[way(
            "Use FileField here, or install Pillow in a project of your own.",
            "Usa FileField aquí o instala Pillow en un proyecto propio.",
        )],
    },
    Rule {
        texts: &["missing 1 required positional argument: 'on_delete'"],
        title: [
            "A ForeignKey must say what happens on delete",
            "Una ForeignKey debe decir qué pasa al borrar",
        ],
        reason: [
            "`on_delete` has no default, because losing rows silently would be worse.",
            "`on_delete` no tiene valor por defecto, porque perder filas en silencio sería peor.",
        ],
        ways: &[way(
            "CASCADE deletes the pointing rows too, PROTECT refuses, SET_NULL empties the column.",
            "CASCADE borra también las filas que apuntan, PROTECT lo impide y SET_NULL vacía la columna.",
        )],
    },
    Rule {
        texts: &["on_delete must be callable"],
        title: [
            "on_delete is not one of Django's choices",
            "on_delete no es una de las opciones de Django",
        ],
        reason: [
            "CASCADE, PROTECT and the others are functions in `models`; in quotes they are only text. After the model, on_delete is a relation's next argument.",
            "CASCADE, PROTECT y las demás son funciones de `models`; entre comillas son solo texto. Tras el modelo, on_delete es el siguiente argumento de la relación.",
        ],
        ways: &[way(
            "Write it without quotes: `on_delete=models.CASCADE`.",
            "Escríbelo sin comillas: `on_delete=models.CASCADE`.",
        )],
    },
    Rule {
        texts: &["models.W042"],
        title: [
            "The type of the automatic key is not settled",
            "El tipo de la clave automática no está decidido",
        ],
        reason: [
            "Without DEFAULT_AUTO_FIELD keys are 32-bit; a later change alters every table.",
            "Sin DEFAULT_AUTO_FIELD las claves son de 32 bits; cambiarlo después altera todas las tablas.",
        ],
        ways: &[way(
            "Set `DEFAULT_AUTO_FIELD = \"django.db.models.BigAutoField\"` in the settings.",
            "Pon `DEFAULT_AUTO_FIELD = \"django.db.models.BigAutoField\"` en la configuración.",
        )],
    },
    Rule {
        texts: &["has no field named '{field}'"],
        title: [
            "The model has no field {field} at this point",
            "El modelo no tiene el campo {field} en este punto",
        ],
        reason: [
            "An operation names a field that no earlier migration made, or that was renamed or removed before.",
            "Una operación nombra un campo que ninguna migración anterior creó, o que ya se renombró o eliminó.",
        ],
        ways: &[way(
            "Look at the order of operations and at `dependencies`.",
            "Revisa el orden de las operaciones y `dependencies`.",
        )],
    },
    Rule {
        texts: &["Cannot serialize function: lambda"],
        title: [
            "A lambda cannot be written into a migration",
            "Una lambda no se puede escribir en una migración",
        ],
        reason: [
            "It has no name by which the migration file could import it.",
            "No tiene un nombre con el que importarla.",
        ],
        ways: &[way(
            "Define it with `def` at the top of the module.",
            "Defínela con `def` a nivel de módulo.",
        )],
    },
    Rule {
        texts: &["Cannot serialize: {value}"],
        title: [
            "A value cannot be written into a migration",
            "Un valor no se puede escribir en una migración",
        ],
        reason: [
            "Migration files hold what Python can import by name; an object of your own has no such text.",
            "Los archivos de migración guardan lo que Python puede importar por nombre; un objeto tuyo no tiene ese texto.",
        ],
        ways: &[way(
            "Use a function at the top of a module instead of the object, or give its class `deconstruct()`.",
            "Usa una función a nivel de módulo en vez del objeto o da a su clase `deconstruct()`.",
        )],
    },
    Rule {
        texts: &["InvalidBasesError"],
        title: [
            "The bases of a model are not there",
            "Faltan las bases de un modelo",
        ],
        reason: [
            "A model inherits from one that this app's migrations do not know, often because its app has no migrations.",
            "Un modelo hereda de otro que las migraciones no conocen, a menudo porque su app no tiene migraciones.",
        ],
        ways: &[way(
            "Make migrations for the base's app, too, or move the change of bases into a later migration.",
            "Crea migraciones también para la app de la base o mueve el cambio de bases a una migración posterior.",
        )],
    },
    Rule {
        texts: &["Maybe it comes after the migration '{name}'?"],
        title: [
            "The range begins after {name}",
            "El intervalo empieza después de {name}",
        ],
        reason: [
            "squashmigrations takes the earlier migration first.",
            "squashmigrations recibe primero la migración anterior.",
        ],
        ways: &[way("Change their order.", "Cambia el orden.")],
    },
    Rule {
        texts: &["needs manual porting"],
        title: [
            "Functions were not copied into the squashed file",
            "Las funciones no se copiaron al archivo combinado",
        ],
        reason: [
            "RunPython names functions of the old files, which will be deleted.",
            "RunPython nombra funciones de los archivos antiguos, que se borrarán.",
        ],
        ways: &[way(
            "Copy them into the new file and correct the references.",
            "Cópialas al archivo nuevo y corrige las referencias.",
        )],
    },
    Rule {
        texts: &["{model} matching query does not exist"],
        title: ["No row fits", "Ninguna fila coincide"],
        reason: [
            "`get()` wants exactly one; `filter()` may find none.",
            "`get()` exige exactamente una; `filter()` puede no encontrar ninguna.",
        ],
        ways: &[way(
            "Use `filter(…).first()`, which answers None, or look at what is there with `.all()`.",
            "Usa `filter(…).first()`, que devuelve None, o mira lo que hay con `.all()`.",
        )],
    },
    Rule {
        texts: &["get() returned more than one"],
        title: ["Several rows fit", "Coinciden varias filas"],
        reason: [
            "`get()` wants exactly one.",
            "`get()` exige exactamente una.",
        ],
        ways: &[way(
            "Ask for more, or use `filter()`.",
            "Pide más condiciones o usa `filter()`.",
        )],
    },
    Rule {
        texts: &["Cannot resolve keyword '{name}' into field"],
        title: [
            "The model has no field {name}",
            "El modelo no tiene el campo {name}",
        ],
        reason: [
            "The choices that are listed are the fields and relations one can ask for; two underscores lead across a relation.",
            "Las opciones que se listan son los campos y relaciones por los que se puede preguntar; dos guiones bajos cruzan una relación.",
        ],
        ways: &[way(
            "Correct the name. In a migration the model is as it was at that point.",
            "Corrige el nombre. En una migración el modelo es como era en ese punto.",
        )],
    },
    Rule {
        texts: &["ProtectedError"],
        title: ["Other rows protect this one", "Otras filas protegen a esta"],
        reason: [
            "They point at it with `on_delete=PROTECT`.",
            "Apuntan a ella con `on_delete=PROTECT`.",
        ],
        ways: &[way(
            "Delete or change those rows first.",
            "Borra o cambia antes esas filas.",
        )],
    },
    Rule {
        texts: &["An error occurred in the current transaction"],
        title: ["The transaction is broken", "La transacción está rota"],
        reason: [
            "After a database error inside `atomic`, nothing more can run until its block ends.",
            "Tras un error de base de datos dentro de `atomic`, no se puede ejecutar nada más hasta que acabe el bloque.",
        ],
        ways: &[way(
            "Catch the error outside of the block, or put the risky part into an `atomic` of its own.",
            "Captura el error fuera del bloque o pon la parte arriesgada en su propio `atomic`.",
        )],
    },
    Rule {
        texts: &["MIGRATION_SANDBOX_STEPS"],
        title: ["The program ran too long", "El programa tardó demasiado"],
        reason: [
            "The sandbox ends programs after a number of steps, so that a loop without end cannot hang the page. Nothing was changed.",
            "El sandbox termina los programas tras un número de pasos, para que un bucle sin fin no bloquee la página. No se cambió nada.",
        ],
        ways: &[way(
            "Look for a loop that never ends; or allow more with the `export` that the message names.",
            "Busca un bucle que no acabe o permite más con el `export` que indica el mensaje.",
        )],
    },
    Rule {
        texts: &["MIGRATION_SANDBOX_MEGABYTES"],
        title: [
            "The program wanted too much memory",
            "El programa pidió demasiada memoria",
        ],
        reason: [
            "Values may take a number of megabytes together. Nothing was changed.",
            "Los valores pueden ocupar un número de megabytes en total. No se cambió nada.",
        ],
        ways: &[way(
            "Use `iterator()`, or smaller batches; or allow more with the `export` that the message names.",
            "Usa `iterator()` o lotes menores; o permite más con el `export` que indica el mensaje.",
        )],
    },
    Rule {
        texts: &["maximum recursion depth exceeded"],
        title: [
            "A function calls itself without end",
            "Una función se llama a sí misma sin fin",
        ],
        reason: [
            "Each call waits for the next one; often `save()` or a signal saves again.",
            "Cada llamada espera a la siguiente; a menudo `save()` o una señal vuelve a guardar.",
        ],
        ways: &[way(
            "Add the case that ends it; in a signal, use `filter(…).update(…)` in place of `save()`.",
            "Añade el caso que la termina; en una señal, usa `filter(…).update(…)` en vez de `save()`.",
        )],
    },
    Rule {
        texts: &["Unknown command: '{command}'"],
        title: [
            "manage.py has no command {command}",
            "manage.py no tiene el comando {command}",
        ],
        reason: [
            "It is misspelt, or belongs to an app that is not installed.",
            "Está mal escrito o pertenece a una app no instalada.",
        ],
        ways: &[run(
            "python manage.py help",
            "List the commands.",
            "Lista los comandos.",
        )],
    },
    Rule {
        texts: &["unrecognized arguments: {words}"],
        title: [
            "The command does not know {words}",
            "El comando no conoce {words}",
        ],
        reason: [
            "An option is misspelt, or belongs to another command.",
            "Una opción está mal escrita o es de otro comando.",
        ],
        ways: &[way(
            "Ask the command with --help.",
            "Pregunta al comando con --help.",
        )],
    },
    Rule {
        texts: &[
            "manage.py {command}: error: the following arguments are required: migration_name",
        ],
        title: [
            "{command} needs the name of a migration",
            "{command} necesita el nombre de una migración",
        ],
        reason: [
            "After the app comes the migration; the beginning of its name is enough, such as 0001.",
            "Tras la app va la migración; basta el principio de su nombre, como 0001.",
        ],
        ways: &[run(
            "python manage.py showmigrations",
            "List the migrations.",
            "Lista las migraciones.",
        )],
    },
    Rule {
        texts: &["manage.py {command}: error: the following arguments are required: {words}"],
        title: [
            "{command} needs to be told more",
            "A {command} le faltan argumentos",
        ],
        reason: [
            "The line names what is missing; `usage` shows where it stands.",
            "La línea nombra lo que falta; `usage` muestra dónde va.",
        ],
        ways: &[run(
            "python manage.py {command} --help",
            "Read what the command takes.",
            "Lee qué acepta el comando.",
        )],
    },
    Rule {
        texts: &["command not found"],
        title: [
            "The console has no such program",
            "La consola no tiene ese programa",
        ],
        reason: [
            "It knows `python manage.py …`, `sqlite3`, `ls`, `cat` and a few more.",
            "Conoce `python manage.py …`, `sqlite3`, `ls`, `cat` y algunos más.",
        ],
        ways: &[run("help", "See what it knows.", "Mira lo que conoce.")],
    },
];

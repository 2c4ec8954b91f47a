from collections import namedtuple
from contextlib import contextmanager

from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

TableInfo = namedtuple("TableInfo", ["name", "type"])
FieldInfo = namedtuple(
    "FieldInfo",
    "name type_code display_size internal_size precision scale null_ok default collation pk has_json_constraint",
)


class BaseDatabaseWrapper:
    allow_thread_sharing = False

    def ensure_connection(self):
        """It is always there."""

    def connect(self):
        """It is always there."""

    def close(self):
        """The next query would connect again."""

    def close_if_unusable_or_obsolete(self):
        """It never is."""

    def is_usable(self):
        return True

    def get_autocommit(self):
        return self.autocommit

    def set_autocommit(self, autocommit, force_begin_transaction_with_broken_autocommit=False):
        self.validate_no_atomic_block()
        transaction.switch_autocommit(autocommit)

    def savepoint(self):
        return transaction.new_savepoint() if self.in_atomic_block else None

    def savepoint_commit(self, sid):
        if self.in_atomic_block:
            transaction.release_savepoint(sid)

    def savepoint_rollback(self, sid):
        if self.in_atomic_block:
            transaction.return_to_savepoint(sid)

    def clean_savepoints(self):
        """The counter for their names goes on."""

    def get_rollback(self):
        if not self.in_atomic_block:
            raise TransactionManagementError("The rollback flag doesn't work outside of an 'atomic' block.")
        return self.needs_rollback

    def set_rollback(self, rollback):
        if not self.in_atomic_block:
            raise TransactionManagementError("The rollback flag doesn't work outside of an 'atomic' block.")
        transaction.set_needs_rollback(rollback)

    def commit(self):
        self.validate_no_atomic_block()
        transaction.end_manually(True)

    def rollback(self):
        self.validate_no_atomic_block()
        transaction.end_manually(False)

    @contextmanager
    def execute_wrapper(self, wrapper):
        self.execute_wrappers.append(wrapper)
        try:
            yield
        finally:
            self.execute_wrappers.pop()

    def validate_no_atomic_block(self):
        if self.in_atomic_block:
            raise TransactionManagementError("This is forbidden when an 'atomic' block is active.")

    def validate_no_broken_transaction(self):
        if self.needs_rollback:
            raise TransactionManagementError(
                "An error occurred in the current transaction. You can't execute queries until the end of "
                "the 'atomic' block."
            )

    def on_commit(self, func, robust=False):
        if not callable(func):
            raise TypeError("on_commit()'s callback must be a callable.")
        transaction.add_commit_hook(robustly(func) if robust else func)

    @contextmanager
    def constraint_checks_disabled(self):
        disabled = self.disable_constraint_checking()
        try:
            yield
        finally:
            if disabled:
                self.enable_constraint_checking()

    def get_database_version(self):
        with self.cursor() as cursor:
            cursor.execute("SELECT sqlite_version()")
            return tuple(int(part) for part in cursor.fetchone()[0].split("."))

    @contextmanager
    def temporary_connection(self):
        with self.cursor() as cursor:
            yield cursor


class DatabaseWrapper:
    def disable_constraint_checking(self):
        with self.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = OFF")
            return not cursor.execute("PRAGMA foreign_keys").fetchone()[0]

    def enable_constraint_checking(self):
        with self.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = ON")

    def check_constraints(self, table_names=None):
        with self.cursor() as cursor:
            if table_names is None:
                violations = cursor.execute("PRAGMA foreign_key_check").fetchall()
            else:
                violations = []
                for name in table_names:
                    sql = "PRAGMA foreign_key_check(%s)" % self.ops.quote_name(name)
                    violations += cursor.execute(sql).fetchall()
            for table, row, referred, key in violations:
                raise IntegrityError(self._violation(cursor, table, row, referred, key))

    def _violation(self, cursor, table, row, referred, key):
        quote = self.ops.quote_name
        keys = cursor.execute("PRAGMA foreign_key_list(%s)" % quote(table)).fetchall()
        column, other = keys[key][3:5]
        own = self.introspection.get_primary_key_column(cursor, table)
        found = cursor.execute(
            "SELECT %s, %s FROM %s WHERE rowid = %%s" % (quote(own), quote(column), quote(table)), (row,)
        )
        pk, value = found.fetchone()
        return (
            "The row in table '%s' with primary key '%s' has an invalid foreign key: %s.%s contains a value "
            "'%s' that does not have a corresponding value in %s.%s."
            % (table, pk, table, column, value, referred, other)
        )


def robustly(func):
    def call():
        try:
            func()
        except Exception:
            pass

    return call


class BaseDatabaseFeatures:
    max_query_params = 999
    minimum_database_version = (3, 31)
    test_db_allows_multiple_connections = False


class BaseDatabaseOperations:
    compiler_module = "django.db.models.sql.compiler"

    def no_limit_value(self):
        return -1

    def pk_default_value(self):
        return "NULL"


class BaseDatabaseIntrospection:
    def identifier_converter(self, name):
        return name

    def _tables(self, cursor, include_views):
        kinds = ("t", "v") if include_views else ("t",)
        return sorted(table.name for table in self.get_table_list(cursor) if table.type in kinds)

    def table_names(self, cursor=None, include_views=False):
        if cursor is None:
            with connection.cursor() as cursor:
                return self._tables(cursor, include_views)
        return self._tables(cursor, include_views)

    def _models(self):
        models = [model for config in apps.get_app_configs() for model in config.get_models(include_auto_created=True)]
        return [model for model in models if model._meta.managed and not model._meta.proxy]

    def django_table_names(self, only_existing=False, include_views=True):
        names = {model._meta.db_table for model in self._models()}
        existing = set(self.table_names(include_views=include_views)) if only_existing else names
        return [name for name in names if name in existing]

    def installed_models(self, tables):
        every = [model for config in apps.get_app_configs() for model in config.get_models(include_auto_created=True)]
        return {model for model in every if model._meta.db_table in tables}

    def sequence_list(self):
        with connection.cursor() as cursor:
            return [
                sequence
                for model in self._models()
                for sequence in self.get_sequences(cursor, model._meta.db_table, model._meta.local_fields)
            ]


class DatabaseIntrospection:
    def get_table_list(self, cursor):
        cursor.execute(
            "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name != 'sqlite_sequence' "
            "ORDER BY name"
        )
        return [TableInfo(name, kind[0]) for name, kind in cursor.fetchall()]

    def get_table_description(self, cursor, table_name):
        quoted = connection.ops.quote_name(table_name)
        columns = cursor.execute("PRAGMA table_xinfo(%s)" % quoted).fetchall()
        if not columns:
            raise DatabaseError("Table %s does not exist (empty pragma)." % table_name)
        sql = cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table_name]).fetchone()
        sql = sql[0] if sql else ""
        return [
            FieldInfo(
                name,
                kind,
                size(kind),
                None,
                None,
                None,
                not required,
                default,
                collation(sql, name),
                pk == 1,
                'json_valid("%s")' % name.lower() in sql.lower(),
            )
            for _, name, kind, required, default, pk, hidden in columns
            if hidden in (0, 2, 3)
        ]

    def get_relations(self, cursor, table_name):
        keys = cursor.execute("PRAGMA foreign_key_list(%s)" % connection.ops.quote_name(table_name)).fetchall()
        return {column: (other, table) for _, _, table, column, other, *_ in keys}

    def get_primary_key_columns(self, cursor, table_name):
        columns = cursor.execute("PRAGMA table_info(%s)" % connection.ops.quote_name(table_name)).fetchall()
        return [name for _, name, *_, pk in columns if pk]

    def get_primary_key_column(self, cursor, table_name):
        columns = self.get_primary_key_columns(cursor, table_name)
        return columns[0] if columns else None

    def get_sequences(self, cursor, table_name, table_fields=()):
        return [{"table": table_name, "column": self.get_primary_key_column(cursor, table_name)}]


def size(kind):
    """The number in `varchar(50)`."""
    name, parenthesis, rest = kind.lower().partition("(")
    digits = rest.rstrip(") ")
    if parenthesis and name.strip() in ("char", "varchar") and digits.isdigit():
        return int(digits)
    return None


def collation(sql, column):
    """What stands after `COLLATE` in the definition of a column."""
    found = sql.partition('"%s" ' % column)[2].partition(",")[0].partition(' COLLATE "')[2]
    return found.partition('"')[0] or None

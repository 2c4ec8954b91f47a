from django.db import connection

with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        if table.startswith("library_"):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                cells = [f"{name}={value!r}" for name, value in zip(names, row) if name not in ("created", "updated")]
                print(table[8:], *cells)

OPERATORS = {
    "exact": "= %s",
    "iexact": "LIKE %s ESCAPE '\\'",
    "contains": "LIKE %s ESCAPE '\\'",
    "icontains": "LIKE %s ESCAPE '\\'",
    "regex": "REGEXP %s",
    "iregex": "REGEXP '(?i)' || %s",
    "gt": "> %s",
    "gte": ">= %s",
    "lt": "< %s",
    "lte": "<= %s",
    "startswith": "LIKE %s ESCAPE '\\'",
    "endswith": "LIKE %s ESCAPE '\\'",
    "istartswith": "LIKE %s ESCAPE '\\'",
    "iendswith": "LIKE %s ESCAPE '\\'",
}


class Parts:
    """What a lookup's own as_sql() works with."""

    bilateral_transforms = ()

    def get_prep_lookup(self):
        field = getattr(self.lhs, "output_field", None)
        if not self.prepare_rhs or not self.rhs_is_direct_value() or field is None:
            return self.rhs
        return field.get_prep_value(self.rhs)

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def rhs_is_direct_value(self):
        return not hasattr(self.rhs, "as_sql")

    def process_lhs(self, compiler, connection, lhs=None):
        lhs = self.lhs if lhs is None else lhs
        sql, params = compiler.compile(lhs)
        return (f"({sql})" if isinstance(lhs, Lookup) else sql), params

    def process_rhs(self, compiler, connection):
        if self.rhs_is_direct_value():
            return self.get_db_prep_lookup(self.rhs, connection)
        sql, params = compiler.compile(self.rhs)
        return (sql if sql.startswith("(") else f"({sql})"), params

    def batch_process_rhs(self, compiler, connection, rhs=None):
        _, params = self.get_db_prep_lookup(self.rhs if rhs is None else rhs, connection)
        return ["%s"] * len(params), params

    def get_source_expressions(self):
        return [self.lhs] if self.rhs_is_direct_value() else [self.lhs, self.rhs]


class BuiltinParts:
    def get_rhs_op(self, connection, rhs):
        return OPERATORS[self.lookup_name] % rhs

    def as_sql(self, compiler, connection):
        left, params = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} {self.get_rhs_op(connection, right)}", [*params, *more]


class PatternParts:
    """Values that LIKE compares with."""

    before = after = ""

    def process_rhs(self, compiler, connection):
        sql, params = super(PatternParts.of, self).process_rhs(compiler, connection)
        if self.rhs_is_direct_value() and params:
            text = str(params[0])
            for letter in "\\%_":
                text = text.replace(letter, "\\" + letter)
            params = [self.before + text + self.after]
        return sql, params


def give(owner, methods):
    for name, value in vars(methods).items():
        if not name.startswith("__"):
            setattr(owner, name, value)


Lookup.prepare_rhs = True
Lookup.can_use_none_as_rhs = False
give(Lookup, Parts)
give(BuiltinLookup, BuiltinParts)
PatternParts.of = BuiltinLookup
for pattern, before, after in [
    (Contains, "%", "%"),
    (StartsWith, "", "%"),
    (EndsWith, "%", ""),
    (IExact, "", ""),
]:
    pattern.before, pattern.after = before, after
    pattern.process_rhs = PatternParts.process_rhs

def inner(x):
    return 1 / x


def middle(x):
    try:
        return inner(x)
    except ZeroDivisionError as error:
        raise ValueError("bad value") from error


class Loader:
    def load(self):
        try:
            middle(0)
        except ValueError:
            {}["missing"]


Loader().load()

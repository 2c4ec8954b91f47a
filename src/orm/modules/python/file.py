class File:
    """Something with a name. The sandbox keeps no files' contents."""

    def __init__(self, file, name=None):
        self.file = file
        self.name = getattr(file, "name", None) if name is None else name

    def __str__(self):
        return self.name or ""

    def __repr__(self):
        return f"<{type(self).__name__}: {self or 'None'}>"

    def __bool__(self):
        return bool(self.name)


class ContentFile(File):
    def __init__(self, content, name=None):
        super().__init__(None, name=name)
        self.content = content
        self.size = len(content)

    def __str__(self):
        return "Raw content"

    def __bool__(self):
        return True

    def read(self):
        return self.content

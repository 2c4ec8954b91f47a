"""Bytes in memory."""


class BytesIO:
    closed = False

    def __init__(self, initial_bytes=b""):
        self._data = bytes(initial_bytes)
        self._at = 0

    def _open(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def getvalue(self):
        self._open()
        return self._data

    def read(self, size=-1):
        self._open()
        end = len(self._data) if size is None or size < 0 else self._at + size
        part = self._data[self._at:end]
        self._at += len(part)
        return part

    read1 = read

    def readline(self, size=-1):
        self._open()
        end = self._data.find(b"\n", self._at) + 1 or len(self._data)
        if size is not None and size >= 0:
            end = min(end, self._at + size)
        part = self._data[self._at:end]
        self._at += len(part)
        return part

    def readlines(self, hint=None):
        return list(self)

    def write(self, data):
        self._open()
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(data)
        before = self._data[:self._at].ljust(self._at, b"\0")
        self._data = before + data + self._data[self._at + len(data):]
        self._at += len(data)
        return len(data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def seek(self, pos, whence=0):
        self._open()
        if whence == 1:
            pos += self._at
        elif whence == 2:
            pos += len(self._data)
        elif pos < 0:
            raise ValueError(f"negative seek value {pos}")
        self._at = max(pos, 0)
        return self._at

    def tell(self):
        self._open()
        return self._at

    def truncate(self, size=None):
        self._open()
        if size is None:
            size = self._at
        self._data = self._data[:size]
        return size

    def readable(self):
        return True

    writable = seekable = readable

    def isatty(self):
        return False

    def flush(self):
        self._open()

    def close(self):
        self.closed = True

    def __enter__(self):
        self._open()
        return self

    def __exit__(self, *details):
        self.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

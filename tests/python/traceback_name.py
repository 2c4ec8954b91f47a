class Author:
    name = "x"

    def title(self):
        return self.nmae


def run(count):
    author = Author()
    for index in range(count):
        print(authr.title())


run(1)

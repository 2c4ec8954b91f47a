def work():
    raise KeyError("k")


try:
    work()
except KeyError:
    print("handled")
    raise

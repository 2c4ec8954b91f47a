values = {"a": [1, 2]}


def total(items):
    return sum(item["price"] * 2 for item in items)


print(total([{"price": 1}]))
print(values["a"][0] + values["b"][1] + total([{"cost": 2}]))

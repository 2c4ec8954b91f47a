from collections import Counter
from decimal import Decimal
from math import exp, fsum, log, sqrt


class StatisticsError(ValueError):
    pass


def as_list(data, name):
    data = list(data)
    if not data:
        raise StatisticsError("%s requires at least one data point" % name)
    return data


def ratio(value):
    """Numerator and denominator, exactly."""
    try:
        return value.as_integer_ratio()
    except AttributeError:
        raise TypeError("can't convert type '%s' to numerator/denominator" % type(value).__name__)


def total(values):
    """The sum as a fraction."""
    numerator, denominator = 0, 1
    for value in values:
        part, whole = ratio(value)
        numerator, denominator = numerator * whole + part * denominator, denominator * whole
        if denominator > 1 << 200:
            numerator, denominator = reduced(numerator, denominator)
    return reduced(numerator, denominator)


def reduced(numerator, denominator):
    first, second = abs(numerator), denominator
    while second:
        first, second = second, first % second
    return numerator // first, denominator // first


def kind_of(data):
    kinds = {type(value) for value in data} - {int, bool}
    if not kinds:
        return int
    if Decimal in kinds:
        if float in kinds:
            raise TypeError("don't know how to coerce %s and %s" % ("float", "Decimal"))
        return Decimal
    return float


def as_kind(numerator, denominator, kind):
    """The fraction as a number of the kind of the data."""
    if kind is Decimal:
        return Decimal(numerator) / Decimal(denominator)
    if kind is int and numerator % denominator == 0:
        return numerator // denominator
    return numerator / denominator


def mean(data):
    data = as_list(data, "mean")
    numerator, denominator = total(data)
    return as_kind(numerator, denominator * len(data), kind_of(data))


def fmean(data, weights=None):
    data = list(data)
    if not data:
        raise StatisticsError("fmean requires at least one data point")
    if weights is None:
        return fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    whole = fsum(weights)
    if not whole:
        raise StatisticsError("sum of weights must be non-zero")
    return fsum(value * weight for value, weight in zip(data, weights)) / whole


def geometric_mean(data):
    try:
        return exp(fmean(map(log, data)))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data):
    data = as_list(data, "harmonic_mean")
    if any(value < 0 for value in data):
        raise StatisticsError("harmonic mean does not support negative values")
    if any(value == 0 for value in data):
        return 0
    numerator, denominator = 0, 1
    for value in data:
        whole, part = ratio(value)
        numerator, denominator = numerator * whole + part * denominator, denominator * whole
    return as_kind(len(data) * denominator, numerator, kind_of(data))


def ordered(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data


def median(data):
    data = ordered(data)
    middle = len(data) // 2
    return data[middle] if len(data) % 2 else (data[middle - 1] + data[middle]) / 2


def median_low(data):
    data = ordered(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = ordered(data)
    return data[len(data) // 2]


def mode(data):
    found = Counter(data).most_common(1)
    if not found:
        raise StatisticsError("no mode for empty data")
    return found[0][0]


def multimode(data):
    counts = Counter(data)
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def deviation(data, fewer, least, name, center):
    """The variance as a fraction, and the kind of the data."""
    data = list(data)
    if len(data) < least:
        points = "two data points" if least == 2 else "one data point"
        raise StatisticsError("%s requires at least %s" % (name, points))
    numerator, denominator = total(data)
    if center is None:
        top, bottom = numerator, denominator * len(data)
    else:
        top, bottom = ratio(center)
    squares, whole = 0, 1
    for value in data:
        part, size = ratio(value)
        distance, size = part * bottom - top * size, size * bottom
        squares, whole = reduced(squares * size * size + distance * distance * whole, whole * size * size)
    return squares, whole * (len(data) - fewer), kind_of(data)


def variance(data, xbar=None):
    return as_kind(*deviation(data, 1, 2, "variance", xbar))


def pvariance(data, mu=None):
    return as_kind(*deviation(data, 0, 1, "pvariance", mu))


def root(numerator, denominator, kind):
    if kind is Decimal:
        return (Decimal(numerator) / Decimal(denominator)).sqrt()
    return sqrt_of(numerator, denominator)


def sqrt_of(numerator, denominator):
    """The root of a fraction, rounded once."""
    from math import isqrt

    scale = max(0, 110 - (numerator.bit_length() - denominator.bit_length())) // 2 + 2
    whole = isqrt((numerator << (2 * scale)) // denominator)
    if (whole * whole * denominator) != numerator << (2 * scale):
        whole |= 1
    return whole / (1 << scale)


def stdev(data, xbar=None):
    return root(*deviation(data, 1, 2, "stdev", xbar))


def pstdev(data, mu=None):
    return root(*deviation(data, 0, 1, "pstdev", mu))


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    count = len(data)
    if count < 2:
        raise StatisticsError("must have at least two data points")
    found = []
    if method == "inclusive":
        for part in range(1, n):
            place, rest = divmod(part * (count - 1), n)
            found.append((data[place] * (n - rest) + data[place + 1] * rest) / n)
        return found
    if method != "exclusive":
        raise ValueError(f"Unknown method: {method!r}")
    for part in range(1, n):
        place = min(max(part * (count + 1) // n, 1), count - 1)
        rest = part * (count + 1) - place * n
        found.append((data[place - 1] * (n - rest) + data[place] * rest) / n)
    return found


def median_grouped(data, interval=1.0):
    data = sorted(data)
    count = len(data)
    if not count:
        raise StatisticsError("no median for empty data")
    middle = data[count // 2]
    first = data.index(middle)
    last = count - data[::-1].index(middle)
    return float(middle) - interval / 2.0 + interval * (count / 2 - first) / (last - first)


def _pairs(x, y, what):
    if len(x) != len(y):
        raise StatisticsError(f"{what} requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError(f"{what} requires at least two data points")
    from math import fsum

    return fsum(x) / len(x), fsum(y) / len(y), fsum


def covariance(x, y, /):
    mean_x, mean_y, fsum = _pairs(x, y, "covariance")
    return fsum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / (len(x) - 1)


def correlation(x, y, /):
    from math import sqrt

    mean_x, mean_y, fsum = _pairs(x, y, "correlation")
    both = fsum((a - mean_x) * (b - mean_y) for a, b in zip(x, y))
    of_x = fsum((a - mean_x) * (a - mean_x) for a in x)
    of_y = fsum((b - mean_y) * (b - mean_y) for b in y)
    try:
        return both / sqrt(of_x * of_y)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


def linear_regression(x, y, /, *, proportional=False):
    from collections import namedtuple

    mean_x, mean_y, fsum = _pairs(x, y, "linear regression")
    if proportional:
        both, of_x = fsum(a * b for a, b in zip(x, y)), fsum(a * a for a in x)
    else:
        both = fsum((a - mean_x) * (b - mean_y) for a, b in zip(x, y))
        of_x = fsum((a - mean_x) * (a - mean_x) for a in x)
    try:
        slope = both / of_x
    except ZeroDivisionError:
        raise StatisticsError("x is constant") from None
    intercept = 0.0 if proportional else mean_y - slope * mean_x
    return namedtuple("LinearRegression", ("slope", "intercept"))(slope=slope, intercept=intercept)

"""Numbers as one whole number over another."""

import math as _math
import numbers as _numbers
import operator as _operator
import re as _re
from decimal import Decimal as _Decimal

_DIGITS = r"\d+(?:_\d+)*"
_FORMAT = _re.compile(
    rf"\s*([-+])?(?=\.?\d)({_DIGITS})?(?:/({_DIGITS})|(?:\.({_DIGITS})?)?(?:[eE]([-+]?{_DIGITS}))?)\s*"
)


def _of(number):
    """Numerator and denominator of an exact number; None for anything else."""
    if isinstance(number, Fraction):
        return number._numerator, number._denominator
    if isinstance(number, int):
        return int(number), 1
    return None


def _made(numerator, denominator, cls=None):
    divisor = _math.gcd(numerator, denominator)
    if denominator < 0:
        divisor = -divisor
    found = object.__new__(cls or Fraction)
    found._numerator, found._denominator = numerator // divisor, denominator // divisor
    return found


class Fraction(_numbers.Rational):
    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        if denominator is not None:
            if type(numerator) is int is type(denominator):
                pass
            elif isinstance(numerator, _numbers.Rational) and isinstance(denominator, _numbers.Rational):
                numerator, denominator = (
                    numerator.numerator * denominator.denominator,
                    denominator.numerator * numerator.denominator,
                )
            else:
                raise TypeError("both arguments should be Rational instances")
            if denominator == 0:
                raise ZeroDivisionError(f"Fraction({numerator}, 0)")
            return _made(numerator, denominator, cls)
        if isinstance(numerator, _numbers.Rational):
            return _made(numerator.numerator, numerator.denominator, cls)
        if isinstance(numerator, (float, _Decimal)):
            return _made(*numerator.as_integer_ratio(), cls)
        if isinstance(numerator, str):
            return _made(*cls._read(numerator), cls)
        raise TypeError("argument should be a string or a Rational instance")

    @staticmethod
    def _read(text):
        found = _FORMAT.fullmatch(text)
        if found is None:
            raise ValueError("Invalid literal for Fraction: %r" % text)
        sign, whole, below, digits, exponent = found.groups()
        numerator, denominator = int(whole or "0"), 1
        if below:
            denominator = int(below)
        else:
            if digits:
                digits = digits.replace("_", "")
                denominator = 10 ** len(digits)
                numerator = numerator * denominator + int(digits)
            exponent = int(exponent or "0")
            if exponent >= 0:
                numerator *= 10**exponent
            else:
                denominator *= 10**-exponent
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        return (-numerator if sign == "-" else numerator), denominator

    @classmethod
    def from_float(cls, f):
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        if isinstance(dec, int):
            dec = _Decimal(int(dec))
        elif not isinstance(dec, _Decimal):
            raise TypeError(f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})")
        return cls(*dec.as_integer_ratio())

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return self

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # The last two convergents of the continued fraction, and what is between them.
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            whole = n // d
            q2 = q0 + whole * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + whole * p1, q2
            n, d = d, n - whole * d
        steps = (max_denominator - q0) // q1
        if 2 * d * (q0 + steps * q1) <= self._denominator:
            return _made(p1, q1)
        return _made(p0 + steps * p1, q0 + steps * q1)

    def __repr__(self):
        return f"{type(self).__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else f"{self._numerator}/{self._denominator}"

    def _calculated(exact, rounded):
        """The operator and its reflection, exact among exact numbers and rounded beside others."""

        def forward(a, b):
            other = _of(b)
            if other is not None:
                return exact(*_of(a), *other)
            if isinstance(b, float):
                return rounded(float(a), b)
            if isinstance(b, complex):
                return rounded(complex(a), b)
            return NotImplemented

        def backward(b, a):
            other = _of(a)
            if other is not None:
                return exact(*other, *_of(b))
            if isinstance(a, float):
                return rounded(a, float(b))
            if isinstance(a, complex):
                return rounded(a, complex(b))
            return NotImplemented

        return forward, backward

    def _divided(n, d, m, e):
        if m == 0:
            raise ZeroDivisionError(f"Fraction({n * e}, 0)")
        return _made(n * e, d * m)

    def _divmod(n, d, m, e):
        quotient, rest = divmod(n * e, m * d)
        return quotient, _made(rest, d * e)

    __add__, __radd__ = _calculated(lambda n, d, m, e: _made(n * e + m * d, d * e), _operator.add)
    __sub__, __rsub__ = _calculated(lambda n, d, m, e: _made(n * e - m * d, d * e), _operator.sub)
    __mul__, __rmul__ = _calculated(lambda n, d, m, e: _made(n * m, d * e), _operator.mul)
    __truediv__, __rtruediv__ = _calculated(_divided, _operator.truediv)
    __floordiv__, __rfloordiv__ = _calculated(lambda n, d, m, e: (n * e) // (d * m), _operator.floordiv)
    __mod__, __rmod__ = _calculated(lambda n, d, m, e: _made((n * e) % (m * d), d * e), _operator.mod)
    __divmod__, __rdivmod__ = _calculated(_divmod, divmod)

    def __pow__(a, b):
        other = _of(b)
        if other is None:
            if isinstance(b, (float, complex)):
                return float(a) ** b
            return NotImplemented
        if other[1] != 1:
            return float(a) ** float(b)
        power = other[0]
        if power >= 0:
            return _made(a._numerator**power, a._denominator**power)
        if a._numerator == 0:
            raise ZeroDivisionError(f"Fraction({a._denominator ** -power}, 0)")
        return _made(a._denominator**-power, a._numerator**-power)

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a**b._numerator
        if isinstance(a, int):
            return Fraction(a) ** b
        if b._denominator == 1:
            return a**b._numerator
        return a ** float(b)

    def __pos__(self):
        return _made(self._numerator, self._denominator)

    def __neg__(self):
        return _made(-self._numerator, self._denominator)

    def __abs__(self):
        return _made(abs(self._numerator), self._denominator)

    def __int__(self):
        return -(-self._numerator // self._denominator) if self._numerator < 0 else self._numerator // self._denominator

    __trunc__ = __int__

    def __float__(self):
        return self._numerator / self._denominator

    def __complex__(self):
        return complex(float(self))

    def __bool__(self):
        return self._numerator != 0

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            if rest * 2 == self._denominator:
                return whole + whole % 2
            return whole + (rest * 2 > self._denominator)
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        if self._denominator == 1:
            return hash(self._numerator)
        modulus = 2**61 - 1
        if self._denominator % modulus == 0:
            found = 314159
        else:
            found = abs(self._numerator) % modulus * pow(self._denominator, -1, modulus) % modulus
        found = found if self._numerator >= 0 else -found
        return -2 if found == -1 else found

    def __eq__(self, other):
        exact = _of(other)
        if exact is not None:
            return exact == (self._numerator, self._denominator)
        if isinstance(other, complex):
            if other.imag != 0:
                return NotImplemented
            other = other.real
        if isinstance(other, float):
            if _math.isnan(other) or _math.isinf(other):
                return False
            return self == Fraction(other)
        return NotImplemented

    def _ordered(self, other, compare):
        exact = _of(other)
        if exact is not None:
            return compare(self._numerator * exact[1], exact[0] * self._denominator)
        if isinstance(other, float):
            if _math.isnan(other) or _math.isinf(other):
                return compare(0.0, other)
            return compare(self, Fraction(other))
        return NotImplemented

    def __lt__(self, other):
        return self._ordered(other, _operator.lt)

    def __gt__(self, other):
        return self._ordered(other, _operator.gt)

    def __le__(self, other):
        return self._ordered(other, _operator.le)

    def __ge__(self, other):
        return self._ordered(other, _operator.ge)

    def __copy__(self):
        return self if type(self) is Fraction else type(self)(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()

    del _calculated, _divided, _divmod

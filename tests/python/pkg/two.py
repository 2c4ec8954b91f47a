other = 2
from pkg.one import value as same

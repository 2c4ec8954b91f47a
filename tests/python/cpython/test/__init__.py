"""CPython's package `test`, whose tests stand in another folder."""

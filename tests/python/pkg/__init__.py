from .one import value
__all__ = ["value", "two"]

"""From exact figures to what is shown: one decimal, half to even."""

from fractions import Fraction


def one_decimal(value: Fraction | int) -> float:
    """Return the figure with one decimal; exactly between two, the even one."""
    tenths, rest = divmod(value.numerator * 10, value.denominator)
    if 2 * rest > value.denominator or (2 * rest == value.denominator and tenths % 2):
        tenths += 1
    return tenths / 10

"""Cyclic redundancy checks as FLAC and Ogg use them: highest bit first, from zero."""

from __future__ import annotations

import functools


def crc(data: bytes | memoryview, width: int, polynomial: int) -> int:
    """Return the cyclic redundancy check of `data`: 0 if it ends with its own correct check.

    `width` is the number of bits of the result, 8 or more; `polynomial` the generator, without its highest
    bit.

    Examples
    --------
    >>> hex(crc(b"123456789", 8, 0x07))
    '0xf4'
    """
    table, shift, mask = _table(width, polynomial), width - 8, (1 << width) - 1
    remainder = 0
    for byte in data:
        remainder = (remainder << 8 & mask) ^ table[remainder >> shift ^ byte]
    return remainder


@functools.cache
def _table(width: int, polynomial: int) -> tuple[int, ...]:
    top, mask = 1 << (width - 1), (1 << width) - 1
    table = []
    for byte in range(256):
        remainder = byte << (width - 8)
        for _ in range(8):
            carry = polynomial if remainder & top else 0
            remainder = (remainder << 1 & mask) ^ carry
        table.append(remainder)
    return tuple(table)

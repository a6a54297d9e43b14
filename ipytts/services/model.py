"""Speech models: their voices, options and prices, as declared here or listed by a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipytts.errors import InvalidRequestError

if TYPE_CHECKING:
    from datetime import date

_LEAST_COST = 0.001  # US dollars


def check_no_str(name: str, value: object) -> None:
    """Raise an `InvalidRequestError` if `value`, which should be a tuple, is a str."""
    if isinstance(value, str):
        raise InvalidRequestError(f"{name}={value!r} is not possible: give a tuple, ({value!r},).")


@dataclass(frozen=True)
class Model:
    """A speech model of a service.

    Parameters
    ----------
    name : str
        Its name in requests.
    voices : tuple of str
        The voices that it is known to have, its default first; none where they are not known.
    voice_total : int
        How many voices it has, if its server lists only some of them; 0 where that is not known.
    takes_speed, takes_instructions : bool
        Whether it takes these options; True where it is not known.
    price : float, optional
        US dollars for a million characters.
    shutdown : date, optional
        The day on which the service ends it.
    replacement : str, optional
        The model that the service names in its place.

    Raises
    ------
    InvalidRequestError
        `voices` is a str.

    Examples
    --------
    >>> Model("tts-1", takes_instructions=False).takes_instructions
    False
    """

    __module__ = "ipytts"
    name: str
    voices: tuple[str, ...] = ()
    takes_speed: bool = True
    takes_instructions: bool = True
    price: float | None = None
    shutdown: date | None = None
    replacement: str | None = None
    voice_total: int = 0

    def __post_init__(self) -> None:
        check_no_str("voices", self.voices)


def format_price(price: float) -> str:
    """Return a price for a million characters as text.

    Examples
    --------
    >>> format_price(0.6), format_price(15)
    ('$0.60 for a million characters', '$15.00 for a million characters')
    """
    return f"${price:,.2f} for a million characters"


def format_cost(cost: float) -> str:
    """Return an amount of US dollars as text, with two digits that count.

    Examples
    --------
    >>> format_cost(0.0123), format_cost(12.345), format_cost(0.00001)
    ('about $0.012', 'about $12.35', 'less than $0.001')
    """
    if cost < _LEAST_COST:
        return f"less than ${_LEAST_COST}"
    return f"about ${cost:,.2f}" if cost >= 1 else f"about ${cost:.2g}"


__test__ = {"Model": Model}  # doctest searches a class only in its `__module__`

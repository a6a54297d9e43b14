"""Look-ups on classes that bypass metaclasses and properties.

Any object may be described, also one whose class raises an error or returns a wrong name.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

_NAME, _MODULE = type.__dict__["__name__"], type.__dict__["__module__"]
_BASES, _ATTRIBUTES = type.__dict__["__mro__"], type.__dict__["__dict__"]


def name_of(cls: type) -> str:
    """Return the name of a class."""
    return str(_NAME.__get__(cls))


def module_of(cls: type) -> str:
    """Return the module of a class; empty if it is not a str."""
    module = _MODULE.__get__(cls)
    return module if type(module) is str else ""


def package_of(cls: type) -> str:
    """Return the top-level package of a class; empty if its module is not a str."""
    return module_of(cls).partition(".")[0]


def packages_of(cls: type) -> tuple[str, str]:
    """Return the top-level package of a class, and the package or module in it, such as ``scipy.stats``."""
    first, _, rest = module_of(cls).partition(".")
    return first, f"{first}.{rest.partition('.')[0]}"


def bases_of(cls: type) -> tuple[type, ...]:
    """Return a class and its bases, in the order in which methods are looked up."""
    bases: tuple[type, ...] = _BASES.__get__(cls)
    return bases


def attributes_of(cls: type) -> MappingProxyType[str, Any]:
    """Return the attributes that a class itself defines, without those of its bases."""
    attributes: MappingProxyType[str, Any] = _ATTRIBUTES.__get__(cls)
    return attributes


def find_attribute(cls: type, name: str) -> Any:
    """Return an attribute of a class or of its nearest base other than `object`; None without one."""
    for base in bases_of(cls):
        if base is not object and name in attributes_of(base):
            return attributes_of(base)[name]
    return None

"""Settings of plotly's figures with the defaults of their template."""

from __future__ import annotations

from typing import Any


def mapping(value: Any) -> dict[str, Any]:
    """Return a value if it is an object of JSON, or else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list of JSON."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, (list, tuple)) else []


def merged(defaults: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return settings with the defaults for those that are missing, at each level."""
    both = {**defaults, **{key: value for key, value in own.items() if value is not None}}
    for key in defaults.keys() & own.keys():
        if isinstance(defaults[key], dict) and isinstance(own[key], dict):
            both[key] = merged(defaults[key], own[key])
    return both


def layout_of(figure: dict[str, Any]) -> dict[str, Any]:
    """Return the layout of a figure; each axis has the defaults that its template has for all axes."""
    own = mapping(figure.get("layout"))
    defaults = mapping(mapping(own.get("template")).get("layout"))
    layout = merged(defaults, own)
    for key, settings in own.items():
        if key[:5] in ("xaxis", "yaxis") and isinstance(settings, dict):
            layout[key] = merged(mapping(defaults.get(key[:5])), settings)
    return layout


def traces_of(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the traces of a figure, with the defaults of its template."""
    layout = mapping(figure.get("layout"))
    defaults = mapping(mapping(layout.get("template")).get("data"))
    traces = []
    seen: dict[str, int] = {}
    for own in items(figure.get("data")):
        kind = str(own.get("type") or "scatter")
        of_kind = items(defaults.get(kind))
        number = seen[kind] = seen.get(kind, -1) + 1  # the defaults of a type are used in turn
        traces.append({**(merged(of_kind[number % len(of_kind)], own) if of_kind else own), "type": kind})
    return traces

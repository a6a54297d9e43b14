"""Describe networks of nodes and links."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Network, Panel
from ipytts.description.charts.sentences.chart_text import ChartText, count, format_names
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, phrase

_MAX_LEADERS = 3  # nodes with the most links that are named
_MAX_LINKS = 10  # links that are listed at detail "full"


def describe_networks(_: Panel, networks: Sequence[Network]) -> ChartText:
    """Describe the best connected nodes of a network and its separate parts."""
    network = networks[0]
    text = ChartText("network")
    text.sizes += [count(network.count, "node"), count(len(network.links), "link")]
    if not network.links:
        text.main_point = "no nodes are linked"
        return text
    degrees = np.bincount(np.array(network.links).ravel(), minlength=network.count)
    names = [format_name(name) for name in network.names]
    text.main_point = _describe_leaders(degrees, names)
    text.details += _describe_parts(_parts(network), names)
    if names and len(network.links) <= _MAX_LINKS:
        links = [phrase("{} and {}", names[one], names[other]) for one, other in network.links]
        text.full_details.append(phrase("the links are between {}", join(links, last="and between")))
    return text


def _describe_leaders(degrees: np.ndarray[tuple[int], np.dtype[np.int64]], names: Sequence[str]) -> Phrase:
    most = int(degrees.max())
    leaders = np.flatnonzero(degrees == most)
    links = Fact(f"{most} {'link' if most == 1 else 'links'}", most, "maximum count of links")
    if leaders.size == degrees.size > 1:
        return phrase("each node has {}", links)
    if names and leaders.size <= _MAX_LEADERS:
        return phrase(
            "{} {} the most, {}{}",
            join([names[int(node)] for node in leaders]),
            "has" if leaders.size == 1 else "have",
            links,
            "" if leaders.size == 1 else " each",
        )
    return phrase(
        "{} {} the most, {}", count(leaders.size, "node"), "has" if leaders.size == 1 else "have", links
    )


def _parts(network: Network) -> list[list[int]]:
    """Return the nodes of each part that no link joins to another, the largest first."""
    parent = list(range(network.count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for one, other in network.links:
        parent[root(one)] = root(other)
    parts: dict[int, list[int]] = {}
    for node in range(network.count):
        parts.setdefault(root(node), []).append(node)
    return sorted(parts.values(), key=len, reverse=True)


def _describe_parts(parts: Sequence[Sequence[int]], names: Sequence[str]) -> list[Words]:
    if len(parts) == 1:
        return ["all nodes are connected"]
    linked = [part for part in parts if len(part) > 1]
    alone = [part[0] for part in parts if len(part) == 1]
    sentences: list[Words] = []
    if len(linked) > 1:
        sizes = join([Fact(str(len(part)), len(part), "count of nodes") for part in linked])
        sentences.append(phrase("it has {}, of {} nodes", count(len(linked), "separate part"), sizes))
    if alone:
        who: Words = format_names(names[node] for node in alone) if names else count(len(alone), "node")
        sentences.append(phrase("{} {} no links", who, "has" if len(alone) == 1 else "have"))
    return sentences

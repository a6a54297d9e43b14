"""Describe graphs of NetworkX by their size, their parts and their most connected nodes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import networkx as nx
from networkx.classes import coreviews, reportviews

from ipytts.description.describer import describe
from ipytts.description.detail import Detail, Formatter
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact, percent_fact
from ipytts.description.wording.phrase import Description, Words, join, join_some, join_with, phrase

_LARGE = 5_000  # nodes or edges of a graph whose parts are not counted
_HUGE = 200_000  # of one whose degrees are not compared
_LISTED_NODES: dict[Detail, int] = {"brief": 0, "normal": 3, "full": 10}
_LISTED_EDGES: dict[Detail, int] = {"brief": 0, "normal": 6, "full": 20}
_LISTED_ITEMS = 1_000  # items of a view that are read
_NEIGHBORS = 5  # that are listed of each node
_NAME_LENGTH = 40  # characters


def _describe_graph(graph: Any, detail: Detail) -> Description:
    """Return the kind and the size of a graph, its parts, and its most connected nodes."""
    return Description.of(_sentences(graph, detail))


def _sentences(graph: Any, detail: Detail) -> Iterator[Words]:
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    size = counted(nodes, "node", "node count"), counted(edges, "edge", "edge count")
    name = phrases.name(graph.name, _NAME_LENGTH) if isinstance(graph.name, str) and graph.name else ""
    named = f", {name}," if name else ""
    is_small = 0 < nodes <= _LARGE and edges <= _LARGE
    parts = _parts(graph) if is_small else ""
    yield phrase("{}{} of {} and {}{}", _kind(graph), named, *size, phrase("; {}", parts) if parts else "")
    if detail == "brief" or not nodes or max(nodes, edges) > _HUGE:
        return
    yield _most_connected(graph, detail)
    yield _isolated(graph)
    yield _weights(graph)
    if edges <= _LISTED_EDGES[detail]:
        yield _edges(graph)
    if nodes > 1:
        yield _density(graph)
    if detail == "full":
        yield _attributes(graph)


def _kind(graph: Any) -> str:
    is_multigraph = graph.is_multigraph()
    noun = "multigraph" if is_multigraph else "graph"
    return f"a directed {noun}" if graph.is_directed() else f"an undirected {noun}"


def _parts(graph: Any) -> Words:
    """Return whether a graph is connected, a tree or without cycles."""
    connected = (
        nx.number_weakly_connected_components if graph.is_directed() else nx.number_connected_components
    )
    count = int(connected(graph))
    is_forest = nx.is_forest(graph)
    if count == 1 and is_forest:
        return "it is a tree"
    is_acyclic = is_forest or (graph.is_directed() and nx.is_directed_acyclic_graph(graph))
    without = " and no cycles" if count > 1 and is_acyclic else " and has no cycles" if is_acyclic else ""
    if count > 1:
        return phrase("it has {}{}", counted(count, "separate part", "component count"), without)
    if not graph.is_directed():
        return "it is connected"
    is_strong = not is_acyclic and nx.is_strongly_connected(graph)
    return f"it is {'strongly' if is_strong else 'weakly'} connected{without}"


def _most_connected(graph: Any, detail: Detail) -> Words:
    degrees = sorted(graph.degree, key=lambda pair: -pair[1])
    highest, lowest = degrees[0][1], degrees[-1][1]
    if not highest:
        return ""
    if highest == lowest:
        return phrase("each node has {}", counted(int(highest), "edge", "degree"))
    most = _LISTED_NODES[detail]
    # Nodes that are equal to one that is left out would be chosen by chance.
    first = [pair for pair in degrees[:most] if len(degrees) <= most or pair[1] > degrees[most][1]]
    if not first:
        alike = sum(degree == highest for _, degree in degrees)
        count = counted(alike, "node", "count of highest degree")
        return phrase(
            "{} have the most edges, {} each", count, number_fact(int(highest), "maximum", "degree")
        )
    listed = [
        phrase("{} with {}", _name(node), number_fact(int(degree), "degree", at=str(node)))
        for node, degree in first
        if degree
    ]
    listed[0] += " edge" if highest == 1 else " edges"
    noun = "node is" if len(first) == 1 else "nodes are"
    return phrase("the most connected {} {}", noun, join(listed))


def _name(node: Any) -> str:
    if type(node) is int:
        return f"node {node}"  # without a separator, as a label
    return str(_in_words(node))


def _in_words(node: Any) -> Words:
    return phrases.value(node, _NAME_LENGTH) if type(node) is str else describe.phrase(node, _NAME_LENGTH)


def _isolated(graph: Any) -> Words:
    count = int(nx.number_of_isolates(graph))
    nodes = counted(count, "node", "isolated count")
    return phrase("there {} {} without edges", grammar.are(count), nodes) if count else ""


def _weights(graph: Any) -> Words:
    """Return the range of the weights of the edges; empty unless each has one."""
    weights = [weight for _, _, weight in graph.edges(data="weight")]
    if not weights or not all(_is_number(weight) for weight in weights):
        return ""
    low, high = min(weights), max(weights)
    low_text, high_text = numbers.apart([float(low), float(high)])
    low_fact = number_fact(float(low), "minimum", "weight", text=low_text)
    if numbers.are_equal(float(low), float(high)):
        return phrase("each edge has the weight {}", low_fact)
    high_fact = number_fact(float(high), "maximum", "weight", text=high_text)
    return phrase("the weights of the edges are from {} to {}", low_fact, high_fact)


def _is_number(value: Any) -> bool:
    is_real = hasattr(value, "__float__") and not isinstance(value, (bool, str))
    return is_real and math.isfinite(float(value))


def _edges(graph: Any) -> Words:
    """Return both ends of each edge."""
    link = " to " if graph.is_directed() else " and "
    listed = [
        f"{_name(first)}{link}{_name(second)}" for first, second in islice(graph.edges(), _LISTED_ITEMS)
    ]
    return phrase("the edges: {}", "; ".join(listed)) if listed else ""


def _density(graph: Any) -> Words:
    density = float(nx.density(graph))
    if graph.is_multigraph() or not 0 < density <= 1:
        return ""
    fact = percent_fact(density, "density")
    return "every possible edge exists" if density == 1 else phrase("{} of the possible edges exist", fact)


def _attributes(graph: Any) -> Words:
    """Return the names of the data at the nodes and the edges."""
    of_nodes = _keys(data for _, data in graph.nodes(data=True))
    of_edges = _keys(data for *_, data in graph.edges(data=True))
    named = [("nodes", of_nodes), ("edges", of_edges)]
    return join(phrase("the {} have {}", noun, join_some(keys, 6)) for noun, keys in named if keys)


def _keys(rows: Iterator[Any]) -> Sequence[str]:
    keys = dict.fromkeys(phrases.name(key) for row in islice(rows, _LISTED_ITEMS) for key in row)
    return list(keys)


def _describe_degrees(view: Any, detail: Detail) -> Description:
    """Return the range of the degrees of nodes, then the highest degrees."""
    pairs = sorted(islice(view, _LISTED_ITEMS), key=lambda pair: -pair[1])
    if not pairs:
        return Description.of(["the degrees of no nodes"])
    ends = (
        number_fact(float(pairs[-1][1]), "minimum", "degree"),
        number_fact(float(pairs[0][1]), "maximum", "degree"),
    )
    size = counted(len(pairs), "node", "node count")
    first = "the first " if len(view) > len(pairs) else ""
    opening = phrase("the degrees of {}{}, from {} to {}", first, size, *ends)
    most = _LISTED_EDGES[detail]
    listed: list[Words] = [
        phrase("{}, {}", _name(node), number_fact(float(degree), "degree", at=str(node)))
        for node, degree in pairs[:most]
    ]
    if not most:
        return Description.of([opening])
    all_or_first = "in order" if len(pairs) <= most else "the highest"
    return Description.of([opening, phrase("{}: {}", all_or_first, join_with("; ", listed))])


def _describe_nodes(view: Any, detail: Detail) -> Description:
    return _listed("node", len(view), [_name(node) for node in islice(view, _LISTED_ITEMS)], detail)


def _describe_node_data(view: Any, detail: Detail) -> Description:
    return _listed("node", len(view), [_name(item[0]) for item in islice(view, _LISTED_ITEMS)], detail)


def _describe_edges(view: Any, detail: Detail) -> Description:
    link = " to " if _is_directed(view) else " and "
    edges = [link.join(_name(node) for node in edge[:2]) for edge in islice(view, _LISTED_ITEMS)]
    return _listed("edge", len(view), edges, detail)


def _is_directed(view: Any) -> bool:
    """Return whether the edges of a view have directions, which only the name of its class says."""
    return "OutEdge" in type(view).__name__ or "InEdge" in type(view).__name__


def _listed(noun: str, count: int, names: Sequence[str], detail: Detail) -> Description:
    size = phrase("the {} of a graph", counted(count, noun, f"{noun} count"))
    most = _LISTED_EDGES[detail]
    listed: list[Words] = list(names[:most])
    if count > most:
        listed.append(phrase("and {} more", number_fact(count - most, "count of others")))
    return Description.of([phrase("{}: {}", size, join_with("; ", listed)) if most and names else size])


def _describe_neighbors(view: Any, detail: Detail) -> Description:
    """Return the neighbors of a node."""
    names = [_name(node) for node in islice(view, _LISTED_ITEMS)]
    listed = join_some(names, _LISTED_EDGES[detail]) if _LISTED_EDGES[detail] and names else ""
    count = counted(len(view), "neighbor", "neighbor count")
    return Description.of([phrase("{}: {}", count, listed) if listed else count])


def _describe_adjacency(view: Any, detail: Detail) -> Description:
    """Return the neighbors of each node."""
    size = phrase("the neighbors of {}", counted(len(view), "node", "node count"))
    most = _LISTED_EDGES[detail]
    listed = [
        phrase("{} is next to {}", _name(node), join_some([_name(other) for other in view[node]], _NEIGHBORS))
        for node in islice(view, most)
        if 0 < len(view[node]) <= _LISTED_ITEMS
    ]
    return Description.of([phrase("{}: {}", size, join_with("; ", listed)) if listed else size])


def _formatters() -> Iterator[tuple[type, Formatter]]:
    yield nx.Graph, _describe_graph
    views = [
        (reportviews, "NodeView", _describe_nodes),
        (reportviews, "OutEdgeView", _describe_edges),
        (reportviews, "OutEdgeDataView", _describe_edges),
        (reportviews, "DiDegreeView", _describe_degrees),
        (reportviews, "NodeDataView", _describe_node_data),
        (coreviews, "AtlasView", _describe_neighbors),
        (coreviews, "AdjacencyView", _describe_adjacency),
    ]
    for module, name, formatter in views:
        if hasattr(module, name):
            yield getattr(module, name), formatter


FORMATTERS: Mapping[type, Formatter] = dict(_formatters())

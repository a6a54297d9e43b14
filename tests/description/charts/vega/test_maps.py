"""Maps of regions: their values, their groups, and values of other tables that are joined to them."""

from __future__ import annotations

from typing import Any

from ipytts.description.charts.json_charts import chart_of_vega_lite
from ipytts.description.charts.sentences.chart import describe_chart

AREAS = [{"code": 1, "name": "Hill"}, {"code": 2, "name": "Lake"}, {"code": 3, "name": "Moor"}]
SHEEP = [{"key": 3, "sheep": 90}, {"key": 1, "sheep": 20}]
JOIN = {"lookup": "code", "from": {"data": {"values": SHEEP}, "key": "key", "fields": ["sheep"]}}
TOPOLOGY = {"type": "Topology", "objects": {"areas": {"geometries": AREAS}}, "arcs": []}
SHOWN = {"color": {"field": "sheep", "type": "quantitative"}}


def words_of(data: Any, mark: str = "geoshape", **rest: Any) -> str:
    return str(
        describe_chart(chart_of_vega_lite({"data": data, "mark": mark, "encoding": SHOWN, **rest}), "normal")
    )


def test_values_of_another_table_are_joined_to_shapes() -> None:
    words = words_of({"values": AREAS}, transform=[JOIN])
    assert words.startswith("A map of sheep with 3 regions: Moor is highest at 90, Hill lowest at 20.")
    assert "1 region has no value." in words


def test_shapes_of_a_topology_are_read_without_their_coordinates() -> None:
    data = {"values": TOPOLOGY, "format": {"type": "topojson", "feature": "areas"}}
    assert "Moor is highest at 90" in words_of(data, transform=[JOIN])


def test_regions_without_a_value_get_the_default_of_the_lookup() -> None:
    words = words_of({"values": AREAS}, transform=[{**JOIN, "default": 0}])
    assert "Lake lowest at 0" in words
    assert "no value" not in words


def test_values_are_described_where_only_the_shapes_are_at_a_url() -> None:
    words = words_of({"url": "https://example.org/areas.json"}, transform=[JOIN])
    assert "A map of sheep with 2 regions: sheep goes from 20 to 90." in words
    assert "Its shapes are at a URL and were not fetched" in words


def test_values_are_not_described_where_they_are_at_a_url() -> None:
    far = {**JOIN, "from": {**JOIN["from"], "data": {"url": "https://example.org/sheep.csv"}}}  # type: ignore[dict-item]
    words = words_of({"values": AREAS}, transform=[far])
    assert "highest" not in words
    assert "no values are described" in words


def test_shapes_at_a_url_may_be_joined_to_values() -> None:
    source = {"data": {"url": "https://example.org/a.json"}, "key": "id", "fields": ["type", "geometry"]}
    table = [{"name": "Hill", "sheep": 5}, {"name": "Lake", "sheep": 11}]
    words = words_of({"values": table}, transform=[{"lookup": "name", "from": source}])
    assert "Lake is highest at 11, Hill lowest at 5" in words
    assert "URL" not in words


def test_only_maps_are_described_by_values_that_are_joined_to_unknown_rows() -> None:
    words = words_of({"url": "https://example.org/areas.json"}, "point", transform=[JOIN])
    assert "90" not in words

"""Maps of regions with the facts about their data; each function draws one."""

from __future__ import annotations

from collections import Counter
from typing import Any

import altair as alt
import pandas as pd
import plotly.express as px
from plotly.data import election

from tests.helpers.chart_fact_builders import ChartFacts, bar_facts, combined
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import gapminder_2007

ALTAIR: Any = alt  # its schema classes have no types
SEATS = election().set_index("district")
EUROPE = gapminder_2007().query("continent == 'Europe'").set_index("country")
HARVEST = {"North": 31.5, "East": 12.0, "South": 9.5, "West": 7.0}  # tons
SOILS = {"North": "clay", "East": "sand", "South": "clay", "West": "clay"}


def _shapes(properties: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return squares in a row as GeoJSON, by the names of the regions."""
    corners = [(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]
    features = [
        {
            "type": "Feature",
            "id": n,
            "properties": {"name": name, **own},
            "geometry": {"type": "Polygon", "coordinates": [[[n + x, y] for x, y in corners]]},
        }
        for n, (name, own) in enumerate(properties.items())
    ]
    return {"type": "FeatureCollection", "features": features}


@chart(lambda: combined(bar_facts(EUROPE.lifeExp), quoted=["Europe in 2007"]))
def plotly_map_of_regions() -> Any:
    return px.choropleth(
        EUROPE.reset_index(),
        locations="iso_alpha",
        color="lifeExp",
        hover_name="country",
        labels={"lifeExp": "life expectancy (years)"},
        title="Europe in 2007",
    )


def _seats() -> ChartFacts:
    sizes = Counter(SEATS.winner)
    return ChartFacts([len(SEATS), len(sizes), *sizes.values()], required=list(sizes))


@chart(_seats)
def plotly_map_of_groups() -> Any:
    shapes = px.data.election_geojson()
    return px.choropleth_map(
        election(), geojson=shapes, color="winner", locations="district", featureidkey="properties.district"
    )


@chart(lambda: bar_facts(pd.Series(HARVEST)))
def altair_map_of_shapes() -> Any:
    shapes = _shapes({name: {"harvest": tons} for name, tons in HARVEST.items()})
    data = ALTAIR.Data(values=shapes, format=ALTAIR.DataFormat(property="features"))
    return (
        ALTAIR.Chart(data)
        .mark_geoshape()
        .encode(color=ALTAIR.Color("properties.harvest:Q", title="Harvest (t)"), tooltip="properties.name:N")
    )


@chart(lambda: bar_facts(EUROPE.gdpPercap))
def altair_map_with_joined_values() -> Any:
    shapes = ALTAIR.topo_feature("https://example.org/world.json", "countries")
    found = ALTAIR.LookupData(EUROPE.reset_index(), "country", ["gdpPercap"])
    return (
        ALTAIR.Chart(shapes)
        .mark_geoshape()
        .encode(color="gdpPercap:Q", tooltip="country:N")
        .transform_lookup(lookup="properties.name", from_=found)
    )


@chart(lambda: ChartFacts([4, 2, 3, 1], required=["clay", "sand"]))
def altair_map_of_groups() -> Any:
    shapes = _shapes({name: {"soil": soil} for name, soil in SOILS.items()})
    data = ALTAIR.Data(values=shapes, format=ALTAIR.DataFormat(property="features"))
    return ALTAIR.Chart(data).mark_geoshape().encode(color="properties.soil:N")

"""What code draws: figures, their panels, and the charts in them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class DrawnChart:
    """One call that draws; names are those in the code."""

    kind: str  # such as "line chart"
    y: str = ""  # the quantity, or what is counted
    x: str = ""
    label: str = ""  # in a legend
    owner: str = ""  # the data of which x and y are columns, if they have no names
    groups: dict[str, str] = field(default_factory=dict)  # such as {"colored by": "smoker"}
    source: str = ""  # the data of which it shows one item
    each: str = ""  # what the loop that draws it takes in turn
    loops: int = 0  # around its code
    is_repeated: bool = False  # drawn in a loop that draws one figure


@dataclass
class DrawnPanel:
    """The charts on one pair of axes."""

    charts: list[DrawnChart] = field(default_factory=list)
    title: str = ""
    x_label: str = ""
    y_label: str = ""
    log_axes: list[str] = field(default_factory=list)
    is_repeated: bool = False  # one of several that a loop draws
    is_twin: bool = False  # with a second axis


@dataclass
class DrawnFigure:
    """One picture."""

    panels: dict[str, DrawnPanel] = field(default_factory=dict)  # by the code of their axes
    title: str = ""
    grid: tuple[int, int] | None = None  # rows and columns, if they are written in the code
    painter: str = ""  # the function that draws it
    has_unknown: bool = False  # whether a function that is not read draws a part of it
    loops: int = 0  # around the code that begins and shows it
    is_shown: bool = False
    times_shown: int = 0  # as a value, beside the picture at the end of the cell
    is_complete: bool = False  # whether all places of the grid have panels

    @property
    def charts(self) -> list[DrawnChart]:
        """The charts of all panels."""
        return [chart for panel in self.panels.values() for chart in panel.charts]

    @property
    def has_words(self) -> bool:
        """Whether there is anything to be said of it."""
        texts = [text for p in self.panels.values() for text in (p.title, p.x_label, p.y_label)]
        return bool(self.charts or self.title or self.painter or any(texts))

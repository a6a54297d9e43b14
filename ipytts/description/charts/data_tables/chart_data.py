"""`ChartData`: the data behind a chart, as tables that are shown in a notebook and printed."""

from __future__ import annotations

from dataclasses import dataclass

from ipytts.description.charts.data_tables.html_form import to_html
from ipytts.description.charts.data_tables.tables import DataTable
from ipytts.description.charts.data_tables.text_form import to_text


@dataclass(frozen=True, repr=False)
class ChartData:
    """The data behind a chart, as tables.

    A notebook shows it as HTML tables below a heading that folds them; `print` writes them as aligned text.

    Attributes
    ----------
    title : str
        The title of the chart; empty if it has none.
    tables : tuple of DataTable
        One for each panel, or for each group of marks that share no axis; empty if there are no data to list.
    remarks : tuple of str
        Sentences about data that are not in the tables.
    html : str
        The tables as HTML, which needs neither a kernel nor a script.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> figure, axes = plt.subplots()
    >>> bars = axes.bar(["May", "June"], [71, 64.5])
    >>> title = axes.set(title="Rain", xlabel="Month", ylabel="Rain (mm)")
    >>> from ipytts import describe
    >>> print(describe(figure, "table"))
    Data of the chart: Rain
    <BLANKLINE>
    Rain
    Month  Rain (mm)
    May         71.0
    June        64.5
    >>> plt.close(figure)
    """

    title: str
    tables: tuple[DataTable, ...]
    remarks: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """The tables as HTML."""
        return to_html(self._heading, self.tables, self.remarks)

    @property
    def _heading(self) -> str:
        return f"Data of the chart: {self.title}" if self.title else "Data of the chart"

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return to_text(self._heading, self.tables, self.remarks)


ChartData.__module__ = "ipytts"  # mypy would take an assignment in the body for a field
__test__ = {"ChartData": ChartData}  # doctest searches a class only in its `__module__`

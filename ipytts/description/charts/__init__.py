"""Charts into words: one model of what a chart shows, told in one place.

::

    matplotlib_figures ── matplotlib_artists/    what is drawn, from the artists; nothing is drawn for it
    seaborn_grids      ── the same
    plotly_figures     ── plotly_traces          from the JSON that the page would draw
    altair_charts      ── vega_marks, vega_data  from the Vega-Lite, with what it counts, bins and averages
              │
            model      panels, axes, and marks: curves, points, bars, spreads, grids, …; dates are days
              │
           telling/    a module for each family of marks; findings: how a curve goes, what hangs together;
                       values: how numbers, dates and categories of an axis are said; labels: units in words
"""

"""Read plots of plotnine from the data that their layers draw."""

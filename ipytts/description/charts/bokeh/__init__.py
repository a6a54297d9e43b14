"""Read figures of Bokeh, live or saved, by the JSON of their documents."""

"""Objects into words: `ipytts.describe`.

::

    describe(obj)                              registry.py: who tells this object, and how long it may get
       ├─ values, times, containers, …         what Python itself brings
       ├─ pandas_frames, polars_frames, …      libraries, loaded when an object of theirs is seen
       │     └─ tables                         their frames as one neutral table, told in one place
       └─ plain_text                           anything else, by its text
             words                             names, values, sentences; beneath all
               ├─ amounts                      numbers, counts, dates, durations
               └─ spoken_text                  texts without what cannot be said
"""

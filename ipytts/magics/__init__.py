"""The magics: parse what is typed, call one function, and show the result."""

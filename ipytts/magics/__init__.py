"""The magics: parse the line, call one function, and show the result."""

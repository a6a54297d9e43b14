"""The command line: parse the arguments, call one function, and print the result."""

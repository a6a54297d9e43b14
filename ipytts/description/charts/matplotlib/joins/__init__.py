"""Join parts of a drawing that belong together, such as a line and its band."""

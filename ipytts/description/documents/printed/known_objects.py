"""Name objects of well-known libraries by their texts: shapes, functions, sparse matrices, Dask arrays."""

from __future__ import annotations

import re

from ipytts.description.wording import grammar, numbers

_SHAPE = re.compile(r"\b(?:torch\.Size|TensorShape)\(\[([\d, None]*)\]\)")
_FUNCTION = re.compile(
    r"<function (?:(?:\w+|<locals>)\.)*(?:(?P<name>\w+)|<lambda>)\((?P<arguments>[^()<>]*)\)>"
)
_STORED = r"with (?P<stored>\d+) stored elements(?: \([^)]*\))?"
_SPARSE = (
    re.compile(
        rf"<(?P<rows>\d+)x(?P<columns>\d+) sparse (?:matrix|array) of type '[^\n]*'\s+{_STORED}"
        r" in [\w ]+ format>"
    ),
    re.compile(
        rf"<[\w ]+ sparse (?:matrix|array) of dtype '[^\n]*'\s+{_STORED}"
        r" and shape \((?P<rows>\d+), (?P<columns>\d+)\)>"
    ),
)
_DASK = re.compile(
    r"dask\.array<[^<>]*?shape=\((?P<shape>[\d, nan]*)\)[^<>]*?"
    r"chunksize=\((?P<chunks>[\d, nan]*)\)[^<>]*>"
)
_TENSOR_OPTIONS = re.compile(
    r"(?:,\s*(?:device='[^']*'|grad_fn=<\w*>|requires_grad=True|dtype=[\w.]+))+(?=\))"
)
_TENSOR_OF_ONE = re.compile(r"\btensor\((-?[\d.]+(?:e[-+]?\d+)?)\)")

_UNKNOWN = {"None": "any number", "nan": "an unknown number"}


def name_objects(text: str) -> str:
    r"""Return a text with the objects in it by what they are.

    Examples
    --------
    >>> name_objects("torch.Size([64, 3])"), name_objects("<function __main__.add(x, y=2)>")
    ('64 by 3', 'the function add of x and y')
    >>> name_objects("dask.array<sum, shape=(5, 3), dtype=float64, chunksize=(2, 3)>")
    'a Dask array of 5 by 3 values, in chunks of 2 by 3'
    >>> name_objects("<2x9 sparse matrix of type '<class 'int'>'\n\twith 4 stored elements in COO format>")
    'a sparse matrix of 2 rows and 9 columns with 4 stored elements'
    """
    text = _SHAPE.sub(lambda match: _sizes(match[1]) or "no dimensions", text)
    text = _DASK.sub(_dask, _FUNCTION.sub(_function, text))
    for pattern in _SPARSE:
        text = pattern.sub(_sparse, text)
    return text


def shorten_tensors(line: str) -> str:
    """Return a line with a tensor of one value as this value, and others without their options.

    Examples
    --------
    >>> shorten_tensors("loss: tensor(0.25, grad_fn=<MeanBackward0>)")
    'loss: 0.25'
    """
    return _TENSOR_OF_ONE.sub(r"\1", _TENSOR_OPTIONS.sub("", line)) if "tensor(" in line else line


def _sizes(text: str) -> str:
    sizes = [size.strip() for size in text.split(",") if size.strip()]
    return " by ".join(_UNKNOWN.get(size) or numbers.number(int(size)) for size in sizes)


def _dask(match: re.Match[str]) -> str:
    sizes, chunks = _sizes(match["shape"]), _sizes(match["chunks"])
    return f"a Dask array of {sizes} values, in chunks of {chunks}" if sizes else "a Dask array of one value"


def _function(match: re.Match[str]) -> str:
    names = [re.split(r"[:=]", argument)[0].strip(" *") for argument in match["arguments"].split(",")]
    names = [name for name in names if name.isidentifier()]
    opening = f"the function {match['name']}" if match["name"] else "a function"
    return f"{opening} of {grammar.join(names)}" if names else opening


def _sparse(match: re.Match[str]) -> str:
    rows = numbers.with_noun(int(match["rows"]), "row")
    columns = numbers.with_noun(int(match["columns"]), "column")
    stored = numbers.with_noun(int(match["stored"]), "stored element")
    return f"a sparse matrix of {rows} and {columns} with {stored}"

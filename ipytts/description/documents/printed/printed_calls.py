"""Describe objects whose text is a call with arrays, by what else the call names."""

from __future__ import annotations

import ast
import re

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.wording import grammar, numbers, phrases, plain_text

_MAX_READ = 20_000  # characters
_CALL = re.compile(r"[A-Z]\w*\(\s*\[*array\(.*\)", re.DOTALL)


def describe_call_text(text: str, detail: Detail) -> str:
    """Return words for the text of an object that is made of arrays; empty for another text.

    Examples
    --------
    >>> describe_call_text("LowPass(array([1., 0.5]), array([2.]), name='hall', order=2)", "normal")
    'A low pass of 2 arrays, with name hall and order 2.'
    """
    if len(text) > _MAX_READ or not _CALL.fullmatch(text):
        return ""
    try:
        call = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return ""
    count = sum(map(_count_arrays, call.args))
    named = [(phrases.name(option.arg), _words(option.value)) for option in call.keywords]
    settings = [f"{name} {words}" for name, words in named if words]
    kind = grammar.with_article(phrases.split_class_name(call.func.id))
    opening = f"{kind} of {numbers.with_noun(count, 'array')}"
    ending = f", with {grammar.join(settings)}" if settings else ""
    return plain_text.shorten(grammar.sentence(f"{opening}{ending}"), LENGTHS[detail])


def _count_arrays(node: ast.expr) -> int:
    if isinstance(node, ast.List):
        return sum(map(_count_arrays, node.elts))
    return int(isinstance(node, ast.Call))


def _words(node: ast.expr) -> str:
    """Return a text, a number or a list of them in words; empty for another value."""
    if isinstance(node, ast.Constant) and node.value is not None:
        return phrases.name(node.value) if isinstance(node.value, str) else phrases.value(node.value)
    if isinstance(node, ast.List):
        return grammar.join([words for item in node.elts if (words := _words(item))])
    return ""

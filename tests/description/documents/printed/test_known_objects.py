from __future__ import annotations

from typing import Any

import pytest

from ipytts.description.documents import outputs
from ipytts.description.documents.mime_bundles import Context


def _said(text: str, language: str = "python", *, is_printed: bool = False) -> str:
    shown: dict[str, Any] = (
        {"output_type": "stream", "name": "stdout", "text": text}
        if is_printed
        else {"output_type": "execute_result", "data": {"text/plain": text}, "metadata": {}}
    )
    return " ".join(passage.text for passage in outputs.to_passages([shown], Context(language=language)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("torch.Size([8, 16])", "8 by 16."),
        ("TensorShape([None, 12])", "Any number by 12."),
        ("<function gulls.count.<locals>.<lambda>(bird, n=3)>", "A function of bird and n."),
        ("<function gulls.fly()>", "The function fly."),
        ("<function fly at 0x7f001122>", "The function fly."),
        (
            "dask.array<mean_agg, shape=(400,), dtype=float64, chunksize=(100,), chunktype=numpy.ndarray>",
            "A Dask array of 400 values, in chunks of 100.",
        ),
        (
            "dask.array<x, shape=(nan, 3), dtype=float64, chunksize=(nan, 3)>",
            "A Dask array of an unknown number by 3 values",
        ),
        (
            "<Compressed Sparse Row sparse array of dtype 'int8'\n\twith 1 stored elements and shape (2, 1)>",
            "A sparse matrix of 2 rows and 1 column with 1 stored element.",
        ),
        ("[[0.5+2.j]\n [1.-1.j]]", "Row 1: 0.5 plus 2 i. Row 2: 1 minus 1 i."),
        ("qarray([[0.5+2.j],\n        [1.-1.j]])", "Row 1: 0.5 plus 2 i. Row 2: 1 minus 1 i."),
        ("[[0.5+2.j],\n [1.-1.j]]", "Row 1: 0.5 plus 2 i. Row 2: 1 minus 1 i."),
        ("[[(0.5+2j)]]", "A list of 1 list"),
    ],
)
def test_object_of_a_library_is_described_by_its_text(text: str, words: str) -> None:
    assert words in _said(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x has torch.Size([8, 16])", "x has 8 by 16."),
        ("loss: tensor(0.125, device='cuda:0', grad_fn=<MeanBackward0>)", "loss: 0.125."),
        ("w: tensor([1.5, 2.5], requires_grad=True)", "w: tensor(1.5, 2.5)."),
    ],
)
def test_printed_object_of_a_library_is_named(text: str, words: str) -> None:
    assert _said(text, is_printed=True) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'val gulls : string list = ["herring"; "common"]',
            "gulls is a list of 2 texts: herring and common.",
        ),
        ("- : bool = false", "False."),
        ('- : string = "tern"', "Tern."),
        ("val twice : ('a -> 'a) -> 'a -> 'a = <fun>", "twice is a function, ('a to 'a) to 'a to 'a."),
    ],
)
def test_value_of_ocaml_is_described_without_its_syntax(text: str, words: str) -> None:
    assert _said(text, "OCaml") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("     [,1] [,2]\n[1,]    5    8\n[2,]    6    9\n", "For row 1, column 1 is 5 and column 2 is 8."),
        ('$n\n[1] 12\n\n$sites\n[1] "Oslo"\n', "N: 12. Sites: Oslo."),
    ],
)
def test_printed_matrix_and_list_of_r_name_their_places(text: str, words: str) -> None:
    assert words in _said(text, "R", is_printed=True)


def test_long_path_is_its_last_part_in_values_and_lines() -> None:
    assert _said("'/srv/ann/birds/2024/all gulls.csv'") == "all gulls.csv."
    assert _said("PosixPath('/srv/ann/birds/2024/gulls.csv')") == "The path gulls.csv."
    assert _said("Read C:\\Users\\ann\\birds\\gulls.csv", is_printed=True) == "Read gulls.csv."
    assert _said("'/srv/gulls.csv'") == "/srv/gulls.csv."

"""Objects as their text shows them: of arrays, in angle brackets, as drawings beside pictures."""

from __future__ import annotations

import pytest

from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages

_FILTER = """BandPass(array([[ 0.5,  1. ],
       [-4. , 2.  ]]),
array([], shape=(0, 2)), name='hall', taps=['low_end'])"""
_COMPLEX = "[[ 0.5 +0.j   -1.25+2.j  ]\n [-1.25-2.j    3.  +0.j  ]]"
_COMPLEX_IN_WORDS = (
    "A matrix of 2 rows and 2 columns of complex numbers, of magnitudes from 0.5 to 3. "
    "Row 1: 0.5 plus 0 i and minus 1.25 plus 2 i. Row 2: minus 1.25 minus 2 i and 3 plus 0 i."
)
_ONE = "An array of 1 row and 1 column of complex numbers, of magnitudes from 7 to 7. Row 1: 7 plus 0 i."
_CUT = """<table><caption>Terns(9000)</caption><tr><th>nest</th><th>eggs</th></tr>
<tr><td>a</td><td>2</td></tr></table>"""
_PICTURE = '<div><img alt="Output" src="data:image/png;base64,aaaa"></div>'


def said(**data: str) -> str:
    bundle = {kind.replace("_", "/"): text for kind, text in data.items()}
    output = {"output_type": "execute_result", "data": bundle, "metadata": {}}
    return " ".join(passage.text for passage in to_passages([output], Context()))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_FILTER, "A band pass of 2 arrays, with name hall and taps low end."),
        ("<Net flow: ['in'] -> ['out']>", "Net flow: 'in' to 'out'."),
        ("<Sparse matrix\n\twith 4 stored elements>", "Sparse matrix with 4 stored elements."),
        (_COMPLEX, _COMPLEX_IN_WORDS),
        ("[[7.+0.j]]", _ONE),
        ("[[7.0]]", "A list of 1 list: a list of 1 number: 7."),
    ],
    ids=range(6),
)
def test_text_of_an_object_is_described(text: str, words: str) -> None:
    assert said(text_plain=text) == words


def test_table_with_dots_below_is_the_first_rows_of_one() -> None:
    assert said(text_html=f"{_CUT}<p><strong>...</strong></p>").startswith("Terns(9000). The first rows.")
    assert "first rows" not in said(text_html=f"{_CUT}<p>All of them.</p>")


def test_drawing_in_characters_beside_a_picture_is_not_read() -> None:
    assert said(text_html=_PICTURE, text_plain="   2\n  ---\n  1+x") == "An image."


def test_table_of_stata_has_a_column_for_each_name() -> None:
    text = (
        "    Variable |        Obs        Mean       Max\n-------------+---------------------------\n"
        "       nests |         12    3.500000         9\n        name |          0\n"
        "-------------+---------------------------\n        eggs |         12    1.250000         4\n"
    )
    output = {"output_type": "stream", "name": "stdout", "text": text}
    words = " ".join(passage.text for passage in to_passages([output], Context()))
    assert "For nests, Obs is 12, Mean is 3.5 and Max is 9." in words

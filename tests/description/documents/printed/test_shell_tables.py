from __future__ import annotations

import pytest

from ipytts.description.documents import outputs
from ipytts.description.documents.mime_bundles import Context


def _printed(text: str) -> str:
    output = {"output_type": "stream", "name": "stdout", "text": text}
    return " ".join(passage.text for passage in outputs.to_passages([output], Context()))


_STATA = """    Variable |        Obs        Mean    Std. dev.       Min        Max
-------------+---------------------------------------------------------
     species |          0
        wing |         12    14.25833    2.949496         10       20.5
"""

_SPARK = "+----+----+\n|bird|eggs|\n+----+----+\n| auk|   1|\n|gull|   3|\n+----+----+\n"
_MYSQL = "+------+------+\n| bird | eggs |\n+------+------+\n| auk  |    1 |\n+------+------+\n"
_DISKS = "Filesystem  Size  Used Avail Use% Mounted on\n/dev/sda1   1.5T  300G  1.2T  20% /data\ndone\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_STATA, "For wing, Obs is 12, Mean is 14.3, Std. dev. is 2.95, Min is 10 and Max is 20.5."),
        (_STATA, "For species, Obs is 0, Mean is missing,"),
        (f"{_SPARK}only showing top 2 rows\n", "Only the first 2 rows of a table."),
        (f"{_MYSQL}1 row in set (0.01 sec)\n", "A table of 1 row and 2 columns: bird auk, eggs 1."),
        (_DISKS, "Disk at /data: 300 gigabytes of 1.5 terabytes used, 20 percent. done."),
    ],
)
def test_table_of_a_shell_or_a_database_is_described(text: str, words: str) -> None:
    assert words in _printed(text)


def test_value_between_columns_of_stata_is_not_put_in_one() -> None:
    moved = _STATA.replace("14.25833    2.949496 ", "14.25833 2.949496    ")
    assert "Std. dev." in _printed(moved)
    assert "is 12" not in _printed(moved)

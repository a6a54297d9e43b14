"""How far captions are from where a recognizer hears their words."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from tests.helpers.captions import read_captions
from tests.helpers.recognizer import hear_words

if TYPE_CHECKING:
    from ipytts import Speech


def delays(speech: Speech) -> dict[str, float]:
    """Return by how many seconds the first word of each caption is heard after the caption begins."""
    begins = {}  # s, by the index of a caption's first word among all words
    captioned: list[str] = []
    for start, _, text in read_captions(speech.captions()):
        begins[len(captioned)] = start / 1000
        captioned += [word.strip(' .,:;?!"()').lower() for word in text.split()]
    del begins[0]  # the recognizer has each sound begin with its first word, whatever silence there is
    heard = hear_words(speech.data)
    matching = SequenceMatcher(None, captioned, [word for word, _ in heard], autojunk=False)
    return {
        " ".join(captioned[index : index + 3]): heard[block.b + index - block.a][1] - begins[index]
        for block in matching.get_matching_blocks()
        for index in range(block.a, block.a + block.size)
        if index in begins
    }

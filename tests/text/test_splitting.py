"""The guarantees of `split`."""

from __future__ import annotations

import random
import subprocess
import sys
from itertools import accumulate, pairwise

import pytest
from wcwidth import iter_graphemes

from ipytts.text.splitting import split, split_sentences

pytest.importorskip("hypothesis")

from hypothesis import example, given
from hypothesis import strategies as st

FAMILY, FLAGS = "👨‍👩‍👧‍👦", "🇩🇪🇫🇷🇯🇵"

# Words and marks of many kinds make likelier texts than characters drawn from all of Unicode.
TOKENS = st.sampled_from(
    [
        *("word", "Dr.", "e.g.", "p.m.", "1,000.50", "3.14", "v1.2.3", "https://a.b/c.d?e=f", "x@y.org"),
        *(
            " ",
            " ",
            " ",
            ". ",
            "? ",
            ", ",
            " - ",
            "—",
            "…",
            '"',
            "(",
            ") ",
            "'",
            "\n",
            "\n\n",
            "\r\n",
            "\r\n\r\n",
        ),
        *("\t", "\u00a0", "\u200b", "\u2028", "\x1c", "\x85", "***", "---", "- ", "1. ", "т.е.", "z. B. "),
        *("你好", "。", "，", "「", "」", "สวัสดี", "नमस्ते", "क्षि", "।", "မ", "။", "が", "か\u3099", "한국어"),
        *(FAMILY, FLAGS, "👍🏽", "e\u0301", "\u0301", "\u200d", "\ufe0f", "\ud83d\ude00", "\ud800", "\0"),
    ]
)
TEXTS = st.lists(TOKENS | st.characters(exclude_categories=())).map("".join)
LIMITS = st.integers(1, 40) | st.sampled_from([60, 120, 251, 300])


def ends(parts: list[str]) -> list[int]:
    return list(accumulate(map(len, parts)))


def has_words(part: str) -> bool:
    return any(map(str.isalnum, part))


@given(TEXTS, LIMITS)
@example("\n\r\n" * 50, 7)
@example("「你好。再见。」" * 500, 300)
@example("e.g. " * 1000, 300)
def test_split_gives_nonempty_parts_within_the_limit_that_join_to_the_text(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert "".join(parts) == text
    assert all(0 < len(part) <= limit for part in parts)
    assert len(text) > limit or parts == ([text] if text else [])


@given(TEXTS)
def test_sentences_joined_give_the_text(text: str) -> None:
    found = split_sentences(text)
    assert "".join(found) == text
    assert all(found)
    assert all(not sentence.isspace() for sentence in found) or not text.strip()


@given(TEXTS, LIMITS)
def test_split_keeps_a_sentence_that_fits(text: str, limit: int) -> None:
    cuts = set(ends(split(text, limit)))
    for sentence, end in zip(split_sentences(text), ends(split_sentences(text)), strict=True):
        if len(sentence) <= limit:
            assert cuts.isdisjoint(range(end - len(sentence) + 1, end)), sentence


@given(TEXTS, LIMITS)
@example("One. \u0301Two, \u0301three.", 8)
@example("One two. \u0301Three. " * 5, 30)
@example("1\r\n\r\n2\r\n" * 5, 4)
def test_split_keeps_a_character_that_fits(text: str, limit: int) -> None:
    cuts = set(ends(split(text, limit)))
    characters = list(iter_graphemes(text))
    for character, end in zip(characters, ends(characters), strict=True):
        if len(character) <= limit:
            assert cuts.isdisjoint(range(end - len(character) + 1, end)), character


@given(TEXTS, LIMITS)
def test_split_joins_wordless_parts_where_the_limit_allows_it(text: str, limit: int) -> None:
    for one, other in pairwise(split(text, limit)):
        assert (has_words(one) and has_words(other)) or len(one) + len(other) > limit


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith paid $1,000.50 at 5 p.m.| Then he left.",
        "See https://a.b/c.d?e=f, x@y.org or /usr/lib.d/a.so.| Version 1.2.3 is out!| It needs e.g. NumPy.",
        "J. R. R. Tolkien wrote it.| (Yes. Really.) And so on.",
        "“Go. Now,” he said.| She went.",
        "1. First item.| 2. Second item.",
        "Row 8: 2, 0, 2.| Row 9: 12, 3.| The mean is 53,892.| It is 4.5.| Then: 1.| 2. Second item.",
        "Accuracy: 0.945.| Recall: 0.9.| 12. Mai 2024 war es.| Anna: 8, 4.| Ben: 3, 1.",
        "1.2. Methods of the study.| See no. 5. Then go.",
        "Im 2. Weltkrieg und am 24.12. Abends.| So war es.",
        "Am 3. Mai kam er, z. B. spät.| Dann nicht.",
        "Это, т.е. всё, и т. д., ясно.| Конец.",
        "approx. 5 cm.| It is.",
        "See Eq. (3), e.g. Ridge vs. Lasso in Ref. [3] and Ch. IV.| It is a fig.| The tree.",
        "А. С. Пушкин.| Да.",
        "It is so. \u0301ab.| Yes.",
        "Hard-wrapped\nprose goes\r\non.| A new\none.",
        "- one\n|- two\n|- three",
        "A title\n\n|A paragraph.\r\n \r\n|Another.\n\n\n|***\n\n|The end.",
        "\n\n First.| Second.\n\n",
        "He left.[1] |Then he came.",
        "你好。|「好。行。」|他笑。|３．１４",
        "नमस्ते। |आप कैसे हैं। |ठीक।",
        "မင်္ဂလာပါ။|မင်္ဂလာပါ။",
        "それは3.14です。|はい。",
        "Oui !| Non ?| Bien sûr.",
    ],
)
def test_split_sentences_of_many_kinds(text: str) -> None:
    want = [sentence.strip(" ") for sentence in text.split("|")]
    assert [sentence.strip(" ") for sentence in split_sentences(text.replace("|", ""))] == want


@pytest.mark.parametrize(
    ("limit", "parts"),
    [
        # A sentence over the limit: clauses, then words.
        (30, "The fee, which is high, |is paid; so it is — all of it"),
        (12, "one two |three four |five six"),
        (24, "a hard-wrapped line\n|and another one"),
        (24, "this is it - |and nothing more"),
        # No number, abbreviation or address is cut where it fits.
        (14, "they paid |$1,000.50 in |cash today"),
        (12, "es ist so, |z. B. heute"),
        (12, "es kostet |1 000 mal |mehr"),
        (12, "es kostet |1\u00a0km weg"),
        (16, "see it with |Dr. Smith at |home"),
        (24, "at https://a.b/c,d?e=f |or from x@y.org it is"),
        # One that does not fit is cut between what a reader sees as characters.
        (4, "abcd|efgh|ij"),
        (7, FAMILY + "|" + FAMILY),
        (4, "🇩🇪🇫🇷|🇯🇵🇩🇪"),
        (5, "क्षिa|क्षिb"),
        (4, "e\u0301e\u0301|e\u0301e\u0301"),
        (3, "\ud83d\ude00|\ud83d\ude00"),
        (1, "\ud83d|\ude00"),
        (2, "e\u0301|\u0301\u0301"),
        # Without spaces: after a clause; in no number or foreign word.
        (8, "今天天气好，|我们去公园玩"),
        (6, "我们有|12.50元|和|OpenAI|的东西"),
        (6, "它有3.5，|共３．１４"),
        (7, "我们一共有|１，０００元了|再见"),
        (6, "我们有|１２３４，|再见吧"),
        (10, "สวัสดีครับ|สวัสดีครับ"),
        (5, "กขค\u200b|งจฉ\u200b|ชซ"),
        (4, "\r\n\r\n|\r\na"),
    ],
)
def test_split_cuts_a_long_sentence_at_clauses_then_words(limit: int, parts: str) -> None:
    assert split(parts.replace("|", ""), limit) == parts.split("|")


@pytest.mark.parametrize(
    "unit", ["你好吗。", "你", "สวัสดีครับ", "“你好。”", "今天天气好，", "a", "word ", "\n", "。"]
)
@pytest.mark.parametrize("limit", [4096, 300, 60])
def test_split_of_24000_characters_of_anything(unit: str, limit: int) -> None:
    text = (unit * 24_000)[:24_000]
    parts = split(text, limit)
    assert "".join(parts) == text
    assert all(0 < len(part) <= limit for part in parts)
    assert len(parts) <= 2 * 24_000 / limit + 2


def test_split_makes_the_first_part_short() -> None:
    start, others = "A title\n\nA sentence. Another of the first. ", prose(paragraphs=30).replace("\n", " ")
    text = f"{start}{others[:3000]}\n\n{others[:3000]}"
    first, rest, last = split(text, 4096)
    assert first.startswith(start)
    assert 150 < len(first) <= 250
    assert first + rest == text[: -len(last)]
    assert last == others[:3000]


def test_split_makes_a_long_first_sentence_the_first_part() -> None:
    sentence = f"This is {'very, ' * 60}long. "
    assert split(f"{sentence}And then.\n\n{'Word ' * 800}", 4096)[:2] == [sentence, "And then.\n\n"]


def test_split_joins_short_paragraphs_to_the_next() -> None:
    long = " ".join(["It is as long as a paragraph of this kind is."] * 5)
    text = f"{long}\n\n{long}\n\nA title\n\n***\n\n{long}\n\n{long}"
    assert split(text, 900)[1:] == [f"{long}\n\n", f"A title\n\n***\n\n{long}\n\n", long]


def test_split_joins_a_rule_to_its_neighbour() -> None:
    long = "It is as long as a paragraph of this kind is. " * 5
    assert split(f"{long}\n\n***", len(long) + 4) == [f"{long}\n\n", "***"]
    assert split(f"{long}\n\n{long}\n\n***", len(long) + 5) == [f"{long}\n\n", f"{long}\n\n***"]


def test_split_makes_few_parts_of_a_list_of_many_short_items() -> None:
    items = [f"Item {number} of the list is here. It is short.\n\n" for number in range(500)]
    parts = split("".join(items), 4096)
    assert len(parts) < 50
    assert min(map(len, parts)) > 100
    assert set(ends(parts)) <= set(ends(items))


def prose(*, paragraphs: int, seed: int = 1) -> str:
    draw = random.Random(seed)  # noqa: S311 - the same each time
    words = ["the", "a", "of", "and", "then", "light", "river", "answers", "nobody", "without", "evening"]

    def sentence() -> str:
        return " ".join(draw.choices(words, k=draw.randint(3, 30))).capitalize() + draw.choice("..?!")

    return "\n\n".join(
        " ".join(sentence() for _ in range(draw.choice([1, 3, 5, 7, 9]))) for _ in range(paragraphs)
    )


@pytest.mark.parametrize("change", ["No. ", "It was anew, and longer than it ever had been, one more time. "])
def test_changed_sentence_changes_at_most_two_parts(change: str) -> None:
    text = prose(paragraphs=45)
    assert len(text) > 20_000
    old = split(text, 4096)
    assert len(old) > 20
    found = split_sentences(text)
    for number, sentence in enumerate(found):
        gap = sentence[len(sentence.rstrip()) :]
        changed = "".join([*found[:number], change.strip(), gap, *found[number + 1 :]])
        assert sum(part not in old for part in split(changed, 4096)) <= 2, sentence


def test_changed_sentence_in_a_long_paragraph_seldom_changes_more() -> None:
    found = split_sentences(prose(paragraphs=45, seed=2).replace("\n\n", " "))
    old = split("".join(found), 4096)
    new = [
        sum(part not in old for part in split("".join([*found[:at], "Anew. ", *found[at + 1 :]]), 4096))
        for at in range(len(found))
    ]
    assert sum(count > 2 for count in new) <= 0.005 * len(new)
    assert max(new) <= 3


def test_split_is_the_same_in_other_processes() -> None:
    program = "import sys; from ipytts.text.splitting import split; print(*map(len, split(sys.argv[1], 500)))"
    text = prose(paragraphs=20)
    for seed in "12":
        done = subprocess.run(
            [sys.executable, "-c", program, text],
            env={"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stdout.split() == [str(len(part)) for part in split(text, 500)]


@pytest.mark.parametrize("limit", [0, -1])
def test_split_refuses_a_limit_below_1(limit: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        split("Hello.", limit)

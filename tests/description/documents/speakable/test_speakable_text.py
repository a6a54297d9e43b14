"""Prose and words of code as voices need them."""

from __future__ import annotations

import time

import pytest

from ipytts.description.documents.speakable.speakable_text import to_speakable

WORDS = {
    # comparisons
    "The effect (p<0.05, n>30): files >4MB fail when x<3.": "The effect (p less than 0.05, n greater than "
    "30): files over 4 megabytes fail when x less than 3.",
    "numpy>=1.20,<2": "numpy at least 1.20, below 2",
    "x <= 5 and p < .001 for n >= 30": "x is at most 5 and p is less than .001 for n at least 30",
    "0 <= x < 1, <5% and >90%": "x from 0 to below 1, below 5% and over 90%",
    "Map<K, V>, <div>, <ann@x.org>": "Map K, V, div, ann@x.org",
    "-5 < x <= 5": "x above minus 5 and at most 5",
    "x != 3, a -> b, a <-> b": "x is not 3, a to b, a to and from b",
    "*p* <= *q*, p* < q": "p is at most q, p is less than q",
    "91 +/- 3, 0.5 (+/- 0.2) [all], 7 +-2, i++ - 1": "91 plus or minus 3, 0.5 (plus or minus 0.2) all, "
    "7 plus or minus 2, i++ - 1",
    "Edit ~/.profile, on ~3 lines": "Edit tilde /.profile, on about 3 lines",
    # menus
    "Choose File > Save As, then Kernel → Restart.": "Choose File, Save As, then Kernel, Restart.",
    "Go to Privacy » Cookies": "Go to Privacy, Cookies",
    "Recall > Precision": "Recall is greater than Precision",
    "Go to Runtime > Change runtime type > GPU.": "Go to Runtime, Change runtime type, GPU.",
    "Filters > Light > Glow; A > B > C": "Filters, Light, Glow; A is greater than B is greater than C",
    "In order: Gold > Silver > Tin": "In order: Gold is greater than Silver is greater than Tin",
    "> quoted": "quoted",
    # numbers
    "6.02 x 10^23 or 5.97×10²⁴, 1e-9": "6.02 times 10 to the 23 or 5.97 times 10 to the 24, "
    "1 times 10 to the minus 9",
    "100 000 people, 1\u202f234\u202f567, [100 200 300]": "100,000 people, 1,234,567, 100 200 300",
    "10^-4. (1 – 1/m)": "10 to the minus 4. (1 – 1/m)",
    "x^2 + y**3 = 10^6": "x squared + y cubed equals 10 to the 6",
    "zip 01234, code 007 at 08:30": "zip 0 1 2 3 4, code 0 0 7 at 08:30",
    "pages 10–20, 3:1, ~5, #5, 24/7": "pages 10 to 20, 3 to 1, about 5, number 5, 24 7",
    # units
    "an area of 5 km², 3 m/s, 25 ms": "an area of 5 square kilometers, 3 meters per second, 25 milliseconds",
    "a 4GB file, 1 kWh, 10 µm (5.97×10²⁴ kg)": "a 4 gigabyte file, 1 kilowatt hour, 10 micrometers "
    "(5.97 times 10 to the 24 kilograms)",
    "E = mc²": "E equals mc squared",
    # dates
    "at 2024-01-05T14:30:00Z": "at January 5, 2024, 14:30 UTC",
    "2024-01-05 14:30:05.123+02:00": "January 5, 2024, 14:30:05 UTC plus 2",
    # names
    "C#, F# and .NET": "C sharp, F sharp and dot NET",
    "/home/ann/exports/01 line/total sales.html": "total sales.html",
    r"C:\Users\ann\Documents\x\data.csv": "data.csv",
    r"\alpha\beta\gamma\pi": "backslash alpha backslash beta backslash gamma backslash pi",
    "src/a/b/c/file.py, data/raw.csv": "file.py, data/raw.csv",
    "3f2a9c41-7d1b-4c55-9d34-0a8b7c6d5e4f": "an identifier",
    "sha256 cefe171d72a8b46a529dc15105dca08e1c7cfa90": "sha256 an identifier",
    "f(*args, **kwargs)": "f(star args, star star kwargs)",
    # abbreviations
    "The 35mm film": "The 35 millimeter film",
    "Eq. 3 in Sec. 4; see Fig. 2": "Equation 3 in section 4; see figure 2",
    "Fig. 2, e.g. No. 5 vs. 6": "Figure 2, for example number 5 versus 6",
    "Walter, P. (2014), pp. 3–5 and p. 7": "Walter, P. (2014), pages 3 to 5 and page 7",
    "Smith et al. (2010), by Smith et al. The": "Smith et al (2010), by Smith et al. The",
    "as in (e.g.": "as in (for example",
    # marks
    "a +/- 3 and // ... or (...)": "a plus or minus 3 and // ... or (...)",
    "), it reads": "), it reads",
    "==((====))==  Sloth 2x faster": "Sloth 2x faster",
    "   \\\\   /|    GPU": "GPU",
    "----- Step 1 *****": "Step 1",
}

UNCHANGED = [
    "It costs $5 (v3.12.1, data/raw.csv), at 25 °C, 60 %, $1.2M, €5, 2nd, 14:30.",
    "Call +1 555 123 4567 or 555-1234 and/or write to @ann.",
    "Die Datei hat 4 GB, z. B. für 25 ms, schön.",
    "El año, la niña y 3 kg.",
    "他说：“你好，世界！”有 4 GB。",
    "これは「テスト」です。",
    "مرحبا بالعالم، كيف حالك؟",
    "Ο μέσος όρος είναι η τιμή που έχει το α.",
    "Use C++ for TCP/IP, 1/2 cup and well-known A/B tests.",
]


@pytest.mark.parametrize("text", WORDS)
def test_meaning_of_signs_is_kept(text: str) -> None:
    assert to_speakable(text) == WORDS[text]


@pytest.mark.parametrize("text", [*WORDS.values(), *UNCHANGED])
def test_words_and_other_languages_stay(text: str) -> None:
    assert to_speakable(text) == text


@pytest.mark.parametrize(
    "piece", ["\n", "²", "≤", "a<b<", "α ", "3×", "/a", "File > ", "1\u202f", "-", "*", "🚀 ", "ab12", "x^"]
)
def test_time_grows_with_the_length_of_a_text(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (2_000, 16_000))
    assert _seconds(long) < 25 * _seconds(short)  # 8 times as much text; a quadratic time is 64 times as long


def _seconds(text: str) -> float:
    """Return the shortest of three times that a text takes, on the processor."""
    times = []
    for _ in range(3):
        start = time.process_time()
        to_speakable(text)
        times.append(time.process_time() - start)
    return max(min(times), 1e-3)  # shorter ones are noise

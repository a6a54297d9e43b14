"""Prepare printed lines: joins wrapped prose, drops log prefixes, keeps the metrics of progress lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ipytts.description.documents.printed.training_logs import finished_metrics
from ipytts.description.wording import plain_text
from ipytts.description.wording.metric_names import is_metric, spoken_name

_BAR = "[-=#*.>█▉▊▋▌▍▎▏▓▒░━╸╺⣿ ]"
_PROGRESS = re.compile(
    r"\d%\||\d%\s*(?:\|\s*[^\w\s]|━|\[[=#>. █-]|[#=]{2})|\d%.{0,9}\(.*(?:/s|ETA)\b"
    r"|\bit/s\b|\ds/it\b|━{3}|\[=+>?[ .]*\]|\d/\d+ \[(?:\d\d:|[=.>?])"
    rf"|[\[|]{_BAR}{{3,}}\s*\d{{1,3}}(?:\.\d+)? ?%{_BAR}*[\]|]"
    rf"|[\[|]{_BAR}{{10,}}[\]|]\s*\d{{1,3}}(?:\.\d+)? ?%"
    r"|\A\s*(?:[\w.:/ -]*:)?\s*\d{1,3}(?:\.\d+)? ?% ?(?:[█▏▎▍▌▋▊▉#]|Time:|ETA)|\|-{4}\|-{4}\|"
    r"|\A\s*(?:(?:(?:Down|Up)loading|Progress|Extracting)\b.*: +\d+"
    r"|(?:Sampling|Loading|Processing)\b.*: +100)% ?\Z"
)
_NO_RESULTS = ("time", "eta", "elapsed", "v_num", "step", "steps", "total", "chain")

_TIME = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?"
_CLOCK = r"\d\d:\d\d:\d\d(?:[.,]\d+)?"
_LEVEL = r"(?P<level>DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL)"
_LETTER = r"(?P<letter>[DIWEF])"
_PLACE = r"[\w./-]+\.\w+:\d+\]"
_LOG_PREFIXES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_TIME}:? {_LETTER} (?:\d+ )?{_PLACE}\s*",  # TensorFlow
        rf"{_LETTER}\d{{4}} \d\d:\d\d:[\d.]+\s+\d+ {_PLACE}\s*",  # Abseil
        rf"\[{_LETTER} (?:\d{{4}}-\d\d-\d\d )?{_CLOCK} \w+\]\s*",  # Jupyter
        rf"{_LEVEL}:[\w.]*:\s*(?=\S)",  # logging.basicConfig
        rf"\[?(?:{_TIME}|{_CLOCK})\]?[\s:|-]+(?:[\w.]+[\s:|-]+)??\[?{_LEVEL}\]?[\s:|-]+",
        rf"\[?{_LEVEL}\]?[\s:|-]+\[?{_TIME}\]?[\s:|-]+",
        r"\[\w+\] \[(?P<word>Info|Warning|Fatal)\] ",  # LightGBM
        r"\[nltk_data\]\s*",
    )
)
_LEVELS = {
    "E": "Error",
    "F": "Error",
    "W": "Warning",
    "WARN": "Warning",
    "FATAL": "Error",
    "CRITICAL": "Error",
}
_SHOWN_LEVELS = ("Error", "Warning")

_MIN_WIDTH = 40  # characters of the longest line of wrapped text, at least
_WORD = re.compile(r"[(\"'“‘]?[A-Za-z][A-Za-z'’-]*[)\"'”’]?[,;.:!?]?")
_GAP = re.compile(r"(?<=[^\s.!?])(?: {2,}|\t+)(?=\S)")
_END = re.compile(r"[.!?:;…][\"'”’)]*\Z")
_OPEN_WORDS = frozenset(
    [
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "into", "is", "its", "no"),
        *("not", "of", "on", "or", "our", "than", "that", "the", "their", "these", "this", "to", "was"),
        *("we", "were", "which", "while", "with"),
    ]
)  # at the end of a line, its sentence goes on
_LINKS = _OPEN_WORDS & {
    "and",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "or",
    "than",
    "to",
    "which",
    "with",
}


def clean(text: str) -> list[str]:
    r"""Return the lines of a text that remain visible: of progress bars only the metrics at the end.

    Examples
    --------
    >>> clean("10/10 [=====] - 1s 2ms/step - loss: 0.5\n 10%|#  | 1/10\rdone\nINFO:root:Saved.\n")
    ['loss 0.5', 'done', 'Saved.']
    """
    # Text before a carriage return was overwritten.
    lines = [line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n")]
    visible = [without_log_prefix(_without_progress(plain_text.strip_ansi(line))) for line in lines]
    return [line for line in join_prose(visible) if plain_text.has_words(line)]


def is_progress(line: str) -> bool:
    """Return whether a line shows how far something is, as a bar or as a percentage.

    Examples
    --------
    >>> is_progress("Validating: 0it [00:00, ?it/s]"), is_progress("Progress: 40%|###   |  ETA: 0:00:02")
    (True, True)
    >>> is_progress("Accuracy: 40% of 20 birds")
    False
    """
    return bool(_PROGRESS.search(line))


def _without_progress(line: str) -> str:
    if not is_progress(line):
        return line
    metrics = {name: value for name, value in finished_metrics(line).items() if _is_result(name, line)}
    return ", ".join(f"{spoken_name(name)} {value}" for name, value in metrics.items())


def _is_result(name: str, line: str) -> bool:
    """Return whether a number behind a progress bar is a result, not a time or a count of steps."""
    return is_metric(name) or (name.lower() not in _NO_RESULTS and bool(re.search(rf"\b{name}\s*[=:]", line)))


def without_log_prefix(line: str) -> str:
    """Return a line of a log without its time, its place in the code, and the level of mere information.

    Examples
    --------
    >>> without_log_prefix("2024-03-01 12:00:00,123 - fit - INFO - started")
    'started'
    >>> without_log_prefix("2024-03-01 12:00:00.5: W tensorflow/core/op.cc:77] No GPU.")
    'Warning: No GPU.'
    """
    for prefix in _LOG_PREFIXES:
        if found := prefix.match(line.lstrip()):
            groups = found.groupdict()
            level = groups.get("level") or groups.get("letter") or groups.get("word") or ""
            level = _LEVELS.get(level, level.capitalize())
            message = line.lstrip()[found.end() :]
            return f"{level}: {message}" if level in _SHOWN_LEVELS else message
    return line


def join_prose(lines: Sequence[str]) -> list[str]:
    """Return lines with those of a sentence that was wrapped joined into one.

    Examples
    --------
    >>> join_prose(["We found that the", "slope is positive.", "a  1", "b  2"])
    ['We found that the slope is positive.', 'a  1', 'b  2']
    """
    width = max((len(line) for line in lines if _is_prose(line)), default=0)
    joined: list[str] = []
    previous = ""
    for line in lines:
        if joined and line != previous and _continues(previous, line, width):
            joined[-1] = f"{joined[-1].rstrip()} {_single_blanks(line)}"
        else:
            joined.append(_single_blanks(line) if _is_prose(line) else line)
        previous = line
    return joined


def _single_blanks(line: str) -> str:
    return " ".join(line.split())


def _is_prose(line: str) -> bool:
    """Return whether a line consists of words; columns have more gaps than prose."""
    words = line.split()
    count = sum(bool(_WORD.fullmatch(word)) for word in words)
    are_words = len(words) >= 2 and count >= 0.8 * len(words) and sum(map(str.islower, words)) > 0.5 * count
    return are_words and 4 * len(_GAP.findall(line.strip())) < len(words)


def _continues(line: str, following: str, width: int) -> bool:
    """Return whether the sentence of a line goes on in the following line."""
    if not (_is_prose(line) and _is_prose(following)) or _END.search(line.strip()):
        return False
    last, first = line.rsplit(maxsplit=1)[-1], following.split(maxsplit=1)[0]
    is_full = width >= _MIN_WIDTH and len(line.rstrip()) + 1 + len(first) > width
    if not first[0].islower():
        return is_full and last in _OPEN_WORDS
    return is_full or last.endswith(",") or last.lower() in _OPEN_WORDS or first in _LINKS

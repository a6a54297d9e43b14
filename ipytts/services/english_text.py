"""Convert any text to text that the built-in voice can speak: it reads English, and knows Latin letters."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ipytts.description.wording.symbols import name_signs
from ipytts.errors import InvalidRequestError
from ipytts.services.request import excerpt
from ipytts.services.spoken_languages import who_speaks
from ipytts.text.splitting import has_words

_LATIN = (
    "A-Za-zªºÀ-ÖØ-öø-\u02ff\u1d00-\u1d25\u1d2c-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff\uab30-\uab64"
)
_LATIN_WORD = re.compile(rf"[{_LATIN}][{_LATIN}\u0300-\u036f]*")
# Of the letters with accents, hibari reads these; a word with any other one is written without accents.
_UNKNOWN_LETTER = re.compile("[^A-Za-zÀÁÂÃÄÅÆÇÉÊÌÍÎÏÑÒÓÔÕÖØÚÜÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ]")
_LETTER_SOUNDS = {"SHARP S": "ss", "ETH": "d", "THORN": "th", "ENG": "ng", "ESH": "sh", "EZH": "zh",
                  "SCHWA": "e", "ALPHA": "a", "GAMMA": "g", "IOTA": "i", "UPSILON": "u"}  # fmt: skip

_OTHER = rf"[^\W\d_{_LATIN}²³¹¼½¾]"  # a letter of another script
_ENDS = ".!?…。．！？｡।॥۔؟።"  # of sentences
_OTHER_LETTER, _LATIN_LETTER = re.compile(_OTHER), re.compile(f"[{_LATIN}]")
_MARK = rf"(?![،؛፣፤{_ENDS}])[^\w\s\x00-\u02ff\u2000-\u3098\u309b-\ua4ff\uf000-\U0010ffff]"  # as of a vowel
_OTHER_WORD = re.compile(rf"{_OTHER}(?:{_OTHER}|{_MARK}|['’·・-](?={_OTHER}))*")
_GAP = re.compile(r"[^\w\n()\[\]{}]{0,4}")  # between words of one run, such as a comma and a space
_SENTENCE_END = re.compile(rf"[{_ENDS}]+")
_LETTER_NAME = re.compile(
    r"(?P<script>[\w -]+?) (?:(?:SMALL|CAPITAL|FINAL) )*(?:LETTER|CHARACTER) (?P<name>[\w -]+?)(?: WITH .*)?"
)
# The scripts of one language; others are named as scripts.
_LANGUAGES = {"HANGUL": "Korean", "THAI": "Thai", "GREEK": "Greek", "ARMENIAN": "Armenian",
              "GEORGIAN": "Georgian", "TAMIL": "Tamil", "TELUGU": "Telugu"}  # fmt: skip
_HAN = {"CJK", "IDEOGRAPHIC"}
_CHINESE_OR_JAPANESE = {*_HAN, "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}
_UNSPACED = {*_CHINESE_OR_JAPANESE, "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN"}
_MAX_WORD, _MAX_PHRASE = 4, 12  # characters, in scripts without spaces
_MIN_SENTENCE = 3  # words, or characters in scripts without spaces
_COUNTS = ("some text", "a word", "two words", "three words", "four words", "five words")

# Signs that hibari says, or pauses at, besides those of ASCII and Latin-1.
_READ_SIGNS = "–—…‘’“”€₹₩™→←"
_PUNCTUATION = {
    "。": ". ", "｡": ". ", "।": ". ", "॥": ". ", "።": ". ", "۔": ". ", "؟": "? ",
    "、": ", ", "､": ", ", "،": ", ", "٫": ".", "٬": ",",
    "؛": "; ", "‐": "-", "‑": "-", "‒": "-", "−": "-", "―": "—", "„": "“", "′": "'", "″": '"', "⁄": "/",
    "¹": " 1 ",
}  # fmt: skip

_MAX_LETTERS = 24  # of a word that is in no dictionary: hibari drops the rest
_MAX_DIGITS = 36  # of a number; hibari fails at longer ones
_LONG_NUMBER = re.compile(rf"[0-9](?:,?[0-9]){{{_MAX_DIGITS},}}")
_PLAIN = re.compile(r"(?:(?!\]\()[\n\t -~])*")
_NOT_ASCII = re.compile(r"[^\n -~]")
_LONG_LETTERS = re.compile(rf"[{_LATIN}]{{{_MAX_LETTERS + 1},}}")
_LONG_WORDS = {"antidisestablishmentarianism", "floccinaucinihilipilification",
               "supercalifragilisticexpialidocious"}  # fmt: skip  # in hibari's dictionary
_SHOWN, _MAX_SHOWN = 3, 20  # words in a message, and the characters of one


class EnglishText(NamedTuple):
    """A text that the built-in voice can speak, and what it cannot say of the original."""

    text: str
    unsayable: tuple[str, ...] = ()  # the foreign words and phrases, which `text` names or leaves out
    has_english: bool = True  # whether `text` has words or numbers of the original


def to_english(text: str) -> EnglishText:
    """Return a text that the built-in voice can speak.

    Signs are named, and foreign words by their script; accents that the voice does not know are dropped;
    numbers are written in ASCII. A text that has letters or digits still has some.

    Examples
    --------
    >>> to_english("Tokyo is written 東京; テスト is a test, and Dvořák wrote 5 ≤ 6.").text
    'Tokyo is written two words in Japanese is a test, and Dvorak wrote 5 is at most 6.'
    >>> to_english("Привет, мир!")
    EnglishText(text='two words in Cyrillic letters!', unsayable=('Привет, мир',), has_english=False)
    """
    text = name_signs(text)
    if _PLAIN.fullmatch(text) and not _LONG_LETTERS.search(text) and not _LONG_NUMBER.search(text):
        return EnglishText(text, has_english=has_words(text))
    text = _NOT_ASCII.sub(lambda sign: _plain_form(sign[0]), unicodedata.normalize("NFC", text))
    said: list[str] = []  # between the foreign runs, and letters
    spoken: list[str] = []
    unsayable: list[str] = []
    end = 0
    for run in _foreign_runs(text):
        start, stop = run[0].start(), run[-1].end()
        said.append(text[end:start])
        if name := _letter_name(text[start:stop]):
            said.append(name)
        else:
            unsayable.append(text[start:stop])
            name = "" if _is_unit(text, start, stop) else _describe_run(run, text)
        spoken += [text[end:start], f" {name} "]
        end = stop
    has_english = has_words(_readable(" ".join([*said, text[end:]])))
    return EnglishText(_readable("".join([*spoken, text[end:]])), tuple(unsayable), has_english)


def check_sayable(texts: Sequence[EnglishText]) -> None:
    """Check that the built-in voice can say some of the texts.

    Raises
    ------
    InvalidRequestError
        All of them are foreign, or without words.
    """
    if any(text.has_english for text in texts):
        return
    foreign = [words for text in texts for words in text.unsayable]
    if not foreign:
        raise InvalidRequestError("The text has no words that the built-in voice can speak.")
    raise InvalidRequestError(
        f"The built-in voice speaks only English: it cannot say {excerpt(foreign[0], _MAX_SHOWN)!r}, nor the "
        f"rest of the text.\n{who_speaks(None)}"
    )


def is_foreign(text: str) -> bool:
    """Return whether most letters of a text are in another script than that of English.

    Examples
    --------
    >>> is_foreign("Данные: x и y"), is_foreign("The river of Łódź")
    (True, False)
    """
    return len(_OTHER_LETTER.findall(text)) > len(_LATIN_LETTER.findall(text))


def describe_unsayable(unsayable: Sequence[str]) -> str:
    """Return a sentence about what the built-in voice cannot say of a text; empty if it can say all.

    Examples
    --------
    >>> describe_unsayable(["東京"])
    'The built-in voice cannot say 1 foreign word or phrase (東京): it is named or left out.'
    """
    if not unsayable:
        return ""
    words = list(dict.fromkeys(unsayable))
    shown = [*(excerpt(each, _MAX_SHOWN) for each in words[:_SHOWN]), *(["…"] if len(words) > _SHOWN else [])]
    count, end = f"{len(unsayable):,} foreign words or phrases", "they are"
    if len(unsayable) == 1:
        count, end = "1 foreign word or phrase", "it is"
    return f"The built-in voice cannot say {count} ({', '.join(shown)}): {end} named or left out."


def _readable(text: str) -> str:
    """Return a text without foreign words in the letters and signs that hibari reads."""
    text = "".join(_PUNCTUATION.get(sign, sign) for sign in text)
    text = _LATIN_WORD.sub(lambda word: _readable_word(word[0]), text)
    text = "".join(sign if sign <= "\xff" or sign in _READ_SIGNS else " " for sign in text)
    text = _LONG_LETTERS.sub(lambda word: _split_long_word(word[0]), text)
    text = _LONG_NUMBER.sub(lambda number: " ".join(number[0].replace(",", "")), text)
    text = text.replace("](", "] (")  # hibari takes [text](/phonemes/) for a pronunciation
    return re.sub(r" +(?=[)\]]|[,;:.!?](?:\s|\Z))|(?<=[(\[]) +", "", re.sub(r"[^\S\n]+", " ", text)).strip()


def _plain_form(sign: str) -> str:
    """Return a character in its plain form: ``ﬁ`` as ``fi``, ``٣`` as ``3``, invisible ones as nothing."""
    category = unicodedata.category(sign)
    if category in ("Cf", "Co", "Cs", "Cn") or "\ufe00" <= sign <= "\ufe0f":  # these vary how emoji look
        return ""
    if category in ("Cc", "Zl", "Zp"):
        return "\n" if sign in "\r\u2028\u2029" else " "
    if sign <= "\xff" or sign in _READ_SIGNS:
        return sign
    if category == "Nd":
        return str(unicodedata.digit(sign))
    plain = unicodedata.normalize("NFKC", sign)
    return f" {plain}" if category == "No" else plain  # 10⁴ is not 104, and 1⅓ is not 11/3


def _foreign_runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield the words of each run in a foreign script, within which there are no other words."""
    run: list[re.Match[str]] = []
    for word in _OTHER_WORD.finditer(text):
        continues = run and _GAP.fullmatch(text, run[-1].end(), word.start())
        if run and not (continues and _family(run[-1][0]) == _family(word[0])):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _script(letter: str) -> str:
    """Return the script of a letter as the first word of its name in Unicode, such as ``CYRILLIC``."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _family(word: str) -> set[str]:
    """Return the scripts of a word; those of Chinese and Japanese count as one."""
    scripts = {_script(letter) for letter in word if letter.isalpha()}
    return scripts - _CHINESE_OR_JAPANESE | ({"CJK"} if scripts & _CHINESE_OR_JAPANESE else set())


def _letter_name(letter: str) -> str:
    """Return the name of a single letter of an alphabet, such as ``Cyrillic zhe``; else an empty string."""
    found = _LETTER_NAME.fullmatch(unicodedata.name(letter, "")) if len(letter) == 1 else None
    if found is None or found["script"] in _UNSPACED:
        return ""
    name = found["name"].lower()
    return name if found["script"] == "GREEK" else f"{found['script'].capitalize()} {name}"


def _is_unit(text: str, start: int, stop: int) -> bool:
    """Return whether a run is one character at a number, such as a unit, a counter or a part of a date."""
    return stop - start == 1 and (text[start - 1 : start].isdecimal() or text[stop : stop + 1].isdecimal())


def _describe_run(run: list[re.Match[str]], text: str) -> str:
    words = [word[0] for word in run]
    scripts = {_script(letter) for word in words for letter in word if letter.isalpha()}
    length = _describe_length(words, text[run[0].start() : run[-1].end() + 1], scripts)
    return f"{length} in {_describe_script(scripts)}"


def _describe_length(words: list[str], text: str, scripts: set[str]) -> str:
    """Return what a run is, as far as it is known: ``two words``, ``a sentence``."""
    ends = len(_SENTENCE_END.findall(text))
    is_unspaced = bool(scripts & _UNSPACED)
    if ends and _MIN_SENTENCE * ends <= (sum(map(len, words)) if is_unspaced else len(words)):
        return "a sentence" if ends == 1 else f"{ends} sentences"
    if is_unspaced and not all(map(_is_unspaced_word, words)):
        return "a phrase" if len(words) == 1 and len(words[0]) <= _MAX_PHRASE else _COUNTS[0]
    return _COUNTS[len(words)] if len(words) < len(_COUNTS) else _COUNTS[0]


def _is_unspaced_word(text: str) -> bool:
    """Return whether text is known to be one word: a Chinese compound, or a foreign word in Katakana."""
    scripts = {_script(letter) for letter in text if letter.isalpha()}
    return scripts <= {"KATAKANA", "KATAKANA-HIRAGANA"} or (scripts <= _HAN and len(text) <= _MAX_WORD)


def _describe_script(scripts: set[str]) -> str:
    """Return the language of a script that only one language has, else the script."""
    if scripts <= _HAN:
        return "Chinese characters"
    if scripts <= _CHINESE_OR_JAPANESE:
        return "Japanese"
    script, *others = scripts or {""}
    if others or not script:
        return "other letters"
    return _LANGUAGES.get(script) or f"{script.capitalize()} letters"


def _readable_word(word: str) -> str:
    """Return a word in Latin letters; unless hibari knows them all, in the nearest English ones."""
    if not _UNKNOWN_LETTER.search(word):
        return word
    return "".join(map(_plain_letter, unicodedata.normalize("NFKD", word)))


def _plain_letter(letter: str) -> str:
    """Return the letters in ASCII for ``ø``, ``ß`` and the like; nothing for an accent."""
    if letter.isascii():
        return letter
    # Such as LATIN SMALL LETTER O WITH STROKE.
    script, _, name = unicodedata.name(letter, "").replace(" LIGATURE ", " LETTER ").partition(" LETTER ")
    if not script.startswith("LATIN"):
        return ""
    name = name.partition(" WITH ")[0]
    sound = _LETTER_SOUNDS.get(name) or name.rpartition(" ")[2].lower()
    return sound.upper() if letter.isupper() else sound


def _split_long_word(word: str) -> str:
    return word if word.lower() in _LONG_WORDS else " ".join(textwrap.wrap(word, _MAX_LETTERS))

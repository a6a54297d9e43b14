"""Languages that people speak: their codes and names, and which services speak them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from ipytts.errors import InvalidRequestError

ENGLISH = "en"

#: The languages that can be named, by ISO 639-1 code.
LANGUAGES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "kn": "Kannada", "ko": "Korean", "la": "Latin", "lt": "Lithuanian",
    "lv": "Latvian", "mi": "Maori", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian",
    "mr": "Marathi", "ms": "Malay", "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian",
    "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
#: The languages of OpenAI's models, which are those of its recognizer Whisper.
OPENAI_LANGUAGES = (
    "af", "ar", "az", "be", "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "fa",
    "fi", "fr", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "kk", "kn", "ko", "lt",
    "lv", "mi", "mk", "mr", "ms", "ne", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv",
    "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
#: The languages of Kokoro 1.0, and a voice of each.
KOKORO_LANGUAGES = {
    "en": "af_heart", "es": "ef_dora", "fr": "ff_siwis", "hi": "hf_alpha", "it": "if_sara",
    "ja": "jf_alpha", "pt": "pf_dora", "zh": "zf_xiaobei",
}  # fmt: skip
_KOKORO_LETTERS = {"b": ENGLISH, **{voice[0]: code for code, voice in KOKORO_LANGUAGES.items()}}
_KOKORO_VOICE = re.compile(r"[a-z][fm]_[a-z]")
_TAG = re.compile(r"(?P<language>[a-z]{2})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_SAME = {"nb": "no", "nn": "no"}


def find_code(tag: object) -> str | None:
    """Return the code in a language tag, if it is one of a language that can be named.

    Examples
    --------
    >>> find_code("pt-BR"), find_code("zh_Hans"), find_code("python"), find_code("English")
    ('pt', 'zh', None, None)
    """
    match = _TAG.fullmatch(tag.strip()) if isinstance(tag, str) else None
    code = match["language"].lower() if match else ""
    code = _SAME.get(code, code)
    return code if code in LANGUAGES else None


def check_language(value: object) -> str:
    """Return the code of a language, or raise an `InvalidRequestError`.

    Examples
    --------
    >>> check_language("de-AT")
    'de'
    >>> check_language("german")
    Traceback (most recent call last):
        ...
    ipytts.errors.InvalidRequestError: language='german' is not possible: did you mean 'de'?
    """
    code = find_code(value)
    if code is not None:
        return code
    names = {name.lower(): code for code, name in LANGUAGES.items()}
    near = difflib.get_close_matches(str(value).lower(), names, n=1)
    advice = f"did you mean {names[near[0]]!r}?" if near else "give an ISO 639-1 code, such as 'de'."
    raise InvalidRequestError(f"language={value!r} is not possible: {advice}")


def list_languages(codes: Iterable[str]) -> str:
    """Return the names of languages in alphabetical order.

    Examples
    --------
    >>> list_languages(("es", "en"))
    'English, Spanish'
    """
    return ", ".join(sorted(LANGUAGES[code] for code in codes))


def language_of_voice(voice: str) -> str | None:
    """Return the language of a voice of Kokoro, which its first letter tells; None for other voices.

    Examples
    --------
    >>> language_of_voice("bf_emma"), language_of_voice("jm_kumo"), language_of_voice("coral")
    ('en', 'ja', None)
    """
    return _KOKORO_LETTERS.get(voice[0]) if _KOKORO_VOICE.match(voice) else None


def who_speaks(language: str | None) -> str:
    """Return sentences on which services speak a language, and how to choose them; None: any language.

    Examples
    --------
    >>> print(who_speaks("ja"))
    OpenAI's models speak it: set ONEROUTER_API_KEY and use `--service onerouter`.
    Kokoro speaks it on this machine, without a key: use `--service kokoro --voice jf_alpha`.
    """
    lines = []
    if language is None or language in OPENAI_LANGUAGES:
        speaks = "speak other languages" if language is None else "speak it"
        lines.append(f"OpenAI's models {speaks}: set ONEROUTER_API_KEY and use `--service onerouter`.")
    if language in KOKORO_LANGUAGES:
        use = f"use `--service kokoro --voice {KOKORO_LANGUAGES[language]}`"
        lines.append(f"Kokoro speaks it on this machine, without a key: {use}.")
    return "\n".join(lines) or "`ipytts voices --service NAME` shows the voices of a service."

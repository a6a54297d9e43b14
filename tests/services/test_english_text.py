"""Texts as the built-in voice can speak them."""

from __future__ import annotations

import pytest

from ipytts.services.english_text import describe_unsayable, to_english


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Tokyo is written 東京. It is big.", "Tokyo is written a word in Chinese characters. It is big."),
        ("学生 (がくせい) studies", "a word in Chinese characters (a phrase in Japanese) studies"),
        ("これはペンです。次の文です。 OK", "2 sentences in Japanese. OK"),
        ("今天我们学习 Python。", "a phrase in Chinese characters Python."),
        ("Say Привет, мир!", "Say two words in Cyrillic letters!"),
        ("Say 한국어.", "Say a word in Korean."),
        ("Say مرحبا بالعالم، كيف حالك؟ now", "Say a sentence in Arabic letters? now"),
        ("Say हिन्दी भाषा now", "Say two words in Devanagari letters now"),
        ("Say Жא now", "Say a word in other letters now"),
        ("3 ≥ σ² 東京", "3 is at least sigma squared a word in Chinese characters"),
        ("the letter ж, the letter א", "the letter Cyrillic zhe, the letter Hebrew alef"),
        ("On 2024年3月5日, 100円", "On 2024 3 5, 100"),
        ("hello东京world", "hello a word in Chinese characters world"),
    ],
)
def test_foreign_words_are_named_by_their_script(text: str, spoken: str) -> None:
    assert to_english(text).text == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("café, naïve, résumé, Tromsø, Größe", "café, naïve, résumé, Tromsø, Größe"),  # hibari reads these
        ("Łódź, Dvořák, Đặng, Ərzurum", "Lodz, Dvorak, Dang, Erzurum"),
        ("cafe\u0301, Dvor\u030cák", "café, Dvorak"),
        ("œuvre, Ǆ, ŋ, ʻokina", "oeuvre, DZ, ng, okina"),
        ("ﬁne ℃ 𝑥 Ｗｉｄｅ", "fine °C x Wide"),
        ("٣٫٥ १२ ①", "3.5 12 1"),
        ("a\u200bb \u202ec\u00add\x00e\x07 \ufeffok", "ab cd e ok"),
        ("Done ┌─┐ now.", "Done now."),
        ("[x](/zzz/)", "[x] (/zzz/)"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsge sellschaft"),
        ("antidisestablishmentarianism", "antidisestablishmentarianism"),
        ("9" * 40, " ".join("9" * 40)),
        ("two  spaces, C++, $5 and\nlines", "two  spaces, C++, $5 and\nlines"),
    ],
)
def test_letters_numbers_and_signs_are_written_as_the_voice_reads_them(text: str, spoken: str) -> None:
    english = to_english(text)
    assert (english.text, english.unsayable, english.has_english) == (spoken, (), True)


@pytest.mark.parametrize("text", ["你好。", "┌─┐", "…", "Привет мир", "\u02bb", ""])
def test_text_without_words_of_its_own_has_no_english(text: str) -> None:
    assert not to_english(text).has_english


def test_unsayable_words_are_shown_in_short() -> None:
    words = ["東京", "東京", "Москва", "ラーメン", "это очень длинная фраза о моделях"]
    assert describe_unsayable(words) == (
        "The built-in voice cannot say 5 foreign words or phrases (東京, Москва, ラーメン, …): they are "
        "named or left out."
    )
    assert "(это очень длинная ф…)" in describe_unsayable(words[-1:])
    assert describe_unsayable([]) == ""

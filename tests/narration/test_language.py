"""The language of a notebook: stated, detected, and whole notebooks in other languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from nbformat import v4, write

from ipytts import Service, SpeechDefaults
from ipytts.description.documents.passages import Passage
from ipytts.errors import InvalidRequestError, QuotaError
from ipytts.narration.language import detect_language, stated_language
from ipytts.narration.narrate_notebook import narrate_notebook, read_script
from ipytts.narration.role_voices import plan_script
from tests.helpers.captions import read_captions
from tests.helpers.client_calls import service_of
from tests.helpers.command_line import run_ipytts
from tests.helpers.environment import KEY, require
from tests.helpers.faults import out_of_quota
from tests.helpers.http_responses import FOREVER
from tests.helpers.notebooks import write_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.speech_server import SpeechServer

GERMAN = """# Pinguine

Wir haben 344 Pinguine von drei Inseln. Prof. Dr. Müller hat sie bzw. Teile gemessen! Wie schwer sind sie?

| Art | Masse |
|---|---|
| Eselspinguin | schwer |
| Adeliepinguin | leicht |

## Ergebnisse

Das Modell erreicht eine Genauigkeit von 94 Prozent."""
CHINESE = """# 企鹅

数据集包含三个岛屿上的三百四十四只企鹅。它们有多重？我们用线性回归来预测体重！

| 种类 | 体重 |
|---|---|
| 帝企鹅 | 很重 |
| 小企鹅 | 很轻 |

## 结果

该模型的准确率达到百分之九十四。"""
JAPANESE = """# ペンギン

データセットには三つの島の三百四十四羽のペンギンが含まれています。体重はどのくらいでしょうか？線形回帰で予測します。

| 種類 | 体重 |
|---|---|
| ジェンツー | 重い |
| アデリー | 軽い |

## 結果

モデルの精度は九十四パーセントです。"""
ARABIC = """# البطاريق

تحتوي مجموعة البيانات على بطاريق من ثلاث جزر. كم يبلغ وزنها؟ نستخدم الانحدار الخطي للتنبؤ بالوزن.

| النوع | الوزن |
|---|---|
| جنتو | ثقيل |
| أديلي | خفيف |

## النتائج

تبلغ دقة النموذج أربعة وتسعين بالمئة."""
NOTEBOOKS = {"de": GERMAN, "zh": CHINESE, "ja": JAPANESE, "ar": ARABIC}
SENTENCES = {
    "de": (
        "Wir haben 344 Pinguine von drei Inseln.",
        "Prof. Dr. Müller hat sie bzw. Teile gemessen!",
        "Wie schwer sind sie?",
        "Das Modell erreicht eine Genauigkeit von 94 Prozent.",
    ),
    "zh": (
        "数据集包含三个岛屿上的三百四十四只企鹅。",
        "它们有多重？",
        "我们用线性回归来预测体重！",
        "该模型的准确率达到百分之九十四。",
    ),
    "ja": (
        "データセットには三つの島の三百四十四羽のペンギンが含まれています。",
        "体重はどのくらいでしょうか？",
        "線形回帰で予測します。",
        "モデルの精度は九十四パーセントです。",
    ),
    "ar": (
        "تحتوي مجموعة البيانات على بطاريق من ثلاث جزر.",
        "كم يبلغ وزنها؟",
        "نستخدم الانحدار الخطي للتنبؤ بالوزن.",
        "تبلغ دقة النموذج أربعة وتسعين بالمئة.",
    ),
}


def _write(folder: Path, language: str) -> Path:
    code = "%scores.mean()"
    return write_notebook(folder / f"{language}.ipynb", NOTEBOOKS[language], code)


@pytest.mark.parametrize("language", NOTEBOOKS)
def test_every_sentence_is_requested_once_and_captioned(
    language: str, server: SpeechServer, tmp_path: Path
) -> None:
    path = _write(tmp_path, language)
    service = Service(server.base_url, key=KEY, authorization="bare", limit=60)
    recording = narrate_notebook(path, service=service, language=language)
    inputs = [request.body["input"] for request in server.requests]
    cues = [words for _, _, words in read_captions(recording.captions())]
    for sentence in SENTENCES[language]:
        assert [sentence in text for text in inputs].count(True) == 1, sentence
        assert cues.count(sentence) == 1
    for cell in re.findall(r"^\| ([^-|]+?) \|", NOTEBOOKS[language], re.MULTILINE)[1:]:
        assert [cell in text for text in inputs].count(True) == 1, cell
    title, heading = re.findall(r"^#+ (.*)$", NOTEBOOKS[language], re.MULTILINE)
    assert [chapter.text for chapter in recording.chapters] == [title, heading]
    assert any("2 rows" in text for text in inputs)  # what ipytts itself says is English


def test_files_of_notebooks_in_other_languages_are_named_after_them(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    path = write_notebook(tmp_path / "企鹅 – Größe.ipynb", CHINESE)
    dry = run_ipytts("narrate", str(path), "--dry-run", env={"PYTHONUTF8": "1"}).stdout.decode()
    done = run_ipytts("narrate", str(path), "-d", str(tmp_path / "声音"), env={"PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr
    assert f"{len(server.requests)} requests to onerouter" in dry
    names = sorted(file.name for file in (tmp_path / "声音").iterdir())
    assert names == [f"企鹅 – Größe.{kind}" for kind in ("chapters.vtt", "mp3", "script.md", "vtt")]
    assert "体重" in (tmp_path / "声音/企鹅 – Größe.vtt").read_text(encoding="utf-8")


def test_long_paragraph_without_spaces_is_split_between_sentences(tmp_path: Path) -> None:
    sentences = [f"第{number}句话说明了模型在数据集上的表现。" for number in range(200)]
    script = read_script(write_notebook(tmp_path / "long.ipynb", "".join(sentences)))
    service = Service("http://127.0.0.1:9/v1", key=KEY, limit=300)
    planned = plan_script(script, service=service, language="zh")
    *texts, last = [step.request.text for step in planned.steps[1:]]  # after the title
    assert "".join([*texts, last]) == "".join(sentences)
    assert all(len(text) <= 300 and text.endswith("。") for text in texts)


def test_abbreviations_of_the_language_end_no_sentence(tmp_path: Path) -> None:
    text = "Die Masse wird ca. Montag gemessen, bzw. Dienstag. " * 40
    script = read_script(write_notebook(tmp_path / "long.ipynb", text))
    service = Service("http://127.0.0.1:9/v1", key=KEY, limit=300)
    german, english = (
        [step.request.text for step in plan_script(script, service=service, language=language).steps]
        for language in ("de", "en")
    )
    assert all(text.endswith(("Dienstag.", "long.")) for text in german)
    assert any(text.endswith(("ca.", "bzw.")) for text in english)


# -- Detection -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "markdown"), NOTEBOOKS.items())
def test_language_is_detected_from_the_prose(language: str, markdown: str) -> None:
    require("py3langid")
    assert detect_language([Passage(markdown)]) == language


@pytest.mark.parametrize(
    "text",
    [
        "Results",
        "Linear regression with scikit-learn",
        "Using numpy.random.default_rng in a Monte Carlo simulation",
        "Fourier transform, Hilbert spaces, Gauss quadrature",
        "Los Angeles, San Francisco, El Paso and Santa Fe",
        "Iris setosa, Iris versicolor, Iris virginica",
        "Ergebnisse",
    ],
)
def test_short_text_and_names_are_taken_for_no_other_language(text: str) -> None:
    require("py3langid")
    assert detect_language([Passage(text)]) in (None, "en")


def test_code_and_outputs_do_not_count_for_the_language() -> None:
    require("py3langid")
    english = Passage("We load the data and compute the mean of all the columns.")
    code = [Passage("Wir laden die Daten und berechnen den Mittelwert je Art.", "code")] * 9
    assert detect_language([english, *code]) == "en"


@pytest.mark.parametrize(
    ("metadata", "cell", "language"),
    [
        ({"language_code": "fr"}, None, "fr"),
        ({"lang": "pt-BR"}, None, "pt"),
        ({"language": "ja"}, None, "ja"),
        ({"language": "python", "lang": "R"}, None, None),
        ({"nbTranslate": {"displayLangs": ["fr"], "sourceLang": "en"}}, None, "fr"),
        ({"nbTranslate": {"displayLangs": ["*"], "sourceLang": "en"}}, None, None),
        ({}, v4.new_raw_cell("---\ntitle: Daten\nlang: de\nformat: html\n---"), "de"),
        ({}, v4.new_markdown_cell("---\nlang: 'zh-Hans'\n---\n# Text"), "zh"),
        ({}, v4.new_code_cell("---\nlang: de\n---"), None),
        ({}, v4.new_markdown_cell("Text\n\n---\nlang: de\n---"), None),
        ({"language_info": {"name": "python"}}, None, None),
    ],
)
def test_language_is_found_where_tools_state_it(metadata: Any, cell: Any, language: str | None) -> None:
    cells = [cell] if cell else []
    assert stated_language({"metadata": metadata, "cells": cells}) == language


# -- What the voice does not speak ---------------------------------------------------------------------


def test_builtin_voice_reads_german_with_a_notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = read_script(_write(tmp_path, "de"))
    planned = plan_script(script, service="builtin", language="de")
    (notice,) = planned.notices
    assert notice == (
        "This notebook is in German; the built-in voice speaks English.\n"
        "OpenAI's models speak it: set ONEROUTER_API_KEY and use `--service onerouter`."
    )
    assert plan_script(script, service="builtin", language="en").notices == ()
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    assert plan_script(script, service="onerouter", language="de").notices == ()
    assert "kokoro does not speak it" in plan_script(script, service="kokoro", language="de").notices[0]
    # Only of its default model it is known.
    assert plan_script(script, service="kokoro", model="another", voice="anna", language="de").notices == ()


def test_voice_of_another_language_is_told_with_one_that_speaks_it(tmp_path: Path) -> None:
    script = read_script(_write(tmp_path, "ja"))
    (notice,) = plan_script(script, service="kokoro", language="ja").notices
    assert notice.startswith("This notebook is in Japanese; the voice af_heart speaks English.")
    assert "`--service kokoro --voice jf_alpha`" in notice
    assert plan_script(script, service="kokoro", voice="jm_kumo", language="ja").notices == ()
    roles = {"quotation": "zf_xiaobei", "heading": "am_adam"}
    both = plan_script(script, service="kokoro", voice="jm_kumo", voices=roles, language="ja").notices
    assert ["the voice am_adam speaks English" in each for each in both] == [True]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "is in Chinese;[\\s\\S]*--service kokoro --voice zf_xiaobei`[\\s\\S]*--language en"),
        (None, "This notebook is (in Chinese|not in Latin letters);"),
    ],
)
def test_builtin_voice_refuses_a_chinese_notebook(language: str | None, words: str, tmp_path: Path) -> None:
    script = read_script(_write(tmp_path, "zh"))
    with pytest.raises(InvalidRequestError, match=words):
        plan_script(script, service="builtin", language=language)
    forced = plan_script(script, service="builtin", language="en")
    assert "cannot say" in forced.notices[0]


def test_fallback_does_not_speak_a_chinese_notebook(server: SpeechServer, tmp_path: Path) -> None:
    SpeechDefaults.instance().fallback = "builtin"
    server.misbehave(out_of_quota(), times=FOREVER)
    with pytest.raises(QuotaError, match="can say hardly anything of it"):
        narrate_notebook(_write(tmp_path, "zh"), service=service_of(server), language="zh")


def test_language_of_the_notebook_is_overridden_by_the_option(tmp_path: Path) -> None:
    path = tmp_path / "german.ipynb"
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell(GERMAN)], metadata={"ipytts": {"language": "de"}})
    write(notebook, path)
    stated = run_ipytts("narrate", str(path), "--service", "builtin", "--dry-run").stdout.decode()
    given = run_ipytts("narrate", str(path), "--service", "builtin", "--dry-run", "--language", "en")
    assert "This notebook is in German; the built-in voice speaks English." in stated
    assert "This notebook is in" not in given.stdout.decode()
    wrong = run_ipytts("narrate", str(path), "--language", "German")
    assert b"language='German' is not possible: did you mean 'de'?" in wrong.stderr

from __future__ import annotations

import pytest

from ipytts import describe
from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages


def printed(text: str) -> str:
    output = {"output_type": "stream", "name": "stdout", "text": text}
    return " ".join(passage.text for passage in to_passages([output], Context()))


def shown(text: str) -> str:
    output = {"output_type": "execute_result", "data": {"text/plain": text}}
    return " ".join(passage.text for passage in to_passages([output], Context()))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("313/313 [====] - 1s 3ms/step - loss: 0.31 - val_mse: 0.9\n", "loss 0.31, validation mse 0.9."),
        ("100%|####| 7/7 [00:01<00:00, 5.1it/s, mae=2.5]\n", "mae 2.5."),
        (" 40%|##  | 2/5 [00:01<00:02, 1.1it/s, mae=9.5]\n", ""),
        ("100%|####| 7/7 [00:01<00:00, 5.1it/s]\n", ""),
        ("Epoch 2: 100%|##| 9/9 [00:01<00:00, 8.1it/s, loss=0.25, v_num=4]\n", "loss 0.25."),
        (" [------------100%------------] 700 of 700 complete in 1.2 sec\n", ""),
        ("Progress:  60%|███   |  ETA: 0:00:02\rProgress: 100%|█████| Time: 0:00:05\n", ""),
        ("Validating: 0it [00:00, ?it/s]\n", ""),
        ("  |=======          |  45%\n", ""),
        ("Downloading birds.zip: 100%\n", ""),
        ("Progress: [##########] 100.0%\n", ""),
        (
            "Accuracy: 95% (19/20)\nSampling error: 3%\nUp 5% [see 3]\nTrain 95% | Test 90%\n",
            "Accuracy: 95% (19/20). Sampling error: 3%. Up 5% see 3. Train 95%, Test 90%.",
        ),
        ("Share of gulls: 100%\n", "Share of gulls: 100%."),
    ],
)
def test_finished_progress_line_keeps_its_metrics(text: str, words: str) -> None:
    assert printed(text).lower() == words.lower()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-05-06 07:08:09.12: W tensorflow/core/x_y.cc:5] No plugin.", "Warning: No plugin."),
        ("I0506 07:08:09.120000 77 worker.cc:5] Plugin loaded.", "Plugin loaded."),
        ("2023-05-06 07:08:09,120 - etl.load - WARNING - 3 rows skipped", "Warning: 3 rows skipped."),
        ("[2023-05-06T07:08:09Z] ERROR: no file", "Error: no file."),
        ("INFO:etl:Loaded 5 files", "Loaded 5 files."),
        ("[I 07:08:09.120 LabApp] Kernel started", "Kernel started."),
        ("[LightGBM] [Warning] No further splits", "Warning: No further splits."),
        ("[nltk_data]   Package stopwords is up to date.", "Package stopwords is up to date."),
        ("Opened at 07:08:09, INFO desk", "Opened at 07:08:09, INFO desk."),
        ("2023-05-06: 5 birds", "May 6, 2023: 5 birds."),
    ],
)
def test_log_line_is_read_without_its_prefix(text: str, words: str) -> None:
    assert printed(text + "\n") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The gulls of the colony breed on the\ncliffs.  Their eggs are  small\nand grey.\n",
         "The gulls of the colony breed on the cliffs. Their eggs are small and grey."),
        ("The birds of this colony were counted in\nNorway by two people.\n",
         "The birds of this colony were counted in Norway by two people."),
        ("gull\ntern\nauk\n", "gull. tern. auk."),
        ("the gull flies\nthe tern dives\n", "the gull flies. the tern dives."),
        ("Already the newest: numpy in site\n" * 2, "Already the newest: numpy in site. " * 2),
        ("bird  eggs  site\n", "bird, eggs, site."),
        ("Counted so far:\nand more\n", "Counted so far: and more."),
    ],
)  # fmt: skip
def test_wrapped_prose_is_joined(text: str, words: str) -> None:
    assert printed(text) == words.strip()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<DIV><P>Seven gulls</P></DIV>\n", "Seven gulls."),
        ("Tree<12> has 3 leaves\n", "Tree 12 has 3 leaves."),
        ("a <birds.Gull object at 0x7f00aa> flew\n", "a a Gull flew."),
        ("--- 07:08:09 +0530\n", "07:08:09 UTC plus 5:30."),
        ("=== Birds ===\n", "Birds."),
        ("a == b\n", "a equals b."),
        ("the area $r^2$\n", "the area r squared."),
        ("it costs $5 or $6\n", "it costs $5 or $6."),
        ("2048.5\n", "2,048.5."),
        ("MSE: 2048.51234\n", "MSE: 2,048.5."),
    ],
)
def test_symbols_of_printed_lines_are_read_by_their_meaning(text: str, words: str) -> None:
    assert printed(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<module 'birds.gulls' from '/srv/birds/gulls.py'>", "The module birds.gulls."),
        ("<class 'birds.gulls.Gull'>", "The class Gull."),
        ("<function Gull.<locals>.fly at 0x7f00aa>", "The function fly."),
        ("<birds.Gull object at 0x7f00aa>", "A Gull."),
        ("7,654", "7,654."),
        ("--7", "Minus minus 7."),
    ],
)
def test_text_of_an_object_is_described_by_its_name(text: str, words: str) -> None:
    assert shown(text) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (2048.5, "2,048.5."), (6.9999999999, "Almost 7."), (-6.9999999999, "Almost minus 7."),
        (8.00000001, "Just over 8."), (2.99951, "2.9995."), (54_321.98, "54,321.98."), (5.5 * 2, "11."),
        (0.1 * 3, "0.3."), (-0.99999999, "Almost minus 1."), (7.45678, "7.46."), (1e-7, "10 to the minus 7."),
    ],
)  # fmt: skip
def test_single_number_does_not_sound_like_another_whole_number(number: float, words: str) -> None:
    assert describe(number) == words


def test_minus_sign_of_unicode_is_read() -> None:
    assert [shown("\u22123"), shown("\u22123.25")] == ["Minus 3.", "Minus 3.25."]

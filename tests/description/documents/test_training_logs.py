from __future__ import annotations

import pytest

from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages
from ipytts.description.documents.training_logs import describe_training_log

KERAS = """Epoch 1/2
 32/100 [==>..] - loss: 0.9000\b\b\r100/100 [==] - 1s 9ms/step - loss: 0.8000 - val_loss: 0.70
Epoch 2/2
100/100 [==============] - 1s 9ms/step - loss: 0.6000 - val_loss: 0.65
"""


def spoken(text: str) -> str:
    output = {"output_type": "stream", "name": "stdout", "text": text}
    return " ".join(passage.text for passage in to_passages([output], Context()))


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (
            KERAS,
            ("A training history of 2 epochs: loss falls from 0.8 to 0.6. "
            "Validation loss falls from 0.7 to 0.65."),
        ),
        ("".join(f"Epoch: {n}, train loss = {1 / n:.4f}\n" for n in range(1, 5)),
         "A training history of 4 epochs: training loss falls steadily from 1 to 0.25."),
        ("".join(f"[epoch {n}]  loss 0.{9 - n}\n" for n in range(5)),
         "A training history of 5 epochs: loss falls steadily from 0.9 to 0.5."),
        ("Training starts\nEpoch 1/2\nloss: 3.0\nEpoch 2/2\nloss: 2.0\n",
         "A training history of 2 epochs: loss falls from 3 to 2. Training starts."),
    ],
)  # fmt: skip
def test_log_of_a_training_has_the_words_of_its_history(log: str, words: str) -> None:
    assert spoken(log) == words


@pytest.mark.parametrize(
    "text",
    [
        "Epoch 1: 3 days\nEpoch 2: 4 days\n",
        "The epoch 3 of the story\nand more\n",
        "Epoch 2/2\nloss: 1.0\nEpoch 1/2\nloss: 2.0\n",
        "Epoch 1\nloss: 1.0\nEpoch 2\naccuracy: 2.0\n",
        "Epoch 1/1\nloss: 0.5\n",
        "loss: 0.5\nloss: 0.4\n",
        "Epoch 1\nloss: 1.0\n" + "a line of another kind\n" * 4 + "Epoch 2\nloss: 0.5\n",
    ],
)
def test_other_text_is_no_log_of_a_training(text: str) -> None:
    assert describe_training_log(text, "normal") == ""

from __future__ import annotations

import pytest

from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages
from ipytts.description.documents.printed.training_logs import describe_training_log

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


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("[0]\tvalid-auc:0.71\n[50]\tvalid-auc:0.83\n[99]\tvalid-auc:0.82\n",
         ("A training history from iteration 0 to 99: validation AUC rises from 0.71 to 0.82, "
         "highest at iteration 50, 0.83.")),
        (("[1]\tvalid_0's l2_loss: 0.5\n[2]\tvalid_0's l2_loss: 0.4\nEarly stopping, best iteration is:\n"
         "[2]\tvalid_0's l2_loss: 0.4\n"),
         ("A training history of 2 iterations: validation 0 l2 loss falls from 0.5 to 0.4. "
         "Early stopping; the best iteration is 2.")),
        ("0:\tlearn: 0.9\ttotal: 1ms\tremaining: 2s\n1:\tlearn: 0.4\ttotal: 2ms\tremaining: 0us\n",
         "A training history of 2 iterations: training value falls from 0.9 to 0.4."),
        ("INFO:tensorflow:loss = 3.0, step = 1\nINFO:tensorflow:loss = 2.0, step = 101 (0.5 sec)\n",
         "A training history from step 1 to 101: loss falls from 3 to 2."),
        ("Iteration 1, loss = 3.0\nIteration 2, loss = 2.0\nStopping with tol=0.001.\n",
         "A training history of 2 iterations: loss falls from 3 to 2. Stopping with tol equals 0.001."),
        ("Epoch 1, batch 0, loss 4\nEpoch 1, batch 9, loss 3\nEpoch 2, batch 0, loss 1\n",
         "A training history of 3 records: loss falls steadily from 4 to 1."),
        ("Epoch 1: loss 3\nEpoch 2: loss 2\nEpoch 1: loss 4\nEpoch 2: loss 1\n",
         ("2 trainings, one after another. "
         "The first: A training history of 2 epochs: loss falls from 3 to 2. "
         "The last: A training history of 2 epochs: loss falls from 4 to 1.")),
        (("{'loss': 0.9, 'learning_rate': 5e-05, 'epoch': 0.5}\n"
         "{'loss': 0.4, 'learning_rate': 1e-05, 'epoch': 1}\n"
         "{'eval_loss': 0.35, 'eval_runtime': 3.2, 'epoch': 1.0}\n"),
         ("A training history of 2 records: loss falls from 0.9 to 0.4. "
         "Eval loss 0.35.")),
    ],
)  # fmt: skip
def test_steps_of_other_libraries_are_a_history(log: str, words: str) -> None:
    assert spoken(log) == words


def test_table_of_a_training_is_a_history() -> None:
    rows = [
        ("Step", "Training Loss", "F1", "time"),
        ("50", "0.9", "No log", "00:05"),
        ("100", "0.5", "0.8", "00:05"),
    ]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    output = {"output_type": "display_data", "data": {"text/html": f"<table>{cells}</table>"}}
    assert [passage.text for passage in to_passages([output], Context())] == [
        (
            "A training history from step 50 to 100: training loss falls from 0.9 to 0.5. "
            "F1 stays at 0.8, missing at step 50."
        )
    ]

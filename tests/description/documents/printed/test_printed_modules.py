"""Networks and tensors as PyTorch prints them."""

from __future__ import annotations

from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages

_NETWORK = """Counter(
  (features): Sequential(
    (0): Conv2d(3, 8, kernel_size=(5, 5), stride=(1, 1))
    (1): ReLU(inplace=True)
  )
  (drop_out): Dropout(p=0.25, inplace=False)
  (head): Linear(in_features=8, out_features=1, bias=True)
)
"""
_TENSORS = """tensor([[1., 2.],
        [3., 4.]])
tensor([[0., 0.],
        [0., 0.]], grad_fn=<MulBackward0>)
"""


def printed(text: str) -> str:
    output = {"output_type": "stream", "name": "stdout", "text": text}
    return " ".join(passage.text for passage in to_passages([output], Context()))


def test_network_is_described_by_its_parts_and_their_sizes() -> None:
    assert printed(_NETWORK) == (
        "A network, Counter, of 3 parts: features, Sequential of 2 layers: Conv2d from 3 to 8 "
        "with kernel 5 by 5 and ReLU; drop out, Dropout of 0.25; head, Linear from 8 to 1."
    )


def test_each_printed_tensor_is_described() -> None:
    assert printed(_TENSORS) == (
        "A tensor of 2 by 2 numbers, from 1 to 4, mean 2.5. A tensor of 2 by 2 numbers, always 0."
    )


def test_estimator_that_is_cut_in_its_middle_is_named() -> None:
    value = {"text/plain": "VotingClassifier(estimators=[('svc', SVC(C=1.0, kern...ees=9))], voting='soft')"}
    output = {"output_type": "execute_result", "data": value, "metadata": {}}
    assert [passage.text for passage in to_passages([output], Context())] == ["A voting classifier."]

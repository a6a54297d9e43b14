from __future__ import annotations

import pytest

from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages

PIP = """Collecting gull
  Downloading gull-2.0-py3-none-any.whl (12 kB)
Requirement already satisfied: numpy in /usr/lib/python3 (from gull) (1.26)
Installing collected packages: tern, gull
ERROR: tern 1.0 requires auk, which is not installed.
Successfully installed gull-2.0 tern-1.0.post1
[notice] A new release of pip is available: 23.0 -> 24.0
"""
CONDA = """Collecting package metadata (current_repodata.json): done
Solving environment: done

# All requested packages already installed.
"""
APT = """Reading package lists... Done
Get:1 http://archive.example.org jammy/main amd64 tern 1.2 [33 kB]
Fetched 33 kB in 0s (80 kB/s)
Selecting previously unselected package tern.
Preparing to unpack .../tern_1.2_amd64.deb ...
Setting up tern (1.2) ...
Processing triggers for man-db (2.10) ...
"""
GIT = """Cloning into 'birds'...
remote: Enumerating objects: 9, done.
Receiving objects: 100% (9/9), 5.1 KiB | 5.1 MiB/s, done.
"""
WGET = """--2023-05-06 07:08:09--  https://example.org/birds.csv
Resolving example.org (example.org)... 93.184.216.34
HTTP request sent, awaiting response... 200 OK
Length: 700 [text/csv]
Saving to: ‘birds.csv’

birds.csv           100%[===================>]     700  --.-KB/s    in 0s

2023-05-06 07:08:09 (12.1 MB/s) - ‘birds.csv’ saved [700/700]
"""
ZIP = "Archive:  birds.zip\n   creating: birds/\n  inflating: birds/gull.csv\n  inflating: birds/tern.csv\n"
SAMPLER = """Auto-assigning NUTS sampler...
Initializing NUTS using jitter+adapt_diag...
Multiprocess sampling (2 chains in 2 jobs)
NUTS: [slope, sigma]
Sampling 2 chains for 500 tune and 500 draw iterations took 3 seconds.
"""
GPU = """+-----------------------------------------+
| NVIDIA-SMI 535.104    CUDA Version: 12.2  |
|   0  Tesla T4            Off | 00000000:00:04.0 Off |
| N/A   41C    P8    9W /  70W |     10MiB / 15360MiB |      0%      Default |
+-----------------------------------------+
"""


def spoken(text: str, stream: str = "stdout") -> str:
    output = {"output_type": "stream", "name": stream, "text": text}
    return " ".join(passage.text for passage in to_passages([output], Context()))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PIP,
         "ERROR: tern 1.0 requires auk, which is not installed. gull 2.0 and tern 1.0.post1 were installed."),
        (CONDA, ""),
        (APT, "tern 1.2 was installed."),
        ("Requirement already satisfied by law\nremote: yes\n",
         "Requirement already satisfied by law. remote: yes."),
        ("Saving to: bank\nArchive: box 7\n3/4 [left]\n", "Saving to: bank. Archive: box 7. 3/4 left."),
        ("Assigned Ann to Bob\nCPU times: short\n", "Assigned Ann to Bob. CPU times: short."),
        ("Downloading is slow\nCollecting stamps\n", "Downloading is slow. Collecting stamps."),
        ("Successfully installed the feeder\n", "Successfully installed the feeder."),
        ("Downloading data from https://example.org/x.npz\n", ""),
        (GIT, "birds was cloned."),
        (WGET, "birds.csv was saved."),
        (ZIP, "birds/gull.csv and birds/tern.csv were extracted."),
        (SAMPLER, "Sampling 2 chains for 500 tune and 500 draw iterations took 3 seconds."),
        (GPU, "1 graphics processor: Tesla T4, 10 of 15,360 mebibytes in use."),
        ("total 12\ndrwxr-xr-x 2 ann ann 4096 Jan  3 09:00 old\n-rw-r--r-- 1 ann ann 70 Jan  3 09:00 a.csv\n",
         "old, a folder. a.csv, 70 bytes."),
        ("2023-05-06 07:08:09.1: I tensorflow/core/x.cc:5] Created device GPU:0\nready\n", "ready."),
        ("4f" * 32 + "\n", ""),
        ("run 0b1c2d3e-1111-2222-3333-0123456789ab ended\n", "run an identifier ended."),
        ("done\n" * 12, "done. 11 more lines like this."),
        ("12\b3\n", "13."),
        ("==((====))==  Gull 2\n   \\\\   /|   Tern\n", "Gull 2. Tern."),
    ],
)  # fmt: skip
def test_noise_is_left_out_and_results_are_kept(text: str, words: str) -> None:
    assert spoken(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Collecting 7 gulls of the colony\n",
        "names: [gull, tern]\n",
        "Length: 700\n",
        "Updating weights failed\n",
        "100 20 30\n",
        "Building a nest takes 3 days\n",
        "a || b // c\n",
    ],
)
def test_lines_of_an_author_are_no_noise(text: str) -> None:
    assert spoken(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CPU times: user 1.17 s, sys: 24 ms, total: 1.2 s\nWall time: 1h 2min 5s\n",
         "It took 1 hour, 2 minutes and 5 seconds."),
        ("14.2 ms ± 310 µs per loop (mean ± std. dev. of 7 runs, 100 loops each)\n",
         "14.2 milliseconds a loop, plus or minus 310 microseconds."),
        ("10 loops, best of 3: 154 ms per loop\npeak memory: 70.5 MiB, increment: 0.1 MiB\n",
         "154 milliseconds a loop, the best of 3. Peak memory: 70.5 mebibytes, 0.1 more than before."),
        ("  1.500 ms (12 allocations: 1.2 KiB)\n", "It took 1.5 milliseconds."),
        ("The slowest run took 9.12 times longer than the fastest.\n", ""),
    ],
)  # fmt: skip
def test_times_are_said_in_words(text: str, words: str) -> None:
    assert spoken(text) == words


def test_warning_of_a_log_is_said_once_but_other_lines_are_not_left_out() -> None:
    log = "WARNING:tensorflow:slow\nDone\nWARNING:tensorflow:slow\nDone\nWARNING:tensorflow:old\n"
    assert spoken(log) == "Warning: slow. Done. Done. Warning: old."


def test_errors_are_said_beside_warnings() -> None:
    log = "INFO:root:Started\n2024-01-05 14:30:00,123 - birds - WARNING - disk full\nERROR:birds:no file\n"
    assert spoken(log, "stderr") == "A warning: disk full. Error: no file."


def test_warning_is_said_once_in_a_cell_whatever_its_numbers() -> None:
    warning = "/lib/x.py:{}: UserWarning: {} rows were skipped\n  warnings.warn(\n"
    outputs = [
        {"output_type": "stream", "name": "stderr", "text": warning.format(3, 5)},
        {"output_type": "stream", "name": "stdout", "text": "done\n"},
        {"output_type": "stream", "name": "stderr", "text": warning.format(3, 7)},
    ]
    assert [passage.text for passage in to_passages(outputs, Context())] == [
        "A warning, UserWarning: 5 rows were skipped.",
        "done.",
    ]

"""Take out of printed text what says nothing to a listener: start-up messages, steps of downloads, hints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from ipytts.description.documents.printed import install_logs, listings, timings
from ipytts.description.wording import numbers, plain_text

_MAX_ALIKE = 3  # identical lines, one after another, that are read
_MAX_READ = 2_000  # characters of a line
_ERASED = re.compile(r"[^\b\n]\x08")
# What lines begin with: a pattern a line. Each is narrow, so that it is no line of an author.
_BEGINNINGS = r"""
# TensorFlow, CUDA, XLA
\S+ \S+: I (?:\./)?(?:tensorflow|external|xla)/
I\d{4} \S+ +\d+ \w*(?:cuda|gpu|xla|service|device)
Using TensorFlow backend
To enable (?:them in other operations|the following instructions)
.*\b(?:Unable to register cu\w+ factory|TF-TRT Warning)
.*\b(?:successful NUMA node read|could not open file to read NUMA)
.*\b(?:Could not load dynamic library|This TensorFlow binary is optimized|Skipping registering GPU devices)
WARNING: All log messages before absl::InitializeLog
WARNING:tensorflow:AutoGraph could not
To silence this warning, decorate the function
Please report this to the TensorFlow team
Cause: (?:mangled names|could not|module)
# samplers
Auto-assigning NUTS
Initializing NUTS
(?:Multiprocess|Sequential) sampling \(
>*(?:NUTS|Slice|HamiltonianMC|\w*Metropolis|\w*Gibbs\w*): \[
CompoundStep\Z
Assigned \w*(?:Metropolis|Gibbs|NUTS|Slice|Hamiltonian)\w* to \w+
SAMPLING FOR MODEL
Chain \d+:? +Iteration:
Chain \d+:? *(?:Gradient evaluation took|1000 transitions|Adjust your expect|If this warning occurs|\Z)
(?:Gradient evaluation took|1000 transitions using|Adjust your expectations)
Iteration: +\d+ / \d+ \[ *\d+%\]
INFO:(?:pystan|cmdstanpy|numexpr|fbprophet|prophet)\b
Found model in cache
Initial log joint probability
# scikit-learn, nltk, spaCy, fastai, Hugging Face, Weights & Biases
\[Parallel\(n_jobs=
\[CV[^\]]*\] (?!.*\bEND\b)(?!.*(?:score|total)=?)
\[nltk_data\] +(?:Downloading|Unzipping|Package \S+ is already|[Dd]ate!|to$|up-to-date)
You can now load the (?:package|model) via
LR Finder is complete
Using custom data configuration
Reusing dataset \w+ \(
Found cached dataset \w+ \(
(?:loading|Loading) (?:configuration|weights|cached|file) .*[/\\]
You're using a \w+Fast tokenizer
Setting `pad_token_id`
All (?:model checkpoint (?:layers|weights) were used|the (?:layers|weights) of \w+ were initialized)
(?:Configuration|Model weights|tokenizer config file|Special tokens file) saved in
(?:Saving model checkpoint to|Deleting older checkpoint) \S*[/\\]
huggingface/tokenizers: The current process
To disable this warning, you can either
- (?:Avoid using `tokenizers`|Explicitly set the environment)
wandb: *(?:[^\w\s]|Currently|Tracking|Run data|Run `|View|Find logs|Sync|Waiting|Appending|Logging into|Using)
# notebooks and their kernels
The (?:autoreload|\S+) extension is already loaded
To reload it, use
This front-end cannot display the desired image type
\[NbConvertApp\]
The slowest run took
Note: you may need to restart the kernel
In a Jupyter environment, please rerun this cell
On GitHub, the HTML representation is unable
Populating the interactive namespace
(?:Mounted at /content|Drive already mounted at)
%(?:pylab|matplotlib) is deprecated
Have you run `?initjs\(\)
Visualization omitted, Javascript
Using matplotlib backend
`?%matplotlib`? prevents
(?:Loading BokehJS|BokehJS [\d.]+ success)
\(process:\d+\)
# R, Julia
── (?:Attaching|Conflicts)
[✔✖] \w+(?:::|\s+[\d.]+)
Attaching package:
The following objects? (?:is|are) masked
(?:filter, lag|intersect, setdiff, setequal, union)\Z
Loading required package:
Registered S3 method
ℹ Use the conflicted package
(?:Resolving package versions|Updating (?:registry|git-repo|`)|Precompiling project|Downloaded artifact)
(?:Cloning (?:git-repo|default reg)|Activating .*(?:environment|project) at|Installed \S+ ─|Building \S+ ─)
\[ ?Info: (?:Precompiling|Recompiling|Instantiat)
No Changes to
\[[0-9a-f]{8}\]\s
# Docker
(?:sha256:)?[0-9a-f]{32,}\s*\Z
[0-9a-f]{12}: (?:Pull|Wait|Verif|Download|Extract|Already)
Digest: sha256
Status: (?:Downloaded newer|Image is)
Sending build context
(?:---> [0-9a-f]|Removing intermediate container)
"""
_NOISE = re.compile(
    "|".join(f"(?:{line})" for line in _BEGINNINGS.splitlines() if line and not line.startswith("#"))
)


def tidy(text: str) -> str:
    r"""Return printed text without the lines that say nothing, and what is left of them in few words.

    Examples
    --------
    >>> tidy("Collecting gull\nSuccessfully installed gull-1.0\nCPU times: total: 1 s\nWall time: 1.14 s\n")
    'gull 1.0 was installed.\nIt took 1.14 seconds.\n'
    >>> tidy("done\n" * 9)
    'done\n8 more lines like this.\n'
    """
    while _ERASED.search(text):
        text = _ERASED.sub("", text)
    lines = [_visible(line) for line in text.split("\n")]
    for shorten in (install_logs.summarize, timings.summarize, listings.summarize, _without_noise, _once):
        lines = list(shorten(lines))
    return "\n".join(lines)


def is_noise(line: str) -> bool:
    """Return whether a line says nothing to a listener.

    Examples
    --------
    >>> is_noise("Using TensorFlow backend."), is_noise("Using 3 gulls.")
    (True, False)
    """
    return bool(_NOISE.match(line[:_MAX_READ].strip()))


def _visible(line: str) -> str:
    """Return what remains visible of a line; what stands before a carriage return was overwritten."""
    line = line.rstrip("\r").rpartition("\r")[2] if "\r" in line else line
    return plain_text.strip_ansi(line) if "\x1b" in line else line


def _without_noise(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if not is_noise(line):
            yield line


def _once(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, of many identical ones the first and their number."""
    for line, alike in groupby(lines):
        count = len(list(alike))
        if count <= _MAX_ALIKE or not line.strip():
            yield from [line] * count
        else:
            yield from (line, f"{numbers.with_noun(count - 1, 'more line')} like this.")

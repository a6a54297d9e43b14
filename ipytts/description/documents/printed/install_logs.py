"""Sum up what pip, conda, apt, git and programs for downloads print: what is there now, and errors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ipytts.description.wording.phrase import join_some

_MAX_NAMES = 4
# What lines about steps begin with: a pattern a line.
_BEGINNINGS = r"""
# pip, uv
Requirement already (?:satisfied|up-to-date): \S
(?:Down|Up)loading (?:.*https?:|\S+\.\w{1,5}\b|\S+ \([\d.]+ ?.?B\)|and preparing dataset|.*(?:\.\.\.|…)\Z)
Using cached \S
(?:Preparing metadata|Building (?:wheels?|editable) for|Created wheel|Stored in directory)
Installing (?:build dependencies|backend dep|collected packages)
Getting requirements to build
(?:Attempting uninstall|Found existing installation|Uninstalling \S+:|Successfully (?:uninstalled|built) \S)
Looking in (?:indexes|links):
(?:Obtaining \S+://|Running command git|Resolved \S+ to commit|Running setup\.py)
(?:WARNING: )?(?:You are using pip version|Running pip as|Ignoring invalid dist|The scripts? \S+)
You should consider upgrading via
Consider adding this directory to PATH
\[notice\]
Defaulting to user install
DEPRECATION: Python
Cloning (?:https?|git):
(?:Resolved|Prepared|Audited|Installed|Uninstalled) \d+ packages? in
# conda
(?:Preparing|Verifying|Executing) transaction
(?:Solving environment|Collecting package metadata|Fetching package metadata)
(?:# All requested packages already|## Package Plan|environment location:|added / updated specs:)
Downloading and Extracting
The following (?:NEW |additional )?packages? will be (?i:downl|inst|upda|upgr|remo|supers|downg)
[\w.-]+ +\| +\S.*[KMG]B
# apt
(?:Reading (?:package lists|state information)|\(?Reading database|Building dependency tree)
(?:Get|Hit|Ign|Err):\d+\s
Fetched \d.* in \d
(?:Preparing to unpack|Unpacking \S+ \(|Selecting previously unselected)
(?:Processing triggers for|Suggested packages:|Use 'apt autoremove')
(?:Need to get \d|After this operation|\S+ is already the newest|\d+ upgraded, \d+ newly)
# git
remote: (?:Enumerating|Counting|Compressing|Resolving|Finding|Total)\b
(?:Receiving objects|Resolving deltas|Unpacking objects|Filtering content): +\d+%
(?:Checking out|Updating) files: +\d+%
# wget, curl, gdown, unzip, Keras, PyTorch
--\d{4}-\d\d-\d\d \S+--\s
(?:Resolving \S+\.\S+ \(|Connecting to \S+ \(|HTTP request sent)
(?:Saving to: [‘'\"`]|Location: http|Reusing existing connection)
Length: (?:\d+ (?:\(\S+\) )?\[|unspecified)
(?:% Total +% Received|Dload +Upload)
\d+ +[\d.]+[kMG]? +\d+ .*(?:--:--:--|\d:\d\d:\d\d)
Downloading\.\.\.
(?:From(?: \(\w+\))?: http|To: /)
Archive: +\S+\.\w
Extracting \S+ to \S
(?:Using downloaded and verified|Files already downloaded and verified)
"""
_STEPS = re.compile(
    "|".join(f"(?:{line})" for line in _BEGINNINGS.splitlines() if line and not line.startswith("#"))
)
_COLLECTING = re.compile(
    r"\s*Collecting [\w.\[\]+:/@=<>!~,-]+(?:\s+\(from .*\))?\s*\Z"
)  # or a plain sentence
_INSTALLED = re.compile(r"\s*Successfully installed ((?:[\w.]+-)+\d.*)")
_SET_UP = re.compile(r"Setting up (\S+?)(?::\w+)? \(([^)]+)\)")
_UV = re.compile(r" \+ ([\w.-]+)==(\S+)\s*\Z")
_CLONED = re.compile(r"Cloning into '([^']+)'")
_SAVED = re.compile(r"\S+ \S+ \([\d.]+ .?B/s\) - [‘'\"`](.+)[’'\"] saved")
_EXTRACTED = re.compile(r"\s+(?:inflating|extracting|creating): (\S.*)")
_PACKAGE = re.compile(r"(.+?)-(\d[\w.!+]*)\Z")


def summarize(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, with the steps of an installation or a download as one sentence about its result.

    Examples
    --------
    >>> list(summarize(["Collecting gull", "Successfully installed gull-1.0 tern-2"]))
    ['gull 1.0 and tern 2 were installed.']
    >>> list(summarize(["Cloning into 'birds'...", "remote: Counting objects: 3", "ERROR: no disk"]))
    ['birds was cloned.', 'ERROR: no disk']
    """
    packages: list[str] = []
    files: list[str] = []
    lines = list(lines)
    is_pip = any(_STEPS.match(line.strip()) or _packages(line) for line in lines)
    for line in lines:
        if found := _packages(line):
            packages += found
        elif match := _EXTRACTED.match(line):
            files += [match[1]] if not match[1].rstrip().endswith("/") else []
        elif match := _CLONED.match(line):
            yield f"{match[1]} was cloned."
        elif match := _SAVED.match(line):
            yield f"{match[1]} was saved."
        elif not (_STEPS.match(line.strip()) or (is_pip and _COLLECTING.match(line))):
            yield from _results(packages, files)
            packages, files = [], []
            yield line
    yield from _results(packages, files)


def _packages(line: str) -> list[str]:
    """Return the packages that a line says to be installed, with their versions."""
    if match := _INSTALLED.match(line):
        return [_PACKAGE.sub(r"\1 \2", package) for package in match[1].split()]
    if match := _SET_UP.match(line) or _UV.match(line):
        return [f"{match[1]} {match[2]}"]
    return []


def _results(packages: Sequence[str], files: Sequence[str]) -> Iterator[str]:
    for names, noun, verb in ((packages, "package", "installed"), (files, "file", "extracted")):
        if names:
            yield f"{join_some(names, _MAX_NAMES, noun)} {'was' if len(names) == 1 else 'were'} {verb}."

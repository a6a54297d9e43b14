"""``ipytts describe``: print what saved notebooks show, in words, and write alternative text into them."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, get_args

from ipytts.cli.output import print_message
from ipytts.description.detail import Detail
from ipytts.errors import SpeechError
from ipytts.synthesis.plan import format_count

if TYPE_CHECKING:
    from ipytts.alt_text.saved_notebooks import SavedImage, SavedOutput

_EXAMPLES = """\
examples:
  ipytts describe report.ipynb
  ipytts describe report.ipynb --detail brief
  ipytts describe *.ipynb --write"""
_DESCRIPTION = """\
Print the words of each output of saved notebooks, and which images have alternative text.
The notebooks are not run. With --write, images without alternative text get it where the
notebook has words for them: charts in JSON, captions, titles, and code that draws."""
_TRUST_LOST = (
    "nbformat is not installed or cannot open the signatures: a notebook that was trusted has to be trusted "
    "again, with `jupyter trust`."
)


def add_describe(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command ``describe``; `add_parser` is the method of argparse's subparsers."""
    parser = add_parser(
        "describe",
        help="describe the outputs of saved notebooks, and write alternative text",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("notebooks", nargs="+", metavar="notebook", help="an .ipynb file")
    parser.add_argument(
        "--detail",
        choices=get_args(Detail),
        default="normal",
        help="how much is printed of each output (default: %(default)s)",
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="write alternative text into the notebooks; all else in them stays as it is",
    )
    parser.set_defaults(check=lambda _: None, run=_describe, parser=parser)


def _describe(options: argparse.Namespace) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # words of any script, in a terminal of any encoding
    count, failed, has_lost_trust = len(options.notebooks), 0, False
    for notebook in options.notebooks:
        try:
            has_lost_trust |= _describe_notebook(notebook, options)
        except SpeechError as error:
            if count == 1:
                raise
            failed += 1
            print_message(str(error))
    if has_lost_trust:
        print_message(_TRUST_LOST)
    if failed:
        raise SpeechError(f"Not all notebooks could be described: {failed} of {count} failed.")


def _describe_notebook(path: str, options: argparse.Namespace) -> bool:
    """Print the words of a notebook; return whether it may have lost its trust."""
    from ipytts.alt_text.notebook_files import write_alt_text
    from ipytts.alt_text.saved_notebooks import describe_notebook
    from ipytts.narration.notebook_file import read_notebook

    has_lost_trust = False
    if options.write:
        written = write_alt_text(path, options.detail)
        outputs, has_lost_trust = written.outputs, written.may_have_lost_trust
    else:
        outputs = list(describe_notebook(read_notebook(path), options.detail))
    if len(options.notebooks) > 1:
        print(f"{path}:")
    for output in outputs:
        print("\n".join(_lines(output, is_written=options.write)))
    print(_summary(path, outputs, is_written=options.write))
    return has_lost_trust


def _lines(output: SavedOutput, *, is_written: bool) -> Iterable[str]:
    yield f"Cell {output.cell}: {output.words or 'The same image again.'}"
    if image := output.image:
        yield f"    {_alt_line(image, output.words, is_written=is_written)}"


def _alt_line(image: SavedImage, words: str, *, is_written: bool) -> str:
    """Return what there is to know of the alternative text of an image."""
    if image.new:
        added = _quoted(image.new, words)
        if is_written:
            return f"Alternative text, written now: {added}"
        if image.is_generated:
            return f"Alternative text, generated: {_quoted(image.alt, words)} --write replaces it by {added}"
        known = "Alternative text of one form of the image" if image.has_alt else "No alternative text"
        return f"{known}; --write adds {added}"
    if not image.has_alt:
        return "No alternative text, and nothing in the notebook describes the image."
    if not image.alt:
        return "Alternative text: empty, as for decoration."
    source = "generated" if image.is_generated else "by the author"
    return f"Alternative text, {source}: {_quoted(image.alt, words)}"


def _quoted(text: str, words: str) -> str:
    """Return a text in quotation marks, unless it is said already."""
    return "the same words." if text.rstrip(".") in words else f"“{text}”"


def _summary(path: str, outputs: Sequence[SavedOutput], *, is_written: bool) -> str:
    images = [output.image for output in outputs if output.image]
    if not images:
        return f"{path}: no images."
    had = sum(image.has_alt for image in images)
    new = sum(bool(image.new) and not image.has_alt for image in images)
    left = len(images) - new - had
    parts = [f"{had} with alternative text"] if had or not new else []
    if new:
        parts.append(f"{new} got it now" if is_written else f"{new} can get it from the notebook (--write)")
    if left:
        parts.append(
            f"{left} {'has' if left == 1 else 'have'} nothing that describes {'it' if left == 1 else 'them'}"
        )
    return f"{path}: {format_count(len(images), 'image')}: {', '.join(parts)}."

"""Captions, as an independent WebVTT reader understands them."""

from __future__ import annotations

import html

import webvtt


def read_captions(text: str) -> list[tuple[int, int, str]]:
    """Return start and end in ms and the words of each cue in a WebVTT file."""
    return [
        (cue.start_time.in_milliseconds(), cue.end_time.in_milliseconds(), html.unescape(cue.raw_text))
        for cue in webvtt.from_string(text, strict=True).captions
    ]

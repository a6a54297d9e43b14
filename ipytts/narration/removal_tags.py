"""Read which tags nbconvert is configured to remove, without nbconvert."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from traitlets import Bool, Set, Unicode
from traitlets.config import Config, Configurable
from traitlets.config.loader import JSONFileConfigLoader, PyFileConfigLoader

_BASES = ("jupyter_config", "jupyter_nbconvert_config")  # names of files; what comes later counts
_LOADERS = {".py": PyFileConfigLoader, ".json": JSONFileConfigLoader}


@dataclass(frozen=True)
class RemovalTags:
    """The tags of cells and outputs that are left out.

    Examples
    --------
    >>> RemovalTags.configured({"TagRemovePreprocessor": {"remove_cell_tags": ["draft"]}}).cells
    frozenset({'draft'})
    """

    cells: frozenset[str] = frozenset()
    inputs: frozenset[str] = frozenset()
    all_outputs: frozenset[str] = frozenset()
    single_outputs: frozenset[str] = frozenset()
    notices: tuple[str, ...] = ()  # why they are not known

    @classmethod
    def configured(cls, config: Mapping[str, Any]) -> RemovalTags:
        """Return the tags that a configuration of nbconvert has, or raise a `TraitError`."""
        settings = TagRemovePreprocessor(config=Config(config))
        if not settings.enabled:
            return cls()
        return cls(
            frozenset(settings.remove_cell_tags),
            frozenset(settings.remove_input_tags),
            frozenset(settings.remove_all_outputs_tags),
            frozenset(settings.remove_single_output_tags),
        )


class TagRemovePreprocessor(Configurable):
    """The settings of nbconvert's preprocessor of this name, by which a configuration knows it."""

    enabled = Bool(default_value=True).tag(config=True)  # as in nbconvert's exporters of pages
    remove_cell_tags = Set(Unicode()).tag(config=True)
    remove_input_tags = Set(Unicode()).tag(config=True)
    remove_all_outputs_tags = Set(Unicode()).tag(config=True)
    remove_single_output_tags = Set(Unicode()).tag(config=True)


def configured_tags() -> RemovalTags:
    """Return the tags that the user's configuration of nbconvert has; with a notice if it cannot be read."""
    config, tags = Config(), RemovalTags()
    for path in _config_files():
        try:
            config.merge(_LOADERS[path.suffix](path.name, path=str(path.parent)).load_config())
            tags = RemovalTags.configured(config)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - it may be a program
            return RemovalTags(notices=(_problem(path, error),))
    return tags


def _config_files() -> Iterator[Path]:
    """Yield the files of nbconvert's configuration that exist, the ones that count most last."""
    try:
        from jupyter_core.paths import jupyter_config_path
    except ImportError:
        return
    folders = [Path(folder) for folder in reversed(jupyter_config_path())]
    paths = (folder / (base + suffix) for base in _BASES for folder in folders for suffix in _LOADERS)
    yield from filter(Path.is_file, paths)


def _problem(path: Path, error: BaseException) -> str:
    return (
        f"The tags that nbconvert removes are not known, as {path} cannot be read: "
        f"{type(error).__name__}: {error}"
    )

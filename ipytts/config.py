"""The settings of a speech: `SpeechOptions` declares them, `SpeechDefaults` has those that are configured.

The traits, the options of the magics and of the command line, the playground's controls and nbconvert's
traits are made from the declarations.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from traitlets import Bool, Dict, Float, Int, TraitError, TraitType, Unicode
from traitlets.config import SingletonConfigurable

from ipytts.audio.response_formats import DEFAULT_FORMAT, list_formats
from ipytts.errors import InvalidRequestError
from ipytts.services.named_services import BUILTIN
from ipytts.services.request import (
    SPEED_RANGE,
    Voice,
    check_choice,
    check_count,
    check_extra,
    check_factor,
    check_name,
    check_pronunciations,
    check_response_format,
    check_text,
    check_timeout,
    check_voice,
    is_number,
)
from ipytts.services.service import Service
from ipytts.services.service_selection import check_service

if TYPE_CHECKING:
    from traitlets.config import Config

#: Where a setting acts, and so which functions have a parameter for it.
Scope = Literal[
    "request",  # in what is requested: of `plan`, `speak` and all that speak
    "fetching",  # in how it is fetched: of `speak`
    "playback",  # after it has arrived: of `speak`
    "service",  # in the service, as its limits: of `Service`
    "configuration",  # in this process: of no function
]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The declaration of one setting."""

    help: str  # without a capital and a final period, as options have it
    name: str = ""  # that of its field
    kind: type = str  # of its values: str, float, int, bool or dict; object for several kinds
    range: tuple[float, float] | None = None  # of a factor, of which 1 is normal
    scope: Scope = "request"
    check: Callable[[Any], object] | None = None  # returns a value as it is used, or raises an error
    default: Any = None  # in `SpeechDefaults`; None: not set
    has_trait: bool = True  # whether `SpeechDefaults` has it
    flags: tuple[str, ...] = ()  # its option; without any, there is none
    metavar: str | None = None  # the value of its option, in a help text
    constant: Any = None  # the value that its option stands for, if the option takes none
    option_help: str = ""  # where the help of its option differs
    label: str = ""  # of its control in the playground; without one, there is none
    has_names: bool = False  # whether its control offers names to choose from
    other_label: str = ""  # of the field for a name that is not among them

    @property
    def normal(self) -> float | None:
        """The value that has the same effect as none."""
        return 1.0 if self.range else None

    def checked(self, value: Any) -> Any:
        """Return a value as it is used, or raise an `InvalidRequestError`."""
        if self.range is not None:
            return check_factor(self.name, *self.range, value)
        return value if self.check is None else self.check(value)

    @property
    def phrase(self) -> str:
        """The help, with the range of a factor."""
        if self.range is None:
            return self.help
        low, high = self.range
        return f"{self.help}, from {low:g} to {high:g}; 1 is normal"

    @property
    def sentence(self) -> str:
        """The help as a sentence."""
        return f"{self.phrase[0].upper()}{self.phrase[1:]}."


def _setting(help: str, **declaration: Any) -> Any:  # noqa: A002 - as in argparse and traitlets
    return dataclasses.field(default=None, metadata={"setting": Setting(help=help, **declaration)})


def _check_embed_limit(value: object) -> object:
    if not is_number(value) or value < 0:
        raise InvalidRequestError(
            f"embed_limit={value!r} is not possible: give a number of MB, such as 20; 0 embeds nothing."
        )
    return value


@dataclass(frozen=True)
class SpeechOptions:
    """The settings of a speech; None means not set.

    Examples
    --------
    >>> SpeechOptions(voice="coral", speed=1.2).given
    {'voice': 'coral', 'speed': 1.2}
    """

    service: str | Service | None = _setting(  # noqa: RUF009 - it returns a field
        "the name of a service, such as onerouter, or a base URL",
        kind=object,
        check=check_service,
        flags=("-s", "--service"),
        metavar="NAME|URL",
        label="Service",
        has_names=True,
        other_label="Base URL",
    )
    model: str | None = _setting(
        "the model; `ipytts voices` lists those of a service",
        check=partial(check_name, "model"),
        flags=("-m", "--model"),
        metavar="NAME",
        label="Model",
        has_names=True,
        other_label="Name of the model",
    )
    voice: Voice | None = _setting(  # noqa: RUF009 - it returns a field
        "the voice, such as coral, or id:… for a custom voice",
        check=check_voice,
        flags=("-v", "--voice"),
        metavar="NAME",
        label="Voice",
        has_names=True,
        other_label="Name of the voice",
    )
    response_format: str | None = _setting(
        f"the audio format: {list_formats()}",
        check=check_response_format,
        flags=("--format",),
        metavar="NAME",
        label="Format",
        has_names=True,
    )
    speed: float | None = _setting(
        "the speed", kind=float, range=SPEED_RANGE, flags=("--speed",), metavar="NUMBER", label="Speed"
    )
    instructions: str | None = _setting(
        "how to speak, for models that accept instructions",
        check=partial(check_text, "instructions"),
        flags=("-i", "--instructions"),
        metavar="TEXT",
        label="Instructions",
    )
    extra: Mapping[str, Any] | None = _setting(
        "an additional field of the request, if the server supports it; can be repeated",
        kind=dict,
        check=check_extra,
        has_trait=False,
        flags=("--extra",),
        metavar="KEY=VALUE",
    )
    play: bool | None = _setting(
        "whether the audio plays automatically",
        kind=bool,
        scope="playback",
        flags=("-p", "--play"),
        constant=True,
        option_help="start playing automatically",
    )
    cache: bool | None = _setting(
        "whether audio is taken from the cache where possible",
        kind=bool,
        scope="fetching",
        default=True,
        flags=("--no-cache",),
        constant=False,
        option_help="fetch the audio again, even if it is in the cache",
    )
    timeout: float | None = _setting(
        "the time limit for one request in seconds, including retries",
        kind=float,
        scope="fetching",
        check=check_timeout,
        flags=("--timeout",),
        metavar="SECONDS",
    )
    pronunciations: Mapping[str, str] | None = _setting(
        "words and their pronunciations, such as {'kNN': 'k nearest neighbours'}, for %%narrate and "
        "%%speak --pronounce",
        kind=dict,
        check=check_pronunciations,
        default={},
    )
    limit: int | None = _setting(
        "the maximum length of one request in characters; longer text is split",
        kind=int,
        scope="service",
        check=partial(check_count, "limit"),
        flags=("--limit",),
        metavar="CHARACTERS",
    )
    at_once: int | None = _setting(
        "the maximum number of concurrent requests",
        kind=int,
        scope="service",
        check=partial(check_count, "at_once"),
        flags=("--at-once",),
        metavar="NUMBER",
    )
    embed_limit: float | None = _setting(
        "the maximum size of audio in a notebook in MB; larger audio is saved beside it and linked",
        kind=float,
        scope="configuration",
        check=_check_embed_limit,
        default=20.0,
    )
    fallback: str | None = _setting(
        f"{BUILTIN.name!r}: the built-in voice speaks where the service cannot",
        scope="configuration",
        check=partial(check_choice, "fallback", (BUILTIN.name,)),
    )
    alt_text: str | None = _setting(
        "'on': charts get alternative text; 'text': a description and a table below them, too",
        scope="configuration",
        check=partial(check_choice, "alt_text", ("on", "text")),
    )
    reader: bool | None = _setting(
        "whether a screen reader is used: results are announced to it, and nothing plays by itself",
        kind=bool,
        scope="configuration",
        default=False,
    )

    def __post_init__(self) -> None:
        for name, value in self.given.items():
            if name != "service":  # `find_service` checks it
                object.__setattr__(self, name, SETTINGS[name].checked(value))

    @property
    def given(self) -> dict[str, Any]:
        """The settings that are set, by name."""
        values = {name: getattr(self, name) for name in SETTINGS}
        return {name: value for name, value in values.items() if value is not None}

    def completed(self, service: Service) -> SpeechOptions:
        """Return these options; where one is not set, as configured, else as the service has it by default.

        Examples
        --------
        >>> SpeechOptions(speed=1.2).completed(BUILTIN).given["voice"]
        'heart'
        """
        configured = SpeechDefaults.instance()
        values = {name: getattr(configured, name) for name in configured.trait_names(config=True)}
        chosen = {name: value for name, value in values.items() if value is not None} | self.given
        model = service.model(chosen.get("model"))
        own = {"model": model.name, "voice": model.voices[0], "response_format": DEFAULT_FORMAT}
        return SpeechOptions(**{**own, **chosen, "service": service})


#: The declarations, by name.
SETTINGS: Mapping[str, Setting] = {
    each.name: dataclasses.replace(each.metadata["setting"], name=each.name)
    for each in dataclasses.fields(SpeechOptions)
}


def setting_names(*scopes: Scope) -> tuple[str, ...]:
    """Return the names of the settings that act there.

    Examples
    --------
    >>> setting_names("fetching", "playback")
    ('play', 'cache', 'timeout')
    """
    return tuple(name for name, setting in SETTINGS.items() if setting.scope in scopes)


class _Checked:
    """Beside the class of a trait: passes each value through the check of its setting."""

    setting: Setting

    def validate(self, obj: Any, value: Any) -> Any:
        try:
            value = self.setting.checked(value)
        except InvalidRequestError as error:
            raise TraitError(str(error)) from None
        return super().validate(obj, value)  # type: ignore[misc]  # that of the other base class


class Value(TraitType):  # type: ignore[type-arg]  # older ones are not generic
    """A trait for values of several kinds; its setting checks them. Help texts show its name."""

    def validate(self, obj: Any, value: Any) -> Any:  # noqa: ARG002, D102 - the signature of traitlets
        return value


_TRAITS: dict[type, Any] = {str: Unicode, float: Float, int: Int, bool: Bool, dict: Dict, object: Value}


def make_trait(setting: Setting) -> Any:
    """Return a trait for a setting; it checks each value that it is set to."""
    trait = _TRAITS[setting.kind]
    # Its name is that of the kind, which help texts show.
    checked: Any = type(trait.__name__, (_Checked, trait), {"setting": setting})
    made = checked(default_value=setting.default, allow_none=setting.default is None, help=setting.sentence)
    return made.tag(config=True)


def make_traits(names: Iterable[str]) -> dict[str, Any]:
    """Return the traits of these settings, by name."""
    return {name: make_trait(SETTINGS[name]) for name in names}


class SpeechDefaults(SingletonConfigurable):
    """The settings of a speech where none are given; None means not set.

    `ipytts.speak` and the magics share one instance, `SpeechDefaults.instance()`. Set it with
    ``%config SpeechDefaults.voice = "coral"`` or, for every session, with
    ``c.SpeechDefaults.voice = "coral"`` in ``ipython_config.py``. It never holds a key.

    Examples
    --------
    >>> SpeechDefaults.instance().voice = "coral"
    >>> SpeechDefaults.instance().speed = 9
    Traceback (most recent call last):
        ...
    traitlets.traitlets.TraitError: speed=9 is not possible: give a number from 0.25 to 4.0; 1.0 is normal.
    >>> SpeechDefaults.clear_instance()
    """

    __module__ = "ipytts"

    # The traits are made below from the declarations in `SpeechOptions`; these are their types, for editors.
    voice: Voice | None
    model: str | None
    response_format: str | None
    speed: float | None
    instructions: str | None
    service: str | Service | None
    play: bool | None
    cache: bool
    timeout: float | None
    pronunciations: dict[str, str]
    limit: int | None
    at_once: int | None
    embed_limit: float
    fallback: str | None
    alt_text: str | None
    reader: bool

    locals().update(make_traits(name for name, setting in SETTINGS.items() if setting.has_trait))

    def __setattr__(self, name: str, value: Any) -> None:
        self._check_names([name])
        super().__setattr__(name, value)

    def update_config(self, config: Config) -> None:
        """Set what a configuration says, as ``%config`` does; traitlets itself ignores unknown names."""
        self._check_names(config.get(type(self).__name__, {}))
        super().update_config(config)

    def _check_names(self, names: Iterable[str]) -> None:
        """Raise an `AttributeError` for a public name that is no setting; it suggests the nearest one."""
        for name in names:
            if not name.startswith("_") and not hasattr(type(self), name):
                raise AttributeError(f"SpeechDefaults has no setting {name!r}: {_advice(name)}")


def _advice(name: str) -> str:
    # An option may have another name, as --format has.
    options = {flag.lstrip("-"): setting.name for setting in SETTINGS.values() for flag in setting.flags}
    names = sorted(SpeechDefaults.class_trait_names(config=True))
    known = {**options, **dict(zip(names, names, strict=True))}
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {known[near[0]]}?" if near else f"choose one of {', '.join(names)}."


__test__ = {"SpeechDefaults": SpeechDefaults}  # doctest searches a class only in its `__module__`

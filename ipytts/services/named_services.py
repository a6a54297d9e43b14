"""The services with a name: one declaration each."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ipytts.services.model import Model
from ipytts.services.service import BUILTIN_URL, VOICES, Service


@dataclass(frozen=True)
class NamedService:
    """The declaration of a service that is known by its name.

    Parameters
    ----------
    service : Service
        The service without its key; its ``key_env`` is the variable of the key.
    page : str
        The page that documents it.
    checked : str
        The date on which the declaration was compared with that page, as YYYY-MM-DD.
    needs_key : bool
        Whether it refuses requests without a key; False for servers on one's own machine.
    """

    service: Service
    page: str
    checked: str
    needs_key: bool = True

    @property
    def name(self) -> str:
        """The name that a user chooses it by."""
        return self.service.name

    @property
    def url_env(self) -> str:
        """The environment variable of its base URL."""
        return f"{self.name.upper()}_BASE_URL"

    def configured_url(self) -> str:
        """Return the base URL in its environment variable, else the declared one."""
        return os.environ.get(self.url_env) or self.service.base_url


_DECLARATIONS = (
    NamedService(
        Service(
            "https://audio.onerouter.pro/v1",
            name="onerouter",
            authorization="bare",
            key_env="ONEROUTER_API_KEY",
            model_lists=("https://llm.onerouter.pro/v1/models",),
        ),
        page="https://docs.onerouter.pro",
        checked="2026-11-27",
    ),
    NamedService(
        Service(
            "https://api.openai.com/v1",
            name="openai",
            key_env="OPENAI_API_KEY",
            voices=(*VOICES, "marin", "cedar"),
        ),
        page="https://platform.openai.com/docs/guides/text-to-speech",
        checked="2026-11-27",
    ),
)

#: The declarations by name.
NAMED = {declared.name: declared for declared in _DECLARATIONS}

BUILTIN = Service(
    BUILTIN_URL,
    name="builtin",
    voices=("heart", *VOICES),
    models=(Model("hibari", takes_instructions=False),),
    sole_voice="heart",
    at_once=1,  # it uses the whole machine
)

#: The names that a user can choose from.
SERVICES = (*NAMED, BUILTIN.name)

# The version of ipytts that last changed how the built-in voice sounds with the same hibari-tts. It is in the
# cache's keys: raise it at such a change, so that no older audio is taken from the cache.
BUILTIN_REVISION = "0.1.0"

"""The services with a name: one declaration each."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date

from ipytts.services.model import Model
from ipytts.services.service import BUILTIN_URL, VOICES, Service
from ipytts.services.spoken_languages import ENGLISH, KOKORO_LANGUAGES, OPENAI_LANGUAGES


@dataclass(frozen=True)
class NamedService:
    """The declaration of a service that is known by its name.

    Parameters
    ----------
    service : Service
        The service without its key; its ``key_env`` is the variable of the key.
    about : str
        What it is, and what a user should know of it, in Markdown.
    page : str
        The page that documents it.
    checked : str
        The date on which the declaration was compared with a copy of that page, as YYYY-MM-DD.
    needs_key : bool
        Whether it refuses requests without a key; False for servers on one's own machine.
    """

    service: Service
    about: str
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

    def at(self, url: str) -> Service:
        """Return the service at a base URL; public lists are those of the declared one alone."""
        own = tuple(address for address in self.service.model_lists if "://" not in address)
        lists = self.service.model_lists if url == self.service.base_url else own or ("/models",)
        return replace(self.service, base_url=url, model_lists=lists)


#: The voices of Kokoro 1.0, an open model that several services and local servers offer.
KOKORO_VOICES = (
    "af_heart", "af_alloy", "af_aoede", "af_bella", "af_jessica", "af_kore", "af_nicole", "af_nova",
    "af_river", "af_sarah", "af_sky", "am_adam", "am_echo", "am_eric", "am_fenrir", "am_liam",
    "am_michael", "am_onyx", "am_puck", "am_santa", "bf_alice", "bf_emma", "bf_isabella", "bf_lily",
    "bm_daniel", "bm_fable", "bm_george", "bm_lewis", "ef_dora", "em_alex", "em_santa", "ff_siwis",
    "hf_alpha", "hf_beta", "hm_omega", "hm_psi", "if_sara", "im_nicola", "jf_alpha", "jf_gongitsune",
    "jf_nezumi", "jf_tebukuro", "jm_kumo", "pf_dora", "pm_alex", "pm_santa", "zf_xiaobei", "zf_xiaoni",
    "zf_xiaoxiao", "zf_xiaoyi", "zm_yunjian", "zm_yunxi", "zm_yunxia", "zm_yunyang",
)  # fmt: skip
#: The formats that OpenAI documents. A format that is new in ipytts is not one of them.
_OPENAI_FORMATS = ("mp3", "opus", "aac", "flac", "wav", "pcm")
_KOKORO_LANGUAGES = tuple(KOKORO_LANGUAGES)
_ORPHEUS_VOICES = ("tara", "leah", "jess", "leo", "dan", "mia", "zac", "zoe")


def _starting_with(voice: str, voices: tuple[str, ...]) -> tuple[str, ...]:
    return (voice, *(other for other in voices if other != voice))


def _siliconflow_model(name: str) -> Model:
    """Return a model of SiliconFlow, where the name of a voice begins with that of its model."""
    voices = ("anna", "bella", "claire", "diana", "alex", "benjamin", "charles", "david")
    return Model(name, tuple(f"{name}:{voice}" for voice in voices), takes_instructions=False)


_COSYVOICE = _siliconflow_model("FunAudioLLM/CosyVoice2-0.5B")
_OPENAI_VOICES = (*VOICES, "marin", "cedar")
_OPENAI_END = date(2027, 1, 6)  # as announced; shown where its list is not there, and nothing decides by it
_OPENAI_FIRST_VOICES = tuple(voice for voice in VOICES if voice not in ("ballad", "verse"))

_DECLARATIONS = (
    NamedService(
        Service(
            "https://audio.onerouter.pro/v1",
            name="onerouter",
            authorization="bare",
            key_env="ONEROUTER_API_KEY",
            response_formats=_OPENAI_FORMATS,
            model_lists=("https://llm.onerouter.pro/v1/models",),
            languages=OPENAI_LANGUAGES,
        ),
        about="OneRouter, now Infron AI: models of several makers with one key. The default service. Its "
        "page names `gpt-4o-mini-tts` and mp3; the other models and formats are those of OpenAI.",
        page="https://docs.onerouter.pro/api-reference/generative-model-api/text-to-speech",
        checked="2026-11-27",
    ),
    NamedService(
        Service(
            "https://api.openai.com/v1",
            name="openai",
            key_env="OPENAI_API_KEY",
            limit=4096,
            voices=_OPENAI_VOICES,
            models=(
                Model("gpt-4o-mini-tts", shutdown=_OPENAI_END),
                Model("tts-1", _OPENAI_FIRST_VOICES, takes_instructions=False, shutdown=_OPENAI_END),
                Model("tts-1-hd", _OPENAI_FIRST_VOICES, takes_instructions=False, shutdown=_OPENAI_END),
            ),
            response_formats=_OPENAI_FORMATS,
            voice_lists=(),
            languages=OPENAI_LANGUAGES,
        ),
        about="OpenAI. It announced that these models end on January 6, 2027, without a successor here.",
        page="https://developers.openai.com/api/docs/guides/text-to-speech",
        checked="2026-11-27",
    ),
    NamedService(
        Service(
            "https://openrouter.ai/api/v1",
            name="openrouter",
            key_env="OPENROUTER_API_KEY",
            voices=_starting_with("af_bella", KOKORO_VOICES),
            models=(
                Model("hexgrad/kokoro-82m", takes_instructions=False, price=0.62),
                Model(
                    "openai/gpt-4o-mini-tts-2025-12-15",
                    _OPENAI_VOICES,
                    takes_instructions=False,
                    price=0.60,
                ),
                Model(
                    "x-ai/grok-voice-tts-1.0",
                    ("eve", "ara", "rex", "sal", "leo"),
                    takes_instructions=False,
                    price=15.0,
                ),
                Model("mistralai/voxtral-mini-tts-2603", ("en_paul_neutral",), takes_instructions=False),
            ),
            response_formats=("mp3", "pcm"),
            model_lists=("/audio/speech/models", "/models?output_modalities=speech"),
            voice_lists=(),
            languages=_KOKORO_LANGUAGES,
        ),
        about="OpenRouter: models of many makers with one key. Models that have one speed ignore `--speed`.",
        page="https://openrouter.ai/docs/guides/overview/multimodal/tts",
        checked="2026-11-27",
    ),
    NamedService(
        Service(
            "https://api.groq.com/openai/v1",
            name="groq",
            key_env="GROQ_API_KEY",
            limit=200,
            voices=("autumn", "diana", "hannah", "austin", "daniel", "troy"),
            models=(
                Model("canopylabs/orpheus-v1-english", takes_instructions=False),
                Model(
                    "canopylabs/orpheus-arabic-saudi",
                    ("fahad", "sultan", "lulwa", "noura", "abdullah", "aisha"),
                    takes_instructions=False,
                ),
            ),
            response_formats=("wav",),
            voice_lists=(),
            languages=(ENGLISH,),
        ),
        about="Groq. It makes wav only. A direction such as `[cheerful]` in the text replaces instructions. "
        "Groq's own page could not be read for this list: the facts are those of "
        "<https://docs.jambonz.org/guides/features/tts-vendor-settings/groq> and, for the limit of 200 "
        "characters, of programs that use it.",
        page="https://console.groq.com/docs/text-to-speech",
        checked="2026-11-27",
    ),
    NamedService(
        Service(
            "https://tts.us.assemblyai.com/v1/openai",
            name="assemblyai",
            key_env="ASSEMBLYAI_API_KEY",
            voices=(
                *("aai-jane", "aai-alba", "aai-anna", "aai-charles", "aai-eve", "aai-george", "aai-jean"),
                *("aai-mary", "aai-michael", "aai-paul", "aai-vera"),
            ),
            models=(
                Model("assemblyai-tts-en", takes_speed=False, takes_instructions=False),
                Model("assemblyai-tts-1", takes_speed=False, takes_instructions=False),
            ),
            response_formats=("mp3", "wav", "pcm"),
            model_lists=("https://tts.us.assemblyai.com/v1/openrouter/models",),
            voice_lists=(),
        ),
        about="AssemblyAI, on its host in the United States. It refuses OpenAI's names of models and maps "
        "those of voices to its own.",
        page="https://www.assemblyai.com/docs/tts/openai-compatibility",
        checked="2026-11-27",
    ),
    NamedService(
        Service(
            "https://api.together.ai/v1",
            name="together",
            key_env="TOGETHER_API_KEY",
            voices=KOKORO_VOICES,
            models=(
                Model("hexgrad/Kokoro-82M", takes_speed=False, takes_instructions=False, price=4.0),
                Model(
                    "canopylabs/orpheus-3b-0.1-ft",
                    _ORPHEUS_VOICES,
                    takes_speed=False,
                    takes_instructions=False,
                    price=15.0,
                ),
            ),
            response_formats=("mp3", "wav"),
            voice_lists=("/voices",),
            languages=_KOKORO_LANGUAGES,
        ),
        about="Together AI. Voices of Kokoro can be mixed: `af_bella(2)+af_heart(1)`.",
        page="https://docs.together.ai/docs/inference/text-to-speech/overview",
        checked="2026-11-27",
    ),
    NamedService(
        Service(
            "https://api.venice.ai/api/v1",
            name="venice",
            key_env="VENICE_API_KEY",
            limit=4096,
            voices=_starting_with("af_sky", KOKORO_VOICES),
            models=(
                Model("tts-kokoro", takes_instructions=False, price=3.5),
                Model(
                    "tts-xai-v1",
                    ("eve", "ara", "rex", "sal", "leo", "luna", "orion", "carina"),
                    takes_instructions=False,
                    price=18.75,
                ),
                Model("tts-orpheus", _ORPHEUS_VOICES, takes_instructions=False, price=62.5),
            ),
            response_formats=_OPENAI_FORMATS,
            model_lists=("/models?type=tts",),
            voice_lists=(),
            languages=_KOKORO_LANGUAGES,
        ),
        about="Venice AI. The formats are those of `tts-kokoro`; `tts-orpheus` makes wav only. "
        "`--extra prompt=...` takes the place of instructions where a model has them.",
        page="https://docs.venice.ai/guides/media/text-to-speech",
        checked="2026-11-27",
    ),
    NamedService(
        Service(
            "https://api.siliconflow.cn/v1",
            name="siliconflow",
            key_env="SILICONFLOW_API_KEY",
            voices=_COSYVOICE.voices,
            models=(_COSYVOICE, _siliconflow_model("fnlp/MOSS-TTSD-v0.5")),
            # Its pcm comes at 44,100 Hz, and no header says so.
            response_formats=("mp3", "opus", "wav"),
            model_lists=(),
            voice_lists=(),
        ),
        about="SiliconFlow, in China. The name of a voice begins with that of its model.",
        page="https://docs.siliconflow.cn/en/api-reference/audio/create-speech",
        checked="2026-11-27",
    ),
    NamedService(
        Service(
            "https://api.featherless.ai/v1",
            name="featherless",
            key_env="FEATHERLESS_API_KEY",
            voices=("af_bella",),
            models=(Model("hexgrad/Kokoro-82M"),),
            response_formats=("mp3", "wav"),
            model_lists=("/models?model_class=tts&status=active&per_page=100",),
            voice_lists=("/audio/voices?model={model}",),
            languages=_KOKORO_LANGUAGES,
        ),
        about="Featherless: open models, in a catalog of which this is one.",
        page="https://featherless.ai/docs/api-reference-audio-speech",
        checked="2026-11-27",
    ),
    NamedService(
        Service(
            "http://localhost:8880/v1",
            name="kokoro",
            voices=KOKORO_VOICES,
            models=(Model("kokoro", takes_instructions=False),),
            response_formats=_OPENAI_FORMATS,
            voice_lists=("/audio/voices",),
            languages=_KOKORO_LANGUAGES,
        ),
        about="Kokoro-FastAPI on this machine, started with "
        "`docker run -p 8880:8880 ghcr.io/remsky/kokoro-fastapi-cpu:latest`. "
        "Voices can be mixed: `af_bella(2)+af_sky(1)`.",
        page="https://github.com/remsky/Kokoro-FastAPI",
        checked="2026-11-27",
        needs_key=False,
    ),
    NamedService(
        Service(
            "http://localhost:8000/v1",
            name="speaches",
            key_env="SPEACHES_API_KEY",
            voices=KOKORO_VOICES,
            models=(Model("speaches-ai/Kokoro-82M-v1.0-ONNX", takes_instructions=False),),
            response_formats=("mp3", "wav", "flac", "pcm"),
            model_lists=("/models?task=text-to-speech",),
            voice_lists=("/audio/voices",),
            languages=_KOKORO_LANGUAGES,
        ),
        about="speaches on this machine. A model must be installed first: "
        "`uvx speaches-cli model download speaches-ai/Kokoro-82M-v1.0-ONNX`. The speed is from 0.5 to 2.",
        page="https://speaches.ai/usage/text-to-speech/",
        checked="2026-11-27",
        needs_key=False,
    ),
    NamedService(
        Service(
            "http://localhost:8080/v1",
            name="localai",
            key_env="LOCALAI_API_KEY",
            voices=KOKORO_VOICES,
            models=(Model("kokoro"),),
            response_formats=("wav", "mp3", "aac", "flac", "opus"),
            voice_lists=(),
            languages=_KOKORO_LANGUAGES,
        ),
        about="LocalAI on this machine. A model must be installed first: `local-ai models install kokoro`.",
        page="https://localai.io/features/text-to-audio/",
        checked="2026-11-27",
        needs_key=False,
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
    languages=(ENGLISH,),
)
#: The lowest and the highest speed that the built-in voice has.
BUILTIN_SPEEDS = (0.5, 2.0)

#: The names that a user can choose from.
SERVICES = (*NAMED, BUILTIN.name)

# The version of ipytts that last changed how the built-in voice sounds with the same hibari-tts. It is in the
# cache's keys: raise it at such a change, so that no older audio is taken from the cache.
BUILTIN_REVISION = "0.1.0"

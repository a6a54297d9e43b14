"""Lists of models and voices as real services send them, and refusals of models and voices.

The forms are those that the services document; the figures are examples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.helpers.faults import error, respond

if TYPE_CHECKING:
    from tests.helpers.faults import Fault, ValidRequest
    from tests.helpers.http_responses import Response

MODELS = ("gpt-4o-mini-tts", "tts-1", "tts-1-hd")
VOICES = (
    *("alloy", "ash", "ballad", "coral", "echo", "fable"),
    *("onyx", "nova", "sage", "shimmer", "verse"),
)


def openai_models(*names: str, **shutdown_dates: str) -> dict[str, Any]:
    """Return a list that has nothing but names and shutdown dates (``tts_1="2027-01-06"``)."""
    dates = {name.replace("_", "-"): date for name, date in shutdown_dates.items()}
    entry = {"object": "model", "created": 1686935002, "owned_by": "openai"}
    entries = [{"id": name, **entry, "shutdown_date": dates.get(name)} for name in (*names, *dates)]
    return {"object": "list", "data": entries}


#: By the path after the base URL; what a server answers unless a test sets other lists.
DEFAULT: dict[str, Any] = {"/models": openai_models(*MODELS), "/audio/voices": {"voices": VOICES}}

ONEROUTER: dict[str, Any] = {
    "data": [
        {
            "id": "speech-2.6",
            "category_type": "TTS",
            "input_modalities": ["Text"],
            "output_modalities": ["Audio", "Speech"],
            "min_prompt_price": 60,
        },
        {
            "id": "soon-tts",
            "category_type": "TTS",
            "is_display_only": True,
            "output_modalities": ["speech"],
        },
        {
            "id": "deepseek-v4",
            "category_type": "LLM",
            "input_modalities": ["text"],
            "output_modalities": ["text"],
            "min_prompt_price": 0.5,
        },
        {"id": "gpt-audio", "category_type": "LLM", "output_modalities": ["text", "audio"]},
    ]
}

_SPEECH = {"architecture": {"modality": "text->speech", "output_modalities": ["speech"]}}
OPENROUTER: dict[str, Any] = {
    "data": [
        {
            "id": "hexgrad/kokoro-82m",
            **_SPEECH,
            "pricing": {"prompt": "0.00000062", "completion": "0", "discount": 0},
            "supported_voices": ["af_bella", "af_heart"],
            "expiration_date": None,
        },
        {
            "id": "openai/gpt-4o-mini-tts-2025-12-15",
            **_SPEECH,
            "pricing": {"prompt": "0.0000006", "completion": "0"},
            "supported_voices": ["alloy", "coral"],
            "expiration_date": "2027-01-06",
        },
        {
            "id": "some/speaker",
            **_SPEECH,
            "pricing": {"prompt": "0.000001", "completion": "0.00002"},
            "supported_voices": None,
            "expiration_date": None,
        },
    ]
}


def _speech_output(**parameters: Any) -> dict[str, Any]:
    outputs = [{"type": "speech", "supported_parameters": parameters}]
    return {"output_modalities": outputs, "endpoints": [{"output_modalities": outputs}]}


OPENROUTER_SPEECH: dict[str, Any] = {
    "data": [
        {
            "id": "openai/gpt-4o-mini-tts-2025-12-15",
            **_speech_output(
                voice={"type": "enum", "values": ["alloy", "coral", "marin"]},
                speed={"type": "range", "min": 0.25, "max": 4},
                instructions={"type": "unknown"},
            ),
        },
        {
            "id": "hexgrad/kokoro-82m",
            **_speech_output(voice={"type": "enum", "values": ["af_bella", "af_heart"]}),
        },
    ]
}

VENICE: dict[str, Any] = {
    "data": [
        {
            "id": "tts-kokoro",
            "type": "tts",
            "model_spec": {"pricing": {"input": {"usd": 3.5, "diem": 3.5}}, "voices": ["af_sky", "am_adam"]},
        },
        {
            "id": "tts-old",
            "type": "tts",
            "model_spec": {
                "pricing": {"input": {"usd": 50}},
                "voices": ["af_sky"],
                "deprecation": {
                    "autoRemap": False,
                    "date": "2027-01-06T00:00:00.000Z",
                    "removesAt": "2027-01-06T00:00:00.000Z",
                    "replacementModelId": "tts-kokoro",
                },
            },
        },
    ]
}

MISTRAL: dict[str, Any] = {
    "object": "list",
    "data": [
        {
            "id": "voxtral-mini-tts-2603",
            "type": "base",
            "capabilities": {"completion_chat": False, "audio_speech": True},
            "deprecation": "2026-08-31T12:00:00Z",
            "deprecation_replacement_model": "voxtral-mini-tts-3-0",
        },
        {"id": "mistral-large", "type": "base", "capabilities": {"completion_chat": True}},
    ],
}

SPEACHES: dict[str, Any] = {
    "object": "list",
    "data": [
        {
            "id": "speaches-ai/Kokoro-82M-v1.0-ONNX",
            "task": "text-to-speech",
            "voices": [{"id": "af_heart", "name": "af_heart", "language": "en-us"}],
        },
        {"id": "Systran/faster-whisper-small", "task": "automatic-speech-recognition"},
    ],
}

TOGETHER_MODELS: list[Any] = [
    {"id": "hexgrad/Kokoro-82M", "type": "audio"},
    {"id": "meta/llama", "type": "chat"},
]
TOGETHER_VOICES: dict[str, Any] = {
    "data": [
        {"model": "hexgrad/Kokoro-82M", "voices": [{"id": "3f2a", "name": "af_heart"}]},
        {"model": "canopylabs/orpheus-3b-0.1-ft", "voices": [{"id": "77b1", "name": "tara"}]},
    ]
}

#: Responses that refuse a model, by who sends them; each gets the name of the model.
MODEL_REFUSALS: dict[str, tuple[int, Any]] = {
    "OpenAI": (
        404,
        error("The model `{}` does not exist or is not yours.", "model_not_found"),
    ),
    "OpenAI, no access": (403, error("Project `p` does not have access to model `{}`.", "model_not_found")),
    "OpenAI, deprecated": (404, error("The model `{}` has been deprecated.", "not_found")),
    "AssemblyAI": (400, error("Unsupported voice model.", "model_not_found")),
    "Groq": (400, error("`{}` has been decommissioned.", "model_decommissioned")),
    "OpenRouter": (400, {"error": {"message": "{} is not a valid model ID", "code": 400}}),
    "OpenRouter, gone": (404, {"error": {"message": "No endpoints found for {}.", "code": 404}}),
    "vLLM": (404, {"object": "error", "message": "The model `{}` does not exist.", "type": "NotFoundError"}),
    "Kokoro": (400, {"detail": {"error": "invalid_model", "message": "Unsupported model: {}"}}),
    "speaches": (404, {"detail": "Model '{}' is not installed locally."}),
    "FastAPI": (422, {"detail": [{"type": "enum", "loc": ["body", "model"], "msg": "Input should be 'a'"}]}),
    "one-api": (503, error("No available channel for model {} under group default", "model_not_found")),
    "Venice": (410, {"error": "This one is retired."}),
    "a parameter": (400, error("Unknown value.", 400, "model")),
    "a gateway that failed": (500, {"error": "Model {} does not exist"}),
    "plain text": (404, "model not found: {}"),
}

#: The same for voices.
VOICE_REFUSALS: dict[str, tuple[int, Any]] = {
    "OpenAI": (400, error("Invalid value: '{}'. Supported values are: 'alloy'.", "invalid_value", "voice")),
    "Kokoro": (
        400,
        {"detail": {"error": "validation_error", "message": "Voice '{}' not found. Available voices: a"}},
    ),
    "FastAPI": (422, {"detail": [{"type": "enum", "loc": ["body", "voice"], "msg": "Input should be 'a'"}]}),
    "a code": (400, error("No.", "voice_not_found")),
    "plain text": (404, "No voice called {}."),
    "tts-daemon": (502, {"detail": "Voice '{}' not found in voices (available: amy, joe)"}),
    "of a model": (400, {"error": "Voice {} is not available for model gone"}),
}


def fill(body: Any, name: str) -> Any:
    """Return a body of the tables above with a name in it."""
    if isinstance(body, str):
        return body.replace("{}", name)
    if isinstance(body, dict):
        return {key: fill(value, name) for key, value in body.items()}
    return [fill(item, name) for item in body] if isinstance(body, list) else body


def refuse_models_but(*names: str, by: str = "OpenAI") -> Fault:
    """Refuse each model but these, as one of the services in `MODEL_REFUSALS` does."""
    status, body = MODEL_REFUSALS[by]

    def fault(request: ValidRequest) -> Response:
        model = request.body["model"]
        return request.correct_response() if model in names else respond(status, fill(body, model))(request)

    return fault

"""The startup file as pip installs it: real kernels and terminals, without %load_ext."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from tests.helpers.environment import require
from tests.helpers.wheels import build_wheel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_client.blocking.client import BlockingKernelClient

ROOT = Path(__file__).parents[2]
STARTUP_FILE = "etc/ipython/startup/50-ipytts.py"
TIMEOUT = 120  # s

# Prints the kinds of magics that are registered, and whether ipytts was imported.
STATE = (
    "_magics = get_ipython().magics_manager.magics; import sys as _sys; "
    "print([k for k in ('line', 'cell') if 'speak' in _magics[k]], 'ipytts' in _sys.modules)"
)
REGISTERED, LOADED, ABSENT = "['line', 'cell'] False", "['line', 'cell'] True", "[] False"


@dataclass(frozen=True)
class Environment:
    """A virtual environment with ipytts installed, and all else from the environment of the tests."""

    folder: Path

    @property
    def python(self) -> str:
        return str(self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))

    @property
    def site_packages(self) -> Path:
        return self.folder / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)

    @property
    def startup_file(self) -> Path:
        return self.folder / STARTUP_FILE

    def install(self, wheel: Path) -> None:
        # pip would find ipytts installed in the environment of the tests.
        self._pip("install", "--ignore-installed", "--no-deps", "--no-index", str(wheel))

    def uninstall(self) -> None:
        self._pip("uninstall", "--yes", "ipytts")

    def _pip(self, *arguments: str) -> None:
        command = [self.python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
        subprocess.run(command, check=True, timeout=TIMEOUT)

    def terminal(self, *lines: str, **variables: str) -> str:
        """Return what a new IPython prints for one cell, with errors."""
        plain = ("--colors=NoColor", "--TerminalInteractiveShell.term_title=False")
        result = subprocess.run(
            [self.python, "-m", "IPython", *plain, "-c", "\n".join(lines)],
            env={**os.environ, **variables},
            cwd=Path.home(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
        return result.stdout.strip()

    @contextmanager
    def kernel(self) -> Iterator[Kernel]:
        """Yield a new kernel."""
        specs = Path.home() / "kernels"
        (specs / "here").mkdir(parents=True)
        argv = [self.python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec = {"argv": argv, "display_name": "here", "language": "python"}
        (specs / "here" / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
        found = KernelSpecManager(kernel_dirs=[str(specs)], ensure_native_kernel=False)
        manager = KernelManager(kernel_name="here", kernel_spec_manager=found)
        manager.start_kernel(cwd=str(Path.home()))
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=TIMEOUT)
            yield Kernel(client)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


@dataclass(frozen=True)
class Kernel:
    """Runs cells as a page does."""

    client: BlockingKernelClient

    def run(self, *lines: str) -> str:
        """Return what a cell prints and displays as text, with errors."""
        texts: list[str] = []

        def keep(message: dict[str, Any]) -> None:
            content = message["content"]
            shown = content.get("data", {}).get("text/plain", "")
            texts.append(content.get("text", "") + shown + "\n".join(content.get("traceback", [])))

        reply = self.client.execute_interactive("\n".join(lines), timeout=TIMEOUT, output_hook=keep)
        pages = "".join(str(page["data"]["text/plain"]) for page in reply["content"].get("payload", []))
        return ("".join(texts) + pages).strip()

    def announcements(self, cell: str) -> list[str]:
        """Return what a cell gives to a screen reader."""
        messages: list[dict[str, Any]] = []
        self.client.execute_interactive(cell, timeout=TIMEOUT, output_hook=messages.append)
        opened = [message["content"] for message in messages if message["msg_type"] == "comm_open"]
        return [each["data"]["text"] for each in opened if each["target_name"] == "ipytts.announcements"]

    def complete(self, code: str) -> list[str]:
        """Return the completions at the end of a cell."""
        reply = self.client.complete(code, reply=True, timeout=TIMEOUT)
        return list(reply["content"]["matches"])

    def inspect(self, code: str) -> str:
        """Return what Shift-Tab shows at the end of a cell."""
        reply = self.client.inspect(code, reply=True, timeout=TIMEOUT)
        return str(reply["content"]["data"].get("text/plain"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require("hatchling", "ensurepip")
    return build_wheel(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    created = Environment(tmp_path_factory.mktemp("environment"))
    subprocess.run([sys.executable, "-m", "venv", str(created.folder)], check=True, timeout=TIMEOUT)
    elsewhere = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (created.site_packages / "elsewhere.pth").write_text("\n".join(elsewhere), encoding="utf-8")
    created.install(wheel)
    return created


@pytest.fixture
def startup_folder(home: Path) -> Path:
    """Return the folder of the user's own startup files."""
    folder = home / ".ipython" / "profile_default" / "startup"
    folder.mkdir(parents=True)
    return folder


@contextmanager
def without(path: Path) -> Iterator[None]:
    """Move a file or folder away inside the block."""
    aside = path.with_name("aside")
    path.rename(aside)
    try:
        yield
    finally:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        aside.rename(path)


def test_wheel_contains_the_startup_file(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(f".data/data/{STARTUP_FILE}"))
        assert archive.read(name) == (ROOT / "jupyter-config" / "startup" / "50-ipytts.py").read_bytes()


def test_pip_installs_and_removes_the_startup_file(environment: Environment, wheel: Path) -> None:
    assert environment.startup_file.exists()
    environment.uninstall()
    assert not environment.startup_file.exists()
    assert environment.terminal(STATE) == ABSENT
    environment.install(wheel)
    assert environment.terminal(STATE) == REGISTERED


def test_new_kernel_has_the_magics_without_importing_ipytts(environment: Environment) -> None:
    with environment.kernel() as kernel:
        assert kernel.run(STATE) == REGISTERED
        assert kernel.run("print(sorted(n for n in globals() if 'ipytts' in n), 'IPython' in __doc__)") == (
            "[] True"
        )
        for magic in ("%speak", "%%speak"):
            assert magic in kernel.run("%lsmagic").split()
            assert magic in kernel.complete(magic[:-2])
        assert kernel.run(STATE) == REGISTERED
        assert "--help shows its options" in kernel.inspect("%%speak")
        assert "--voice" in kernel.run("%%speak?")
        assert kernel.run(STATE) == LOADED


def test_first_cell_can_speak(environment: Environment) -> None:
    with environment.kernel() as kernel:
        # Interpolation, by us alone, adds no quotes that an option could contain.
        output = kernel.run("word = 'nobody'", "%speak --service {word} {{}}")
        assert output.startswith("InvalidRequestError: service='nobody'")
        assert kernel.run(STATE) == LOADED
        assert "The text is empty" in kernel.run("%%speak", " ")


@pytest.mark.parametrize(
    ("cell", "output"),
    [
        ("%config SpeechDefaults.voice = 'coral'\n%config SpeechDefaults.voice", "'coral'"),
        ("%%speak --help", "examples:"),
        # Interpolated once, and by us.
        ("word = 'x'\nspoken = %speak --service {{word}} Hello.", "service='{word}' is neither"),
        ("get_ipython().run_cell_magic('speak', '--speed 9', 'Hello.')", "speed=9.0 is not possible"),
        ("%%narrate --dry-run\n6 * 7", "1  request  3 characters  42."),
        ("%%time\n%%narrate --dry-run\n6 * 7", "1  request  3 characters  42."),
        ("%%narrate --voise x\nprint('ran')", "did you mean --voice?"),
        ("%narrate --dry-run 6 * 7", "1  request  3 characters  42."),
        ("%autonarrate 5", "longer than 5 seconds"),
        ("%alttext on", "Charts that cells show get alternative text."),
    ],
)
def test_first_use_loads_ipytts(environment: Environment, cell: str, output: str) -> None:
    assert output in environment.terminal(cell)


def test_tab_completes_options_before_first_use(environment: Environment) -> None:
    with environment.kernel() as kernel:
        assert kernel.complete("%%narrate --detail b") == ["brief"]
        assert kernel.complete("%%speak --voice co") == ["coral"]
        assert kernel.complete("%autonarrate of") == ["off"]
        assert kernel.complete("%autonarrate 30 --tex") == ["--text"]


def test_extension_loads_reloads_and_unloads(environment: Environment) -> None:
    with environment.kernel() as kernel:
        for command in ("%load_ext ipytts", "%reload_ext ipytts", "%reload_ext ipytts"):
            assert not kernel.run(command)
            assert "The text is empty" in kernel.run("%speak")
        assert kernel.complete("%speak --voice co") == ["coral"]
        assert "already loaded" in kernel.run("%load_ext ipytts")
        for _ in range(2):
            assert not kernel.run("%unload_ext ipytts")
            assert "not found" in kernel.run("%speak")
            assert "coral" not in kernel.complete("%speak --voice co")
            assert not kernel.run("%load_ext ipytts")
            assert "The text is empty" in kernel.run("%speak")


def test_profile_can_load_the_extension(environment: Environment, startup_folder: Path) -> None:
    profile = startup_folder.parent / "ipython_config.py"
    profile.write_text(
        "c.InteractiveShellApp.extensions = ['ipytts']\nc.SpeechDefaults.voice = 'nova'", encoding="utf-8"
    )
    output = environment.terminal(STATE, "%config SpeechDefaults.voice")
    assert output.startswith(LOADED)
    assert output.endswith("'nova'")


def test_screen_reader_gets_announcements_from_the_cell_after_the_setting_on(
    environment: Environment, startup_folder: Path
) -> None:
    failure = [
        "Failed after less than a second. Zero division error in line 1 of the cell: division by zero."
    ]
    with environment.kernel() as kernel:
        assert kernel.announcements("1 / 0") == []
        assert kernel.announcements("%config SpeechDefaults.reader = True") == []
        assert kernel.announcements("1 / 0") == failure
    shutil.rmtree(Path.home() / "kernels")
    profile = startup_folder.parent / "ipython_config.py"
    profile.write_text(
        "c.InteractiveShellApp.extensions = ['ipytts']\nc.SpeechDefaults.reader = True", encoding="utf-8"
    )
    with environment.kernel() as kernel:
        assert kernel.announcements("1 / 0") == failure


def test_autoload_variable_disables_the_startup_file(environment: Environment) -> None:
    assert environment.terminal(STATE, IPYTTS_AUTOLOAD="0") == ABSENT
    assert environment.terminal(STATE, IPYTTS_AUTOLOAD="1") == REGISTERED


@pytest.fixture(params=["before", "after"])
def file_of_mine(request: pytest.FixtureRequest, environment: Environment, home: Path) -> Iterator[Path]:
    """Yield the path of a startup file that runs before or after ours."""
    folder = environment.startup_file.parent
    if request.param == "after":
        folder = home / ".ipython" / "profile_default" / "startup"
        folder.mkdir(parents=True)
        assert folder > environment.startup_file  # the order that IPython runs them in
    path = folder / "00-mine.py"
    yield path
    path.unlink()


def test_magic_of_the_user_is_kept(environment: Environment, file_of_mine: Path) -> None:
    file_of_mine.write_text(
        "from IPython.core.magic import register_line_cell_magic\n"
        "@register_line_cell_magic\n"
        "def speak(line, cell=None): print('mine', line, cell)\n",
        encoding="utf-8",
    )
    output = environment.terminal("%speak aloud", STATE, "%config SpeechDefaults")
    assert output.startswith(f"mine aloud None\n{REGISTERED}\nUsageError: Invalid config statement")


@pytest.mark.parametrize("damage", ["package missing", "folder empty", "module broken"])
def test_broken_package_fails_only_when_used(
    environment: Environment, startup_folder: Path, damage: str
) -> None:
    (startup_folder / "99-mine.py").write_text("mine = 'ran'", encoding="utf-8")
    package = environment.site_packages / "ipytts"
    with without(package / "magics" / "speak_magics.py" if damage == "module broken" else package):
        if damage == "folder empty":
            package.mkdir()
        elif damage == "module broken":
            (package / "magics" / "speak_magics.py").write_text("import no_such_thing", encoding="utf-8")
        with environment.kernel() as kernel:
            assert kernel.run(STATE, "print(mine)") == f"{REGISTERED}\nran"
            assert "--voice" not in kernel.complete("%%speak --v")
            for cell in (
                "%%speak\nHello.",
                "x = %speak",
                "%%speak --help",
                "%config SpeechDefaults.speed = 1",
            ):
                output = kernel.run(cell)
                assert output.startswith("UsageError: ipytts cannot be loaded (")
                assert "pip install --force-reinstall ipytts" in output
                assert str(environment.startup_file) in output
            assert kernel.run("print(1 + 1)") == "2"


def test_error_in_the_startup_file_is_ignored(environment: Environment, file_of_mine: Path) -> None:
    file_of_mine.write_text("type(get_ipython()).set_hook = None; print('mine ran')", encoding="utf-8")
    assert environment.terminal("print([name for name in dir() if 'ipytts' in name])") == "mine ran\n[]"

# Registers the magics of ipytts in every IPython and kernel of this environment, so that nobody has to
# type `%load_ext ipytts`. The extension is loaded when one of them is first used.
#
# This file is installed with ipytts and removed with it (`pip uninstall ipytts`). Set the environment
# variable IPYTTS_AUTOLOAD=0 to disable it. IPython runs it in your namespace: hence one function, which is
# deleted at the end.


def _ipytts_autoload(path):
    import contextlib
    import os
    import re

    from IPython import get_ipython
    from IPython.core.error import TryNext, UsageError
    from IPython.core.magic import no_var_expand

    magic_kinds = {"speak": "line_cell", "narrate": "line_cell", "autonarrate": "line", "alttext": "line"}
    shell = get_ipython()
    magics = shell.magics_manager.magics
    if os.environ.get("IPYTTS_AUTOLOAD") == "0":
        return
    if any(name in magics[kind] for name in magic_kinds for kind in ("line", "cell")):
        return  # magics of your own, or those of ipytts, if your profile has loaded it

    def stand_in_for(name):
        @no_var_expand
        def stand_in(line, cell=None):
            """Load ipytts and run its magic of this name; --help shows its options."""
            load()
            if cell is None:
                return shell.find_line_magic(name)(line)
            return shell.find_cell_magic(name)(line, cell)

        return stand_in

    stand_ins = {name: stand_in_for(name) for name in magic_kinds}

    def are_registered(any_or_all):
        return any_or_all(magics["line"].get(name) is magic for name, magic in stand_ins.items())

    def load():
        problem = "it registered no magics"
        try:
            shell.extension_manager.load_extension("ipytts")
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        if are_registered(any):
            raise UsageError(
                f"ipytts cannot be loaded ({problem}). Run `pip install --force-reinstall ipytts` "
                f"to repair it, or delete {path} to remove its magics"
            )

    # `%config SpeechDefaults` calls no stand-in, and `%%speak --help` without a text below calls no magic.
    uses_ipytts = re.compile(rf"%config\s+SpeechDefaults|%%?({'|'.join(magic_kinds)})(\s|\?|$)").match

    def load_before_cell(lines):
        # If one stand-in is missing, the extension is loaded, or the user has a magic of that name.
        if not (are_registered(all) and any(map(uses_ipytts, lines))):
            return lines
        before = list(shell.input_transformers_cleanup)
        load()
        for transformer in shell.input_transformers_cleanup:
            if transformer not in before:  # IPython calls it from the next cell on
                lines = transformer(lines)
        return lines

    load_before_cell.has_side_effects = True  # IPython does not call it while a cell is being typed

    def load_for_completion(_shell, _event):
        if are_registered(all):
            with contextlib.suppress(UsageError):
                load()
        raise TryNext  # the completer that was loaded

    for name, stand_in in stand_ins.items():
        shell.register_magic_function(stand_in, magic_kinds[name], name)
        shell.set_hook("complete_command", load_for_completion, str_key=f"%{name}")
        shell.set_hook("complete_command", load_for_completion, str_key=f"%%{name}")
    shell.input_transformers_cleanup.append(load_before_cell)


try:
    _ipytts_autoload(__file__)
except Exception:  # it must not stop the session; `%load_ext ipytts` shows what is wrong
    pass
finally:
    del _ipytts_autoload

# Makes the magics of ipytts known in every IPython and kernel of this environment, so that nobody has
# to type `%load_ext ipytts`. Nothing of ipytts is imported before one of them is used.
#
# This file came with ipytts and goes with it (`pip uninstall ipytts`). Set the environment variable
# IPYTTS_AUTOLOAD=0 to do without it. IPython runs it in your namespace: hence one function, which is
# deleted at the end.


def _ipytts_autoload(here):
    import contextlib
    import os
    import re

    from IPython import get_ipython
    from IPython.core.error import TryNext, UsageError
    from IPython.core.magic import no_var_expand

    names = {"speak": "line_cell", "narrate": "line_cell", "autonarrate": "line"}
    shell = get_ipython()
    magics = shell.magics_manager.magics
    if os.environ.get("IPYTTS_AUTOLOAD") == "0":
        return
    if any(name in magics[kind] for name in names for kind in ("line", "cell")):
        return  # magics of your own, or ours, which your profile has loaded already

    def stand_in_for(name):
        @no_var_expand
        def stand_in(line, cell=None):
            """Of ipytts, which is loaded when this is first used; with --help it then tells more."""
            load()
            if cell is None:
                return shell.find_line_magic(name)(line)
            return shell.find_cell_magic(name)(line, cell)

        return stand_in

    stand_ins = {name: stand_in_for(name) for name in names}

    def waiting():
        return [name for name, stand_in in stand_ins.items() if magics["line"].get(name) is stand_in]

    def unloaded():
        return len(waiting()) == len(names)  # else they are loaded, or one is a magic of your own by now

    def load():
        problem = "there is nothing in it"
        try:
            shell.extension_manager.load_extension("ipytts")
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        if waiting():
            raise UsageError(
                f"ipytts cannot be loaded ({problem}). Run `pip install --force-reinstall ipytts` "
                f"to mend it, or, to be rid of it, delete {here}"
            )

    # `%config SpeechDefaults` calls no magic of ours, `%%speak --help` without a text below none at all.
    is_for_us = re.compile(rf"%config\s+SpeechDefaults|%%?({'|'.join(names)})(\s|\?|$)").match

    def load_in_time(lines):
        if not (unloaded() and any(map(is_for_us, lines))):
            return lines
        before = list(shell.input_transformers_cleanup)
        load()
        for transformer in shell.input_transformers_cleanup:
            if transformer not in before:  # IPython asks it from the next cell on
                lines = transformer(lines)
        return lines

    load_in_time.has_side_effects = True  # IPython leaves it alone while a cell is being typed

    def load_for_completion(_shell, _event):
        if unloaded():
            with contextlib.suppress(UsageError):
                load()
        raise TryNext  # to the completer that was loaded

    for name, stand_in in stand_ins.items():
        shell.register_magic_function(stand_in, names[name], name)
        shell.set_hook("complete_command", load_for_completion, str_key=f"%{name}")
        shell.set_hook("complete_command", load_for_completion, str_key=f"%%{name}")
    shell.input_transformers_cleanup.append(load_in_time)


try:
    _ipytts_autoload(__file__)
except Exception:  # a session matters more than these magics; `%load_ext ipytts` would tell what is wrong
    pass
finally:
    del _ipytts_autoload

"""Completion of commands and options in bash, zsh and fish, made from the parsers themselves."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = ["SHELLS", "completion_script"]

SHELLS = ("bash", "zsh", "fish")


@dataclass(frozen=True, slots=True)
class _Option:
    names: tuple[str, ...]
    help: str
    choices: tuple[str, ...]
    listed: tuple[str, ...]  # choices of which several may stand there, with commas
    takes_value: bool


def completion_script(shell: str, parsers: Mapping[str, argparse.ArgumentParser]) -> str:
    """Write the script that teaches a shell to complete ``extract``.

    Parameters
    ----------
    shell : {"bash", "zsh", "fish"}
    parsers : mapping of str to argparse.ArgumentParser
        Of each command by its name, such as ``gold mark``; of ``extract`` itself by the empty name.

    Returns
    -------
    str
    """
    options = {name: tuple(_options(parser)) for name, parser in parsers.items()}
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](options)


def _options(parser: argparse.ArgumentParser) -> Iterator[_Option]:
    for action in parser._actions:  # argparse has no public name for them
        if action.option_strings and action.help != argparse.SUPPRESS:
            told = re.split(r"[;:(]", action.help or "")[0].replace("%%", "%").strip()
            choices = tuple(map(str, action.choices or ()))
            listed = getattr(action, "offered", ())
            yield _Option(tuple(action.option_strings), told, choices, listed, action.nargs != 0)


def _verbs(commands: Mapping[str, object], name: str) -> list[str]:
    """Return the words that may follow a command: of ``extract`` its commands, of ``gold`` its verbs."""
    before = f"{name} " if name else ""
    words = [command.removeprefix(before) for command in commands if command.startswith(before)]
    return [word for word in words if word and " " not in word]


_BASH = """\
# extract --completion bash >> ~/.bashrc
_extract() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}}
    local command= words= verbs= choices= listed= before=
    [ "$COMP_CWORD" -gt 1 ] && case "${{COMP_WORDS[1]}}" in {commands}) command=${{COMP_WORDS[1]}} ;; esac
    [ "$COMP_CWORD" -gt 2 ] && case "${{COMP_WORDS[*]:1:2}}" in {nested}) command=${{COMP_WORDS[*]:1:2}} ;; esac
    case "$command" in
{words}
    esac
    case "$command $prev" in
{choices}
    esac
    local IFS=$' \\t\\n'
    if [ -n "$listed" ]; then
        [[ $cur == *,* ]] && before=${{cur%,*}},
        COMPREPLY=($(compgen -P "$before" -W "$listed" -- "${{cur##*,}}"))
        compopt -o nospace 2> /dev/null
    elif [ -n "$choices" ]; then COMPREPLY=($(compgen -W "$choices" -- "$cur"))
    elif [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur"))
    else
        COMPREPLY=($(compgen -W "$verbs" -- "$cur"))
        mapfile -t -O "${{#COMPREPLY[@]}}" COMPREPLY < <(compgen -f -- "$cur")
    fi
}}
complete -o filenames -F _extract extract
"""


def _patterns(options: Mapping[str, object]) -> dict[str, str]:
    """Return the commands of one word and of two, as patterns of ``case``."""
    told = [name for name in options if name]
    return {
        "commands": "|".join(name for name in told if " " not in name),
        "nested": "|".join(f'"{name}"' for name in told if " " in name),
    }


def _bash(options: Mapping[str, tuple[_Option, ...]]) -> str:
    words = []
    for name, told in options.items():
        flags, verbs = (flag for option in told for flag in option.names), _verbs(options, name)
        words.append(f'    "{name}") words="{" ".join(flags)}" verbs="{" ".join(verbs)}" ;;')
    choices = [
        f'    "{name} {flag}") {_bash_values(o)} ;;'
        for name, told in options.items()
        for o in told
        if o.takes_value
        for flag in o.names
    ]
    return _BASH.format(words="\n".join(words), choices="\n".join(choices), **_patterns(options))


def _bash_values(option: _Option) -> str:
    """Say what may stand behind an option: what it offers, else files, but no command."""
    if option.listed or option.choices:
        return f'{"listed" if option.listed else "choices"}="{" ".join(option.listed or option.choices)}"'
    return "verbs="


_ZSH = """\
#compdef extract
# extract --completion zsh > ~/.zfunc/_extract, with fpath+=~/.zfunc before compinit
_extract() {{
    local command=
    (( CURRENT > 2 )) && case "$words[2]" in {commands}) command=$words[2] ;; esac
    (( CURRENT > 3 )) && case "$words[2,3]" in {nested}) command="$words[2,3]" ;; esac
    case "$command" in
{arguments}
    esac
}}
compdef _extract extract
"""


def _zsh(options: Mapping[str, tuple[_Option, ...]]) -> str:
    arguments = []
    for name, told in options.items():
        specs = [_zsh_spec(option, flag) for option in told for flag in option.names]
        verbs = " ".join(_verbs(options, name))
        first = f"_alternative 'commands:command:({verbs})' 'files:file:_files'; " if verbs else ""
        lines = " \\\n        ".join([*specs, "'*:file:_files'"])
        arguments.append(f'    "{name}") {first}_arguments \\\n        {lines} ;;')
    return _ZSH.format(arguments="\n".join(arguments), **_patterns(options))


def _zsh_spec(option: _Option, flag: str) -> str:
    if option.listed:
        value = f":value:_values -s , value {' '.join(option.listed)}"
    elif option.choices:
        value = f":value:({' '.join(option.choices)})"
    else:
        value = ":value:_files" if option.takes_value else ""
    told = re.sub(r"['\[\]]", "", option.help)
    return f"'{flag}[{told}]{value}'"


def _fish(options: Mapping[str, tuple[_Option, ...]]) -> str:
    lines = ["# extract --completion fish > ~/.config/fish/completions/extract.fish"]
    commands = _verbs(options, "")
    for name, told in options.items():
        seen = " ".join(f"; and __fish_seen_subcommand_from {word}" for word in name.split()).removeprefix("; and ")
        where = seen or f"not __fish_seen_subcommand_from {' '.join(commands)}"
        lines += [f"complete -c extract -n '{where}' -a '{verb}'" for verb in _verbs(options, name)]
        for option in told:
            flags = " ".join(f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.names)
            told_help = re.sub(r"['\\]", "", option.help)
            offered = f"(__fish_append , {' '.join(option.listed)})" if option.listed else " ".join(option.choices)
            value = f" -x -a '{offered}'" if offered else " -r" if option.takes_value else ""
            lines.append(f"complete -c extract -n '{where}' {flags} -d '{told_help}'{value}")
    return "\n".join(lines) + "\n"

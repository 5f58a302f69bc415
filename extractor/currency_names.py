"""The names of currencies, as patterns and as ISO 4217 codes."""

from __future__ import annotations

from extractor.lexicon import table

__all__ = ["CODE_BEFORE", "CODE_BEHIND", "CODE_OF_HUNDREDTH", "COUNTRIES_OF", "USUAL_OF", "alternation"]


def _codes(column: int) -> dict[str, str]:
    return {name: row[0] for row in table("currencies", 4) for name in row[column].upper().split(" ") if name}


CODE_BEHIND = _codes(1)
CODE_BEFORE = _codes(2)
CODE_OF_HUNDREDTH = _codes(3)
# Names that several countries share (卢比), each with the countries and their codes; and the currency that the bare
# name usually means, where there is one.
_SHARED = {row[0]: (row[1], row[2]) for row in table("currency_shared", 3)}
COUNTRIES_OF = {
    name: {full.removesuffix(name): code for full, code in CODE_BEHIND.items() if full.endswith(name) and full != name}
    | ({country: usual} if country else {})
    for name, (usual, country) in _SHARED.items()
}
USUAL_OF = {name: usual for name, (usual, _) in _SHARED.items() if usual}
CODE_BEHIND |= {name: name for name in _SHARED}
CODE_BEFORE |= {name: name for name in USUAL_OF if len(name) > 1}


def alternation(names: dict[str, str]) -> str:
    """Compose the pattern of a set of names, the longest first.

    Parameters
    ----------
    names : dict of str to str
        Keys in capitals.

    Returns
    -------
    str
        A group that first looks at the next character alone. Latin names take either case and end at a letter.
    """
    firsts = "".join(sorted({c for name in names for c in (name[0], name[0].lower())}))
    escaped = []
    for name in sorted(names, key=len, reverse=True):
        pattern = "".join(f"[{c}{c.lower()}]" if "A" <= c <= "Z" else "\\" + c if c in "$." else c for c in name)
        escaped.append(pattern + "(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else pattern)
    return rf"(?:(?=[{firsts}])(?:{'|'.join(escaped)}))"

r"""Classes of characters for patterns.

``re`` spells a range such as ``[\u4e00-\u9fff]`` out, character by character, whenever it compiles one: 1.5 ms each,
and a command that reads one article compiles dozens. A class of all letters without those of Latin-1 costs nothing,
and differs in what Chinese text hardly has: kana, Greek, Cyrillic and circled digits count as Han.
"""

__all__ = ["HAN", "HAN_ALONE", "NOT_HAN"]

HAN = r"[^\W\x00-\xff]"
NOT_HAN = r"[\W\x00-\xff]"
# For a class of characters, where kana and the like must not count.
HAN_ALONE = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"

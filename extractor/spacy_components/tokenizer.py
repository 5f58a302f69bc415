"""The tokenizer: jieba's words of the normalised text, as slices of the raw text."""

# No ``from __future__ import annotations``: spaCy reads the annotations of what is registered at run time.
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from extractor.spacy_components.storage import install_extensions

__all__ = ["NormalizedTokenizer", "create_tokenizer"]


class NormalizedTokenizer(DummyTokenizer):
    """Cuts a text as jieba cuts its normalised form; the tokens are slices of the raw text.

    ``token.norm_`` is the normalised form. What normalisation removed between two words (readings in brackets,
    markup, invisible characters) is a token of its own, for which ``token._.is_note`` is true; what it removed
    inside a word stays part of the word's token. So ``norm_ + whitespace_`` of all tokens but notes is the normalised
    text.

    Parameters
    ----------
    vocab : Vocab

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> nlp.tokenizer = NormalizedTokenizer(nlp.vocab)
    >>> [(token.text, token.norm_) for token in nlp("達(dá)晨投資")]
    [('達(dá)晨', '达晨'), ('投資', '投资')]
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        install_extensions()

    def __call__(self, text: str) -> Doc:
        """Cut a text.

        Parameters
        ----------
        text : str

        Returns
        -------
        Doc
            ``doc.text == text``. As in all of spaCy, the blank behind a word is ``token.whitespace_``.
        """
        words: list[str] = []
        spaces: list[bool] = []
        norms: list[str | None] = []
        for start, end, norm in _pieces(text):
            word = text[start:end]
            if word == " " and norm is not None and words and norms[-1] is not None and not spaces[-1]:
                spaces[-1] = True
                continue
            words.append(word)
            spaces.append(False)
            norms.append(norm)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token, norm in zip(doc, norms):  # noqa: B905
            if norm is None:
                token._.is_note = True
            elif token.norm_ != norm:
                token.norm_ = norm
        return doc


def _pieces(raw: str) -> list[tuple[int, int, str | None]]:
    """Cut a text into raw spans, each with its normalised form; None for what was removed between words."""
    from extractor.document import Document  # noqa: PLC0415

    document = Document(raw)
    pieces: list[tuple[int, int, str | None]] = []
    position = 0
    for token in document.tokens:
        start, end = document.alignment.to_source(token.start, token.end)
        if start > position:
            pieces.append((position, start, None))
        if start < position:  # two words of one replaced stretch, such as a character reference: one token
            first, last, norm = pieces.pop()
            pieces.append((first, max(last, end), (norm or "") + token.text))
        else:
            pieces.append((start, end, token.text))
        position = max(position, end)
    if position < len(raw):
        pieces.append((position, len(raw), None))
    return pieces


def create_tokenizer() -> Callable[[Language], NormalizedTokenizer]:
    """Return what builds the tokenizer of a pipeline, for ``@tokenizers = "extractor_zh.v1"``.

    Returns
    -------
    callable
        From a ``Language`` to its tokenizer.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "extractor_zh.v1"}}})
    >>> [token.text for token in nlp("公司融資")]
    ['公司', '融資']
    """
    return _tokenizer_for


def _tokenizer_for(nlp: Language) -> NormalizedTokenizer:
    return NormalizedTokenizer(nlp.vocab)


registry.tokenizers.register("extractor_zh.v1", func=create_tokenizer)

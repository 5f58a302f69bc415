"""spaCy components, a tokenizer and a scorer: the extractor inside other people's pipelines.

spaCy imports this package whenever it makes a pipeline, any pipeline. So it imports nothing but spaCy, and registers no
``._.`` attribute before a component or the tokenizer is asked for; the rules load with the first component.
"""

from extractor.spacy_components.component import FactsComponent
from extractor.spacy_components.scoring import make_scorer, reference_doc
from extractor.spacy_components.storage import install_extensions
from extractor.spacy_components.tokenizer import NormalizedTokenizer, create_tokenizer

__all__ = [
    "FactsComponent",
    "NormalizedTokenizer",
    "create_tokenizer",
    "install_extensions",
    "make_scorer",
    "reference_doc",
]

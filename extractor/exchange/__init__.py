"""Other tools' formats: labelled articles out to brat, doccano, Label Studio and spaCy, and back without a loss.

One module a format, each with ``write`` and ``read``. What a format has no field for is carried in its notes or
metadata. Spans are the tool's: one that is gone is gone, a new one is a fact without values.
"""

"""A batch on Spark: the rows of the local engine's Parquet, from a DataFrame of articles."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from extractor.batch.columns import SPARK_SCHEMA, facts_batch
from extractor.batch.extras import require
from extractor.batch.failures import tell_failures
from extractor.batch.rows import read_record
from extractor.batch.run import Summary
from extractor.batch.tables import in_utc, read_table_row, table_row_id
from extractor.batch.work import Failure, Settings, bug, encode, extract_row
from extractor.errors import ExtractorError, InputError, OptionError
from extractor.facts import Facts
from extractor.pipeline import Pipeline, load

__all__ = ["extract", "run_spark"]

# Rows in Python's hands at a time; Arrow's batches are longer than a worker's memory should be.
_ROWS = 64

_pipeline: Callable[[str | None, tuple[str, ...]], Pipeline] = cache(load)


def extract(df: Any, settings: Settings | None = None, tell: Callable[[Failure | None], None] | None = None) -> Any:
    """Extract the facts of all articles of a DataFrame.

    Parameters
    ----------
    df : pyspark.sql.DataFrame
        With the columns ``id`` and ``text``, optionally ``reference_date``; others are metadata. Other names are
        given by ``settings.reading.fields``.
    settings : Settings or None
        None: those of :class:`Settings`. A lexicon has the same path on all machines.
    tell : callable or None
        Is called in the workers: with None for a document that is done, with the reason for one that failed. Those
        that fail have no rows. None: a warning for each that failed goes to the log of its executor.

    Returns
    -------
    pyspark.sql.DataFrame
        A row a fact, with the columns of the local engine's Parquet.

    Examples
    --------
    >>> from pyspark.sql import SparkSession  # doctest: +SKIP
    >>> articles = SparkSession.builder.getOrCreate().read.parquet("articles.parquet")  # doctest: +SKIP
    >>> extract(articles).write.parquet("facts.parquet")  # doctest: +SKIP
    """
    require("pyarrow", "spark")
    chosen = settings or Settings()

    def work(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            for start in range(0, batch.num_rows, _ROWS):
                yield _work(in_utc(batch.slice(start, _ROWS)), chosen, tell or _warn)

    return df.mapInArrow(work, SPARK_SCHEMA)


def _warn(failure: Failure | None) -> None:
    """Tell what fails in the log of the executor, where the caller has no better place for it."""
    if failure is not None:
        logging.getLogger(__name__).warning("row %s failed: %s", failure["id"], failure["error"])


def _work(batch: Any, settings: Settings, tell: Callable[[Failure | None], None]) -> Any:
    """Turn articles into a record batch of facts. The pipeline is built once a Python worker."""
    pipeline = _pipeline(settings.lexicon, settings.extractors)
    documents: dict[int, Facts] = {}
    errors: dict[int, ExtractorError] = {}
    names = [table_row_id(batch, index, settings.reading) for index in range(batch.num_rows)]
    for index, name in enumerate(names):
        try:
            if name is None:
                raise InputError("a row has no id", "give each row one; Spark has no line numbers")
            record = read_table_row(batch, index, settings.reading, f"row {name}")
            row = read_record(record, settings.reading.fields, f"row {name}", "")
            documents[index] = extract_row(row, pipeline, settings)
        except ExtractorError as error:
            errors[index] = error
        except Exception as error:  # as of the local engine
            errors[index] = bug(error)
    facts, unwritten = encode(facts_batch, documents)
    errors |= unwritten
    for index, name in enumerate(names):
        wrong = errors.get(index)
        tell({"line": None, "id": name, "code": wrong.code, "error": str(wrong)} if wrong else None)
    return facts


def run_spark(sources: Sequence[str], target: str, settings: Settings, master: str | None = None) -> Summary:
    """Extract the facts of Parquet files into Parquet, through Spark's own committer.

    Parameters
    ----------
    sources : sequence of str
        Paths or addresses that Spark reads.
    target : str
        A folder that is not there yet.
    settings : Settings
    master : str or None
        Address of the cluster; None: told by Spark's configuration.

    Returns
    -------
    Summary

    Raises
    ------
    OptionError
        A library is missing, or Spark refuses the job.
    """
    sql, accumulators = require("pyspark.sql", "spark"), require("pyspark.accumulators", "spark")
    require("pyarrow", "spark")
    require("pandas", "spark")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.appName("extract batch")
    session = (builder if master is None else builder.master(master)).getOrCreate()
    try:
        done = session.sparkContext.accumulator(0)
        failed = session.sparkContext.accumulator([], _list_parameter(accumulators))

        def tell(failure: Failure | None) -> None:
            # Spark counts what a task tells once, when it has succeeded.
            if failure is None:
                done.add(1)
            else:
                failed.add([failure])

        facts = extract(session.read.parquet(*sources), settings, tell)
        try:
            facts.write.parquet(target)
        except Exception as error:
            reason = next(iter(str(error).splitlines()), type(error).__name__)
            raise OptionError(f"Spark did not finish: {reason}", "its log above tells more") from error
        failures = sorted(failed.value, key=lambda failure: str(failure["id"]))
        return Summary(done.value, len(failures), tell_failures(failures, target))
    finally:
        session.stop()


def _list_parameter(accumulators: Any) -> Any:
    class Lists(accumulators.AccumulatorParam):  # type: ignore[misc]
        def zero(self, value: list[Failure]) -> list[Failure]:  # noqa: ARG002 - Spark's signature
            return []

        def addInPlace(self, one: list[Failure], other: list[Failure]) -> list[Failure]:  # noqa: N802 - Spark's name
            one.extend(other)
            return one

    return Lists()

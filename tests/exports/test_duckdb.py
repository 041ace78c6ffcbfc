"""DuckDB reads the tables of a run and finds the values of the filings' XML; the README's query works."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractor.exports.csv_rows import to_csv
from extractor.exports.formats import PLACES, Table, write_table
from extractor.exports.lines import Outgoing
from extractor.model.field_paths import ROW_ELEMENTS
from tests.exports.hard_filing import FORMULA, HARD, LONG, SIXTEEN, as_read, same_number, truth

README = Path(__file__).parents[2] / "README.md"
NUMBERS = {name for name in ROW_ELEMENTS if name.endswith(("_shares", "_share", "_price", "_value", "_transaction"))}


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def rows(database: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found = database.execute(query)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_the_readmes_query_gives_the_sure_transactions_of_the_year(
    tmp_path: Path, database: duckdb.DuckDBPyConnection
) -> None:
    [query] = re.findall(r"```sql\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    write_table(Table.PARQUET, tmp_path / PLACES[Table.PARQUET], [Outgoing(as_read())])
    found = rows(database, query.replace("OUT/", f"{tmp_path}/"))
    assert [(row["transaction_code"], str(row["transaction_date"])) for row in found] == [
        ("M", "2024-01-08"),
        ("P", "2024-01-08"),
    ]
    assert same_number(found[0]["transaction_shares"], SIXTEEN)
    assert (found[0]["transaction_price_per_share"], found[1]["transaction_price_per_share"]) == (0, None)
    doubtful = as_read(doubtful=("nonDerivativeTable/*[1]/transactionAmounts/transactionShares",))
    write_table(Table.PARQUET, tmp_path / PLACES[Table.PARQUET], [Outgoing(doubtful)])
    assert [row["transaction_code"] for row in rows(database, query.replace("OUT/", f"{tmp_path}/"))] == ["P"]


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_every_cell_is_what_the_xml_holds(form: str, tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    if form == "parquet":
        write_table(Table.PARQUET, tmp_path, [Outgoing(as_read())])
        source = f"read_parquet('{tmp_path}/*/*.parquet', hive_partitioning = true)"
    else:
        (tmp_path / "form.csv").write_text(to_csv(as_read()), encoding="utf-8", newline="")
        source = f"read_csv('{tmp_path}/form.csv', all_varchar = true, header = true)"
    read = rows(database, f'SELECT * FROM {source} ORDER BY "table" DESC, "row"')  # noqa: S608 - our own folder
    assert len(read) == 4
    wrong = []
    for row in read:
        for name, element in ROW_ELEMENTS.items():
            said, _ = truth(HARD, f"{row['table']}/*[{row['row']}]/{element}")
            if not same(name, row[name], said):
                wrong.append((row["row"], name, row[name], said))
    assert wrong == []
    assert str(read[0]["footnote_texts"]).startswith(f"F1: {LONG}")


def same(name: str, carried: Any, said: str | None) -> bool:
    if name in NUMBERS:
        return bool(same_number(carried, said))
    if isinstance(carried, bool):
        return carried is (said == "1")
    text = None if carried is None else str(carried)
    return text in {said, f"'{FORMULA}"} if said == FORMULA else text == said

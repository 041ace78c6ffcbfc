"""The names under which results were written; each name belongs to one filing forever."""

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from extractor.store.database import Database
from extractor.store.schema import OUTPUT


class Outputs:
    """Names without suffixes; a filing keeps its name in a folder, however often it is written there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def name(self, folder: str, document_id: str) -> str | None:
        """The filing's name in this folder, if it has one."""
        query = select(OUTPUT.c.name).where(OUTPUT.c.folder == folder, OUTPUT.c.document_id == document_id)
        with self._database.read() as connection:
            name: str | None = connection.execute(query).scalar()
        return name

    def reserve(self, folder: str, name: str, document_id: str) -> bool:
        """Reserve the name for the filing; False if it belongs to another filing."""
        try:
            with self._database.write() as connection:
                connection.execute(insert(OUTPUT).values(folder=folder, name=name, document_id=document_id))
        except IntegrityError:
            return self.name(folder, document_id) == name
        return True

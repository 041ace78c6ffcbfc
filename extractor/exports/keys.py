"""The key that joins the tables of a run: unique for each filing."""

from extractor.exports.lines import Outgoing


class Keys:
    """Gives each filing its accession number as key; a second print of the same filing gets its document id instead.

    With one key for both, a join would match the rows of each print with those of the other.
    """

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self.notices: list[str] = []
        """Messages to the user about prints that share an accession number."""

    def of(self, filing: Outgoing) -> str:
        """The filing's key; call this only once for each filing."""
        source, path = filing.extraction.source, str(next(filing.lines)["path"])
        first = self._first.get(source.key)
        if first is None:
            self._first[source.key] = path
            return source.key
        self.notices.append(
            f"{path} has the same number as {first}, {source.key}; its rows are under its own id, {source.document_id}"
        )
        return source.document_id

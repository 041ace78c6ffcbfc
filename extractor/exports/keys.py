"""What joins the tables of a run: a key for each filing, that no other one has."""

from extractor.exports.lines import Outgoing


class Keys:
    """Gives every filing its accession number; a second print of the same filing stands under its document id.

    Its rows are its own: joined by one key, each would meet every row of the other print.
    """

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self.notices: list[str] = []
        """What is to be told of prints that share an accession number."""

    def of(self, filing: Outgoing) -> str:
        """The filing's key; to be asked for once for each filing."""
        source, path = filing.extraction.source, str(next(filing.lines)["path"])
        first = self._first.get(source.key)
        if first is None:
            self._first[source.key] = path
            return source.key
        self.notices.append(
            f"{path} has the number {source.key} of {first}; its rows stand under its own id, {source.document_id}"
        )
        return source.document_id

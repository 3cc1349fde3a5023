"""What the process says about a file: a copy to show with remarks, or a refusal by its code."""

from dataclasses import dataclass, field


@dataclass
class Copy:
    """The disarmed PDF, its pages, and the codes of what a reader should know."""

    content: bytes
    pages: int
    remarks: list[str] = field(default_factory=list)


class NeedsDrawing(Exception):
    """What is filled in is not drawn yet; poppler can do that (`pdftocairo`), pikepdf can't for
    every font. The remarks are on the file as it came."""

    def __init__(self, remarks: list[str]) -> None:
        super().__init__("fields without appearance")
        self.remarks = remarks


class Rejected(Exception):
    """The file is refused; `code` is a key of the texts in `portal.evidence.gate_texts`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

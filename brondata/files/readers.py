"""Which reader goes with which kind of file."""

from collections.abc import Callable, Mapping

from brondata.files.reading import FileKind, FileReading


def read(kind: FileKind, content: bytes) -> FileReading:
    """What a file says. Raises ``NotRead``, and nothing else whatever the bytes."""
    # Each reader brings libraries of its own; a process with little memory loads what it needs.
    from brondata.files import mpo, uwv

    readers: Mapping[FileKind, Callable[[bytes], FileReading]] = {
        FileKind.UWV_TEXT: uwv.read_printout,
        FileKind.MPO_XML: mpo.read_xml,
        FileKind.MPO_JSON: mpo.read_json,
    }
    return readers[kind](content)

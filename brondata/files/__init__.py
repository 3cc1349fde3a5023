"""What people download from a register themselves and send as a file, read into the same datasets.

`read(kind, content)` is the whole of it; `python -m brondata.files KIND` does the same from standard input, so that a
caller can put it in a process with limits. A file is read whole or not at all (`NotRead`): nothing is guessed.
"""

from brondata.files.readers import read
from brondata.files.reading import FileKind, FileReading, Holder, NotRead

__all__ = ["FileKind", "FileReading", "Holder", "NotRead", "read"]

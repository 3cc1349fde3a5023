"""Read one file: its bytes on standard input, the kind as argument, one line of JSON on standard output.

``{"reading": ...}`` or ``{"not_read": place}``, with status 0: that a file is not read is an answer. Any other status
means that the file broke the reader, or ran into a limit that the caller set.
"""

import json
import sys

from brondata.files import FileKind, NotRead, read


def main() -> None:
    """Answer on standard output."""
    kind, content = FileKind(sys.argv[1]), sys.stdin.buffer.read()
    answer: dict[str, object]
    try:
        answer = {"reading": read(kind, content).to_json()}
    except NotRead as stopped:
        answer = {"not_read": stopped.place}
    sys.stdout.write(json.dumps(answer))


main()

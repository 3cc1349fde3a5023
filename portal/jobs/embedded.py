"""The embedded broker: kombu's filesystem transport, with messages that appear whole.

kombu writes a message into the folder that the worker reads, so that a worker can read it half
written and dies on it. Here a message is written beside the queue and renamed into it.
"""

import os
import uuid
from time import monotonic
from typing import Any

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """A channel whose `put` is atomic."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:
        """Write `payload` under a name no reader looks for, then give it the queue's name."""
        stamp = f"{round(monotonic() * 1000)}_{uuid.uuid4()}"
        final = os.path.join(self.data_folder_out, f"{stamp}.{queue}.msg")
        partial = os.path.join(self.data_folder_out, f".{stamp}.part")
        with open(partial, "wb") as handle:
            handle.write(str_to_bytes(dumps(payload)))
        os.replace(partial, final)


class Transport(filesystem.Transport):
    """`embedded://` as a Celery broker needs no server (registered in portal/celery.py)."""

    Channel = Channel
    # State of its own: kombu shares it by class.
    global_state = filesystem.virtual.BrokerState()

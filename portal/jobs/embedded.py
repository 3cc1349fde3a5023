"""The embedded broker: kombu's filesystem transport, with messages that appear whole, for an event loop.

kombu writes a message into the folder that the worker reads, so that a worker can read it half
written and dies on it. Here a message is written beside the queue and renamed into it.

kombu's own lets the worker wait in the folder, and then Celery's pool shares one pipe and one lock among its children:
a child killed while it holds the lock leaves the others waiting for ever. Here the worker's event loop looks into the
folder, as it listens to RabbitMQ and Redis, and each child has a pipe of its own.
"""

import os
import uuid
from queue import Empty
from time import monotonic_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """A channel whose `put` is atomic."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:
        """Write `payload` under a name no reader looks for, then give it the queue's name."""
        # The reader sorts by name: padded, and fine enough to keep the order in which one process sends.
        stamp = f"{monotonic_ns():020d}_{uuid.uuid4()}"
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
    implements = filesystem.Transport.implements.extend(asynchronous=True)

    def register_with_event_loop(self, connection: Any, loop: Any) -> None:
        """Let the worker's event loop look into the folder, `polling_interval` seconds after each look."""
        loop.call_repeatedly(self.polling_interval, self.deliver_what_waits)

    def deliver_what_waits(self) -> None:
        """Hand the worker what lies in the folder, and no more than it has room for."""
        try:
            while True:
                self.cycle.get(self._deliver)
        except Empty:
            return

"""How the server logs: a line for people, or one JSON object a line for machines.

Every line carries the id of the request it belongs to. Messages of ours never hold what a visitor
wrote; of the libraries only warnings are shown.
"""

from __future__ import annotations

import logging
from typing import Literal

from pythonjsonlogger.json import JsonFormatter

from assistant.serving.problems import request_id

_PLAIN = "%(asctime)s %(levelname)s %(name)s %(message)s"


class _WithRequest(logging.Filter):
    """Adds the id of the request to a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        if identity := request_id.get():
            record.request_id = identity
        return True


def set_up(form: Literal["plain", "json"]) -> logging.Handler:
    """Sends what is logged to standard error in one form; returns the handler.

    For people, only warnings and what is worse: the requests are the machines' business.
    """
    handler = logging.StreamHandler()
    handler.addFilter(_WithRequest())
    if form == "json":
        fields = {"asctime": "time", "levelname": "level", "name": "logger"}
        handler.setFormatter(JsonFormatter(_PLAIN, rename_fields=fields))
    else:
        handler.setFormatter(logging.Formatter(_PLAIN))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("assistant").setLevel(logging.INFO if form == "json" else logging.WARNING)
    return handler

"""What a visitor is told of an error, and what only whoever runs the server is."""

from __future__ import annotations

import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.errors import QuestionError, StoreError
from assistant.serving.problems import add_handlers


def test_hints_about_the_server_go_to_its_log(caplog: pytest.LogCaptureFixture) -> None:
    app = FastAPI()
    add_handlers(app)

    @app.get("/store")
    def store() -> None:
        raise StoreError("It cannot be stored now.", "Check THE_SETTING.")

    @app.get("/question")
    def question() -> None:
        raise QuestionError("It is too long.", "Shorten it.")

    client = TestClient(app)
    with caplog.at_level(logging.WARNING):
        gone = client.get("/store")
        assert gone.status_code == 503
        assert gone.json()["title"] == "It cannot be stored now."
        assert gone.json()["detail"] == "Try again in a moment."
        assert "Check THE_SETTING." in caplog.text
    asked = client.get("/question")
    assert (asked.status_code, asked.json()["detail"]) == (422, "Shorten it.")

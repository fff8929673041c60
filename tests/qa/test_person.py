"""Who asks: each browser is told apart by a cookie that only it has."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from qa.page.person import COOKIE, person, with_browsers


def client() -> TestClient:
    app = FastAPI()

    @app.get("/who")
    def who(request: Request) -> dict[str, str | None]:
        found = person(request)
        return {"key": found.key, "name": found.name}

    return TestClient(with_browsers(app))


def test_a_browser_is_the_same_person_at_its_next_visit_and_another_one_is_not() -> None:
    one, other = client(), client()
    first = one.get("/who").json()
    assert first["name"] is None
    assert one.get("/who").json() == first
    assert other.get("/who").json() != first


def test_the_cookie_is_for_this_server_alone() -> None:
    header = client().get("/who").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(header.split("; "))


def test_a_cookie_that_was_not_given_here_names_nobody() -> None:
    for forged in ("", "a", "x" * 200, "../../etc", "\u00e4" * 30):
        visitor = client()
        told = visitor.get("/who", headers={"cookie": f"{COOKIE}={forged}".encode("latin-1")}).json()["key"]
        assert told.removeprefix("browser:") != forged
        assert len(told) > 30

"""Who is let in: accounts of a file, a page for people, a header for programs; other sites are turned away."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from qa.page import texts
from qa.page.accounts import AccountError, Accounts, add_account
from qa.page.person import person
from qa.page.serve import CannotServe, accounts, protected
from qa.page.signin import TRIES, TRIES_SECONDS, SignIn

NAME, PASSWORD = "李雷", "correct horse"
HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("accounts") / "people"
    add_account(made, NAME, PASSWORD)
    return made


def inside() -> FastAPI:
    app = FastAPI()

    @app.get("/who")
    @app.post("/who")
    def who(request: Request) -> dict[str, str | None]:
        found = person(request)
        return {"key": found.key, "name": found.name}

    @app.get("/health")
    def health() -> str:
        return "ok"

    return app


def client(file: Path | None) -> TestClient:
    app = protected(inside(), accounts("127.0.0.1", file))
    return TestClient(app, base_url="http://127.0.0.1:7860", follow_redirects=False)


def sign_in(visitor: TestClient, name: str = NAME, password: str = PASSWORD) -> int:
    return visitor.post("/sign-in", data={"name": name, "password": password}).status_code


def test_who_signed_in_is_known_by_name_until_they_leave(file: Path) -> None:
    visitor = client(file)
    assert visitor.get("/who").status_code == 401
    shown = visitor.get("/who", headers=HTML)
    assert (shown.status_code, shown.headers["location"]) == (303, "/sign-in")
    assert texts.SIGN_IN_PLEASE in visitor.get("/sign-in").text
    assert sign_in(visitor) == 303
    assert visitor.get("/who").json() == {"key": f"name:{NAME}", "name": NAME}
    session = dict(visitor.cookies)
    visitor.get("/sign-out")
    assert visitor.get("/who").status_code == 401
    visitor.cookies.update(session)
    assert visitor.get("/who").status_code == 401


def test_a_wrong_password_an_unknown_name_and_a_forged_session_are_not_let_in(file: Path) -> None:
    visitor = client(file)
    assert sign_in(visitor, password="wrong horse!") == 403
    assert sign_in(visitor, name="韩梅梅") == 403
    assert visitor.get("/who", headers={"cookie": "juesuan-session=forged"}).status_code == 401


def test_a_program_sends_name_and_password(file: Path) -> None:
    visitor = client(file)
    assert visitor.get("/who", auth=(NAME.encode(), PASSWORD)).json()["name"] == NAME
    assert visitor.get("/who", auth=(NAME.encode(), "wrong horse!")).status_code == 401
    for header in ("Basic", "Basic %%%", "Basic /////w==", "Bearer x"):
        assert visitor.get("/who", headers={"authorization": header}).status_code == 401


def test_what_was_typed_is_shown_as_text(file: Path) -> None:
    shown = client(file).post("/sign-in", data={"name": '"><script>x</script>', "password": "wrong horse!"})
    assert shown.status_code == 403
    assert "<script>x" not in shown.text
    assert texts.SIGN_IN_WRONG in shown.text


def test_after_many_wrong_passwords_one_has_to_wait(file: Path) -> None:
    now = [0.0]
    visitor = TestClient(SignIn(inside(), Accounts(file), 1, lambda: now[0]), follow_redirects=False)
    for _ in range(TRIES):
        assert sign_in(visitor, password="wrong horse!") == 403
    blocked = visitor.post("/sign-in", data={"name": NAME, "password": PASSWORD})
    assert texts.TOO_MANY_TRIES.format(minutes=TRIES_SECONDS // 60) in blocked.text
    now[0] += TRIES_SECONDS + 1
    assert sign_in(visitor) == 303
    now[0] += 3601
    assert visitor.get("/who").status_code == 401


def test_whoever_watches_over_it_need_not_sign_in(file: Path) -> None:
    assert client(file).get("/health").json() == "ok"


def test_an_account_is_taken_away_without_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "people"
    add_account(file, "a", PASSWORD)
    add_account(file, "b", PASSWORD)
    assert file.stat().st_mode & 0o077 == 0
    visitor = client(file)
    assert sign_in(visitor, name="a") == 303
    file.write_text("\n".join(line for line in file.read_text().splitlines() if line.startswith("b:")) + "\n")
    assert visitor.get("/who").status_code == 401


@pytest.mark.parametrize(
    ("content", "told"),
    [("", "没有账号"), ("李雷:明文密码\n", "第 1 行"), ("\n# 说明\n:x\n", "第 3 行")],
)
def test_a_file_that_holds_no_accounts_is_told(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "people"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(AccountError, match=told):
        Accounts(file)


@pytest.mark.parametrize(("name", "password"), [("", PASSWORD), ("a b", PASSWORD), ("a:b", PASSWORD), ("a", "短")])
def test_an_account_that_cannot_be_is_not_written(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(AccountError):
        add_account(tmp_path / "people", name, password)
    assert not (tmp_path / "people").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.com", "127.evil.com"])
def test_another_address_than_this_machines_needs_a_sign_in(host: str, file: Path) -> None:
    with pytest.raises(CannotServe, match="--add-account"):
        accounts(host, None)
    assert accounts(host, file) is not None


def test_without_a_sign_in_it_is_for_this_machine_alone() -> None:
    visitor = client(None)
    assert visitor.get("/who").json()["name"] is None
    for host in ("attacker.example", "192.168.1.2:7860", "[", ""):
        assert visitor.get("/who", headers={"host": host}).status_code == 403
    for host in ("localhost:7860", "[::1]:7860"):
        assert visitor.get("/who", headers={"host": host}).status_code == 200


def test_what_another_site_has_a_browser_send_is_turned_away(file: Path) -> None:
    visitor = client(None)
    assert visitor.post("/who", headers={"origin": "http://127.0.0.1:7860"}).status_code == 200
    assert visitor.post("/who", headers={"origin": "http://attacker.example"}).status_code == 403
    assert visitor.post("/who", headers={"origin": "null"}).status_code == 403
    signed = client(file)
    sign_in(signed)
    assert signed.post("/who", headers={"origin": "http://attacker.example"}).status_code == 403

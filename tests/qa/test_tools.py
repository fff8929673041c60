"""The program for other programs: the tools, as the framework offers them and as MCP tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import app
from qa.answer import Answer
from qa.page.desk import Desk
from qa.page.serve import protected
from qa.page.tools import NAMES, Tools


@pytest.fixture(scope="module")
def tools(library: Path) -> Tools:
    return Tools(Desk(library))


def test_asking_gives_the_contract_and_a_conversation_goes_on(tools: Tools) -> None:
    first = json.loads(tools.ask("行政运行支出是多少？"))
    assert Answer.from_json(first).figures[0].value == "1241.72"
    assert first["citations"][0]["table"] == "公开05表"
    assert json.loads(tools.ask("那项目支出呢？", [first]))["figures"][0]["value"] == "246.81"


def test_a_figure_is_looked_up_by_its_parts(tools: Tools) -> None:
    assert json.loads(tools.look_up("公务接待费", year=2024))["figures"][0]["value"] == "0.54"
    assert json.loads(tools.look_up("2010301", breakdown="项目支出"))["figures"][0]["value"] == "246.81"
    assert json.loads(tools.look_up("公务接待费", year=2019))["kind"] == "refusal"


def test_duties_are_checked_and_reports_listed(tools: Tools) -> None:
    found = json.loads(tools.check_duties(["负责区政府值班工作", "审批社区工厂排污许可"]))
    assert [verdict["outcome"] for verdict in found["verdicts"]] == ["own", "none"]
    (report,) = json.loads(tools.list_reports("2024 决算"))["reports"]
    assert (report["year"], report["pages"]) == (2024, 56)
    assert json.loads(tools.list_reports("2019"))["reports"] == []


def test_what_cannot_be_done_is_told(tools: Tools, tmp_path: Path) -> None:
    assert "conversation" in json.loads(tools.ask("那项目支出呢？", [{"kind": "?"}]))["error"]
    assert "error" in json.loads(tools.ask(""))
    assert "question" in json.loads(tools.ask(None))["error"]  # type: ignore[arg-type]
    assert "tasks" in json.loads(tools.check_duties("办理护照"))["error"]  # type: ignore[arg-type]
    assert "没有" in json.loads(tools.check_duties(["值班"], "某某局"))["error"]
    assert "python -m ingest" in json.loads(Tools(Desk(tmp_path / "none")).list_reports())["error"]


def rpc(client: TestClient, method: str, **params: Any) -> Any:
    headers = {"accept": "application/json, text/event-stream"}
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    answer = client.post("/gradio_api/mcp/", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    (data,) = [line for line in answer.text.splitlines() if line.startswith("data: ")]
    return json.loads(data.removeprefix("data: "))["result"]


def test_they_are_mcp_tools_that_describe_themselves(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("mcp", reason="make mcp 之后才有")
    monkeypatch.setattr(Desk, "warm_in_background", lambda desk: None)
    served = protected(app.build(library), None)
    with TestClient(served, base_url="http://127.0.0.1:7860") as client:
        assert client.get("/health").json() == {"status": "ok", "reports": 1, "model": "loading"}
        listed = {tool["name"]: tool for tool in rpc(client, "tools/list")["tools"]}
        assert set(listed) == set(NAMES)
        for tool in listed.values():
            assert all(about["description"] for about in tool["inputSchema"]["properties"].values())
        called = rpc(client, "tools/call", name="ask", arguments={"question": "行政运行支出是多少？"})
        assert json.loads(called["content"][0]["text"])["figures"][0]["value"] == "1241.72"
        open_to_programs = client.get("/gradio_api/info").json()["named_endpoints"]
        assert set(open_to_programs) == {f"/{name}" for name in NAMES}

"""What the addresses of the page answer besides the framework's: a file to save, or what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import JSONResponse


def attachment(name: str, data: bytes, media: str) -> Response:
    """A file; `name` is what it is saved as, `media` what it is to a browser."""
    plain = f"download{PurePath(name).suffix}"  # for what cannot read the name
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(data, media_type=media, headers={"content-disposition": disposition})


def problem(message: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """What went wrong, in Chinese, for the page to show."""
    return JSONResponse({"problem": message}, status, headers)

"""The server: its pages, and what they ask for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dislint import SHEET_STYLE, Config, Host, HtmlReporter, SpokenError, accept_in, withdraw_from
from dislint_web import tasks
from dislint_web.lanes import Lanes
from dislint_web.page import comparison, front, report_tools, trouble
from dislint_web.rows import accepted_of, row
from dislint_web.store import FAILED, READ, READING, WAITING, Entry, RefusedError, Store

_LONGEST_WORDS = 65536
"""Bytes of what is sent but files."""
_OURS = ("base.css", "index.css", "report.css", "report.js")
"""Assets of the HTML report."""
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


_Handler = Callable[[Request], Awaitable[Response]]


class Server:
    """The pages over a store; ``reading`` are the lanes that lint, ``showing`` is one that is free for what is looked at."""

    def __init__(self, config: Config, store: Store, reading: Lanes, showing: Lanes) -> None:
        self._config = config
        self._store = store
        self._reading = reading
        self._showing = showing
        self._abilities: asyncio.Task[tasks.Abilities] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def app(self) -> Starlette:
        """The application, below the secret part of the address."""
        routes: list[tuple[str, str, _Handler]] = [
            ("GET", "/", self._front),
            ("GET", "/assets/{name}", self._asset),
            ("GET", "/reports", self._list),
            ("POST", "/reports", self._take),
            ("DELETE", "/reports/{number:int}", self._remove),
            ("GET", "/reports/{number:int}/", self._report),
            ("GET", "/reports/{number:int}/pages/{page:int}", self._picture),
            ("GET", "/reports/{number:int}/accepted", self._accepted),
            ("POST", "/reports/{number:int}/accepted", self._accept),
            ("DELETE", "/reports/{number:int}/accepted/{fingerprint}", self._withdraw),
            ("GET", "/reports/{number:int}/marked", self._marked),
            ("GET", "/files/{name}", self._file),
            ("GET", "/compare", self._compare),
        ]
        return Starlette(
            routes=[Route(path, self._told(handler), methods=[method]) for method, path, handler in routes],
            lifespan=self._lifespan,
        )

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._abilities = asyncio.create_task(self._showing.call(tasks.abilities))
        try:
            yield
        finally:
            self._reading.end()
            self._showing.end()

    async def _front(self, _: Request) -> Response:
        assert self._abilities is not None
        return HTMLResponse(front(self._config, await self._abilities))

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        own = files("dislint_web").joinpath("static")
        if name in {file.name for file in own.iterdir()}:
            text = own.joinpath(name).read_text("utf-8")
        elif name in _OURS:
            text = HtmlReporter.asset(name)
        elif name == "sheet.css":
            text = SHEET_STYLE
        else:
            raise _missing()
        return Response(text, media_type=_TYPES[Path(name).suffix])

    async def _list(self, request: Request) -> Response:
        given = request.query_params.get("since", "")
        since = int(given) if given.isdecimal() else 0
        entries = self._store.entries()
        removed = [number for version, number in self._store.removed if version > since]
        states = [entry.state for entry in entries]
        return JSONResponse(
            {
                "version": self._store.version,
                "count": len(entries),
                "done": len(entries) - states.count(WAITING) - states.count(READING),
                "reports": [self._row(entry) for entry in entries if entry.version > since],
                "removed": removed,
            }
        )

    def _row(self, entry: Entry) -> dict[str, Any]:
        return row(self._store, entry, self._config.lang)

    async def _take(self, request: Request) -> Response:
        entry = await self._store.take(request.query_params.get("name", ""), request.stream())
        if entry.state == WAITING:
            task = asyncio.create_task(self._read(entry))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return JSONResponse(self._row(entry), 201)

    async def _read(self, entry: Entry) -> None:
        def begin() -> bool:
            there = self._store.entry(entry.kept.number) is entry
            if there:
                self._store.changed(entry, state=READING)
            return there

        assert self._abilities is not None
        host = Host(
            styles=("../../assets/base.css", "../../assets/report.css", "../../assets/tools.css"),
            scripts=("../../assets/report.js", "../../assets/tools.js"),
            picture="pages/{page}",
            icon="../../assets/icon.svg",
            before=report_tools(self._config, entry.kept, await self._abilities),
        )
        try:
            found = await self._reading.call(tasks.read, entry.kept, host, begin=begin)
            self._store.changed(entry, state=READ, found=found)
        except SpokenError as error:
            self._store.changed(entry, state=FAILED, trouble=str(error))
        if self._store.entry(entry.kept.number) is not entry:  # It was removed meanwhile.
            self._store.clear(entry)

    async def _remove(self, request: Request) -> Response:
        self._store.remove(self._entry(request))
        return Response(status_code=204)

    async def _report(self, request: Request) -> Response:
        entry = self._entry(request)
        if entry.state != READ:
            raise _missing()
        return FileResponse(entry.kept.page, media_type="text/html")

    async def _picture(self, request: Request) -> Response:
        file = await self._showing.call(tasks.picture, self._entry(request).kept, request.path_params["page"])
        return FileResponse(file, media_type="image/webp")

    async def _accepted(self, request: Request) -> Response:
        return JSONResponse(accepted_of(self._store, self._entry(request)))

    async def _accept(self, request: Request) -> Response:
        entry, words = self._entry(request), await _words(request)
        finding = self._store.finding(entry, str(words.get("fingerprint", "")))
        if finding is None:
            raise _missing()
        assert self._config.baseline is not None
        accept_in(self._config.baseline, str(entry.kept.path), finding, str(words.get("reason", "")).strip())
        return self._changed(entry)

    async def _withdraw(self, request: Request) -> Response:
        entry = self._entry(request)
        assert self._config.baseline is not None
        withdraw_from(self._config.baseline, str(entry.kept.path), request.path_params["fingerprint"])
        return self._changed(entry)

    def _changed(self, entry: Entry) -> Response:
        """The accepted findings of a report; all reports of its path may have others than before."""
        for other in self._store.entries():
            if other.kept.path == entry.kept.path:
                self._store.changed(other)
        return JSONResponse(accepted_of(self._store, entry))

    async def _marked(self, request: Request) -> Response:
        entry = self._entry(request)
        result = self._store.result(entry)
        if result is None:
            raise _missing()
        file = await self._showing.call(tasks.marked, entry.kept, result)
        return _download(file, f"{entry.kept.path.stem}-dislint{entry.kept.path.suffix}")

    async def _file(self, request: Request) -> Response:
        """What a reporter makes of the reports that are asked for, or of all."""
        assert self._abilities is not None
        name = request.path_params["name"]
        numbers = [int(number) for number in request.query_params.getlist("n") if number.isdecimal()]
        found = [(e.kept, result) for e in self._store.entries(numbers) if (result := self._store.result(e))]
        if not found or name not in (await self._abilities).formats:
            raise _missing()
        whole = (self._reading.call(tasks.with_part, name, kept, result) for kept, result in found)
        file = await self._showing.call(tasks.report, name, await asyncio.gather(*whole))
        stem = found[0][0].path.stem if len(found) == 1 else "dislint"
        return _download(file, f"{stem}{file.suffix}", BackgroundTask(file.unlink))

    async def _compare(self, request: Request) -> Response:
        asked = request.query_params
        given = [asked.get(key, "") for key in ("old", "new")]
        found = self._store.entries([int(number) for number in given if number.isdecimal()])
        if len(found) != len(given):
            raise _missing()
        old, new = (entry.kept for entry in found)
        as_versions = asked.get("versions") == "1"
        shown = await self._showing.call(tasks.comparison, old, new, as_versions)
        return HTMLResponse(comparison(self._config, shown, (old.number, new.number), as_versions))

    def _told(self, handler: _Handler) -> _Handler:
        """The handler; what is wrong is told in words: on a page where one was asked for."""

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except ClientDisconnect:
                return Response(status_code=400)
            except SpokenError as error:
                status = error.status if isinstance(error, RefusedError) else 422
                if "text/html" in request.headers.get("accept", ""):
                    return HTMLResponse(trouble(self._config, str(error)), status)
                return JSONResponse({"error": str(error)}, status)

        return handle

    def _entry(self, request: Request) -> Entry:
        entry = self._store.entry(request.path_params["number"])
        if entry is None:
            raise RefusedError(404, "没有这份报告", "no such report")
        return entry


async def _words(request: Request) -> Mapping[str, Any]:
    """What was sent as JSON; raises RefusedError."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_WORDS:
            raise RefusedError(413, "内容过长", "too long")
    try:
        words = json.loads(body)
    except (ValueError, RecursionError):
        words = None
    if not isinstance(words, dict):
        raise RefusedError(400, "内容不是 JSON", "no JSON")
    return words


def _missing() -> RefusedError:
    return RefusedError(404, "没有这个页面", "not there")


def _download(file: Path, name: str, after: BackgroundTask | None = None) -> Response:
    return FileResponse(file, filename=name, media_type="application/octet-stream", background=after)

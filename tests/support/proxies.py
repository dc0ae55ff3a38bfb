"""A real nginx or Caddy in front of a server under test, with the configuration a test wants."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {above}
  server {{
    listen 127.0.0.1:{port};
    {locations}
  }}
}}
"""


def free_port() -> int:
    """A port on the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """Waits until somebody listens on a port of the loopback.

    Raises:
        RuntimeError: nobody did within 20 seconds, or the process ended.
    """
    for _ in range(400):
        if process is not None and process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"Nobody listens on port {port}")


def program(name: str, *places: str) -> str:
    """Where a program of the system lies.

    Raises:
        RuntimeError: it is not installed.
    """
    found = shutil.which(name) or next((p for p in places if Path(p).exists()), None)
    if found is None:
        raise RuntimeError(f"{name} is not installed; `sh tests/ensure_servers.sh` installs it")
    return found


@contextmanager
def nginx(folder: Path, locations: str, above: str = "") -> Iterator[str]:
    """Runs nginx with ``locations`` in its one server; yields its address."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    port = free_port()
    configuration = folder / "nginx.conf"
    text = _MAIN.format(folder=folder, port=port, locations=locations, above=above)
    configuration.write_text(text, encoding="utf-8")
    command = [program("nginx", "/usr/sbin/nginx"), "-p", str(folder), "-c", str(configuration)]
    with (folder / "out.log").open("wb") as out:
        process = subprocess.Popen([*command, "-e", str(folder / "error.log")], stderr=out)
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def caddy(folder: Path, site: str) -> Iterator[str]:
    """Runs Caddy with one site, ``{`` to ``}``; yields its address."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    configuration = folder / "Caddyfile"
    text = f"{{\n\tadmin off\n\tauto_https off\n}}\nhttp://127.0.0.1:{port} {site}\n"
    configuration.write_text(text, encoding="utf-8")
    command = [program("caddy", "/usr/bin/caddy"), "run", "--adapter", "caddyfile"]
    own = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / "out.log").open("wb") as out:
        process = subprocess.Popen(
            [*command, "--config", str(configuration)], stdout=out, stderr=out, env=own
        )
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)

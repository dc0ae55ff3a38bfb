"""What is shipped for running it: settings that exist, metrics that exist, files that parse."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from assistant.serving.metrics import Metrics
from assistant.settings import PROJECT, Settings
from tests.support.proxies import program

DEPLOY = PROJECT / "deploy"
TEXTS = [*DEPLOY.iterdir(), *(PROJECT / "docs").glob("*.md"), PROJECT / "README.md"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"\bASSISTANT_([A-Z_]+[A-Z])\b", path.read_text(encoding="utf-8")))
    assert named - {name.upper() for name in Settings.model_fields} == set()


def test_the_dashboard_shows_metrics_that_exist() -> None:
    text = (DEPLOY / "grafana.json").read_text(encoding="utf-8")
    shown = set(re.findall(r"\bassistant_[a-z_]+", text))
    there = set(re.findall(r"^# TYPE (\w+)", Metrics().exposition().decode(), re.MULTILINE))
    suffixes = ("_bucket", "_count", "_sum", "")
    assert {n for n in shown if not {n.removesuffix(s) for s in suffixes} & there} == set()
    assert len(json.loads(text)["panels"]) == 10


def test_the_manifests_parse() -> None:
    found = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))
    assert {each["kind"] for each in found} >= {"Deployment", "Service", "NetworkPolicy"}
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    assert compose["networks"]["back"]["internal"] is True
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    for name in ("chroma", "postgres", "redis"):
        assert services[name]["networks"] == ["back"]
    for name in ("replica1", "replica2"):
        assert services[name]["read_only"] is True


def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"replica\d:7860", "127.0.0.1:7860", text)
    (tmp_path / "site.conf").write_text(text, encoding="utf-8")
    main = tmp_path / "nginx.conf"
    main.write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/site.conf; }}",
        encoding="utf-8",
    )
    command = [program("nginx", "/usr/sbin/nginx"), "-t", "-p", str(tmp_path), "-c", str(main)]
    subprocess.run([*command, "-e", str(tmp_path / "log")], check=True, capture_output=True)


def test_the_lines_of_the_image_hold_together() -> None:
    """It cannot be built in a test; what its lines name must be there and fit one another."""
    text = re.sub(r"\\\n(?:#.*\n)?", "", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
    lines = [line.split(None, 1) for line in text.splitlines() if line and line[0] not in "# "]
    build, final = "\n".join(" ".join(line) for line in lines).split("FROM ")[1:]
    for copied in re.findall(r"^COPY (?!--from)(.+)$", build, re.MULTILINE):
        for name in copied.split()[:-1]:
            assert (PROJECT / name).exists(), name
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (extras,) = re.findall(r"pip install \"\.\[([\w,]+)\]\"", build)
    assert set(extras.split(",")) <= set(project["optional-dependencies"])
    # What was compiled before is removed, so what is imported is compiled behind that.
    (imported,) = re.findall(r"^RUN /venv/bin/python -P -c \"import (.+)\"$", build, re.MULTILINE)
    assert build.index("__pycache__") < build.index(imported)
    for module in imported.split(", "):
        assert importlib.util.find_spec(module) is not None, module
    (entry,) = json.loads(final.partition("ENTRYPOINT ")[2].splitlines()[0])
    assert entry in project["scripts"]
    # The index that is baked in is the one that is served; what is written goes elsewhere.
    environment = dict(re.findall(r"\b([A-Z_]+)=(\S+)", final))
    assert f"ASSISTANT_INDEX_DIR={environment['ASSISTANT_INDEX_DIR']}" in build
    assert f"COPY --from=build {environment['ASSISTANT_INDEX_DIR']} " in final
    data = environment["ASSISTANT_DATA_DIR"]
    assert f"VOLUME {data}" in final
    assert re.search(rf"mkdir {data} && chown assistant {data}", final)
    assert final.index(f"chown assistant {data}") < final.index(f"VOLUME {data}")
    (uid,) = re.findall(r"^USER (\d+)$", final, re.MULTILINE)
    assert f"--uid {uid} " in final
    assert uid != "0"
    assert f"EXPOSE {environment['ASSISTANT_PORT']}" in final
    assert f":{environment['ASSISTANT_PORT']}/healthz" in final
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert compose["services"]["replica1"]["user"] == uid

"""What is shipped for running it: settings that exist, metrics that exist, files that parse."""

from __future__ import annotations

import json
import re
import subprocess
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

"""Traces, where a collector is set: OpenTelemetry's own instrumentation, and nothing of ours in it.

A span says route, method, status and time. Questions travel in bodies, which are never recorded;
query strings and addresses of visitors are taken out.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from assistant.errors import SettingsError
from assistant.settings import NAME, Settings

_PERSONAL = (
    *("net.peer.ip", "client.address", "http.client_ip", "http.user_agent", "user_agent.original"),
    *("http.url", "url.full", "http.target", "url.path", "url.query"),
)


def add(app: FastAPI, settings: Settings, exporter: Any = None) -> None:
    """Traces the requests of ``app`` if ``settings.otel_endpoint`` is set.

    ``exporter`` takes the spans in place of the one that sends them there.

    Raises:
        SettingsError: the extra ``telemetry`` is not installed.
    """
    if settings.otel_endpoint is None:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise SettingsError(
            "ASSISTANT_OTEL_ENDPOINT needs packages that are not installed.",
            "Install the extra `telemetry`.",
        ) from None
    endpoint = f"{settings.otel_endpoint.rstrip('/')}/v1/traces"
    provider = TracerProvider(resource=Resource.create({"service.name": NAME}))
    provider.add_span_processor(
        BatchSpanProcessor(exporter or OTLPSpanExporter(endpoint=endpoint, timeout=5))
    )

    def without_persons(span: Any, scope: dict[str, Any]) -> None:
        if span is None or not span.is_recording():
            return
        attributes = span.attributes or {}
        for name in _PERSONAL:
            if name in attributes:
                span.set_attribute(name, "")
        if "http.route" not in attributes:
            # A path that is no route may hold anything.
            span.update_name(f"{scope.get('method', '')} other")

    FastAPIInstrumentor.instrument_app(
        app,
        tracer_provider=provider,
        server_request_hook=without_persons,
        exclude_spans=["receive", "send"],
        excluded_urls="healthz,readyz,metrics,heartbeat",
    )
    app.state.traces = provider

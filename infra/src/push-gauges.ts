import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { GAUGES, type Gauge, type GaugeName } from "./gauges.ts";

/** Sends gauges by OTLP over HTTP to whoever collects them. Loaded only where the settings name one. */
export function pushGauges(url: string, everyMs: number, latest: () => readonly Gauge[]): { stop(): Promise<void> } {
  const exporter = new OTLPMetricExporter({ url: new URL("v1/metrics", url.endsWith("/") ? url : `${url}/`).href });
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: everyMs });
  const provider = new MeterProvider({
    // Nothing of the machine or its user is told.
    resource: resourceFromAttributes({ "service.name": "practicum" }),
    readers: [reader],
  });
  const meter = provider.getMeter("practicum");
  for (const name of Object.keys(GAUGES).filter(isName)) {
    meter.createObservableGauge(name, { description: GAUGES[name] }).addCallback((result) => {
      for (const gauge of latest()) if (gauge.name === name) result.observe(gauge.value, { ...gauge.labels });
    });
  }
  return { stop: () => provider.shutdown() };
}

function isName(name: string): name is GaugeName {
  return name in GAUGES;
}

import { createServer } from "node:http";
import { afterEach, expect, it } from "vitest";
import { collectGauges } from "./collect-gauges.ts";
import { GAUGES, renderGauges, type Gauge } from "./gauges.ts";
import { startMonitor, type Monitor } from "./monitor.ts";
import type { Operator } from "./operator.ts";
import { settingsSchema } from "./settings-schema.ts";

const CANARY = "Zebulon Quackenbush";
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Services of a practice: charting's answer fails with words that no label may hold. */
const operator: Operator = {
  practices: [
    { id: "1", slug: "north", name: `${CANARY} clinic`, timeZone: "America/Denver", database: "d", paused: true },
  ],
  ask: async (_, service) => {
    if (service === "charting") throw new Error(`${CANARY} cannot be read`);
    return {
      unpublished: 3,
      unpublishedSeconds: 90,
      timersDue: 2,
      timersLateSeconds: 45,
      timersWaiting: 0,
      deadLetters: service === "billing" ? 1 : 0,
      about: CANARY,
    } as never;
  },
};
const collected = () => collectGauges(operator, settingsSchema.parse({}), new Date());

it("SVC-44 what waits is measured by practice and service; who can't be asked is missing, not well; nothing of a person is in it", async () => {
  const text = renderGauges(await collected());
  expect(text).toContain('practicum_event_lag_seconds{practice="north",service="billing"} 90');
  expect(text).toContain('practicum_timers_late_seconds{practice="north",service="messaging"} 45');
  expect(text).toContain('practicum_dead_letters{practice="north",service="billing"} 1');
  expect(text).toContain('practicum_dead_letters{practice="north",service="messaging"} 0');
  expect(text).not.toContain('service="charting"');
  expect(text).toContain('practicum_practice_paused{practice="north"} 1');
  expect(text).toContain("practicum_up 0");
  expect(text).not.toMatch(/Zebulon|Quackenbush/);
  for (const line of text.split("\n"))
    expect(line).toMatch(/^$|^# (HELP|TYPE) |^practicum_\w+(\{[\w=",.-]+\})? [\d.e+-]+$/);
});

it("SVC-45 one address of this machine tells it all, and OTLP gets the same numbers and names; without a wish for it nothing is sent", async () => {
  const bodies: string[] = [];
  const collector = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      bodies.push(`${request.url ?? ""} ${body}`);
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  stops.push(async () => void collector.close());
  const address = collector.address();
  const otlpUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const start = async (more: { otlpUrl?: string }): Promise<Monitor> => {
    const monitor = await startMonitor({
      port: 0,
      everyMs: 100,
      collect: collected,
      services: async () => "practicum_work_ms_count 7\n",
      ...more,
    });
    stops.push(() => monitor.stop());
    return monitor;
  };
  const quiet = await start({});
  const answer = await fetch(`http://127.0.0.1:${quiet.port}/metrics`);
  const text = await answer.text();
  expect(text).toContain('practicum_dead_letters{practice="north",service="billing"} 1');
  expect(text).toContain("practicum_work_ms_count 7");
  expect((await fetch(`http://127.0.0.1:${quiet.port}/`)).status).toBe(404);
  expect(bodies).toEqual([]);
  await start({ otlpUrl });
  await expect.poll(() => bodies.length, { timeout: 10_000 }).toBeGreaterThan(0);
  const [path = "", ...rest] = (bodies[0] ?? "").split(" ");
  expect(path).toBe("/v1/metrics");
  const sent = rest.join(" ");
  expect(sent).not.toMatch(/Zebulon|Quackenbush/);
  interface Sent {
    readonly resourceMetrics: readonly {
      readonly scopeMetrics: readonly {
        readonly metrics: readonly {
          readonly name: string;
          readonly gauge: {
            readonly dataPoints: readonly {
              readonly asDouble?: number;
              readonly asInt?: number;
              readonly attributes: readonly {
                readonly key: string;
                readonly value: { readonly stringValue: string };
              }[];
            }[];
          };
        }[];
      }[];
    }[];
  }
  const { resourceMetrics }: Sent = JSON.parse(sent);
  const metrics = resourceMetrics[0]?.scopeMetrics[0]?.metrics ?? [];
  const points = metrics.find(({ name }) => name === "practicum_event_lag_seconds")?.gauge.dataPoints ?? [];
  const billing = points.find(({ attributes }) => attributes.some(({ value }) => value.stringValue === "billing"));
  expect(billing?.asDouble ?? billing?.asInt).toBe(90);
  const keys = new Set(
    metrics.flatMap(({ gauge }) => gauge.dataPoints.flatMap((one) => one.attributes.map(({ key }) => key))),
  );
  expect([...keys].toSorted()).toEqual(["practice", "service"]);
  expect(metrics.every(({ name }) => name in GAUGES)).toBe(true);
});

it("SVC-45 what could not be collected is not told as if it were still so", async () => {
  let works = true;
  const gauge: Gauge = { name: "practicum_up", labels: {}, value: 1 };
  const monitor = await startMonitor({
    port: 0,
    everyMs: 20,
    collect: async () => {
      if (!works) throw new Error("away");
      return [gauge];
    },
    services: async () => "",
  });
  stops.push(() => monitor.stop());
  const told = async () => (await fetch(`http://127.0.0.1:${monitor.port}/metrics`)).text();
  expect(await told()).toContain("practicum_up 1");
  works = false;
  await expect.poll(told).not.toContain("practicum_up 1");
});

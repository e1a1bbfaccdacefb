import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { AckPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { must } from "@practicum/kernel/assert";
import { staff } from "@practicum/seed/practice";
import { end, sleep } from "@practicum/tooling/child";
import pg from "pg";
import { HttpPractice } from "../cli/day/http-practice.ts";
import { runDay } from "../cli/day/run-day.ts";
import { meets, median, type BenchRow } from "../src/bench-row.ts";
import { DEMO_PASSWORD, demoPractice } from "../src/demo.ts";
import type { StartedInstance } from "../src/instance.ts";
import { withBenchInstance } from "./bench-instance.ts";
import { cpuSeconds, repeat } from "./cpu.ts";
import { GatewayClient, signedIn } from "./gateway-client.ts";
import { operatorConnection } from "./operator-connection.ts";

const CALLS = 1500;
const ROUNDS = 5;
const LANES = 8;
/** Eight lanes of one call in 20 ms are 400 a second: the gateway answers 600 of one address. */
const EVERY_MS = 20;
const READS = 600;
const VISITS = 12;
/** Seldom enough not to be what the machine is busy with. */
const TRIP_EVERY_MS = 50;

/** Rows 2, 3 and 7, all on one running installation. */
export async function bench(): Promise<readonly BenchRow[]> {
  return withBenchInstance(measure, { PRACTICUM_PAYER_DAY_MS: "200" });
}

async function measure(instance: StartedInstance): Promise<readonly BenchRow[]> {
  const clients = await signedIn(instance.url, LANES);
  try {
    return [
      await gatewayCpu(instance, clients),
      await readLatency(instance, must(clients[0])),
      await chainLatency(instance),
    ];
  } finally {
    for (const client of clients) client.close();
  }
}

/** What a call costs where HTTP is all there is: read the body, answer as much JSON. */
const BARE_SERVER = `
const answer = JSON.stringify({ result: { data: JSON.parse(process.argv[1]) } });
const server = (await import("node:http")).createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    JSON.parse(Buffer.concat(parts).toString() || "{}");
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

/** Row 2: the gateway's processor time for a call that does next to nothing, over that of a bare HTTP server. */
async function gatewayCpu(instance: StartedInstance, clients: readonly GatewayClient[]): Promise<BenchRow> {
  const output = await must(clients[0]).call("identity.listLocations", {});
  const bare = spawn(process.execPath, ["--input-type=module", "-e", BARE_SERVER, JSON.stringify(output)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = await once(createInterface({ input: bare.stdout }), "line");
  const bareClients = clients.map(() => new GatewayClient(`http://127.0.0.1:${String(port)}`, 1));
  try {
    const gatewayPid = must((await instance.now()).processes["gateway"]);
    const ours: number[] = [];
    const baseline: number[] = [];
    const microseconds = async (pid: number, of: readonly GatewayClient[]) => {
      const before = await cpuSeconds(pid);
      await repeat(CALLS, LANES, (lane) => must(of[lane]).call("identity.listLocations", {}), EVERY_MS);
      return (((await cpuSeconds(pid)) - before) * 1e6) / CALLS;
    };
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await microseconds(gatewayPid, clients));
      baseline.push(await microseconds(must(bare.pid), bareClients));
    }
    return row(2, "gateway CPU of a small call / bare node:http", median(ours), median(baseline), "us", "<= 2");
  } finally {
    for (const client of bareClients) client.close();
    await end(bare);
  }
}

/** Row 3: one reader, one patient: through gateway, NATS, service and PostgreSQL, and straight from PostgreSQL. */
async function readLatency(instance: StartedInstance, client: GatewayClient): Promise<BenchRow> {
  const url = new URL(instance.databaseUrl);
  url.pathname = `/${demoPractice.database}`;
  const direct = new pg.Client({ connectionString: url.href });
  await direct.connect();
  try {
    const { rows } = await direct.query<{ patient_id: string }>("select patient_id from scheduling.patient limit 50");
    const ours: number[] = [];
    const baseline: number[] = [];
    for (let i = 0; i < READS; i++) {
      const patientId = must(rows[i % rows.length]).patient_id;
      ours.push(await timed(() => client.call("scheduling.getPatient", { patientId })));
      const query = {
        name: "patient",
        text: "select * from scheduling.patient where patient_id = $1",
        values: [patientId],
      };
      baseline.push(await timed(() => direct.query(query)));
    }
    return row(3, "reading a patient, p50 / PostgreSQL alone", median(ours), median(baseline), "ms", "<= 8");
  } finally {
    await direct.end();
  }
}

/**
 * Row 7: from the event that a note was signed being told to the screens until the event that its charges are there,
 * over a durable NATS round trip: an event stored, delivered to a consumer, and its answer stored and delivered.
 */
async function chainLatency(instance: StartedInstance): Promise<BenchRow> {
  const connection = await operatorConnection(instance);
  try {
    const signed = new Map<string, number>();
    const ours: number[] = [];
    let captured = 0;
    connection.subscribe("live.*", {
      callback: (_, message) => {
        const { name, keys }: { name: string; keys: Record<string, string> } = message.json();
        const encounterId = keys["encounterId"];
        if (encounterId === undefined) return;
        if (name === "charting.encounter-signed.v1") signed.set(encounterId, performance.now());
        if (name !== "billing.charges-captured.v1") return;
        captured += 1;
        const since = signed.get(encounterId);
        if (since !== undefined) ours.push(performance.now() - since);
      },
    });
    await connection.flush();
    const signIns = staff.map(({ staffId, email }) => ({ staffId, email, password: DEMO_PASSWORD }));
    const practice = new HttpPractice(instance.url, demoPractice.slug, signIns);
    // The round trips are made while the day runs, so that both find the machine as busy.
    let over = false;
    const trips = roundTrips(connection, () => over);
    await runDay(practice, {
      visits: VISITS,
      seed: "bench",
      runKey: "bench",
      payersWaitMs: 1,
      progress: () => {},
    }).finally(() => (over = true));
    const baseline = await trips;
    if (signed.size === 0) throw new Error("the day signed no note");
    const once = captured === signed.size ? "each exactly once" : `${captured} captures of ${signed.size} signatures`;
    return {
      ...row(7, "sign to charges visible, p50 / durable NATS round trip", median(ours), median(baseline), "ms", "<= 5"),
      note: once,
    };
  } finally {
    await connection.close();
  }
}

/** Subjects below the bench's own practice, which no service serves. */
async function roundTrips(connection: NatsConnection, enough: () => boolean): Promise<number[]> {
  const there = "evt.bench.bench.there.v1";
  const back = "evt.bench.bench.back.v1";
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const client = jetstream(connection);
  const add = (name: string, filter_subject: string) =>
    manager.consumers.add("EVT", { durable_name: name, ack_policy: AckPolicy.Explicit, filter_subject });
  await Promise.all([add("bench-there", there), add("bench-back", back)]);
  try {
    const far = await (
      await client.consumers.get("EVT", "bench-there")
    ).consume({
      callback: (message) => void client.publish(back, message.data).then(() => message.ack()),
    });
    let arrived: () => void = () => {};
    const near = await (
      await client.consumers.get("EVT", "bench-back")
    ).consume({
      callback: (message) => {
        message.ack();
        arrived();
      },
    });
    const times: number[] = [];
    while (!enough()) {
      await sleep(TRIP_EVERY_MS);
      times.push(
        await timed(
          () =>
            new Promise<void>((resolve) => {
              arrived = resolve;
              void client.publish(there, "{}");
            }),
        ),
      );
    }
    far.stop();
    near.stop();
    return times;
  } finally {
    await Promise.all([manager.consumers.delete("EVT", "bench-there"), manager.consumers.delete("EVT", "bench-back")]);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function row(number: number, name: string, ours: number, baseline: number, unit: string, goal: string): BenchRow {
  const ratio = ours / baseline;
  return { number, name, ours, baseline, unit, ratio, goal, met: meets(ratio, goal) };
}

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { AckPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { must } from "@practicum/kernel/assert";
import { staff } from "@practicum/seed/practice";
import { end, sleep } from "@practicum/tooling/child";
import { HttpPractice } from "../cli/day/http-practice.ts";
import { runDay } from "../cli/day/run-day.ts";
import { meets, median, type BenchRow } from "../src/bench-row.ts";
import { DEMO_PASSWORD, demoPractice } from "../src/demo.ts";
import type { StartedInstance } from "../src/instance.ts";
import { withBenchInstance } from "./bench-instance.ts";
import { cpuSeconds, repeat } from "./cpu.ts";
import { GatewayClient, signedIn } from "./gateway-client.ts";
import { withDatabase } from "./with-database.ts";
import { gatewayOptions, operatorConnection } from "./operator-connection.ts";

const CALLS = 1500;
const ROUNDS = 5;
/** Rounds that only warm the compiler up: a clinic's services have run for days. */
const WARM_UP = 2;
const LANES = 8;
/** Eight lanes of one call in 20 ms are 400 a second: a large practice at its busiest, and no side waits in a queue. */
const EVERY_MS = 20;
/** As many as a screen asks at once. */
const TOGETHER = Array.from({ length: 5 }, () => "identity.listLocations");
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

/** The same where the answer comes from the service over NATS: nobody is signed in, nothing is checked, limited or counted. */
const BARE_GATEWAY = `
const [natsModule, signingModule, options, keys, message] = process.argv.slice(1);
const { connect, headers } = await import(natsModule);
const { Signer } = await import(signingModule);
const signer = new Signer(JSON.parse(keys));
const nats = await connect({ ...JSON.parse(options), noAsyncTraces: true });
const envelope = JSON.parse(message);
const server = (await import("node:http")).createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", async () => {
    const input = JSON.parse(Buffer.concat(parts).toString() || "{}");
    const subject = "svc.identity.listLocations";
    const text = JSON.stringify({ ...envelope, input });
    const signed = headers();
    signed.set("Practicum-Signature", signer.sign("requests", [{ subject, text }]));
    const reply = await nats.request(subject, text, { timeout: 5000, headers: signed });
    const answer = JSON.stringify({ result: { data: reply.json().value } });
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

/** Row 2: the gateway's processor time for a call that does next to nothing, over that of a bare HTTP server. */
async function gatewayCpu(instance: StartedInstance, clients: readonly GatewayClient[]): Promise<BenchRow> {
  const output = await must(clients[0]).call("identity.listLocations", {});
  const envelope = {
    practiceId: demoPractice.id,
    actor: { kind: "staff", staffId: randomUUID(), name: "Bench", roles: ["practice-manager"], sessionId: "bench" },
    commandId: null,
    traceId: "bench",
  };
  const { options: natsOptions, keys } = await gatewayOptions(instance);
  const modules = [
    import.meta.resolve("@nats-io/transport-node"),
    import.meta.resolve("@practicum/bus/nats-signing"),
  ] as const;
  const bare = await bareServer(BARE_SERVER, [JSON.stringify(output)], clients.length);
  const floor = await bareServer(
    BARE_GATEWAY,
    [...modules, JSON.stringify(natsOptions), JSON.stringify(keys), JSON.stringify(envelope)],
    clients.length,
  );
  try {
    const gatewayPid = must((await instance.now()).processes["gateway"]);
    const small = (of: readonly GatewayClient[]) => (lane: number) => must(of[lane]).call("identity.listLocations", {});
    const together = (lane: number) => must(clients[lane]).batch(TOGETHER, {});
    const sides = [
      { pid: gatewayPid, ask: small(clients), calls: 1, taken: [] as number[] },
      { pid: bare.pid, ask: small(bare.clients), calls: 1, taken: [] as number[] },
      { pid: floor.pid, ask: small(floor.clients), calls: 1, taken: [] as number[] },
      { pid: gatewayPid, ask: together, calls: TOGETHER.length, taken: [] as number[] },
    ] as const;
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      for (const { pid, ask, calls, taken } of sides) {
        const before = await cpuSeconds(pid);
        await repeat(CALLS / calls, LANES, ask, EVERY_MS * calls);
        if (round >= 0) taken.push((((await cpuSeconds(pid)) - before) * 1e6) / CALLS);
      }
    }
    const [ours, baseline, withNats, inBatch] = sides.map(({ taken }) => median(taken)) as [
      number,
      number,
      number,
      number,
    ];
    const note =
      `a node:http that only passes the call to NATS and the answer back takes ${withNats.toFixed(0)} us, ` +
      `${(withNats / baseline).toFixed(2)} times the bare one; we take ${(ours / withNats).toFixed(2)} times that; ` +
      `in a batch of ${TOGETHER.length} by tRPC's adapter a call takes ${inBatch.toFixed(0)} us`;
    return { ...row(2, "gateway CPU of a small call / bare node:http", ours, baseline, "us", "<= 2"), note };
  } finally {
    await bare.stop();
    await floor.stop();
  }
}

interface BareServer {
  readonly pid: number;
  readonly clients: readonly GatewayClient[];
  stop(): Promise<void>;
}

/** A program that prints the port it listens on, and a client for each lane. */
async function bareServer(program: string, args: readonly string[], lanes: number): Promise<BareServer> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  const clients = Array.from({ length: lanes }, () => new GatewayClient(`http://127.0.0.1:${String(port)}`, 1));
  return {
    pid: must(child.pid),
    clients,
    async stop() {
      for (const client of clients) client.close();
      await end(child);
    },
  };
}

/** Row 3: one reader, one patient: through gateway, NATS, service and PostgreSQL, and straight from PostgreSQL. */
async function readLatency(instance: StartedInstance, client: GatewayClient): Promise<BenchRow> {
  return withDatabase(instance, async (direct) => {
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
  });
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
    connection.subscribe("live.*", {
      callback: (_, message) => {
        const { name, keys }: { name: string; keys: Record<string, string> } = message.json();
        const encounterId = keys["encounterId"];
        if (encounterId === undefined) return;
        if (name === "charting.encounter-signed.v1") signed.set(encounterId, performance.now());
        if (name !== "billing.charges-captured.v1") return;
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
    const wrong = await wronglyCharged(instance);
    const note = wrong === 0 ? "each signed note is charged exactly once" : `${wrong} NOTES NOT CHARGED EXACTLY ONCE`;
    return {
      ...row(7, "sign to charges visible, p50 / durable NATS round trip", median(ours), median(baseline), "ms", "<= 5"),
      note,
    };
  } finally {
    await connection.close();
  }
}

/** Signed notes whose charges are not one for each of their procedures. */
async function wronglyCharged(instance: StartedInstance): Promise<number> {
  return withDatabase(instance, async (client) => {
    const { rows } = await client.query<{ count: string }>(`select count(*) from charting.encounter e
      where e.status in ('signed', 'cosigned') and jsonb_array_length(e.procedures) <>
        (select count(*) from billing.charge c where c.encounter_id = e.encounter_id)`);
    return Number(rows[0]?.count);
  });
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

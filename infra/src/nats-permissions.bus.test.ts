import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { startNats, type TestNats } from "@practicum/testing/nats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureStream } from "./broker.ts";
import { NATS_USERS, natsConfig, perUser, type Durables, type NatsUser } from "./nats-config.ts";
import { perService } from "./service-names.ts";

const PRACTICE = "0198c0de-0000-7000-8000-000000000001";
const password = (user: NatsUser) => `secret-of-${user}`;
const open: NatsConnection[] = [];
const durables: Durables = {
  ...perService(() => []),
  identity: [{ durable: "identity-record-access", events: ["billing.access-recorded.v1"] }],
  charting: [{ durable: "charting-open-encounter", events: ["scheduling.patient-checked-in.v1"] }],
  billing: [{ durable: "billing-capture-charges", events: ["charting.encounter-signed.v1"] }],
  messaging: [{ durable: "messaging-remind", events: ["scheduling.appointment-booked.v1"] }],
};
let nats: TestNats;

/** The launcher's own configuration, but for where the store is: that is the harness's. */
function configText(): string {
  const text = natsConfig({
    storeDir: "unused",
    passwords: perUser(password),
    durables,
    syncAlways: false,
  });
  return text.replace(/jetstream \{[^}]*\}/, "");
}

async function as(user: NatsUser): Promise<NatsConnection> {
  const connection = await connect({
    servers: nats.url,
    user,
    pass: password(user),
    inboxPrefix: `_INBOX_${user}`,
    reconnect: false,
  });
  open.push(connection);
  return connection;
}

/** The server's answer to a publish: undefined when it let it through. */
async function refusalOfPublish(connection: NatsConnection, subject: string): Promise<string | undefined> {
  return refusal(connection, () => connection.publish(subject, "{}"));
}

async function refusalOfSubscribe(
  connection: NatsConnection,
  subject: string,
  queue?: string,
): Promise<string | undefined> {
  return refusal(connection, () => {
    connection.subscribe(subject, { ...(queue === undefined ? {} : { queue }), callback: () => {} });
  });
}

async function refusal(connection: NatsConnection, act: () => void): Promise<string | undefined> {
  const errors: string[] = [];
  const watch = (async () => {
    for await (const status of connection.status()) {
      if (status.type === "error") errors.push(status.error.message);
    }
  })();
  act();
  // The server answers in order: what it had to say about the act comes before its answer to the flush.
  await connection.flush();
  await connection.flush();
  void watch;
  return errors[0];
}

beforeAll(async () => {
  nats = await startNats({ configText: configText() });
  const operator = { url: nats.url, user: "operator", password: password("operator"), inboxPrefix: "_INBOX_operator" };
  await ensureStream(operator, durables);
});

afterAll(async () => {
  await Promise.all(open.map((connection) => connection.close()));
  await nats.stop();
});

describe("a rogue client", () => {
  it("without a password is refused", async () => {
    await expect(connect({ servers: nats.url, reconnect: false })).rejects.toThrow(/authorization/i);
  });

  it("with a wrong password is refused, and with the right one is let in", async () => {
    await expect(connect({ servers: nats.url, user: "billing", pass: "guess", reconnect: false })).rejects.toThrow(
      /authorization/i,
    );
    const connection = await as("billing");
    expect(connection.isClosed()).toBe(false);
  });
});

describe("a service", () => {
  it("answers its own requests and those of no other service, queue or not", async () => {
    const billing = await as("billing");
    expect(await refusalOfSubscribe(billing, "svc.billing.>", "billing")).toBeUndefined();
    for (const subject of [
      ">",
      "svc.>",
      "svc.identity.>",
      "svc.identity.signIn",
      "_INBOX.>",
      "_INBOX_gateway.>",
      "live.>",
      "evt.>",
    ]) {
      expect(await refusalOfSubscribe(billing, subject), subject).toMatch(/permission/i);
      expect(await refusalOfSubscribe(billing, subject, "billing"), `${subject} in a queue`).toMatch(/permission/i);
    }
  });

  it("publishes its own events and no other service's", async () => {
    const billing = await as("billing");
    expect(await refusalOfPublish(billing, `evt.${PRACTICE}.billing.claim-submitted.v1`)).toBeUndefined();
    for (const subject of [
      `evt.${PRACTICE}.identity.staff-saved.v1`,
      "svc.identity.saveStaff",
      "_INBOX_gateway.x",
      "$SYS.REQ.SERVER.PING",
    ]) {
      expect(await refusalOfPublish(billing, subject), subject).toMatch(/permission/i);
    }
  });

  it("a forged event is not stored", async () => {
    const billing = await as("billing");
    const forged = jetstream(billing).publish(`evt.${PRACTICE}.charting.encounter-signed.v1`, "{}", { timeout: 500 });
    await expect(forged).rejects.toThrow();
    const manager = await jetstreamManager(await as("operator"), { checkAPI: false });
    const { state } = await manager.streams.info("EVT", { subjects_filter: "evt.*.charting.>" });
    expect(state.subjects ?? {}).toEqual({});
  });

  it("reads its own durable consumer, and no other; it makes and changes none", async () => {
    const billing = await as("billing");
    const manager = await jetstreamManager(billing, { checkAPI: false });
    await jetstream(await as("charting")).publish(`evt.${PRACTICE}.charting.encounter-signed.v1`, '{"n":1}');
    const consumer = await jetstream(billing).consumers.get("EVT", "billing-capture-charges");
    const message = await consumer.next({ expires: 5000 });
    expect(message?.string()).toBe('{"n":1}');
    expect(await message?.ackAck()).toBe(true);
    for (const durable of ["messaging-remind", "billing-unheard-of", "billing-capture-charges"]) {
      await expect(manager.consumers.add("EVT", { durable_name: durable }), durable).rejects.toThrow();
      await expect(manager.consumers.delete("EVT", durable), durable).rejects.toThrow();
    }
    await expect(jetstream(billing).consumers.get("EVT", "messaging-remind")).rejects.toThrow();
  });

  it("does not change, empty or delete the stream", async () => {
    const manager = await jetstreamManager(await as("billing"), { checkAPI: false });
    await expect(manager.streams.purge("EVT")).rejects.toThrow();
    await expect(manager.streams.delete("EVT")).rejects.toThrow();
    await expect(manager.streams.add({ name: "MINE", subjects: ["mine.>"] })).rejects.toThrow();
    expect((await manager.streams.info("EVT")).config.name).toBe("EVT");
  });
});

describe("the gateway", () => {
  it("asks services and is answered, and stores no events", async () => {
    const gateway = await as("gateway");
    const scheduling = await as("scheduling");
    scheduling.subscribe("svc.scheduling.bookAppointment", {
      queue: "scheduling",
      callback: (_, message) => void message.respond("booked"),
    });
    await scheduling.flush();
    expect((await gateway.request("svc.scheduling.bookAppointment", "{}", { timeout: 5000 })).string()).toBe("booked");
    expect(await refusalOfPublish(gateway, `evt.${PRACTICE}.scheduling.appointment-booked.v1`)).toMatch(/permission/i);
    expect(await refusalOfSubscribe(gateway, "svc.identity.>")).toMatch(/permission/i);
  });

  it("hears live notes, which services may send and it may not", async () => {
    const gateway = await as("gateway");
    const heard = new Promise<string>((resolve) => {
      gateway.subscribe("live.*", { callback: (_, message) => resolve(message.subject) });
    });
    await gateway.flush();
    (await as("messaging")).publish(`live.${PRACTICE}`, "{}");
    expect(await heard).toBe(`live.${PRACTICE}`);
    expect(await refusalOfPublish(gateway, `live.${PRACTICE}`)).toMatch(/permission/i);
  });
});

it("every user of the configuration can sign in", async () => {
  for (const user of NATS_USERS) expect((await as(user)).isClosed()).toBe(false);
});

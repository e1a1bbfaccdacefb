import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderClearinghouse } from "../../node/folder-clearinghouse.ts";
import { sftpCourier } from "../../node/sftp-courier.ts";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { acknowledgment999 } from "../../testing/payer-files.ts";
import { sftpServer, type TestServer } from "../../testing/sftp-server.node.ts";

const asManager = { as: ["practice-manager" as const] };

describe.each(databaseKinds)("the connection to the clearinghouse on %s", (database) => {
  let clinic: Clinic;
  let ground: string;
  let server: TestServer;
  let settings: object;
  const theirs = (...names: string[]) => path.join(ground, "theirs", ...names);
  beforeAll(async () => {
    ground = await mkdtemp(path.join(tmpdir(), "link-"));
    await mkdir(theirs("in"), { recursive: true });
    await mkdir(theirs("out"), { recursive: true });
    server = await sftpServer(theirs());
    const root = path.join(ground, "ours");
    clinic = await openClinic(database, "link", {
      clearinghouse: (id) => folderClearinghouse(root, id, { settleMs: 0 }),
      courier: (id) => sftpCourier(root, id, { settleMs: 10 }),
    });
    settings = {
      host: "127.0.0.1",
      port: server.port,
      user: "oak",
      way: "ed25519",
      outbound: "in",
      inbound: "out",
      upload: "renamed",
      taken: "deleted",
      everyMinutes: 15,
      running: true,
    };
  });
  afterAll(async () => {
    await clinic.stop();
    await server.stop();
    await rm(ground, { recursive: true });
  });

  const status = async () => {
    const got = await clinic.call("getClearinghouseLink", {}, asManager);
    return must(got.ok ? got.value : null);
  };
  const trouble = async () => {
    const got = await clinic.call("exchangeTrouble", {}, { as: ["biller"] });
    return must(got.ok ? got.value : null).trouble?.fault ?? null;
  };
  /** What the clearinghouse got of us. */
  const sent = async () => readFile(theirs("in", must((await readdir(theirs("in")))[0])), "utf8");
  const later = (minutes: number) => clinic.kit.advanceTo(addMinutes(clinic.kit.clock.now(), minutes));
  const tries = async () => {
    expect(await clinic.call("tryClearinghouseLink", {}, asManager)).toMatchObject({ ok: true });
    await clinic.kit.settle();
  };

  test("BIL-470 it is set by a manager alone, from what the manager saw, and a key is made for the clearinghouse", async () => {
    expect(await status()).toMatchObject({ possible: true, version: 0, link: null, publicKey: null });
    const save = (more: object, as: "biller" | "practice-manager" = "practice-manager") =>
      clinic.call("saveClearinghouseLink", { ...settings, version: 0, ...more } as never, { as: [as] });
    expect(await save({}, "biller")).toMatchObject({ ok: false, error: { code: "not-allowed" } });
    for (const wrong of [
      { host: "sftp://a.example/in" },
      { host: "-a.example" },
      { port: 0 },
      { everyMinutes: 1 },
      { outbound: "a\nb" },
    ])
      expect(await save(wrong)).toMatchObject({ ok: false, error: { field: Object.keys(wrong)[0] } });
    expect(await save({ version: 3 })).toMatchObject({ ok: false, error: { code: "stale-version" } });
    expect(await save({})).toMatchObject({ ok: true, value: { version: 1 } });
    const { publicKey } = await status();
    expect(publicKey).toMatch(/^ssh-ed25519 /);
    server.lets.publicKey = publicKey;
  });

  test("BIL-471 files go when a person has said that the server's key is the clearinghouse's, not before", async () => {
    const patientId = await clinic.addPatient({ family: "Ames" });
    await clinic.cover(patientId);
    await clinic.sentClaim(patientId);
    await tries();
    expect(await status()).toMatchObject({
      trying: false,
      shownHostKey: server.fingerprint,
      trustedHostKey: null,
      trouble: { fault: "host-key-unknown" },
      waiting: 1,
    });
    expect(await trouble()).toBe("host-key-unknown");
    expect(server.seen.tried).toBe(0);
    // Nobody is asked again and again.
    await later(60);
    expect(await readdir(theirs("in"))).toEqual([]);

    const another = server.fingerprint.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    expect(await clinic.call("trustHostKey", { fingerprint: another }, asManager)).toMatchObject({
      ok: false,
      error: { code: "another-host-key" },
    });
    expect(await clinic.call("trustHostKey", { fingerprint: server.fingerprint }, asManager)).toMatchObject({
      ok: true,
    });
    await clinic.kit.settle();
    expect(await status()).toMatchObject({ trouble: null, waiting: 0, fine: { sent: 1, taken: 0 } });
    expect(await readdir(theirs("in"))).toHaveLength(1);
    expect(await trouble()).toBeNull();
  });

  test("BIL-473 what comes back is taken in by itself when its time is over, and removed there", async () => {
    await writeFile(theirs("out", "ack 1.999"), acknowledgment999(await sent(), "A"));
    await later(16);
    expect(await readdir(theirs("out"))).toEqual([]);
    const files = await clinic.call("listFiles", { kind: "999", before: null, limit: 10 });
    expect(must(files.ok ? files.value.files : null).map(({ name }) => name)).toEqual(["ack_1.999"]);
  });

  test("BIL-472 what fails is told with since when, is tried again, and goes on by itself; a refused sign-in is not tried again", async () => {
    server.refuses.add("readdir");
    await tries();
    const first = must((await status()).trouble);
    expect(first).toMatchObject({ fault: "not-readable", about: "out" });
    await later(20);
    expect((await status()).trouble).toEqual(first);
    server.refuses.clear();
    await later(20);
    expect(await status()).toMatchObject({ trouble: null });

    server.lets.publicKey = null;
    await later(20);
    expect(await trouble()).toBe("sign-in-refused");
    const { tried } = server.seen;
    await later(24 * 60);
    expect(server.seen.tried).toBe(tried);
    // A new key is for whoever lost the one before: it is of no use until the clearinghouse has it.
    const { publicKey: before } = await status();
    expect(await clinic.call("renewLinkKey", { back: false }, asManager)).toMatchObject({ ok: true });
    const { publicKey: renewed } = await status();
    expect(renewed).not.toBe(before);
    server.lets.publicKey = before;
    await tries();
    expect(await trouble()).toBe("sign-in-refused");
    expect(await clinic.call("renewLinkKey", { back: true }, asManager)).toMatchObject({ ok: true });
    await tries();
    expect(await status()).toMatchObject({ trouble: null });
  });

  test("BIL-471 another server is another key; one that is stopped is looked at and carries nothing", async () => {
    const { version, link } = await status();
    const save = (more: object, seen: number) =>
      clinic.call("saveClearinghouseLink", { ...must(link), ...more, version: seen }, asManager);
    expect(await save({ running: false }, version)).toMatchObject({ ok: true });
    await writeFile(theirs("out", "later.999"), acknowledgment999(await sent(), "A", 602));
    await tries();
    expect(await status()).toMatchObject({ trouble: null, trustedHostKey: server.fingerprint });
    expect(await readdir(theirs("out"))).toEqual(["later.999"]);
    expect(await save({ host: "localhost" }, version + 1)).toMatchObject({ ok: true });
    expect(await status()).toMatchObject({ trustedHostKey: null, shownHostKey: null });
  });
});

import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ClearinghouseLink } from "@practicum/contracts/billing/clearinghouse-link";
import { must } from "@practicum/kernel/assert";
import ssh2 from "ssh2";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CourierVisit } from "../exchange/ports/courier.ts";
import { sftpServer, type TestServer } from "../testing/sftp-server.node.ts";
import { sftpCourier } from "./sftp-courier.ts";
import { keepPassword } from "./sftp-secrets.ts";

let ground: string;
let server: TestServer;
let link: ClearinghouseLink;
const practice = "oak";
const ours = (...names: string[]) => path.join(ground, "ours", practice, ...names);
const theirs = (...names: string[]) => path.join(ground, "theirs", ...names);
const secrets = () => path.join(ground, "ours", ".sftp", practice);
const courier = (step?: (name: string) => void) =>
  sftpCourier(path.join(ground, "ours"), practice, { settleMs: 20, ...(step === undefined ? {} : { step }) });
const visit = <T>(work: (at: CourierVisit) => Promise<T>, trusted: string | null = server.fingerprint) =>
  courier().visit(link, trusted, work);
const contentsOf = async (folder: string) => {
  const found: { [name: string]: string } = {};
  for (const name of await readdir(folder)) found[name] = await readFile(path.join(folder, name), "utf8");
  return found;
};

beforeEach(async () => {
  ground = await mkdtemp(path.join(tmpdir(), "courier-"));
  for (const folder of [ours("outbound"), ours("inbound"), theirs("to-them"), theirs("for-us")])
    await mkdir(folder, { recursive: true });
  server = await sftpServer(theirs());
  link = {
    host: "127.0.0.1",
    port: server.port,
    user: "oak",
    way: "ed25519",
    outbound: "to-them",
    inbound: "/for-us/",
    upload: "renamed",
    taken: "left",
    everyMinutes: 15,
    running: true,
  };
  await courier().makeKey("ed25519");
  server.lets.publicKey = await courier().publicKey("ed25519");
});
afterEach(async () => {
  await server.stop();
  await rm(ground, { recursive: true });
});

describe("BIL-471: who is spoken to", () => {
  test("a server whose key nobody knows hears neither name nor password; its key is told", async () => {
    await expect(visit((at) => at.check(), null)).rejects.toMatchObject({
      fault: "host-key-unknown",
      shown: server.fingerprint,
    });
    expect(server.seen).toEqual({ tried: 0, let: 0 });
  });

  test("another key than the trusted one is told apart, and nothing is said to it either", async () => {
    const before = server.fingerprint.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    await expect(visit((at) => at.check(), before)).rejects.toMatchObject({
      fault: "host-key-changed",
      shown: server.fingerprint,
    });
    expect(server.seen.tried).toBe(0);
  });

  test.each(["ed25519", "rsa"] as const)(
    "a key of kind %s signs in, and the one before it does not any more",
    async (way) => {
      link = { ...link, way };
      await courier().makeKey(way);
      const first = must(await courier().publicKey(way));
      expect(first).toMatch(way === "rsa" ? /^ssh-rsa AAAA\S+ practicum$/ : /^ssh-ed25519 AAAA\S+ practicum$/);
      server.lets.publicKey = first;
      await visit((at) => at.check());
      await courier().makeKey(way);
      await expect(visit((at) => at.check())).rejects.toMatchObject({ fault: "sign-in-refused" });
      for (const name of [way, `${way}.pub`]) expect((await stat(path.join(secrets(), name))).mode & 0o077).toBe(0);
    },
  );

  test("BIL-470 a key that the library wrote wrong is not handed out", async () => {
    const right = ssh2.utils.generateKeyPair;
    let wrong = 1;
    const once = vi.spyOn(ssh2.utils, "generateKeyPair").mockImplementation(((...args: unknown[]) => {
      const made = args.at(-1) as (error: Error | null, pair: object) => void;
      wrong -= 1;
      if (wrong < 0) Reflect.apply(right, ssh2.utils, args);
      else made(null, { private: "no key", public: "ssh-ed25519 AAAA practicum" });
    }) as never);
    await courier().makeKey("ed25519");
    once.mockRestore();
    server.lets.publicKey = await courier().publicKey("ed25519");
    await visit((at) => at.check());
    expect(wrong).toBe(-1);
  });

  test("a password is read from its file alone; without it nothing is asked", async () => {
    link = { ...link, way: "password" };
    await expect(visit((at) => at.check())).rejects.toMatchObject({ fault: "no-password" });
    await keepPassword(secrets(), "four words and a half");
    server.lets.password = "four words and another";
    await expect(visit((at) => at.check())).rejects.toMatchObject({ fault: "sign-in-refused" });
    server.lets.password = "four words and a half";
    await visit((at) => at.check());
  });

  test("what can't be reached says which way", async () => {
    const silent = net.createServer((socket) => socket.resume().end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await new Promise<void>((resolve) => void silent.listen(0, "127.0.0.1", resolve));
    const other = must(silent.address() as net.AddressInfo | null).port;
    const fault = (more: Partial<ClearinghouseLink>) =>
      courier()
        .visit({ ...link, ...more }, server.fingerprint, (at) => at.check())
        .then(() => null)
        .catch((error: unknown) => (error as { fault?: string }).fault);
    expect(await fault({ host: "nowhere.invalid" })).toBe("name-unknown");
    expect(await fault({ port: other })).toBe("not-ssh");
    await new Promise<void>((resolve) => void silent.close(() => resolve()));
    expect(await fault({ port: other })).toBe("no-answer");
    expect(await fault({ outbound: "to-nobody" })).toBe("no-outbound");
    expect(await fault({ inbound: "for-nobody" })).toBe("no-inbound");
    server.refuses.add("readdir");
    expect(await fault({})).toBe("not-readable");
  });

  test("a visit that takes too long is let go", async () => {
    const never = new Promise<void>(() => {});
    await expect(
      courier().visit(link, server.fingerprint, (at) => at.check().then(() => never), 300),
    ).rejects.toMatchObject({ fault: "broke-off" });
  });
});

describe("BIL-473: one of ours goes once, and whole", () => {
  const name = "837-000000001.x12";
  const waits = () => writeFile(ours("outbound", name), "ISA*00~");

  test("it appears under its name, and is gone here", async () => {
    await waits();
    expect(await courier().waiting()).toEqual([name]);
    await visit((at) => at.send(name));
    expect(await contentsOf(theirs("to-them"))).toEqual({ [name]: "ISA*00~" });
    expect(await readdir(ours("outbound"))).toEqual([]);
  });

  test.each(["written", "marked", "named", "removed"])(
    "cut off when it is %s, it is there once after the next turn",
    async (step) => {
      await waits();
      const cut = courier((at) => {
        if (at === step) throw new Error("cut off");
      });
      await expect(cut.visit(link, server.fingerprint, (at) => at.send(name))).rejects.toThrow();
      // The clearinghouse takes away at once what has its right name.
      const taken = await contentsOf(theirs("to-them"));
      for (const each of Object.keys(taken)) if (each === name) await rm(theirs("to-them", each));
      for (const left of await courier().waiting()) await visit((at) => at.send(left));
      const after = await contentsOf(theirs("to-them"));
      const everTaken = [taken[name], after[name]].filter((content) => content !== undefined);
      expect(everTaken).toEqual(["ISA*00~"]);
      expect(Object.keys(after).filter((each) => each !== name)).toEqual([]);
      expect(await courier().waiting()).toEqual([]);
    },
  );

  test("a name that the server gave to something else is not written over", async () => {
    await waits();
    await writeFile(theirs("to-them", name), "another file of some length");
    await expect(visit((at) => at.send(name))).rejects.toMatchObject({ fault: "name-taken" });
    expect(await readFile(theirs("to-them", name), "utf8")).toBe("another file of some length");
    expect(await courier().waiting()).toEqual([name]);
  });

  test("where the clearinghouse wants no passing name it is written at once", async () => {
    link = { ...link, upload: "direct" };
    server.refuses.add("rename");
    await waits();
    await visit((at) => at.send(name));
    expect(await contentsOf(theirs("to-them"))).toEqual({ [name]: "ISA*00~" });
  });

  test("a server that refuses says so, and the file waits here", async () => {
    server.refuses.add("open");
    await waits();
    await expect(visit((at) => at.send(name))).rejects.toMatchObject({ fault: "not-writable" });
    expect(await courier().waiting()).toEqual([name]);
  });
});

describe("BIL-473: theirs", () => {
  test("are taken whole, the oldest first, by names that stay inside; what is still written is left", async () => {
    await writeFile(theirs("for-us", "b 835 (2).x12"), "second");
    await writeFile(theirs("for-us", "%2Fup.x12"), "up");
    await writeFile(theirs("for-us", "now.x12.part"), "half");
    await mkdir(theirs("for-us", "old"));
    const files = await visit((at) => at.list());
    expect(files.map(({ name }) => name).toSorted()).toEqual(["%2Fup.x12", "b 835 (2).x12"]);
    await visit(async (at) => {
      for (const file of files) await at.take(file);
    });
    expect(await contentsOf(ours("inbound"))).toEqual({ "b_835__2_.x12": "second", "x_2Fup.x12": "up" });
    expect(await readdir(theirs("for-us"))).toHaveLength(4);
  });

  test("a name that comes again while the first waits here loses neither", async () => {
    await writeFile(ours("inbound", "835.x12"), "first");
    await writeFile(theirs("for-us", "835.x12"), "second");
    await visit(async (at) => {
      for (const file of await at.list()) await at.take(file);
    });
    expect(await contentsOf(ours("inbound"))).toEqual({ "835.x12": "first", "835.x12.2": "second" });
  });

  test("are removed where that was agreed, but not what came under the name since", async () => {
    await writeFile(theirs("for-us", "835.x12"), "first");
    const [file] = await visit((at) => at.list());
    await writeFile(theirs("for-us", "835.x12"), "another one, longer");
    await visit((at) => at.remove(must(file)));
    expect(await contentsOf(theirs("for-us"))).toEqual({ "835.x12": "another one, longer" });
    const [second] = await visit((at) => at.list());
    await visit((at) => at.remove(must(second)));
    expect(await readdir(theirs("for-us"))).toEqual([]);
  });
});

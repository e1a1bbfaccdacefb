import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testAuthority, type TestPair } from "@practicum/testing/certificates";
import { afterAll, beforeAll, expect, it } from "vitest";
import { certificateFindings } from "./certificate-findings.ts";
import { FindingWatch } from "./finding-watch.ts";
import { settingsSchema } from "./settings-schema.ts";

const DAY_MS = 86_400_000;
const now = new Date();
const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);
let folder = "";
let pair: TestPair;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-findings-"));
  pair = await (await testAuthority()).issue({ names: ["practice.example"], until: inDays(60) });
  await writeFile(join(folder, "certificate.pem"), pair.cert);
  await writeFile(join(folder, "key.pem"), pair.key, { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const settings = (origin = "https://practice.example") =>
  settingsSchema.parse({
    web: {
      publicOrigins: [origin],
      certificateFile: join(folder, "certificate.pem"),
      keyFile: join(folder, "key.pem"),
    },
  });
const illAt = async (when: Date, origin?: string) =>
  (await certificateFindings(settings(origin), when)).filter(({ remedy }) => remedy !== undefined);

it("GTW-113 a certificate is a finding from 21 days before its end on, and after it; where it is for another name, at once", async () => {
  expect(await certificateFindings(settingsSchema.parse({}), now)).toEqual([]);
  expect(await illAt(now)).toEqual([]);
  expect(await illAt(inDays(38))).toEqual([]);
  expect((await illAt(inDays(40)))[0]?.what).toMatch(/ends on .* in 19 days/);
  expect((await illAt(inDays(61)))[0]?.what).toContain("browsers let nobody in");
  expect((await illAt(now, "https://other.example"))[0]?.what).toContain("is not for other.example");
});

it.skipIf(process.platform === "win32")(
  "GTW-113 a key that everybody on the machine can read is a finding",
  async () => {
    await chmod(join(folder, "key.pem"), 0o644);
    expect((await illAt(now))[0]?.remedy).toContain("chmod o=");
    await chmod(join(folder, "key.pem"), 0o640);
    expect(await illAt(now)).toEqual([]);
  },
);

it("GTW-113 the managers hear of it once, again after a week, and anew when it comes back; who could not be told is told later", async () => {
  let ill = true;
  let works = false;
  const told: string[] = [];
  const watch = new FindingWatch({
    everyMs: 1000,
    title: "The certificate",
    look: async () => (ill ? [{ what: "The certificate ends on 2026-12-20, in 9 days", remedy: "Renew it." }] : []),
    tell: async (title, detail, practice) => {
      expect([title, practice]).toEqual(["The certificate", undefined]);
      told.push(detail);
      return works;
    },
    say: () => {},
  });
  await watch.look(inDays(0));
  works = true;
  await watch.look(inDays(0.1));
  await watch.look(inDays(1));
  await watch.look(inDays(6));
  expect(told).toHaveLength(2);
  expect(told[1]).toContain("in 9 days");
  await watch.look(inDays(8));
  expect(told).toHaveLength(3);
  ill = false;
  await watch.look(inDays(9));
  ill = true;
  await watch.look(inDays(10));
  expect(told).toHaveLength(4);
});

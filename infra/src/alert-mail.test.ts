import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryNotifier } from "@practicum/messaging/ports/memory-notifier";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AlertMail } from "./alert-mail.ts";
import { FindingWatch } from "./finding-watch.ts";

const practice = { id: "p", slug: "bay", name: "Bay", timeZone: "America/Los_Angeles" };
const alert = (what: string) => ({ title: "Work failed", what, remedy: "Look." });
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-alerts-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const mailTo = (file: string, notifier = memoryNotifier()) => ({
  notifier,
  mail: new AlertMail({ notifier, practice, file: join(folder, file), to: ["a@bay.example", "b@bay.example"] }),
});

it("SVC-59: a finding is mailed to each address once a day while it is there, also after a restart; another one by itself", async () => {
  const { notifier, mail } = mailTo("one.json");
  await mail.send(alert("3 in billing failed too often"), new Date("2026-11-28T10:00:00Z"));
  await mail.send(alert("4 in billing failed too often"), new Date("2026-11-28T11:00:00Z"));
  await mailTo("one.json", notifier).mail.send(
    alert("4 in billing failed too often"),
    new Date("2026-11-28T12:00:00Z"),
  );
  expect(notifier.sent.map(({ to, text }) => [to, text.split(".")[0]])).toEqual([
    ["a@bay.example", "3 in billing failed too often"],
    ["b@bay.example", "3 in billing failed too often"],
  ]);
  await mail.send(alert("2 in charting failed too often"), new Date("2026-11-28T12:00:00Z"));
  await mail.send(alert("4 in billing failed too often"), new Date("2026-11-29T10:00:00Z"));
  expect(notifier.sent.length).toBe(6);
});

it("SVC-59: what could not be mailed is mailed at the next look, and to nobody twice", async () => {
  let isAway = true;
  const notifier = memoryNotifier(({ to }) => (isAway && to.startsWith("b@") ? "away" : undefined));
  const { mail } = mailTo("two.json", notifier);
  const at = new Date("2026-11-28T10:00:00Z");
  await mail.send(alert("The disk is full"), at);
  isAway = false;
  await mail.send(alert("The disk is full"), at);
  expect(notifier.sent.map(({ to }) => to)).toEqual(["a@bay.example", "b@bay.example"]);
});

it("SVC-59: a watch mails at each look what is not well, and nothing that is", async () => {
  const mailed: string[] = [];
  const watch = new FindingWatch({
    look: async () => [{ what: "All is well" }, { what: "Late", remedy: "Look." }],
    everyMs: 1000,
    title: "Work",
    tell: async () => true,
    say: () => {},
    mail: async ({ what }) => void mailed.push(what),
  });
  await watch.look(new Date("2026-11-28T10:00:00Z"));
  await watch.look(new Date("2026-11-29T10:00:00Z"));
  expect(mailed).toEqual(["Late", "Late"]);
});

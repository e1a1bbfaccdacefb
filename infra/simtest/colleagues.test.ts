import { addMs, dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { staff, timeZone } from "@practicum/seed/practice";
import { seedPractice } from "@practicum/seed/run-seed";
import type { Staffing } from "@practicum/world/colleagues/staffing";
import { differences } from "@practicum/world/digest";
import { eventsBetween } from "@practicum/world/events";
import { openWorld, type Moment, type OpenWorld } from "@practicum/world/open-world";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyBase, openEmptyWorld, start } from "./empty-world.ts";
import { alarmAtTheCounter, allOf, asked, jump, staffed, visitsOf } from "./left-alone.ts";
import { recordedPractice } from "./recorded-practice.ts";

const SEED = "colleagues";
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TIMEOUT_MS = 600_000;
const DAYS = 30;
/** Of the month, what is lived a second time in another way: two weekends and what payers answer. */
const TWICE_DAYS = 12;
const base = emptyBase(SEED);
const everybody: Staffing = { work: "jumps", style: "careful", absent: [], visitsPerProvider: 1 };

describe("a practice that is left to its people", () => {
  let morning: Moment;
  let month: OpenWorld;
  let from: Instant;
  let after: Awaited<ReturnType<OpenWorld["world"]["digest"]>>;
  const open: OpenWorld[] = [];
  const opened = async (options: { readonly from: Moment; readonly settings?: readonly string[] }) => {
    const one = await openWorld(base, options);
    open.push(one);
    return one;
  };

  beforeAll(async () => {
    const empty = await openEmptyWorld(SEED);
    const size = { patients: 14, weeks: 1, pastVisitsPerProvider: 1, comingVisitsPerProvider: 1 };
    const now = addMs(start, 4 * HOUR_MS);
    await seedPractice(recordedPractice(empty.world, SEED, false), { ...size, now, seed: SEED, progress: () => {} });
    await alarmAtTheCounter(empty, recordedPractice(empty.world, `${SEED}/counter`, false));
    morning = await empty.moment();
    await empty.close();
    month = await opened({ from: morning });
    await staffed(month, everybody);
    from = month.world.now;
    await jump(month, addMs(from, TWICE_DAYS * DAY_MS));
    after = await month.world.digest();
    await jump(month, addMs(from, DAYS * DAY_MS));
  }, TIMEOUT_MS);

  afterAll(async () => {
    for (const one of open) await one.close();
  }, TIMEOUT_MS);

  test("WLD-9: it lives: no visit of the past is left, notes are signed, claims are sent, callers come", async () => {
    const today = dateIn(from, timeZone);
    const last = addDays(today, DAYS - 1);
    const visits = await visitsOf(month, today, last);
    const left = visits.filter((one) => !["done", "no-show", "cancelled"].includes(one.status));
    expect(left.map((one) => `${one.date} ${one.start} ${one.status}`)).toEqual([]);
    // In the last week too, whose visits nobody had booked when it began.
    expect(visits.filter((one) => one.date > addDays(last, -7) && one.status === "done").length).toBeGreaterThan(5);
    const events = await eventsBetween(month.pglite, from, month.world.now);
    const count = (name: string) => events.filter((one) => one.name === name).length;
    const done = visits.filter((one) => one.status === "done" && (one.arrivedAt ?? "") > from).length;
    expect(count("charting.encounter-signed.v1")).toBeGreaterThanOrEqual(done);
    expect(count("billing.charges-captured.v1")).toBeGreaterThanOrEqual(done);
    expect(count("billing.remittance-posted.v1")).toBeGreaterThan(5);
    expect(count("billing.statement-issued.v1")).toBeGreaterThan(0);
    const ready = { statuses: ["ready" as const], patientId: null, before: null, limit: 200 };
    expect((await asked(month)("billing", "listClaims", ready))?.claims).toEqual([]);
  });

  test("WLD-13: each open denial has somebody who was asked; a denied code's provider", async () => {
    const page = { open: true, before: null, limit: 100 };
    const denials = (await asked(month)("billing", "listDenials", page))?.denials ?? [];
    const open = { scope: "all", patientId: null, status: "open", limit: 200 } as const;
    const tasks = (await asked(month)("messaging", "listTasks", open))?.tasks ?? [];
    for (const denial of denials.filter((one) => one.status === "open" && !one.approvalWaits)) {
      const about = tasks.filter((one) => one.about === `denial:${denial.denialId}`);
      expect(about.length, denial.reason).toBeGreaterThan(0);
      const claim = await asked(month)("billing", "getClaim", { claimId: denial.claimId });
      if (denial.recommendedAction === "correct")
        expect(
          about.map((one) => one.ownerName),
          denial.reason,
        ).toContain(claim?.providerName);
    }
    const worked = (await asked(month)("billing", "listDenials", { ...page, open: false }))?.denials ?? [];
    expect(denials.length + worked.length).toBeGreaterThan(0);
  });

  test("WLD-50: after a month nothing is left in a state that nobody leaves", async () => {
    const ask = asked(month);
    const today = dateIn(month.world.now, timeZone);
    const isOld = (at: Instant, days: number) => dateIn(at, timeZone) < addDays(today, -days);
    const open = { scope: "all", patientId: null, status: "open", limit: 200 } as const;
    const tasks = (await ask("messaging", "listTasks", open))?.tasks ?? [];
    expect(tasks.filter((one) => isOld(one.createdAt, 20)).map((one) => `${one.title}, ${one.createdAt}`)).toEqual([]);
    const page = { before: null, limit: 200 };
    const denials = (await ask("billing", "listDenials", { ...page, open: true }))?.denials ?? [];
    const waits = denials.filter((one) => one.status === "open" && !one.approvalWaits && isOld(one.openedAt, 14));
    expect(waits.map((one) => `${one.reason}, ${one.openedAt}`)).toEqual([]);
    const approvals = (await ask("billing", "listApprovals", { waiting: true }))?.approvals ?? [];
    expect(approvals.filter((one) => isOld(one.askedAt, 3)).map((one) => one.about)).toEqual([]);
    const review = (await ask("billing", "listCharges", { status: "review" }))?.visits ?? [];
    expect(review.filter((one) => one.serviceDate < addDays(today, -3)).map((one) => one.problems)).toEqual([]);
    const claims = async (statuses: ("draft" | "needs-correction" | "ready" | "rejected" | "submitted")[]) =>
      (await ask("billing", "listClaims", { statuses, patientId: null, ...page }))?.claims ?? [];
    const still = await claims(["draft", "needs-correction", "ready", "rejected", "submitted"]);
    expect(still.filter((one) => isOld(one.statusSince, 7)).map((one) => `${one.status} ${one.statusSince}`)).toEqual(
      [],
    );
    const { rows } = await month.pglite.query<{ what: string }>(
      `select 'note ' || status as what from charting.encounter where status <> 'cosigned' and status <> 'signed' and service_date < $1::timestamptz::date
       union all select 'reminder ' || status from messaging.reminder where status = 'scheduled' and due_at < $1
       union all select 'thread ' || status from messaging.thread where status = 'open' and last_at < $1`,
      [addMs(month.world.now, -2 * DAY_MS)],
    );
    expect(rows).toEqual([]);
  });

  test("WLD-56: a result is read by who ordered it; what is normal the assistant tells, all else who ordered it", async () => {
    const ended = await allOf(async (before) => {
      const page = await asked(month)("charting", "testWork", { show: "ended", text: "", before, limit: 200 });
      return page && { items: page.orders, next: page.next };
    });
    const worked = ended.flatMap(({ steps, gravity, orderedBy }) => {
      const since = steps.filter(({ at, takenBack }) => at > from && !takenBack);
      const of = (kind: string) => since.findLast(({ step }) => step.kind === kind);
      const [read, told] = [of("reviewed"), of("told")];
      return read && told ? [{ gravity, orderedBy, read, told }] : [];
    });
    const grave = worked.filter(({ gravity }) => gravity !== "normal");
    expect(grave.length).toBeGreaterThan(0);
    expect(worked.length).toBeGreaterThan(grave.length);
    for (const { gravity, orderedBy, read, told } of worked) {
      expect(read.by).toBe(orderedBy);
      if (gravity === "normal") expect(told.by).toContain("Ramirez");
      else {
        expect(told.by).toBe(orderedBy);
        expect(read.step).toMatchObject({ disposition: "call" });
        expect(told.step).toMatchObject({ how: expect.stringContaining("Called") });
      }
      if (gravity === "critical") expect(told.at).toBe(read.at);
    }
  });

  test("WLD-57: a refill is approved where the protocol passes it, and nowhere else; who asked has the answer", async () => {
    const ended = await allOf(async (before) => {
      const page = await asked(month)("charting", "refillWork", { show: "ended", before, limit: 200 });
      return page && { items: page.refills, next: page.next };
    });
    const kinds = new Set(ended.map((one) => one.decision?.kind));
    expect(kinds).toContain("approved");
    expect(kinds).toContain("visit");
    for (const one of ended.filter(({ decision }) => decision?.kind === "approved")) expect(one.isRenewable).toBe(true);
    const held = ended.filter((one) => !one.isRenewable);
    expect(held.length).toBeGreaterThan(0);
    expect(held.map((one) => one.decision?.kind)).not.toContain("approved");
    for (const { steps } of ended) expect(steps.at(-1)?.by).toContain("Ramirez");
  });

  test("WLD-58: a call that alarms is a physician's, and what was advised is in the chart; callers are answered", async () => {
    const calls = await allOf(async (before) => {
      const of = { whose: "all", patientId: null, open: false, text: "", before, limit: 200 } as const;
      const page = await asked(month)("messaging", "listCalls", of);
      return page && { items: page.calls, next: page.next };
    });
    const alarmed = calls.filter((one) => one.redFlags.length > 0);
    expect(alarmed.length).toBeGreaterThan(0);
    for (const one of alarmed) {
      expect(one.doneBy).toContain("MD");
      expect(one.noteId).not.toBeNull();
    }
    // The one that lay at the counter did not wait longer than the physicians' own.
    expect(alarmed.map((one) => one.reason)).toContain("Appointment");
    expect(new Set(alarmed.filter((one) => one.takenAt < from).map((one) => one.doneAt)).size).toBe(1);
    const bills = calls.filter((one) => one.reason === "Bill or insurance");
    expect(new Set(bills.map((one) => one.doneBy))).toEqual(new Set(["Priya Nair"]));
    expect(calls.filter((one) => one.takenAt > from).length).toBeGreaterThan(5);
  });

  test("WLD-59, WLD-60: each does what is theirs, and after a month no list is longer than the last days made it", async () => {
    const ask = asked(month);
    const today = dateIn(month.world.now, timeZone);
    const isOld = (at: Instant, days = 5) => dateIn(at, timeZone) < addDays(today, -days);
    const waits = async (show: "review" | "to-tell" | "to-send") =>
      (await ask("charting", "testWork", { show, text: "", before: null, limit: 200 }))?.orders ?? [];
    const tests = [...(await waits("review")), ...(await waits("to-tell")), ...(await waits("to-send"))];
    expect(
      tests.filter(({ waits: since }) => since !== null && since.since < addDays(today, -5)).map((one) => one.state),
    ).toEqual([]);
    const refills = async (show: "waiting" | "to-answer") =>
      (await ask("charting", "refillWork", { show, before: null, limit: 200 }))?.refills ?? [];
    const still = [...(await refills("waiting")), ...(await refills("to-answer"))];
    expect(still.filter((one) => isOld(one.askedAt)).map((one) => one.state)).toEqual([]);
    const open = { whose: "all", patientId: null, open: true, text: "", before: null, limit: 200 } as const;
    const calls = (await ask("messaging", "listCalls", open))?.calls ?? [];
    expect(calls.filter((one) => isOld(one.takenAt)).map((one) => one.reason)).toEqual([]);
    const orders = (await ask("charting", "waitingOrders", { providerId: null })) ?? [];
    expect(orders.filter((one) => one.serviceDate < addDays(today, -4)).map((one) => one.state)).toEqual([]);
    const reports = (await ask("charting", "unmatchedResults", { before: null, limit: 200 }))?.results ?? [];
    expect(reports.filter((one) => isOld(one.receivedAt, 7)).map((one) => one.why)).toEqual([]);
    const all = { scope: "all", patientId: null, status: "open", limit: 200 } as const;
    const tasks = (await ask("messaging", "listTasks", all))?.tasks ?? [];
    // What waits for a payer has its own time (WLD-50).
    const own = tasks.filter((one) => !/^(denial|claim):/.test(one.about ?? ""));
    const done = (await ask("messaging", "listTasks", { ...all, status: "done" }))?.tasks ?? [];
    const theirs = done.filter((one) => (one.doneAt ?? "") > from && one.ownerName !== null);
    expect(theirs.filter((one) => !one.doneBy?.includes(one.ownerName ?? "")).map((one) => one.title)).toEqual([]);
    const before = done.filter((one) => one.about?.startsWith("refill:"));
    expect(before.length).toBeGreaterThan(0);
    for (const { patientId, doneBy, doneAt } of before) {
      expect(doneBy).toBe("Tanya Brooks");
      const visits = (await ask("scheduling", "patientAppointments", { patientId: patientId ?? "" })) ?? [];
      expect(visits.filter((one) => one.startsAt > (doneAt ?? "")).length).toBeGreaterThan(0);
    }
    expect(own.filter((one) => isOld(one.createdAt, 14)).map((one) => `${one.about}: ${one.title}`)).toEqual([]);
  });

  test(
    "WLD-9: a role that is played is left alone; the others go on",
    async () => {
      const one = await opened({ from: morning });
      await staffed(one, { ...everybody, absent: ["physician", "physician-assistant", "nurse-practitioner"] });
      await jump(one, addMs(one.world.now, 8 * HOUR_MS));
      const today = dateIn(one.world.now, timeZone);
      const visits = await visitsOf(one, today, today);
      expect(visits.filter((visit) => visit.status === "ready").length).toBeGreaterThan(0);
      // Who came after it began.
      const moved = visits.filter((visit) => (visit.arrivedAt ?? "") > from).map((visit) => visit.status);
      expect(new Set(moved)).toEqual(new Set(["ready"]));
      // WLD-57, WLD-58: what is a provider's waits for who plays one; the counter's call was answered.
      const waiting = await asked(one)("charting", "refillWork", { show: "waiting", before: null, limit: 200 });
      expect(waiting?.refills.length).toBeGreaterThan(0);
      const open = { whose: "all", patientId: null, open: true, text: "", before: null, limit: 200 } as const;
      const calls = (await asked(one)("messaging", "listCalls", open))?.calls ?? [];
      expect(calls.filter((call) => call.redFlags.length > 0).map((call) => call.pool)).toEqual([
        "physician",
        "physician",
      ]);
      const done = (await asked(one)("messaging", "listCalls", { ...open, open: false }))?.calls ?? [];
      expect(done.length).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-62: of the providers each is left alone by role",
    async () => {
      const one = await opened({ from: morning });
      await staffed(one, { ...everybody, absent: ["physician"] });
      await jump(one, addMs(one.world.now, 3 * DAY_MS + 8 * HOUR_MS));
      const visits = await visitsOf(one, dateIn(from, timeZone), dateIn(one.world.now, timeZone));
      const came = visits.filter((visit) => (visit.arrivedAt ?? "") > from);
      const of = (wanted: boolean) =>
        came.filter(
          (visit) =>
            wanted === staff.some((who) => who.staffId === visit.providerStaffId && who.roles.includes("physician")),
        );
      expect(new Set(of(true).map((visit) => visit.status))).toEqual(new Set(["ready"]));
      expect(new Set(of(false).map((visit) => visit.status))).toEqual(new Set(["done"]));
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-9: nobody works while they rest, nor between jumps",
    async () => {
      const one = await opened({ from: morning });
      const before = await one.world.digest();
      await one.world.passTo(addMs(one.world.now, HOUR_MS));
      await staffed(one, everybody);
      await one.world.passTo(addMs(one.world.now, HOUR_MS));
      expect(differences(before, await one.world.digest()).filter((name) => name.startsWith("charting."))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-10, WLD-11: other plans, other stops, a restart in the middle of a day: the same weeks",
    async () => {
      const one = await opened({ from: morning, settings: ["enable_seqscan=off", "enable_hashjoin=off"] });
      await staffed(one, everybody);
      await jump(one, addMs(from, 5 * DAY_MS + 3 * HOUR_MS));
      const two = await opened({ from: await one.moment() });
      for (const days of [5.2, 5.7, 6, TWICE_DAYS]) await jump(two, addMs(from, Math.round(days * DAY_MS)));
      // Each stop is a moment later than the last, and so is what it begins: nothing else may differ.
      expect(differences(after, await two.world.digest())).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-12: hurried people make slips that careful ones do not",
    async () => {
      const styled = async (style: Staffing["style"]) => {
        const one = await opened({ from: morning });
        await staffed(one, { ...everybody, style });
        await jump(one, addMs(one.world.now, 3 * DAY_MS));
        const events = await eventsBetween(one.pglite, from, one.world.now);
        const named = (name: string) => events.filter((event) => event.name === name);
        // What had begun before was another's.
        const begun = new Set(named("charting.encounter-opened.v1").map((event) => event.keys["encounterId"]));
        const signed = named("charting.encounter-signed.v1").filter((event) => begun.has(event.keys["encounterId"]));
        return signed.map((event) => event.payload);
      };
      const codes = (payloads: readonly unknown[]) => JSON.stringify(payloads).match(/"9921[2-5]"/g) ?? [];
      expect(new Set(codes(await styled("new")))).toEqual(new Set(['"99213"']));
      expect(new Set(codes(await styled("careful"))).size).toBeGreaterThan(1);
    },
    TIMEOUT_MS,
  );
});

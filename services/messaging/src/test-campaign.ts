import { messaging } from "@practicum/contracts/messaging";
import type { Actor } from "@practicum/contracts/actor";
import { ALWAYS_FRESH } from "@practicum/contracts/fresh";
import type { DatabaseKind } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost } from "@practicum/service/test-kit";
import { memoryNotifier } from "./ports/memory-notifier.ts";
import { messagingService } from "./service.ts";

/** Monday 23 November 2026, 10:00 in San Diego: within the calling hours. */
export const MORNING = "2026-11-23T18:00:00.000Z";

/** Callers at the desk, each one a person. */
export function caller(n: number): Actor {
  const staffId = `00000000-0000-7000-8000-0000000c00${String(n).padStart(2, "0")}`;
  const who = { kind: "staff" as const, staffId, name: `Caller ${n}`, sessionId: `s${n}` };
  return { ...who, roles: ["front-desk"], verifiedAt: ALWAYS_FRESH };
}

/** A host of messaging with words to make campaigns, lists and calls by. */
export async function openOutreach(database: DatabaseKind) {
  const modules = [serviceModule(messagingService, { notifier: memoryNotifier() })];
  const kit = await testHost({ database, modules, now: MORNING });
  const call = kit.caller("messaging", messaging);
  const value = <T>(
    reply: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: object },
  ): T => {
    if (!reply.ok) throw new Error(JSON.stringify(reply.error));
    return reply.value;
  };

  const newCampaign = async (more: object = {}): Promise<Id<"campaign">> => {
    const campaignId = kit.ids.next<"campaign">();
    value(
      await call("saveCampaign", {
        campaignId,
        version: 0,
        name: "First visits",
        purpose: "New members have had no visit.",
        plan: "Sol Health",
        goal: 10,
        from: "2026-11-02",
        until: null,
        maxAttempts: 3,
        pauseHours: 24,
        callFrom: "09:00",
        callUntil: "18:00",
        weekends: false,
        script: { en: "Hello {first}, this is {caller}.", es: "Hola {first}, soy {caller}." },
        ...more,
      }),
    );
    return campaignId;
  };

  const row = (n: number, more: object = {}) => ({
    line: n + 1,
    memberNumber: `M${String(n).padStart(5, "0")}`,
    name: { family: `Family${n}`, given: "Ana", middle: null, suffix: null },
    birthDate: "1981-03-04",
    sex: "female" as const,
    phones: [`61955${String(10_000 + n).slice(-5)}`],
    language: "en",
    address: null,
    ...more,
  });

  /** Adds a list of which nobody is a patient, unless said otherwise. */
  const addRoster = async (
    campaignId: Id<"campaign">,
    rows: readonly ReturnType<typeof row>[],
    found: boolean = true,
  ) => {
    const rosterId = kit.ids.next<"roster">();
    const input = { rosterId, campaignId, fileName: "members.csv", rows: [...rows], refused: [] };
    const counts = value(await call("importRoster", input));
    const ids = (await kit.events("messaging", "messaging.roster-added.v1"))
      .map((event) => event.payload as { campaignId: string; people: { memberId: Id<"member"> }[] })
      .filter((payload) => payload.campaignId === campaignId)
      .flatMap((payload) => payload.people.map((person) => person.memberId));
    const mine = ids.slice(-counts.added);
    if (found)
      await tellMatches(
        campaignId,
        mine.map((memberId) => ({ memberId, verdict: "new", candidates: [] })),
      );
    return { rosterId, ...counts, members: mine };
  };

  const tellMatches = async (campaignId: Id<"campaign">, people: readonly object[]) => {
    for (let at = 0; at < people.length; at += 100)
      await kit.deliver("scheduling.roster-matched.v1", { campaignId, people: people.slice(at, at + 100) });
    await kit.settle();
  };

  const take = async (campaignId: Id<"campaign">, n: number, languages: string[] = []) =>
    value(await call("takeCard", { campaignId, languages }, { as: caller(n) }));
  const card = async (campaignId: Id<"campaign">, n: number, languages: string[] = []) =>
    must((await take(campaignId, n, languages)).card, "a card");

  const record = (memberId: Id<"member">, n: number, outcome: string, more: object = {}) => {
    const attemptId = kit.ids.next<"attempt">();
    const said = {
      attemptId,
      memberId,
      outcome,
      phone: null,
      callbackAt: null,
      language: null,
      note: "",
      scriptVersion: 1,
    };
    return call("recordAttempt", { ...said, ...more } as never, { as: caller(n) });
  };
  return { kit, call, value, newCampaign, row, addRoster, tellMatches, take, card, record };
}

export type Outreach = Awaited<ReturnType<typeof openOutreach>>;

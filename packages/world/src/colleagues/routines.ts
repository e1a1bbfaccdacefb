import type { Instant } from "@practicum/kernel/instant";
import { addDays, ageInYears, dayOfWeek, type LocalDate, timeOfMinutes } from "@practicum/kernel/local-date";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { bankEvening } from "@practicum/seed/money-desk";
import { familyNames } from "@practicum/seed/names";
import { chooseScenario } from "@practicum/seed/plan-day";
import type { PracticePort } from "@practicum/seed/practice-port";
import { actorOf, providers, resourceOf, staff, staffByKey, visitTypeByKey, worksOn } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import type { Staffing } from "./staffing.ts";
import { unlessRefused } from "./unless-refused.ts";
import type { Observe } from "./visit-of.ts";

export interface RoutineTools {
  readonly observe: Observe;
  readonly practice: PracticePort;
  settle(): Promise<void>;
  readonly seed: string;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly staffing: Staffing;
}

/** Callers are given a time in a week. */
const BOOKED_AHEAD_DAYS = 7;
/** Half-hour places, as the desk offers them. */
export const PLACES = [480, 510, 540, 570, 600, 630, 660, 690, 780, 810, 840, 870, 900, 930, 960, 990];
const STATEMENT_EVERY_DAYS = 28;
const STATEMENTS_A_DAY = 20;
const DENIALS_A_DAY = 25;

/** The desk fills the day in a week: as many callers as there are places left of what each provider is to have. */
export async function callsOfDay(tools: RoutineTools): Promise<void> {
  const { observe, seed, today, staffing } = tools;
  if (staffing.absent.includes("front-desk")) return;
  const date = addDays(today, BOOKED_AHEAD_DAYS);
  const sheet = await observe("scheduling", "daySheet", { date, locationId: null });
  if (sheet === null) return;
  const standing = sheet.appointments.filter((one) => one.status !== "cancelled" && one.status !== "no-show");
  const coming = new Set(standing.map((one) => one.patientId));
  for (const provider of providers) {
    if (!worksOn(provider.key, dayOfWeek(date))) continue;
    const taken = new Set(standing.filter((one) => one.providerStaffId === provider.staffId).map((one) => one.start));
    const random = seededRandom(`${seed}/calls/${date}/${provider.key}`);
    const places = PLACES.map(timeOfMinutes).filter((place) => !taken.has(place));
    for (let calls = staffing.visitsPerProvider - taken.size; calls > 0 && places.length > 0; calls -= 1) {
      const [start = ""] = places.splice(randomInt(random, 0, places.length - 1), 1);
      const caller = await callerOf(tools, random);
      if (caller === null || coming.has(caller.patientId)) continue;
      coming.add(caller.patientId);
      const coverage = ageInYears(caller.birthDate, date) >= 65 ? { electronicId: "MCRSD" } : null;
      const scenario = chooseScenario({ birthDate: caller.birthDate, coverage }, date, random.next());
      const desk = actorOf(staffByKey(provider.site === "mission-bay" ? "brooks" : "haddad"));
      const type = visitTypeByKey(scenario.visitType);
      await unlessRefused(
        tools.practice.run(
          "scheduling",
          "bookAppointment",
          {
            appointmentId: seededId<"appointment">(seed, `calls/${date}/${provider.key}/${start}`),
            patientId: caller.patientId,
            visitTypeId: type.visitTypeId,
            providerResourceId: resourceOf(provider),
            roomResourceId: null,
            date,
            start,
            minutes: type.minutes,
            reason: scenario.reason,
            overbookReason: null,
          },
          desk,
        ),
      );
    }
  }
}

/** Somebody the practice knows. */
export async function callerOf({ observe }: RoutineTools, random: ReturnType<typeof seededRandom>) {
  for (let tries = 0; tries < 5; tries += 1) {
    const text = pick(random, familyNames);
    const found = (await observe("scheduling", "searchPatients", { text, limit: 20 })) ?? [];
    const named = found.filter((one) => one.name.family === text);
    if (named.length > 0)
      return (
        named.toSorted((a, b) => (a.patientId < b.patientId ? -1 : 1))[randomInt(random, 0, named.length - 1)] ?? null
      );
  }
  return null;
}

/** Notes that came back and co-signatures; then the biller's: charges, claims, the bank's list, statements. */
export async function eveningOf(tools: RoutineTools): Promise<void> {
  const { practice, seed, today, staffing } = tools;
  if (!staffing.absent.includes("physician-assistant")) await answerReturned(tools);
  if (!staffing.absent.includes("physician")) await cosign(tools);
  if (staffing.absent.includes("biller")) return;
  const biller = actorOf(staffByKey("nair"));
  const charges = await tools.observe("billing", "listCharges", { status: "review" });
  const clean = (charges?.visits ?? []).filter((visit) => visit.problems.length === 0).map((one) => one.encounterId);
  await inBatches(clean, (encounterIds) => practice.run("billing", "releaseCharges", { encounterIds }, biller));
  await tools.settle();
  const ready = { statuses: ["ready" as const], patientId: null, before: null, limit: 200 };
  const claims = (await tools.observe("billing", "listClaims", ready))?.claims ?? [];
  const claimIds = claims.map((claim) => claim.claimId);
  await inBatches(claimIds, (some) => practice.run("billing", "submitClaims", { claimIds: some }, biller));
  await tools.settle();
  await unlessRefused(bankEvening({ ...practice, advanceTo: async () => {}, settle: tools.settle }, seed, today));
  await statements(tools);
}

/** What a supervising physician sent back is answered the same day (CHT-156). */
async function answerReturned({ observe, practice, seed, today }: RoutineTools): Promise<void> {
  for (const author of staff.filter((one) => one.roles.includes("physician-assistant"))) {
    const day = await observe("charting", "providerDay", { providerId: author.staffId, date: today });
    for (const { encounterId, patientId } of day?.returned ?? []) {
      const addendumId = seededId<"addendum">(seed, `answer/${encounterId}/${today}`);
      const text = "I have read the comment on this note and acted on it today.";
      const answer = { addendumId, encounterId, patientId, text };
      await unlessRefused(practice.run("charting", "answerReturnedNote", answer, actorOf(author)));
    }
  }
}

async function cosign({ observe, practice, today }: RoutineTools): Promise<void> {
  for (const physician of staff.filter((one) => one.roles.includes("physician"))) {
    const day = await observe("charting", "providerDay", { providerId: physician.staffId, date: today });
    for (const { encounterId, patientId } of day?.toCosign ?? [])
      await unlessRefused(practice.run("charting", "cosignEncounter", { encounterId, patientId }, actorOf(physician)));
  }
}

async function statements({ observe, practice, seed, today }: RoutineTools): Promise<void> {
  const biller = actorOf(staffByKey("nair"));
  const due = (await observe("billing", "listStatements", { patientId: null }))?.due ?? [];
  const since = addDays(today, -STATEMENT_EVERY_DAYS);
  const owed = due.filter(
    (one) => one.patientDue > 0 && (one.lastStatementOn === null || one.lastStatementOn <= since),
  );
  for (const { patientId } of owed
    .toSorted((a, b) => (a.patientId < b.patientId ? -1 : 1))
    .slice(0, STATEMENTS_A_DAY)) {
    const statementId = seededId<"statement">(seed, `statement/${patientId}/${today}`);
    await unlessRefused(practice.run("billing", "issueStatement", { statementId, patientId }, biller));
  }
}

/**
 * Open denials: what the biller can do alone is done; where the note or its codes must change, the provider is asked by a task,
 * where the coverage must, the desk is (WLD-13).
 *
 * @param asked denials that somebody was asked about before.
 * @returns those of them that are open still, and the new ones.
 */
export async function workDenials(tools: RoutineTools, asked: readonly string[]): Promise<readonly string[]> {
  if (tools.staffing.absent.includes("biller")) return asked;
  const page = { open: true, before: null, limit: DENIALS_A_DAY };
  const open = (await tools.observe("billing", "listDenials", page))?.denials ?? [];
  const still = asked.filter((denialId) => open.some((one) => one.denialId === denialId));
  for (const denial of open) {
    if (still.includes(denial.denialId) || denial.approvalWaits || denial.status !== "open") continue;
    const { denialId, version, recommendedAction: action } = denial;
    const biller = actorOf(staffByKey("nair"));
    if (action === "appeal") {
      if (!(await appeal(tools, denial))) await ask(tools, denial);
    } else if (action === "bill-patient" || action === "write-off") {
      const reason = action === "write-off" ? ("not-covered" as const) : null;
      const input = { denialId, version, action, note: denial.recommendation.slice(0, 500), reason };
      if (!(await unlessRefused(tools.practice.run("billing", "resolveDenial", input, biller))))
        await ask(tools, denial);
    } else await ask(tools, denial);
    still.push(denialId);
  }
  return still;
}

/** Drafts an appeal and sends it as the record makes it. @returns false where it wants what only a person can find out. */
async function appeal({ observe, practice, seed }: RoutineTools, { denialId }: Denial): Promise<boolean> {
  const biller = actorOf(staffByKey("nair"));
  const appealId = seededId<"appeal">(seed, `appeal/${denialId}`);
  if (!(await unlessRefused(practice.run("billing", "draftAppeal", { appealId, denialId }, biller)))) return false;
  const drafted = await observe("billing", "getAppeal", { appealId });
  if (drafted === null) return false;
  const letter = { letterId: seededId<"letter">(seed, `letter/${appealId}`), way: "electronic" as const };
  const input = { appealId, version: drafted.version, ...letter, fax: null, sentOn: null, because: null };
  return unlessRefused(practice.run("billing", "sendAppeal", input, biller));
}

type Denial = NonNullable<Awaited<ReturnType<typeof listed>>>["denials"][number];
const listed = (observe: Observe) => observe("billing", "listDenials", { open: true, before: null, limit: 1 });

async function ask({ observe, practice, seed, today }: RoutineTools, denial: Denial): Promise<void> {
  const { denialId, claimId, claimNumber, patientId, recommendedAction, serviceDate } = denial;
  const claim = recommendedAction === "correct" ? await observe("billing", "getClaim", { claimId }) : null;
  const provider = claim === null ? undefined : staff.find((one) => claim.providerName.includes(one.family));
  await unlessRefused(
    practice.run(
      "messaging",
      "createTask",
      {
        taskId: seededId<"task">(seed, `asked/${denialId}`),
        title:
          provider === undefined ? `Coverage of claim ${claimNumber}` : `Your coding was denied: claim ${claimNumber}`,
        detail: `Visit of ${serviceDate}. ${denial.meaning} ${denial.recommendation}`.slice(0, 2000),
        patientId,
        ownerId: provider?.staffId ?? null,
        pool: provider === undefined ? "front-desk" : null,
        dueOn: addDays(today, 3),
        priority: "normal",
        about: `denial:${denialId}`,
      },
      actorOf(staffByKey("nair")),
    ),
  );
}

/** A refusal of some together says nothing of each: they are then done one by one, and what is refused alone waits for a person. */
async function inBatches(ids: readonly string[], work: (ids: string[]) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < ids.length; i += 100) {
    const some = ids.slice(i, i + 100);
    if ((await unlessRefused(work(some))) || some.length === 1) continue;
    for (const one of some) await unlessRefused(work([one]));
  }
}

import { mkdtemp, rm, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import type { Role } from "@practicum/contracts/permission";
import { scheduling } from "@practicum/contracts/scheduling";
import { openPg } from "@practicum/db/pg";
import { setUpPracticeDatabase } from "@practicum/db/setup";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { instant, type Instant } from "@practicum/kernel/instant";
import { schedulingService } from "@practicum/scheduling/service";
import { serviceClient } from "@practicum/service/client";
import { ManualClock } from "@practicum/service/clock";
import { serviceModule, startInProcess } from "@practicum/service/in-process-host";
import { freePort } from "@practicum/tooling/ports";
import { runPostgres } from "@practicum/tooling/postgres-server";

/** One statement of a booking's transaction, as PostgreSQL logged it. */
export interface Statement {
  readonly sql: string;
  /** In order; null is SQL's. */
  readonly values: readonly (string | null)[];
}

/** What the captured booking was about: these stand in its statements' values. */
export interface Booked {
  readonly practiceId: string;
  readonly patientId: string;
  readonly visitTypeId: string;
  readonly providerResourceId: string;
  readonly appointmentId: string;
  readonly commandId: string;
  readonly date: string;
  readonly start: string;
  readonly startsAt: Instant;
}

export interface Capture {
  readonly booked: Booked;
  readonly statements: readonly Statement[];
}

const NOW: Instant = "2026-11-23T16:00:00.000Z";

/**
 * Books once with scheduling's own code on a PostgreSQL that logs every statement, and reads from the log what the booking
 * sent between its BEGIN and COMMIT: the SQL that the bare comparison has to run as well.
 */
export async function captureBooking(): Promise<Capture> {
  const scratch = await mkdtemp(join(tmpdir(), "practicum-capture-"));
  // Where we are root the database server is another user's, who must be able to get there.
  await chmod(scratch, 0o755);
  const log: string[] = [];
  const settings = {
    log_statement: "all",
    log_parameter_max_length: "-1",
    log_line_prefix: "%p ",
    log_min_messages: "log",
    fsync: "off",
  };
  const options = { dataDir: join(scratch, "data"), port: await freePort(), password: "bench", settings };
  const postgres = await runPostgres({ ...options, onLog: (line) => log.push(line) });
  try {
    const services = [{ service: "scheduling", password: "bench" }];
    const urls = await setUpPracticeDatabase({ adminUrl: postgres.url, database: "capture", services });
    const booked = await bookTwice(must(urls["scheduling"]));
    return { booked, statements: statementsOf(log, booked.commandId) };
  } finally {
    await postgres.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Twice, so that what is prepared once is prepared; the second one is the one that counts. */
async function bookTwice(url: string): Promise<Booked> {
  const id = <K extends string>(): Id<K> => randomUUID() as Id<K>;
  const practice = { id: id<"practice">(), slug: "capture", name: "Capture", timeZone: "America/Los_Angeles" };
  const host = await startInProcess({
    modules: [serviceModule(schedulingService, undefined)],
    practices: [practice],
    openDb: () => openPg({ url, schema: "scheduling", poolMax: 1 }),
    clock: new ManualClock(NOW),
    checkReplies: false,
  });
  const roles: readonly Role[] = ["practice-manager"];
  const actor = {
    kind: "staff" as const,
    staffId: id<"staff">(),
    name: "Bench",
    roles: [...roles],
    sessionId: "bench",
  };
  const ask = serviceClient<typeof scheduling>(host.bus, "scheduling", {
    practiceId: practice.id,
    actor,
    traceId: "capture",
  });
  const [resourceId, visitTypeId, locationId] = [id<"resource">(), id<"visit-type">(), id<"location">()];
  const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: "08:00", end: "17:00" }));
  const provider = {
    resourceId,
    kind: "provider" as const,
    name: "Dr. Bench",
    staffId: id<"staff">(),
    locationId,
    active: true,
  };
  await sure(ask("saveResource", { ...provider, version: null }, id()));
  await sure(ask("saveTemplate", { resourceId, from: "2026-01-01", hours }, id()));
  await sure(
    ask(
      "saveVisitType",
      {
        visitTypeId,
        name: "Visit",
        minutes: 15,
        newPatient: false,
        equipmentResourceId: null,
        active: true,
        version: null,
      },
      id(),
    ),
  );
  const address = { line1: "1 Main St", line2: null, city: "San Diego", state: "CA", zip: "921010001" };
  const { patientId } = await sure(
    ask(
      "registerPatient",
      {
        name: { family: "Bench", given: "Mark", middle: null, suffix: null },
        birthDate: "1980-01-01",
        sex: "male",
        phone: "6195550100",
        email: null,
        address,
        language: "en",
        guarantor: null,
        emergencyContact: null,
        notDuplicateOf: [],
        source: null,
      },
      id(),
    ),
  );
  const slot = (start: string) => ({
    appointmentId: id<"appointment">(),
    patientId,
    visitTypeId,
    providerResourceId: resourceId,
    roomResourceId: null,
    date: "2026-11-24",
    start,
    minutes: 15,
    reason: "",
    overbookReason: null,
  });
  await sure(ask("bookAppointment", slot("08:00"), id()));
  await host.settle();
  const commandId = id<"command">();
  const wish = slot("09:15");
  await sure(ask("bookAppointment", wish, commandId));
  await host.settle();
  await host.stop();
  const startsAt = instant("2026-11-24T09:15:00-08:00");
  return {
    ...wish,
    practiceId: practice.id,
    patientId,
    visitTypeId,
    providerResourceId: resourceId,
    commandId,
    startsAt,
  };
}

async function sure<T>(reply: Promise<{ ok: true; value: T } | { ok: false; error: { code: string } }>): Promise<T> {
  const settled = await reply;
  if (!settled.ok) throw new Error(`a booking to capture was refused: ${settled.error.code}`);
  return settled.value;
}

/** Entries of PostgreSQL's log: `PID LOG:  execute p1: SQL`, then `PID DETAIL:  Parameters: $1 = '…', $2 = NULL`. */
function statementsOf(lines: readonly string[], commandId: string): readonly Statement[] {
  const statements: { sql: string; values: (string | null)[] }[] = [];
  for (const entry of entriesOf(lines)) {
    const sql = /^\d+ LOG:\s+(?:execute [^:]+|statement): ([^]*)$/.exec(entry)?.[1];
    const parameters = /^\d+ DETAIL:\s+Parameters: ([^]*)$/.exec(entry)?.[1];
    if (sql !== undefined) statements.push({ sql: sql.trim(), values: [] });
    else if (parameters !== undefined) must(statements.at(-1)).values = valuesOf(parameters);
  }
  const inside = statements.findIndex(({ values }) => values.includes(commandId));
  const begin = statements.findLastIndex(({ sql }, index) => index <= inside && /^begin/i.test(sql));
  const commit = statements.findIndex(({ sql }, index) => index > inside && /^commit/i.test(sql));
  if (inside < 0 || begin < 0 || commit < 0) throw new Error("the log holds no whole booking: has its form changed?");
  return statements.slice(begin, commit + 1);
}

/** A statement of several lines goes on in lines that begin with a tab. */
function entriesOf(lines: readonly string[]): readonly string[] {
  const entries: string[] = [];
  for (const line of lines) {
    if (line.startsWith("\t") && entries.length > 0) entries[entries.length - 1] += `\n${line.slice(1)}`;
    else entries.push(line);
  }
  return entries;
}

function valuesOf(text: string): (string | null)[] {
  const found = [...text.matchAll(/\$\d+ = (NULL|'((?:[^']|'')*)')/g)];
  return found.map(([, all, quoted = ""]) => (all === "NULL" ? null : quoted.replaceAll("''", "'")));
}

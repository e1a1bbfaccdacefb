import type { OutsideProvider, SavedOutsideProvider, Specialty } from "@practicum/contracts/charting/referrals";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import { sql, type Selectable } from "kysely";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
type Row = Selectable<ChartingTables["outside_provider"]>;

interface Wanted {
  readonly text: string;
  readonly specialty: Specialty | null;
  readonly show: "in-use" | "retired";
  readonly before: string | null;
  readonly limit: number;
}

/** A page of the directory by name: of the entries that are in use, or of those that are not any more. */
export async function outsideProviderPage(
  tx: T,
  ask: Wanted,
): Promise<{ readonly providers: SavedOutsideProvider[]; readonly next: string | null }> {
  const after = placeOf(ask.before, ["text", "uuid"]);
  let query = tx
    .selectFrom("outside_provider")
    .selectAll()
    .where("active", "=", ask.show === "in-use")
    .orderBy((eb) => eb.fn<string>("lower", ["name"]))
    .orderBy("outside_provider_id")
    // limit: a page, and one more to know whether there is a next one.
    .limit(ask.limit + 1);
  if (ask.specialty !== null) query = query.where("specialty", "=", ask.specialty);
  for (const word of ask.text.split(/\s+/).filter((one) => one !== "")) {
    const pattern = `%${plainPattern(word)}%`;
    query = query.where((eb) =>
      eb.or([eb("name", "ilike", pattern), eb("practice", "ilike", pattern), eb("npi", "=", word)]),
    );
  }
  // A row comparison, so that the next page is one step in the order; the builder has no tuples of values with types.
  if (after)
    query = query.where(sql<boolean>`(lower(name), outside_provider_id) > (${after[0]}::text, ${after[1]}::uuid)`);
  const found = await query.execute();
  // limit: what is beyond the page is the next one's.
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return {
    providers: rows.map(savedOutsideProviderOf),
    next: last ? placeAfter([last.name.toLowerCase(), last.outside_provider_id]) : null,
  };
}

export async function outsideProvidersById(tx: T, ids: readonly string[]): Promise<Map<string, OutsideProvider>> {
  const rows =
    ids.length === 0
      ? []
      : await tx
          .selectFrom("outside_provider")
          .selectAll()
          .where("outside_provider_id", "in", [...ids])
          .execute();
  return new Map(rows.map((row) => [row.outside_provider_id, outsideProviderOf(row)]));
}

/** @returns "stale" where another version has come meanwhile, "npi" where another entry in use has the number. */
export async function saveOutsideProvider(
  tx: T,
  { outsideProviderId, version, ...content }: OutsideProvider,
  w: Written,
): Promise<"saved" | "stale" | "npi"> {
  const taken =
    content.npi !== null &&
    content.active &&
    (await tx
      .selectFrom("outside_provider")
      .select("outside_provider_id")
      .where("npi", "=", content.npi)
      .where("active", "=", true)
      .where("outside_provider_id", "<>", outsideProviderId)
      .executeTakeFirst());
  if (taken) return "npi";
  const row = { ...content, version, saved_at: w.at, saved_by: w.by };
  const written =
    version === 1
      ? await tx
          .insertInto("outside_provider")
          .values({ outside_provider_id: outsideProviderId, ...row })
          .onConflict((conflict) => conflict.doNothing())
          .returning("version")
          .executeTakeFirst()
      : await tx
          .updateTable("outside_provider")
          .set(row)
          .where("outside_provider_id", "=", outsideProviderId)
          .where("version", "=", version - 1)
          .returning("version")
          .executeTakeFirst();
  if (!written) return "stale";
  await tx
    .insertInto("outside_provider_version")
    .values({ outside_provider_id: outsideProviderId, ...row })
    .execute();
  return "saved";
}

/** An entry as it was saved each time, the newest first; none where there is no such entry. */
export async function outsideProviderVersionPage(
  tx: T,
  ask: { readonly outsideProviderId: string; readonly before: string | null; readonly limit: number },
): Promise<{ readonly versions: SavedOutsideProvider[]; readonly next: string | null }> {
  const after = placeOf(ask.before, ["number"]);
  const found = await tx
    .selectFrom("outside_provider_version")
    .selectAll()
    .where("outside_provider_id", "=", ask.outsideProviderId)
    .$if(after !== null, (query) => query.where("version", "<", Number(after?.[0])))
    .orderBy("version", "desc")
    // limit: a page, and one more to know whether there is a next one.
    .limit(ask.limit + 1)
    .execute();
  // limit: what is beyond the page is the next one's.
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { versions: rows.map(savedOutsideProviderOf), next: last ? placeAfter([last.version]) : null };
}

function savedOutsideProviderOf(row: Row): SavedOutsideProvider {
  return { ...outsideProviderOf(row), savedAt: row.saved_at, savedBy: row.saved_by };
}

function outsideProviderOf(row: Row): OutsideProvider {
  const { outside_provider_id, saved_at: _at, saved_by: _by, ...content } = row;
  return { outsideProviderId: outside_provider_id, ...content };
}

import type { ExpectedKind, ExpectedSums } from "@practicum/contracts/billing/expected-paid";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type RawBuilder } from "kysely";
import type { Place } from "../../domain/paging.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** Days of service, and what of them; null is all. */
export interface ExpectedAsk {
  readonly first: LocalDate;
  readonly last: LocalDate;
  readonly payerId: string | null;
  readonly code: string | null;
}

type By = "payer" | "code" | "month";

interface SumsRow {
  readonly lines: number;
  readonly billed: number;
  readonly expected: number;
  readonly allowed: number;
  readonly paid: number;
  readonly missing: number;
  readonly unknown_lines: number;
  readonly unknown_billed: number;
  readonly unknown_paid: number;
  readonly refused_lines: number;
  readonly refused_billed: number;
  readonly refused_paid: number;
}

const count = (kind: ExpectedKind) => sql`(count(*) filter (where j.kind = ${kind}))::int`;
const sum = (column: string, kind: ExpectedKind) =>
  sql`coalesce(sum(${sql.ref(`j.${column}`)}) filter (where j.kind = ${kind}), 0)::bigint`;

const sums = sql`${count("known")} as lines, ${sum("billed", "known")} as billed, ${sum("expected", "known")} as expected,
  ${sum("allowed", "known")} as allowed, ${sum("paid", "known")} as paid, coalesce(sum(j.missing), 0)::bigint as missing,
  ${count("unknown")} as unknown_lines, ${sum("billed", "unknown")} as unknown_billed, ${sum("paid", "unknown")} as unknown_paid,
  ${count("refused")} as refused_lines, ${sum("billed", "refused")} as refused_billed, ${sum("paid", "refused")} as refused_paid`;

/** The lines that are asked for, as `j`. */
function asked({ first, last, payerId, code }: ExpectedAsk): RawBuilder<unknown> {
  return sql`judged_line j where j.service_date between ${first}::date and ${last}::date
    and (${payerId}::uuid is null or j.payer_id = ${payerId}::uuid) and (${code}::text is null or j.code = ${code}::text)`;
}

const KEYS: { readonly [B in By]: { readonly key: RawBuilder<string>; readonly name: RawBuilder<string> } } = {
  payer: {
    key: sql`j.payer_id::text`,
    name: sql`(select p.name from payer p where p.payer_id::text = g.key)`,
  },
  code: { key: sql`j.code`, name: sql`g.label` },
  month: { key: sql`to_char(j.service_date, 'YYYY-MM')`, name: sql`g.key` },
};

/**
 * The sums of each payer, code or month, those first of which payers allowed the least beside their contract; months in their order. One
 * more than the limit where there are more.
 *
 * Raw: filtered sums over a group that is paged by one of them, which the builder has no word for.
 */
export async function expectedLines(
  tx: BillingTx,
  ask: ExpectedAsk & { readonly by: By; readonly after: Place | null; readonly limit: number },
) {
  const { key, name } = KEYS[ask.by];
  // Months stand in their own order: twelve of them are one page.
  const order = ask.by === "month" ? sql`0::bigint` : sql`g.allowed - g.expected`;
  const after = ask.after
    ? sql`where (${order}, g.key) > (${Number(ask.after.first)}::bigint, ${ask.after.second}::text)`
    : sql``;
  // limit: a page, and one more to know that it goes on.
  const page = sql`limit ${ask.limit + 1}`;
  const { rows } = await sql<SumsRow & { key: string; name: string; place: number }>`
    select g.*, ${name} as name, ${order} as place
    from (select ${key} collate "C" as key, max(j.label) as label, ${sums} from ${asked(ask)} group by 1) g
    ${after} order by ${order}, g.key ${page}`.execute(tx);
  return rows.map((row) => ({ key: row.key, name: row.name, place: row.place, sums: sumsOf(row) }));
}

/** The sums of all lines that are asked for. */
export async function expectedTotal(tx: BillingTx, ask: ExpectedAsk): Promise<ExpectedSums> {
  const { rows } = await sql<SumsRow>`select ${sums} from ${asked(ask)}`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("a sum has a row");
  return sumsOf(row);
}

function sumsOf(row: SumsRow): ExpectedSums {
  const { lines, billed, expected, allowed, paid, missing } = row;
  return {
    lines,
    billed,
    expected,
    allowed,
    paid,
    difference: allowed - expected,
    missing,
    unknown: { lines: row.unknown_lines, billed: row.unknown_billed, paid: row.unknown_paid },
    refused: { lines: row.refused_lines, billed: row.refused_billed, paid: row.refused_paid },
  };
}

/** The lines themselves, those first of which the payer allowed the least. @param limit null: all of them, for a file. */
export async function linesBehind(
  tx: BillingTx,
  ask: ExpectedAsk & {
    readonly kind: ExpectedKind | null;
    readonly after: Place | null;
    readonly limit: number | null;
  },
) {
  const { after, limit } = ask;
  const difference = sql<number>`coalesce(j.allowed - j.expected, 0)`;
  const place = sql<string>`j.claim_id::text || ':' || j.charge_id::text`;
  return (
    tx
      .selectFrom("judged_line as j")
      .innerJoin("claim as c", "c.claim_id", "j.claim_id")
      .innerJoin("remittance_claim as rc", "rc.remittance_claim_id", "j.remittance_claim_id")
      .innerJoin("payer as p", "p.payer_id", "j.payer_id")
      .leftJoin("payer_contract_version as v", (join) =>
        join.onRef("v.contract_id", "=", "j.contract_id").onRef("v.version", "=", "j.contract_version"),
      )
      .where("j.service_date", ">=", ask.first)
      .where("j.service_date", "<=", ask.last)
      .$if(ask.payerId !== null, (query) => query.where("j.payer_id", "=", ask.payerId ?? ""))
      .$if(ask.code !== null, (query) => query.where("j.code", "=", ask.code ?? ""))
      .$if(ask.kind !== null, (query) => query.where("j.kind", "=", ask.kind ?? "known"))
      // A row comparison, so that the next page is one step in the order; the builder has no tuples of expressions.
      .$if(after !== null, (query) =>
        query.where(
          sql<boolean>`(${difference}, ${place} collate "C") > (${Number(after?.first)}::bigint, ${after?.second}::text)`,
        ),
      )
      .orderBy(difference)
      .orderBy(sql`${place} collate "C"`)
      // limit: a page, and one more to know that it goes on.
      .$if(limit !== null, (query) => query.limit((limit ?? 0) + 1))
      .select([
        "j.claim_id",
        "j.charge_id",
        "j.service_date",
        "j.code",
        "j.label",
        "j.kind",
        "j.billed",
        "j.expected",
        "j.allowed",
        "j.paid",
        "j.missing",
        "j.term",
        "j.because",
        "c.number",
        "c.patient_id",
        "rc.remittance_id",
        "p.name as payer_name",
      ])
      .select([difference.as("difference"), place.as("place")])
      .select(sql<string | null>`v.content ->> 'name'`.as("contract_name"))
      .execute()
  );
}

export type LineBehind = Awaited<ReturnType<typeof linesBehind>>[number];

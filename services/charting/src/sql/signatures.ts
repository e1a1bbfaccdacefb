import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { Written } from "./change-lists.ts";
import type { ChartingTables, EncounterStatus } from "./tables.ts";
import { writeOnce, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;

/** Sets the seal; from here on triggers keep the encounter as it is. */
export async function sealEncounter(
  tx: T,
  s: {
    readonly encounterId: string;
    readonly status: EncounterStatus;
    readonly supervisorId: string | null;
    readonly providerName: string;
    readonly content: string;
    readonly seal: string;
  },
  w: Written,
): Promise<void> {
  await sql`
    update encounter set status = ${s.status}, supervisor_id = ${s.supervisorId}, provider_name = ${s.providerName},
      sealed_content = ${s.content}, seal = ${s.seal}, signed_at = ${w.at}, signed_by = ${w.by}
    where encounter_id = ${s.encounterId} and status = 'open'`.execute(tx);
}

export async function cosignEncounter(tx: T, encounterId: string, w: Written): Promise<void> {
  await sql`
    update encounter set status = 'cosigned', cosigned_at = ${w.at}, cosigned_by = ${w.by}
    where encounter_id = ${encounterId} and status = 'awaiting-cosign'`.execute(tx);
}

export async function addendaOf(tx: T, encounterId: string): Promise<Encounter["addenda"]> {
  const { rows } = await sql<Encounter["addenda"][number]>`
    select addendum_id as "addendumId", at, by_name as by, text from addendum
    where encounter_id = ${encounterId} order by at, addendum_id`.execute(tx);
  return rows;
}

export async function insertAddendum(
  tx: T,
  a: { readonly addendumId: string; readonly encounterId: string; readonly text: string },
  w: Written,
): Promise<WroteOnce> {
  return writeOnce(
    tx,
    sql`insert into addendum (addendum_id, encounter_id, at, by_name, text)
      values (${a.addendumId}, ${a.encounterId}, ${w.at}, ${w.by}, ${a.text})
      on conflict (addendum_id) do nothing returning addendum_id`,
    sql`select 1 from addendum
      where addendum_id = ${a.addendumId} and (encounter_id, by_name, text) = (${a.encounterId}, ${w.by}, ${a.text})`,
  );
}

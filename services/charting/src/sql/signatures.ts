import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { Tx } from "@practicum/db/db";
import type { Written } from "./change-lists.ts";
import type { ChartingTables, EncounterStatus } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

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
  await tx
    .updateTable("encounter")
    .set({
      status: s.status,
      supervisor_id: s.supervisorId,
      provider_name: s.providerName,
      sealed_content: s.content,
      seal: s.seal,
      signed_at: w.at,
      signed_by: w.by,
    })
    .where("encounter_id", "=", s.encounterId)
    .where("status", "=", "open")
    .execute();
}

export async function cosignEncounter(tx: T, encounterId: string, w: Written): Promise<void> {
  await tx
    .updateTable("encounter")
    .set({ status: "cosigned", cosigned_at: w.at, cosigned_by: w.by })
    .where("encounter_id", "=", encounterId)
    .where("status", "=", "awaiting-cosign")
    .execute();
}

export async function addendaOf(tx: T, encounterId: string): Promise<Encounter["addenda"]> {
  return tx
    .selectFrom("addendum")
    .select(["addendum_id as addendumId", "at", "by_name as by", "text"])
    .where("encounter_id", "=", encounterId)
    .orderBy("at")
    .orderBy("addendum_id")
    .execute();
}

export async function insertAddendum(
  tx: T,
  a: { readonly addendumId: string; readonly encounterId: string; readonly text: string },
  w: Written,
): Promise<WroteOnce> {
  const content = { encounter_id: a.encounterId, by_name: w.by, text: a.text };
  const written = await tx
    .insertInto("addendum")
    .values({ addendum_id: a.addendumId, at: w.at, ...content })
    .onConflict((conflict) => conflict.column("addendum_id").doNothing())
    .returning("addendum_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("addendum")
    .select("addendum_id")
    .where("addendum_id", "=", a.addendumId)
    .where((eb) => isSame(eb, content))
    .executeTakeFirst();
  return same ? "same" : "other";
}

/** The text that was sealed; null where nothing was. */
export async function sealedContent(tx: T, encounterId: string): Promise<string | null> {
  const row = await tx
    .selectFrom("encounter")
    .select("sealed_content")
    .where("encounter_id", "=", encounterId)
    .executeTakeFirst();
  return row?.sealed_content ?? null;
}

import type { Tx } from "@practicum/db/db";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { codeSet } from "@practicum/terminology/code-system";
import { findHeadingsSql, findPeriodsSql, loadedKinds } from "@practicum/terminology/sql/find-code";
import { findFacts, type FactKind, type FactKinds } from "@practicum/terminology/sql/facts";
import { findPtpSql } from "@practicum/terminology/sql/ptp";
import type { ClaimContent } from "../domain/claim-content.ts";
import {
  builtInHeadings,
  builtInPeriods,
  serviceSystem,
  type EarlierService,
  type KnownCodes,
  type WantedCode,
} from "../domain/known-codes.ts";
import { staffById } from "../../sql/copies.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** The new-patient rule looks back the furthest: three years. */
const LOOK_BACK_DAYS = 3 * 366;

/**
 * What is known of a claim's codes (SCRUB-27 to 35): of a system whose official file was loaded by billing's own tables, of the
 * others by the built-in sets.
 */
export async function knownCodes(tx: BillingTx, content: ClaimContent, encounterId: string): Promise<KnownCodes> {
  const loaded = await loadedKinds(tx);
  const earlier = await earlierServices(tx, content, encounterId);
  const diagnoses = content.diagnoses.map((one) => one.code);
  const services = [...content.lines, ...earlier].map((one) => one.code);
  const place = content.facility?.placeOfService;
  const taxonomy = content.billing?.taxonomy;
  const wanted: readonly WantedCode[] = [
    ...diagnoses.map((code) => ({ system: "icd10cm" as const, code })),
    ...services.map((code) => ({ system: serviceSystem(code), code })),
    ...content.lines.flatMap((line) => line.modifiers.map((code) => ({ system: "modifier" as const, code }))),
    ...(place === undefined ? [] : [{ system: "pos" as const, code: place }]),
    ...(taxonomy === undefined ? [] : [{ system: "taxonomy" as const, code: taxonomy }]),
  ];
  const official = wanted.filter((one) => loaded.has(one.system));
  const builtIn = wanted.filter((one) => !loaded.has(one.system));
  return {
    set: codeSet([...(await findPeriodsSql(tx, official)), ...builtInPeriods(builtIn)]),
    headings: loaded.has("icd10cm") ? await findHeadingsSql(tx, "icd10cm", diagnoses) : builtInHeadings(),
    tables: await editTables(tx, loaded, content, { diagnoses, services }),
    earlier,
  };
}

async function editTables(
  tx: BillingTx,
  loaded: ReadonlySet<string>,
  content: ClaimContent,
  { diagnoses, services }: { readonly diagnoses: readonly string[]; readonly services: readonly string[] },
): Promise<KnownCodes["tables"]> {
  const facts = async <Kind extends FactKind>(
    kind: Kind,
    codes: readonly string[],
  ): Promise<FactKinds[Kind][] | null> => (loaded.has(kind) ? findFacts(tx, kind, codes, content.serviceDate) : null);
  const own = content.lines.map((line) => line.code);
  return {
    ptp: loaded.has("ptp") ? await findPtpSql(tx, own, content.serviceDate) : null,
    mue: await facts("mue", own),
    addOns: await facts("add-on", own),
    limits: await facts("diagnosis-limits", diagnoses),
    indicators: await facts("fee-indicators", services),
  };
}

/** Released services of the patient's other visits, up to and on the day, by the same physician or specialty. */
async function earlierServices(tx: BillingTx, content: ClaimContent, encounterId: string): Promise<EarlierService[]> {
  const { rendering, serviceDate } = content;
  if (!rendering) return [];
  const rows = await tx
    .selectFrom("visit as v")
    .innerJoin("charge as c", "c.encounter_id", "v.encounter_id")
    .where("v.patient_id", "=", content.patient.patientId)
    .where("v.encounter_id", "<>", encounterId)
    .where("v.service_date", "<=", serviceDate)
    .where("v.service_date", ">=", firstDay(serviceDate))
    .where("c.status", "in", ["released", "billed", "closed"])
    .orderBy("v.service_date")
    .orderBy("v.encounter_id")
    .orderBy("c.line_number")
    .select(["v.provider_id", "v.service_date", "c.code"])
    .execute();
  const staff = await staffById(
    tx,
    rows.map((row) => row.provider_id),
  );
  return rows
    .filter(({ provider_id: id }) => {
      const taxonomy = staff.get(id)?.taxonomy ?? null;
      return id === rendering.staffId || (taxonomy !== null && taxonomy === rendering.taxonomy);
    })
    .map((row) => ({ code: row.code, onDate: row.service_date }));
}

function firstDay(serviceDate: LocalDate): LocalDate {
  return addDays(serviceDate, -LOOK_BACK_DAYS);
}

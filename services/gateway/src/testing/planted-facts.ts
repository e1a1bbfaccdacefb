import type { SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import type { TestHost } from "@practicum/service/test-kit";
import type { Json } from "./sample-input.ts";

/** Facts of every kind that can bear a class, each with a word of its own, and their marking. */

/** The tables of the facts that can bear a class. */
export const FACT_TABLES = {
  problem: "problem_id",
  allergy: "allergy_id",
  medication: "medication_id",
  immunization: "immunization_id",
  observation: "observation_id",
  past_procedure: "procedure_id",
  encounter: "encounter_id",
  letter: "letter_id",
  medication_order: "order_id",
  in_house_order: "order_id",
  procedure_order: "order_id",
  referral: "referral_id",
  document: "document_id",
};

/** The practice in which it is done: as whom, in whose chart, with which words. */
interface Planting<Person> {
  readonly kit: TestHost;
  readonly patientId: string;
  readonly draft: string;
  readonly mark: (where: string) => string;
  readonly ask: (path: string, input: Json, as: Person) => Promise<{ readonly value?: unknown }>;
  readonly done: (path: string, input: Json, as?: Person) => Promise<unknown>;
  readonly chen: Person;
  readonly manager: Person;
}

export interface FactOfChart {
  readonly kind: string;
  readonly factId: string;
  readonly version?: number;
}

/** What no sample of a contract makes. */
export async function plantMore<P>(at: Planting<P>): Promise<void> {
  const { patientId, draft, mark, ask, done, chen, manager } = at;
  const of = { patientId, encounterId: draft };
  const entries: Json[] = [
    {
      kind: "problem",
      sourceId: "1",
      code: null,
      codeSystem: null,
      label: mark("a problem"),
      onsetOn: null,
      resolvedOn: null,
    },
    {
      kind: "immunization",
      sourceId: "2",
      cvx: "140",
      name: mark("a vaccine"),
      givenOn: "2020-01-01",
      status: "given",
    },
    {
      kind: "observation",
      sourceId: "3",
      loinc: null,
      name: mark("a result"),
      value: mark("a value"),
      unit: null,
      at: "2020-01-01T00:00:00.000Z",
    },
    { kind: "procedure", sourceId: "4", code: null, codeSystem: null, label: mark("a procedure"), performedOn: null },
    {
      kind: "encounter",
      sourceId: "5",
      label: mark("a visit"),
      serviceDate: "2020-01-01",
      providerName: "x",
      reason: mark("a reason"),
    },
  ];
  await done("charting.importChart", { patientId, system: "Old", entries }, manager);
  const referral = {
    specialty: "cardiology",
    toId: null,
    urgency: "routine",
    reason: mark("a referral"),
    diagnosis: null,
  };
  const sent = { withProblems: true, withMedications: true, withAllergies: true };
  await ask("charting.orderReferral", { ...of, referralId: crypto.randomUUID(), ...referral, ...sent }, chen);
  const test = {
    item: "strep",
    dose: null,
    diagnosis: null,
    instructions: mark("a test"),
    overrideReason: "",
    answeredAlerts: [],
  };
  await ask("charting.orderInHouse", { encounterId: draft, orderId: crypto.randomUUID(), ...test }, chen);
  const biopsy = { kind: "punch-biopsy", bodySite: "forearm-back-left", detail: mark("a biopsy"), diagnosis: null };
  await ask("charting.orderProcedure", { ...of, orderId: crypto.randomUUID(), ...biopsy }, chen);
  const [template] = (await ask("charting.letterTemplates", {}, chen)).value as [
    { templateId: string; version: number },
  ];
  const letter = {
    letterId: crypto.randomUUID(),
    templateId: template.templateId,
    templateVersion: template.version,
  };
  const text = { to: mark("a recipient"), title: mark("a title"), text: mark("a letter"), baseVersion: 0 };
  await done("charting.saveLetter", { ...of, ...letter, ...text });
  await done("charting.signLetter", { patientId, letterId: letter.letterId, version: 1 });
}

/** Every fact of the chart that can bear a class, out of the tables themselves. */
export async function factIds(kit: TestHost, patientId: string): Promise<FactOfChart[]> {
  const found = await Promise.all(
    Object.entries(FACT_TABLES).map(async ([kind, key]) =>
      (
        await kit.rows<{ readonly id: string }>(
          "charting",
          `select ${key} as id from ${kind} where patient_id = '${patientId}'`,
        )
      ).map((row) => ({
        kind,
        factId: row.id,
      })),
    ),
  );
  return found.flat();
}

export async function sayOfAll<P>(
  { patientId, done }: Planting<P>,
  facts: readonly FactOfChart[],
  of: SensitiveClass,
  says: "set" | "lifted",
): Promise<void> {
  for (const fact of facts) {
    const of1 = { patientId, factId: fact.factId, class: of, says, reason: "x" };
    const baseVersion = says === "set" ? 0 : 1;
    await done("charting.setFactClass", { ...of1, entryId: crypto.randomUUID(), baseVersion });
  }
}

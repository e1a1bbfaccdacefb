import { chargesCaptured } from "@practicum/contracts/billing/charges";
import { missingChargesChanged } from "@practicum/contracts/billing/missing-charges";
import { serviceGiven, serviceStruck } from "@practicum/contracts/charting/in-house";
import { consumer } from "@practicum/service/define-service";
import type { BillingContext } from "../../application/context.ts";
import { serviceEntry } from "../../claims/domain/code-facts.ts";
import { coveragesInForce } from "../../coverage/sql/coverages.ts";
import type { BillingPorts } from "../../exchange/ports/clearinghouse.ts";
import { lockPatients } from "../../sql/counters.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import {
  chargesForGiven,
  chargesWithout,
  linesOfGiven,
  type ChargeChange,
  type Given,
  type NewCharge,
} from "../domain/charge-given.ts";
import { insertCharges, markChargeReversed } from "../sql/charges.ts";
import {
  findGiven,
  givenInVisit,
  insertGiven,
  insertStruck,
  markCaptured,
  setChargeUnits,
  type GivenRow,
} from "../sql/given.ts";
import { pricesOn } from "../sql/prices.ts";
import { findVisit, lockCharges, type ChargeRow, type Visit } from "../sql/visits.ts";

type Context = Pick<BillingContext, "tx" | "ids" | "now" | "emit">;

/** BIL-250: what was given or done is charged with its visit, whichever of the two events comes first. */
export const keepGiven = consumer<BillingSchema, BillingPorts, typeof serviceGiven.payload>(
  serviceGiven,
  async (context, given) => {
    const { tx } = context;
    await lockPatients(tx, [given.patientId]);
    await insertGiven(
      tx,
      {
        given_id: given.givenId,
        kind: given.kind,
        what: given.what,
        patient_id: given.patientId,
        encounter_id: given.encounterId,
        service_date: given.serviceDate,
        provider_id: given.providerId,
        diagnosis: given.diagnosis,
        lines: given.lines,
        administration: given.administration,
        given_by: given.givenBy,
        given_at: given.givenAt,
        captured_at: null,
      },
      linesOfGiven(given),
    );
    const visit = given.encounterId === null ? null : await findVisit(tx, given.encounterId);
    if (visit) await captureGiven(context, visit);
    context.emit(missingChargesChanged, { patientId: given.patientId });
  },
);

/** BIL-251: what was struck in the chart is charged no longer, as far as nobody has released it. */
export const dropGiven = consumer<BillingSchema, BillingPorts, typeof serviceStruck.payload>(
  serviceStruck,
  async (context, struck) => {
    const { tx } = context;
    const { givenId: given_id, patientId, reason, by, at } = struck;
    await lockPatients(tx, [patientId]);
    await insertStruck(tx, { given_id, because: reason, struck_by: by, struck_at: at });
    const given = await findGiven(tx, given_id);
    const visit = given?.encounter_id ? await findVisit(tx, given.encounter_id) : null;
    if (given && visit && visit.released_at === null) {
      const change = chargesWithout(givenOf(given), await factsOf(context, visit));
      await apply(context, visit, change, { givenId: given_id, because: `struck in the chart: ${reason} (${by})` });
    }
    context.emit(missingChargesChanged, { patientId });
  },
);

/** Charges of a visit in review what was given in it and was not looked at yet; one after the other, as the further doses follow the first. */
export async function captureGiven(context: Context, visit: Visit): Promise<void> {
  const { tx } = context;
  if (visit.released_at !== null) return;
  let changed = false;
  for (const row of await givenInVisit(tx, visit.encounter_id)) {
    if (row.captured_at !== null) continue;
    // Each sees the charges that the one before has made.
    // oxlint-disable-next-line no-await-in-loop
    const change = chargesForGiven(givenOf(row), await factsOf(context, visit));
    // oxlint-disable-next-line no-await-in-loop
    await apply(context, visit, change, { givenId: row.given_id, because: "" });
    // oxlint-disable-next-line no-await-in-loop
    await markCaptured(tx, row.given_id, context.now);
    changed = true;
  }
  if (changed)
    context.emit(chargesCaptured, {
      encounterId: visit.encounter_id,
      patientId: visit.patient_id,
      total: (await lockCharges(tx, visit.encounter_id))
        .filter((one) => one.status !== "reversed")
        .reduce((sum, one) => sum + (one.amount ?? 0), 0),
      problems: 0,
    });
}

function givenOf({ given_id: givenId, kind, lines, administration, diagnosis }: GivenRow): Given {
  return { givenId, kind, lines, administration, diagnosis };
}

async function factsOf({ tx }: Context, visit: Visit) {
  const rows = await lockCharges(tx, visit.encounter_id);
  const standing = rows
    .filter((one) => one.status !== "reversed")
    .map(({ charge_id: chargeId, code, units, modifiers, status, given_id: givenId }) => ({
      chargeId,
      code,
      units,
      modifiers,
      status,
      givenId,
    }));
  const givenUnits = new Map<string, number>();
  for (const given of await givenInVisit(tx, visit.encounter_id))
    for (const { family, units } of linesOfGiven(given)) givenUnits.set(family, (givenUnits.get(family) ?? 0) + units);
  const inForce = await coveragesInForce(tx, [{ patientId: visit.patient_id, on: visit.service_date }]);
  const medicare = inForce(visit.patient_id, visit.service_date)[0]?.payerKind === "medicare";
  return { standing, givenUnits, diagnoses: visit.diagnoses, medicare };
}

async function apply(
  context: Context,
  visit: Visit,
  change: ChargeChange,
  how: { readonly givenId: string; readonly because: string },
): Promise<void> {
  const { tx } = context;
  const before = await lockCharges(tx, visit.encounter_id);
  const prices = await pricesOn(
    tx,
    visit.service_date,
    change.add.map((one) => one.code),
  );
  let line = Math.max(0, ...before.map((one) => one.line_number));
  await insertCharges(
    tx,
    change.add.map((one) => {
      line += 1;
      return chargeOf(one, visit, {
        line,
        chargeId: context.ids.next(),
        price: prices.get(one.code)?.price ?? null,
        givenId: how.givenId,
      });
    }),
  );
  for (const { chargeId, units } of change.units) {
    // oxlint-disable-next-line no-await-in-loop -- one charge or two
    await setChargeUnits(tx, chargeId, units);
  }
  for (const chargeId of change.takeOff) {
    // oxlint-disable-next-line no-await-in-loop -- one charge or two
    await markChargeReversed(tx, chargeId, how.because);
  }
}

function chargeOf(
  one: NewCharge,
  visit: Visit,
  made: { readonly line: number; readonly chargeId: string; readonly price: number | null; readonly givenId: string },
): ChargeRow {
  return {
    charge_id: made.chargeId,
    encounter_id: visit.encounter_id,
    line_number: made.line,
    code: one.code,
    label: serviceEntry(one.code, visit.service_date)?.label ?? one.label ?? one.code,
    modifiers: [...one.modifiers],
    units: one.units,
    pointers: [...one.pointers],
    unit_price: made.price,
    amount: made.price === null ? null : made.price * one.units,
    status: "review",
    drug: one.drug,
    version: 1,
    by_hand: null,
    given_id: made.givenId,
  };
}

import type { privacyOperations } from "@practicum/contracts/charting/privacy-requests";
import { fail, type DomainError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { decidePrivacyStep } from "../domain/privacy-requests.ts";
import { encounterById } from "../sql/encounters.ts";
import {
  insertPrivacyStep,
  isActiveStaff,
  lockPrivacy,
  updatePrivacy,
  type PrivacyRow,
} from "../sql/privacy-requests.ts";
import { addAddendum } from "./add-addendum.ts";
import { actorMay, actorName, type ChartingContext } from "./charting-context.ts";
import { standingOfRequest, tellPlanRestriction, tellPrivacy } from "./privacy-clock.ts";
import { seesRequest } from "./privacy-requests.ts";
import { guardCharts } from "./restrictions.ts";
import { askerId } from "./sensitive-parts.ts";

type Input = InputOf<(typeof privacyOperations)["workPrivacyRequest"]>;

/** CHT-311 to CHT-315: each step stays with its words; where the request stands follows from it. */
export async function workPrivacyRequest(
  context: ChartingContext,
  input: Input,
): ReplyOf<(typeof privacyOperations)["workPrivacyRequest"]> {
  const { tx, today, now } = context;
  const { requestId, patientId, step, words, ground, feeCents } = input;
  const row = await lockPrivacy(tx, requestId);
  if (row?.patient_id !== patientId) return fail("not-found");
  if (!(await seesRequest(context, row))) return fail("chart-restricted");
  if (step === "assigned" && input.ownerId !== null && !(await isActiveStaff(tx, input.ownerId)))
    return context.notHereYet({ field: "ownerId" });
  const standing = await standingOfRequest(context, row);
  const asked = { ...input, amends: input.amends !== null, by: askerId(context), today };
  const decided = decidePrivacyStep(standing, asked);
  if (!decided.ok) return decided;
  const amended = await amend(context, row, input);
  if (!amended.ok) return amended;
  const next = decided.value;
  const changed = {
    due_on: next.dueOn,
    extended: next.extended,
    state: next.state,
    ground: next.ground,
    denied_by: next.deniedBy,
    disagreed: next.disagreed,
    rebutted: next.rebutted,
    reviewed: next.reviewed,
    owner_id: next.ownerId,
    version: next.version,
  };
  await updatePrivacy(tx, requestId, changed);
  await insertPrivacyStep(tx, {
    request_id: requestId,
    version: next.version,
    kind: step,
    words,
    ground: step === "denied" ? ground : null,
    fee_cents: step === "fee-told" ? feeCents : null,
    by_name: actorName(context),
    at: now,
  });
  await tellPrivacy(context, { ...row, ...changed });
  tellPlanRestriction(context, row, changed);
  return ok({ version: next.version });
}

/** An accepted amendment of a note is an addendum to it, like any other (CHT-321, CHT-65): written by who may, in a chart that opens. */
async function amend(
  context: ChartingContext,
  row: PrivacyRow,
  { amends }: Input,
): Promise<Result<unknown, DomainError>> {
  if (amends === null) return ok({});
  if (!actorMay(context, "note.write")) return fail("not-allowed", { field: "amends" });
  const shut = await guardCharts(context, [row.patient_id]);
  if (shut) return { ok: false, error: shut };
  const encounter = await encounterById(context.tx, amends.encounterId);
  if (encounter && encounter.patientId !== row.patient_id) return fail("not-found", { field: "amends.encounterId" });
  const said = `Amended as the patient asked on ${formatDate(row.received_on)}: ${amends.text}`;
  return addAddendum(context, { addendumId: amends.addendumId, encounterId: amends.encounterId, text: said });
}

import type { chartDowntimeOperations, KitChart } from "@practicum/contracts/charting/downtime";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { listsOf, problemsOf, type Allergy, type Medication } from "../sql/lists.ts";
import { restrictedCharts } from "../sql/restrictions.ts";
import type { ChartingContext } from "./charting-context.ts";
import { classedParts } from "./sensitive-parts.ts";

type Operation = typeof chartDowntimeOperations.exportDowntimeCharts;

/**
 * What a downtime kit has of the charts (SVC-57): sealed here, by a key that was made for that kit. Whoever asks, a manager or the nightly
 * schedule, carries it on and reads none of it.
 */
export async function exportDowntimeCharts(
  context: ChartingContext,
  { patientIds, key, nonce }: z.output<Operation["input"]>,
): Promise<Ok<z.input<Operation["output"]>>> {
  const { tx } = context;
  // The kit is for whoever works that day, and its passphrase asks nobody who one is: a restricted chart stays out of it, and its patient is asked.
  const restricted = await restrictedCharts(tx, patientIds);
  // Nor does it have what is kept apart in a chart (CHT-292): it is in everybody's hands.
  const { ids: apart } = await classedParts(context, [...new Set(patientIds)]);
  const charts: KitChart[] = [];
  for (const patientId of new Set(patientIds)) {
    if (restricted.has(patientId)) continue;
    const [{ allergies, medications }, problems] = await Promise.all([
      listsOf(tx, patientId),
      problemsOf(tx, patientId),
    ]);
    charts.push({
      patientId,
      allergies: {
        status: allergies.status,
        entries: allergies.entries
          .filter((one) => one.status === "active" && !apart.has(one.allergyId))
          .map(allergyWords),
      },
      medications: {
        reviewed: medications.reviewedAt !== null,
        entries: medications.entries
          .filter((one) => one.status === "active" && !apart.has(one.medicationId))
          .map(medicationWords),
      },
      problems: problems
        .filter((one) => one.status === "active" && !apart.has(one.problemId))
        .map(({ code, label }) => (code ? `${label} (${code})` : label)),
    });
  }
  return ok({ sealed: await seal(JSON.stringify(charts), key, nonce) });
}

function allergyWords({ substance, reaction, severity }: Allergy): string {
  const more = [reaction, severity === "unknown" ? "" : severity].filter((text) => text !== "");
  return more.length === 0 ? substance : `${substance}: ${more.join(", ")}`;
}

function medicationWords({ name, directions }: Medication): string {
  return directions === null || directions === "" ? name : `${name}: ${directions}`;
}

/** AES-GCM by the WebCrypto of Node and of a browser's worker alike. */
async function seal(text: string, key: string, nonce: string): Promise<string> {
  const made = await crypto.subtle.importKey("raw", bytesOf(key), "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: bytesOf(nonce) },
    made,
    new TextEncoder().encode(text),
  );
  return new Uint8Array(sealed).toBase64();
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(base64);
}

import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { EncounterSummary } from "../../../chart/chart-types.ts";

type Target = Pick<Encounter, "encounterId" | "visitTypeName" | "providerId" | "serviceDate">;

/** Whether lines of that note can be taken over into this one: it is signed, and not later (CHT-360). */
export function mayCarryFrom(
  one: Pick<EncounterSummary, "encounterId" | "status" | "serviceDate">,
  { encounterId, serviceDate }: Pick<Target, "encounterId" | "serviceDate">,
): boolean {
  return one.encounterId !== encounterId && one.status !== "open" && one.serviceDate <= serviceDate;
}

/** The one that is proposed: the last of the same kind or by the same person, else the last. */
export function proposedSource<E extends EncounterSummary>(encounters: readonly E[], target: Target): E | null {
  const order = (one: E) => `${one.serviceDate} ${one.start ?? ""}`;
  const earlier = encounters
    .filter((one) => mayCarryFrom(one, target))
    .toSorted((a, b) => (order(a) < order(b) ? 1 : -1));
  const alike = earlier.find(
    (one) => one.visitTypeName === target.visitTypeName || one.providerId === target.providerId,
  );
  return alike ?? earlier[0] ?? null;
}

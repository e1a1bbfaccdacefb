import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { PracticePort } from "@practicum/seed/practice-port";
import { actorOf, locationOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { alreadyRegistered, type Person } from "./people.ts";
import { covered } from "./visits.ts";

/** A service of which there is only its charge: a lesson about claims needs no note behind them. */
export interface BilledService {
  readonly seed: string;
  readonly lesson: string;
  /** One of the lesson's people. */
  readonly key: string;
  readonly patient: Person;
  readonly electronicId: string;
  readonly memberId: string;
  readonly on: LocalDate;
  readonly code: string;
  readonly diagnosis: { readonly code: string; readonly label: string };
  readonly because: string;
}

const nair = actorOf(staffByKey("nair"));

/** Registers somebody who is insured since the year before, charges one service of Dr. Alvarez's, and releases it. @returns its claim. */
export async function billedByHand(practice: PracticePort, service: BilledService): Promise<Id<"claim">> {
  const { seed, lesson, key, electronicId, memberId, on, code, diagnosis, because } = service;
  const patientId = await alreadyRegistered(practice, service.patient, lesson);
  await covered(practice, {
    coverageId: seededId<"coverage">(seed, `${lesson}/${key}/coverage`),
    patientId,
    electronicId,
    memberId,
    priority: 1,
    from: `${Number(on.slice(0, 4)) - 1}-01-01`,
    copay: null,
    pcp: "alvarez",
  });
  const encounterId = seededId<"encounter">(seed, `${lesson}/${key}/visit`);
  await practice.run(
    "billing",
    "chargeWithoutNote",
    {
      encounterId,
      patientId,
      serviceDate: on,
      providerId: staffByKey("alvarez").staffId,
      locationId: locationOf("mission-bay").locationId,
      diagnoses: [diagnosis],
      chargeId: seededId<"charge">(seed, `${lesson}/${key}/charge`),
      code,
      modifiers: [],
      units: 1,
      pointers: [1],
      because,
    },
    nair,
  );
  await practice.run("billing", "releaseCharges", { encounterIds: [encounterId] }, nair);
  const input = { statuses: [], patientId, before: null, limit: 1 };
  const { claims } = await practice.run("billing", "listClaims", input, nair);
  const claimId = claims[0]?.claimId;
  if (claimId === undefined) throw new Error("the service has no claim");
  return claimId;
}

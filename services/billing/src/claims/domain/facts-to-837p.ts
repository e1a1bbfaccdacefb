import type { Claim837P, Provider837P, ServiceLine837P } from "@practicum/x12/837p/types";
import type { ClaimContent, ClaimLine } from "./claim-content.ts";
import { isEquipment, isOrdered } from "./claim-facts.ts";
import { plain } from "./plain-text.ts";

const CAUSES = { auto: "AA", employment: "EM", other: "OA" } as const;

/** REF*G1, REF*9F, CLM11 with DTP*439, NTE*ADD and loop 2310A. */
export function factsOfClaim(
  content: ClaimContent,
): Pick<
  Claim837P,
  "priorAuthorization" | "referralNumber" | "relatedCauses" | "dates" | "notes" | "referringProviders"
> {
  const { facts } = content;
  const accident = facts?.accident && facts.accident.cause !== "none" ? facts.accident : null;
  const cause = accident && accident.cause !== "none" ? CAUSES[accident.cause] : null;
  const referring = referringProvider(content);
  return {
    ...(facts?.authorization ? { priorAuthorization: number(facts.authorization) } : {}),
    ...(facts?.referral ? { referralNumber: number(facts.referral) } : {}),
    ...(cause
      ? { relatedCauses: { causes: [cause], ...(cause === "AA" && accident?.state ? { state: accident.state } : {}) } }
      : {}),
    ...(accident?.on ? { dates: { accident: accident.on } } : {}),
    ...(facts?.duplicateBecause ? { notes: [{ qualifier: "ADD", text: plain(facts.duplicateBecause) }] } : {}),
    ...(referring ? { referringProviders: [{ ...referring, role: "DN" as const }] } : {}),
  };
}

/** REF*Y4 of the patient: the number that a casualty insurer gave the accident. */
export function casualtyNumber(content: ClaimContent) {
  const accident = content.facts?.accident;
  return accident?.claimNumber && accident.cause !== "none"
    ? { secondaryIds: [{ qualifier: "Y4", value: number(accident.claimNumber) }] }
    : {};
}

/**
 * Loop 2310A: who sent the patient. Medicare wants the ordering clinician there too when that is who rendered the service (Medicare
 * Claims Processing Manual, chapter 26, section 10.4, item 17); another one stands at the line (2420E).
 */
function referringProvider(content: ClaimContent): Provider837P | null {
  const { facts, rendering } = content;
  if (facts?.referring) return person(facts.referring);
  const asks = content.payer.rules?.orderingProvider && content.lines.some((line) => isOrdered(line.code));
  if (!asks || facts?.ordering || !rendering?.npi) return null;
  return person({ family: rendering.family, given: rendering.given, npi: rendering.npi });
}

/** Loops 2410 and 2420E: which drug was given, and who ordered the test, image or equipment. */
export function factsOfLine(
  content: ClaimContent,
  line: ClaimLine,
): Pick<ServiceLine837P, "drug" | "orderingProvider"> {
  const ordering = orderingProvider(content, line);
  return {
    ...(line.drug
      ? {
          drug: {
            qualifier: "N4",
            code: line.drug.ndc,
            quantity: line.drug.quantityThousandths / 1000,
            unit: line.drug.unit,
          },
        }
      : {}),
    ...(ordering ? { orderingProvider: ordering } : {}),
  };
}

function orderingProvider({ facts, payer, rendering }: ClaimContent, line: ClaimLine): Provider837P | null {
  if (!isOrdered(line.code)) return null;
  if (facts?.ordering) return person(facts.ordering);
  // Equipment has its orderer at the line in any case.
  return payer.rules?.orderingProvider && isEquipment(line.code) && rendering?.npi
    ? person({ family: rendering.family, given: rendering.given, npi: rendering.npi })
    : null;
}

function person(one: { readonly family: string; readonly given: string; readonly npi: string }): Provider837P {
  return { name: { kind: "person", last: plain(one.family), first: plain(one.given) }, npi: one.npi };
}

/** A reference number as X12 carries it. */
function number(text: string): string {
  return text.trim().toUpperCase();
}

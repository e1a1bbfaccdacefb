/** A place on the claim where a payer's reason points, the field of ours behind it, and the rule that guards it. */
export interface DenialSpot {
  /** Box of the CMS-1500 (02/12). */
  readonly box: string;
  /** Loop and element of the 837P (X12 005010X222A1). */
  readonly element: string;
  /** Where it is mended; `none` where no field of ours holds it. */
  readonly screen:
    | "claim"
    | "charge"
    | "coverage"
    | "patient"
    | "encounter"
    | "staff"
    | "practice"
    | "location"
    | "none";
  /** By the contract's name, so that a link can put the caret there. */
  readonly field: string;
  /** The rule that would have stopped it, or that none does. */
  readonly guard: string;
}

const NOTHING = "No check guards it";
const spot = (
  box: string,
  element: string,
  screen: DenialSpot["screen"],
  field: string,
  guard: string = NOTHING,
): DenialSpot => ({ box, element, screen, field, guard });

const CODES = "SCRUB-31: the procedure is in force";
const MODIFIERS = "SCRUB-32: modifiers in force, none twice";
const BUNDLES = "SCRUB-33 and SCRUB-35: bundled services and global days";
const COVERED = "SCRUB-37: the date of service lies within the coverage";
const MEMBER = "SCRUB-15: the member number has the payer's form";
const ORDER = "SCRUB-13: one coverage for each place in the order";
const NPI = "SCRUB-5: every NPI passes its check digit";
const RENDERING = "SCRUB-9: who gave the service, with an NPI";
const EARLIER = "SCRUB-40: a later payer is told what each one before it decided";

/** Every place that the table of causes points to. */
export const DENIAL_SPOTS = {
  "member-number": spot("1a", "2010BA NM109", "coverage", "memberId", MEMBER),
  "member-name": spot(
    "2",
    "2010BA NM103",
    "coverage",
    "subscriber.name.family",
    "SCRUB-42: names in letters that payers read",
  ),
  "patient-birth-date": spot("3", "2010BA DMG02", "patient", "birthDate", "SCRUB-16: born before the service"),
  "patient-sex": spot("3", "2010BA DMG03", "patient", "sex", "SCRUB-29: diagnosis fits age and sex"),
  "subscriber-birth-date": spot(
    "11a",
    "2010BA DMG02",
    "coverage",
    "subscriber.birthDate",
    "SCRUB-16: born before the service",
  ),
  "coverage-begins": spot("1a", "2400 DTP*472", "coverage", "from", COVERED),
  "coverage-ends": spot("1a", "2400 DTP*472", "coverage", "to", COVERED),
  "payer-order": spot("11d", "2000B SBR01", "coverage", "priority", ORDER),
  "secondary-reason": spot("11d", "2000B SBR05", "coverage", "secondaryReason", EARLIER),
  "right-payer": spot("11c", "2010BB NM109", "coverage", "payerId", "SCRUB-18: the payer can be reached"),
  "earlier-decision": spot("29", "2320 SBR", "coverage", "priority", EARLIER),
  "plan-benefits": spot(
    "11c",
    "2010BB NM103",
    "coverage",
    "planName",
    "BIL-9: benefits are asked for when the visit is booked",
  ),
  "assigned-provider": spot(
    "24J",
    "2310B NM109",
    "coverage",
    "pcpNpi",
    "BIL-8: the answer before the visit says wrong PCP",
  ),
  accident: spot("10", "2300 CLM11", "claim", "facts.accident.cause", "SCRUB-23: an accident is told with its date"),
  "accident-date": spot(
    "14",
    "2300 DTP*439",
    "claim",
    "facts.accident.on",
    "SCRUB-23: an accident is told with its date",
  ),
  "ordering-name": spot("17", "2420E NM103", "claim", "facts.ordering.family", "SCRUB-10: who ordered it, with an NPI"),
  "ordering-npi": spot("17b", "2420E NM109", "claim", "facts.ordering.npi", "SCRUB-10: who ordered it, with an NPI"),
  "referring-name": spot("17", "2310A NM103", "claim", "facts.referring.family", NOTHING),
  "referring-npi": spot("17b", "2310A NM109", "claim", "facts.referring.npi", NOTHING),
  "original-number": spot(
    "22",
    "2300 REF*F8",
    "claim",
    "payerClaimNumber",
    "SCRUB-21: a replacement names the payer's number",
  ),
  duplicate: spot(
    "24",
    "2400 SV1",
    "claim",
    "facts.duplicateBecause",
    "SCRUB-44: the same service is not billed twice",
  ),
  authorization: spot(
    "23",
    "2300 REF*G1",
    "claim",
    "facts.authorization",
    "SCRUB-24: services that need an authorization carry its number",
  ),
  referral: spot(
    "23",
    "2300 REF*9F",
    "claim",
    "facts.referral",
    "SCRUB-24: services that need a referral carry its number",
  ),
  clia: spot("23", "2300 REF*X4", "practice", "clia", "SCRUB-25: the laboratory's number stands on its tests"),
  "first-diagnosis": spot("21", "2300 HI01", "encounter", "diagnoses.0", "SCRUB-26 and SCRUB-28: the first diagnosis"),
  diagnosis: spot("21", "2300 HI", "encounter", "diagnoses", "SCRUB-27: the diagnosis is billable that day"),
  pointers: spot("24E", "2400 SV107", "charge", "pointers", "SCRUB-30: pointers that exist"),
  "service-date": spot("24A", "2400 DTP*472", "encounter", "serviceDate", COVERED),
  "filed-late": spot("24A", "2400 DTP*472", "claim", "filingDeadline", "SCRUB-37: within the payer's filing time"),
  "place-of-service": spot(
    "24B",
    "2300 CLM05-1",
    "location",
    "placeOfService",
    "SCRUB-21: the place of service was in use",
  ),
  procedure: spot("24D", "2400 SV101-2", "charge", "code", CODES),
  bundle: spot("24D", "2400 SV101-3", "charge", "modifiers", BUNDLES),
  modifiers: spot("24D", "2400 SV101-3", "charge", "modifiers", MODIFIERS),
  "add-on": spot("24D", "2400 SV101-2", "charge", "code", "SCRUB-35: an add-on stands with its primary"),
  "new-patient": spot("24D", "2400 SV101-2", "charge", "code", "SCRUB-39: new patient within three years"),
  unlisted: spot(
    "24",
    "2400 SV101-7",
    "encounter",
    "procedures",
    "SCRUB-31: a code for what has none says what was done",
  ),
  drug: spot("24", "2410 LIN03", "charge", "drug.ndc", "SCRUB-38: a drug carries its NDC"),
  "drug-quantity": spot("24", "2410 CTP04", "charge", "drug.quantity", "SCRUB-38: a drug carries its NDC"),
  charge: spot("24F", "2400 SV102", "charge", "unitPrice", "SCRUB-36: units and price"),
  units: spot("24G", "2400 SV104", "charge", "units", "SCRUB-34: units within the payer's most"),
  "rendering-npi": spot("24J", "2310B NM109", "staff", "npi", RENDERING),
  "rendering-taxonomy": spot("24J", "2310B PRV03", "staff", "taxonomy", NOTHING),
  "rendering-enrollment": spot("24J", "2310B NM109", "staff", "npi", NOTHING),
  "supervising-npi": spot("17", "2310D NM109", "staff", "supervisorId", "SCRUB-11: the supervisor has an NPI"),
  "billing-npi": spot("33a", "2010AA NM109", "practice", "npi", NPI),
  "billing-taxonomy": spot("33b", "2000A PRV03", "practice", "taxonomy", "SCRUB-8: the taxonomy exists"),
  "billing-address": spot(
    "33",
    "2010AA N301",
    "practice",
    "billingAddress.line1",
    "SCRUB-6: street and nine-digit ZIP",
  ),
  "service-site": spot("32", "2310C N301", "location", "address.line1", "SCRUB-12: the site with its full address"),
  record: spot("19", "2300 PWK", "encounter", "procedures", NOTHING),
  "patient-answer": spot("11d", "2000B SBR01", "coverage", "priority", NOTHING),
  unknown: spot("24", "2400 SV1", "claim", "lines", NOTHING),
} as const satisfies { readonly [name: string]: DenialSpot };

export type SpotName = keyof typeof DENIAL_SPOTS;

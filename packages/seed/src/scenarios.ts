import type { Random } from "@practicum/kernel/ports";
import { pick, randomInt } from "@practicum/kernel/random";

/** What happens in a visit, from the reason to the codes. The texts are templates: a visit fills in its own numbers. */
export interface Scenario {
  readonly key: string;
  readonly visitType: "follow-up" | "acute" | "physical" | "well-child" | "procedure";
  /** Years of age, both ends included. */
  readonly ages: readonly [number, number];
  readonly reason: string;
  readonly hpi: (random: Random) => string;
  readonly exam: (random: Random) => string;
  readonly plan: (random: Random) => string;
  readonly diagnoses: readonly { code: string; label: string }[];
  readonly procedures: readonly {
    code: string;
    label: string;
    modifiers?: readonly string[];
    units?: number;
    pointers: readonly number[];
  }[];
  readonly order?: {
    rxnorm: string;
    name: string;
    directions: string;
    quantity: number;
    unit: string;
    days: number;
    refills: number;
  };
  /** Medicare does not pay these. */
  readonly notForMedicare?: boolean;
  /** How often it is chosen. */
  readonly weight: number;
}

const days = (random: Random) => `${randomInt(random, 2, 9)} days`;
const side = (random: Random) => pick(random, ["right", "left"]);

export const scenarios: readonly Scenario[] = [
  {
    key: "hypertension",
    visitType: "follow-up",
    ages: [35, 95],
    weight: 14,
    reason: "Blood pressure follow-up",
    hpi: (r) =>
      `Here to go over home blood pressures of the last ${randomInt(r, 3, 8)} weeks; they run ${randomInt(r, 126, 152)} over ${randomInt(r, 74, 92)}. Takes the tablets ${pick(r, ["every morning", "most days, missed about one a week", "at night with supper"])}. No chest pain, no swelling, no cough.`,
    exam: (r) => `Comfortable. Heart regular at ${randomInt(r, 60, 88)}, no murmur. Lungs clear. No ankle edema.`,
    plan: (r) =>
      `Continue present treatment, keep the home log. Walk ${randomInt(r, 20, 45)} minutes a day. Back in ${pick(r, ["six weeks", "three months", "two months"])}.`,
    diagnoses: [{ code: "I10", label: "Essential hypertension" }],
    procedures: [{ code: "99213", label: "Established patient visit, low complexity", pointers: [1] }],
    order: {
      rxnorm: "314076",
      name: "Lisinopril 10 mg tablet",
      directions: "1 tablet by mouth once a day",
      quantity: 90,
      unit: "tablet",
      days: 90,
      refills: 1,
    },
  },
  {
    key: "diabetes",
    visitType: "follow-up",
    ages: [30, 95],
    weight: 11,
    reason: "Diabetes follow-up",
    hpi: (r) =>
      `Fasting sugars between ${randomInt(r, 98, 118)} and ${randomInt(r, 135, 210)}. ${pick(r, ["No low sugars.", "Felt shaky once before lunch.", "Some tingling in both feet at night."])} Eats ${pick(r, ["rice with most meals", "out twice a week", "smaller portions since the last visit"])}.`,
    exam: (r) =>
      `Feet without sores, pulses felt, monofilament ${randomInt(r, 8, 10)} of 10. Heart regular. Lungs clear.`,
    plan: (r) =>
      `Hemoglobin A1c today. Continue metformin. Eye exam ${pick(r, ["is due and was ordered", "was done in spring"])}. Back in three months.`,
    diagnoses: [
      { code: "E11.9", label: "Type 2 diabetes without complications" },
      { code: "I10", label: "Essential hypertension" },
    ],
    procedures: [
      { code: "99214", label: "Established patient visit, moderate complexity", pointers: [1, 2] },
      { code: "83036", label: "Hemoglobin A1c", pointers: [1] },
      { code: "36415", label: "Blood draw from a vein", pointers: [1] },
    ],
    order: {
      rxnorm: "861007",
      name: "Metformin 500 mg tablet",
      directions: "1 tablet by mouth twice a day with meals",
      quantity: 180,
      unit: "tablet",
      days: 90,
      refills: 1,
    },
  },
  {
    key: "sore-throat",
    visitType: "acute",
    ages: [4, 60],
    weight: 9,
    reason: "Sore throat and fever",
    hpi: (r) =>
      `Sore throat for ${days(r)}, fever up to ${randomInt(r, 100, 103)} at home, ${pick(r, ["no cough", "slight cough", "headache"])}. Somebody at ${pick(r, ["school", "work", "home"])} has had the same. Drinks well.`,
    exam: (r) =>
      `Throat red, ${pick(r, ["tonsils with exudate", "no exudate", "tonsils enlarged"])}. Tender nodes at the ${side(r)} jaw. Ears clear. Chest clear.`,
    plan: () =>
      "Rapid strep test done here. Fluids, acetaminophen as needed. Return if swallowing becomes hard or fever lasts beyond two days.",
    diagnoses: [{ code: "J02.9", label: "Acute pharyngitis, unspecified" }],
    procedures: [
      { code: "99213", label: "Established patient visit, low complexity", modifiers: ["25"], pointers: [1] },
      { code: "87880", label: "Rapid strep test", modifiers: ["QW"], pointers: [1] },
    ],
  },
  {
    key: "cold",
    visitType: "acute",
    ages: [1, 90],
    weight: 9,
    reason: "Cough and cold",
    hpi: (r) =>
      `Runny nose and cough for ${days(r)}. ${pick(r, ["No fever.", "Low fever on the first day.", "Sleeps badly from the cough."])} No short breath, eats and drinks.`,
    exam: (r) =>
      `Looks well. Nose congested. Ears ${pick(r, ["clear", "with clear fluid on the left"])}. Chest clear on both sides.`,
    plan: () =>
      "Explained that this is a virus and runs ten days. Fluids, saline for the nose. Come back for short breath or fever after day four.",
    diagnoses: [{ code: "J06.9", label: "Acute upper respiratory infection" }],
    procedures: [{ code: "99213", label: "Established patient visit, low complexity", pointers: [1] }],
  },
  {
    key: "urine",
    visitType: "acute",
    ages: [18, 90],
    weight: 6,
    reason: "Burning with urination",
    hpi: (r) =>
      `Burning and urgency for ${days(r)}. ${pick(r, ["No fever, no back pain.", "A little blood seen once.", "Had the same last year."])} Not pregnant as far as known.`,
    exam: (r) =>
      `Abdomen soft, ${pick(r, ["slight tenderness above the pubic bone", "not tender"])}. No flank tenderness.`,
    plan: () => "Urine dipstick done. Treat for a bladder infection, drink more. Call if fever or back pain begins.",
    diagnoses: [{ code: "N39.0", label: "Urinary tract infection, site not specified" }],
    procedures: [
      { code: "99213", label: "Established patient visit, low complexity", pointers: [1] },
      { code: "81002", label: "Urine dipstick, read by eye", pointers: [1] },
    ],
  },
  {
    key: "physical",
    visitType: "physical",
    ages: [40, 64],
    weight: 8,
    notForMedicare: true,
    reason: "Annual physical",
    hpi: (r) =>
      `Here for the yearly check. Sleeps ${randomInt(r, 5, 8)} hours, ${pick(r, ["walks daily", "exercises twice a week", "sits most of the day"])}, ${pick(r, ["never smoked", "stopped smoking years ago", "drinks wine on weekends"])}. No complaints.`,
    exam: (r) =>
      `Well nourished. Head, neck, heart, lungs and abdomen without findings. Skin: ${pick(r, ["a few benign moles", "no lesions", "mild sun damage on the forearms"])}.`,
    plan: (r) =>
      `Screening as due for age; ${pick(r, ["colon screening discussed and ordered", "mammogram is up to date", "lipids to be drawn fasting"])}. Next check in a year.`,
    diagnoses: [{ code: "Z00.00", label: "General adult exam without abnormal findings" }],
    procedures: [{ code: "99396", label: "Yearly preventive visit, 40 to 64 years", pointers: [1] }],
  },
  {
    key: "wellness",
    visitType: "physical",
    ages: [66, 99],
    weight: 5,
    reason: "Annual wellness visit",
    hpi: (r) =>
      `Yearly wellness visit. Lives ${pick(r, ["alone", "with spouse", "with daughter"])}. ${pick(r, ["No falls.", "One fall in the kitchen, no injury."])} Manages medicines alone. Memory screen ${randomInt(r, 4, 5)} of 5.`,
    exam: (r) => `Gait ${pick(r, ["steady", "slow but steady"])}. Mood good. Vision and hearing screened.`,
    plan: () => "Prevention plan for the coming year given on paper. Advance directive discussed.",
    diagnoses: [{ code: "Z00.00", label: "General adult exam without abnormal findings" }],
    procedures: [{ code: "G0439", label: "Medicare wellness visit, later years", pointers: [1] }],
  },
  {
    key: "well-child",
    visitType: "well-child",
    ages: [1, 4],
    weight: 6,
    reason: "Well child check",
    hpi: (r) =>
      `Growing well by the parent. Eats ${pick(r, ["everything", "little vegetable", "well, drinks milk"])}. Sleeps ${randomInt(r, 9, 12)} hours. Speaks ${pick(r, ["short sentences", "single words", "in two languages"])}.`,
    exam: (r) =>
      `Active child. Heart and lungs clear. Abdomen soft. Hips and gait ${pick(r, ["normal for age", "normal"])}.`,
    plan: () =>
      "Growth and development on track. Safety in car and water discussed. Vaccines reviewed with the parent.",
    diagnoses: [{ code: "Z00.129", label: "Routine child exam without abnormal findings" }],
    procedures: [{ code: "99392", label: "Preventive visit, 1 to 4 years", pointers: [1] }],
  },
  {
    key: "knee",
    visitType: "procedure",
    ages: [45, 90],
    weight: 5,
    reason: "Knee pain, injection",
    hpi: (r) =>
      `${side(r)} knee pain for ${randomInt(r, 3, 14)} months, worse on stairs. Tablets help little. Last injection ${pick(r, ["never", "a year ago", "eight months ago"])}.`,
    exam: (r) => `${side(r)} knee with crepitus, no warmth, flexion to ${randomInt(r, 105, 130)} degrees.`,
    plan: (r) =>
      `Steroid injected after consent, ${randomInt(r, 3, 5)} mL in all, no reaction. Ice today, usual activity tomorrow.`,
    diagnoses: [{ code: "M17.11", label: "Primary osteoarthritis of right knee" }],
    procedures: [
      { code: "99213", label: "Established patient visit, low complexity", modifiers: ["25"], pointers: [1] },
      { code: "20610", label: "Injection into a large joint", modifiers: ["RT"], pointers: [1] },
    ],
  },
  {
    key: "ear",
    visitType: "acute",
    ages: [20, 90],
    weight: 4,
    reason: "Ear feels blocked",
    hpi: (r) =>
      `${side(r)} ear blocked for ${days(r)}, hears less. ${pick(r, ["Uses cotton swabs.", "Wears a hearing aid.", "No pain."])}`,
    exam: (r) => `${side(r)} canal full of wax; after removal the drum is ${pick(r, ["clear", "dull but whole"])}.`,
    plan: () => "Wax removed by instrument and rinse, hearing back at once. No swabs. Drops monthly.",
    diagnoses: [{ code: "H61.21", label: "Impacted wax, right ear" }],
    procedures: [{ code: "69210", label: "Removal of impacted ear wax", modifiers: ["RT"], pointers: [1] }],
  },
  {
    key: "asthma",
    visitType: "acute",
    ages: [6, 70],
    weight: 5,
    reason: "Asthma acting up",
    hpi: (r) =>
      `Wheezing for ${days(r)} after ${pick(r, ["a cold", "cleaning a dusty room", "the neighbors' smoke"])}. Uses the inhaler ${randomInt(r, 3, 6)} times a day.`,
    exam: (r) =>
      `Wheezes on both sides, saturation fair. After one treatment ${pick(r, ["clear", "much less wheeze"])}.`,
    plan: () => "Nebulizer given here. Controller inhaler resumed, spacer shown. Back in a week, sooner if worse.",
    diagnoses: [{ code: "J45.901", label: "Asthma, unspecified, with acute flare" }],
    procedures: [
      { code: "99214", label: "Established patient visit, moderate complexity", modifiers: ["25"], pointers: [1] },
      { code: "94640", label: "Inhaled treatment", pointers: [1] },
    ],
    order: {
      rxnorm: "745679",
      name: "Albuterol 90 mcg inhaler",
      directions: "2 puffs every 4 to 6 hours as needed",
      quantity: 1,
      unit: "inhaler",
      days: 30,
      refills: 2,
    },
  },
  {
    key: "back",
    visitType: "acute",
    ages: [20, 80],
    weight: 6,
    reason: "Low back pain",
    hpi: (r) =>
      `Low back pain for ${days(r)} after ${pick(r, ["lifting boxes", "gardening", "a long drive"])}. No leg weakness, no trouble with bladder.`,
    exam: (r) =>
      `Tender muscles low on the ${side(r)}. Straight leg raise negative at ${randomInt(r, 60, 80)} degrees. Strength full.`,
    plan: () =>
      "Stay active, heat, ibuprofen with food for a week. Exercises shown. Back if not better in three weeks.",
    diagnoses: [{ code: "M54.50", label: "Low back pain, unspecified" }],
    procedures: [{ code: "99213", label: "Established patient visit, low complexity", pointers: [1] }],
  },
  {
    key: "wart",
    visitType: "procedure",
    ages: [10, 60],
    weight: 3,
    reason: "Warts on the hand",
    hpi: (r) =>
      `${randomInt(r, 2, 5)} warts on the ${side(r)} hand for ${randomInt(r, 2, 10)} months, store remedies failed.`,
    exam: (r) => `Typical warts at fingers of the ${side(r)} hand, largest ${randomInt(r, 3, 7)} mm.`,
    plan: () => "Frozen in two cycles after consent. Blister care explained. Repeat in three weeks if needed.",
    diagnoses: [{ code: "B07.8", label: "Other viral warts" }],
    procedures: [{ code: "17110", label: "Destruction of up to 14 warts", pointers: [1] }],
  },
  {
    key: "depression",
    visitType: "follow-up",
    ages: [18, 80],
    weight: 5,
    reason: "Mood follow-up",
    hpi: (r) =>
      `Mood ${pick(r, ["better", "about the same", "up and down"])} since the last visit. Sleeps ${randomInt(r, 5, 8)} hours. Questionnaire score ${randomInt(r, 6, 16)}. No thoughts of death.`,
    exam: (r) => `Good eye contact, ${pick(r, ["smiles at times", "speaks slowly", "calm"])}. Thought clear.`,
    plan: () => "Continue sertraline, counseling referral repeated. Crisis line number given. Back in a month.",
    diagnoses: [{ code: "F32.1", label: "Major depressive disorder, single episode, moderate" }],
    procedures: [
      { code: "99214", label: "Established patient visit, moderate complexity", pointers: [1] },
      { code: "96127", label: "Scored mood questionnaire", pointers: [1] },
    ],
  },
  {
    // The planted denial: the tracing is asked for by a diagnosis that does not support it under the payers' policy (CO-50).
    key: "tracing-for-back-pain",
    visitType: "follow-up",
    ages: [30, 90],
    weight: 4,
    reason: "Low back pain, wants heart checked",
    hpi: (r) =>
      `Back pain for ${days(r)}; worried about the heart because a ${pick(r, ["brother", "neighbor", "coworker"])} had an attack. No chest pain.`,
    exam: (r) =>
      `Low back tender on the ${side(r)}. Heart regular at ${randomInt(r, 62, 84)}, lungs clear. Tracing normal.`,
    plan: () => "Reassured. Heat and walking for the back. No further heart tests now.",
    diagnoses: [{ code: "M54.50", label: "Low back pain, unspecified" }],
    procedures: [
      { code: "99213", label: "Established patient visit, low complexity", pointers: [1] },
      { code: "93000", label: "Electrocardiogram with reading", pointers: [1] },
    ],
  },
];

/** A kind of visit to begin with. */
export interface StarterType {
  readonly name: string;
  readonly minutes: number;
  readonly newPatient?: true;
}

const usual: readonly StarterType[] = [
  { name: "New patient", minutes: 30, newPatient: true },
  { name: "Follow-up", minutes: 15 },
];

/** Sets to begin with, by specialty and in our own words: usual lengths, to be changed to one's own. */
export const visitTypeSets: { readonly [specialty: string]: readonly StarterType[] } = {
  "Family medicine": [
    ...usual,
    { name: "Acute visit", minutes: 15 },
    { name: "Annual physical", minutes: 30 },
    { name: "Well child", minutes: 30 },
    { name: "Procedure", minutes: 30 },
    { name: "Nurse visit", minutes: 15 },
  ],
  "Internal medicine": [
    { name: "New patient", minutes: 40, newPatient: true },
    { name: "Follow-up", minutes: 20 },
    { name: "Acute visit", minutes: 20 },
    { name: "Annual wellness visit", minutes: 40 },
    { name: "After a hospital stay", minutes: 30 },
    { name: "Nurse visit", minutes: 15 },
  ],
  Pediatrics: [
    ...usual,
    { name: "Newborn", minutes: 30, newPatient: true },
    { name: "Well child", minutes: 20 },
    { name: "Sick child", minutes: 15 },
    { name: "Vaccines alone", minutes: 10 },
    { name: "Sports physical", minutes: 20 },
  ],
  "Behavioral health": [
    { name: "First evaluation", minutes: 60, newPatient: true },
    { name: "Therapy", minutes: 45 },
    { name: "Medication check", minutes: 20 },
  ],
  "Another specialty": [...usual, { name: "Consultation", minutes: 40 }, { name: "Procedure", minutes: 30 }],
};

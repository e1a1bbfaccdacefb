import { z } from "zod";

/** What a person does in the practice. A person may have several roles. */
export const role = z.enum([
  "front-desk",
  "medical-assistant",
  "physician",
  "physician-assistant",
  "nurse-practitioner",
  "biller",
  "practice-manager",
  "owner",
  "auditor",
]);
export type Role = z.output<typeof role>;

export const roleLabels: { readonly [R in Role]: string } = {
  "front-desk": "Front desk",
  "medical-assistant": "Medical assistant",
  physician: "Physician",
  "physician-assistant": "Physician assistant",
  "nurse-practitioner": "Nurse practitioner",
  biller: "Biller",
  "practice-manager": "Practice manager",
  owner: "Owner",
  auditor: "Auditor",
};

const providers: readonly Role[] = ["physician", "physician-assistant", "nurse-practitioner"];
const clinical: readonly Role[] = ["medical-assistant", ...providers];
const everyone: readonly Role[] = ["front-desk", ...clinical, "biller", "practice-manager"];
const nobody: readonly Role[] = [];
/** Whose practice it is. An owner who also works in it has that role, too. */
const all: readonly Role[] = [...everyone, "owner"];
/** Sees who opened and did what, and nothing of what was in it: no chart, no patient's name. */
const withAuditor: readonly Role[] = [...all, "auditor"];

/**
 * Who may do what; the services enforce it, the screens only follow it. Scope of practice is here: the front desk records no
 * vitals and no injections, a medical assistant neither diagnoses nor orders nor signs, a physician assistant's note needs a
 * supervising physician (that rule is in charting).
 */
export const permissions = {
  "session.self": withAuditor,
  "staff.read": withAuditor,
  "staff.manage": ["practice-manager", "owner"],
  "account.approve": ["practice-manager", "physician", "owner"],
  // What those did who look after the accounts: no manager can empty that list, and none needs it (IDN-115).
  "owner.read": ["owner"],
  "audit.read": ["practice-manager", "owner", "auditor"],
  "audit.verify": ["practice-manager", "owner", "auditor"],
  "operations.read": ["practice-manager", "owner"],
  "operations.replay": ["practice-manager"],

  "patient.read": everyone,
  "patient.register": ["front-desk", "practice-manager"],
  "patient.edit": ["front-desk", "medical-assistant", "practice-manager"],
  // A pharmacy is asked for at the desk, at rooming and with the first prescription.
  "pharmacy.work": ["front-desk", ...clinical, "practice-manager"],
  // Who registers sees first that somebody is here twice; that two records become one is the manager's to say.
  "duplicate.review": ["front-desk", "practice-manager"],
  "patient.merge": ["practice-manager"],
  "schedule.read": everyone,
  "appointment.book": ["front-desk", ...clinical, "practice-manager"],
  "appointment.overbook": [...providers, "practice-manager", "front-desk"],
  "appointment.cancel": ["front-desk", ...clinical, "practice-manager"],
  "visit.check-in": ["front-desk", "practice-manager"],
  "visit.room": clinical,
  "visit.advance": ["front-desk", ...clinical, "practice-manager"],
  "schedule.manage": ["practice-manager"],
  "downtime.make": ["practice-manager"],
  "downtime.enter": everyone,
  // Nobody's by a role: the gateway opens a tablet by its code, and the patient at it fills the own form in (GTW-104).
  "kiosk.open": nobody,
  "kiosk.fill": nobody,
  // The same for a patient's own link: the gateway opens it, and the patient books by it (SCH-260).
  "booking-link.open": nobody,
  "booking-link.use": nobody,

  "chart.read": clinical,
  // The signed note of a visit while it is billed, and no other: what was done and why, for who asks to be paid for it.
  "note.billed": [...clinical, "biller", "practice-manager"],
  // Codes are about nobody: who codes and who bills looks them up.
  "codes.search": [...clinical, "biller", "practice-manager"],
  "chart.summary": clinical,
  // What contradicts itself across all charts, and how the notes of each provider do: the physicians' who answer for the practice.
  "chart.review": ["physician"],
  // How often alerts are raised and what becomes of them: sums that say nothing of anybody. How loud a rule is is for who answers for the care, and who runs the practice.
  "alert.read": [...providers, "practice-manager"],
  "alert.manage": ["physician", "practice-manager"],
  // Templates say nothing of anybody: who treats begins letters from them, who runs the practice words them.
  "letter.template": [...clinical, "practice-manager"],
  "letter.manage": ["physician", "practice-manager"],
  // So it is with the templates of notes.
  "note-template.read": [...clinical, "practice-manager"],
  "note-template.manage": ["physician", "practice-manager"],
  "chart.import": ["practice-manager"],
  // Files of an old system: patients, insurance, appointments, balances.
  "import.run": ["practice-manager"],
  // Who restricts charts hears it from the patient, or answers for privacy. Who opens one all the same treats; who looks at that afterwards runs the practice.
  "chart.restrict": [...providers, "practice-manager"],
  "chart.break-glass": clinical,
  // One's own, and what a colleague lets one read: no role reads another's (CHT-197).
  "psychotherapy-note.read": providers,
  "psychotherapy-note.write": providers,
  "glass.read": [...clinical, "practice-manager", "owner"],
  "glass.review": ["practice-manager", "owner"],
  // The sensitive parts of a chart: which class a role sees in every chart. Who treats the patient sees all (CHT-285), and nobody is let in by having no role here.
  "sensitive.substance-use": nobody,
  "sensitive.minors-care": clinical,
  "sensitive.reproductive": providers,
  // Who works with whoever is here today sees what is needed for that, while the patient is.
  "sensitive.on-visit-day": ["medical-assistant"],
  "sensitive.set": providers,
  // Which law the practice is under.
  "sensitive.manage": ["practice-manager", "physician"],
  // What patients ask about their information: whoever is asked writes it down, who answers for it answers within the law's days.
  "privacy.receive": ["front-desk", ...clinical, "practice-manager"],
  "privacy.work": [...providers, "practice-manager"],
  // What went out of a chart, for the account that a patient may ask for (45 CFR 164.528).
  "disclosure.read": [...providers, "practice-manager"],
  // All of it: who answers for the account says what went out, also of what the role does not read.
  "disclosure.account": ["practice-manager"],
  "vitals.record": clinical,
  "history.record": clinical,
  "note.write": providers,
  "note.intake": clinical,
  "diagnosis.write": providers,
  "order.write": providers,
  "note.sign": providers,
  // Whoever treats and the desk bring a patient to somebody outside; what is asked and why is for who reads charts (CHT-262).
  "referral.read": ["front-desk", ...clinical],
  "referral.work": ["front-desk", ...clinical],
  "note.cosign": ["physician"],

  "coverage.read": everyone,
  "coverage.write": ["front-desk", "biller", "practice-manager"],
  "eligibility.check": ["front-desk", "biller", "practice-manager"],
  "payment.take": ["front-desk", "biller", "practice-manager"],
  "account.read": ["front-desk", "biller", "practice-manager", ...providers],
  "charge.read": ["biller", "practice-manager", ...providers],
  "charge.write": ["biller", "practice-manager"],
  "claim.read": ["biller", "practice-manager"],
  "claim.write": ["biller", "practice-manager"],
  "remittance.read": ["biller", "practice-manager"],
  "remittance.post": ["biller", "practice-manager"],
  "money.approve": ["practice-manager"],
  "drawer.review": ["biller", "practice-manager"],
  "drawer.reopen": ["practice-manager"],
  "month.close": ["biller", "practice-manager"],
  "month.reopen": ["practice-manager"],
  "clearinghouse.manage": ["practice-manager"],
  "statement.issue": ["biller", "practice-manager"],
  "payer.read": everyone,
  "payer.manage": ["practice-manager", "biller"],

  "message.read": all,
  "message.write": all,
  "task.read": all,
  "task.write": all,
  // What is asked of callers, which words alarm and what is done then: who answers for the practice's care, and who runs it.
  "phone.manage": ["physician", "practice-manager"],

  // Who is called is registered and booked, so it is theirs who do that. What leaves the practice as proof is the manager's.
  "outreach.read": ["front-desk", "practice-manager"],
  "outreach.call": ["front-desk", "practice-manager"],
  "outreach.manage": ["practice-manager"],
  "outreach.export": ["practice-manager"],
} as const satisfies { readonly [name: string]: readonly Role[] };

export type Permission = keyof typeof permissions;

export const permission = z
  .string()
  .max(40)
  .refine((name): name is Permission => name in permissions);

/** What a person may: by its roles, and by what roles of the practice's own add to them or take away (IDN-152). */
export interface Rights {
  readonly roles: readonly Role[];
  /** What no role of these gives, and an own role does. */
  readonly granted?: readonly Permission[] | undefined;
  /** What a role of these gives, and an own role takes away. */
  readonly withheld?: readonly Permission[] | undefined;
}

/** The one place that decides who may do what: of roles alone, or of a person with roles of the practice's own. */
export function mayDo(who: readonly Role[] | Rights, permission: Permission): boolean {
  if (!("roles" in who)) return permissions[permission].some((allowed) => who.includes(allowed));
  if (who.granted?.includes(permission)) return true;
  return mayDo(who.roles, permission) && !who.withheld?.includes(permission);
}

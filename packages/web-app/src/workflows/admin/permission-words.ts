import type { Permission } from "@practicum/contracts/permission";

/** Each permission as a person says it, for the table of roles and the audit trail. */
export const permissionWords: { readonly [P in Permission]: string } = {
  "session.self": "Sign in and look after one's own account",
  "staff.read": "See who works here",
  "staff.manage": "Add people and change their roles",
  "audit.read": "Read the audit trail",
  "audit.verify": "Verify the audit trail",
  "operations.read": "See how the services do",
  "operations.replay": "Let what failed be tried again",
  "patient.read": "Find patients and see their demographics",
  "patient.register": "Register patients",
  "patient.edit": "Edit demographics",
  "schedule.read": "See the schedule",
  "appointment.book": "Book and move visits",
  "appointment.overbook": "Overbook, with a reason",
  "appointment.cancel": "Cancel visits and mark no-shows",
  "visit.check-in": "Check patients in",
  "visit.room": "Room patients",
  "visit.advance": "Move visits over the flow board",
  "schedule.manage": "Change providers' hours, rooms and closures",
  "chart.read": "Read the chart",
  "chart.summary": "See allergies on the banner",
  "chart.import": "Take over a history from another system",
  "vitals.record": "Record vital signs",
  "history.record": "Record allergies, medications and vaccines",
  "note.write": "Write notes",
  "note.intake": "Write the reason for the visit",
  "diagnosis.write": "Diagnose",
  "order.write": "Order medications",
  "note.sign": "Sign notes",
  "note.cosign": "Co-sign a physician assistant's notes",
  "coverage.read": "See insurance",
  "coverage.write": "Add and change insurance",
  "eligibility.check": "Ask payers about eligibility",
  "payment.take": "Take payments",
  "account.read": "See balances and ledgers",
  "charge.read": "See charges",
  "charge.write": "Change and release charges",
  "claim.read": "See claims and denials",
  "claim.write": "Mend and send claims, settle denials",
  "remittance.read": "See remittances",
  "remittance.post": "Post remittances",
  "money.approve": "Allow write-offs above the limit and forced postings",
  "statement.issue": "Make statements",
  "payer.read": "See payers and prices",
  "payer.manage": "Change payers and prices",
  "message.read": "Read messages",
  "message.write": "Write messages",
  "task.read": "See tasks",
  "task.write": "Make and finish tasks",
};

/** Sign-ins stand beside the table of permissions; a permission of an older version, that the audit trail still names, is shown as it was written. */
export function wordsOf(permission: string): string {
  if (permission === "sign-in") return "Signing in";
  return Object.entries(permissionWords).find(([name]) => name === permission)?.[1] ?? permission;
}

/** A bug that somebody could write: a piece of the product's own code put in place of another, as the module is read; no file changes. */
export interface PlantedBug {
  readonly bug: string;
  /** From the repository's root. */
  readonly file: string;
  /** Stands there once. */
  readonly from: string;
  readonly to: string;
  /** Of what it breaks: an invariant by its name, or what a person's next step meets. */
  readonly breaks: RegExp;
}

/** The simulation must find every one of them. */
export const plantedBugs: readonly PlantedBug[] = [
  {
    bug: "the relay marks events as published and brings the accesses alone",
    file: "packages/service/src/relay.ts",
    from: "await this.#publish(batch.map((event) => event.envelope));",
    to: "await this.#publish(batch.map((event) => event.envelope).filter(isAccess));",
    breaks: /was refused: not-found|what .* says|open chart/,
  },
  {
    bug: "the relay never marks what it has published",
    file: "packages/service/src/relay.ts",
    from: "for (const event of batch) this.#unmarked.push(event.sequence);",
    to: "",
    breaks: /every event is published/,
  },
  {
    bug: "a command leaves no place in the inbox, so that its repeat is done again",
    file: "packages/service/src/pipeline.ts",
    from: "await unit?.write({ ...command, reply: asJson(reply) })",
    to: "await unit?.write()",
    breaks: /a repeat is the same/,
  },
  {
    bug: "a handler that fails is taken as done",
    file: "packages/service/src/consumers.ts",
    from: `    log.warn({ ...entry, event: "consumer-failed", count: events.length, error: errorLabel(error) });
    throw new HandlerFailed(errorLabel(error), { cause: error });`,
    to: "",
    breaks: /says|open chart|in the trail|not-found|billing's once/,
  },
  {
    bug: "a timer that failed once is given up",
    file: "packages/service/src/timers.ts",
    from: "    if (attempts < ATTEMPTS_MAX) {",
    to: "    if (attempts < 1) {",
    breaks: /nothing is given up/,
  },
  {
    bug: "a refused attempt leaves no entry, and a read neither",
    file: "services/identity/src/application/record-access.ts",
    from: "({ tx, now }, access, { eventId }) =>",
    to: '({ tx, now }, access, { eventId }) => access.kind === "query" ? Promise.resolve() :',
    breaks: /each access is in the trail/,
  },
  {
    bug: "the head of the audit chain keeps its hash",
    file: "services/identity/src/sql/audit.ts",
    from: '.set((to) => ({ sequence: to.ref("added.sequence"), hash: to.ref("added.hash") }))',
    to: '.set((to) => ({ sequence: to.ref("added.sequence") }))',
    breaks: /head of the audit chain|not-found|internal/,
  },
  {
    bug: "the chain's numbers go by twos",
    file: "services/identity/src/domain/audit-chain.ts",
    from: "const sequence = head.sequence + 1;\n  return",
    to: "const sequence = head.sequence + 2;\n  return",
    breaks: /audit chain has no gap/,
  },
  {
    bug: "charting takes an older version of a patient over a newer one",
    file: "services/charting/src/sql/people.ts",
    from: '.doUpdateSet(known).where("patient.version", "<", p.version)',
    to: ".doUpdateSet(known)",
    breaks: /charting\.patient is what/,
  },
  {
    bug: "billing takes an older version of a patient over a newer one",
    file: "services/billing/src/sql/copies.ts",
    from: '.where("patient_copy.version", "<", patient.version)',
    to: "",
    breaks: /billing\.patient_copy is what/,
  },
  {
    bug: "messaging takes an older version of a patient over a newer one",
    file: "services/messaging/src/sql/people.ts",
    from: '.where("patient.version", "<", patient.version)',
    to: "",
    breaks: /messaging\.patient is what/,
  },
  {
    bug: "the check-in tells nobody",
    file: "services/scheduling/src/application/check-in.ts",
    from: "context.emit(patientCheckedIn, { ...shown(changed), encounterId });",
    to: "",
    breaks: /one open chart/,
  },
  {
    bug: "a signature tells nobody",
    file: "services/charting/src/application/sign-encounter.ts",
    from: "context.emit(encounterSigned, {",
    to: "void ({",
    breaks: /billing's once/,
  },
  {
    bug: "a signed note's last procedure makes no charge",
    file: "services/billing/src/charges/application/capture-charges.ts",
    from: "const charges = note.procedures.map((procedure, index) => {",
    to: "const charges = note.procedures.slice(1).map((procedure, index) => {",
    breaks: /billing's once/,
  },
  {
    bug: "a claim asks for a dollar more than its charges",
    file: "services/billing/src/charges/application/release-charges.ts",
    from: "(sum, charge) => sum + must(charge.amount), 0)",
    to: "(sum, charge) => sum + must(charge.amount), 100)",
    breaks: /asks for what its charges are/,
  },
  {
    bug: "released charges come to the ledger with half of what they are",
    file: "services/billing/src/charges/application/release-charges.ts",
    from: "      must(charge.amount),\n      { debit",
    to: "      Math.floor(must(charge.amount) / 2),\n      { debit",
    breaks: /revenue is what the charges ask/,
  },
  {
    bug: "released charges are not posted",
    file: "services/billing/src/charges/application/release-charges.ts",
    from: 'await post(context, posting(key, { kind: "charge", id: visit.encounter_id }, entries));',
    to: "void key;",
    breaks: /released is in the ledger|revenue is what/,
  },
  {
    bug: "a copay is taken and not posted",
    file: "services/billing/src/ledger/application/take-payment.ts",
    from: "await post(context, posting(`payment:${input.paymentId}`, {",
    to: "void (posting(`payment:${input.paymentId}`, {",
    breaks: /each payment is in the ledger/,
  },
  {
    bug: "a payment is posted on one side",
    file: "services/billing/src/ledger/domain/ledger.ts",
    from: "    { ...about, account: from.credit, amount: -amount },",
    to: "",
    breaks: /was refused: internal|sums to zero/,
  },
  {
    bug: "a refund is kept and not posted",
    file: "services/billing/src/adjustments/application/write-adjustment.ts",
    from: "await post(context, posting(`adjustment:${about.adjustment_id}`, source, entries));",
    to: "void source;",
    breaks: /each refund and write-off is in the ledger/,
  },
  {
    bug: "a claim that is out goes out again",
    file: "services/billing/src/claims/application/submit-claims.ts",
    from: 'if (claim.status !== "ready") return',
    to: 'if (claim.status === "paid") return',
    breaks: /went out again|was refused: internal/,
  },
  {
    bug: "a claim is called sent, and no submission is kept",
    file: "services/billing/src/claims/application/submit-claims.ts",
    from: "await insertSubmission(tx, {",
    to: "void ({",
    breaks: /that is out was submitted/,
  },
  {
    bug: "a payer's decision is posted, and the claim does not know what was paid",
    file: "services/billing/src/remittance/application/write-posting.ts",
    from: "paid: after.sums.paid,",
    to: "paid: 0,",
    breaks: /paid what its posted remittances say/,
  },
  {
    bug: "a denial is opened and nobody hears of it",
    file: "services/billing/src/remittance/application/write-posting.ts",
    from: "    context.emit(claimDenied, {",
    to: "    void ({",
    breaks: /denial has its task/,
  },
  {
    bug: "a file that was taken in stays as received",
    file: "services/billing/src/exchange/application/take-file.ts",
    from: "await finishFile(context.tx, fileId, { problem, note });",
    to: "",
    breaks: /no file waits/,
  },
];

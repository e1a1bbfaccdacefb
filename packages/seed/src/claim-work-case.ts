import { addDays } from "@practicum/kernel/local-date";
import type { Billed } from "./money-cases.ts";
import { actorOf, staffByKey } from "./practice.ts";

const nair = staffByKey("nair");
const biller = actorOf(nair);

/** The biller has taken some claims and denials, noted what payers said, and looks again at two of each by today. */
export async function workClaims({ practice, today }: Billed): Promise<void> {
  const list = { patientId: null, before: null, limit: 4 };
  const { claims } = await practice.run(
    "billing",
    "listClaims",
    { ...list, statuses: ["accepted", "acknowledged"] },
    biller,
  );
  const { denials } = await practice.run("billing", "listDenials", { open: true, before: null, limit: 4 }, biller);
  const ownerId = nair.staffId;
  const mine = claims.slice(0, 3).map(({ claimId }) => ({ claimId, was: null }));
  if (mine.length > 0) await practice.run("billing", "assignClaims", { claims: mine, ownerId }, biller);
  const refused = denials.slice(0, 2).map(({ denialId }) => ({ denialId, was: null }));
  if (refused.length > 0) await practice.run("billing", "assignDenials", { denials: refused, ownerId }, biller);
  const days = [addDays(today, -1), today, addDays(today, 9)];
  for (const [index, { claimId }] of claims.entries()) {
    const on = days[index];
    if (on !== undefined) await practice.run("billing", "followClaim", { claimId, was: null, on }, biller);
  }
  for (const [index, { denialId, claimId }] of denials.entries()) {
    const on = days[index];
    if (on !== undefined) await practice.run("billing", "followDenial", { denialId, was: null, on }, biller);
    if (index === 0)
      await practice.run(
        "billing",
        "noteClaim",
        { claimId, text: "Called the payer: the records were received." },
        biller,
      );
  }
  await holdOne({ practice, today });
  await askWhere({ practice });
  const [first] = claims;
  if (first)
    await practice.run(
      "billing",
      "noteClaim",
      { claimId: first.claimId, text: "Called the payer: in process, no further information is needed." },
      biller,
    );
}

/** One that is ready waits for an authorization; nothing is held where nothing is ready. */
async function holdOne({ practice, today }: Pick<Billed, "practice" | "today">): Promise<void> {
  const list = { patientId: null, before: null, limit: 1, statuses: ["ready" as const, "needs-correction" as const] };
  const [claim] = (await practice.run("billing", "listClaims", list, biller)).claims;
  if (!claim) return;
  const { version } = await practice.run("billing", "getClaim", { claimId: claim.claimId }, biller);
  const hold = { because: "authorization" as const, note: "Asked for by phone", until: addDays(today, 12) };
  await practice.run("billing", "holdClaim", { claimId: claim.claimId, version, ...hold }, biller);
}

/** Payers are asked about one claim each that is being decided, paid, denied, and on paper that they never got. */
async function askWhere({ practice }: Pick<Billed, "practice">): Promise<void> {
  for (const status of ["accepted", "paid", "denied", "printed"] as const) {
    const list = { patientId: null, before: null, limit: 1, statuses: [status] };
    const [claim] = (await practice.run("billing", "listClaims", list, biller)).claims;
    if (claim) await practice.run("billing", "askClaimStatus", { claimId: claim.claimId }, biller);
  }
}

import { specialties } from "@practicum/contracts/charting/referrals";
import { actorOf, staff, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import type { RoutineTools } from "./routines.ts";
import { unlessRefused } from "./unless-refused.ts";

const desk = actorOf(staffByKey("brooks"));
const assistant = actorOf(staffByKey("ramirez"));
const REFERRALS_MAX = 200;

type Listed = Awaited<ReturnType<typeof openReferrals>>[number];

/** What waits in the practice itself; an office that is asked answers by itself. */
async function openReferrals({ observe }: RoutineTools) {
  const asked = { show: "open", text: "", before: null, limit: REFERRALS_MAX } as const;
  return (await observe("charting", "referralWork", asked))?.referrals ?? [];
}

/** By the evening the desk has called the office, an assistant has filed the report that came, and the provider has read it (WLD-50). */
export async function followReferrals(tools: RoutineTools): Promise<void> {
  const { absent } = tools.staffing;
  for (const one of await openReferrals(tools)) {
    if (one.state === "to-send" && !absent.includes("front-desk")) await call(tools, one);
    if (one.state === "to-file" && !absent.includes("medical-assistant")) await file(tools, one);
    if (one.state === "to-review" || one.state === "to-decide") await decide(tools, one);
  }
}

const ofStep = ({ seed }: RoutineTools, { referralId, patientId, steps }: Listed) => ({
  referralId,
  patientId,
  // A referral that is sent again goes the same way once more.
  stepId: seededId<"referral-step">(seed, `referral/${referralId}/${steps.length}`),
});

async function call(tools: RoutineTools, one: Listed): Promise<void> {
  const step = { kind: "sent", way: "phone", to: one.to === null ? specialties[one.specialty] : "" } as const;
  await unlessRefused(tools.practice.run("charting", "recordReferralStep", { ...ofStep(tools, one), step }, desk));
}

async function file(tools: RoutineTools, one: Listed): Promise<void> {
  const asked = { patientId: one.patientId, kind: "outside-record", text: "report", before: null, limit: 20 } as const;
  const found = (await tools.observe("charting", "documents", asked))?.documents ?? [];
  const report = found.find(({ struck }) => struck === null);
  if (report === undefined) return;
  const input = { ...ofStep(tools, one), documentId: report.documentId };
  await unlessRefused(tools.practice.run("charting", "fileReferralReport", input, assistant));
}

async function decide(tools: RoutineTools, one: Listed): Promise<void> {
  const provider = staff.find(({ staffId }) => staffId === one.orderedById);
  if (provider === undefined || provider.roles.some((role) => tools.staffing.absent.includes(role))) return;
  const plan = "Read with the patient’s history, and talked over at the next visit.";
  const disposition = one.state === "to-review" ? "agree" : "no-action";
  const step = { kind: "reviewed", disposition, plan } as const;
  await unlessRefused(
    tools.practice.run("charting", "decideReferral", { ...ofStep(tools, one), step }, actorOf(provider)),
  );
}

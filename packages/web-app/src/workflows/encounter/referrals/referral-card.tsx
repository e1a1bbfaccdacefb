import { Button } from "@mantine/core";
import type { Referral } from "@practicum/contracts/charting/referrals";
import { describeError } from "@practicum/contracts/error";
import { formatPhone } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { FactMark } from "../../../chart/sensitive/fact-mark.tsx";
import {
  officeWords,
  referralStateWords,
  referralStepWords,
  referralTitle,
  referralWaits,
} from "../../../chart/referrals/referral-words.ts";
import { whenText } from "../../../chart/when-text.ts";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { useSession } from "../../../session/session-context.ts";
import { sayError } from "../../../shell/undo.tsx";
import { FileReport } from "./file-report.tsx";
import { OfficePicker } from "./office-picker.tsx";
import { PlanPanel } from "./plan-panel.tsx";
import { StepForm, stepDraft, type FormStep } from "./step-forms.tsx";

/** One referral: what was asked, what became of it, and the next thing to be said of it by whoever may say it. */
export function ReferralCard({ referral }: { readonly referral: Referral }) {
  const session = useSession();
  const { patientId, encounterId, clinical, waits, documentId, state } = referral;
  const canSend = state === "to-send" || state === "to-schedule";
  return (
    <section className="w-panel" aria-label={referralTitle(referral)}>
      <header>
        <h2>{referralTitle(referral)}</h2>
        <b>
          {referral.urgency === "urgent" && "Urgent · "}
          {referralStateWords[state]}
        </b>
        {clinical && (
          <FactMark patientId={referral.patientId} factId={referral.referralId} name={referralTitle(referral)} />
        )}
      </header>
      {clinical && (
        <div>
          {clinical.reason} {clinical.diagnosis && <span className="rf-dim">({clinical.diagnosis})</span>}
        </div>
      )}
      <div className="rf-dim">
        {[
          `ordered ${whenText(session, referral.orderedAt)} by ${referral.orderedBy}`,
          referral.to?.phone && `telephone ${formatPhone(referral.to.phone)}`,
          referral.to?.fax && `fax ${formatPhone(referral.to.fax)}`,
        ]
          .filter(Boolean)
          .join(" · ")}{" "}
        {clinical && (
          <Link to={`/p/${patientId}/visit/${encounterId}`} className="p-anchor">
            Open the note
          </Link>
        )}{" "}
        {documentId && (
          <Link to={`/p/${patientId}/documents/${documentId}`} className="p-anchor">
            Read the report
          </Link>
        )}
      </div>
      {waits && <div className={waits.isOverdue ? "rf-overdue" : ""}>{referralWaits(referral)}</div>}
      <PlanPanel referral={referral} open={canSend} />
      {canSend && <LetterLine referral={referral} />}
      {canSend && referral.to === null && session.can("referral.work") && <Direct referral={referral} />}
      {referral.steps.length > 0 && (
        <ol className="rf-steps">
          {referral.steps.map((one) => (
            <li key={one.stepId} data-back={one.takenBack}>
              {referralStepWords(one)} <span className="rf-dim">{`${whenText(session, one.at)}, ${one.by}`}</span>
            </li>
          ))}
        </ol>
      )}
      <NextSteps key={`${state} ${referral.steps.length}`} referral={referral} />
    </section>
  );
}

/** The letter that goes along: begun from the practice's template, then signed by a provider on its own page. */
function LetterLine({ referral }: { readonly referral: Referral }) {
  const { can } = useSession();
  const navigate = useNavigate();
  const write = useCommand("charting", "writeReferralLetter");
  const { patientId, referralId } = referral;
  // What was struck goes nowhere: another one is written.
  const letter = referral.letter?.isStruck ? null : referral.letter;
  const begin = async () => {
    const letterId = newId<"letter">();
    const result = await write.run({ referralId, patientId, stepId: newId<"referral-step">(), letterId });
    if (!result.ok) return sayError(describeError(result.error));
    void navigate({ href: `/p/${patientId}/letters/${result.value.letterId}` });
  };
  const writing = (words: string) =>
    can("history.record") && (
      <Button size="compact-sm" variant="default" loading={write.pending} onClick={() => void begin()}>
        {words}
      </Button>
    );
  const elsewhere = letter !== null && !letter.isForOffice;
  if (!can("chart.read"))
    return (
      <div className="rf-dim">
        {letter?.isSigned ? "The letter is signed." : "The letter is not signed yet: a provider signs it."}
        {elsewhere && " It is addressed to another office than the one chosen now: a clinician writes another one."}
      </div>
    );
  if (!letter) return <div>{writing("Write the letter")}</div>;
  return (
    <div>
      <Link to={`/p/${patientId}/letters/${letter.letterId}`} className="p-anchor">
        {letter.isSigned ? "Read or print the letter" : "Finish and sign the letter"}
      </Link>
      {elsewhere && (
        <Notice tone="warn">
          The letter is addressed to {letter.to === null || letter.to === "" ? "nobody" : letter.to}, and the referral
          goes to {officeWords(referral.to)}.{" "}
          {letter.isSigned
            ? "What is signed does not change."
            : "Somebody wrote that by hand: change it in the letter, or"}{" "}
          {writing("Write another letter")}
        </Notice>
      )}
    </div>
  );
}

/** Nobody was named with the order, or another office is to be asked. */
function Direct({ referral }: { readonly referral: Referral }) {
  const record = useCommand("charting", "recordReferralStep");
  const { referralId, patientId } = referral;
  const choose = async (toId: string) => {
    const step = { kind: "directed" as const, toId };
    const result = await record.run({ referralId, patientId, stepId: newId<"referral-step">(), step });
    if (!result.ok) sayError(describeError(result.error));
  };
  return (
    <OfficePicker
      chosen={null}
      specialty={referral.specialty}
      onChoose={(office) => office && void choose(office.outsideProviderId)}
    />
  );
}

type Step = FormStep | "filed" | "directed";

const labels: { readonly [S in Step]: string } = {
  sent: "Sent…",
  appointment: "Appointment…",
  received: "Report came…",
  filed: "File the report…",
  declined: "Declined…",
  "not-seen": "Not seen…",
  reviewed: "Review…",
  cancelled: "Cancel…",
  directed: "Choose another office…",
  back: "Take the last step back…",
};

/** What can be said, the usual thing first. */
const NEXT: { readonly [S in Referral["state"]]: readonly Step[] } = {
  "to-send": ["sent", "directed", "cancelled"],
  "to-schedule": ["appointment", "received", "filed", "declined", "not-seen", "cancelled"],
  "awaiting-report": ["received", "filed", "appointment", "declined", "not-seen", "cancelled"],
  "to-file": ["filed"],
  "to-review": ["reviewed"],
  "to-decide": ["reviewed", "directed", "cancelled"],
  closed: [],
  cancelled: [],
};

const PERMISSION = {
  filed: "history.record",
  reviewed: "order.write",
  cancelled: "order.write",
} as const;

function NextSteps({ referral }: { readonly referral: Referral }) {
  const { can } = useSession();
  const last = referral.steps.findLast((one) => !one.takenBack && one.kind !== "taken-back");
  const may = (step: Step) => can(step in PERMISSION ? PERMISSION[step as keyof typeof PERMISSION] : "referral.work");
  const next = NEXT[referral.state].filter((step) => may(step) && (step !== "directed" || referral.to !== null));
  const [chosen, setChosen] = useState<Step | null>(
    () => next.find((step) => hasFormDraft(stepDraft(step, referral, last?.stepId ?? ""))) ?? null,
  );
  const mayTakeBack = last !== undefined && may(takenBackAs(last.kind));
  const leave = () => setChosen(null);
  if (chosen !== null)
    return <Chosen step={chosen} referral={referral} lastStepId={last?.stepId ?? ""} onLeave={leave} />;
  if (next.length === 0 && !mayTakeBack) return null;
  return (
    <div className="rf-row" style={{ marginTop: 6 }}>
      {next.map((step, at) => (
        <Button key={step} size="compact-sm" variant={at === 0 ? "filled" : "default"} onClick={() => setChosen(step)}>
          {labels[step]}
        </Button>
      ))}
      {mayTakeBack && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setChosen("back")}>
          {labels.back}
        </Button>
      )}
    </div>
  );
}

/** Who may say it may take it back. */
function takenBackAs(kind: string): Step {
  if (kind === "letter") return "filed";
  return kind === "filed" || kind === "reviewed" || kind === "cancelled" ? kind : "sent";
}

interface StepProps {
  readonly step: Step;
  readonly referral: Referral;
  readonly lastStepId: string;
  readonly onLeave: () => void;
}

function Chosen({ step, referral, lastStepId, onLeave }: StepProps) {
  if (step === "filed") return <FileReport referral={referral} onLeave={onLeave} />;
  if (step === "directed") return <Direct referral={referral} />;
  return <StepForm step={step} referral={referral} lastStepId={lastStepId} onLeave={onLeave} />;
}

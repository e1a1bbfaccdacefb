import { Button } from "@mantine/core";
import type { PrivacyRequestKind } from "@practicum/contracts/charting/privacy-law";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { useSession } from "../session/session-context.ts";
import { useDock } from "../shell/dock/dock-context.ts";
import "./chart.css";

const KINDS: { readonly [K in PrivacyRequestKind]: string } = {
  access: "a copy of the record",
  amendment: "an amendment",
  accounting: "an account of disclosures",
  restriction: "a restriction",
  confidential: "another way to be reached",
};

const SAID: { readonly [kind: string]: string } = {
  denied: "Refused",
  disagreed: "The patient disagrees",
  rebutted: "The practice answers",
};

/**
 * What the patient asked about the own information, beside the chart (CHT-320): what is open, and what belongs to the record of an amendment that was
 * refused. Where there is nothing it takes no room: most patients ask nothing.
 */
export function PatientAsks({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const session = useSession();
  const dock = useDock();
  const asks = useQuery(trpc.charting.privacyOfPatient.queryOptions({ patientId }));
  if (asks.isError)
    return (
      <section className="w-panel" aria-label="What the patient asked">
        <div className="c-dim">What the patient asked about the own record could not be loaded.</div>
      </section>
    );
  if (!asks.data) return null;
  const { open, disputed, keptFromPlans } = asks.data;
  if (open.length + disputed.length + keptFromPlans.length === 0) return null;
  const mayWork = session.can("privacy.work");
  return (
    <section className="w-panel" aria-label="What the patient asked">
      <header>
        <h2>What the patient asked</h2>
      </header>
      <ul className="c-list c-brief">
        {open.map((one) => (
          <li key={one.requestId}>
            <span>
              {mayWork ? (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  px={0}
                  onClick={() => dock.open("privacy-request", one.requestId)}
                >
                  For {KINDS[one.kind]}
                </Button>
              ) : (
                <>For {KINDS[one.kind]}</>
              )}
              , answer by {formatDate(one.dueOn)}
              {one.overdue && <b> overdue</b>} <span className="c-dim">· {one.ownerName ?? "practice managers"}</span>
            </span>
          </li>
        ))}
        {keptFromPlans.map((one) => (
          <li key={`${one.from}/${one.until ?? ""}`}>
            Visits from {formatDate(one.from)} {one.until === null ? "on" : `until ${formatDate(one.until)}`} are kept
            from the health plan.
          </li>
        ))}
        {disputed.map((one) => (
          <li key={one.requestId}>
            <details>
              <summary>An amendment was refused: {one.asked}</summary>
              {one.steps.map((step) => (
                <p key={`${step.at}/${step.kind}`}>
                  {SAID[step.kind]}, {formatDate(dateIn(step.at, session.timeZone))}: {step.words}
                </p>
              ))}
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

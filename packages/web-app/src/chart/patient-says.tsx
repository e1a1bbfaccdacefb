import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { KioskHistory } from "@practicum/contracts/scheduling/kiosk";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../api/domain-error.ts";
import { useTRPC } from "../api/trpc.ts";
import { useCommand } from "../api/use-command.ts";
import { useSession } from "../session/session-context.ts";
import { offerUndo } from "../shell/undo.tsx";

const lists = [
  ["allergies", "Allergies", "Says: no allergies"],
  ["medications", "Medications", "Says: takes none"],
  ["conditions", "Past conditions", "Says: none"],
] as const;

const often = ["not at all", "several days", "more than half the days", "nearly every day"];

/**
 * What the patient wrote at the tablet, in the patient's words, beside the lists of the chart: nothing of it is in the chart before somebody
 * has gone through it with the patient. Once that is said it folds away.
 */
export function PatientSays({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const session = useSession();
  const said = useQuery({
    ...trpc.scheduling.patientSays.queryOptions({ patientId }),
    enabled: session.can("history.record"),
  });
  const reconcile = useCommand("scheduling", "reconcilePatientSays");
  if (said.isError)
    return (
      <Notice tone="warn">What the patient wrote at the tablet could not be loaded. {errorText(said.error)}</Notice>
    );
  const latest = said.data?.latest ?? null;
  if (latest === null) return null;
  const { history, handoverId, sentAt, language, reconciledAt, reconciledBy } = latest;
  const sentOn = dateIn(sentAt, session.timeZone);
  // Of an earlier visit, and gone through: it is in the chart now.
  if (reconciledAt !== null && sentOn !== session.today) return null;
  const at = `${formatDate(sentOn)} ${formatTime(timeIn(sentAt, session.timeZone))}`;
  const set = (reconciled: boolean) => reconcile.run({ patientId, handoverId, reconciled });
  const done = async () => {
    if ((await set(true)).ok) offerUndo("What the patient says was gone through.", () => void set(false));
  };
  return (
    <section className="w-panel" aria-label="The patient says">
      <header>
        <h2>The patient says</h2>
        {reconciledAt === null ? (
          <Button size="compact-sm" loading={reconcile.pending} onClick={() => void done()}>
            Gone through with the patient
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" loading={reconcile.pending} onClick={() => void set(false)}>
            Undo
          </Button>
        )}
      </header>
      <div className="c-dim" style={{ fontSize: 13 }}>
        Written at the tablet {at}
        {language === "es" && ", in Spanish"}. Not in the chart: ask, then enter it in the lists.
        {reconciledAt !== null && ` Gone through by ${reconciledBy}.`}
      </div>
      {reconcile.error && (
        <Notice tone="danger" role="alert">
          {describeError(reconcile.error)}
        </Notice>
      )}
      {reconciledAt === null && (
        <dl className="c-said" lang={language}>
          {lists.map(([name, label, none]) => (
            <div key={name}>
              <dt lang="en">{label}</dt>
              <dd>{words(history[name], none)}</dd>
            </div>
          ))}
          {history.phq2 && (
            <div>
              <dt lang="en">PHQ-2</dt>
              <dd lang="en">{phq2Text(history.phq2)}</dd>
            </div>
          )}
        </dl>
      )}
    </section>
  );
}

function words({ answer, items }: KioskHistory["allergies"], none: string) {
  if (answer === "none") return <span lang="en">{none}</span>;
  if (items.length === 0) return <span lang="en">No answer</span>;
  return (
    <ul className="c-list">
      {items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a patient may write the same line twice
        <li key={index}>“{item}”</li>
      ))}
    </ul>
  );
}

/** The sum, where both were answered: three or more is a reason to ask further (Kroenke, Spitzer and Williams 2003). */
function phq2Text({ interest, mood }: NonNullable<KioskHistory["phq2"]>): string {
  const word = (value: number | null) => (value === null ? "no answer" : (often[value] ?? ""));
  const sum =
    interest === null || mood === null
      ? "no score, an answer is missing"
      : `score ${interest + mood} of 6${interest + mood >= 3 ? ": ask further" : ""}`;
  return `Little interest: ${word(interest)}. Feeling down: ${word(mood)}. In all: ${sum}.`;
}

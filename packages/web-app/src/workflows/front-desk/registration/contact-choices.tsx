import { SegmentedControl } from "@mantine/core";
import type { ContactChoice } from "@practicum/contracts/scheduling/contact-choices";
import type { ContactChannel } from "@practicum/contracts/scheduling/kiosk";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { describeError } from "@practicum/contracts/error";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo } from "../../../shell/undo.tsx";

const ways: { readonly [C in ContactChannel]: string } = {
  call: "Calls",
  voicemail: "Voicemail",
  text: "Text messages",
  email: "E-mail",
};

const answers = [
  { value: "unknown", label: "Not asked" },
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
] as const;

const answerOf = (allowed: boolean | null) => (allowed === null ? "unknown" : allowed ? "yes" : "no");
const allowedOf = (answer: string) => (answer === "unknown" ? null : answer === "yes");

/** Whether the patient may be called, texted and written to; each answer is kept at once (SCH-270). */
export function ContactChoices({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const { can } = useSession();
  const query = useQuery(trpc.scheduling.getContactChoices.queryOptions({ patientId }));
  const save = useCommand("scheduling", "saveContactChoices");
  const answer = async (choice: ContactChoice, allowed: boolean | null) => {
    const put = (to: boolean | null) => save.run({ patientId, choices: [{ channel: choice.channel, allowed: to }] });
    const said = await put(allowed);
    if (said.ok) offerUndo(`${ways[choice.channel]}: ${wordOf(allowed)}.`, () => void put(choice.allowed));
  };
  return (
    <section className="w-panel" aria-labelledby="r-reach">
      <header>
        <h2 id="r-reach">May be reached by</h2>
      </header>
      {query.isError && (
        <ErrorState
          what="What the patient said about being reached"
          message={errorText(query.error)}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.isPending && <LoadingState rows={2} />}
      <dl className="w-facts">
        {query.data?.choices.map((choice) => (
          <Way
            key={choice.channel}
            choice={choice}
            onAnswer={can("patient.edit") ? (allowed) => void answer(choice, allowed) : undefined}
          />
        ))}
      </dl>
      {save.error && (
        <Notice tone="danger" role="alert">
          {describeError(save.error)}
        </Notice>
      )}
    </section>
  );
}

interface WayProps {
  readonly choice: ContactChoice;
  /** Undefined for who may only read it. */
  readonly onAnswer: ((allowed: boolean | null) => void) | undefined;
}

function Way({ choice: { channel, allowed, saidAt, by }, onAnswer }: WayProps) {
  const { timeZone } = useSession();
  return (
    <>
      <dt>{ways[channel]}</dt>
      <dd>
        {onAnswer === undefined ? (
          wordOf(allowed)
        ) : (
          <SegmentedControl
            size="xs"
            aria-label={ways[channel]}
            data={[...answers]}
            value={answerOf(allowed)}
            onChange={(value) => onAnswer(allowedOf(value))}
          />
        )}
        {saidAt !== null && (
          <span className="r-hint">
            {formatDate(dateIn(saidAt, timeZone))}, {by}
          </span>
        )}
      </dd>
    </>
  );
}

function wordOf(allowed: boolean | null): string {
  return allowed === null ? "not asked" : allowed ? "yes" : "no";
}

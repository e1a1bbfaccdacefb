import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatBirth, formatName, formatPhone } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { newId } from "../../api/command-id.ts";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { BookingLinks } from "../../patient/booking-links.tsx";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { Alike } from "./alike.tsx";
import { AttemptHistory } from "./attempt-history.tsx";
import { languageWord, momentWords, stateWord } from "./outreach-words.ts";
import "./outreach.css";

/** A person of a campaign: what the list says, where it stands, all attempts, and the card for who calls us. */
export function PersonDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const hold = useCommand("messaging", "holdCard");
  const query = useQuery(trpc.messaging.getMember.queryOptions({ memberId: about ?? "" }));
  if (query.isError)
    return <ErrorState what="The person" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  const of = query.data;
  if (!of) return <LoadingState />;
  const open = async () => {
    const result = await hold.run({ memberId: of.memberId });
    // The page of the calls takes up the card that its caller has.
    if (result.ok) await navigate({ to: `/outreach/${of.campaignId}/calls`, state: { heldCard: newId() } as object });
  };
  return (
    <div className="or-stack">
      <header>
        <strong style={{ fontSize: 17 }}>{formatName(of.name)}</strong>
        <p className="or-dim">
          {formatBirth(of.birthDate, of.sex, session.today)} · {languageWord(of.language)} · member {of.memberNumber}
        </p>
      </header>
      <dl className="or-facts">
        <dt>State</dt>
        <dd>
          {stateWord(of)}
          {of.heldBy && `, ${of.heldBy} has the card`}
        </dd>
        <dt>Telephone</dt>
        <dd>{of.phones.map(formatPhone).join(", ") || "No number"}</dd>
        <dt>Visit</dt>
        <dd>{of.visitAt ? momentWords(of.visitAt, session.timeZone) : "None since the campaign began"}</dd>
        <dt>Here</dt>
        <dd>
          {of.patientId ? (
            <Link to={`/p/${of.patientId}/summary`} className="p-anchor">
              A patient
            </Link>
          ) : (
            "No patient yet"
          )}
        </dd>
      </dl>
      {of.match === "unsure" && (
        <Alike
          person={of}
          onDecided={(patientId) => say(patientId ? "The person is that patient." : "It is somebody new.")}
        />
      )}
      {hold.error && (
        <Notice tone="danger" role="alert">
          {describeError(hold.error)}
        </Notice>
      )}
      {session.can("outreach.call") && (
        <div className="or-row">
          <Button size="sm" loading={hold.pending} onClick={() => void open()}>
            Open the card
          </Button>
          <Button size="sm" variant="default" onClick={onDone}>
            Close
          </Button>
        </div>
      )}
      {of.patientId !== null && (
        <BookingLinks patientId={of.patientId} visitType={null} source={{ kind: "member", id: of.memberId }} />
      )}
      <AttemptHistory history={of.history} />
    </div>
  );
}

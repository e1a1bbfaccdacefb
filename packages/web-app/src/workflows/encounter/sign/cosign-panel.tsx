import { Button, Group, Textarea } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { describeError } from "@practicum/contracts/error";
import type { Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { untouched } from "@practicum/note-templates/carried";
import { formatName } from "@practicum/ui/format.ts";
import { useKeys } from "@practicum/ui/keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { failedText } from "../../../chart/failed-text.ts";
import { whenText } from "../../../chart/when-text.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { hasDraft, useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";

interface Props {
  readonly encounter: Encounter;
  readonly patientId: string;
}

type Step = Encounter["cosignSteps"][number];

const stepWords: { readonly [kind in Step["kind"]]: string } = {
  returned: "Returned by",
  answered: "Answered by",
  attested: "Attested by",
};

/** The way of a physician assistant's note to its co-signature: whose turn it is, what was said, and what this person can do. */
export function CosignPanel({ encounter, patientId }: Props) {
  const session = useSession();
  const { staffId } = session.staff;
  const { status, cosignSteps } = encounter;
  const waits = status === "awaiting-cosign";
  const returned = waits && cosignSteps.at(-1)?.kind === "returned";
  const supervises = waits && encounter.supervisorId === staffId && session.can("note.cosign");
  const answers = returned && encounter.providerId === staffId && session.can("note.write");
  return (
    <>
      <Steps steps={cosignSteps} />
      {returned && !answers && <Notice tone="info">It is with {encounter.providerName}, to be answered.</Notice>}
      {waits && !returned && !supervises && (
        <Notice tone="info">It waits for the supervising physician’s co-signature.</Notice>
      )}
      {answers && <Answer encounter={encounter} patientId={patientId} />}
      {supervises && <Supervise encounter={encounter} patientId={patientId} />}
    </>
  );
}

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const session = useSession();
  const when = (at: Instant) => whenText(session, at);
  // An answer stands among the addenda, word by word.
  return steps.map((step) => (
    <div key={`${step.kind} ${step.at}`} style={{ marginTop: 4 }}>
      {stepWords[step.kind]} <b>{step.by}</b> <span className="c-dim">{when(step.at)}</span>
      {step.kind === "answered" ? (
        <span className="c-dim"> · see the addenda</span>
      ) : (
        <div className="e-read" style={{ marginBottom: 0 }}>
          {step.text}
        </div>
      )}
    </div>
  ));
}

const returnDraft = (encounterId: string) => `return-note:${encounterId}`;

/** The named physician co-signs, with an attestation or without, or returns the note. */
function Supervise({ encounter, patientId }: Props) {
  const session = useSession();
  const { encounterId } = encounter;
  const cosign = useCommand("charting", "cosignEncounter");
  const [returning, setReturning] = useState(() => hasDraft(returnDraft(encounterId)));
  const [attestation, setAttestation, clear, kept] = useDraft(`attestation:${encounterId}`, "");
  const submit = async () => {
    const result = await cosign.run({ encounterId, patientId, attestation: attestation.trim() || null });
    if (!result.ok) return;
    clear();
    say("Co-signed.");
  };
  if (returning) return <ReturnForm encounter={encounter} patientId={patientId} onClose={() => setReturning(false)} />;
  return (
    <div style={{ marginTop: 6 }}>
      <CarriedNotice encounter={encounter} />
      <RestoredNotice small draft={kept} />
      <Textarea
        size="xs"
        label="Attestation"
        description="Goes with your co-signature. May stay empty"
        autosize
        minRows={1}
        maxLength={4000}
        value={attestation}
        onChange={(event) => setAttestation(event.currentTarget.value)}
      />
      <Group gap="xs" mt={6}>
        <Button data-guide="note.cosign" loading={cosign.pending} onClick={() => void submit()}>
          Co-sign as {session.staff.family}
          {session.staff.credential ? `, ${session.staff.credential}` : ""} – {formatName(encounter.patientName)}{" "}
          {formatDate(encounter.birthDate)}
        </Button>
        <Button variant="default" onClick={() => setReturning(true)}>
          Return to {encounter.providerName}
        </Button>
      </Group>
      {cosign.error && (
        <Notice tone="danger" role="alert">
          {describeError(cosign.error)}
        </Notice>
      )}
    </div>
  );
}

/** What of the note was taken over, counted: who attests to it has to know. */
function CarriedNotice({ encounter }: Pick<Props, "encounter">) {
  const sections = Object.values(encounter.sections);
  const marks = sections.reduce((sum, one) => sum + one.carried.length, 0);
  const same = sections.reduce((sum, one) => sum + untouched(one).length, 0);
  if (marks === 0) return null;
  return (
    <Notice tone="info">
      Taken over from earlier notes: {same} {same === 1 ? "line" : "lines"} word by word, {marks - same} changed.
    </Notice>
  );
}

function ReturnForm({ encounter, patientId, onClose }: Props & { readonly onClose: () => void }) {
  const { encounterId } = encounter;
  const send = useCommand("charting", "returnNote");
  const [comment, setComment, clear, kept] = useDraft(returnDraft(encounterId), "");
  const run = async () => {
    if (comment.trim() === "" || send.pending) return;
    const result = await send.run({ stepId: kept.recordId, encounterId, patientId, comment: comment.trim() });
    if (!result.ok && result.error.code !== "already-recorded") return;
    clear();
    if (!result.ok) return;
    say(`Returned to ${encounter.providerName}.`);
    onClose();
  };
  const onKeyDown = useKeys({ "mod+Enter": run });
  return (
    <div style={{ marginTop: 6 }}>
      <RestoredNotice small draft={kept} />
      <Textarea
        label="What is missing, or to be changed"
        description={`${encounter.providerName} answers with an addendum; nothing in the note changes`}
        data-autofocus
        autoFocus
        autosize
        minRows={2}
        maxLength={4000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Group gap="xs" mt={6}>
        <Button loading={send.pending} disabled={comment.trim() === ""} onClick={() => void run()}>
          Return the note
        </Button>
        <Button
          variant="default"
          onClick={() => {
            clear();
            onClose();
          }}
        >
          Cancel
        </Button>
      </Group>
      {send.error && (
        <Notice tone="danger" role="alert">
          {describeError(send.error)}
        </Notice>
      )}
    </div>
  );
}

/** The author's answer to the comment above it. */
function Answer({ encounter, patientId }: Props) {
  const { encounterId } = encounter;
  const send = useCommand("charting", "answerReturnedNote");
  const [text, setText, clear, kept] = useDraft(`answer-return:${encounterId}`, "");
  const run = async () => {
    if (text.trim() === "" || send.pending) return;
    const result = await send.run({ addendumId: kept.recordId, encounterId, patientId, text: text.trim() });
    if (!result.ok && result.error.code !== "already-recorded") return;
    clear();
    if (result.ok) say("Answered. It waits for the co-signature again.");
  };
  const onKeyDown = useKeys({ "mod+Enter": run });
  return (
    <div style={{ marginTop: 6 }}>
      <RestoredNotice small draft={kept} />
      <Textarea
        label="Your answer"
        description="It becomes an addendum of the note"
        autosize
        minRows={2}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button mt={6} loading={send.pending} disabled={text.trim() === ""} onClick={() => void run()}>
        Add and send back
      </Button>
      {send.error && (
        <Notice tone="danger" role="alert">
          {failedText(send.error, "addendum")}
        </Notice>
      )}
    </div>
  );
}

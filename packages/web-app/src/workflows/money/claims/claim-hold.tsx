import { Button, TextInput } from "@mantine/core";
import { claimWorkOperations, type HoldReason } from "@practicum/contracts/billing/claim-work";
import { describeError } from "@practicum/contracts/error";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import type { Claim } from "./claim-types.ts";

export const holdWords: { readonly [R in HoldReason]: string } = {
  information: "Information",
  authorization: "An authorization",
  credentialing: "Credentialing",
  patient: "The patient",
};

/** An unsent claim is held back here, and let go. */
export function ClaimHold({ claim }: { readonly claim: Claim }) {
  const draft = `claim-hold:${claim.claimId}`;
  const [open, setOpen] = useState(() => hasFormDraft(draft));
  if (claim.held) return <Held claim={claim} held={claim.held} />;
  if (!open)
    return (
      <Button size="compact-sm" variant="default" style={{ alignSelf: "flex-start" }} onClick={() => setOpen(true)}>
        Hold
      </Button>
    );
  return <HoldForm claim={claim} draft={draft} onClose={() => setOpen(false)} />;
}

function Held({ claim, held }: { readonly claim: Claim; readonly held: NonNullable<Claim["held"]> }) {
  const { timeZone } = useSession();
  const release = useCommand("billing", "releaseClaim");
  const run = async () => {
    const { claimId, version } = claim;
    if ((await release.run({ claimId, version })).ok) say(`Claim ${claim.number} may go out.`);
  };
  return (
    <>
      <Notice tone="warn">
        <b>On hold {held.until === null ? "until it is released" : `until ${formatDate(held.until)}`}.</b> It waits for:{" "}
        {holdWords[held.because].toLowerCase()}
        {held.note === "" ? "" : ` (${held.note})`}. Held by {held.by}, {formatDate(dateIn(held.at, timeZone))}.
        {passesFiling(claim, held.until) && <> Its filing time ends on {formatDate(claim.filing.by)}, before that.</>}
      </Notice>
      {release.error && <Notice tone="danger">{describeError(release.error)}</Notice>}
      <Button
        size="xs"
        variant="default"
        style={{ alignSelf: "flex-start" }}
        loading={release.pending}
        onClick={() => void run()}
      >
        Release
      </Button>
    </>
  );
}

/** Whether the payer's time to file ends before the hold does. */
const passesFiling = (claim: Claim, until: string | null) => until !== null && until > claim.filing.by;

const names = { because: "because", note: "note", until: "until" } as const;

function HoldForm(props: { readonly claim: Claim; readonly draft: string; readonly onClose: () => void }) {
  const { claim } = props;
  const { today } = useSession();
  const of = useCommandForm({
    draft: props.draft,
    recordId: claim.claimId,
    initialValues: { because: "" as HoldReason | "", note: "", until: null as string | null },
    schema: claimWorkOperations.holdClaim.input,
    toInput: ({ because, note, until }) => ({
      claimId: claim.claimId,
      version: claim.version,
      // Nothing chosen is refused by the contract, at its field.
      because: because as HoldReason,
      note: note.trim(),
      until,
    }),
    fieldNames: names,
    command: useCommand("billing", "holdClaim"),
    after: "stay",
    onDone: () => {
      say(`Claim ${claim.number} is on hold.`);
      props.onClose();
    },
  });
  const { form } = of;
  const values = form.getValues();
  return (
    <CommandForm of={of} label="Hold" action="Hold it" size="xs" onCancel={props.onClose} style={{ gap: 8 }}>
      <ChoiceList
        size="xs"
        label="It waits for"
        data={Object.entries(holdWords).map(([value, label]) => ({ value, label }))}
        {...form.getInputProps("because")}
        value={values.because || null}
        onChange={(value) => form.setFieldValue("because", (value ?? "") as HoldReason | "")}
      />
      <DateInput
        size="xs"
        label="Until"
        description="Empty: until somebody releases it"
        today={today}
        sense="future"
        {...form.getInputProps("until")}
      />
      <TextInput size="xs" label="What exactly" maxLength={300} {...form.getInputProps("note")} />
      {passesFiling(claim, values.until) && (
        <Notice tone="warn">
          The payer takes it until {formatDate(claim.filing.by)}. Held longer than that, it is denied as too late.
        </Notice>
      )}
    </CommandForm>
  );
}

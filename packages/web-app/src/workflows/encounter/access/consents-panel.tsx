import { Button, TextInput } from "@mantine/core";
import { consentOperations, type Part2Consent } from "@practicum/contracts/charting/consents";
import { formatDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";

/** The patient's consents to send what 42 CFR Part 2 protects: for who sees that, and nobody else learns that there are any. */
export function ConsentsPanel({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const list = useQuery(trpc.charting.part2Consents.queryOptions({ patientId }));
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<string | null>(null);
  if (!list.data?.mayRecord) return null;
  return (
    <section aria-label="Consents to disclose">
      <h2 className="e-access-title">Consents to disclose substance use records (42 CFR Part 2)</h2>
      {list.data.consents.length === 0 && (
        <p>None is on record: what Part 2 protects goes to nobody but the patient.</p>
      )}
      {list.data.consents.map((one) => (
        <div key={one.consentId} className="e-restriction">
          <ConsentFacts consent={one} />
          {one.revokedOn === null && revoking !== one.consentId && (
            <Button size="xs" variant="default" mt="xs" onClick={() => setRevoking(one.consentId)}>
              Revoke
            </Button>
          )}
          {revoking === one.consentId && (
            <RevokeForm patientId={patientId} consentId={one.consentId} onClose={() => setRevoking(null)} />
          )}
        </div>
      ))}
      {adding ? (
        <ConsentForm patientId={patientId} onClose={() => setAdding(false)} />
      ) : (
        <Button size="xs" variant="default" onClick={() => setAdding(true)}>
          Record a signed consent
        </Button>
      )}
    </section>
  );
}

function ConsentFacts({ consent: one }: { readonly consent: Part2Consent }) {
  const ends = one.expiresOn === null ? "until it is revoked" : `until ${formatDate(one.expiresOn)}`;
  return (
    <dl className="w-facts">
      <dt>To</dt>
      <dd>{one.to}</dd>
      <dt>What, and what for</dt>
      <dd>
        {one.what}. {one.purpose}.
      </dd>
      <dt>Holds</dt>
      <dd>
        {one.revokedOn === null
          ? `Signed ${formatDate(one.signedOn)}, ${ends}`
          : `Revoked ${formatDate(one.revokedOn)} (${one.revokedBy}): ${one.revokeReason}`}
      </dd>
    </dl>
  );
}

function ConsentForm({ patientId, onClose }: { readonly patientId: string; readonly onClose: () => void }) {
  const { today } = useSession();
  const of = useCommandForm({
    draft: `part2-consent:${patientId}`,
    initialValues: {
      to: "",
      what: "",
      purpose: "Treatment",
      signedOn: today as string | null,
      expiresOn: null as string | null,
    },
    schema: consentOperations.recordPart2Consent.input,
    toInput: (values, consentId) => ({ ...values, consentId, patientId, documentId: null }),
    command: useCommand("charting", "recordPart2Consent"),
    onDone: () => {
      say("The consent is recorded.");
      onClose();
    },
  });
  const { form } = of;
  return (
    <CommandForm of={of} label="A signed consent" action="Record the consent" size="xs" onCancel={onClose}>
      <TextInput
        size="xs"
        label="Who may have it"
        required
        data-autofocus
        maxLength={120}
        {...form.getInputProps("to")}
      />
      <TextInput size="xs" label="What may be sent" required maxLength={200} {...form.getInputProps("what")} />
      <TextInput size="xs" label="What for" required maxLength={200} {...form.getInputProps("purpose")} />
      <DateInput today={today} size="xs" label="Signed on" required {...form.getInputProps("signedOn")} />
      <DateInput
        today={today}
        size="xs"
        label="Expires on (empty: until revoked)"
        {...form.getInputProps("expiresOn")}
      />
    </CommandForm>
  );
}

function RevokeForm(props: { readonly patientId: string; readonly consentId: string; readonly onClose: () => void }) {
  const { patientId, consentId, onClose } = props;
  const of = useCommandForm({
    draft: `revoke-consent:${consentId}`,
    recordId: consentId,
    initialValues: { reason: "" },
    schema: consentOperations.revokePart2Consent.input,
    toInput: (values) => ({ ...values, patientId, consentId }),
    command: useCommand("charting", "revokePart2Consent"),
    onDone: () => {
      say("The consent is revoked.");
      onClose();
    },
  });
  return (
    <CommandForm of={of} label="Revoke the consent" action="Revoke the consent" size="xs" onCancel={onClose}>
      <TextInput
        size="xs"
        label="What the patient said"
        required
        maxLength={200}
        {...of.form.getInputProps("reason")}
      />
    </CommandForm>
  );
}

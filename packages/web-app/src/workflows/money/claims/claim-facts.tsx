import { Button, SimpleGrid, TextInput } from "@mantine/core";
import { claimFactOperations } from "@practicum/contracts/billing/claim-facts";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { useFieldTarget } from "../../../shell/field-target.ts";
import { say } from "../../../shell/undo.tsx";
import { accidentCauses, factFields, knownFacts, toFacts, valuesOfFacts } from "./claim-fact-values.ts";
import type { Claim } from "./claim-types.ts";

interface Props {
  readonly claim: Claim;
  readonly editable: boolean;
}

/** What the claim says that stands neither in the note nor in the coverage: permissions, an accident, who ordered and referred. */
export function ClaimFacts({ claim, editable }: Props) {
  const session = useSession();
  const asked = claim.findings.some(
    ({ severity, source }) => severity === "error" && source.screen === "claim" && source.field.startsWith("facts."),
  );
  const [open, setOpen] = useState(asked);
  const mayEdit = editable && session.can("claim.write");
  useFieldTarget(({ field }) => {
    if (mayEdit && field.startsWith("facts.")) setOpen(true);
  });
  if (mayEdit && open) return <FactsForm claim={claim} />;
  const known = knownFacts(claim, formatDate);
  return (
    <section aria-label="Additional claim information" data-field="facts">
      {known.length > 0 && (
        <dl className="w-facts">
          {known.map((one) => (
            <div key={one.label} style={{ display: "contents" }}>
              <dt>
                <span className="p-kbd">{one.box}</span> {one.label}
              </dt>
              <dd data-field={one.field}>{one.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {mayEdit && (
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          Authorization, referral, accident, orderer
        </Button>
      )}
    </section>
  );
}

function FactsForm({ claim }: { readonly claim: Claim }) {
  const session = useSession();
  const of = useCommandForm({
    draft: `claim-facts:${claim.claimId}`,
    recordId: claim.claimId,
    initialValues: valuesOfFacts(claim.facts),
    schema: claimFactOperations.saveClaimFacts.input,
    toInput: (values) => ({ claimId: claim.claimId, version: claim.version, facts: toFacts(values) }),
    fieldNames: factFields,
    command: useCommand("billing", "saveClaimFacts"),
    after: "stay",
    onDone: () => say("Saved and checked."),
  });
  const { form } = of;
  const values = form.getValues();
  const accident = values.cause !== "" && values.cause !== "none";
  const about = (field: string) => claim.findings.some((finding) => finding.source.field === field);
  return (
    <CommandForm of={of} label="Additional claim information" action="Save and check" size="xs" style={{ gap: 8 }}>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm" verticalSpacing="xs">
        <TextInput size="xs" label="23 Authorization" autoComplete="off" {...form.getInputProps("authorization")} />
        <TextInput size="xs" label="23 Referral" autoComplete="off" {...form.getInputProps("referral")} />
        <ChoiceList
          size="xs"
          label="10 Accident"
          clearable
          placeholder="Not asked yet"
          data={accidentCauses}
          {...form.getInputProps("cause")}
          value={values.cause || null}
          onChange={(value) => form.setFieldValue("cause", value ?? "")}
        />
        {accident && (
          <>
            <DateInput size="xs" label="14 Date of it" today={session.today} {...form.getInputProps("on")} />
            {values.cause === "auto" && (
              <TextInput size="xs" label="10b State" maxLength={2} {...form.getInputProps("state")} />
            )}
            <TextInput
              size="xs"
              label="Property and casualty claim number"
              autoComplete="off"
              {...form.getInputProps("accidentNumber")}
            />
          </>
        )}
        <TextInput size="xs" label="17 Ordered by, last name" {...form.getInputProps("orderingFamily")} />
        <TextInput size="xs" label="17 Ordered by, first name" {...form.getInputProps("orderingGiven")} />
        <TextInput
          size="xs"
          label="17b NPI of who ordered"
          inputMode="numeric"
          {...form.getInputProps("orderingNpi")}
        />
        <TextInput size="xs" label="17 Referred by, last name" {...form.getInputProps("referringFamily")} />
        <TextInput size="xs" label="17 Referred by, first name" {...form.getInputProps("referringGiven")} />
        <TextInput
          size="xs"
          label="17b NPI of who referred"
          inputMode="numeric"
          {...form.getInputProps("referringNpi")}
        />
      </SimpleGrid>
      {claim.orderedBy && values.orderingFamily === "" && (
        <span className="m-small">Nobody named: {claim.orderedBy} ordered what was ordered.</span>
      )}
      {(about("facts.duplicateBecause") || values.duplicateBecause !== "") && (
        <TextInput
          size="xs"
          label="Why it is no duplicate"
          description="Goes to the payer with the claim (NTE)"
          maxLength={80}
          {...form.getInputProps("duplicateBecause")}
        />
      )}
      {(about("facts.sameAgainBecause") || values.sameAgainBecause !== "") && (
        <TextInput
          size="xs"
          label="Reason to resubmit unchanged"
          description="Stays in the claim's history"
          maxLength={200}
          {...form.getInputProps("sameAgainBecause")}
        />
      )}
    </CommandForm>
  );
}

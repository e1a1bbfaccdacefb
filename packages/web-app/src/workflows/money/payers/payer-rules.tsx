import { SimpleGrid, Switch, TextInput } from "@mantine/core";
import { payerOperations, type Payer } from "@practicum/contracts/billing/payers";
import { filingSourceOfKind, payerRules, type PayerRules } from "@practicum/contracts/billing/payer-rules";
import type { Id } from "@practicum/kernel/brand";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import type { z } from "zod";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { say } from "../../../shell/undo.tsx";
import { TryOnPast } from "../replay/try-on-past.tsx";
import { useTrial, type Trial } from "../replay/use-trial.ts";

const corrections: readonly { readonly value: PayerRules["corrections"]; readonly label: string }[] = [
  { value: "replacement", label: "By a replacement (frequency 7)" },
  { value: "new-claim", label: "By a new claim or a reopening" },
];

const bases: readonly { readonly value: PayerRules["filing"]["laterFrom"]; readonly label: string }[] = [
  { value: "service", label: "The service" },
  { value: "decision", label: "The payer's decision" },
];

interface Typed {
  readonly corrections: PayerRules["corrections"];
  readonly orderingProvider: boolean;
  readonly drugNumber: boolean;
  readonly secondaryReason: boolean;
  readonly casualty: boolean;
  readonly paperClaims: boolean;
  readonly statusAfterDays: string;
  readonly authorizationFor: string;
  readonly referralFor: string;
  readonly accidentFor: string;
  readonly correctedDays: string;
  readonly correctedFrom: PayerRules["filing"]["correctedFrom"];
  readonly laterFrom: PayerRules["filing"]["laterFrom"];
  /** Why it is asked for without a trial. */
  readonly because: string;
}

function rulesOf(typed: Typed): z.input<typeof payerRules> {
  const { correctedDays, correctedFrom, laterFrom } = typed;
  return {
    corrections: typed.corrections,
    orderingProvider: typed.orderingProvider,
    drugNumber: typed.drugNumber,
    secondaryReason: typed.secondaryReason,
    casualty: typed.casualty,
    paperClaims: typed.paperClaims,
    statusAfterDays: typed.statusAfterDays.trim() === "" ? null : Number(typed.statusAfterDays),
    filing: { correctedDays: correctedDays.trim() === "" ? null : Number(correctedDays), correctedFrom, laterFrom },
    authorizationFor: listIn(typed.authorizationFor),
    referralFor: listIn(typed.referralFor),
    accidentFor: listIn(typed.accidentFor),
  };
}

/** What a payer accepts and asks for on a claim. Claims that are not sent yet follow it when they are checked again. */
export function PayerRulesForm(props: {
  readonly payer: Payer;
  /** What was tried last for this payer, whoever did. */
  readonly lastReplayId: Id<"rule-replay"> | null;
}) {
  const { payer, lastReplayId } = props;
  const { rules } = payer;
  const of = useCommandForm({
    draft: `payer-rules:${payer.payerId}`,
    recordId: payer.payerId,
    initialValues: {
      corrections: rules.corrections,
      orderingProvider: rules.orderingProvider,
      drugNumber: rules.drugNumber,
      secondaryReason: rules.secondaryReason,
      casualty: rules.casualty,
      authorizationFor: rules.authorizationFor.join(" "),
      referralFor: rules.referralFor.join(" "),
      accidentFor: rules.accidentFor.join(" "),
      correctedDays: rules.filing.correctedDays === null ? "" : String(rules.filing.correctedDays),
      correctedFrom: rules.filing.correctedFrom,
      laterFrom: rules.filing.laterFrom,
      paperClaims: rules.paperClaims,
      statusAfterDays: rules.statusAfterDays === null ? "" : String(rules.statusAfterDays),
      because: "",
    },
    schema: payerOperations.savePayer.input,
    toInput: (values) => ({
      ...payer,
      rules: rulesOf(values),
      tried: { replayId: trialId(values), because: values.because.trim() || null },
    }),
    fieldNames: FIELDS,
    command: useCommand("billing", "savePayer"),
    after: "stay",
    onDone: () => say("Saved."),
  });
  const { form } = of;
  const typed = payerRules.safeParse(rulesOf(form.getValues())).data ?? null;
  const trial = useTrial(typed === null ? null : { kind: "payer", payerId: payer.payerId, rules: typed }, lastReplayId);
  // The form is checked when it is sent: a trial counts for what is on the screen then.
  const trialId = (values: Typed): Id<"rule-replay"> | null =>
    JSON.stringify(payerRules.safeParse(rulesOf(values)).data ?? null) === JSON.stringify(typed)
      ? trial.replayId
      : null;
  const source = filingSourceOfKind(payer.kind);
  return (
    <CommandForm of={of} className="w-panel" label="What this payer asks for" action="Save what it asks for" size="xs">
      <h2 style={{ margin: 0, fontSize: 15 }}>What this payer asks for on a claim</h2>
      <p className="m-small" style={{ margin: 0 }}>
        {source === null
          ? "The time for claims stands in this payer's contract: ask the payer."
          : `The time for claims is public: ${source}.`}
      </p>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <ChoiceList
          label="A decided claim is corrected"
          data={corrections}
          {...form.getInputProps("corrections")}
          onChange={(value) =>
            form.setFieldValue(
              "corrections",
              corrections.find((one) => one.value === value)?.value ?? rules.corrections,
            )
          }
        />
        <TextInput
          label="Authorization for"
          description="Codes, or beginnings as J*"
          {...form.getInputProps("authorizationFor")}
        />
        <TextInput label="Referral for" description="Codes, or beginnings" {...form.getInputProps("referralFor")} />
        <TextInput
          label="Asks about an accident for"
          description="Beginnings of diagnoses, as S T14"
          {...form.getInputProps("accidentFor")}
        />
        <TextInput
          label="Corrected claim limit, in days"
          description="Empty where the payer has said none"
          inputMode="numeric"
          {...form.getInputProps("correctedDays")}
        />
        <ChoiceList
          label="They count from"
          data={bases}
          {...form.getInputProps("correctedFrom")}
          onChange={(value) => form.setFieldValue("correctedFrom", value === "service" ? "service" : "decision")}
        />
        <ChoiceList
          label="After another payer its days count from"
          data={bases}
          {...form.getInputProps("laterFrom")}
          onChange={(value) => form.setFieldValue("laterFrom", value === "service" ? "service" : "decision")}
        />
        <TextInput
          label="Ask where a claim stands, after days"
          description="Without a decision (276). Empty: only by hand"
          inputMode="numeric"
          {...form.getInputProps("statusAfterDays")}
        />
        <Switch
          label="Tests, images and equipment: who ordered"
          {...form.getInputProps("orderingProvider", { type: "checkbox" })}
        />
        <Switch label="Drugs: the NDC" {...form.getInputProps("drugNumber", { type: "checkbox" })} />
        <Switch
          label="After another payer: the reason (SBR05)"
          {...form.getInputProps("secondaryReason", { type: "checkbox" })}
        />
        <Switch
          label="Pays for accidents only: its number of the case"
          {...form.getInputProps("casualty", { type: "checkbox" })}
        />
        <Switch label="Takes claims on paper (CMS-1500)" {...form.getInputProps("paperClaims", { type: "checkbox" })} />
      </SimpleGrid>
      <TrialAndReason trial={trial} ready={typed !== null} because={form.getInputProps("because")} />
    </CommandForm>
  );
}

/** What the form is switched on by: a trial on past claims, or why there was none. */
function TrialAndReason(props: { readonly trial: Trial; readonly ready: boolean; readonly because: object }) {
  const { trial, ready, because } = props;
  return (
    <>
      <TryOnPast
        trial={trial}
        ready={ready}
        hint={
          ready
            ? "What these rules would have stopped of what was sent. Nothing is changed by it."
            : "Something typed does not fit yet."
        }
      />
      <TextInput
        label="Why"
        description={
          trial.replayId === null
            ? "Where it asks for more: try it first, or say why it is switched on without that."
            : "It was tried. A reason helps whoever looks at it later."
        }
        maxLength={200}
        {...because}
      />
    </>
  );
}

const FIELDS = Object.fromEntries(
  [
    "corrections",
    "orderingProvider",
    "drugNumber",
    "secondaryReason",
    "casualty",
    "paperClaims",
    "statusAfterDays",
    "authorizationFor",
    "referralFor",
    "accidentFor",
  ].map((name) => [`rules.${name}`, name]),
);
FIELDS["tried.because"] = "because";
for (const name of ["correctedDays", "correctedFrom", "laterFrom"]) FIELDS[`rules.filing.${name}`] = name;

/** Codes as they are typed: parted by blanks or commas. */
function listIn(text: string): string[] {
  return [...new Set(text.toUpperCase().split(/[\s,;]+/))].filter((one) => one !== "");
}

import { Button, Checkbox, Group, NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import {
  relativeLabels,
  type HistoryContent,
  type HistorySource,
  type SocialSubject,
} from "@practicum/contracts/charting/histories";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { ReactNode } from "react";
import { CommandForm } from "../../forms/command-form.tsx";
import type { CommandFormControl } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { useDiagnosisSearch } from "../code-searches.tsx";
import { SearchPicker } from "../search-picker.tsx";
import { outcomeLabels, readKnownDay, socialLabels, sourceLabels } from "./history-words.ts";
import { numberOf, useHistoryActions, useHistoryForm } from "./use-record-history.ts";

export interface FormProps {
  readonly patientId: string;
  readonly onClose: () => void;
}

type Of<K extends HistoryContent["kind"]> = Extract<HistoryContent, { kind: K }>;
type Sourced = Record<string, unknown> & { readonly source: HistorySource };
const told: HistorySource = "patient";
const choices = (labels: { readonly [value: string]: string }) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** Every form asks where it is from; most is told by the patient. */
function HistoryForm<V extends Sourced>(props: {
  readonly of: CommandFormControl<V>;
  readonly label: string;
  readonly onClose: () => void;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <CommandForm
      of={props.of}
      className="c-form"
      label={props.label}
      action="Save"
      size="xs"
      onCancel={props.onClose}
      foot={props.foot}
    >
      {props.children}
      <SegmentedControl
        size="xs"
        aria-label="Source"
        data={choices(sourceLabels)}
        {...props.of.form.getInputProps("source")}
      />
    </CommandForm>
  );
}

export function FamilyForm({ patientId, onClose }: FormProps) {
  const { today } = useSession();
  const useSearch = useDiagnosisSearch(today);
  const of = useHistoryForm({
    patientId,
    about: "family",
    onClose,
    initialValues: {
      source: told,
      relative: null as Of<"family">["relative"] | null,
      code: null as string | null,
      condition: "",
      onsetAge: "" as number | string,
      diedOfIt: "unknown" as Of<"family">["diedOfIt"],
    },
    toContent: ({ relative, code, condition, onsetAge, diedOfIt }) => ({
      kind: "family" as const,
      relative,
      code,
      condition,
      onsetAge: numberOf(onsetAge),
      diedOfIt,
    }),
  });
  const { form } = of;
  const { code, condition } = form.getValues();
  const choose = (label: string, chosen: string | null) => form.setValues({ condition: label, code: chosen });
  return (
    <HistoryForm of={of} label="Family history" onClose={onClose}>
      <ChoiceList
        label="Relative"
        required
        autoFocus
        data={choices(relativeLabels)}
        {...form.getInputProps("relative")}
      />
      {condition === "" ? (
        <SearchPicker
          label="Condition"
          placeholder="Words or ICD-10-CM code"
          useSearch={useSearch}
          onPick={(one) => choose(one.label, one.code)}
          onFreeText={(text) => choose(text, null)}
        />
      ) : (
        <Group gap={8}>
          <span>
            {code !== null && <b>{code} </b>}
            {condition}
          </span>
          <Button size="compact-xs" variant="default" onClick={() => choose("", null)}>
            Choose another
          </Button>
        </Group>
      )}
      {form.errors["condition"] && <Notice tone="danger">Choose a condition, or type it and use it as it is.</Notice>}
      <div className="i-fields">
        <NumberInput label="Age when it began" min={0} max={120} hideControls {...form.getInputProps("onsetAge")} />
        <ChoiceList
          label="Died of it"
          data={[
            { value: "unknown", label: "Not known" },
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
          {...form.getInputProps("diedOfIt")}
        />
      </div>
    </HistoryForm>
  );
}

export function SurgeryForm({ patientId, onClose }: FormProps) {
  const { today } = useSession();
  const of = useHistoryForm({
    patientId,
    about: "surgery",
    onClose,
    initialValues: {
      source: told,
      procedure: "",
      when: "",
      side: null as Of<"surgery">["side"],
      complications: "",
    },
    toContent: ({ procedure, when, side, complications }) => ({
      kind: "surgery" as const,
      procedure,
      when: readKnownDay(when, today),
      side,
      complications,
    }),
  });
  const { form } = of;
  return (
    <HistoryForm of={of} label="Surgery" onClose={onClose}>
      <TextInput label="Procedure" required autoFocus maxLength={200} {...form.getInputProps("procedure")} />
      <div className="i-fields">
        <TextInput label="Year or date" placeholder="2014, 6/2014" {...form.getInputProps("when")} />
        <ChoiceList
          label="Side"
          clearable
          data={choices({ left: "Left", right: "Right", both: "Both" })}
          {...form.getInputProps("side")}
        />
        <TextInput label="Complications" maxLength={300} {...form.getInputProps("complications")} />
      </div>
    </HistoryForm>
  );
}

export function PregnancyForm({ patientId, onClose }: FormProps) {
  const { today } = useSession();
  const of = useHistoryForm({
    patientId,
    about: "pregnancy",
    onClose,
    initialValues: {
      source: told,
      outcome: null as Of<"pregnancy">["outcome"] | null,
      when: "",
      weeks: "" as number | string,
      living: "" as number | string,
      note: "",
    },
    toContent: ({ outcome, when, weeks, living, note }) => ({
      kind: "pregnancy" as const,
      outcome,
      when: readKnownDay(when, today),
      weeks: numberOf(weeks),
      living: isBirth(outcome) ? numberOf(living) : null,
      note,
    }),
  });
  const { form } = of;
  return (
    <HistoryForm of={of} label="Pregnancy" onClose={onClose}>
      <ChoiceList
        label="How it ended"
        required
        autoFocus
        data={choices(outcomeLabels)}
        {...form.getInputProps("outcome")}
      />
      <div className="i-fields">
        <TextInput label="Year or date" placeholder="2014, 6/2014" {...form.getInputProps("when")} />
        <NumberInput label="Weeks" min={3} max={45} hideControls {...form.getInputProps("weeks")} />
        {isBirth(form.getValues().outcome) && (
          <NumberInput label="Children living" min={0} max={8} hideControls {...form.getInputProps("living")} />
        )}
        <TextInput label="Note" maxLength={300} {...form.getInputProps("note")} />
      </div>
    </HistoryForm>
  );
}

function isBirth(outcome: Of<"pregnancy">["outcome"] | null): boolean {
  return outcome === "term" || outcome === "preterm";
}

export function PregnancyStatusForm({ patientId, onClose }: FormProps) {
  const { today } = useSession();
  const of = useHistoryForm({
    patientId,
    about: "pregnancy-status",
    onClose,
    initialValues: {
      source: told,
      status: "not-known" as Of<"pregnancy-status">["status"],
      lastPeriod: null as LocalDate | null,
      dueByUltrasound: null as LocalDate | null,
    },
    toContent: ({ status, lastPeriod, dueByUltrasound }) => ({
      kind: "pregnancy-status" as const,
      status,
      lastPeriod,
      dueByUltrasound: status === "pregnant" ? dueByUltrasound : null,
    }),
  });
  const { form } = of;
  return (
    <HistoryForm of={of} label="Pregnant today" onClose={onClose}>
      <SegmentedControl
        size="xs"
        aria-label="Pregnant today"
        data={choices({ "not-pregnant": "Not pregnant", pregnant: "Pregnant", "not-known": "Not known" })}
        {...form.getInputProps("status")}
      />
      <div className="i-fields">
        <DateInput label="Last period began" today={today} sense="past" {...form.getInputProps("lastPeriod")} />
        {form.getValues().status === "pregnant" && (
          <DateInput
            label="Due by ultrasound"
            description="Else it is counted from the last period"
            today={today}
            sense="future"
            {...form.getInputProps("dueByUltrasound")}
          />
        )}
      </div>
    </HistoryForm>
  );
}

export function SocialForm({ subject, ...props }: FormProps & { readonly subject: SocialSubject }) {
  if (subject === "tobacco") return <TobaccoForm {...props} />;
  if (subject === "alcohol" || subject === "drugs") return <UseForm subject={subject} {...props} />;
  return <WordsForm subject={subject} {...props} />;
}

/** Asked, and the patient would not say: that is no answer, and no "not asked" either. */
function WouldNotSay({ patientId, subject, onClose }: FormProps & { readonly subject: SocialSubject }) {
  const { say, pending } = useHistoryActions(patientId);
  const declined = async () => {
    if (await say({ kind: "declined", of: subject })) onClose();
  };
  return (
    <Button size="xs" variant="default" loading={pending} onClick={() => void declined()}>
      Would not say
    </Button>
  );
}

const uses = { never: "Never", former: "Former", current: "Current" };

function TobaccoForm(props: FormProps) {
  const { patientId, onClose } = props;
  const { today } = useSession();
  const of = useHistoryForm({
    patientId,
    about: "tobacco",
    onClose,
    initialValues: {
      source: told,
      use: null as Of<"tobacco">["use"] | null,
      products: ["cigarettes"] as Of<"tobacco">["products"],
      cigarettesPerDay: "" as number | string,
      years: "" as number | string,
      quitOn: "",
    },
    toContent: ({ use, products, cigarettesPerDay, years, quitOn }) => ({
      kind: "tobacco" as const,
      use,
      products: use === "never" ? [] : products,
      cigarettesPerDay: use === "never" || !products.includes("cigarettes") ? null : numberOf(cigarettesPerDay),
      years: use === "never" ? null : numberOf(years),
      quitOn: use === "former" ? readKnownDay(quitOn, today) : null,
    }),
  });
  const { form } = of;
  const { use, products } = form.getValues();
  return (
    <HistoryForm of={of} label="Tobacco" onClose={onClose} foot={<WouldNotSay subject="tobacco" {...props} />}>
      <UseChoice of={of} />
      {(use === "former" || use === "current") && (
        <>
          <Checkbox.Group label="What" {...form.getInputProps("products")}>
            <Group gap={12}>
              {choices({
                cigarettes: "Cigarettes",
                cigars: "Cigars",
                pipe: "Pipe",
                smokeless: "Smokeless",
                vape: "Vaping",
              }).map((one) => (
                <Checkbox key={one.value} {...one} />
              ))}
            </Group>
          </Checkbox.Group>
          <div className="i-fields">
            {products.includes("cigarettes") && (
              <NumberInput
                label="Cigarettes a day"
                description="A pack is 20"
                min={1}
                max={200}
                hideControls
                {...form.getInputProps("cigarettesPerDay")}
              />
            )}
            <NumberInput label="Years" min={0} max={100} hideControls {...form.getInputProps("years")} />
            {use === "former" && (
              <TextInput label="Quit" placeholder="2014, 6/2014" {...form.getInputProps("quitOn")} />
            )}
          </div>
        </>
      )}
    </HistoryForm>
  );
}

/** Nothing is chosen before somebody asked. */
function UseChoice<V extends Sourced & { readonly use: string | null }>({
  of,
}: {
  readonly of: CommandFormControl<V>;
}) {
  const chosen = of.form.getValues().use;
  const { onChange, error } = of.form.getInputProps("use");
  return (
    <div>
      <Group gap={6} role="group" aria-label="Use">
        {choices(uses).map(({ value, label }) => (
          <Button
            key={value}
            size="compact-sm"
            variant={chosen === value ? "filled" : "default"}
            aria-pressed={chosen === value}
            onClick={() => onChange(value)}
          >
            {label}
          </Button>
        ))}
      </Group>
      {error && <Notice tone="danger">Choose never, former or current.</Notice>}
    </div>
  );
}

function UseForm(props: FormProps & { readonly subject: "alcohol" | "drugs" }) {
  const { patientId, subject, onClose } = props;
  const of = useHistoryForm({
    patientId,
    about: subject,
    onClose,
    initialValues: {
      source: told,
      use: null as Of<"drugs">["use"] | null,
      drinksPerWeek: "" as number | string,
      note: "",
    },
    toContent: ({ use, drinksPerWeek, note }) =>
      subject === "drugs"
        ? { kind: "drugs" as const, use, note }
        : {
            kind: "alcohol" as const,
            use,
            drinksPerWeek: use === "current" ? numberOf(drinksPerWeek) : null,
            note,
          },
  });
  const { form } = of;
  return (
    <HistoryForm of={of} label={socialLabels[subject]} onClose={onClose} foot={<WouldNotSay {...props} />}>
      <UseChoice of={of} />
      <div className="i-fields">
        {subject === "alcohol" && form.getValues().use === "current" && (
          <NumberInput label="Drinks a week" min={0} max={300} hideControls {...form.getInputProps("drinksPerWeek")} />
        )}
        <TextInput
          label={subject === "drugs" ? "Which, and how" : "Note"}
          maxLength={300}
          {...form.getInputProps("note")}
        />
      </div>
    </HistoryForm>
  );
}

function WordsForm(props: FormProps & { readonly subject: "occupation" | "living" | "exercise" | "sexual" }) {
  const { patientId, subject, onClose } = props;
  const of = useHistoryForm({
    patientId,
    about: subject,
    onClose,
    initialValues: { source: told, text: "" },
    toContent: ({ text }) => ({ kind: subject, text }),
  });
  return (
    <HistoryForm of={of} label={socialLabels[subject]} onClose={onClose} foot={<WouldNotSay {...props} />}>
      <TextInput label={socialLabels[subject]} required autoFocus maxLength={300} {...of.form.getInputProps("text")} />
    </HistoryForm>
  );
}

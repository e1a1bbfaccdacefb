import { Checkbox, NumberInput, Textarea, TextInput } from "@mantine/core";
import { RECALL_CARE, type RecallCare } from "@practicum/contracts/charting/recall-matches";
import { recallOperations } from "@practicum/contracts/messaging/recalls";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { say } from "../../../shell/undo.tsx";
import type { RecallRule } from "./recall-words.ts";
import "../outreach.css";

type Way = "none" | "sms" | "email";

interface Values extends Record<string, unknown> {
  readonly name: string;
  readonly problems: string;
  readonly ageFrom: number | string;
  readonly ageTo: number | string;
  readonly sex: string;
  readonly noVisitMonths: number | string;
  readonly preventive: string | null;
  readonly cvx: string;
  readonly vaccineMonths: number | string;
  readonly visitTypeId: string | null;
  readonly unlessVisit: string;
  readonly first: Way;
  readonly firstDays: number | string;
  readonly second: Way;
  readonly secondDays: number | string;
  readonly callAfterDays: number | string;
  readonly callsMax: number | string;
  readonly sendFrom: string;
  readonly sendUntil: string;
  readonly weekends: boolean;
  readonly againMonths: number | string;
  readonly en: string;
  readonly es: string;
}

const FRESH: Values = {
  name: "",
  problems: "",
  ageFrom: "",
  ageTo: "",
  sex: "any",
  noVisitMonths: "",
  preventive: null,
  cvx: "",
  vaccineMonths: 12,
  visitTypeId: null,
  unlessVisit: "any",
  first: "sms",
  firstDays: 0,
  second: "email",
  secondDays: 7,
  callAfterDays: 7,
  callsMax: 3,
  sendFrom: "09:00",
  sendUntil: "18:00",
  weekends: false,
  againMonths: 6,
  en: "{practice}: {first}, it is time for your next visit. Please call us to choose a day.",
  es: "{practice}: {first}, es hora de su próxima cita. Llámenos, por favor, para elegir un día.",
};

function begin(of: RecallRule | null): Values {
  if (of === null) return FRESH;
  const { condition, steps, messages } = of;
  const [first, second] = steps;
  return {
    name: of.name,
    problems: condition.problems.join(", "),
    ageFrom: condition.ageFrom ?? "",
    ageTo: condition.ageTo ?? "",
    sex: condition.sex,
    noVisitMonths: condition.noVisitMonths ?? "",
    preventive: condition.preventive,
    cvx: condition.vaccine?.cvx.join(", ") ?? "",
    vaccineMonths: condition.vaccine?.months ?? 12,
    visitTypeId: of.visitTypeId,
    unlessVisit: of.unlessVisit,
    first: first?.by ?? "none",
    firstDays: first?.afterDays ?? 0,
    second: second?.by ?? "none",
    secondDays: second?.afterDays ?? 7,
    callAfterDays: of.callAfterDays,
    callsMax: of.callsMax,
    sendFrom: of.sendFrom,
    sendUntil: of.sendUntil,
    weekends: of.weekends,
    againMonths: of.againMonths,
    ...messages,
  };
}

const number = (value: number | string) => (typeof value === "number" ? value : null);
const codes = (text: string) =>
  text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((one) => one !== "");

/** What the form says as the contract has it. */
function ruleOf(values: Values, visitTypeName: string) {
  const ways = [
    { by: values.first, days: values.firstDays },
    { by: values.second, days: values.secondDays },
  ];
  const cvx = codes(values.cvx);
  const months = number(values.vaccineMonths);
  return {
    name: values.name,
    condition: {
      problems: codes(values.problems),
      ageFrom: number(values.ageFrom),
      ageTo: number(values.ageTo),
      sex: values.sex as "any" | "female" | "male",
      noVisitMonths: number(values.noVisitMonths),
      preventive: values.preventive as RecallCare | null,
      vaccine: cvx.length === 0 ? null : { cvx, months: months ?? 0 },
    },
    visitTypeId: values.visitTypeId ?? "",
    visitTypeName,
    unlessVisit: values.unlessVisit as "any" | "same-type",
    messages: { en: values.en, es: values.es },
    steps: ways.flatMap(({ by, days }) => (by === "none" ? [] : [{ by, afterDays: number(days) ?? 0 }])),
    callAfterDays: number(values.callAfterDays),
    callsMax: number(values.callsMax),
    sendFrom: values.sendFrom,
    sendUntil: values.sendUntil,
    weekends: values.weekends,
    againMonths: number(values.againMonths),
  };
}

/** Makes a rule, or changes it: whom it means, how they are asked, and with which words. */
export function RecallRuleForm({
  of,
  onDone,
}: {
  readonly of: RecallRule | null;
  readonly onDone: (ruleId: string) => void;
}) {
  const trpc = useTRPC();
  const types = useQuery(trpc.scheduling.listVisitTypes.queryOptions({}));
  const active = types.data?.filter((one) => one.active) ?? [];
  const control = useCommandForm({
    draft: `recall-rule:${of?.ruleId ?? "new"}`,
    initialValues: begin(of),
    schema: recallOperations.saveRecallRule.input,
    recordId: of?.ruleId,
    toInput: (values, ruleId) => ({
      ...ruleOf(values, active.find((one) => one.visitTypeId === values.visitTypeId)?.name ?? of?.visitTypeName ?? ""),
      ruleId,
      version: of?.version ?? 0,
    }),
    fieldNames: {
      "messages.en": "en",
      "messages.es": "es",
      condition: "problems",
      "condition.problems": "problems",
      "condition.problems.0": "problems",
      "condition.ageFrom": "ageFrom",
      "condition.ageTo": "ageTo",
      "condition.noVisitMonths": "noVisitMonths",
      "condition.preventive": "preventive",
      "condition.vaccine.cvx": "cvx",
      "condition.vaccine.cvx.0": "cvx",
      "condition.vaccine.months": "vaccineMonths",
      "steps.0.afterDays": "firstDays",
      "steps.1.afterDays": "secondDays",
      visitTypeName: "visitTypeId",
    },
    command: useCommand("messaging", "saveRecallRule"),
    onDone: (saved, _, ruleId) => {
      say(of === null ? "The rule is made, and off. Look whom it means." : `Saved as version ${saved.version}.`);
      onDone(ruleId);
    },
  });
  return (
    <CommandForm
      of={control}
      label="Recall rule"
      action={of === null ? "Make the rule" : "Save"}
      style={{ maxWidth: 980 }}
    >
      <Whom form={control.form} />
      <How form={control.form} types={active.map((one) => ({ value: one.visitTypeId, label: one.name }))} />
    </CommandForm>
  );
}

type Form = ReturnType<typeof useCommandForm<Values, typeof recallOperations.saveRecallRule.input, unknown>>["form"];

const sexes = [
  { value: "any", label: "Any" },
  { value: "female", label: "Female" },
  { value: "male", label: "Male" },
];
const care = Object.entries(RECALL_CARE).map(([value, label]) => ({ value, label }));

function Whom({ form }: { readonly form: Form }) {
  return (
    <>
      <TextInput
        label="Name"
        description="The desk reads it: say nothing about health."
        withAsterisk
        w={340}
        maxLength={80}
        {...form.getInputProps("name")}
      />
      <h2 className="or-part">What the chart must say</h2>
      <div className="or-row">
        <TextInput
          label="Problems, by code"
          description="ICD-10 or its beginning, as E11"
          w={240}
          {...form.getInputProps("problems")}
        />
        <NumberInput
          label="Age from"
          w={100}
          min={0}
          max={120}
          allowDecimal={false}
          {...form.getInputProps("ageFrom")}
        />
        <NumberInput label="Age to" w={100} min={0} max={120} allowDecimal={false} {...form.getInputProps("ageTo")} />
        <ChoiceList label="Sex" w={110} data={sexes} {...form.getInputProps("sex")} />
        <NumberInput
          label="No visit for so many months"
          w={220}
          min={1}
          max={120}
          allowDecimal={false}
          {...form.getInputProps("noVisitMonths")}
        />
      </div>
      <div className="or-row">
        <ChoiceList
          label="Preventive care that is due"
          w={280}
          clearable
          data={care}
          {...form.getInputProps("preventive")}
        />
        <TextInput
          label="No dose of these vaccines (CVX)"
          description="As 150, 158, 161"
          w={250}
          {...form.getInputProps("cvx")}
        />
        <NumberInput
          label="Within so many months"
          w={180}
          min={1}
          max={120}
          allowDecimal={false}
          {...form.getInputProps("vaccineMonths")}
        />
      </div>
    </>
  );
}

const ways = [
  { value: "none", label: "None" },
  { value: "sms", label: "Text message" },
  { value: "email", label: "E-mail" },
];
const minded = [
  { value: "any", label: "Any visit" },
  { value: "same-type", label: "A visit of this kind" },
];

function How({
  form,
  types,
}: {
  readonly form: Form;
  readonly types: readonly { readonly value: string; readonly label: string }[];
}) {
  const days = (label: string, field: keyof Values & string, width = 130) => (
    <NumberInput label={label} w={width} min={0} max={90} allowDecimal={false} {...form.getInputProps(field)} />
  );
  return (
    <>
      <h2 className="or-part">How they are asked</h2>
      <div className="or-row">
        <ChoiceList label="Visit to book" withAsterisk w={240} data={types} {...form.getInputProps("visitTypeId")} />
        <ChoiceList label="Not who has ahead" w={190} data={minded} {...form.getInputProps("unlessVisit")} />
        <NumberInput
          label="Not again for so many months"
          w={220}
          min={1}
          max={60}
          allowDecimal={false}
          {...form.getInputProps("againMonths")}
        />
      </div>
      <div className="or-row">
        <ChoiceList label="First message" w={150} data={ways} {...form.getInputProps("first")} />
        {days("After days", "firstDays")}
        <ChoiceList label="Second message" w={150} data={ways} {...form.getInputProps("second")} />
        {days("Days after the first", "secondDays", 160)}
        {days("Days until they are called", "callAfterDays", 190)}
        <NumberInput
          label="Calls at most"
          w={120}
          min={1}
          max={10}
          allowDecimal={false}
          {...form.getInputProps("callsMax")}
        />
      </div>
      <div className="or-row">
        <TextInput label="Messages from" type="time" w={130} {...form.getInputProps("sendFrom")} />
        <TextInput label="Messages until" type="time" w={130} {...form.getInputProps("sendUntil")} />
        <Checkbox
          label="On weekends too"
          checked={form.getValues().weekends}
          onChange={(event) => form.setFieldValue("weekends", event.currentTarget.checked)}
        />
      </div>
      <Textarea
        label="Message in English"
        description="{first} and {practice} are filled in. Say nothing about health: others may read it."
        withAsterisk
        autosize
        maxLength={300}
        {...form.getInputProps("en")}
      />
      <Textarea
        label="Message in Spanish"
        description="For who speaks Spanish. Empty: the English one."
        autosize
        maxLength={300}
        {...form.getInputProps("es")}
      />
    </>
  );
}

import { ActionIcon, Button, NumberInput, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { FeeSchedule } from "@practicum/contracts/billing/fee-schedules";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { payNames } from "./contract-words.ts";
import { blankCase, blankTerm, type ContractValues, type TermValues } from "./contract-values.ts";

export type ContractForm = UseFormReturnType<ContractValues>;
interface Props {
  readonly form: ContractForm;
  readonly schedules: readonly FeeSchedule[];
}

const ways = (Object.keys(payNames) as TermValues["by"][]).map((by) => ({ value: by, label: payNames[by] }));

/** The terms in their order: the first that fits a line and has a price for it decides. */
export function ContractTerms({ form, schedules }: Props) {
  const { terms } = form.getValues();
  return (
    <fieldset className="m-stack" style={{ border: 0, margin: 0, padding: 0 }}>
      <legend style={{ fontWeight: 600, fontSize: 14, padding: 0 }}>
        Terms, in their order: the first that fits a service and has a price for it decides
      </legend>
      {terms.map((one, at) => (
        // Terms have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Term key={at} form={form} schedules={schedules} one={one} at={at} last={terms.length - 1} />
      ))}
      <Button
        size="xs"
        variant="default"
        style={{ alignSelf: "flex-start" }}
        onClick={() => form.insertListItem("terms", blankTerm)}
      >
        Add a term
      </Button>
    </fieldset>
  );
}

function Term(props: Props & { readonly one: TermValues; readonly at: number; readonly last: number }) {
  const { form, schedules, one, at, last } = props;
  const field = (name: keyof TermValues) => form.getInputProps(`terms.${at}.${name}`);
  const named = `Term ${at + 1}${one.name === "" ? "" : `, ${one.name}`}`;
  return (
    <div
      role="group"
      aria-label={named}
      className="m-stack"
      style={{ gap: 6, borderTop: "1px solid var(--p-line)", paddingTop: 8 }}
    >
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <TextInput
          size="xs"
          label={`${at + 1}. Name`}
          style={{ flex: "1 1 140px" }}
          maxLength={60}
          {...field("name")}
        />
        <ChoiceList
          size="xs"
          label="How it pays"
          style={{ flex: "1 1 170px" }}
          data={ways}
          {...field("by")}
          onChange={(by) => form.setFieldValue(`terms.${at}.by`, ways.find((way) => way.value === by)?.value ?? one.by)}
        />
        <Pay form={form} schedules={schedules} one={one} at={at} />
      </div>
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <TextInput
          size="xs"
          label="Codes"
          placeholder="every code; or 99202-99215, J*"
          style={{ flex: "2 1 180px" }}
          {...field("codes")}
        />
        <TextInput size="xs" label="Modifiers" placeholder="any" style={{ flex: "1 1 80px" }} {...field("modifiers")} />
        <TextInput
          size="xs"
          label="Places"
          placeholder="any; or 11, 10"
          style={{ flex: "1 1 80px" }}
          {...field("places")}
        />
        <ActionIcon
          variant="default"
          size={30}
          aria-label={`${named}: earlier`}
          disabled={at === 0}
          onClick={() => form.reorderListItem("terms", { from: at, to: at - 1 })}
        >
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={`${named}: later`}
          disabled={at === last}
          onClick={() => form.reorderListItem("terms", { from: at, to: at + 1 })}
        >
          <IconArrowDown size={16} />
        </ActionIcon>
        <Button
          size="xs"
          variant="default"
          aria-label={`${named}: take it out`}
          disabled={last === 0}
          onClick={() => form.removeListItem("terms", at)}
        >
          Take it out
        </Button>
      </div>
    </div>
  );
}

function Pay({ form, schedules, one, at }: Props & { readonly one: TermValues; readonly at: number }) {
  const field = (name: keyof TermValues) => form.getInputProps(`terms.${at}.${name}`);
  if (one.by === "capitated") return null;
  if (one.by === "price")
    return (
      <MoneyInput
        size="xs"
        label="Price"
        w={100}
        {...field("price")}
        onChange={(price) => form.setFieldValue(`terms.${at}.price`, price)}
      />
    );
  return (
    <>
      <Percent label="Percent" {...field("rate")} />
      {one.by === "schedule" && (
        <ChoiceList
          size="xs"
          label="Fee schedule"
          style={{ flex: "1 1 150px" }}
          placeholder="Choose"
          data={schedules.map((schedule) => ({ value: schedule.scheduleId, label: schedule.name }))}
          {...field("scheduleId")}
          onChange={(scheduleId) => form.setFieldValue(`terms.${at}.scheduleId`, scheduleId)}
        />
      )}
      {one.by === "medicare" && (
        <>
          <TextInput size="xs" label="Contractor" placeholder="01182" w={90} maxLength={5} {...field("mac")} />
          <TextInput size="xs" label="Locality" placeholder="72" w={70} maxLength={2} {...field("locality")} />
        </>
      )}
    </>
  );
}

/** A percentage with at most two decimals; empty is none. */
export function Percent(props: React.ComponentProps<typeof NumberInput>) {
  return <NumberInput size="xs" w={96} min={0} max={1000} decimalScale={2} suffix="%" hideControls {...props} />;
}

/** Sets of codes that are paid once for a visit; they come before the terms. */
export function ContractCases({ form }: Pick<Props, "form">) {
  const { cases } = form.getValues();
  return (
    <fieldset className="m-stack" style={{ border: 0, margin: 0, padding: 0 }}>
      <legend style={{ fontWeight: 600, fontSize: 14, padding: 0 }}>
        Case rates: paid once for a visit, before any term
      </legend>
      {cases.map((one, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} role="group" aria-label={`Case ${at + 1}`} className="m-row" style={{ alignItems: "flex-end" }}>
          <TextInput
            size="xs"
            label="Name"
            style={{ flex: "1 1 110px" }}
            maxLength={60}
            {...form.getInputProps(`cases.${at}.name`)}
          />
          <TextInput
            size="xs"
            label="Opened by"
            placeholder="codes"
            style={{ flex: "1 1 110px" }}
            {...form.getInputProps(`cases.${at}.opens`)}
          />
          <TextInput
            size="xs"
            label="Paid with it"
            placeholder="codes"
            style={{ flex: "1 1 110px" }}
            {...form.getInputProps(`cases.${at}.includes`)}
          />
          <MoneyInput
            size="xs"
            label="Price"
            w={100}
            {...form.getInputProps(`cases.${at}.price`)}
            onChange={(price) => form.setFieldValue(`cases.${at}.price`, price)}
          />
          <Button
            size="xs"
            variant="default"
            aria-label={`Case ${at + 1}${one.name === "" ? "" : `, ${one.name}`}: take it out`}
            onClick={() => form.removeListItem("cases", at)}
          >
            Take it out
          </Button>
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        style={{ alignSelf: "flex-start" }}
        onClick={() => form.insertListItem("cases", blankCase)}
      >
        Add a case rate
      </Button>
    </fieldset>
  );
}

import { NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import {
  inHouseOperations,
  referenceFor,
  type InHouseItem,
  type InHouseOrder,
} from "@practicum/contracts/charting/in-house";
import { ageInMonths, type LocalDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";

interface Props {
  readonly order: InHouseOrder;
  readonly onClose: () => void;
}

/** The item of an order, as it is carried out today. */
export function useInHouseItem(key: string) {
  const trpc = useTRPC();
  const { today } = useSession();
  const items = useQuery(trpc.charting.inHouseItems.queryOptions({ onDate: today }));
  return { ...items, item: items.data?.find((one) => one.key === key) };
}

export function TestResultForm({ order, onClose }: Props) {
  const { item, isPending, isError, error, refetch } = useInHouseItem(order.item);
  if (isError) return <ErrorState what="The test" message={errorText(error)} onRetry={() => void refetch()} />;
  if (isPending) return <LoadingState rows={3} />;
  if (!item) return <Notice tone="warn">This test is not done here any more. Cancel the order.</Notice>;
  return <ResultFields order={order} item={item} onClose={onClose} />;
}

interface Values extends Record<string, unknown> {
  /** By analyte: the answer, or the number as it is typed. */
  readonly values: { readonly [analyte: string]: string };
  readonly lot: string;
  readonly expiresOn: LocalDate | null;
  readonly controlLot: string;
  readonly control: string;
}

function ResultFields({ order, item, onClose }: Props & { readonly item: InHouseItem }) {
  const { today } = useSession();
  const of = useCommandForm({
    draft: `in-house-done:${order.orderId}`,
    initialValues: {
      values: Object.fromEntries(item.analytes.map((one) => [one.key, ""])),
      lot: item.last?.lot ?? "",
      expiresOn: item.last?.expiresOn ?? null,
      controlLot: item.last?.controlLot ?? "",
      control: "",
    } as Values,
    schema: inHouseOperations.recordTestResult.input,
    toInput: (v, outcomeId) => ({
      outcomeId,
      orderId: order.orderId,
      patientId: order.patientId,
      lot: v.lot,
      expiresOn: v.expiresOn,
      controlLot: v.controlLot,
      controlValid: v.control === "" ? null : v.control === "valid",
      values: item.analytes.map(({ key }) => ({ key, value: (v.values[key] ?? "").trim() })),
    }),
    fieldNames: {
      controlValid: "control",
      ...Object.fromEntries(item.analytes.map(({ key }, index) => [`values.${index}.value`, `values.${key}`])),
    },
    command: useCommand("charting", "recordTestResult"),
    onDone: ({ values }) => {
      const abnormal = values.some((one) => one.flag !== null);
      say(abnormal ? `${order.label}: abnormal. ${order.orderedBy} is told.` : `${order.label} is recorded.`);
      onClose();
    },
  });
  const { form } = of;
  return (
    <CommandForm
      of={of}
      className="c-form"
      label={`Result of ${order.label}`}
      action="Record the result"
      onCancel={onClose}
    >
      {item.specimen && <div className="c-dim">Specimen: {item.specimen}</div>}
      <div className="h-fields">
        <AnalyteFields
          patientId={order.patientId}
          analytes={item.analytes}
          field={(key) => form.getInputProps(`values.${key}`)}
          required
        />
      </div>
      <div className="h-fields">
        <TextInput label="Kit lot" required {...form.getInputProps("lot")} />
        <DateInput label="Kit expires" required today={today} sense="future" {...form.getInputProps("expiresOn")} />
        <TextInput
          label="Control lot"
          description="Of a liquid control, where one was run"
          {...form.getInputProps("controlLot")}
        />
        <Answers
          label="Control"
          answers={["valid", "failed"]}
          words={{ valid: "Valid", failed: "Failed" }}
          {...form.getInputProps("control")}
        />
      </div>
      {form.getValues().control === "failed" && (
        <Notice tone="danger" role="alert">
          A kit whose control failed has no result. Repeat the test with another one.
        </Notice>
      )}
    </CommandForm>
  );
}

interface AnalyteFieldsProps {
  readonly patientId: string;
  readonly analytes: InHouseItem["analytes"];
  readonly field: (key: string) => ReturnType<UseFormReturnType<Record<string, unknown>>["getInputProps"]>;
  readonly required: boolean;
}

/** Beyond this an answer is a sentence: a list to choose from shows it whole. */
const ANSWER_MAX = 14;

/** What was measured of each: an answer of a few, or a number with what is usual at the patient's age and sex. */
export function AnalyteFields({ patientId, analytes, field, required }: AnalyteFieldsProps) {
  const trpc = useTRPC();
  const { today } = useSession();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId })).data;
  const who = patient ? { ageMonths: ageInMonths(patient.birthDate, today), sex: patient.sex } : null;
  return analytes.map((one, index) => {
    const props = field(one.key);
    const first = index === 0;
    if (one.answers?.some((answer) => answer.length > ANSWER_MAX))
      return (
        <NativeSelect
          key={one.key}
          label={one.label}
          data={[{ value: "", label: "Choose" }, ...one.answers]}
          required={required}
          {...(first ? { "data-autofocus": true } : {})}
          {...props}
        />
      );
    if (one.answers) return <Answers key={one.key} label={one.label} answers={one.answers} first={first} {...props} />;
    const usual = referenceFor(one, who);
    return (
      <TextInput
        key={one.key}
        label={`${one.label}${one.unit ? `, ${one.unit}` : ""}`}
        description={usual === "" ? undefined : `usual: ${usual}`}
        inputMode="decimal"
        required={required}
        {...(first ? { "data-autofocus": true } : {})}
        {...props}
      />
    );
  });
}

interface AnswersProps {
  readonly label: string;
  readonly answers: readonly string[];
  readonly words?: { readonly [answer: string]: string };
  readonly first?: boolean;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly error?: unknown;
}

/** One of a few: nothing is chosen until somebody chooses. */
export function Answers({ label, answers, words, first = false, value = "", onChange, error }: AnswersProps) {
  return (
    <div className="h-answers" role="group" aria-label={label}>
      <span>
        {label}{" "}
        <span aria-hidden style={{ color: "var(--p-danger)" }}>
          *
        </span>
      </span>
      <SegmentedControl
        aria-label={label}
        size="xs"
        data={answers.map((one) => ({ value: one, label: words?.[one] ?? one }))}
        value={value}
        {...(onChange ? { onChange } : {})}
        {...(first ? { "data-autofocus": true } : {})}
      />
      {typeof error === "string" && error !== "" && (
        <span role="alert" style={{ color: "var(--p-danger)", fontSize: 12 }}>
          {error}
        </span>
      )}
    </div>
  );
}

import { SegmentedControl, Textarea } from "@mantine/core";
import {
  testOrderOperations,
  type TestItem,
  type TestOrder,
  type TestResultStatus,
} from "@practicum/contracts/charting/test-orders";
import type { LocalDate } from "@practicum/kernel/local-date";
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
import { AnalyteFields, Answers } from "../in-house/test-result-form.tsx";

interface Props {
  readonly order: TestOrder;
  readonly onClose: () => void;
}

/** A report that came on paper, value by value; where one stands already, its correction. */
export function EnterResult({ order, onClose }: Props) {
  const trpc = useTRPC();
  const items = useQuery({ ...trpc.charting.testItems.queryOptions({}), staleTime: Infinity });
  if (items.isError)
    return <ErrorState what="The test" message={errorText(items.error)} onRetry={() => void items.refetch()} />;
  if (!items.data) return <LoadingState rows={3} />;
  const item = items.data.find((one) => one.key === order.item);
  if (!item) return <Notice tone="warn">This test is not on the list any more.</Notice>;
  return <ResultFields order={order} item={item} onClose={onClose} />;
}

interface Values extends Record<string, unknown> {
  readonly values: { readonly [analyte: string]: string };
  readonly status: TestResultStatus;
  readonly reportedOn: LocalDate | null;
  readonly abnormal: string;
  readonly report: string;
}

function ResultFields({ order, item, onClose }: Props & { readonly item: TestItem }) {
  const { today } = useSession();
  const before = order.result;
  const isCorrection = before !== null && before.status !== "partial";
  const isStudy = item.kind === "imaging";
  const of = useCommandForm({
    draft: `test-result:${order.orderId}:${before?.stepId ?? ""}`,
    initialValues: {
      values: Object.fromEntries(
        item.analytes.map(({ key }) => [key, before?.values.find((one) => one.key === key)?.value ?? ""]),
      ),
      status: isCorrection ? "corrected" : "final",
      reportedOn: today,
      abnormal: "",
      report: before?.report ?? "",
    } as Values,
    schema: testOrderOperations.enterTestResult.input,
    toInput: (v, stepId) => ({
      orderId: order.orderId,
      patientId: order.patientId,
      stepId,
      status: v.status,
      reportedOn: v.reportedOn,
      // Of a part what is empty has not come yet; of a whole report it is missing.
      values: item.analytes
        .map(({ key }) => ({ key, value: (v.values[key] ?? "").trim() }))
        .filter(({ value }) => value !== "" || v.status !== "partial"),
      abnormal: isStudy ? (v.abnormal === "" ? null : v.abnormal === "abnormal") : null,
      report: v.report,
    }),
    fieldNames: Object.fromEntries(item.analytes.map(({ key }, index) => [`values.${index}.value`, `values.${key}`])),
    command: useCommand("charting", "enterTestResult"),
    onDone: () => {
      say(`${order.label}: the ${isCorrection ? "correction" : "result"} is entered. ${order.orderedBy} reviews it.`);
      onClose();
    },
  });
  const { form } = of;
  return (
    <CommandForm
      of={of}
      className="c-form"
      label={`Result of ${order.label}`}
      action={isCorrection ? "Enter the correction" : "Enter the result"}
      size="xs"
      onCancel={onClose}
    >
      <div className="h-fields">
        <DateInput
          label="Date of the report"
          required
          today={today}
          sense="past"
          {...form.getInputProps("reportedOn")}
        />
        {!isCorrection && !isStudy && (
          <div className="h-answers">
            <span>Is it whole?</span>
            <SegmentedControl
              aria-label="Is it whole?"
              size="xs"
              data={[
                { value: "final", label: "Whole" },
                { value: "partial", label: "A part" },
              ]}
              {...form.getInputProps("status")}
            />
          </div>
        )}
      </div>
      <div className="h-fields">
        {isStudy ? (
          <Answers
            label="The study is"
            answers={["normal", "abnormal"]}
            words={{ normal: "Normal", abnormal: "Abnormal" }}
            first
            {...form.getInputProps("abnormal")}
          />
        ) : (
          <AnalyteFields
            patientId={order.patientId}
            analytes={item.analytes}
            field={(key) => form.getInputProps(`values.${key}`)}
            required={form.getValues().status !== "partial"}
          />
        )}
      </div>
      <Textarea
        size="xs"
        label={isStudy ? "What the radiologist found" : "Comment of the laboratory"}
        required={isStudy}
        autosize
        minRows={isStudy ? 3 : 1}
        maxLength={4000}
        {...form.getInputProps("report")}
      />
    </CommandForm>
  );
}

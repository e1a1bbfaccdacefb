import { SegmentedControl, Textarea, TextInput } from "@mantine/core";
import {
  testDisposition,
  testOrderOperations,
  type TestDisposition,
  type TestOrder,
} from "@practicum/contracts/charting/test-orders";
import { Notice } from "@practicum/ui/states.tsx";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { say } from "../../shell/undo.tsx";
import { dispositionWords, normalMessage } from "./test-words.ts";

interface Values extends Record<string, unknown> {
  readonly disposition: TestDisposition | "";
  readonly plan: string;
  readonly message: string;
}

/** What follows from a result, and what the patient is to be told of it. */
export function ReviewForm({ order, held }: { readonly order: TestOrder; readonly held: string | null }) {
  const { orderId, patientId, label, gravity } = order;
  const isNormal = gravity === "normal";
  const of = useCommandForm({
    draft: `test-review:${order.result?.stepId ?? orderId}`,
    initialValues: {
      disposition: isNormal ? "normal" : "",
      plan: "",
      message: isNormal && held === null ? normalMessage(label) : "",
    } as Values,
    schema: testOrderOperations.decideTestOrder.input,
    toInput: ({ disposition, plan, message }, stepId) => ({
      orderId,
      patientId,
      stepId,
      step: {
        kind: "reviewed" as const,
        disposition: disposition === "" ? null : disposition,
        plan,
        message: held === null && disposition !== "no-action" ? message : "",
      },
    }),
    fieldNames: { "step.disposition": "disposition", "step.plan": "plan", "step.message": "message" },
    command: useCommand("charting", "decideTestOrder"),
    onDone: ({ state }) =>
      say(state === "closed" ? `${label} is signed.` : `${label} is signed. The patient is to be told.`),
  });
  const { form } = of;
  const { disposition } = form.getValues();
  const options = testDisposition.options.filter((one) => isNormal || one !== "normal");
  const chosen = form.getInputProps("disposition");
  return (
    <CommandForm of={of} className="c-form" label={`Sign ${label}`} action="Sign" size="xs">
      <div className="h-answers" role="group" aria-label="What follows">
        <SegmentedControl
          aria-label="What follows"
          size="xs"
          data={options.map((value) => ({ value, label: dispositionWords[value] }))}
          {...chosen}
        />
        {typeof chosen.error === "string" && (
          <span role="alert" style={{ color: "var(--p-danger)", fontSize: 12 }}>
            {chosen.error}
          </span>
        )}
      </div>
      {disposition !== "" && disposition !== "normal" && (
        <TextInput
          size="xs"
          label={disposition === "no-action" ? "Why nothing is to be done" : "What is to be done, and until when"}
          required={disposition !== "call"}
          maxLength={400}
          {...form.getInputProps("plan")}
        />
      )}
      {held !== null && <Notice tone="info">{held}</Notice>}
      {held === null && disposition !== "no-action" && (
        <Textarea
          size="xs"
          label="To the patient; the medical assistants pass it on"
          autosize
          minRows={2}
          maxLength={2000}
          {...form.getInputProps("message")}
        />
      )}
    </CommandForm>
  );
}

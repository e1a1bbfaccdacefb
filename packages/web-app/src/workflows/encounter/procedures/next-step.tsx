import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { pathologyCategory, type ProcedureOrder, type ProcedureStep } from "@practicum/contracts/charting/procedures";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { categoryWords } from "./procedure-words.ts";

type Kind = Exclude<ProcedureStep["kind"], "taken-back">;

interface Field {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly max: number;
}

interface Form {
  readonly action: string;
  readonly fields: readonly Field[];
}

const field = (name: string, label: string, required = true, max = 200): Field => ({ name, label, required, max });

const forms: { readonly [K in Kind]: Form } = {
  done: {
    action: "Record as done",
    fields: [
      field("consent", "Consent: what was told, and agreed to"),
      field("anesthesia", "Anesthesia", false),
      field("findings", "What was found and done", false, 400),
    ],
  },
  "not-done": { action: "Not done", fields: [field("reason", "Why it was not done")] },
  sent: { action: "Send to the laboratory", fields: [field("laboratory", "Laboratory", true, 80)] },
  resulted: {
    action: "Enter the report",
    fields: [field("diagnosis", "Diagnosis of the pathologist", true, 300), field("report", "Report", false, 2000)],
  },
  reviewed: { action: "Mark as reviewed", fields: [field("plan", "What follows from it", true, 400)] },
  told: { action: "Patient was told", fields: [field("how", "How, and what was agreed")] },
};

const NEXT: { readonly [S in ProcedureOrder["state"]]: readonly Kind[] } = {
  ordered: ["done", "not-done"],
  "to-send": ["sent"],
  "at-laboratory": ["resulted"],
  "to-review": ["reviewed"],
  "to-tell": ["told"],
  closed: [],
  "not-done": [],
};

interface Values {
  readonly kind: Kind | null;
  readonly category: keyof typeof categoryWords;
  readonly typed: { readonly [name: string]: string };
}

/** The next thing to be said of an order, by whoever may say it. */
export function NextStep({ order }: { readonly order: ProcedureOrder }) {
  const { can, today } = useSession();
  const record = useCommand("charting", "recordProcedureStep");
  const review = useCommand("charting", "reviewPathology");
  const [values, setValues, clear, kept] = useDraft<Values>(`procedure-step:${order.orderId}:${order.state}`, {
    kind: null,
    category: "benign",
    typed: {},
  });
  const { orderId, patientId } = order;
  const may = (kind: Kind) => can(kind === "reviewed" ? "order.write" : "history.record");
  const next = NEXT[order.state].filter(may);
  const { kind, typed } = values;
  const pending = record.pending || review.pending;
  const error = record.error ?? review.error;
  const form = kind === null ? null : forms[kind];
  const isReady = form?.fields.every(({ name, required }) => !required || (typed[name] ?? "").trim() !== "") ?? false;
  const submit = async () => {
    if (kind === null || !isReady) return;
    const said = (name: string) => (typed[name] ?? "").trim();
    const of = { orderId, patientId, stepId: kept.recordId };
    const result =
      kind === "reviewed"
        ? await review.run({ ...of, plan: said("plan") })
        : await record.run({ ...of, step: stepOf(kind, said, today, values.category) });
    if (result.ok) clear();
  };
  if (next.length === 0) return null;
  if (form === null)
    return (
      <Group gap="xs" data-guide="procedure.step">
        {next.map((one) => (
          <Button
            key={one}
            size="compact-sm"
            variant={one === "not-done" ? "default" : "filled"}
            onClick={() => setValues({ ...values, kind: one })}
          >
            {forms[one].action}…
          </Button>
        ))}
      </Group>
    );
  return (
    <form
      className="c-form"
      aria-label={form.action}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <RestoredNotice small draft={kept} />
      {error && (
        <Notice tone="danger" role="alert">
          {error.fields?.[0]?.message ?? describeError(error)}
        </Notice>
      )}
      <div className="d-fields">
        {kind === "resulted" && (
          <NativeSelect
            size="xs"
            label="The report says"
            data={pathologyCategory.options.map((value) => ({ value, label: categoryWords[value] }))}
            value={values.category}
            onChange={(event) => setValues({ ...values, category: pathologyCategory.parse(event.currentTarget.value) })}
          />
        )}
        {form.fields.map((one, at) => (
          <TextInput
            key={one.name}
            size="xs"
            label={one.label}
            required={one.required}
            autoFocus={at === 0}
            maxLength={one.max}
            value={typed[one.name] ?? ""}
            onChange={(event) => setValues({ ...values, typed: { ...typed, [one.name]: event.currentTarget.value } })}
          />
        ))}
      </div>
      <Group gap="xs">
        <Button type="submit" size="xs" loading={pending} disabled={!isReady}>
          {form.action}
        </Button>
        <Button size="xs" variant="default" onClick={() => setValues({ ...values, kind: null })}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

function stepOf(
  kind: Exclude<Kind, "reviewed">,
  said: (name: string) => string,
  today: string,
  category: Values["category"],
): Exclude<ProcedureStep, { kind: "reviewed" | "taken-back" }> {
  switch (kind) {
    case "done":
      return {
        kind,
        performedOn: today,
        consent: said("consent"),
        anesthesia: said("anesthesia"),
        findings: said("findings"),
      };
    case "not-done":
      return { kind, reason: said("reason") };
    case "sent":
      return { kind, laboratory: said("laboratory") };
    case "resulted":
      return { kind, reportedOn: today, category, diagnosis: said("diagnosis"), report: said("report") };
    case "told":
      return { kind, how: said("how") };
  }
}

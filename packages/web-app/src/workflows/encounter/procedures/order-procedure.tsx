import { Button, NativeSelect, TextInput } from "@mantine/core";
import { procedureKind, procedureKinds } from "@practicum/contracts/charting/procedures";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useCommand, type CommandInput } from "../../../api/use-command.ts";
import { useChart } from "../../../chart/chart-queries.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { visitChoices } from "../documents/visit-choices.ts";
import { BodyMap } from "./body-map.tsx";

type Input = CommandInput<"charting", "orderProcedure">;

interface Draft {
  readonly kind: Input["kind"];
  readonly bodySite: string | null;
  readonly detail: string;
  readonly encounterId: string;
  readonly diagnosis: string;
}

/** Orders a procedure in one of the patient's open notes. */
export function OrderProcedure({ patientId }: { readonly patientId: string }) {
  const { data: chart } = useChart(patientId);
  const order = useCommand("charting", "orderProcedure");
  const [draft, setDraft, clear, kept] = useDraft<Draft>(`procedure:${patientId}`, {
    kind: "punch-biopsy",
    bodySite: null,
    detail: "",
    encounterId: "",
    diagnosis: "",
  });
  const open = (chart?.encounters ?? []).filter((one) => one.status === "open");
  const encounter = open.find((one) => one.encounterId === draft.encounterId) ?? open[0];
  const set = (more: Partial<Draft>) => setDraft({ ...draft, ...more });
  if (!chart) return null;
  if (!encounter) return <Notice tone="info">A procedure is ordered in an open note. This patient has none.</Notice>;
  const submit = async () => {
    if (draft.bodySite === null) return;
    const result = await order.run({
      orderId: kept.recordId,
      patientId,
      encounterId: encounter.encounterId,
      kind: draft.kind,
      bodySite: draft.bodySite,
      detail: draft.detail,
      diagnosis: draft.diagnosis === "" ? null : draft.diagnosis,
    });
    if (!result.ok) return;
    setDraft({ ...draft, bodySite: null, detail: "" });
    clear();
  };
  return (
    <form
      className="c-form"
      aria-label="Order a procedure"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 style={{ fontSize: 15, margin: 0 }}>Order a procedure</h2>
      <RestoredNotice small draft={kept} />
      {order.error && (
        <Notice tone="danger" role="alert">
          {describeError(order.error)}
        </Notice>
      )}
      <div className="d-fields">
        <NativeSelect
          size="xs"
          label="Procedure"
          data={procedureKind.options.map((value) => ({ value, label: procedureKinds[value].label }))}
          value={draft.kind}
          onChange={(event) => set({ kind: procedureKind.parse(event.currentTarget.value) })}
        />
        <NativeSelect
          size="xs"
          label="In the note of"
          data={visitChoices(open)}
          value={encounter.encounterId}
          onChange={(event) => set({ encounterId: event.currentTarget.value })}
        />
        <NativeSelect
          size="xs"
          label="For"
          data={[
            { value: "", label: "No diagnosis yet" },
            ...encounter.diagnoses.map(({ code, label }) => ({ value: code, label: `${code} ${label}` })),
          ]}
          value={draft.diagnosis}
          onChange={(event) => set({ diagnosis: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          label="Size, depth, what to look at"
          maxLength={200}
          value={draft.detail}
          onChange={(event) => set({ detail: event.currentTarget.value })}
        />
      </div>
      <BodyMap value={draft.bodySite} onChange={(bodySite) => set({ bodySite })} />
      <div>
        <Button type="submit" size="xs" loading={order.pending} disabled={draft.bodySite === null}>
          Order the procedure
        </Button>
      </div>
    </form>
  );
}

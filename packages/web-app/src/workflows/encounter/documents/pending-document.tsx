import { Autocomplete, Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { bodySites } from "@practicum/contracts/charting/body-sites";
import { DOCUMENT_BYTES_MAX, documentKind, documentKindLabels } from "@practicum/contracts/charting/documents";
import { describeError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { IconFile } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useCommand, type CommandInput } from "../../../api/use-command.ts";
import { useChart } from "../../../chart/chart-queries.ts";
import { useSession } from "../../../session/session-context.ts";
import { visitChoices } from "./visit-choices.ts";

type NewDocument = CommandInput<"charting", "addDocument">;

/** A file that was chosen and not filed yet. It is in this page alone: a browser can't keep files for later as it keeps text. */
export interface Pending {
  readonly documentId: NewDocument["documentId"];
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isPicture: boolean;
  readonly name: string;
}

interface PendingProps {
  readonly patientId: string;
  readonly one: Pending;
  readonly onDone: () => void;
}

const siteLabels = bodySites.map((one) => one.label);

/** A file with what is to be known of it before it is filed. */
export function PendingDocument({ patientId, one, onDone }: PendingProps) {
  const { today } = useSession();
  const add = useCommand("charting", "addDocument");
  const [values, setValues] = useState<Values>({
    kind: one.isPicture ? "photo" : "outside-record",
    title: one.isPicture ? "" : one.name.slice(0, 120),
    takenOn: today,
    bodySite: "",
    encounterId: "",
  });
  const set = (more: Partial<typeof values>) => setValues((old) => ({ ...old, ...more }));
  const isTooLarge = one.bytes.length > DOCUMENT_BYTES_MAX;
  const ready = values.title.trim() !== "" && values.takenOn !== null && !isTooLarge;
  const file = async () => {
    if (!ready || values.takenOn === null) return;
    const { encounterId, ...rest } = values;
    const result = await add.run({
      ...rest,
      takenOn: values.takenOn,
      documentId: one.documentId,
      patientId,
      encounterId: encounterId === "" ? null : encounterId,
      procedureOrderId: null,
      content: one.bytes.toBase64(),
    });
    if (result.ok) onDone();
  };
  const fault = (field: string) => add.error?.fields?.find((wrong) => wrong.field === field)?.message;
  const onFile =
    fault("content") ??
    (add.error?.code === "already-recorded" ? "This file is in the chart already." : undefined) ??
    (isTooLarge ? "The file is larger than 5 MB. Scan it at 200 dpi, or split it." : undefined);
  return (
    <form
      className="d-pending c-form"
      aria-label={`New document ${one.name}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void file();
      }}
    >
      <Preview one={one} />
      <div>
        {onFile !== undefined && (
          <Notice tone="danger" role="alert">
            {onFile}
          </Notice>
        )}
        {onFile === undefined && add.error && !add.error.fields && (
          <Notice tone="danger" role="alert">
            {describeError(add.error)}
          </Notice>
        )}
        <Fields patientId={patientId} one={one} values={values} set={set} fault={fault} />
        <Group gap="xs" mt="xs">
          <Button type="submit" size="xs" loading={add.pending} disabled={!ready}>
            File in the chart
          </Button>
          <Button size="xs" variant="default" onClick={onDone}>
            Do not file
          </Button>
        </Group>
      </div>
    </form>
  );
}

interface Values {
  readonly kind: NewDocument["kind"];
  readonly title: string;
  readonly takenOn: LocalDate | null;
  readonly bodySite: string;
  readonly encounterId: string;
}

interface FieldsProps {
  readonly patientId: string;
  readonly one: Pending;
  readonly values: Values;
  readonly set: (more: Partial<Values>) => void;
  readonly fault: (field: string) => string | undefined;
}

function Fields({ patientId, one, values, set, fault }: FieldsProps) {
  const { today } = useSession();
  const { data: chart } = useChart(patientId);
  return (
    <div className="d-fields">
      <TextInput
        size="xs"
        label="Title: what is seen on it"
        placeholder={one.isPicture ? "Dark spot, left forearm, with ruler" : "Letter of the cardiologist"}
        required
        autoFocus
        maxLength={120}
        value={values.title}
        error={fault("title")}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label="Kind"
        data={documentKind.exclude(["letter"]).options.map((value) => ({ value, label: documentKindLabels[value] }))}
        value={values.kind}
        onChange={(event) => set({ kind: documentKind.exclude(["letter"]).parse(event.currentTarget.value) })}
      />
      <DateInput
        size="xs"
        label={values.kind === "photo" ? "Taken on" : "Date on it"}
        today={today}
        sense="past"
        required
        value={values.takenOn}
        error={fault("takenOn")}
        onChange={(takenOn) => set({ takenOn })}
      />
      <Autocomplete
        size="xs"
        label="Body site"
        placeholder="None"
        data={siteLabels}
        limit={8}
        maxLength={80}
        value={values.bodySite}
        onChange={(bodySite) => set({ bodySite })}
      />
      <NativeSelect
        size="xs"
        label="Visit"
        data={[{ value: "", label: "None" }, ...visitChoices(chart?.encounters ?? [])]}
        value={values.encounterId}
        error={fault("encounterId")}
        onChange={(event) => set({ encounterId: event.currentTarget.value })}
      />
    </div>
  );
}

function Preview({ one }: { readonly one: Pending }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!one.isPicture) return;
    const made = URL.createObjectURL(new Blob([one.bytes]));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [one]);
  if (url !== null) return <img src={url} alt={`To be filed: ${one.name}`} />;
  return <IconFile size={48} aria-label="A file" />;
}

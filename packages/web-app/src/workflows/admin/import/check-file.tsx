import { Button, FileButton, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { decodeText } from "../../../csv/decode-text.ts";
import { readCsv } from "../../../csv/read-csv.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { kinds, type Kind } from "./import-kinds.ts";
import type { Draft, Loaded, LoadedFile } from "./loaded-file.ts";
import { Reading } from "./reading.tsx";
import type { Run } from "./use-imports.ts";

interface Props {
  /** Imports that were made, the newest first: a file of the same system is read like the last one. */
  readonly earlier: readonly Run[];
  readonly onChecked: (importId: string, file: LoadedFile) => void;
}

/** A file and what it says: which columns, which days, which of the practice's payers and providers. Then the check. */
export function CheckFile({ earlier, onChecked }: Props) {
  const { today } = useSession();
  const blank: Draft = {
    kind: "patients",
    system: earlier[0]?.system ?? "",
    columns: null,
    values: {},
    order: null,
    providerId: null,
    asOf: today,
  };
  const [draft, setDraft, clear, kept] = useDraft<Draft>("import-file", blank);
  const [file, setFile] = useState<Loaded | null>(null);
  const [pasting, setPasting] = useState(false);
  const [pasted, setPasted] = useState("");
  const put = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const system = draft.system || (earlier[0]?.system ?? "");
  const load = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
    const { text, encoding } = decodeText(bytes);
    // Another file has other columns.
    put({ columns: null, order: null });
    setFile({ name, csv: readCsv(text), encoding, hash: await sha256(bytes) });
  };
  const readPasted = (text: string) => {
    // Coming back to the field and leaving it again changes nothing of what was said about its columns.
    if (text.trim() === "" || text === pasted) return;
    setPasted(text);
    void load("pasted rows", new TextEncoder().encode(text));
  };
  return (
    <section className="w-panel a-stack" aria-label="A file of the old system">
      <RestoredNotice small draft={kept} />
      <div className="im-row">
        <SegmentedControl
          size="xs"
          aria-label="What the file has"
          data={kinds.map(({ kind, label }) => ({ value: kind, label }))}
          value={draft.kind}
          onChange={(kind) => put({ kind: kind as Kind, columns: null, order: null })}
        />
        <TextInput
          label="Name of the old system"
          size="xs"
          maxLength={60}
          value={system}
          onChange={(event) => put({ system: event.currentTarget.value })}
        />
        <FileButton
          accept=".csv,.txt,.tsv,text/csv"
          onChange={(one) => void one?.arrayBuffer().then((bytes) => load(one.name, new Uint8Array(bytes)))}
        >
          {(props) => (
            <Button size="xs" variant={file ? "default" : "filled"} {...props}>
              {file ? "Another file" : "Choose a file (CSV)"}
            </Button>
          )}
        </FileButton>
        <Button size="xs" variant="subtle" onClick={() => setPasting(!pasting)} aria-expanded={pasting}>
          Paste rows instead
        </Button>
      </div>
      {pasting && (
        <Textarea
          label="Rows, the headings first"
          autosize
          minRows={3}
          maxRows={10}
          description="They are read when you paste them, or leave the field."
          onPaste={(event) => {
            const field = event.currentTarget;
            // The field has what was pasted after this event.
            setTimeout(() => readPasted(field.value));
          }}
          onBlur={(event) => readPasted(event.currentTarget.value)}
        />
      )}
      {file && (
        <Reading
          key={file.hash}
          file={file}
          draft={{ ...draft, system }}
          put={put}
          earlier={earlier}
          today={today}
          onChecked={(importId) => {
            clear();
            setFile(null);
            setPasting(false);
            setPasted("");
            onChecked(importId, file);
          }}
        />
      )}
    </section>
  );
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

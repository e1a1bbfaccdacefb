import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { hasDraft, useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { ReasonForm } from "../reason-form.tsx";
import { readModifiers, readPointers } from "../source-link.ts";
import type { ChargedVisit } from "./charged-visit.ts";

type Charge = ChargedVisit["charges"][number];

export interface CodeTyped {
  readonly code: string;
  readonly modifiers: string;
  readonly units: string;
  readonly pointers: string;
  readonly because: string;
}

export const nothingTyped: CodeTyped = { code: "", modifiers: "", units: "1", pointers: "A", because: "" };

/** What is typed, read; null while it can't be sent. */
export function readCode(typed: CodeTyped, diagnoses: number) {
  const modifiers = readModifiers(typed.modifiers);
  const pointers = readPointers(typed.pointers);
  const code = typed.code.trim().toUpperCase();
  const because = typed.because.trim();
  if (!/^[0-9A-Z]{5}$/.test(code) || !/^[1-9]\d{0,2}$/.test(typed.units) || because === "") return null;
  if (!modifiers || !pointers || pointers.length === 0 || pointers.some((place) => place > diagnoses)) return null;
  return { code, modifiers, pointers, units: Number(typed.units), because };
}

/** A charge that the note does not have, priced by the fee schedule. */
export function AddCharge({ visit }: { readonly visit: ChargedVisit }) {
  const add = useCommand("billing", "addCharge");
  const [typed, setTyped, clear, kept] = useDraft(`add-charge:${visit.encounterId}`, nothingTyped);
  const [open, setOpen] = useState(kept.restored);
  const read = readCode(typed, visit.diagnoses.length);
  const run = async () => {
    if (!read) return;
    const result = await add.run({ chargeId: kept.recordId, encounterId: visit.encounterId, ...read });
    if (!result.ok) return;
    say(`${read.code} charged.`);
    leave();
  };
  const leave = () => {
    setTyped(nothingTyped);
    clear();
    setOpen(false);
  };
  if (!open)
    return (
      <div>
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          Add a charge
        </Button>
      </div>
    );
  return (
    <form
      className="m-stack"
      aria-label="Add a charge"
      style={{ gap: 6 }}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <RestoredNotice small draft={kept} />
      <CodeFields typed={typed} diagnoses={visit.diagnoses.length} onChange={setTyped} />
      {add.error && (
        <Notice tone="danger" role="alert">
          {add.error.fields?.[0]?.message ?? describeError(add.error)}
        </Notice>
      )}
      <div className="m-row">
        <Button size="compact-sm" type="submit" disabled={read === null} loading={add.pending}>
          Charge it
        </Button>
        <Button size="compact-sm" variant="default" onClick={leave}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

export function CodeFields(props: {
  readonly typed: CodeTyped;
  readonly diagnoses: number;
  readonly onChange: (typed: CodeTyped) => void;
}) {
  const { typed, diagnoses } = props;
  const set = (change: Partial<CodeTyped>) => props.onChange({ ...typed, ...change });
  const pointers = readPointers(typed.pointers);
  const beyond = pointers?.some((place) => place > diagnoses) ?? false;
  return (
    <div className="m-row" style={{ alignItems: "flex-end" }}>
      <TextInput
        size="xs"
        w={80}
        label="Code"
        maxLength={5}
        autoFocus
        value={typed.code}
        onChange={(event) => set({ code: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        w={84}
        label="Modifiers"
        value={typed.modifiers}
        error={readModifiers(typed.modifiers) === null && "Two characters each"}
        onChange={(event) => set({ modifiers: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        w={64}
        label="For"
        value={typed.pointers}
        error={pointers === null ? "By letter" : beyond && "No such diagnosis"}
        onChange={(event) => set({ pointers: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        w={52}
        label="Units"
        inputMode="numeric"
        value={typed.units}
        onChange={(event) => set({ units: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        w={220}
        label="Why"
        maxLength={160}
        value={typed.because}
        onChange={(event) => set({ because: event.currentTarget.value })}
      />
    </div>
  );
}

/** Takes a charge off, or charges another code instead: both by opposite entries, with the reason. */
export function ChangeCharge({ charge, diagnoses }: { readonly charge: Charge; readonly diagnoses: number }) {
  const [act, setAct] = useState<"off" | "recode" | null>(() => {
    if (hasDraft(`recode:${charge.chargeId}`)) return "recode";
    return hasDraft(`reason:void-charge:${charge.chargeId}`) ? "off" : null;
  });
  if (act === "off") return <TakeOff charge={charge} onClose={() => setAct(null)} />;
  if (act === "recode") return <Recode charge={charge} diagnoses={diagnoses} onClose={() => setAct(null)} />;
  return (
    <div className="m-row" style={{ marginTop: 2 }}>
      <Button size="compact-xs" variant="default" aria-label={`Recode ${charge.code}`} onClick={() => setAct("recode")}>
        Recode
      </Button>
      <Button size="compact-xs" variant="default" aria-label={`Void ${charge.code}`} onClick={() => setAct("off")}>
        Void
      </Button>
    </div>
  );
}

function TakeOff({ charge, onClose }: { readonly charge: Charge; readonly onClose: () => void }) {
  const off = useCommand("billing", "voidCharge");
  const { chargeId, version, code } = charge;
  return (
    <ReasonForm
      draft={`void-charge:${chargeId}`}
      label={`Why is ${code} taken off?`}
      action="Void it"
      danger
      command={off}
      input={(because) => ({ chargeId, version, because: because.slice(0, 160) })}
      done={`${code} taken off.`}
      onClose={onClose}
    />
  );
}

function Recode(props: { readonly charge: Charge; readonly diagnoses: number; readonly onClose: () => void }) {
  const { charge, diagnoses, onClose } = props;
  const recode = useCommand("billing", "recodeCharge");
  const [typed, setTyped, clear, kept] = useDraft<CodeTyped>(`recode:${charge.chargeId}`, {
    code: "",
    modifiers: charge.modifiers.join(" "),
    units: String(charge.units),
    pointers: charge.pointers.map((place) => String.fromCodePoint(64 + place)).join(" "),
    because: "",
  });
  const read = readCode(typed, diagnoses);
  const run = async () => {
    if (!read) return;
    const { chargeId, version } = charge;
    const result = await recode.run({ chargeId, version, newChargeId: kept.recordId, ...read });
    if (!result.ok) return;
    clear();
    say(`${charge.code} is ${read.code} now.`);
  };
  const leave = () => {
    clear();
    onClose();
  };
  return (
    <form
      className="m-stack"
      aria-label={`Recode ${charge.code}`}
      style={{ gap: 6 }}
      noValidate
      onKeyDown={(event) => event.stopPropagation()}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <RestoredNotice small draft={kept} />
      <CodeFields typed={typed} diagnoses={diagnoses} onChange={setTyped} />
      {recode.error && (
        <Notice tone="danger">{recode.error.fields?.[0]?.message ?? describeError(recode.error)}</Notice>
      )}
      <div className="m-row">
        <Button size="compact-xs" type="submit" disabled={read === null} loading={recode.pending}>
          Recode it
        </Button>
        <Button size="compact-xs" variant="default" onClick={leave}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

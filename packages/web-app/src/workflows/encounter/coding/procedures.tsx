import { ActionIcon, NumberInput, TextInput } from "@mantine/core";
import { useKeys } from "@practicum/ui/keys.ts";
import { unitsMaxOf } from "@practicum/contracts/charting/bounds";
import type { LocalDate } from "@practicum/kernel/local-date";
import { IconX } from "@tabler/icons-react";
import { useState, type ReactNode, type RefObject } from "react";
import { useProcedureSearch } from "../../../chart/code-searches.tsx";
import { SearchPicker } from "../../../chart/search-picker.tsx";
import { authorOfProcedure, ByAuthor, type CodedBy } from "./authors.tsx";
import {
  addProcedure,
  readModifiers,
  removeProcedure,
  setModifiers,
  setUnits,
  togglePointer,
  type Coding,
  type Procedure,
} from "./coding-model.ts";

interface Props {
  readonly coding: Coding;
  readonly onChange: (by: (old: Coding) => Coding) => void;
  readonly serviceDate: LocalDate;
  readonly editable: boolean;
  readonly codedBy: CodedBy;
  readonly providerId: string;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

/** Procedures against diagnoses: a box says that this was done for that. */
export function Procedures({ coding, onChange, serviceDate, editable, codedBy, providerId, searchRef }: Props) {
  const useSearch = useProcedureSearch(serviceDate);
  return (
    <section className="w-panel" data-field="procedures" aria-label="Procedures" style={{ marginBottom: 12 }}>
      <header>
        <h2>Procedures</h2>
        {coding.procedures.length > 0 && <span className="c-dim">A box says which diagnosis it was done for.</span>}
      </header>
      {coding.procedures.length === 0 ? (
        <div className="c-dim">None yet.</div>
      ) : (
        <div className="e-scroll">
          <table className="e-codes">
            <thead>
              <tr>
                <th scope="col">Code</th>
                {coding.diagnoses.map((diagnosis, index) => (
                  <th key={diagnosis.code} scope="col" className="e-pointer" title={diagnosis.label}>
                    <span aria-label={`Diagnosis ${index + 1}, ${diagnosis.code}`}>{index + 1}</span>
                  </th>
                ))}
                <th scope="col">Units</th>
                <th scope="col">Modifiers</th>
                {editable && (
                  <th scope="col">
                    <span className="p-visually-hidden">Remove</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {coding.procedures.map((procedure, index) => (
                <ProcedureRow
                  key={`${procedure.code}-${index}`}
                  procedure={procedure}
                  index={index}
                  coding={coding}
                  onChange={onChange}
                  editable={editable}
                  author={
                    <ByAuthor author={authorOfProcedure(codedBy, coding.procedures, index)} providerId={providerId} />
                  }
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editable && (
        <SearchPicker
          label="Add a procedure or visit code"
          placeholder="Words, CPT or HCPCS code"
          useSearch={useSearch}
          inputRef={searchRef}
          onPick={(code) => onChange((old) => addProcedure(old, code))}
        />
      )}
    </section>
  );
}

interface RowProps {
  readonly procedure: Procedure;
  readonly index: number;
  readonly coding: Coding;
  readonly onChange: (by: (old: Coding) => Coding) => void;
  readonly editable: boolean;
  readonly author: ReactNode;
}

function ProcedureRow({ procedure, index, coding, onChange, editable, author }: RowProps) {
  const full = procedure.pointers.length >= 4;
  return (
    <tr data-field={`procedures.${index + 1}`}>
      <th scope="row" style={{ color: "var(--p-ink)" }}>
        <b>{procedure.code}</b> {procedure.label}
        {author}
      </th>
      {coding.diagnoses.map((diagnosis, place) => {
        const pointed = procedure.pointers.includes(place + 1);
        return (
          <td key={diagnosis.code} className="e-pointer">
            <label className="e-pointer-box">
              <input
                type="checkbox"
                aria-label={`${procedure.code} was done for ${diagnosis.code}`}
                checked={pointed}
                disabled={!editable || (full && !pointed)}
                onChange={() => onChange((old) => togglePointer(old, index, place + 1))}
              />
            </label>
          </td>
        );
      })}
      <td style={{ width: 76 }}>
        {editable ? (
          <Units procedure={procedure} onChange={(units) => onChange((old) => setUnits(old, index, units))} />
        ) : (
          procedure.units
        )}
      </td>
      <td style={{ width: 104 }}>
        {editable ? (
          <Modifiers
            procedure={procedure}
            onChange={(modifiers) => onChange((old) => setModifiers(old, index, modifiers))}
          />
        ) : (
          procedure.modifiers.join(" ")
        )}
      </td>
      {editable && (
        <td style={{ width: 32 }}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${procedure.code}`}
            onClick={() => onChange((old) => removeProcedure(old, index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </td>
      )}
    </tr>
  );
}

/** More than can be meant is said at the field and not taken; what was typed stays there to be mended. */
function Units({ procedure, onChange }: { readonly procedure: Procedure; readonly onChange: (units: number) => void }) {
  const [wrong, setWrong] = useState<number | null>(null);
  const max = unitsMaxOf(procedure.code);
  return (
    <NumberInput
      aria-label={`Units of ${procedure.code}`}
      size="xs"
      min={1}
      clampBehavior="none"
      allowDecimal={false}
      value={wrong ?? procedure.units}
      error={wrong === null ? undefined : `At most ${max} a day`}
      onChange={(value) => {
        if (typeof value !== "number") return;
        const refused = value < 1 || value > max;
        setWrong(refused ? value : null);
        if (!refused && value !== procedure.units) onChange(value);
      }}
    />
  );
}

/** Modifiers are taken when the field is left, once they are whole. */
function Modifiers({
  procedure,
  onChange,
}: {
  readonly procedure: Procedure;
  readonly onChange: (modifiers: readonly string[]) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? procedure.modifiers.join(" ");
  const read = readModifiers(text);
  const take = () => {
    if (typed === null || read === null) return;
    setTyped(null);
    if (read.join() !== procedure.modifiers.join()) onChange(read);
  };
  const onKeyDown = useKeys({ Enter: take });
  return (
    <TextInput
      aria-label={`Modifiers of ${procedure.code}`}
      size="xs"
      placeholder="25"
      value={text}
      error={read === null && typed !== null ? "Two characters each, four at most" : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={onKeyDown}
    />
  );
}

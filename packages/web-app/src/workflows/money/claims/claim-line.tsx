import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { Amount } from "../amount.tsx";
import { pointerText, readModifiers, readPointers } from "../source-link.ts";
import type { Claim } from "./claim-types.ts";

interface Props {
  readonly claim: Claim;
  readonly line: Claim["lines"][number];
  readonly editable: boolean;
  readonly decided: boolean;
  /** The field that an error sends the person to. */
  readonly focusField: string | null;
  readonly onReached: () => void;
}

/** A service line. While the claim is in the house its modifiers and pointers are mended here; then it is checked again at once. */
export function ClaimLine({ claim, line, editable, decided, focusField, onReached }: Props) {
  const session = useSession();
  const [modifiers, setModifiers] = useState(line.modifiers.join(" "));
  const [pointers, setPointers] = useState(pointerText(line.pointers));
  const modifierField = useRef<HTMLInputElement>(null);
  const pointerField = useRef<HTMLInputElement>(null);
  const { save, pending, error } = useMendLine(claim, line);
  useEffect(() => {
    if (focusField === null) return;
    (focusField === "pointers" ? pointerField : modifierField).current?.focus();
    onReached();
  }, [focusField, onReached]);
  const read = { modifiers: readModifiers(modifiers), pointers: readPointers(pointers) };
  const beyond = read.pointers?.some((place) => place > claim.diagnoses.length) ?? false;
  const changed = modifiers !== line.modifiers.join(" ") || pointers !== pointerText(line.pointers);
  const mayEdit = editable && line.charge !== null && session.can("charge.write");
  const saveBoth = () => {
    if (changed && read.modifiers && read.pointers && !beyond) void save(read.modifiers, read.pointers);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) saveBoth();
  };
  return (
    <tr onKeyDown={onKeyDown}>
      <td>
        <b>{line.code}</b>
        <div className="m-small">{line.label}</div>
        {line.adjustments.map((one) => (
          <div key={`${one.group}${one.reason}`} className="m-small">
            {one.group}-{one.reason} <Amount value={one.amount} /> {one.meaning}
          </div>
        ))}
        {error && (
          <div className="m-small" role="alert" style={{ color: "var(--p-danger)" }}>
            {describeError(error)}
          </div>
        )}
      </td>
      <td>
        {mayEdit ? (
          <TextInput
            ref={modifierField}
            size="xs"
            w={80}
            aria-label={`Modifiers of line ${line.lineNumber}`}
            value={modifiers}
            error={read.modifiers === null && "Two characters each"}
            onChange={(event) => setModifiers(event.currentTarget.value)}
          />
        ) : (
          line.modifiers.join(" ")
        )}
      </td>
      <td>
        {mayEdit ? (
          <TextInput
            ref={pointerField}
            size="xs"
            w={70}
            aria-label={`Diagnoses of line ${line.lineNumber}, by letter`}
            value={pointers}
            error={read.pointers === null ? "By letter, at most four" : beyond && "No such diagnosis"}
            onChange={(event) => setPointers(event.currentTarget.value)}
          />
        ) : (
          pointerText(line.pointers)
        )}
        {mayEdit && changed && (
          <Button size="compact-xs" mt={4} loading={pending} onClick={saveBoth}>
            Save and check
          </Button>
        )}
      </td>
      <td className="m-num">{line.units}</td>
      <td className="m-num">
        <Amount value={line.amount} />
      </td>
      {decided && <td className="m-num">{line.allowed === null ? "" : <Amount value={line.allowed} />}</td>}
      {decided && <td className="m-num">{line.paid === null ? "" : <Amount value={line.paid} />}</td>}
    </tr>
  );
}

/** Saves the charge behind a line and builds the claim again from it. */
function useMendLine(claim: Claim, line: Claim["lines"][number]) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const update = useCommand("billing", "updateCharge");
  const refresh = useCommand("billing", "refreshClaim");
  const save = async (modifiers: string[], pointers: number[]) => {
    if (!line.charge) return;
    const { chargeId, version, unitPrice } = line.charge;
    const saved = await update.run({ chargeId, version, unitPrice, units: line.units, modifiers, pointers });
    if (saved.ok) await refresh.run({ claimId: claim.claimId });
    void client.invalidateQueries(trpc.billing.pathFilter());
  };
  return { save, pending: update.pending || refresh.pending, error: update.error ?? refresh.error };
}

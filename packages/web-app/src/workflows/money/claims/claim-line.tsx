import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { useKeys } from "@practicum/ui/keys.ts";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { useCommand, type CommandInput } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { useLineDraft } from "../line-draft.ts";
import { LineDraftNotice } from "../line-draft-notice.tsx";
import { pointerText } from "../source-link.ts";
import { LineDrug } from "./line-drug.tsx";
import type { Claim } from "./claim-types.ts";

interface Props {
  readonly claim: Claim;
  readonly line: Claim["lines"][number];
  readonly editable: boolean;
  readonly decided: boolean;
}

/** A service line. While the claim is in the house its fields are mended here; then it is checked again at once; Ctrl+Enter also sends it. */
export function ClaimLine({ claim, line, editable, decided }: Props) {
  const session = useSession();
  const draft = useLineDraft(
    `claim-line:${line.charge?.chargeId ?? `${claim.claimId} ${line.lineNumber}`}`,
    line.charge?.version ?? 0,
    { ...line, unitPrice: line.charge?.unitPrice ?? null },
    claim.diagnoses.length,
  );
  const { values, put, changed, read, beyond } = draft;
  const { save, send, pending, error } = useMendLine(claim, line);
  const mayEdit = editable && line.charge !== null && session.can("charge.write");
  const saveAll = async () => {
    if (!changed || !read.modifiers || !read.pointers || read.units === null || beyond) return;
    const { modifiers, pointers, units } = read;
    return save({ modifiers, pointers, units, unitPrice: values.price }, draft.clear);
  };
  /** Mended and out of the house at once, when nothing else is wrong with the claim. */
  const release = async () => {
    const status = changed ? await saveAll() : claim.status;
    if (status === "ready") await send();
  };
  // The page's own Ctrl+Enter sends whatever is ready: here it is about this claim.
  const onKeyDown = useKeys({
    Enter: () => (mayEdit ? saveAll() : false),
    "mod+Enter": () => (mayEdit ? release() : false),
  });
  return (
    <tr onKeyDown={onKeyDown} data-of={line.charge?.chargeId}>
      <td data-field="code">
        <b>{line.code}</b>
        <div className="m-small">{line.label}</div>
        <LineFacts claim={claim} line={line} editable={mayEdit} />
        {mayEdit && <LineDraftNotice draft={draft} />}
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
      <td data-field="modifiers">
        {mayEdit ? (
          <TextInput
            size="xs"
            w={80}
            aria-label={`Modifiers of line ${line.lineNumber}`}
            value={values.modifiers}
            error={read.modifiers === null && "Two characters each"}
            onChange={(event) => put({ modifiers: event.currentTarget.value })}
          />
        ) : (
          line.modifiers.join(" ")
        )}
      </td>
      <td data-field="pointers">
        {mayEdit ? (
          <TextInput
            size="xs"
            w={70}
            aria-label={`Diagnoses of line ${line.lineNumber}, by letter`}
            value={values.pointers}
            error={read.pointers === null ? "By letter, at most four" : beyond && "No such diagnosis"}
            onChange={(event) => put({ pointers: event.currentTarget.value })}
          />
        ) : (
          pointerText(line.pointers)
        )}
        {mayEdit && changed && (
          <Button size="compact-xs" mt={4} loading={pending} onClick={() => void saveAll()}>
            Save and check
          </Button>
        )}
      </td>
      <td className="m-num" data-field="units">
        {mayEdit ? (
          <TextInput
            size="xs"
            w={48}
            ml="auto"
            inputMode="numeric"
            aria-label={`Units of line ${line.lineNumber}`}
            value={values.units}
            error={read.units === null && "1 to 999"}
            onChange={(event) => put({ units: event.currentTarget.value })}
            styles={{ input: { textAlign: "right" } }}
          />
        ) : (
          line.units
        )}
      </td>
      <td className="m-num" data-field="unitPrice">
        {mayEdit && (
          <MoneyInput
            size="xs"
            w={84}
            ml="auto"
            aria-label={`Price of line ${line.lineNumber}, for one unit`}
            value={values.price}
            onChange={(price) => put({ price })}
          />
        )}
        {(!mayEdit || line.units !== 1) && <Amount value={line.amount} />}
      </td>
      {decided && <td className="m-num">{line.allowed === null ? "" : <Amount value={line.allowed} />}</td>}
      {decided && <td className="m-num">{line.paid === null ? "" : <Amount value={line.paid} />}</td>}
    </tr>
  );
}

/** What the payer put in the place of the code that was billed, and which drug was given. */
function LineFacts({ claim, line, editable }: Omit<Props, "decided">) {
  return (
    <>
      {line.paidAs && (
        <div className="m-small" style={{ color: "var(--p-danger)" }}>
          <b>Paid as {line.paidAs}</b>, not as billed
        </div>
      )}
      <LineDrug claim={claim} line={line} editable={editable} />
    </>
  );
}

type Mended = Pick<CommandInput<"billing", "updateCharge">, "modifiers" | "pointers" | "units" | "unitPrice">;

/** Saves the charge behind a line and builds the claim again from it. */
function useMendLine(claim: Claim, line: Claim["lines"][number]) {
  const update = useCommand("billing", "updateCharge");
  const refresh = useCommand("billing", "refreshClaim");
  const submit = useCommand("billing", "submitClaims");
  const save = async (mended: Mended, onSaved: () => void) => {
    if (!line.charge) return;
    const { chargeId, version } = line.charge;
    const saved = await update.run({ chargeId, version, ...mended });
    // The charge has it, whatever the check of the claim says.
    if (saved.ok) onSaved();
    const checked = saved.ok ? await refresh.run({ claimId: claim.claimId }) : saved;
    return checked.ok ? checked.value.status : undefined;
  };
  const send = async () => {
    const sent = await submit.run({ claimIds: [claim.claimId] });
    if (sent.ok && sent.value.submitted.length === 1) say(`Claim ${claim.number} sent.`);
  };
  const commands = [update, refresh, submit];
  return {
    save,
    send,
    pending: commands.some((one) => one.pending),
    error: commands.find((one) => one.error)?.error ?? null,
  };
}

import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { useKeys } from "@practicum/ui/keys.ts";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { Amount } from "../amount.tsx";
import { useLineDraft } from "../line-draft.ts";
import { LineDraftNotice } from "../line-draft-notice.tsx";
import { pointerText } from "../source-link.ts";
import { ChangeCharge } from "./charge-by-hand.tsx";
import type { ChargedVisit } from "./charged-visit.ts";

interface Props {
  readonly charge: ChargedVisit["charges"][number];
  readonly diagnoses: number;
  readonly mayWrite: boolean;
}

/** A charge in review, edited in its row; Enter or the button saves. What can't be read stays, with the reason. */
export function ChargeLine({ charge, diagnoses, mayWrite }: Props) {
  const update = useCommand("billing", "updateCharge");
  const draft = useLineDraft(`charge-line:${charge.chargeId}`, charge.version, charge, diagnoses);
  const { values, put, changed, read, beyond } = draft;
  const onKeyDown = useKeys({ Enter: () => save() });
  if (!mayWrite || charge.status !== "review")
    return <ReadOnlyLine charge={charge} diagnoses={diagnoses} mayWrite={mayWrite} />;
  const save = async () => {
    if (!changed || !read.modifiers || !read.pointers || read.units === null || beyond) return;
    const { chargeId, version } = charge;
    const result = await update.run({
      chargeId,
      version,
      modifiers: read.modifiers,
      pointers: read.pointers,
      units: read.units,
      unitPrice: values.price,
    });
    if (result.ok) draft.clear();
  };
  return (
    <tr onKeyDown={onKeyDown}>
      <td>
        <b>{charge.code}</b>
        <div className="m-small">{charge.label}</div>
        {charge.byHand && <div className="m-small">By hand: {charge.byHand}</div>}
        <ChangeCharge charge={charge} diagnoses={diagnoses} />
        <LineDraftNotice draft={draft} />
        {update.error && (
          <div className="m-small" role="alert" style={{ color: "var(--p-danger)" }}>
            {describeError(update.error)}
          </div>
        )}
      </td>
      <td>
        <TextInput
          size="xs"
          w={68}
          aria-label={`Modifiers of ${charge.code}`}
          value={values.modifiers}
          error={read.modifiers === null && "Two characters each"}
          onChange={(event) => put({ modifiers: event.currentTarget.value })}
        />
      </td>
      <td>
        <TextInput
          size="xs"
          w={56}
          aria-label={`Diagnoses that ${charge.code} is for, by letter`}
          value={values.pointers}
          error={read.pointers === null ? "By letter, at most four" : beyond && "No such diagnosis"}
          onChange={(event) => put({ pointers: event.currentTarget.value })}
        />
      </td>
      <td className="m-num">
        <TextInput
          size="xs"
          w={48}
          inputMode="numeric"
          aria-label={`Units of ${charge.code}`}
          value={values.units}
          error={read.units === null && "1 to 999"}
          onChange={(event) => put({ units: event.currentTarget.value })}
          styles={{ input: { textAlign: "right" } }}
        />
      </td>
      <td className="m-num">
        <MoneyInput
          size="xs"
          w={84}
          aria-label={`Price of ${charge.code}`}
          value={values.price}
          onChange={(price) => put({ price })}
        />
      </td>
      <td className="m-num">{charge.amount === null ? "no price" : <Amount value={charge.amount} />}</td>
      <td>
        <Button
          size="compact-xs"
          variant={changed ? "filled" : "default"}
          disabled={!changed}
          loading={update.pending}
          onClick={() => void save()}
        >
          Save
        </Button>
      </td>
    </tr>
  );
}

function ReadOnlyLine({ charge, diagnoses, mayWrite }: Props) {
  return (
    <tr>
      <td>
        <b>{charge.code}</b>
        <div className="m-small">{charge.label}</div>
        {charge.status === "reversed" && <StateChip kind="charge" state="reversed" />}
        {charge.byHand && <div className="m-small">By hand: {charge.byHand}</div>}
      </td>
      <td>{charge.modifiers.join(" ")}</td>
      <td>{pointerText(charge.pointers)}</td>
      <td className="m-num">{charge.units}</td>
      <td className="m-num">{charge.unitPrice === null ? "" : <Amount value={charge.unitPrice} />}</td>
      <td className="m-num">{charge.amount === null ? "no price" : <Amount value={charge.amount} />}</td>
      {mayWrite && (
        <td>
          {charge.status === "released" ? <ChangeCharge charge={charge} diagnoses={diagnoses} /> : "not to be changed"}
        </td>
      )}
    </tr>
  );
}

import { Checkbox } from "@mantine/core";
import type { RedFlag } from "@practicum/contracts/messaging/phone";
import { Notice } from "@practicum/ui/states.tsx";

interface Props {
  readonly flags: readonly Pick<RedFlag, "id" | "label" | "say">[];
  readonly ruledOut: readonly string[];
  readonly onRuledOut: (ids: readonly string[]) => void;
  readonly disabled?: boolean;
}

/** What the practice's script says to do at once. Who asked and heard that it is not so says that, and the call goes on as what it is. */
export function RedFlagNotice({ flags, ruledOut, onRuledOut, disabled = false }: Props) {
  if (flags.length === 0) return null;
  const stands = flags.some(({ id }) => !ruledOut.includes(id));
  return (
    <Notice tone={stands ? "danger" : "info"} role={stands ? "alert" : "status"}>
      {flags.map(({ id, label, say }) => {
        const out = ruledOut.includes(id);
        return (
          <div key={id} className="i-flag">
            <strong>{label}</strong>
            {!out && <div>{say}</div>}
            <Checkbox
              size="xs"
              label={`Asked: not so (${label.toLowerCase()})`}
              checked={out}
              disabled={disabled}
              onChange={() => onRuledOut(out ? ruledOut.filter((one) => one !== id) : [...ruledOut, id])}
            />
          </div>
        );
      })}
    </Notice>
  );
}
